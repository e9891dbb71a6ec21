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
		cond: newCondition(t, NewLock(t, name), "event", name),
		flag: sched.NewVar[int8](t, name+"._flag", 0),
	}
}

// IsSet reports whether the flag is true.
func (e *Event) IsSet(t *sched.Thread) bool {
	enter(t)
	return e.flag.Get(t) != 0
}

// Set makes the flag true, and wakes all who wait for that.
func (e *Event) Set(t *sched.Thread) {
	enter(t)
	e.cond.enter(t)
	e.flag.Set(t, 1)
	e.cond.NotifyAll(t)
	e.cond.exit(t)
}

// Clear makes the flag false.
func (e *Event) Clear(t *sched.Thread) {
	enter(t)
	e.cond.enter(t)
	e.flag.Set(t, 0)
	e.cond.exit(t)
}

// Wait waits until the flag is true, or has been: it may have been cleared again by now.
func (e *Event) Wait(t *sched.Thread) { e.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d, and reports whether the flag was true in time.
func (e *Event) WaitTimeout(t *sched.Thread, d time.Duration) bool {
	enter(t)
	e.cond.enter(t)
	signaled := e.flag.Get(t) != 0
	if !signaled {
		signaled = e.cond.WaitTimeout(t, d)
	}
	e.cond.exit(t)
	return signaled
}
