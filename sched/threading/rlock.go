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
	a := acquire{lock: &l.lock, owned: l, d: sched.Forever}
	t.Finish(a.Step(t, sched.Begin))
}

// AcquireTimeout is Acquire that waits for at most d; it reports whether it got the lock. With 0 it does not wait.
func (l *RLock) AcquireTimeout(t *sched.Thread, d time.Duration) bool {
	a := acquire{lock: &l.lock, owned: l, d: d}
	t.Finish(a.Step(t, sched.Begin))
	return a.got
}

// TryAcquire takes the lock if no other thread has it, and reports whether it did: acquire(blocking=False).
func (l *RLock) TryAcquire(t *sched.Thread) bool { return l.AcquireTimeout(t, 0) }

// AcquireOp returns AcquireTimeout as an op.
func (l *RLock) AcquireOp(d time.Duration) sched.Call[bool] {
	return &acquire{lock: &l.lock, owned: l, d: d}
}

// isOwned reports whether the thread has the lock.
func (l *RLock) isOwned(t *sched.Thread) bool { return l.owner.Load() == t.Self() }

// own notes that the thread has got the lock so many times.
func (l *RLock) own(t *sched.Thread, count int) {
	l.owner.Store(t.Self())
	l.count = count
}

// Release gives the lock back, as often as it was acquired for the last time, and wakes who has waited longest.
func (l *RLock) Release(t *sched.Thread) { t.Finish(l.stepRelease(t, sched.Begin)) }

// ReleaseOp returns Release as an op.
func (l *RLock) ReleaseOp() sched.Op { return (*rlockRelease)(l) }

// rlockRelease is the release of an RLock, as an op.
type rlockRelease RLock

// Step is one step of it.
func (l *rlockRelease) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return (*RLock)(l).stepRelease(t, w)
}

// stepRelease is one step of Release. What the thread has of the lock does not change before the last one.
func (l *RLock) stepRelease(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		t.Charge(sched.CallRLock)
	}
	owned := l.isOwned(t)
	if owned && l.count == 1 {
		return l.stepDisown(t, w)
	}
	if r, done = t.StepCall(w); done {
		if !owned {
			t.Fail("cannot release un-acquired lock")
		}
		l.count--
	}
	return r, done
}

// stepDisown is one step of giving the lock back, however often it was acquired.
func (l *RLock) stepDisown(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	r, done := t.StepAnnounce(w, trace.Release, l.lock.object, sched.Jump)
	if done {
		l.count = 0
		l.owner.Store(nil)
		l.lock.release(t)
	}
	return r, done
}

// Locked reports whether somebody has the lock. It is a step of the program; see Lock.Locked.
func (l *RLock) Locked(t *sched.Thread) bool { return l.lock.Locked(t) }

// With acquires the lock, calls f and releases the lock, also when f panics: the with statement.
func (l *RLock) With(t *sched.Thread, f func()) {
	a := acquire{lock: &l.lock, owned: l, d: sched.Forever, enters: true}
	t.Finish(a.Step(t, sched.Begin))
	defer l.Release(t)
	f()
}
