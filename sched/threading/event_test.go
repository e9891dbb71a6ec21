// This file tests the event.

package threading_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// T14
func TestAnEventIsWaitedForUntilItIsSet(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		e := threading.NewEvent(th, "e")
		if e.WaitTimeout(th, time.Millisecond) || e.IsSet(th) {
			t.Error("it is set at first")
		}
		if e.Set(th); !e.WaitTimeout(th, 0) || !e.IsSet(th) {
			t.Error("it is not set")
		}
		e.Wait(th)
		if e.Clear(th); e.IsSet(th) || e.WaitTimeout(th, 0) {
			t.Error("it is not cleared")
		}
	})
}

// Who waits when the event is set was told so, even if it is cleared before he runs.
func TestASetWakesAllWhoWait(t *testing.T) {
	everywhere(t, func(th *sched.Thread) {
		e := threading.NewEvent(th, "e")
		var all []*sched.Thread
		for i := range 4 {
			all = append(all, th.Spawn("", func(th *sched.Thread) {
				if i == 0 {
					e.Wait(th)
				} else if !e.WaitTimeout(th, 10*time.Second) {
					t.Errorf("waiter %d was not told", i)
				}
			}))
		}
		th.Sleep(time.Millisecond)
		e.Set(th)
		e.Clear(th)
		join(th, all)
	})
}

// Clients wait for a server that boots: one set lets all of them go on.
func TestOneSetLetsAllGoOn(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		e, booted := threading.NewEvent(th, "e"), false
		th.Spawn("", func(th *sched.Thread) {
			th.Sleep(2 * time.Millisecond)
			booted = true
			e.Set(th)
		})
		crew(th, 4, func(th *sched.Thread, i int) {
			if e.Wait(th); !booted {
				t.Errorf("client %d goes on too early", i)
			}
		})
	})
}
