// This file defines what a condition can be made on.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Locker is what a Condition can be made on: a *Lock or an *RLock.
type Locker interface {
	Acquire(t *sched.Thread)
	AcquireTimeout(t *sched.Thread, d time.Duration) bool
	TryAcquire(t *sched.Thread) bool
	Release(t *sched.Thread)
	Locked(t *sched.Thread) bool

	// isOwned is what a condition takes as a sign that t has the lock.
	isOwned(t *sched.Thread) bool
	// releaseSave gives the lock back, and returns how often it was acquired.
	releaseSave(t *sched.Thread) (count int)
	// acquireRestore takes the lock again, as often as it was acquired.
	acquireRestore(t *sched.Thread, count int)
}

// isOwned is Condition._is_owned, which takes it for a sign that somebody has the lock. It tries to acquire it. That
// attempt is not noted: it is in vain whenever its answer is used, because t has the lock.
func (l *Lock) isOwned(t *sched.Thread) bool {
	enter(t)
	t.CallBuiltin("acquire")
	return l.Locked(t)
}

// releaseSave is Condition._release_save.
func (l *Lock) releaseSave(t *sched.Thread) (count int) {
	enter(t)
	l.Release(t)
	return 1
}

// acquireRestore is Condition._acquire_restore.
func (l *Lock) acquireRestore(t *sched.Thread, _ int) {
	enter(t)
	l.Acquire(t)
}

// isOwned is RLock._is_owned, C code.
func (l *RLock) isOwned(t *sched.Thread) bool {
	t.CallBuiltin("_is_owned")
	return l.owner.Load() == t.Self()
}

// releaseSave is RLock._release_save, C code.
func (l *RLock) releaseSave(t *sched.Thread) (count int) {
	count = l.count
	l.disown(t)
	return count
}

// acquireRestore is RLock._acquire_restore, C code.
func (l *RLock) acquireRestore(t *sched.Thread, count int) {
	l.lock.Acquire(t)
	l.own(t, count)
}
