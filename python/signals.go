// This file defines how handlers of signals run: in the main thread, between two bytecodes or in the midst of a call that waits, as frames like
// others.

package python

import (
	"errors"
	"maps"
	"slices"

	"github.com/gilsim/gilsim/sched"
)

// errSignals is why a run ends that cannot have handlers of signals.
var errSignals = errors.New("the program sets a handler or a timer for signals: those of Python files live on the simulated machine, and neither a real run nor a search has them yet")

const sigINT = 2

// RunsHandlers reports that the main thread runs the handlers of signals: sched.HandlerRunner.
func (e *Execution) RunsHandlers() bool {
	in := e.interp
	return in.parallel == nil && in.sharing == nil && !(in.run != nil && in.run.Parallel())
}

// An interruption is a call that waits, and that a signal has interrupted: what is kept of it while handlers run.
type interruption struct {
	operation  operation
	performing continuation
	wait       sched.Interrupted
}

// clone shows what it holds. For a fork it returns nothing: whoever forks in such a handler is refused.
func (i *interruption) clone(by cloner) state {
	if _, forks := by.(*cloning); forks {
		return &interruption{}
	}
	held := i.performing.kept[:]
	if h, ok := i.operation.(holder); ok {
		held = h.appendHeld(held[:2:2])
	}
	for _, v := range held {
		if v.valid() {
			by.value(v)
		}
	}
	return i
}

var interruptionClass = builtin("interruption", layoutOther, objectClass).with(final | uninstantiable)

// signalDue reports whether handlers are to run before the next instruction: never within what counts as C code.
func (t *Thread) signalDue() bool {
	return t == t.interp.main && t.pending == 0 && t.sched.SignalDue() && !t.frame.native()
}

// handles runs handlers before the next instruction, which is where an exception of theirs comes from.
func (t *Thread) handles() goesOn {
	t.frame.pc++
	return t.after(t.runHandlers(continuation{then: toResume}))
}

// interrupted runs handlers in the midst of the operation.
func (t *Thread) interrupted() goesOn {
	i := &interruption{t.operation, t.performing, t.sched.Interrupted()}
	t.operation = nil
	kept := &Other{Object: Object{class: interruptionClass}, state: i}
	return t.after(t.runHandlers(continuation{then: toResume, kept: [2]Value{kept.ref()}}))
}

// after is what comes after a call that the machine has made.
func (t *Thread) after(out outcome) goesOn {
	switch {
	case out == raising && !t.unwind(), out == finished:
		return over
	case out == operating:
		return t.operatesNext()
	}
	return executes
}

// operatesNext begins with the operation, or goes on with it.
func (t *Thread) operatesNext() goesOn {
	if t.resuming {
		return resumes
	}
	return operates
}

// runHandlers calls the handler of the signal that comes next, or, where there is none, goes on with what has been interrupted.
func (t *Thread) runHandlers(c continuation) outcome {
	number, ok := t.sched.NextSignal()
	if ok {
		f := t.frame
		for f != nil && f.native() {
			f = f.back
		}
		at := none
		if f != nil {
			at = t.frameObject(f).ref()
		}
		return t.call(t.interp.handlerOf(int64(number)), []Value{integer(int64(number)), at}, nil, c)
	}
	if !c.kept[0].valid() {
		t.frame.pc--
		return goes
	}
	i := interruptionOf(c)
	t.operation, t.performing, t.resuming = i.operation, i.performing, true
	t.sched.WaitOn(i.wait)
	return operating
}

func interruptionOf(c continuation) *interruption { return as[Other](c.kept[0]).state.(*interruption) }

// interrupts reports whether the thread is in a handler that has interrupted a call which waits.
func (t *Thread) interrupts() bool {
	for f := t.frame; f != nil; f = f.back {
		if f.then == toResume && f.kept[0].valid() {
			return true
		}
	}
	return false
}

// The handlers that are no functions.
var (
	defaultHandler = integer(0) // SIG_DFL
	ignoresSignal  = integer(1) // SIG_IGN
)

// handlerOf returns what the process does with a signal: a function, or one of those.
func (in *Interpreter) handlerOf(number int64) Value {
	if v, known := in.handlers[number]; known {
		return v
	}
	switch d := in.main.sched.Process().Disposition(int(number)); {
	case d.Ignored:
		return ignoresSignal
	case number == sigINT:
		return nativeModules["_signal"].get("default_int_handler")
	}
	return defaultHandler
}

// appendHandlers appends the handlers of signals.
func (in *Interpreter) appendHandlers(list []Value) []Value {
	for _, n := range slices.Sorted(maps.Keys(in.handlers)) {
		list = append(list, in.handlers[n])
	}
	return list
}

// get returns what each run's module begins with.
func (m *NativeModule) get(name string) Value { return m.slots[m.index[name]] }
