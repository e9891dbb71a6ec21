package threading_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// A lock of CPython's is a semaphore, and glibc's sem_post makes its system call as long as anybody has called sem_wait and not got the
// semaphore: so each release costs that until the thread that the first one has woken has tried, and none after that.
func TestAReleaseMakesItsSystemCallWhileWhoWasWokenIsOnItsWay(t *testing.T) {
	c, err := sim.Profile("vm")
	if err != nil {
		t.Fatal(err)
	}
	c.Cores, c.Seed, c.Jitter, c.SpeedJitter = 2, 1, -1, -1
	c.GIL = gil.Config{Discipline: gil.Interval}
	const rounds = 5
	var before, onItsWay, after time.Duration
	if _, err := sim.Run(c, func(th *sched.Thread) {
		lock := threading.NewLock(th, "lock")
		turns := func() time.Duration {
			begin := th.Engine().Now()
			for range rounds {
				lock.Acquire(th)
				lock.Release(th)
			}
			th.Run(1) // pays for the last release
			return time.Duration(th.Engine().Now() - begin)
		}
		turns()
		before = turns()
		lock.Acquire(th)
		other := th.Spawn("other", func(th *sched.Thread) { lock.Acquire(th); lock.Release(th) })
		th.Sleep(time.Millisecond)
		lock.Release(th)
		th.Run(1)
		onItsWay = turns()
		th.Join(other)
		turns() // the interpreter lock has moved to the other core and back
		after = turns()
	}); err != nil {
		t.Fatal(err)
	}
	if want := before + rounds*c.WakeEmpty; onItsWay != want {
		t.Errorf("%d turns take %v while a thread is on its way, want %v", rounds, onItsWay, want)
	}
	if after != before {
		t.Errorf("%d turns take %v after all, and %v at first", rounds, after, before)
	}
}
