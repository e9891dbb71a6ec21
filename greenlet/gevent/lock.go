// This file defines the locks: gevent.lock.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Semaphore is gevent.lock.Semaphore: a count that never falls below zero.
//
// A release hands nothing over. It queues a notification, which wakes the greenlets that wait, in order, as long as the counter
// is above zero: one that acquires before that gets ahead of them.
type Semaphore struct {
	linkable
	counter int
	bound   int // the highest value of the counter; negative: there is none
}

// NewSemaphore returns a semaphore with this initial counter, 0 or more.
func NewSemaphore(t *sched.Thread, value int) *Semaphore {
	if value < 0 {
		t.Fail("ValueError: semaphore initial value must be >= 0")
	}
	s := &Semaphore{counter: value, bound: -1}
	s.linkable = linkable{hub: GetHub(t), of: s, each: true}
	return s
}

// NewBoundedSemaphore returns a semaphore that refuses a release that was not preceded by an acquire.
func NewBoundedSemaphore(t *sched.Thread, value int) *Semaphore {
	s := NewSemaphore(t, value)
	s.bound = value
	return s
}

func (s *Semaphore) ready() bool { return s.counter > 0 }

// Counter returns how often it can be acquired.
func (s *Semaphore) Counter(t *sched.Thread) int {
	enter(t)
	return s.counter
}

// Locked reports whether it cannot be acquired.
func (s *Semaphore) Locked(t *sched.Thread) bool { return s.Counter(t) <= 0 }

// Acquire takes one off the counter. If that is zero the greenlet waits.
func (s *Semaphore) Acquire(t *sched.Thread) { s.AcquireTimeout(t, sched.Forever) }

// AcquireTimeout is Acquire that waits for at most d; it reports whether it took one.
func (s *Semaphore) AcquireTimeout(t *sched.Thread, d time.Duration) bool {
	enter(t)
	got, thrown := s.acquire(t, d)
	raise(thrown)
	return got
}

// acquire is AcquireTimeout that returns what was thrown into the greenlet. Where the notification was withdrawn, because another
// greenlet left, the loop can end though the counter is above zero: the greenlet then acquires, and gets no LoopExit.
func (s *Semaphore) acquire(t *sched.Thread, d time.Duration) (got bool, thrown error) {
	s.mustBelong(t)
	if s.counter == 0 {
		late, thrown := s.await(t, d)
		if late || thrown != nil && (thrown != error(ErrLoopExit) || s.counter == 0) {
			return false, thrown
		}
	}
	s.counter--
	return true, nil
}

// AcquireNowait takes one off the counter if that is not zero, and reports whether it did: acquire(blocking=False).
func (s *Semaphore) AcquireNowait(t *sched.Thread) bool {
	enter(t)
	s.mustBelong(t)
	if s.counter == 0 {
		return false
	}
	s.counter--
	return true
}

// Release adds one to the counter and returns it. A bounded semaphore that has its first value again refuses: ErrOverReleased.
func (s *Semaphore) Release(t *sched.Thread) (int, error) {
	enter(t)
	s.mustBelong(t)
	if s.bound >= 0 && s.counter >= s.bound {
		return s.counter, ErrOverReleased
	}
	s.counter++
	s.check()
	return s.counter, nil
}

// Wait waits until it can be acquired, takes nothing, and returns the counter.
func (s *Semaphore) Wait(t *sched.Thread) int { return s.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d.
func (s *Semaphore) WaitTimeout(t *sched.Thread, d time.Duration) int {
	enter(t)
	if s.counter == 0 {
		_, thrown := s.wait(t, d)
		raise(thrown)
	}
	return s.counter
}

// An RLock is gevent.lock.RLock: a lock of a greenlet, which may acquire it again.
type RLock struct {
	block *Semaphore
	owner *waiter
	count int
}

// NewRLock returns a lock that is free.
func NewRLock(t *sched.Thread) *RLock { return &RLock{block: NewSemaphore(t, 1)} }

// Acquire takes the lock. If another greenlet has it this one waits.
func (l *RLock) Acquire(t *sched.Thread) { l.AcquireTimeout(t, sched.Forever) }

// AcquireTimeout is Acquire that waits for at most d; it reports whether it took the lock.
func (l *RLock) AcquireTimeout(t *sched.Thread, d time.Duration) bool {
	return l.acquired(t, func() bool { return l.block.AcquireTimeout(t, d) })
}

// AcquireNowait takes the lock if no other greenlet has it, and reports whether it did.
func (l *RLock) AcquireNowait(t *sched.Thread) bool {
	return l.acquired(t, func() bool { return l.block.AcquireNowait(t) })
}

// acquired takes the lock: at once if it is the greenlet's own, otherwise with block.
func (l *RLock) acquired(t *sched.Thread, block func() bool) bool {
	me := self(t)
	if l.owner == me {
		enter(t)
		l.count++
		return true
	}
	if !block() {
		return false
	}
	l.owner, l.count = me, 1
	return true
}

// Release gives the lock back, when it has been called as often as Acquire. Another greenlet than the owner gets ErrNotOwner.
func (l *RLock) Release(t *sched.Thread) error {
	if l.owner != self(t) {
		enter(t)
		return ErrNotOwner
	}
	l.count--
	if l.count > 0 {
		enter(t)
		return nil
	}
	l.owner = nil
	_, err := l.block.Release(t)
	return err
}
