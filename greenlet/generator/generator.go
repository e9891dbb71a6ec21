// This file defines the generator: its making, its states.

package generator

import (
	"fmt"
	"sync/atomic"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Body is what a generator runs: the body of a generator function. It yields with y. Its result is the value of the
// StopIteration that ends the iteration, and an error an exception that goes to whoever has resumed the generator.
type Body[T any] func(t *sched.Thread, y *Yielder[T]) (any, error)

// A Generator is a function that yields values of type T, one each time it is resumed. Its methods are for the code of
// the thread that first resumes it, but for those that only look; t is the thread that calls.
type Generator[T any] struct {
	frame
	body  Body[T] // until it starts
	value T       // what it has yielded
}

// A frame is a generator but for its values: whatever their type is, the code that resumes it is the same.
type frame struct {
	co     sched.Coroutine
	thread atomic.Pointer[sched.Thread] // the one that it belongs to; nil before it is resumed
	state  sched.Atomic                 // a State; that thread alone changes it
	actor  int32                        // its number in the trace, once it has been resumed
	name   string
	start  sched.CoroutineBody // what its coroutine runs
	from   any                 // what it delegates to (gi_yieldfrom), or nil

	sent   any   // what it is resumed with
	thrown error // or what is raised in it then
	result any   // what the body has returned
	raised error // or the exception that has ended it
}

// New returns a generator of this name, or if that is empty the name "generator", that will run the body: what the call
// of a generator function returns. Nothing runs yet. Making one takes no time.
func New[T any](name string, body Body[T]) *Generator[T] {
	if name == "" {
		name = "generator"
	}
	g := &Generator[T]{body: body}
	g.name, g.start = name, (*code[T])(g)
	return g
}

// Name returns the generator's name. Any thread may ask.
func (f *frame) Name() string { return f.name }

// YieldFrom returns what the generator delegates to with From, nil for nothing: gi_yieldfrom. It is for the code of the
// generator's thread.
func (f *frame) YieldFrom() any { return f.from }

// claim makes the generator one of t, if it is nobody's yet, and reports whether it was.
func (f *frame) claim(t *sched.Thread) bool {
	if !f.thread.CompareAndSwap(nil, t) {
		return false
	}
	f.actor = t.Process().Actor(trace.ClassGenerator, f.name)
	f.co.Init(t, f.actor, f.start)
	return true
}

// A State is how far a generator has come, as inspect.getgeneratorstate says it.
type State int32

// The states.
const (
	Created   State = iota // it has not started
	Running                // it is executed, or a greenlet has switched away in the midst of that
	Suspended              // it has yielded
	Closed                 // it is over
)

// The names are those of module inspect.
var stateNames = [...]string{Created: "GEN_CREATED", Running: "GEN_RUNNING", Suspended: "GEN_SUSPENDED", Closed: "GEN_CLOSED"}

// String returns the name that Python has for the state.
func (s State) String() string {
	if s < 0 || int(s) >= len(stateNames) {
		return fmt.Sprintf("State(%d)", int32(s))
	}
	return stateNames[s]
}

// State returns the generator's state. Any thread may ask. A generator that was abandoned with its thread is closed.
func (f *frame) State() State { return State(f.state.Load()) }
