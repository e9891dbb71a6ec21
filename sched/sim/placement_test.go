// This file holds on which core a thread waits and runs against the rules of Linux.

package sim_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// together runs so many threads that compute for 30 ms each, and returns how long that takes.
func together(t *testing.T, c sim.Config, threads int) time.Duration {
	t.Helper()
	return machinetest.Wall(machinetest.Record(t, c, func(t *sched.Thread) {
		for range threads {
			t.Spawn("", spin(30_000_000))
		}
	}))
}

func TestThreeThreadsOnTwoCoresTakeTwoThirdsOfTheTimeOfOne(t *testing.T) {
	for _, tt := range []struct{ cores, threads, want int }{{2, 2, 30}, {2, 3, 60}, {2, 4, 60}, {2, 5, 90}, {4, 6, 60}, {4, 8, 60}} {
		want := time.Duration(tt.want) * time.Millisecond
		if got := together(t, machinetest.Exactly(tt.cores), tt.threads); got < want || got > want+10*time.Microsecond {
			t.Errorf("%d threads on %d cores take %v, want %v, as none moves", tt.threads, tt.cores, got, want)
		}
	}
}

func TestCoresShareOutTheirThreadsNowAndThen(t *testing.T) {
	c := machinetest.Exactly(2)
	for _, tt := range []struct{ balance, want time.Duration }{
		{-1, 60 * time.Millisecond},
		{40 * time.Millisecond, 50 * time.Millisecond}, // from 30 ms on a core is idle; then the two others have one each
		{time.Millisecond, 46 * time.Millisecond},      // each has had 15 to 16 ms by then: the slices are 4 ms long
	} {
		c.Balance = tt.balance
		if got := together(t, c, 3); got < tt.want-10*time.Microsecond || got > tt.want+10*time.Microsecond {
			t.Errorf("every %v: the threads take %v, want %v", tt.balance, got, tt.want)
		}
	}
}

// A balance that is due is no event of a run that has come to its end.
func TestDeadlockIsNotFoundLaterBecauseCoresShareOutThreads(t *testing.T) {
	c := machinetest.Exactly(2)
	c.Balance = time.Hour
	tr, err := sim.Record(c, func(t *sched.Thread) {
		for range 3 {
			t.Spawn("", spin(1_000_000))
		}
		l := threading.NewLock(t, "lock")
		l.Acquire(t)
		l.Acquire(t)
	})
	if wall := machinetest.Wall(tr); err == nil || wall > 3*time.Millisecond {
		t.Errorf("the deadlock is found after %v (%v), want it when the last thread has ended, after 2ms", wall, err)
	}
}

func TestWokenThreadGetsItsCoreOrAnIdleOneOrTheWakersOrWaits(t *testing.T) {
	const woken = 2
	type place struct {
		core int16
		at   time.Duration
	}
	for _, tt := range []struct {
		name    string
		cores   int
		program func(t *sched.Thread, l *threading.Lock)
		want    place
	}{
		{"its own is idle", 2, func(t *sched.Thread, l *threading.Lock) {
			t.Run(1_000_000)
			l.Release(t)
			t.Run(1_000_000)
		}, place{1, time.Millisecond}},
		{"another one is idle", 3, func(t *sched.Thread, l *threading.Lock) {
			t.Run(1000)
			t.Spawn("", spin(10_000_000)) // on core 1
			t.Run(999_000)
			l.Release(t)
			t.Run(1_000_000)
		}, place{2, time.Millisecond}},
		{"the waker has fewer threads", 2, func(t *sched.Thread, l *threading.Lock) {
			t.Run(1000)
			t.Spawn("", spin(10_000_000)) // on core 1,
			t.Spawn("", spin(1))          // behind the main thread, as both cores have one,
			t.Spawn("", spin(10_000_000)) // and on core 1 again
			t.Yield()
			t.Run(999_000)
			l.Release(t)
			t.Run(10_000_000)
		}, place{0, time.Millisecond}},
	} {
		c := machinetest.Exactly(tt.cores)
		tr := machinetest.Record(t, c, func(t *sched.Thread) {
			l := threading.NewLock(t, "lock")
			l.Acquire(t)
			t.Spawn("waits", func(t *sched.Thread) { l.Acquire(t) })
			tt.program(t, l)
		})
		list := of(stays(tr), woken)
		got := place{list[len(list)-1].core, list[len(list)-1].from.Round(100 * time.Microsecond)}
		if list[0].core != 1 || got != tt.want {
			t.Errorf("%s: the thread comes from core %d, and runs on %v, want %v", tt.name, list[0].core, got, tt.want)
		}
	}
}

func TestRecordingOfOtherRulesIsRefused(t *testing.T) {
	h := sim.Config{}.Header("", nil)
	if err := sim.Repeats(h); err != nil {
		t.Errorf("a trace of today is refused: %v", err)
	}
	for version, old := range map[string]trace.Header{"1": {}, "77": {Config: []trace.Param{{Key: "rules", Value: "77"}}}} {
		if err := sim.Repeats(old); err == nil || !strings.HasPrefix(err.Error(), "the trace was recorded by version "+version+" of the simulated machine's rules, and these are version "+strconv.Itoa(sim.Version)+":") {
			t.Errorf("version %s: %v", version, err)
		}
	}
}
