// This file defines Local, the variable of which each thread has its own value.

package threading

import (
	"errors"
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

// SetOp returns Set as an op.
func (l *Local[T]) SetOp(value T) sched.Op { return &localSet[T]{l: l, value: value} }

// A localSet is Set under way.
type localSet[T any] struct {
	l     *Local[T]
	value T
	ref   *sched.Ref[T]
}

// Step is one step of it.
func (a *localSet[T]) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if w == sched.Begin {
		a.ref = a.l.own(t, a.value)
	}
	return a.ref.StepSet(t, w, a.value)
}

// Get returns the thread's own value: one bytecode. If it has none that is Python's AttributeError:
// a program that does not know uses Lookup.
func (l *Local[T]) Get(t *sched.Thread) T {
	value, ok := l.Lookup(t)
	if !ok {
		t.FailWith("AttributeError", "'_thread._local' object has no attribute '%s'", l.name)
	}
	return value
}

// Lookup returns the thread's own value, and whether it has one: one bytecode.
func (l *Local[T]) Lookup(t *sched.Thread) (value T, ok bool) {
	a := localLookup[T]{l: l}
	t.Finish(a.Step(t, sched.Begin))
	return a.value, a.ref != nil
}

// LookupOp returns Lookup as an op, whose error is ErrNoAttribute if the thread has no value.
func (l *Local[T]) LookupOp() sched.Call[T] { return &localLookup[T]{l: l} }

// ErrNoAttribute is the AttributeError of a thread that has no value of a Local.
var ErrNoAttribute = errors.New("AttributeError")

// A localLookup is Lookup under way.
type localLookup[T any] struct {
	l     *Local[T]
	ref   *sched.Ref[T] // nil: the thread has no value
	value T
}

// Step is one step of it.
func (a *localLookup[T]) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if w == sched.Begin {
		a.ref = a.l.find(t)
	}
	if a.ref == nil {
		return sched.Code{N: 1}.Step(t, w)
	}
	return a.ref.StepGet(t, w, &a.value)
}

// Result returns the thread's own value, or ErrNoAttribute.
func (a *localLookup[T]) Result() (value T, err error) {
	if a.ref == nil {
		return value, ErrNoAttribute
	}
	return a.value, nil
}

// find returns the variable that holds the thread's own value, nil if there is none.
func (l *Local[T]) find(t *sched.Thread) *sched.Ref[T] {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	return l.values[t.Self()]
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
