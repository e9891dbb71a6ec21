// This file defines the event.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// An Event is threading.Event: a flag that threads wait for. The flag is false at first.
type Event struct {
	cond *Condition
	flag *sched.Var[int8] // 0 or 1: IsSet looks at it without the lock
}

// NewEvent returns an event of this name. Making one takes no time.
func NewEvent(t *sched.Thread, name string) *Event {
	return &Event{
		cond: newCondition(t, NewLock(t, name+"._cond"), "event", name),
		flag: sched.NewVar[int8](t, name+"._flag", 0),
	}
}

// IsSet reports whether the flag is true.
func (e *Event) IsSet(t *sched.Thread) bool {
	a := eventIsSet{e: e}
	t.Finish(a.Step(t, sched.Begin))
	return a.flag != 0
}

// IsSetOp returns IsSet as an op.
func (e *Event) IsSetOp() sched.Call[bool] { return &eventIsSet{e: e} }

// An eventIsSet is Event.is_set under way: the call of the Python function, and its look at the flag.
type eventIsSet struct {
	e    *Event
	line sched.Line
	flag int8
}

// Step is one step of it.
func (a *eventIsSet) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if a.line.Start(w); a.line == 0 {
		if r, done = t.StepCall(w); !done {
			return r, false
		}
		a.line, w = 1, sched.Begin
	}
	return a.e.flag.StepGet(t, w, &a.flag)
}

// Result reports whether the flag was true.
func (a *eventIsSet) Result() (isSet bool, _ error) { return a.flag != 0, nil }

// Set makes the flag true, and wakes all who wait for that.
func (e *Event) Set(t *sched.Thread) {
	a := eventSet{e: e, to: 1}
	t.Finish(a.Step(t, sched.Begin))
}

// SetOp returns Set as an op.
func (e *Event) SetOp() sched.Op { return &eventSet{e: e, to: 1} }

// Clear makes the flag false.
func (e *Event) Clear(t *sched.Thread) {
	a := eventSet{e: e}
	t.Finish(a.Step(t, sched.Begin))
}

// ClearOp returns Clear as an op.
func (e *Event) ClearOp() sched.Op { return &eventSet{e: e} }

// An eventSet is Event.set or clear under way.
type eventSet struct {
	e      *Event
	to     int8 // 1: set; 0: clear
	line   sched.Line
	with   With
	notify notify
}

// The lines of set and clear.
const (
	eventSetDef    sched.Line = iota // def set(self):
	eventSetEnter                    // with self._cond:
	eventSetFlag                     //     self._flag = True
	eventSetNotify                   //     self._cond.notify_all()
	eventSetExit                     // the end of the with statement
	eventSetReturn
)

// Step is one step of it.
func (a *eventSet) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for a.line.Start(w); a.line < eventSetReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case eventSetDef:
			if r, done = t.StepCall(w); done {
				t.Charge(sched.CallEvent)
			}
			a.with, a.notify.c, a.notify.all = a.e.cond.Statement(), a.e.cond, true
		case eventSetEnter:
			r, done = a.with.StepEnter(t, w)
		case eventSetFlag:
			if r, done = a.e.flag.StepSet(t, w, a.to); a.to == 0 {
				next = eventSetExit
			}
		case eventSetNotify:
			r, done = a.notify.Step(t, w)
		case eventSetExit:
			r, done = a.with.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// Wait waits until the flag is true, or has been: it may have been cleared again by now.
func (e *Event) Wait(t *sched.Thread) { e.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d, and reports whether the flag was true in time.
func (e *Event) WaitTimeout(t *sched.Thread, d time.Duration) bool {
	a := eventWait{e: e, wait: wait{c: e.cond, d: d}}
	t.Finish(a.Step(t, sched.Begin))
	return a.signaled
}

// WaitOp returns WaitTimeout as an op.
func (e *Event) WaitOp(d time.Duration) sched.Call[bool] {
	return &eventWait{e: e, wait: wait{c: e.cond, d: d}}
}

// An eventWait is Event.wait under way.
type eventWait struct {
	e        *Event
	line     sched.Line
	flag     int8
	with     With
	wait     wait
	signaled bool
}

// The lines of wait.
const (
	eventWaitDef   sched.Line = iota // def wait(self, timeout=None):
	eventWaitEnter                   // with self._cond:
	eventWaitLook                    //     signaled = self._flag
	eventWaitWait                    //     if not signaled: signaled = self._cond.wait(timeout)
	eventWaitAgain                   //     up to 3.1: return self.__flag
	eventWaitExit                    // the end of the with statement
	eventWaitReturn
)

// Step is one step of it.
func (a *eventWait) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.with.Unwind(t)
	for a.line.Start(w); a.line < eventWaitReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case eventWaitDef:
			if r, done = t.StepCall(w); done {
				t.Charge(sched.CallEventWait)
			}
			a.with = a.e.cond.Statement()
		case eventWaitEnter:
			r, done = a.with.StepEnter(t, w)
		case eventWaitLook:
			r, done = a.e.flag.StepGet(t, w, &a.flag)
			if a.signaled = a.flag != 0; a.signaled {
				next = eventWaitExit
			}
		case eventWaitWait:
			r, done = a.wait.Step(t, w)
			if a.signaled = a.wait.got; !t.Process().Library().PolledWaits {
				next = eventWaitExit
			}
		case eventWaitAgain:
			r, done = a.e.flag.StepGet(t, w, &a.flag)
			a.signaled = a.flag != 0
		case eventWaitExit:
			r, done = a.with.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// Result reports whether the flag was true in time.
func (a *eventWait) Result() (signaled bool, _ error) { return a.signaled, nil }
