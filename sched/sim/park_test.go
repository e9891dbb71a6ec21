// This file holds waiting and waking against their rules: a wake-up is kept until it is wanted, and only one is.

package sim_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// A nap is an op that waits once, and notes why that ended.
type nap struct {
	on  int32
	d   time.Duration
	why sched.Wake
}

func (n *nap) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if w == sched.Begin {
		return sched.Request{Kind: sched.Park, On: n.on, N: int64(n.d)}, false
	}
	n.why = w
	return sched.Request{}, true
}

// napping returns an op that waits for an object of its own.
func napping(t *sched.Thread, d time.Duration) *nap {
	return &nap{on: t.Process().Names.AddObject("bed", "bed"), d: d}
}

func TestWakeUpBeforeTheWaitIsNotLost(t *testing.T) {
	for cores := 1; cores <= 2; cores++ {
		tr := machinetest.Record(t, machinetest.Exactly(cores), func(t *sched.Thread) {
			n := napping(t, sched.Forever)
			other := t.Spawn("", func(t *sched.Thread) {
				t.Run(1000)
				t.Perform(n)
			})
			t.Engine().Unpark(t, other)
			t.Join(other)
			if n.why != sched.Unparked {
				t.Fail("the wait ended by %d, want by a wake-up", n.why)
			}
		})
		if parks := machinetest.Events(tr, trace.Park); len(parks) > 1 { // the main thread's join
			t.Errorf("%d cores: the thread waits although it has been woken: %v", cores, parks)
		}
	}
}

func TestOnlyOneWakeUpIsKept(t *testing.T) {
	machinetest.Record(t, machinetest.Exactly(1), func(t *sched.Thread) {
		first, second := napping(t, sched.Forever), napping(t, time.Millisecond)
		other := t.Spawn("", func(t *sched.Thread) {
			t.Run(1000)
			t.Perform(first)
			t.Perform(second)
		})
		for range 3 {
			t.Engine().Unpark(t, other)
		}
		t.Join(other)
		if second.why != sched.TimedOut {
			t.Fail("the second wait ended by %d, want by its timer", second.why)
		}
	})
}

func TestWakeUpStopsTheTimer(t *testing.T) {
	tr := machinetest.Record(t, machinetest.Exactly(1), func(t *sched.Thread) {
		first, second := napping(t, time.Millisecond), napping(t, 5*time.Millisecond)
		other := t.Spawn("", func(t *sched.Thread) {
			t.Perform(first)
			t.Perform(second)
		})
		t.Sleep(500 * time.Microsecond)
		t.Engine().Unpark(t, other)
		t.Join(other)
		if first.why != sched.Unparked || second.why != sched.TimedOut {
			t.Fail("the waits ended by %d and %d", first.why, second.why)
		}
	})
	if want := 5500 * time.Microsecond; machinetest.Wall(tr) < want || machinetest.Wall(tr) > want+time.Microsecond {
		t.Errorf("the run ends at %v, want %v: the first timer must not end the second wait", machinetest.Wall(tr), want)
	}
}

func TestWaitOfNoTimeLetsOthersGoFirst(t *testing.T) {
	var order []string
	machinetest.Record(t, machinetest.Exactly(1), func(t *sched.Thread) {
		other := t.Spawn("", func(t *sched.Thread) { order = append(order, "other") })
		t.Perform(napping(t, 0))
		order = append(order, "main")
		t.Join(other)
	})
	if len(order) != 2 || order[0] != "other" {
		t.Errorf("the order is %v, want the other one first", order)
	}
}

// A thread on its way from one wake-up needs no second one: neither does it end another wait, nor if it is recorded because it
// carries whom a signal was to wake.
func TestAWakeUpOfAThreadThatIsOnItsWayIsNotKept(t *testing.T) {
	for _, carries := range []bool{false, true} {
		machinetest.Record(t, machinetest.Exactly(1), func(t *sched.Thread) {
			first, second := napping(t, sched.Forever), napping(t, time.Millisecond)
			other := t.Spawn("", func(t *sched.Thread) {
				t.Perform(first)
				t.Perform(second)
			})
			t.Sleep(time.Millisecond)
			t.Engine().Unpark(t, other)
			if carries {
				t.Decide(choice.Decision{Kind: choice.Whom, High: 1})
			}
			t.Engine().Unpark(t, other)
			t.Join(other)
			if second.why != sched.TimedOut {
				t.Fail("the second wait ended by %d, want by its timer", second.why)
			}
		})
	}
}
