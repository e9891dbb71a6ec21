// This file defines a server's namespaces, and their proxy.

package managers

import (
	"slices"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// A namespace is managers.Namespace: an object with attributes.
type namespace struct {
	mutex      sched.Mutex
	attributes *pickle.Dict
}

// NewNamespace returns an object that is a Namespace with these attributes, in which it keeps its own.
func NewNamespace(attributes *pickle.Dict) *Object {
	n := &namespace{attributes: attributes}
	return &Object{
		Class: "Namespace",
		Value: func(t *sched.Thread) any { return namespaceValue{n.copy(t)} },
		Repr:  n.repr,
		Methods: []Method{
			n.method("__delattr__", []string{"name"}, n.del),
			n.method("__getattribute__", []string{"name"}, n.get),
			n.method("__setattr__", []string{"name", "value"}, func(v []any) (any, error) { return nil, n.attributes.Set(v[0], v[1]) }),
		},
	}
}

// method makes a method that is one step.
func (n *namespace) method(name string, names []string, f func(values []any) (any, error)) Method {
	return taking(name, len(names), names, func(t *sched.Thread, values []any, _ []bool) (any, error) {
		n.mutex.Lock(t)
		defer n.mutex.Unlock(t)
		return f(values)
	})
}

func (n *namespace) copy(t *sched.Thread) *pickle.Dict {
	n.mutex.Lock(t)
	defer n.mutex.Unlock(t)
	return n.attributes.Clone()
}

func noAttribute(name any) error {
	return Raised("AttributeError", "'Namespace' object has no attribute "+Repr(name))
}

func (n *namespace) get(v []any) (any, error) {
	value, ok, err := n.attributes.Get(v[0])
	if err == nil && !ok {
		err = noAttribute(v[0])
	}
	return value, err
}

func (n *namespace) del(v []any) (any, error) {
	was, err := n.attributes.Delete(v[0])
	if err == nil && !was {
		err = noAttribute(v[0])
	}
	return nil, err
}

// repr shows no names that begin with an underscore.
func (n *namespace) repr(t *sched.Thread) string {
	var list []string
	for _, item := range n.copy(t).Items() {
		if name, _ := item[0].(string); !strings.HasPrefix(name, "_") {
			list = append(list, name+"="+Repr(item[1]))
		}
	}
	slices.Sort(list)
	return "Namespace(" + strings.Join(list, ", ") + ")"
}

// A namespaceValue is a Namespace in a pickle.
type namespaceValue struct{ attributes *pickle.Dict }

// Reduce says how a pickle makes it.
func (v namespaceValue) Reduce() (callable pickle.Global, args Tuple, state any) {
	return global{managersModule, "Namespace"}, Tuple{}, v.attributes
}

// A NamespaceProxy is a proxy for a Namespace.
type NamespaceProxy struct{ *BaseProxy }

// Get returns an attribute.
func (p NamespaceProxy) Get(t *sched.Thread, name string) (any, error) {
	return p.CallMethod(t, "__getattribute__", name)
}

// Set sets an attribute.
func (p NamespaceProxy) Set(t *sched.Thread, name string, value any) error {
	_, err := p.CallMethod(t, "__setattr__", name, value)
	return err
}

// Delete takes an attribute away.
func (p NamespaceProxy) Delete(t *sched.Thread, name string) error {
	_, err := p.CallMethod(t, "__delattr__", name)
	return err
}
