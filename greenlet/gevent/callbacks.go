// This file defines the callbacks that a hub runs, and the queue in which they wait for it.

package gevent

import "github.com/gilsim/gilsim/sched"

// A callback is what a hub runs between two greenlets: mostly it switches to one. The serial is that with which it was
// queued: what has been queued and is not wanted any more has another one by then, and does nothing.
type callback interface {
	call(t *sched.Thread, serial uint64)
}

// A function is a callback of the program.
type function struct {
	hub *Hub
	f   func(t *sched.Thread)
}

// call calls the function. An exception of it is reported, and disturbs nobody.
func (c *function) call(t *sched.Thread, _ uint64) { c.hub.guard(t, c, c.f) }

// String names the callback, for the report of an exception.
func (c *function) String() string { return "<callback>" }

// A ready callback is one that waits for the hub.
type ready struct {
	callback callback
	serial   uint64
}
