// This file defines the reentrant lock.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

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

// acquired takes the lock, from others with block.
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
