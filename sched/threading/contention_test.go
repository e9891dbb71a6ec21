package threading_test

import (
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// A hundred threads contend for one lock, which each holds while the others run.
func TestHundredThreadsGetTheLockInTurn(t *testing.T) {
	everywhere(t, func(th *sched.Thread) {
		const threads, turns = 100, 10
		lock := threading.NewLock(th, "lock")
		got, inside := make([]int, threads), 0
		var all []*sched.Thread
		for i := range threads {
			all = append(all, th.Spawn("", func(th *sched.Thread) {
				for range turns {
					lock.Acquire(th)
					if inside++; inside != 1 {
						t.Errorf("%d threads have the lock", inside)
					}
					th.Yield()
					inside--
					got[i]++
					lock.Release(th)
				}
			}))
		}
		for _, other := range all {
			th.Join(other)
		}
		for i, n := range got {
			if n != turns {
				t.Errorf("thread %d got the lock %d times, want %d", i, n, turns)
			}
		}
		if lock.Locked(th) {
			t.Error("the lock is still taken")
		}
	})
}
