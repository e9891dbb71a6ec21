// This file defines the condition.

package multiprocessing

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Locker is what a Condition can be made on: a *Lock or an *RLock.
type Locker interface {
	Acquire(t *sched.Thread)
	Release(t *sched.Thread)
	With(t *sched.Thread, f func())
	held(t *sched.Thread) int // how often t has it; -1: that is not known
}

func (l *Lock) held(*sched.Thread) int { return 1 - l.GetValue() }

func (l *RLock) held(t *sched.Thread) int {
	if l.owner.Load() != t {
		return 0
	}
	return l.count
}

// A Condition is multiprocessing.Condition (Lib/multiprocessing/synchronize.py): a lock and three semaphores, which count those
// who sleep, those who have woken up, and the wake-ups.
type Condition struct {
	lock                  Locker
	sleeping, woken, wait *Semaphore
}

// NewCondition returns a condition of this name, on a reentrant lock of its own.
func NewCondition(t *sched.Thread, name string) *Condition {
	return NewConditionOn(t, NewRLock(t, name), name)
}

// NewConditionOn returns a condition of this name on a lock.
func NewConditionOn(t *sched.Thread, lock Locker, name string) *Condition {
	return &Condition{lock, NewSemaphore(t, name+".sleeping", 0), NewSemaphore(t, name+".woken", 0), NewSemaphore(t, name+".wait", 0)}
}

// Acquire takes the condition's lock.
func (c *Condition) Acquire(t *sched.Thread) { c.lock.Acquire(t) }

// Release gives the condition's lock back.
func (c *Condition) Release(t *sched.Thread) { c.lock.Release(t) }

// With acquires the condition's lock, calls f and releases the lock.
func (c *Condition) With(t *sched.Thread, f func()) { c.lock.With(t, f) }

// Wait gives the lock back, waits until it is notified, and takes the lock again.
func (c *Condition) Wait(t *sched.Thread) { c.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d, and reports whether it was notified.
func (c *Condition) WaitTimeout(t *sched.Thread, d time.Duration) bool {
	count := c.lock.held(t)
	assert(t, count > 0, "must acquire() condition before using wait()")
	c.sleeping.Release(t)
	for range count {
		c.lock.Release(t)
	}
	defer func() {
		c.woken.Release(t)
		for range count {
			c.lock.Acquire(t)
		}
	}()
	return c.wait.AcquireTimeout(t, d)
}

// WaitFor waits until the predicate holds, for at most d, and returns what it says in the end.
func (c *Condition) WaitFor(t *sched.Thread, predicate func() bool, d time.Duration) bool {
	end := t.Now() + d
	for !predicate() {
		left := d
		if d != sched.Forever {
			if left = end - t.Now(); left <= 0 {
				return predicate()
			}
		}
		c.WaitTimeout(t, left)
	}
	return true
}

// Notify wakes n who wait, at most.
func (c *Condition) Notify(t *sched.Thread, n int) {
	assert(t, c.lock.held(t) > 0, "lock is not owned")
	assert(t, !c.wait.AcquireTimeout(t, 0), "notify: Should not have been able to acquire _wait_semaphore")
	for c.woken.AcquireTimeout(t, 0) { // those who have woken up since: nobody counts them as sleeping any more
		assert(t, c.sleeping.AcquireTimeout(t, 0), "notify: Bug in sleeping_count.acquire- res should not be False")
	}
	sleepers := 0
	for sleepers < n && c.sleeping.AcquireTimeout(t, 0) {
		c.wait.Release(t)
		sleepers++
	}
	if sleepers == 0 {
		return
	}
	for range sleepers {
		c.woken.Acquire(t)
	}
	for c.wait.AcquireTimeout(t, 0) { // of those whose time was over
	}
}

// NotifyAll wakes all who wait.
func (c *Condition) NotifyAll(t *sched.Thread) { c.Notify(t, 1<<31-1) }
