// This file holds the lock of CPython 3.2 and later, on the simulated machine, against what was measured on real ones.

package gil_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// interval returns the lock with this interval; 0 is the default.
func interval(d time.Duration) gil.Config { return gil.Config{Discipline: gil.Interval, Interval: d} }

// between fails unless low <= got <= high.
func between[T int | float64 | time.Duration](t *testing.T, what string, got, low, high T) {
	t.Helper()
	if got < low || got > high {
		t.Errorf("%s: %v, want %v to %v", what, got, low, high)
	}
}

func TestHoldLastsIntervalAndLatenessOfTimer(t *testing.T) {
	for _, d := range []time.Duration{100 * time.Millisecond, 5 * time.Millisecond, time.Millisecond} {
		for _, threads := range []int{2, 3, 8} {
			t.Run(fmt.Sprintf("%v/%d threads", d, threads), func(t *testing.T) {
				tr := record(t, on(4, interval(d)), endless(threads, 40*d))
				lengths := forced(holds(tr))
				if len(lengths) < 20 {
					t.Fatalf("only %d forced switches", len(lengths))
				}
				between(t, "half of all holds", median(lengths), d+50*time.Microsecond, d+150*time.Microsecond)
				for _, length := range lengths {
					between(t, "hold", length, d+50*time.Microsecond, d+150*time.Microsecond)
				}
			})
		}
	}
}

func TestHandoffTakesOneWakeUp(t *testing.T) {
	c := on(4, interval(0))
	c.WakeIdle = 38 * time.Microsecond
	list := holds(record(t, c, spinners(2, 100e6)))
	for i := 2; i < len(list); i++ {
		if list[i-1].forced {
			between(t, "gap", list[i].from-list[i-1].to, c.WakeIdle/2, 2*c.WakeIdle)
		}
	}
}

func TestLoneThreadNeverLetsGo(t *testing.T) {
	tr := record(t, on(4, interval(0)), func(t *sched.Thread) { t.Loop(10e6, 5) })
	if n := count(tr, trace.Drop); n != 1 {
		t.Errorf("it lets go %d times in %v, want only at its end", n, wall(tr))
	}
}

func TestThreadsTakeAsLongAsOneWouldAndUseOneCore(t *testing.T) {
	one := wall(record(t, on(4, interval(0)), spinners(1, 100e6)))
	for _, threads := range []int{2, 4, 8} {
		tr := record(t, on(4, interval(0)), spinners(threads, 100e6))
		between(t, fmt.Sprintf("%d threads against one", threads), float64(wall(tr))/float64(one), 0.98, 1.05)
		between(t, fmt.Sprintf("cores that %d threads use", threads), float64(used(tr))/float64(wall(tr)), 0.97, 1.03)
	}
}

func TestLongIntervalSwitchesSeldom(t *testing.T) {
	one := wall(record(t, on(4, interval(100*time.Millisecond)), spinners(1, 1e9)))
	tr := record(t, on(4, interval(100*time.Millisecond)), spinners(2, 1e9))
	between(t, "two threads against one", float64(wall(tr))/float64(one), 0.98, 1.02)
	between(t, "switches a second", float64(len(holds(tr)))/wall(tr).Seconds(), 8, 12)
}

func TestShortestIntervalStillLetsThreadsWork(t *testing.T) {
	for _, checks := range gil.AllChecks() {
		c := on(2, gil.Config{Discipline: gil.Interval, Checks: checks, Interval: time.Microsecond})
		c.Lateness = -1
		tr := record(t, c, spinners(3, 100_000)) // 0.2 ms of work
		between(t, fmt.Sprintf("time for 0.2 ms of work, %v", checks), wall(tr), 200*time.Microsecond, time.Millisecond)
	}
}

// convoy returns a program of threads that compute as long as another one does n times 0.2 ms of I/O.
func convoy(spinners, n int) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		served := false
		t.Spawn("io", func(t *sched.Thread) {
			for range n {
				t.IO("socket", 200*time.Microsecond)
			}
			served = true
		})
		for range spinners {
			t.Spawn("", func(t *sched.Thread) {
				for !served {
					t.Loop(1000, 5)
				}
			})
		}
	}
}

func TestThreadThatDoesIOWaitsOneIntervalForOneThatComputes(t *testing.T) {
	for _, d := range []time.Duration{100 * time.Millisecond, 10 * time.Millisecond, 5 * time.Millisecond,
		time.Millisecond, 100 * time.Microsecond} {
		list := waits(record(t, on(4, interval(d)), convoy(1, 30)), 2)
		if len(list) < 20 {
			t.Fatalf("%v: it had to wait only %d times", d, len(list))
		}
		want := d + 105*time.Microsecond // lateness of the timer, and three wake-ups
		between(t, fmt.Sprintf("wait with an interval of %v", d), median(list), want*95/100, want*105/100)
		t.Logf("interval %v: waits %v", d, median(list))
	}
}

func TestThreadThatDoesIOMayWaitSeveralIntervalsForSeveralThatCompute(t *testing.T) {
	c := on(4, gil.Config{Discipline: gil.Interval, WakeOrder: choice.Mixed})
	for _, k := range []int{2, 4} {
		list := waits(record(t, c, convoy(k, 300)), 2)
		most := time.Duration(0)
		for _, d := range list {
			most = max(most, d)
		}
		between(t, fmt.Sprintf("longest wait beside %d", k), most, 3*gil.DefaultInterval, 100*gil.DefaultInterval)
	}
}

func TestThreadsWithTheShortestIntervalComeToTheirEnd(t *testing.T) {
	for _, checks := range gil.AllChecks() {
		for threads := 2; threads <= 4; threads++ {
			for seed := range uint64(20) {
				c := on(2, gil.Config{Discipline: gil.Interval, Checks: checks, Interval: time.Microsecond})
				c.Lateness, c.WakeIdle, c.WakeBusy = -1, time.Microsecond, -1
				c.Seed, c.MaxSteps = seed+1, 1_000_000
				if seed%2 == 1 { // the timers of those who wait stop the one who computes
					c.InterruptCost = 5 * time.Microsecond
				}
				if _, err := sim.Run(c, spinners(threads, 60_000)); err != nil {
					t.Errorf("%v, %d threads, seed %d: %v", checks, threads, seed+1, err)
				}
			}
		}
	}
}
