// This file defines the attributes of objects: shapes and slots.

package python

import "sync"

// A Shape is the names that objects have been given, in their order. Objects that were given the same names in the same order
// share one, so that a place of the program finds an attribute where it was found last. Shapes belong to a run.
type Shape struct {
	names []string
	index map[string]int32
	more  sync.Mutex        // guards next
	next  map[string]*Shape // with one name more
}

// Attributes are those of one object. Its shape says where each lies; or all lie in a dict, once the program has asked for that.
type Attributes struct {
	shape  *Shape // nil: it has none yet, or dict holds them
	values []Value
	dict   *Dict
}

// extend returns the shape with one name more.
func (s *Shape) extend(name string) *Shape {
	s.more.Lock()
	defer s.more.Unlock()
	if next := s.next[name]; next != nil {
		return next
	}
	n := len(s.names)
	next := &Shape{names: append(s.names[:n:n], name), index: make(map[string]int32, n+1)}
	for i, name := range next.names {
		next.index[name] = int32(i)
	}
	if s.next == nil {
		s.next = make(map[string]*Shape)
	}
	s.next[name] = next
	return next
}

// get returns the value of a name, or the zero Value.
func (a *Attributes) get(name string) Value {
	if a.dict != nil {
		return a.dict.getStr(name)
	}
	if a.shape != nil {
		if i, ok := a.shape.index[name]; ok {
			return a.values[i]
		}
	}
	return Value{}
}

// set sets a name. The shape of an object without any is root.
func (a *Attributes) set(root *Shape, name string, v Value) {
	if a.dict != nil {
		a.dict.setStr(name, v)
		return
	}
	if a.shape == nil {
		a.shape = root
	}
	if i, ok := a.shape.index[name]; ok {
		a.values[i] = v
		return
	}
	a.shape, a.values = a.shape.extend(name), append(a.values, v)
}

// delete removes a name, and reports whether it was there.
func (a *Attributes) delete(root *Shape, name string) bool {
	if a.dict != nil {
		return a.dict.deleteStr(name)
	}
	if a.shape == nil {
		return false
	}
	if _, ok := a.shape.index[name]; !ok {
		return false
	}
	old := *a
	*a = Attributes{}
	for i, other := range old.shape.names {
		if other != name {
			a.set(root, other, old.values[i])
		}
	}
	return true
}

// all yields the names and values in their order.
func (a *Attributes) all(yield func(name string, v Value) bool) {
	if a.dict != nil || a.shape == nil {
		return
	}
	for i, name := range a.shape.names {
		if !yield(name, a.values[i]) {
			return
		}
	}
}

// asDict returns a dict that holds the attributes from now on.
func (a *Attributes) asDict() *Dict {
	if a.dict == nil {
		d := newDict()
		for name, v := range a.all {
			d.setStr(name, v)
		}
		*a = Attributes{dict: d}
	}
	return a.dict
}
