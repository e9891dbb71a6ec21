// This file tests that those who have waited leave nothing behind.

package futures

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

func TestWhoHasWaitedLeavesNothingWithTheFutures(t *testing.T) {
	_, err := sim.Run(sim.Config{}, func(th *sched.Thread) {
		fs := []*Future[int]{NewFuture[int](th), NewFuture[int](th), NewFuture[int](th)}
		fs[1].SetResult(th, 1)
		Wait(th, fs, FirstCompleted)
		WaitTimeout(th, fs, AllCompleted, time.Millisecond)
		for range AsCompleted(th, fs) {
			break
		}
		for range AsCompletedTimeout(th, fs, time.Millisecond) {
		}
		for i, f := range fs {
			if len(f.waiters) != 0 {
				t.Errorf("future %d has %d waiters", i, len(f.waiters))
			}
		}
	})
	if err != nil {
		t.Error(err)
	}
}
