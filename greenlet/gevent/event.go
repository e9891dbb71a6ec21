// This file defines the event.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// An Event is gevent.event.Event: a flag for which greenlets wait.
type Event struct {
	linkable
	flag bool
}

// NewEvent returns an event that is not set.
func NewEvent(t *sched.Thread) *Event {
	e := new(Event)
	e.linkable = linkable{hub: GetHub(t), of: e}
	return e
}

// ready reports whether it is set.
func (e *Event) ready() bool { return e.flag }

// IsSet reports whether the event is set.
func (e *Event) IsSet(t *sched.Thread) bool {
	enter(t)
	return e.flag
}

// Set sets the event. Those who wait go on in the order in which they came, in a turn of the hub.
func (e *Event) Set(t *sched.Thread) {
	enter(t)
	e.mustBelong(t)
	e.flag = true
	e.check()
}

// Clear takes the flag back. Who is to be woken already, is.
func (e *Event) Clear(t *sched.Thread) {
	enter(t)
	e.mustBelong(t)
	e.flag = false
}

// Wait waits until the event is set.
func (e *Event) Wait(t *sched.Thread) { e.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d, and reports whether the event was set: also if it has been cleared since.
func (e *Event) WaitTimeout(t *sched.Thread, d time.Duration) bool {
	enter(t)
	late, thrown := e.wait(t, d)
	raise(thrown)
	return !late
}
