// This file defines the waiter, one wait for a condition.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A waiter is one wait: a lock that is acquired, and that a notify releases.
type waiter struct {
	waitable
	condition *Condition
	place     container.Node[*waiter] // in the line
}

// newWaiter returns a waiter whose lock t has acquired. The trace does not tell, for nobody else knows of it yet.
func newWaiter(t *sched.Thread, c *Condition) *waiter {
	w := &waiter{waitable: waitable{object: c.object, run: t.Process().Run}, condition: c}
	w.owner.Store(t, t.ID())
	return w
}

// Holder returns who must act before the wait can end.
func (w *waiter) Holder() *sched.Thread { return w.condition.holder }

// wait acquires the waiter's lock a second time, and reports whether a notify made that possible within d.
func (w *waiter) wait(t *sched.Thread, d time.Duration) bool {
	if d != sched.Forever {
		d = max(0, d)
	}
	t.Announce(trace.Acquire, w.object, sched.Jump)
	return (*Lock)(&w.waitable).acquire(t, w, d)
}

// notify ends the wait.
func (w *waiter) notify(t *sched.Thread) { (*Lock)(&w.waitable).Release(t) }
