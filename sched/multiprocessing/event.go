// This file defines the event.

package multiprocessing

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// An Event is multiprocessing.Event: a condition on a Lock, and a semaphore that is the flag.
type Event struct {
	cond *Condition
	flag *Semaphore
}

// NewEvent returns an event of this name that is not set.
func NewEvent(t *sched.Thread, name string) *Event {
	return &Event{NewConditionOn(t, NewLock(t, name), name), NewSemaphore(t, name+".flag", 0)}
}

// isSet is IsSet for who has the lock.
func (e *Event) isSet(t *sched.Thread) bool {
	set := e.flag.AcquireTimeout(t, 0)
	if set {
		e.flag.Release(t)
	}
	return set
}

// IsSet reports whether the event is set.
func (e *Event) IsSet(t *sched.Thread) (set bool) {
	e.cond.With(t, func() { set = e.isSet(t) })
	return set
}

// Set sets the event, and wakes all who wait.
func (e *Event) Set(t *sched.Thread) {
	e.cond.With(t, func() {
		e.flag.AcquireTimeout(t, 0)
		e.flag.Release(t)
		e.cond.NotifyAll(t)
	})
}

// Clear takes the setting back.
func (e *Event) Clear(t *sched.Thread) {
	e.cond.With(t, func() { e.flag.AcquireTimeout(t, 0) })
}

// Wait waits until the event is set.
func (e *Event) Wait(t *sched.Thread) { e.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d, and reports whether the event is set.
func (e *Event) WaitTimeout(t *sched.Thread, d time.Duration) (set bool) {
	e.cond.With(t, func() {
		if !e.isSet(t) {
			e.cond.WaitTimeout(t, d)
		}
		set = e.isSet(t)
	})
	return set
}
