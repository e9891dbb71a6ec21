package threading_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

func TestLockKeepsUpdatesFromBeingLost(t *testing.T) {
	everywhere(t, func(th *sched.Thread) {
		x, lock := sched.NewVar(th, "x", 0), threading.NewLock(th, "lock")
		var all []*sched.Thread
		for range 4 {
			all = append(all, th.Spawn("", func(th *sched.Thread) {
				for range 100 {
					lock.With(th, func() { x.Set(th, x.Get(th)+1) })
					th.Run(50)
				}
			}))
		}
		for _, other := range all {
			th.Join(other)
		}
		if got := x.Get(th); got != 400 {
			t.Errorf("x is %d, want 400", got)
		}
	})
}

func TestWhoHasWaitedLongestIsWoken(t *testing.T) {
	everywhere(t, func(th *sched.Thread) {
		lock := threading.NewLock(th, "lock")
		var order []int
		lock.Acquire(th)
		var all []*sched.Thread
		for i := range 5 {
			all = append(all, th.Spawn("", func(th *sched.Thread) {
				lock.Acquire(th)
				order = append(order, i)
				lock.Release(th)
			}))
			th.Sleep(time.Millisecond) // now it waits
		}
		lock.Release(th)
		for _, other := range all {
			th.Join(other)
		}
		if !slices.IsSorted(order) || len(order) != 5 {
			t.Errorf("they got it in the order %v", order)
		}
	})
}

func TestReleaseDoesNotHandOff(t *testing.T) {
	_, err := sim.Run(sim.Config{Cores: 1}, func(th *sched.Thread) {
		lock := threading.NewLock(th, "lock")
		lock.Acquire(th)
		other := th.Spawn("", func(th *sched.Thread) { lock.With(th, func() {}) })
		th.Sleep(time.Millisecond)
		lock.Release(th)
		if !lock.TryAcquire(th) {
			t.Error("the lock went to the waiter, although the releaser was faster")
		}
		lock.Release(th)
		th.Join(other)
	})
	if err != nil {
		t.Error(err)
	}
}

func TestTryAcquireDoesNotWait(t *testing.T) {
	everywhere(t, func(th *sched.Thread) {
		lock := threading.NewLock(th, "lock")
		if lock.Locked(th) || !lock.TryAcquire(th) || !lock.Locked(th) || lock.TryAcquire(th) {
			t.Error("a free lock cannot be had, or a taken one can")
		}
		lock.Release(th)
	})
}

func TestWithReleasesWhenTheFunctionPanics(t *testing.T) {
	everywhere(t, func(th *sched.Thread) {
		lock := threading.NewLock(th, "lock")
		func() {
			defer func() { recover() }()
			lock.With(th, func() { panic("no money") })
		}()
		if lock.Locked(th) {
			t.Error("the lock is still taken")
		}
	})
}

func TestReleaseOfALockThatIsNotHeldIsPythonsError(t *testing.T) {
	_, err := sim.Run(sim.Config{}, func(th *sched.Thread) {
		threading.NewLock(th, "lock").Release(th)
	})
	var misuse *sched.MisuseError
	if !errors.As(err, &misuse) || misuse.Msg != "release unlocked lock" {
		t.Errorf("error %v, want release unlocked lock", err)
	}
}

// In Python a Lock has no owner.
func TestAnotherThreadMayReleaseTheLock(t *testing.T) {
	everywhere(t, func(th *sched.Thread) {
		lock := threading.NewLock(th, "lock")
		lock.Acquire(th)
		th.Join(th.Spawn("", func(th *sched.Thread) { lock.Release(th) }))
		if lock.Locked(th) {
			t.Error("the lock is still taken")
		}
	})
}

// T11: acquire(timeout) and acquire(False) on a lock that is taken.
func TestAnAcquireWithATimeoutEndsInTime(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		lock := threading.NewLock(th, "lock")
		if !lock.AcquireTimeout(th, 0) || lock.AcquireTimeout(th, 0) || lock.TryAcquire(th) {
			t.Error("a free lock cannot be had, or a taken one can")
		}
		began := th.Now()
		if lock.AcquireTimeout(th, 10*time.Millisecond) || th.Now()-began < 10*time.Millisecond {
			t.Errorf("the lock was got, or given up after %v", th.Now()-began)
		}
		other := th.Spawn("", func(th *sched.Thread) {
			if !lock.AcquireTimeout(th, sched.Forever) || !lock.Locked(th) {
				t.Error("the lock was not got")
			}
			lock.Release(th)
		})
		th.Sleep(2 * time.Millisecond)
		lock.Release(th)
		if !lock.AcquireTimeout(th, 10*time.Second) {
			t.Error("the lock was not got within 10 s")
		}
		lock.Release(th)
		th.Join(other)
	})
}

// Who gives up leaves nothing behind: the next one in the queue is woken in his place.
func TestAWaiterThatGivesUpIsNotWoken(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		lock := threading.NewLock(th, "lock")
		lock.Acquire(th)
		impatient := th.Spawn("", func(th *sched.Thread) {
			if lock.AcquireTimeout(th, 10*time.Millisecond) {
				t.Error("it got the lock")
			}
		})
		th.Sleep(2 * time.Millisecond)
		patient := th.Spawn("", lock.Acquire)
		th.Join(impatient)
		lock.Release(th)
		th.Join(patient)
	})
}

// T11
func TestTimeoutsThatPythonRefuses(t *testing.T) {
	for d, text := range map[time.Duration]string{
		-time.Second:             "timeout value must be a non-negative number",
		-2:                       "timeout value must be a non-negative number",
		threading.TimeoutMax + 1: "timeout value is too large",
	} {
		failsWith(t, text, func(th *sched.Thread) { threading.NewLock(th, "lock").AcquireTimeout(th, d) })
	}
}

func ExampleLock() {
	_, err := sim.Run(sim.Config{GIL: gil.Config{Discipline: gil.On}}, func(t *sched.Thread) {
		plate, chopsticks := threading.NewLock(t, "plate"), threading.NewLock(t, "chopsticks")
		eat := func(first, second *threading.Lock) func(*sched.Thread) {
			return func(t *sched.Thread) {
				first.Acquire(t)
				t.Sleep(time.Millisecond)
				second.Acquire(t)
			}
		}
		t.Spawn("A", eat(plate, chopsticks))
		t.Spawn("B", eat(chopsticks, plate))
	})
	fmt.Println(err)
	// Output:
	// deadlock: 2 threads wait for each other in a circle
	//   A waits for lock "chopsticks", held by B (lock_test.go:187)
	//   B waits for lock "plate", held by A (lock_test.go:187)
}
