// This file defines a server's dictionaries, and their proxy.

package managers

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// A dict is a dictionary of a server. Each method is one step, as a method of C code under the interpreter lock.
type dict struct {
	mutex sched.Mutex
	items *pickle.Dict
}

// NewDict returns an object that is a dict with these items, in which it keeps its own.
func NewDict(items *pickle.Dict) *Object {
	d := &dict{items: items}
	return &Object{
		Class: "dict",
		Value: func(t *sched.Thread) any { return d.copy(t) },
		Repr:  func(t *sched.Thread) string { return Repr(d.copy(t)) },
		Methods: []Method{
			d.method("__contains__", 1, []string{"key"}, d.contains),
			d.method("__delitem__", 1, []string{"key"}, d.deleteItem),
			d.method("__getitem__", 1, []string{"key"}, d.item),
			d.method("__iter__", 0, nil, d.iterate),
			d.method("__len__", 0, nil, func([]any, []bool) (any, error) { return d.items.Len(), nil }),
			d.method("__setitem__", 2, []string{"key", "value"}, func(v []any, _ []bool) (any, error) { return nil, d.items.Set(v[0], v[1]) }),
			d.method("clear", 0, nil, func([]any, []bool) (any, error) { *d.items = pickle.Dict{}; return nil, nil }),
			d.method("copy", 0, nil, func([]any, []bool) (any, error) { return d.items.Clone(), nil }),
			d.method("get", 1, []string{"key", "default"}, d.get),
			d.method("items", 0, nil, d.list(func(item Tuple) any { return item })),
			d.method("keys", 0, nil, d.list(func(item Tuple) any { return item[0] })),
			d.method("pop", 1, []string{"key", "default"}, d.pop),
			d.method("popitem", 0, nil, d.popItem),
			d.method("setdefault", 1, []string{"key", "default"}, d.setDefault),
			d.update(),
			d.method("values", 0, nil, d.list(func(item Tuple) any { return item[1] })),
		},
	}
}

// method makes a method that is one step.
func (d *dict) method(name string, least int, names []string, f func(values []any, given []bool) (any, error)) Method {
	return taking(name, least, names, func(t *sched.Thread, values []any, given []bool) (any, error) {
		d.mutex.Lock(t)
		defer d.mutex.Unlock(t)
		return f(values, given)
	})
}

func (d *dict) copy(t *sched.Thread) *pickle.Dict {
	d.mutex.Lock(t)
	defer d.mutex.Unlock(t)
	return d.items.Clone()
}

func (d *dict) contains(v []any, _ []bool) (any, error) {
	_, ok, err := d.items.Get(v[0])
	return ok, err
}

func (d *dict) deleteItem(v []any, _ []bool) (any, error) {
	was, err := d.items.Delete(v[0])
	if err == nil && !was {
		err = keyError(v[0])
	}
	return nil, err
}

func (d *dict) item(v []any, _ []bool) (any, error) {
	value, ok, err := d.items.Get(v[0])
	if err == nil && !ok {
		err = keyError(v[0])
	}
	return value, err
}

func (d *dict) iterate([]any, []bool) (any, error) {
	items := d.items.Items()
	keys := make([]any, len(items))
	for i, item := range items {
		keys[i] = item[0]
	}
	return newIterator("dict_keyiterator", keys), nil
}

func (d *dict) get(v []any, _ []bool) (any, error) {
	value, ok, err := d.items.Get(v[0])
	if !ok {
		value = v[1]
	}
	return value, err
}

func (d *dict) pop(v []any, given []bool) (any, error) {
	value, ok, err := d.items.Get(v[0])
	switch {
	case err != nil:
		return nil, err
	case ok:
		_, err = d.items.Delete(v[0])
		return value, err
	case given[1]:
		return v[1], nil
	}
	return nil, keyError(v[0])
}

func (d *dict) popItem([]any, []bool) (any, error) {
	items := d.items.Items()
	if len(items) == 0 {
		return nil, keyError("popitem(): dictionary is empty")
	}
	last := items[len(items)-1]
	_, err := d.items.Delete(last[0])
	return last, err
}

func (d *dict) setDefault(v []any, _ []bool) (any, error) {
	value, ok, err := d.items.Get(v[0])
	if err != nil || ok {
		return value, err
	}
	return v[1], d.items.Set(v[0], v[1])
}

// list makes a list of what is made of each item.
func (d *dict) list(of func(item Tuple) any) func([]any, []bool) (any, error) {
	return func([]any, []bool) (any, error) {
		list := []any{}
		for _, item := range d.items.Items() {
			list = append(list, of(item))
		}
		return list, nil
	}
}

// update takes a dictionary or a list of pairs, and keywords.
func (d *dict) update() Method {
	return Method{"update", func(t *sched.Thread, args Args) (any, error) {
		if len(args.Positional) > 1 {
			return nil, Raised("TypeError", fmt.Sprintf("update expected at most 1 argument, got %d", len(args.Positional)))
		}
		more, err := dictOf(args)
		if err != nil {
			return nil, err
		}
		d.mutex.Lock(t)
		defer d.mutex.Unlock(t)
		for _, item := range more.Items() {
			if err := d.items.Set(item[0], item[1]); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}}
}

// dictOf returns dict(*args, **kwds).
func dictOf(args Args) (*pickle.Dict, error) {
	made := new(pickle.Dict)
	for _, from := range args.Positional {
		if err := addTo(made, from); err != nil {
			return nil, err
		}
	}
	return made, addTo(made, args.keywords())
}

func addTo(d *pickle.Dict, from any) error {
	var pairs []Tuple
	switch v := from.(type) {
	case *pickle.Dict:
		pairs = v.Items()
	default:
		items, ok := itemsOf(v)
		if !ok {
			return Raised("TypeError", fmt.Sprintf("'%s' object is not iterable", pickle.TypeName(from)))
		}
		for _, item := range items {
			two, ok := itemsOf(item)
			if !ok || len(two) != 2 {
				return Raised("ValueError", "dictionary update sequence element has no length 2")
			}
			pairs = append(pairs, Tuple(two))
		}
	}
	for _, item := range pairs {
		if err := d.Set(item[0], item[1]); err != nil {
			return err
		}
	}
	return nil
}

// A DictProxy is a proxy for a dict.
type DictProxy struct{ *BaseProxy }

// Get returns the value of a key, and whether there is one.
func (p DictProxy) Get(t *sched.Thread, key any) (value any, ok bool, err error) {
	value, err = p.CallMethod(t, "__getitem__", key)
	if errors.Is(err, Raised("KeyError", "")) {
		return nil, false, nil
	}
	return value, err == nil, err
}

// Set sets the value of a key.
func (p DictProxy) Set(t *sched.Thread, key, value any) error {
	_, err := p.CallMethod(t, "__setitem__", key, value)
	return err
}

// Delete takes a key out, which must be there.
func (p DictProxy) Delete(t *sched.Thread, key any) error {
	_, err := p.CallMethod(t, "__delitem__", key)
	return err
}

// Len returns how many keys there are.
func (p DictProxy) Len(t *sched.Thread) (int, error) { return asInt(p.CallMethod(t, "__len__")) }

// Copy returns a copy of the dictionary.
func (p DictProxy) Copy(t *sched.Thread) (*pickle.Dict, error) {
	value, err := p.CallMethod(t, "copy")
	d, ok := value.(*pickle.Dict)
	if err == nil && !ok {
		err = fmt.Errorf("TypeError: copy() returns a %s", pickle.TypeName(value))
	}
	return d, err
}
