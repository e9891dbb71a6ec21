// This file defines what a server has: objects, whose methods it calls.

package managers

import (
	"github.com/gilsim/gilsim/sched"
)

// An Object is what proxies stand for. Its methods are called by several threads of the server.
type Object struct {
	Class   string   // such as Queue, or _queue.SimpleQueue
	Methods []Method // in the order of their names
	// Value returns a copy of the object, for who asks for its value; nil: there is none that can be sent.
	Value func(t *sched.Thread) any
	// Repr returns repr(object); nil: <CLASS object>.
	Repr func(t *sched.Thread) string
}

// A Method is one of an object. An error that is no *Exception is Python's RuntimeError for who calls.
type Method struct {
	Name string
	Call func(t *sched.Thread, args Args) (any, error)
}

// method returns the method of this name, nil if there is none.
func (o *Object) method(name string) func(t *sched.Thread, args Args) (any, error) {
	for _, m := range o.Methods {
		if m.Name == name {
			return m.Call
		}
	}
	return nil
}

// public returns the names of the methods that do not begin with an underscore.
func (o *Object) public() (names []string) {
	for _, m := range o.Methods {
		if m.Name[0] != '_' {
			names = append(names, m.Name)
		}
	}
	return names
}

func (o *Object) repr(t *sched.Thread) string {
	if o.Repr == nil {
		return "<" + o.Class + " object>"
	}
	return o.Repr(t)
}

// simple makes a method without arguments.
func simple(name string, f func(t *sched.Thread) any) Method {
	signature := Signature{Name: name}
	return Method{name, func(t *sched.Thread, args Args) (any, error) {
		if _, _, err := signature.Bind(args); err != nil {
			return nil, err
		}
		return f(t), nil
	}}
}

// taking makes a method with parameters, of which so many must be given.
func taking(name string, least int, names []string, f func(t *sched.Thread, values []any, given []bool) (any, error)) Method {
	signature := Signature{name, least, names}
	return Method{name, func(t *sched.Thread, args Args) (any, error) {
		values, given, err := signature.Bind(args)
		if err != nil {
			return nil, err
		}
		return f(t, values, given)
	}}
}
