// This file defines Local, the variable of which each thread has its own value.

package threading

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
)

// A Local is an attribute of a threading.local: each thread has a value of its own, and sees no other's. In a thread that
// has not set it there is none.
//
// The values are kept by what stands in queues: the thread, or the greenlet that is current in it. They live as long as the
// Local, also when their thread has ended.
type Local[T any] struct {
	name   string
	mu     sched.Mutex // guards values
	values map[*sched.Waiter]*sched.Ref[T]
}

// NewLocal returns a local attribute of this name. Making one takes no time.
func NewLocal[T any](_ *sched.Thread, name string) *Local[T] {
	return &Local[T]{name: name, values: make(map[*sched.Waiter]*sched.Ref[T])}
}

// Set sets the thread's own value: one bytecode.
func (l *Local[T]) Set(t *sched.Thread, value T) { l.own(t, value).Set(t, value) }

// Get returns the thread's own value: one bytecode. If it has none that is Python's AttributeError, which ends the run:
// a program that does not know uses Lookup.
func (l *Local[T]) Get(t *sched.Thread) T {
	value, ok := l.Lookup(t)
	if !ok {
		t.Fail("'_thread._local' object has no attribute '%s'", l.name)
	}
	return value
}

// Lookup returns the thread's own value, and whether it has one: one bytecode.
func (l *Local[T]) Lookup(t *sched.Thread) (value T, ok bool) {
	l.mu.Lock(t)
	ref := l.values[t.Self()]
	l.mu.Unlock(t)
	if ref == nil {
		t.Run(1)
		return value, false
	}
	return ref.Get(t), true
}

// own returns the variable that holds the thread's own value, which is made with its first value.
func (l *Local[T]) own(t *sched.Thread, value T) *sched.Ref[T] {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	ref := l.values[t.Self()]
	if ref == nil {
		ref = sched.NewRef(t, fmt.Sprintf("%s of %s", l.name, t.Name()), value)
		l.values[t.Self()] = ref
	}
	return ref
}
