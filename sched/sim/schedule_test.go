// This file holds who gets a core, and for how long, against the rules of the scheduler.

package sim_test

import (
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

func TestThreadsTakeTurnsOfOneSlice(t *testing.T) {
	c := machinetest.Exactly(1)
	c.Slice = time.Millisecond
	list := stays(machinetest.Record(t, c, func(t *sched.Thread) {
		for range 3 {
			t.Spawn("", spin(5_000_000))
		}
	}))
	var order []int32
	for _, s := range list[1:] {
		if s.end == trace.Expire && s.to-s.from != c.Slice {
			t.Errorf("T%d has its core for %v, want a slice of %v", s.thread, s.to-s.from, c.Slice)
		}
		order = append(order, s.thread)
	}
	if want := []int32{2, 3, 4, 2, 3, 4, 2, 3, 4, 2, 3, 4, 2, 3, 4}; !slices.Equal(order, want) {
		t.Errorf("the order is %v, want %v", order, want)
	}
}

func TestLoneThreadKeepsItsCore(t *testing.T) {
	c := machinetest.Exactly(2)
	tr := machinetest.Record(t, c, func(t *sched.Thread) {
		t.Spawn("", spin(50_000_000))
		t.Run(50_000_000)
	})
	if list := machinetest.Events(tr, trace.Expire, trace.Preempt); len(list) != 0 {
		t.Errorf("%d threads lose a core that nobody wants: %v", len(list), list)
	}
}

func TestSliceEndsWhenSomebodyHasComeMeanwhile(t *testing.T) {
	c := machinetest.Exactly(1)
	c.Slice, c.Granularity = time.Millisecond, time.Hour
	list := stays(machinetest.Record(t, c, func(t *sched.Thread) {
		t.Spawn("", func(t *sched.Thread) { t.Sleep(2500 * time.Microsecond) })
		t.Run(10_000_000)
	}))
	// The sleeper runs first when the main thread's first slice ends, at 1 ms, sleeps to 3.5 ms, and gets the core at
	// the next end of a slice: nobody looked at the ends before, as nobody was waiting.
	back := of(list, 2)[1].from
	if back < 3500*time.Microsecond || back > 4500*time.Microsecond {
		t.Errorf("the sleeper gets a core at %v, want it within one slice after 3.5ms", back)
	}
}

func TestWokenThreadPreemptsOneThatIsFarAhead(t *testing.T) {
	for _, c := range []struct {
		granularity time.Duration
		at          time.Duration // when the woken thread gets the core
		why         trace.Kind
	}{
		{time.Millisecond, 3 * time.Millisecond, trace.Preempt},
		{time.Hour, 4 * time.Millisecond, trace.Expire}, // nobody is ever far enough ahead
	} {
		cfg := machinetest.Exactly(1)
		cfg.Granularity = c.granularity
		list := stays(machinetest.Record(t, cfg, func(t *sched.Thread) {
			t.Spawn("", spin(20_000_000))
			t.Sleep(3 * time.Millisecond)
		}))
		if back := of(list, 1)[1].from; back != c.at+2 { // the spawn and the sleep are a bytecode each
			t.Errorf("granularity %v: the woken thread gets the core at %v, want %v", c.granularity, back, c.at)
		}
		if why := of(list, 2)[0].end; why != c.why {
			t.Errorf("granularity %v: the other one loses it by %v, want %v", c.granularity, why, c.why)
		}
	}
}

func TestWokenThreadDoesNotPreemptOneThatIsNotAhead(t *testing.T) {
	c := machinetest.Exactly(1)
	c.Slice, c.Granularity = 10*time.Millisecond, time.Millisecond
	tr := machinetest.Record(t, c, func(t *sched.Thread) {
		t.Run(5_000_000) // has had its share
		t.Spawn("", spin(5_000_000))
		t.Sleep(500 * time.Microsecond)
	})
	if list := machinetest.Events(tr, trace.Preempt); len(list) != 0 {
		t.Errorf("a thread that has had more of the processor preempts one that has had less: %v", list)
	}
}

func TestHigherPriorityRunsFirst(t *testing.T) {
	c := machinetest.Exactly(1)
	c.Slice = time.Millisecond
	tr := machinetest.Record(t, c, func(t *sched.Thread) {
		t.SetPriority(9) // until all are there
		for _, priority := range []int{1, 3, 2, 3} {
			t.Spawn("", func(t *sched.Thread) {
				t.SetPriority(priority)
				t.Run(3_000_000)
			})
		}
	})
	var order []int32
	for _, e := range machinetest.Events(tr, trace.Exit) {
		order = append(order, e.Thread)
	}
	if want := []int32{1, 3, 5, 4, 2}; !slices.Equal(order, want) {
		t.Errorf("the threads end in the order %v, want %v", order, want)
	}
}

func TestHigherPriorityPreemptsWhenWoken(t *testing.T) {
	c := machinetest.Exactly(1)
	c.Granularity = time.Hour
	list := stays(machinetest.Record(t, c, func(t *sched.Thread) {
		t.Spawn("", spin(20_000_000))
		t.SetPriority(1)
		t.Sleep(time.Millisecond)
		t.Run(1_000_000)
	}))
	main := of(list, 1)
	if len(main) != 2 || main[1].from != time.Millisecond+3 {
		t.Fatalf("the woken thread gets the core at %v, want 1ms and three bytecodes", main)
	}
	if other := of(list, 2); other[0].end != trace.Preempt || other[1].from != main[1].to {
		t.Errorf("the other one has the core %v, want it preempted, and back when the first ends", other)
	}
}

func TestThreadThatLowersItsPriorityMakesRoomAtOnce(t *testing.T) {
	list := stays(machinetest.Record(t, machinetest.Exactly(1), func(t *sched.Thread) {
		t.SetPriority(1)
		t.Spawn("", spin(1_000_000))
		t.Run(1_000_000)
		t.SetPriority(0)
		t.Run(1_000_000)
	}))
	main, other := of(list, 1), of(list, 2)
	if at := time.Millisecond + 3; main[0].to != at || main[0].end != trace.Preempt || len(other) != 1 || main[1].from != other[0].to {
		t.Errorf("the cores are given to %v and %v, want the first to make room at %v until the other one ends", main, other, at)
	}
}

// A sleeper wakes, far behind, and another core becomes free in the same nanosecond: it goes there, and the thread that was
// to make room for it does not do so for the next one in the run queue, which is not far behind.
func TestThreadDoesNotMakeRoomForWhoGotAnotherCore(t *testing.T) {
	const heavy, sleeper, next = 2, 3, 4
	met := false
	for n := range int64(20) { // one of them is that nanosecond
		c := machinetest.Exactly(2)
		c.Slice, c.Granularity = time.Hour, time.Millisecond
		tr := machinetest.Record(t, c, func(t *sched.Thread) {
			t.Spawn("", spin(20_000_000))
			t.Spawn("", func(t *sched.Thread) {
				t.Sleep(5400 * time.Microsecond)
				t.Run(1_000_000)
			})
			t.Spawn("", func(t *sched.Thread) {
				t.Run(4_500_000)
				t.Sleep(100 * time.Microsecond)
				t.Run(1_000_000)
			})
			t.Sleep(4550 * time.Microsecond)
			t.Run(849_990 + n)
			t.Sleep(20 * time.Millisecond)
		})
		runs := of(stays(tr), sleeper)
		met = met || len(runs) == 2 && runs[1].core == 0 && len(machinetest.Events(tr, trace.Preempt)) == 0
		for _, e := range machinetest.Events(tr, trace.Preempt) {
			if e.Thread == heavy && e.Obj == next {
				t.Errorf("%d: at %d ns a thread makes room for one that is not far behind", n, e.Time)
			}
		}
	}
	if !met {
		t.Error("the sleeper never found a core that had just become free")
	}
}

func TestLowerPriorityNeverRunsWhileAHigherOneIsReady(t *testing.T) {
	c := machinetest.Exactly(1)
	c.Slice = 100 * time.Microsecond
	list := stays(machinetest.Record(t, c, func(t *sched.Thread) {
		low := t.Spawn("", spin(1_000_000))
		t.SetPriority(1)
		high := t.Spawn("", spin(1_000_000))
		t.Join(low)
		t.Join(high)
	}))
	if low, high := of(list, 2), of(list, 3); low[0].from < high[len(high)-1].to {
		t.Errorf("the lower one runs from %v, while the higher one is ready until %v", low[0].from, high[len(high)-1].to)
	}
}

func TestYieldGoesBehindAllWhoAreReady(t *testing.T) {
	c := machinetest.Exactly(1)
	var order []string
	machinetest.Record(t, c, func(t *sched.Thread) {
		for _, name := range []string{"a", "b", "c"} {
			t.Spawn(name, func(t *sched.Thread) {
				for range 3 {
					order = append(order, name)
					t.Run(100)
					t.Yield()
				}
			})
		}
	})
	if want := []string{"a", "b", "c", "a", "b", "c", "a", "b", "c"}; !slices.Equal(order, want) {
		t.Errorf("the order is %v, want %v", order, want)
	}
}

func TestEqualTimersFireInTheOrderInWhichTheyWereSet(t *testing.T) {
	var order []string
	machinetest.Record(t, machinetest.Exactly(1), func(t *sched.Thread) {
		for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
			t.Spawn(name, func(t *sched.Thread) {
				t.Sleep(time.Millisecond - t.Now())
				order = append(order, name)
			})
		}
	})
	if want := []string{"a", "b", "c", "d", "e", "f"}; !slices.Equal(order, want) {
		t.Errorf("the order is %v, want %v", order, want)
	}
}

func TestThreadComesBackToItsCore(t *testing.T) {
	list := stays(machinetest.Record(t, machinetest.Exactly(4), func(t *sched.Thread) {
		for range 3 {
			t.Spawn("", func(t *sched.Thread) {
				for range 10 {
					t.Run(1000)
					t.Sleep(time.Duration(t.ID()) * 1000)
				}
			})
		}
		t.Run(1_000_000)
	}))
	for thread := int32(1); thread <= 4; thread++ {
		for _, s := range of(list, thread) {
			if s.core != int16(thread-1) {
				t.Errorf("T%d is on core %d, want it to stay on its own, as all are free", thread, s.core)
			}
		}
	}
}

func TestContextSwitchCostsOnlyWhenAnotherThreadComes(t *testing.T) {
	c := machinetest.Exactly(1)
	c.Switch = time.Microsecond
	tr := machinetest.Record(t, c, func(t *sched.Thread) {
		t.Sleep(time.Millisecond) // 1 bytecode, after the first switch to this thread
		t.Run(1000)
	})
	if want := time.Microsecond + time.Millisecond + 1001; machinetest.Wall(tr) != want {
		t.Errorf("the run takes %v, want %v: one switch, as nobody else was there", machinetest.Wall(tr), want)
	}
	tr = machinetest.Record(t, c, func(t *sched.Thread) {
		t.Spawn("", spin(1000))
		t.Sleep(time.Millisecond)
		t.Run(1000)
	})
	if want := 2*time.Microsecond + time.Millisecond + 1002; machinetest.Wall(tr) != want {
		t.Errorf("the run takes %v, want %v: to the main thread, and back to it", machinetest.Wall(tr), want)
	}
}

func TestWakeUpTakesLongerOnAnIdleCore(t *testing.T) {
	c := machinetest.Exactly(2)
	c.WakeIdle, c.WakeBusy, c.Jitter = 10*time.Microsecond, 2*time.Microsecond, 25
	seen := map[bool]bool{}
	for seed := range uint64(20) {
		c.Seed = seed + 1
		for i, e := range machinetest.Events(machinetest.Record(t, c, func(t *sched.Thread) {
			t.Spawn("", spin(1_000_000)) // a core is idle
			t.Run(100_000)
			t.Spawn("", spin(1000)) // all are busy
		}), trace.Unpark) {
			mean := int64([]time.Duration{c.WakeIdle, c.WakeBusy}[i])
			if e.Arg < mean*3/4 || e.Arg > mean*5/4 {
				t.Errorf("wake-up %d takes %d ns, want %d, 25 %% more or less", i, e.Arg, mean)
			}
			seen[e.Arg > mean] = true
		}
	}
	if len(seen) != 2 {
		t.Error("all wake-ups are too fast, or all too slow")
	}
}

func TestTimersAreLateNeverEarly(t *testing.T) {
	c := machinetest.Exactly(1)
	c.Lateness, c.Jitter = 80*time.Microsecond, 25
	for _, e := range machinetest.Events(machinetest.Record(t, c, func(t *sched.Thread) {
		for range 50 {
			t.Sleep(time.Millisecond)
		}
	}), trace.Park) {
		if late := time.Duration(e.Arg) - time.Millisecond; late < 60*time.Microsecond || late > 100*time.Microsecond {
			t.Errorf("a timer is %v late, want 80µs, 25 %% more or less", late)
		}
	}
}

func TestStartingAThreadCostsItsParent(t *testing.T) {
	c := machinetest.Exactly(2)
	c.SpawnCost = 20 * time.Microsecond
	tr := machinetest.Record(t, c, func(t *sched.Thread) {
		for range 3 {
			t.Spawn("", spin(1))
		}
	})
	if want := 60*time.Microsecond + 3; machinetest.Wall(tr) != want {
		t.Errorf("starting three threads takes %v, want %v", machinetest.Wall(tr), want)
	}
}

func TestThreadThatYieldedIsNotStarvedByWhatOthersHaveHad(t *testing.T) {
	c := machinetest.Exactly(1)
	c.Slice = time.Millisecond
	tr := machinetest.Record(t, c, func(t *sched.Thread) {
		t.Spawn("long", spin(1_000_000_000))
		t.Spawn("polite", func(t *sched.Thread) {
			t.Yield()
			t.Run(1_000_000)
		})
		t.SetPriority(1)
		t.Run(500_000_000) // half a second, more than the others have had
		t.Yield()
	})
	if end := endOf(tr, 3); end > 510*time.Millisecond {
		t.Errorf("the thread that yields once ends at %v, want it a few slices after 500ms, when the others can go on", end)
	}
}
