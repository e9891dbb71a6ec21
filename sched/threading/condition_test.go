// This file tests the condition.

package threading_test

import (
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// T13: notify wakes in the order of the waits, as many as it says.
func TestNotifyWakesWhoHasWaitedLongest(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		c := threading.NewCondition(th, "c")
		waiting, woke := 0, []int(nil)
		come := func(th *sched.Thread) (n int) {
			c.With(th, func() { n = waiting })
			return n
		}
		all := queued(th, 5, come, func(th *sched.Thread, i int) {
			c.With(th, func() {
				waiting++
				c.Wait(th)
				woke = append(woke, i)
			})
		})
		for _, n := range []int{1, 0, 2, 1} {
			want := len(woke) + n
			c.With(th, func() { c.Notify(th, n) })
			until(th, func() (done bool) {
				c.With(th, func() { done = len(woke) == want })
				return done
			})
			slices.Sort(woke[want-n:]) // who are woken together may come in any order
		}
		if !slices.Equal(woke, []int{0, 1, 2, 3}) {
			t.Errorf("%v woke, want four", woke)
		}
		c.With(th, func() { c.NotifyAll(th) })
		join(th, all)
	})
}

// T13: c.wait(.01), c.wait_for(lambda: 'v'), c.wait_for(lambda: 0, .01)
func TestWaitsTellWhetherTheyWereNotified(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		c := threading.NewCondition(th, "c")
		c.With(th, func() {
			asked := 0
			no := func() bool { asked++; return false }
			yes := func() bool { return true }
			if c.WaitTimeout(th, time.Millisecond) || c.WaitTimeout(th, 0) || c.WaitTimeout(th, -5) {
				t.Error("a wait was notified")
			}
			c.WaitFor(th, yes)
			if !c.WaitForTimeout(th, yes, 0) || c.WaitForTimeout(th, no, time.Millisecond) {
				t.Error("a wait for a predicate does not return what that was last")
			}
			if asked != 2 {
				t.Errorf("the predicate was asked %d times, want at once and when the time was over", asked)
			}
		})
	})
}

// T13
func TestWaitAndNotifyWithoutTheLockArePythonsErrors(t *testing.T) {
	for _, reentrant := range []bool{true, false} {
		condition := func(th *sched.Thread) *threading.Condition {
			if reentrant {
				return threading.NewCondition(th, "c")
			}
			return threading.NewConditionOn(th, threading.NewLock(th, "lock"), "c")
		}
		failsWith(t, "cannot wait on un-acquired lock", func(th *sched.Thread) { condition(th).Wait(th) })
		failsWith(t, "cannot notify on un-acquired lock", func(th *sched.Thread) { condition(th).Notify(th, 1) })
		failsWith(t, "cannot notify on un-acquired lock", func(th *sched.Thread) { condition(th).NotifyAll(th) })
	}
	failsWith(t, "timeout value is too large", func(th *sched.Thread) {
		c := threading.NewCondition(th, "c")
		c.Acquire(th)
		c.WaitTimeout(th, threading.TimeoutMax+1)
	})
}

func TestWaitGivesAnRLockBackHoweverOftenItWasAcquired(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		lock := threading.NewRLock(th, "lock")
		c := threading.NewConditionOn(th, lock, "c")
		waiting := false
		waiter := th.Spawn("", func(th *sched.Thread) {
			c.With(th, func() {
				lock.With(th, func() {
					waiting = true
					c.Wait(th)
					lock.Release(th)
					th.Join(th.Spawn("", func(th *sched.Thread) {
						if lock.TryAcquire(th) {
							t.Error("the lock was acquired twice, and one release made it free")
						}
					}))
					lock.Acquire(th)
				})
			})
		})
		until(th, func() (waits bool) {
			c.With(th, func() { waits = waiting })
			return waits
		})
		c.With(th, func() { c.Notify(th, 1) })
		th.Join(waiter)
	})
}

// A notify that comes when the time of the only waiter is over, but before he has the lock again, is lost in Python.
func TestNotifyCanBeLostOnAWaiterThatGivesUp(t *testing.T) {
	everywhere(t, func(th *sched.Thread) {
		c := threading.NewCondition(th, "c")
		impatient := th.Spawn("", func(th *sched.Thread) {
			c.With(th, func() {
				if c.WaitTimeout(th, 5*time.Millisecond) {
					t.Error("it was notified in time")
				}
			})
		})
		th.Sleep(time.Millisecond)
		c.With(th, func() {
			th.Sleep(10 * time.Millisecond) // now he waits for the lock
			c.Notify(th, 1)
		})
		th.Join(impatient)
	})
}

// However often threads wait, the trace's table of objects does not grow.
func TestWaitsDefineNoObjects(t *testing.T) {
	var before, after int
	_, err := sim.Run(sim.Config{}, func(th *sched.Thread) {
		c := threading.NewCondition(th, "c")
		before = th.Process().Names.Objects()
		for range 100 {
			c.With(th, func() { c.WaitTimeout(th, 0) })
		}
		after = th.Process().Names.Objects()
	})
	if err != nil || after != before {
		t.Errorf("%d objects have become %d, error %v", before, after, err)
	}
}
