// This file defines Local, the variable of which each greenlet has its own value.

package gevent

import "github.com/gilsim/gilsim/sched"

// A Local is an attribute of a gevent.local.local: each greenlet has a value of its own, which is gone with it. In a greenlet
// that has not set it there is none.
type Local[T any] struct{ name string }

// NewLocal returns a local attribute of this name.
func NewLocal[T any](name string) *Local[T] { return &Local[T]{name} }

// Set sets the greenlet's own value.
func (l *Local[T]) Set(t *sched.Thread, value T) {
	enter(t)
	w := self(t)
	if w.locals == nil {
		w.locals = map[any]any{}
	}
	w.locals[l] = value
}

// Get returns the greenlet's own value. If it has none that is an AttributeError, as in Python: a program that does not know uses
// Lookup.
func (l *Local[T]) Get(t *sched.Thread) T {
	value, ok := l.Lookup(t)
	if !ok {
		t.Fail("AttributeError: 'local' object has no attribute '%s'", l.name)
	}
	return value
}

// Lookup returns the greenlet's own value, and whether it has one.
func (l *Local[T]) Lookup(t *sched.Thread) (value T, ok bool) {
	enter(t)
	value, ok = self(t).locals[l].(T)
	return value, ok
}
