// This file holds what devices promise: their own time, wake-ups in no thread's name, costs, and no deadlock before all
// has happened.

package sim_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// devices returns the machine's devices.
func devices(t *sched.Thread) sched.Devices { return t.Engine().(sched.Devices) }

// A box is a small device: threads wait until something is in it.
type box struct {
	object int32
	full   int
	queue  sched.Queue
}

// newBox returns an empty one.
func newBox(t *sched.Thread) *box {
	return &box{object: t.Process().Names.AddObject(trace.ClassIO, "box")}
}

// fillAfter fills the box after d.
func (b *box) fillAfter(t *sched.Thread, d time.Duration) {
	devices(t).After(d, 0, func(machine *sched.Thread) {
		b.full++
		b.queue.Wake(machine, sched.FIFO)
	})
}

// Try empties the box, if it is full.
func (b *box) Try(t *sched.Thread) bool {
	t.Self().Woken()
	if b.full == 0 {
		b.queue.Push(t.Self())
		return t.Tried(b.object, false)
	}
	b.queue.Remove(t.Self())
	b.full--
	return t.Tried(b.object, true)
}

// Object returns the box's number in the trace.
func (b *box) Object() int32 { return b.object }

// Holder returns nil: nobody in particular fills it.
func (b *box) Holder() *sched.Thread { return nil }

func TestWhatADeviceDoesComesInOrderOfTimeAndThenOfTheCalls(t *testing.T) {
	var order []int
	var at []time.Duration
	tr := machinetest.Record(t, machinetest.Exactly(1), func(t *sched.Thread) {
		for i, us := range []int{30, 10, 20, 10, 0, 30} {
			devices(t).After(time.Duration(us)*time.Microsecond, 0, func(machine *sched.Thread) {
				order = append(order, i)
				at = append(at, t.Engine().Now())
			})
		}
		t.Loop(10_000, 10)
	})
	if want := []int{4, 1, 3, 2, 0, 5}; !slices.Equal(order, want) || machinetest.Wall(tr) != 100*time.Microsecond {
		t.Errorf("the order is %v in a run of %v, want %v in the 100 µs that the thread computes", order, machinetest.Wall(tr), want)
	}
	if us := at[5] / time.Microsecond; us != 30 || !slices.IsSorted(at) {
		t.Errorf("the times are %v", at)
	}
}

func TestADeviceWakesInTheNameOfTheMachine(t *testing.T) {
	for _, d := range gil.Disciplines() {
		tr := machinetest.Record(t, machinetest.Locked(d), func(t *sched.Thread) {
			b := newBox(t)
			b.fillAfter(t, 50*time.Microsecond)
			t.Block(b)
		})
		wakes := machinetest.Events(tr, trace.Unpark)
		if len(wakes) != 1 || wakes[0].Thread != 0 || wakes[0].Obj != 1 || wakes[0].Core != trace.NoCore || wakes[0].Time != 50_000 {
			t.Errorf("under %v: the wake-ups are %+v, want one at 50 µs by the machine, on no core", d, wakes)
		}
	}
}

func TestSpentTimeIsPaidWhileTheLockIsFree(t *testing.T) {
	tr := machinetest.Record(t, machinetest.Locked(gil.On), func(t *sched.Thread) {
		devices(t).Spend(t, 5*time.Microsecond)
		t.AllowThreads(0, nil)
		t.Run(10)
	})
	drop, take := machinetest.Events(tr, trace.Drop)[0], machinetest.Events(tr, trace.Take)[1]
	if free := take.Time - drop.Time; free != 5_000 || machinetest.Wall(tr) != 5_010 {
		t.Errorf("the lock is free for %d ns in a run of %v, want 5 µs in 5.01 µs", free, machinetest.Wall(tr))
	}
}

func TestARunIsNoDeadlockBeforeAllHasHappened(t *testing.T) {
	never := func(t *sched.Thread) {
		b := newBox(t)
		devices(t).After(time.Second, 0, func(*sched.Thread) {})
		t.Block(b)
	}
	tr, err := sim.Record(machinetest.Locked(gil.On), never)
	var deadlock *sched.DeadlockError
	if !errors.As(err, &deadlock) || machinetest.Wall(tr) != time.Second {
		t.Errorf("the run ends after %v with %v, want a deadlock after a second", machinetest.Wall(tr), err)
	}
}

func TestWhatIsToComeWhenTheLastThreadEndsDoesNotHappen(t *testing.T) {
	happened := false
	r, err := sim.Run(machinetest.Exactly(1), func(t *sched.Thread) {
		devices(t).After(time.Second, 0, func(*sched.Thread) { happened = true })
		t.Run(10)
	})
	if err != nil || happened || r.Wall != 10 {
		t.Errorf("the run ends after %v (%v), and it happened: %t; want 10 ns and that it did not", r.Wall, err, happened)
	}
}

func TestAPanicInADeviceIsNoThreads(t *testing.T) {
	_, err := sim.Run(machinetest.Exactly(1), func(t *sched.Thread) {
		devices(t).After(time.Microsecond, 0, func(*sched.Thread) { panic("on fire") })
		t.Sleep(time.Millisecond)
	})
	var failed *sched.ThreadError
	if err == nil || errors.As(err, &failed) || !strings.Contains(err.Error(), "device panics: on fire") {
		t.Errorf("the run ends with %v, want it to blame a device", err)
	}
}

func TestADeviceThatNeverEndsIsStoppedByTheStepLimit(t *testing.T) {
	c := machinetest.Exactly(1)
	c.MaxSteps = 1000
	_, err := sim.Run(c, func(t *sched.Thread) {
		var again func(*sched.Thread)
		again = func(*sched.Thread) { devices(t).After(0, 0, again) }
		again(nil)
		t.Sleep(time.Millisecond)
	})
	var steps *sched.StepsError
	if !errors.As(err, &steps) {
		t.Errorf("the run ends with %v, want the step limit", err)
	}
}

// served is a program in which each thread waits for a box of its own that is filled while others compute.
func served(t *sched.Thread) {
	var crew []*sched.Thread
	for i := range 3 {
		crew = append(crew, t.Spawn("", func(t *sched.Thread) {
			b := newBox(t)
			for range 5 {
				t.Loop(1000+t.Random(5000), 10)
				b.fillAfter(t, time.Duration(5+i)*time.Microsecond)
				devices(t).Spend(t, 3*time.Microsecond)
				t.Block(b)
			}
		}))
	}
	for _, other := range crew {
		t.Join(other)
	}
}

func TestExactReplayRepeatsWhatDevicesDo(t *testing.T) {
	machinetest.ReplaysExactly(t, served)
}

func TestReplayByOrderLetsADeviceActForTheThreadWhoseTurnItIs(t *testing.T) {
	for _, d := range []gil.Discipline{gil.Ticks, gil.Interval, gil.Coop} {
		c := machinetest.Drawn(d)
		tr := machinetest.Record(t, c, served)
		again, err := machinetest.InOrder(t, c.GIL.(gil.Config), tr, served)
		if err != nil {
			t.Errorf("%v: %v", d, err)
			continue
		}
		if err := trace.Check(again); err != nil {
			t.Fatal(err)
		}
		if want, got := machinetest.Drops(tr), machinetest.Drops(again); !slices.Equal(want, got) {
			t.Errorf("%v: the lock is dropped by %v in the replay, want %v", d, got, want)
		}
	}
}

// A slowBox takes time to be emptied.
type slowBox struct {
	*box
	takes time.Duration
}

// Try empties the box.
func (b slowBox) Try(t *sched.Thread) bool {
	got := b.box.Try(t)
	if got {
		devices(t).Spend(t, b.takes)
	}
	return got
}

// TestACallPaysWithTheInterlockFree has a thread whose call costs 5 µs before it looks, and 7 µs after its wait: both pass
// before it takes the interlock again, if there is one, and at the same times if there is none.
func TestACallPaysWithTheInterlockFree(t *testing.T) {
	for _, d := range gil.Disciplines() {
		tr := machinetest.Record(t, machinetest.Locked(d), func(t *sched.Thread) {
			b := slowBox{newBox(t), 7 * time.Microsecond}
			b.fillAfter(t, 20*time.Microsecond)
			devices(t).Spend(t, 5*time.Microsecond)
			t.Block(b)
			t.Print("back")
		})
		var times []int64
		for _, e := range tr.Events {
			if e.Kind == trace.Try || e.Kind == trace.Print || e.Kind == trace.Take && e.Time > 0 {
				times = append(times, e.Time)
			}
		}
		want := []int64{5_000, 20_000, 27_000, 27_001}
		if d == gil.Off {
			want = []int64{5_000, 20_000, 27_001}
		}
		if !slices.Equal(times, want) {
			t.Errorf("under %v: it tries, tries again, takes the lock and prints at %d ns, want %d", d, times, want)
		}
	}
}
