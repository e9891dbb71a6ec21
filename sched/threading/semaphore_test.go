// This file tests the semaphores.

package threading_test

import (
	"math"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// T15
func TestASemaphoreCanBeAcquiredAsOftenAsItCounts(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		s := threading.NewSemaphore(th, "s", 1)
		if s.Acquire(th); s.TryAcquire(th) || s.AcquireTimeout(th, time.Millisecond) || s.AcquireTimeout(th, 0) {
			t.Error("it was acquired twice")
		}
		s.Release(th, 2)
		if !s.TryAcquire(th) || !s.AcquireTimeout(th, time.Millisecond) || s.TryAcquire(th) {
			t.Error("it was not acquired twice after the release of two")
		}
	})
}

// T15
func TestMisuseOfSemaphoresIsPythonsError(t *testing.T) {
	failsWith(t, "semaphore initial value must be >= 0", func(th *sched.Thread) { threading.NewSemaphore(th, "s", -1) })
	failsWith(t, "semaphore initial value must be >= 0", func(th *sched.Thread) { threading.NewBoundedSemaphore(th, "s", -1) })
	failsWith(t, "n must be one or more", func(th *sched.Thread) { threading.NewSemaphore(th, "s", 1).Release(th, 0) })
	failsWith(t, "n must be one or more", func(th *sched.Thread) { threading.NewBoundedSemaphore(th, "s", 1).Release(th, -1) })
	const often = "Semaphore released too many times"
	failsWith(t, often, func(th *sched.Thread) { threading.NewBoundedSemaphore(th, "s", 2).Release(th, 1) })
	failsWith(t, often, func(th *sched.Thread) {
		s := threading.NewBoundedSemaphore(th, "s", 2)
		s.With(th, func() { s.Release(th, math.MaxInt) })
	})
}

// A semaphore of three lets three in at a time, and no more.
func TestASemaphoreLetsSoManyIn(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		s, guard := threading.NewBoundedSemaphore(th, "s", 3), threading.NewLock(th, "guard")
		inside, most := 0, 0
		count := func(th *sched.Thread, n int) (now int) {
			guard.With(th, func() {
				inside += n
				most = max(most, inside)
				now = most
			})
			return now
		}
		crew(th, 8, func(th *sched.Thread, _ int) {
			s.With(th, func() {
				count(th, 1)
				until(th, func() bool { return count(th, 0) >= 3 })
				count(th, -1)
			})
		})
		if most != 3 {
			t.Errorf("%d were inside at a time, want 3", most)
		}
	})
}
