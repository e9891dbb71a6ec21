// This file defines what iterates over an object of a server.

package managers

import "github.com/gilsim/gilsim/sched"

// newIterator returns an object that iterates over items.
func newIterator(class string, items []any) *Object {
	var mutex sched.Mutex
	next := taking("__next__", 0, nil, func(t *sched.Thread, _ []any, _ []bool) (any, error) {
		mutex.Lock(t)
		defer mutex.Unlock(t)
		if len(items) == 0 {
			return nil, &Exception{builtinModule, "StopIteration", nil}
		}
		item := items[0]
		items = items[1:]
		return item, nil
	})
	return &Object{Class: class, Methods: []Method{next}}
}

// An IteratorProxy is a proxy for what iterates.
type IteratorProxy struct{ *BaseProxy }

// Next returns the next item; false if there is none.
func (p IteratorProxy) Next(t *sched.Thread) (item any, ok bool, err error) {
	item, err = p.CallMethod(t, "__next__")
	if e, raised := err.(*Exception); raised && e.Class == "StopIteration" {
		return nil, false, nil
	}
	return item, err == nil, err
}
