// This file tests that what a hub does over and over allocates nothing.

package gevent_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// TestTurnsAllocateNothing holds that turns of the hub, sleeps, and waits in place of the thread need no memory, once there have been
// some.
func TestTurnsAllocateNothing(t *testing.T) {
	cfg := exactly()
	cfg.Recorder = discard{}
	_, err := sim.Run(cfg, func(t *sched.Thread) {
		gevent.Patch(t)
		semaphore, lock := gevent.NewSemaphore(t, 1), threading.NewLock(t, "lock")
		spawn(t, func(t *sched.Thread) {
			for {
				gevent.Sleep(t, time.Microsecond)
				semaphore.Acquire(t)
				gevent.Sleep(t, 0)
				_, _ = semaphore.Release(t)
				lock.Acquire(t)
				t.Yield()
				lock.Release(t)
			}
		})
		for _, step := range []struct {
			name string
			step func()
		}{
			{"a turn", func() { gevent.Sleep(t, 0) }},
			{"a sleep", func() { gevent.Sleep(t, time.Microsecond) }},
			{"a semaphore", func() { semaphore.Acquire(t); gevent.Sleep(t, 0); _, _ = semaphore.Release(t) }},
			{"a lock of threads", func() { lock.Acquire(t); t.Yield(); lock.Release(t) }},
		} {
			for range 100 {
				step.step()
			}
			if n := testing.AllocsPerRun(1000, step.step); n != 0 {
				t.Fail("%s: %v allocations", step.name, n)
			}
		}
	})
	if err != nil {
		t.Error(err)
	}
}
