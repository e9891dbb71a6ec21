package sched_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
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
				th.Process().AtThreadingExit(th, func(at *sched.Thread) {
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

// TestAMainThreadThatFailsCallsAtItsEndWhatWasRegistered: as in CPython, where an exception in the main thread is told, and
// Py_FinalizeEx comes all the same. One in what it calls ends that alone.
func TestAMainThreadThatFailsCallsAtItsEndWhatWasRegistered(t *testing.T) {
	for name, run := range machines {
		var order []string
		var mutex sync.Mutex // the other thread ends before the last calls, but nothing of Go's says so
		note := func(name string) func(*sched.Thread) {
			return func(*sched.Thread) {
				mutex.Lock()
				defer mutex.Unlock()
				order = append(order, name)
			}
		}
		err := run(io.Discard, false, func(th *sched.Thread) {
			p := th.Process()
			atThreading := sched.NewVar(th, "at threading", 0)
			p.AtThreadingExit(th, func(th *sched.Thread) {
				note("threading")(th)
				atThreading.Set(th, 1)
			})
			p.AtExit(th, note("atexit 1"))
			p.AtExit(th, func(th *sched.Thread) { th.Fail("neither here") })
			p.AtExit(th, note("atexit 2"))
			th.Spawn("", func(th *sched.Thread) {
				for range 1000 { // that call comes while it lives
					if th.Sleep(time.Millisecond); atThreading.Get(th) == 1 {
						break
					}
				}
				note("other")(th)
			})
			th.Fail("no more")
		})
		if want := []string{"threading", "other", "atexit 2", "atexit 1"}; !slices.Equal(order, want) {
			t.Errorf("%s: %q, want %q", name, order, want)
		}
		if err == nil || !strings.Contains(err.Error(), "no more") || !strings.Contains(err.Error(), "neither here") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestNothingIsRegisteredAfterShutdown(t *testing.T) {
	_, err := sim.Run(sim.Config{}, func(th *sched.Thread) {
		th.Process().AtThreadingExit(th, func(th *sched.Thread) { th.Process().AtThreadingExit(th, func(*sched.Thread) {}) })
	})
	var misuse *sched.MisuseError
	if !errors.As(err, &misuse) || misuse.Msg != "can't register atexit after shutdown" {
		t.Errorf("error %v", err)
	}
}

func TestAtexitComesWhenAllThreadsHaveEndedThatAreNoDaemons(t *testing.T) {
	for _, d := range gil.Disciplines() {
		var order []string
		note := func(name string) func(*sched.Thread) {
			return func(*sched.Thread) { order = append(order, name) }
		}
		machinetest.Record(t, machinetest.Locked(d), func(th *sched.Thread) {
			p := th.Process()
			p.AtExit(th, note("atexit 1"))
			p.AtExit(th, func(at *sched.Thread) {
				order = append(order, "atexit 2")
				p.AtExit(at, note("registered meanwhile"))
			})
			p.AtThreadingExit(th, note("threading"))
			th.SpawnDaemon("", func(th *sched.Thread) { th.Sleep(time.Second) })
			th.Spawn("", func(th *sched.Thread) {
				th.Sleep(10 * time.Millisecond)
				th.Spawn("", func(th *sched.Thread) {
					th.Sleep(10 * time.Millisecond)
					order = append(order, "a thread's thread")
				})
				order = append(order, "a thread")
			})
			order = append(order, "main")
		})
		want := []string{"main", "threading", "a thread", "a thread's thread", "atexit 2", "registered meanwhile", "atexit 1"}
		if !slices.Equal(order, want) {
			t.Errorf("under %v: %q, want %q", d, order, want)
		}
	}
}

// CPython 2.7 to 3.13 hang here.
func TestAThreadThatWaitsForWhatAtexitDoesWaitsForEver(t *testing.T) {
	_, err := sim.Run(sim.Config{}, func(th *sched.Thread) {
		stop := threading.NewEvent(th, "stop")
		th.Process().AtExit(th, stop.Set)
		th.Spawn("", func(th *sched.Thread) { stop.Wait(th) })
	})
	var deadlock *sched.DeadlockError
	if !errors.As(err, &deadlock) {
		t.Errorf("the run ends with %v, want a deadlock", err)
	}
}
