// This file defines how a thread makes a call of the simulated system that may have to wait.

package ipc

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A call is a system call under way.
type call interface {
	// Object returns the number of what it is made on.
	Object() int32
	// attempt makes the call, unless it would have to wait, and reports whether it has. It wakes whom that lets go on.
	attempt(t *sched.Thread) bool
	// waiting returns the queue of those who wait for that.
	waiting() *sched.Queue
	// Gone wakes another one in the place of a thread that has been killed while it waited.
	Gone(machine *sched.Thread)
}

// perform makes a call, with the interpreter lock released, and waits for at most d. It reports false if the time is over.
func perform(t *sched.Thread, c call, d time.Duration) bool {
	p := &performing{call: c, once: d == 0}
	if p.once {
		d = sched.Forever // it does not wait at all, not even for nothing
	}
	t.BlockFor(p, d)
	return p.made
}

// performing is a call as something to wait for.
type performing struct {
	call
	once bool
	made bool
}

// Try makes the call, or queues up for it.
func (p *performing) Try(t *sched.Thread) bool {
	t.Self().Woken()
	p.made = p.attempt(t)
	switch {
	case p.made:
	case p.once:
		t.Refused(p.Object())
		return true
	default:
		p.waiting().Push(t.Self())
	}
	return t.Tried(p.Object(), p.made)
}

// Holder returns nobody in particular.
func (p *performing) Holder() *sched.Thread { return nil }
