// This file tests the reentrant lock.

package threading_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// T12
func TestTheOwnerOfAnRLockMayAcquireItAgainAndNobodyElse(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		lock := threading.NewRLock(th, "lock")
		lock.Acquire(th)
		if !lock.TryAcquire(th) || !lock.AcquireTimeout(th, time.Second) {
			t.Error("the owner cannot acquire it again")
		}
		for left := 2; left >= 0; left-- {
			th.Join(th.Spawn("", func(th *sched.Thread) {
				if lock.TryAcquire(th) || lock.AcquireTimeout(th, time.Millisecond) {
					t.Error("another thread acquires it")
				}
			}))
			if lock.Release(th); lock.Locked(th) != (left > 0) {
				t.Errorf("with %d releases to come it is locked: %v", left, lock.Locked(th))
			}
		}
		th.Join(th.Spawn("", func(th *sched.Thread) {
			if !lock.TryAcquire(th) {
				t.Error("another thread cannot acquire it when it is free")
			}
			lock.With(th, func() {})
			lock.Release(th)
		}))
	})
}

// T12
func TestReleaseOfAnRLockByAnybodyButItsOwnerIsPythonsError(t *testing.T) {
	const text = "cannot release un-acquired lock"
	failsWith(t, text, func(th *sched.Thread) { threading.NewRLock(th, "lock").Release(th) })
	failsWith(t, text, func(th *sched.Thread) {
		lock := threading.NewRLock(th, "lock")
		lock.Acquire(th)
		th.Join(th.Spawn("", lock.Release))
	})
	failsWith(t, text, func(th *sched.Thread) {
		lock := threading.NewRLock(th, "lock")
		lock.With(th, func() {})
		lock.Release(th)
	})
}
