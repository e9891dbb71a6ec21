// This file defines the reentrant lock.

package threading

import (
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// An RLock is threading.RLock: the thread that has it may acquire it again, and must release it as often as that. The
// release by anybody else is an error, "cannot release un-acquired lock", as in CPython's _threadmodule.c.
//
// In a trace it is acquired once, and released once: what its owner does in between concerns nobody else.
type RLock struct {
	lock  Lock
	owner atomic.Pointer[sched.Waiter] // whose it is: only who has it makes itself the owner, and nobody else unmakes it
	count int                          // how often; the owner's
}

// NewRLock returns a reentrant lock of this name. Making one takes no time.
func NewRLock(t *sched.Thread, name string) *RLock {
	return &RLock{lock: *NewLock(t, name)}
}

// Acquire takes the lock, once more if the thread has it already. If another thread has it the thread waits.
func (l *RLock) Acquire(t *sched.Thread) {
	if !l.again(t) {
		l.lock.Acquire(t)
		l.own(t, 1)
	}
}

// AcquireTimeout is Acquire that waits for at most d; it reports whether it got the lock. With 0 it does not wait.
func (l *RLock) AcquireTimeout(t *sched.Thread, d time.Duration) bool {
	if l.again(t) {
		return true
	}
	got := l.lock.AcquireTimeout(t, d)
	if got {
		l.own(t, 1)
	}
	return got
}

// TryAcquire takes the lock if no other thread has it, and reports whether it did: acquire(blocking=False).
func (l *RLock) TryAcquire(t *sched.Thread) bool {
	if l.again(t) {
		return true
	}
	got := l.lock.TryAcquire(t)
	if got {
		l.own(t, 1)
	}
	return got
}

// again takes the lock once more, if the thread has it already.
func (l *RLock) again(t *sched.Thread) bool {
	if l.owner.Load() != t.Self() {
		return false
	}
	t.CallBuiltin("acquire")
	l.count++
	return true
}

// own notes that the thread has got the lock so many times.
func (l *RLock) own(t *sched.Thread, count int) {
	l.owner.Store(t.Self())
	l.count = count
}

// Release gives the lock back, as often as it was acquired for the last time, and wakes who has waited longest.
func (l *RLock) Release(t *sched.Thread) {
	switch {
	case l.owner.Load() != t.Self():
		t.CallBuiltin("release")
		t.Fail("cannot release un-acquired lock")
	case l.count > 1:
		t.CallBuiltin("release")
		l.count--
	default:
		l.disown(t)
	}
}

// disown gives the lock back, however often it was acquired.
func (l *RLock) disown(t *sched.Thread) {
	t.Announce(trace.Release, l.lock.object, sched.Jump)
	l.count = 0
	l.owner.Store(nil)
	l.lock.release(t)
}

// Locked reports whether somebody has the lock. It is no step of the program; see Lock.Locked.
func (l *RLock) Locked(t *sched.Thread) bool { return l.lock.Locked(t) }

// With acquires the lock, calls f and releases the lock, also when f panics: the with statement.
func (l *RLock) With(t *sched.Thread, f func()) {
	l.Acquire(t)
	defer l.Release(t)
	f()
}
