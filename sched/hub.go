// This file defines how a hub parks coroutines in place of their thread, as gevent's does in a program that it has patched.

package sched

import (
	"time"

	"github.com/gilsim/gilsim/trace"
)

// A Hub parks the coroutines of a thread, so that the thread goes on with others: what blocks the thread without a hub
// blocks one coroutine with it.
type Hub interface {
	// Park parks the thread's current coroutine until its Self is woken, or until that time of the hub's clock; Forever is
	// without end. It returns which of the two it was, or an exception that was thrown into the coroutine meanwhile.
	Park(t *Thread, until time.Duration) (w Wake, thrown error)
	// Rest parks it for d, whoever wakes its Self; 0 lets others go first.
	Rest(t *Thread, d time.Duration) (thrown error)
	// Until returns when d, which begins now, will be over on the hub's clock.
	Until(t *Thread, d time.Duration) time.Duration
	// Wake lets the coroutine of w go on, on behalf of t, which may be any thread.
	Wake(t *Thread, w *Waiter)
	// Thrown raises an exception that Park or Rest has returned, in the current coroutine. Where got is true the coroutine
	// has got what it waited for all the same: then it is raised by the next Park or Rest.
	Thrown(t *Thread, err error, got bool)
}

// SetHub has a hub park the thread's coroutines from now on; nil undoes that. It is for the thread's own code, while none of
// its coroutines waits.
func (t *Thread) SetHub(h Hub) { t.hub = h }

// Hub returns what parks the thread's coroutines in its place, nil if nobody does. It is for the thread's own code.
func (t *Thread) Hub() Hub {
	if t.whole {
		return nil
	}
	return t.hub
}

// WithoutHub calls f, in which the thread blocks as a whole, as if it had no hub: what a hub itself waits with, such as a
// poller of sockets.
func (t *Thread) WithoutHub(f func()) {
	if t.hub == nil {
		f()
		return
	}
	if t.wholeSelf == nil {
		t.wholeSelf = &Waiter{thread: t}
	}
	before := t.whole
	t.whole = true
	defer func() { t.whole = before }()
	f()
}

// Awaits returns the object that the coroutine waits for while a hub has parked it, 0 if none has.
func (c *Coroutine) Awaits() int32 { return c.awaits }

// rest waits for d. It reports whether the current coroutine must be suspended for that.
func (t *Thread) rest(object int32, d time.Duration) (suspends bool) {
	if t.hub == nil || t.whole {
		return t.pause(object, d)
	}
	c := t.current
	c.awaits = object
	err := t.hub.Rest(t, d)
	c.awaits = 0
	if err != nil {
		t.hub.Thrown(t, err, false)
	}
	return false
}

// parkFor waits for on, for at most d, in the hub. The interlock is not released: the thread goes on. What t.block says holds
// during one attempt, for the thread's other coroutines use it, too.
func (t *Thread) parkFor(on Waitable, d time.Duration) (got bool) {
	call := blocking{on: on, object: on.Object(), wait: d, state: trying}
	if t.try(&call) {
		return true
	}
	call.deadline = Forever
	if d >= 0 {
		call.deadline = t.hub.Until(t, d)
	}
	for {
		w, err := t.park(&call)
		if err != nil || w == TimedOut {
			call.state = expiring
			got = t.try(&call)
			if err != nil {
				t.hub.Thrown(t, err, got)
			}
			return got
		}
		if t.try(&call) {
			return true
		}
	}
}

// park parks the current coroutine, and notes meanwhile what for.
func (t *Thread) park(call *blocking) (Wake, error) {
	c := t.current
	c.awaits, c.on = call.object, call.on
	w, err := t.hub.Park(t, call.deadline)
	c.awaits, c.on = 0, nil
	return w, err
}

// try is one attempt of a blocking call, which is announced as that of a thread is.
func (t *Thread) try(call *blocking) bool {
	if t.Announces(trace.Try, call.object) {
		t.Perform(turn{})
	}
	t.work = trace.None
	t.block = *call
	got := call.on.Try(t)
	t.block.on = nil
	return got
}

// A turn lets the strategy decide who goes on.
type turn struct{}

// Step is one step of it.
func (turn) Step(_ *Thread, w Wake) (Request, bool) { return Request{Kind: Burn}, w != Begin }
