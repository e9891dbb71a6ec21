// This file defines what the state machines of programs are made of.
//
// A call that can lose the processor, or wait, is written once: as a state machine whose Step carries out one line after
// the other. Each line is a part that the thread steps: StepCall, StepExecute, StepAnnounce, StepBlockFor, or another
// machine. Where a thread has a stack, because its body is a function, each of these parts is over when it returns: it
// suspends the coroutine, if it must, right where it is, or has a hub park it. So the blocking form of a call is one call of
// Step, and Finish; the machine lies on the stack, and costs no allocation. Where a thread has none, because its body is a
// Runner, the parts return what is to be requested, and the machine, which lies in the Runner, goes on where it was when it
// is stepped again.
//
// Each method that can lose the processor has an op beside it: what the method x.Do(t, args) does at once, x.DoOp(args) does
// step by step, in any thread. What the method returns the op has as its Result. A time-out is always a parameter, and
// Forever is without end. What belongs to no object but the thread is a function of this package (SleepOp), or a struct that
// says what is to be done (Code, Spawning, Joining). An op begins anew whenever it is stepped with Begin; it is carried out
// by one thread at a time. Functions of the program that an op calls, such as the action of a barrier, are ops themselves, so
// that they can wait; as Go functions they may only in a thread that has a stack.

package sched

import "github.com/gilsim/gilsim/trace"

// A Call is an op that comes to a result: what the method of the same name returns.
type Call[T any] interface {
	Op
	// Result returns it, once the op is done.
	Result() (T, error)
}

// A Line is the line that a state machine has come to, from 0.
type Line uint8

// Start goes to the first line if the machine begins.
func (l *Line) Start(w Wake) {
	if w == Begin {
		*l = 0
	}
}

// HasStack reports whether the thread runs on a coroutine of its own just now, and so can be suspended where it is. An op need
// not ask; but where it has something to do at its end, whatever has been thrown into it, only a thread with a stack can.
func (t *Thread) HasStack() bool { return t.doing == itsBody }

// Finish is how the blocking form of an op ends: it takes what the only Step of it has returned. In a thread whose body is
// a Runner it fails, for nothing there can come back to the middle of a call.
func (t *Thread) Finish(_ Request, done bool) {
	if !done {
		t.cannotWait()
	}
}

// cannotWait is the failure of Finish, apart so that Finish takes no room on a stack: new coroutines have little of it.
//
//go:noinline
func (t *Thread) cannotWait() {
	if t.run.running != t {
		t.misused()
	}
	t.Fail("%s is plain data, and cannot wait in the middle of a call: it must step an op", t.name)
}

// StepCall is one step of the call of a Python function, or of a built-in one that is not specialised: one bytecode, and a
// place where every interpreter looks for a request to switch.
func (t *Thread) StepCall(w Wake) (Request, bool) { return t.StepAnnounce(w, trace.None, 0, Jump) }

// A Func is a Go function as an op. It may wait if the thread that calls it has a stack.
type Func func(t *Thread)

// Step calls it.
func (f Func) Step(t *Thread, _ Wake) (r Request, done bool) {
	f(t)
	return r, true
}

// Announced returns an op of one announced step, as Announce says, and then its effect.
func Announced(step trace.Kind, object int32, last Point, effect func(t *Thread)) Op {
	return &announced[struct{}]{step: step, object: object, last: last, effect: func(t *Thread) (none struct{}) {
		effect(t)
		return none
	}}
}

// AnnouncedCall is Announced for an effect that has a result.
func AnnouncedCall[T any](step trace.Kind, object int32, last Point, effect func(t *Thread) T) Call[T] {
	return &announced[T]{step: step, object: object, last: last, effect: effect}
}

// announced is such an op.
type announced[T any] struct {
	step   trace.Kind
	object int32
	last   Point
	effect func(t *Thread) T
	result T
}

// Step is one step of it.
func (a *announced[T]) Step(t *Thread, w Wake) (Request, bool) {
	r, done := t.StepAnnounce(w, a.step, a.object, a.last)
	if done {
		a.result = a.effect(t)
	}
	return r, done
}

// Result returns what the effect has returned.
func (a *announced[T]) Result() (T, error) { return a.result, nil }
