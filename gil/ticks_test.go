// This file holds the lock of CPython up to 3.1, on the simulated machine, against what was measured on real ones.

package gil_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// old returns a machine as slow as CPython 2.7 on the machine of facts, on which a tick takes 5.6 ns, and a wake-up so long.
func old(cores int, wakeUp time.Duration) sim.Config {
	c := on(cores, gil.Config{Discipline: gil.Ticks})
	c.Bytecode, c.WakeIdle, c.WakeBusy = 5600, wakeUp, wakeUp
	return c
}

// failing returns the share of those wake-ups for the lock that found it taken.
func failing(tr *trace.Trace) float64 {
	failed, tried := 0, 0
	woken := map[int32]bool{}
	for _, e := range tr.Events {
		switch e.Kind {
		case trace.Unpark:
			woken[e.Obj] = true
		case trace.Fail:
			failed++
			tried++
			woken[e.Thread] = false
		case trace.Take:
			if woken[e.Thread] {
				tried++
			}
			woken[e.Thread] = false
		}
	}
	return float64(failed) / float64(tried)
}

func TestSlowWakeUpsLoseTheRaceForTheLockOnTwoCores(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	const none = -1
	for _, wakeUp := range []time.Duration{none, 200, 500, time.Microsecond, 5 * time.Microsecond, 50 * time.Microsecond} {
		share := failing(record(t, old(2, wakeUp), spinners(2, 20e6)))
		t.Logf("wake-up %v: %.1f %% fail", max(0, wakeUp), 100*share)
		switch {
		case wakeUp == none:
			between(t, "share that fails if wake-ups take no time", share, 0, 0.10)
		case wakeUp == 50*time.Microsecond:
			between(t, "share that fails if wake-ups take 50 µs", share, 0.90, 1)
		}
	}
}

func TestNobodyRacesForTheLockOnOneCore(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	for _, wakeUp := range []time.Duration{-1, time.Microsecond, 50 * time.Microsecond} {
		between(t, "share that fails on one core", failing(record(t, old(1, wakeUp), spinners(2, 40e6))), 0, 0.10)
	}
}

// slowdown returns how much longer n threads take than one.
func slowdown(t *testing.T, cores, n int) float64 {
	c := old(cores, 38*time.Microsecond)
	return float64(wall(record(t, c, spinners(n, 10e6)))) / float64(wall(record(t, c, spinners(1, 10e6))))
}

func TestOldLockIsWorseOnTwoCoresThanOnOne(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	for _, n := range []int{2, 4} {
		one, two := slowdown(t, 1, n), slowdown(t, 2, n)
		t.Logf("%d threads: %.2f times as long on one core, %.2f on two", n, one, two)
		if one >= two {
			t.Errorf("%d threads take %.2f times as long on one core, and %.2f on two: want less on one", n, one, two)
		}
	}
}

func TestTicksSwitchSoonForIO(t *testing.T) {
	list := waits(record(t, old(2, 10*time.Microsecond), convoy(1, 30)), 2)
	for _, d := range list {
		between(t, "wait of a thread that does I/O", d, 0, 500*time.Microsecond)
	}
}

func TestTickPhaseComesFromTheSeed(t *testing.T) {
	phases := map[int64]bool{}
	for seed := range uint64(50) {
		c := on(1, gil.Config{Discipline: gil.Ticks})
		c.Seed = seed + 1
		for _, e := range record(t, c, spinners(1, 1000)).Events {
			if e.Kind == trace.Phase {
				phases[e.Arg] = true
				between(t, "phase", int(e.Arg), 1, 101)
			}
		}
	}
	if len(phases) < 25 {
		t.Errorf("50 seeds give only %d phases", len(phases))
	}
}

// On a machine that knows what a semaphore costs a thread that finds it taken looks again before it sleeps: it has the lock then, or sleeps.
func TestWhoLooksAgainHasTheLockOrSleeps(t *testing.T) {
	c, count := under(t, "2.7"), map[trace.Kind]int{}
	for seed := range uint64(8) {
		c.Seed = seed + 1
		tr, err := sim.Record(c, func(t *sched.Thread) {
			for range 2 { // on the other core
				t.Spawn("", func(t *sched.Thread) { t.Loop(50_000, 9) })
			}
			t.Loop(50_000, 9)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := trace.Check(tr); err != nil {
			t.Fatalf("seed %d: %v", c.Seed, err)
		}
		holder := int32(0)
		for _, e := range tr.Events {
			count[e.Kind]++
			switch e.Kind {
			case trace.Take:
				holder = e.Thread
			case trace.Drop:
				holder = 0
			case trace.Fail:
				if holder == 0 || holder == e.Thread {
					t.Fatalf("seed %d: at %d ns thread %d is said to have found the lock taken, and thread %d has it", c.Seed, e.Time, e.Thread, holder)
				}
			}
		}
	}
	if count[trace.Take] < 1000 || count[trace.Fail] < 100 {
		t.Errorf("the lock is taken %d times, and found taken %d times: too few to tell", count[trace.Take], count[trace.Fail])
	}
}
