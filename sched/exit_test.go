package sched_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

func TestTheMainThreadCallsAtItsEndWhatWasRegisteredLastFirst(t *testing.T) {
	for _, d := range gil.Disciplines() {
		var order []string
		machinetest.Record(t, machinetest.Locked(d), func(th *sched.Thread) {
			other := th.Spawn("", func(th *sched.Thread) {
				th.Sleep(10 * time.Millisecond)
				order = append(order, "other")
			})
			for _, name := range []string{"first", "second"} {
				th.Process().AtExit(th, func(at *sched.Thread) {
					if at != th || !other.Alive() {
						at.Fail("it is called by %s, or too late", at.Name())
					}
					at.Sleep(time.Millisecond)
					order = append(order, name)
				})
			}
			order = append(order, "main")
		})
		if want := []string{"main", "second", "first", "other"}; !slices.Equal(order, want) {
			t.Errorf("under %v: %q, want %q", d, order, want)
		}
	}
}

func TestAMainThreadThatFailsCallsNothingAtItsEnd(t *testing.T) {
	called := false
	_, err := sim.Run(sim.Config{}, func(th *sched.Thread) {
		th.Process().AtExit(th, func(*sched.Thread) { called = true })
		th.Fail("no more")
	})
	if err == nil || called {
		t.Errorf("called: %v, error %v", called, err)
	}
}

func TestNothingIsRegisteredAfterShutdown(t *testing.T) {
	_, err := sim.Run(sim.Config{}, func(th *sched.Thread) {
		th.Process().AtExit(th, func(th *sched.Thread) { th.Process().AtExit(th, func(*sched.Thread) {}) })
	})
	var misuse *sched.MisuseError
	if !errors.As(err, &misuse) || misuse.Msg != "can't register atexit after shutdown" {
		t.Errorf("error %v", err)
	}
}
