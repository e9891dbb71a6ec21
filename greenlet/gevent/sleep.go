// This file defines how a greenlet lets others go first, for a time or until they all wait.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// enter is the entry of a function of gevent: one bytecode, at which the thread can lose the processor.
func enter(t *sched.Thread) { t.CallBuiltin("gevent") }

// Sleep lets the other greenlets of the thread go on for d: gevent.sleep. With 0 or less those go first that are ready.
func Sleep(t *sched.Thread, d time.Duration) {
	w := self(t)
	if d > 0 {
		t.Announce(trace.Sleep, 0, sched.Jump)
		t.Engine().Record(t, trace.Sleep, 0, int64(d))
		raise(w.sleep(t, d))
		return
	}
	w.hub.line.Push(ready{w, w.turn})
	me, failed := w.depart(t)
	if me != nil && me.Yield() { // here, and not in wait: each return after a switch of stacks is mispredicted
		me.Unwind()
	}
	raise(w.arrive(t, failed))
}

// sleep is Sleep that returns what was thrown into the greenlet.
func (w *waiter) sleep(t *sched.Thread, d time.Duration) (thrown error) {
	if d <= 0 {
		w.hub.line.Push(ready{w, w.turn})
		return w.wait(t)
	}
	_, thrown = w.waitFor(t, d)
	return thrown
}

// Idle waits until no other greenlet of the thread is ready: gevent.idle.
func Idle(t *sched.Thread) {
	w := self(t)
	w.hub.idlers = append(w.hub.idlers, ready{w, w.turn})
	raise(w.wait(t))
}
