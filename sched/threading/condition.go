// This file defines the condition.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Condition is threading.Condition. Who waits gives its lock back meanwhile, however often it was acquired. A notify
// wakes those who have waited longest, each of whom goes on when it has the lock again.
//
// As in CPython a notify can be lost on a waiter whose time is over, but who has not got the lock again yet.
type Condition struct {
	lock   Locker
	object int32
	line   line
	holder *sched.Thread // who must act before a wait can end, for reports; nil for nobody in particular
}

// NewCondition returns a condition of this name, on a reentrant lock of its own. Making one takes no time.
func NewCondition(t *sched.Thread, name string) *Condition {
	return NewConditionOn(t, NewRLock(t, name), name)
}

// NewConditionOn returns a condition of this name on a lock, which it may share with other conditions. Making one takes
// no time.
func NewConditionOn(t *sched.Thread, lock Locker, name string) *Condition {
	return newCondition(t, lock, "condition", name)
}

// newCondition is NewConditionOn for what is built on conditions: those who wait do so for an object of this class.
func newCondition(t *sched.Thread, lock Locker, class, name string) *Condition {
	return &Condition{lock: lock, object: t.Process().Names.AddObject(class, name)}
}

// Acquire takes the condition's lock.
func (c *Condition) Acquire(t *sched.Thread) { c.lock.Acquire(t) }

// AcquireTimeout takes the condition's lock within d, and reports whether it did.
func (c *Condition) AcquireTimeout(t *sched.Thread, d time.Duration) bool {
	return c.lock.AcquireTimeout(t, d)
}

// TryAcquire takes the condition's lock if it can be had at once, and reports whether it did.
func (c *Condition) TryAcquire(t *sched.Thread) bool { return c.lock.TryAcquire(t) }

// Release gives the condition's lock back.
func (c *Condition) Release(t *sched.Thread) { c.lock.Release(t) }

// With acquires the condition's lock, calls f and releases the lock, also when f panics: the with statement.
func (c *Condition) With(t *sched.Thread, f func()) {
	c.enter(t)
	defer c.exit(t)
	f()
}

// enter is the with statement's beginning: Condition.__enter__, a Python function.
func (c *Condition) enter(t *sched.Thread) {
	enter(t)
	c.lock.Acquire(t)
}

// exit is the with statement's end.
func (c *Condition) exit(t *sched.Thread) {
	enter(t)
	c.lock.Release(t)
}

// Wait gives the lock back, waits until it is notified, and takes the lock again.
func (c *Condition) Wait(t *sched.Thread) { c.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d, and reports whether it was notified. With 0 or less it does not wait, but gives the
// lock back and takes it again.
func (c *Condition) WaitTimeout(t *sched.Thread, d time.Duration) bool {
	enter(t)
	if !c.lock.isOwned(t) {
		t.Fail("cannot wait on un-acquired lock")
	}
	if d > TimeoutMax {
		t.Fail("timeout value is too large")
	}
	w := c.join(t)
	count := c.lock.releaseSave(t)
	got := w.wait(t, d)
	c.lock.acquireRestore(t, count)
	if !got {
		c.leave(t, w)
	}
	return got
}

// join makes a waiter, which has acquired its lock, and puts it at the end of the line.
func (c *Condition) join(t *sched.Thread) *waiter {
	t.CallBuiltin("allocate_lock")
	w := newWaiter(t, c)
	t.CallBuiltin("acquire")
	t.CallBuiltin("deque.append")
	c.line.push(t, w)
	return w
}

// leave takes a waiter whose time was over out of the line, unless a notify has done so.
func (c *Condition) leave(t *sched.Thread, w *waiter) {
	t.CallBuiltin("deque.remove")
	c.line.remove(t, w)
}

// WaitFor waits until the predicate is true. It is called with the lock acquired, at once and after each wake-up.
func (c *Condition) WaitFor(t *sched.Thread, predicate func() bool) {
	c.WaitForTimeout(t, predicate, sched.Forever)
}

// WaitForTimeout is WaitFor for at most d, and returns what the predicate was last.
func (c *Condition) WaitForTimeout(t *sched.Thread, predicate func() bool, d time.Duration) bool {
	enter(t)
	end := deadline{left: d}
	holds := call(t, predicate)
	for !holds && end.next(t) {
		c.WaitTimeout(t, end.left)
		holds = call(t, predicate)
	}
	return holds
}

// Notify wakes the n threads that have waited longest, or all if there are no more.
func (c *Condition) Notify(t *sched.Thread, n int) {
	enter(t)
	if !c.lock.isOwned(t) {
		t.Fail("cannot notify on un-acquired lock")
	}
	for ; n > 0; n-- {
		w := c.line.pop(t)
		if w == nil {
			return
		}
		w.notify(t)
		t.CallBuiltin("deque.remove")
	}
}

// NotifyAll wakes all threads that wait.
func (c *Condition) NotifyAll(t *sched.Thread) {
	enter(t)
	t.CallBuiltin("len")
	c.Notify(t, c.line.len(t))
}

// enter is the entry of a function that is Python code: every interpreter looks there for a request to switch.
func enter(t *sched.Thread) { t.Call(func() {}) }

// call calls a function of the program that is Python code.
func call(t *sched.Thread, f func() bool) bool {
	enter(t)
	return f()
}
