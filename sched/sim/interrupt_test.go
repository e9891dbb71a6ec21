// This file holds what cores cost each other: wake-ups by how long a core has been idle, interrupts, objects.

package sim_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// endOf returns when a thread's function returned.
func endOf(tr *trace.Trace, thread int32) time.Duration {
	for _, e := range machinetest.Events(tr, trace.End) {
		if e.Thread == thread {
			return time.Duration(e.Time)
		}
	}
	return -1
}

func TestCoreThatHasBeenIdleForAMomentIsNearerThanOneThatSleeps(t *testing.T) {
	const deep = 7 * time.Microsecond // what the switch costs on a core that sleeps, as it does at the start
	for _, tt := range []struct{ sleep, latency, cost time.Duration }{
		{5 * time.Microsecond, 2 * time.Microsecond, 300},
		{50 * time.Microsecond, 20 * time.Microsecond, deep},
	} {
		c := machinetest.Exactly(1)
		c.Recent, c.WakeRecent, c.SwitchRecent = 10*time.Microsecond, 2*time.Microsecond, 300
		c.WakeIdle, c.SwitchIdle = 20*time.Microsecond, deep
		tr := machinetest.Record(t, c, func(t *sched.Thread) { t.Sleep(tt.sleep) })
		if got, want := machinetest.Wall(tr), deep+1+tt.sleep+tt.latency+tt.cost; got != want {
			t.Errorf("a sleep of %v ends at %v, want %v", tt.sleep, got, want)
		}
	}
}

func TestWakeUpThatPreemptsInterruptsTheOtherCore(t *testing.T) {
	const way, handling = 3 * time.Microsecond, 7 * time.Microsecond
	run := func(preempts bool) *trace.Trace {
		c := machinetest.Exactly(2)
		c.InterruptIn, c.InterruptSend, c.InterruptCost, c.WakeQueued, c.WakeBusy = way, 2*time.Microsecond, handling, 500, -1
		if !preempts {
			c.Granularity = time.Hour
		}
		return machinetest.Record(t, c, func(t *sched.Thread) {
			l := threading.NewLock(t, "lock")
			l.Acquire(t)
			t.Spawn("waits", func(t *sched.Thread) { // on the other core
				t.Spawn("busy", spin(100_000)) // behind it
				l.Acquire(t)
				t.Run(1)
			})
			t.Run(20_000)
			l.Release(t)
			t.Run(200_000)
		})
	}
	goesOn, preempts := run(false), run(true)
	list := of(stays(preempts), 2)
	var released time.Duration
	for _, e := range machinetest.Events(preempts, trace.Unpark) {
		if e.Thread == 1 && e.Obj == 2 {
			released = time.Duration(e.Time)
		}
	}
	last := list[len(list)-1]
	if got, want := last.from-released, way+handling; got < want || got > want+time.Microsecond {
		t.Errorf("the woken thread gets its core after %v, want %v: the interrupt comes, and is handled", got, want)
	}
	if got := endOf(preempts, 1) - endOf(goesOn, 1); got != 1500 {
		t.Errorf("the one that wakes ends %v later, want 1.5µs: it interrupts the other core in place of only putting the thread there", got)
	}
	if got := endOf(preempts, 3) - endOf(goesOn, 3); got < handling {
		t.Errorf("the one that is preempted ends %v later, want %v at least", got, handling)
	}
}

func TestTimerStopsWhoRunsWhereItWasSet(t *testing.T) {
	run := func(arrive time.Duration) *trace.Trace {
		c := machinetest.Exactly(2)
		c.Granularity, c.TimerCost = time.Hour, arrive
		return machinetest.Record(t, c, func(t *sched.Thread) {
			t.Spawn("sleeps", func(t *sched.Thread) { t.Sleep(10 * time.Microsecond) })
			t.Run(1000)
			t.Spawn("busy", spin(100_000))
			t.Run(200_000)
		})
	}
	without, with := run(-1), run(7*time.Microsecond)
	if got := endOf(with, 3) - endOf(without, 3); got != 7*time.Microsecond {
		t.Errorf("the busy thread ends %v later, want 7µs", got)
	}
	if got := endOf(with, 1) - endOf(without, 1); got != 0 {
		t.Errorf("the thread on the other core ends %v later, want no difference", got)
	}
}

func TestObjectIsDearerAfterAnotherCoreHasHadIt(t *testing.T) {
	run := func(touch time.Duration) *trace.Trace {
		c := machinetest.Exactly(2)
		c.Touch = touch
		return machinetest.Record(t, c, func(t *sched.Thread) {
			v := sched.NewVar(t, "x", 0)
			v.Set(t, 1) // nobody has had it before
			t.Spawn("", func(t *sched.Thread) {
				v.Get(t) // now it comes over,
				v.Get(t) // and is there
			})
			t.Run(1000)
			v.Set(t, 2) // and back
			t.Run(1000)
		})
	}
	without, with := run(-1), run(50)
	for thread := int32(1); thread <= 2; thread++ {
		if got := endOf(with, thread) - endOf(without, thread); got != 50 {
			t.Errorf("thread %d ends %v later, want 50ns: the object comes over once", thread, got)
		}
	}
}

func TestLatenessIsSpreadAsItsQuantilesSay(t *testing.T) {
	c := machinetest.Exactly(1)
	c.LateQuantiles = []int64{100, 200, 10_000}
	var late []time.Duration
	machinetest.Record(t, c, func(t *sched.Thread) {
		for range 1000 {
			from := t.Engine().Now()
			t.Sleep(time.Microsecond)
			late = append(late, t.Engine().Now()-from-time.Microsecond-1)
		}
	})
	below := 0
	for _, d := range late {
		if d < 100 || d > 10_000 {
			t.Fatalf("a sleep is late by %v, want 100ns to 10µs", d)
		}
		if d <= 200 {
			below++
		}
	}
	if below < 450 || below > 550 {
		t.Errorf("%d of 1000 are late by 200ns or less, want about half: that is the median", below)
	}
}
