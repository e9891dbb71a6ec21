// This file holds the reports of deadlocks at the primitives, on both machines.

package threading_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// here returns the line of its caller, plus so many.
func here(plus int) string {
	_, _, n, _ := runtime.Caller(1)
	return fmt.Sprintf("deadlock_test.go:%d", n+plus)
}

// deadlocks fails unless a program ends with this report, under each discipline, on both machines.
func deadlocks(t *testing.T, main func(t *sched.Thread), report ...string) {
	t.Helper()
	want := strings.Join(report, "\n")
	for _, d := range gil.Disciplines() {
		lock := gil.Config{Discipline: d, Interval: 50 * time.Microsecond}
		_, simulated := sim.Run(sim.Config{GIL: lock}, main)
		for machine, err := range map[string]error{"simulated": simulated, "real": really(t, lock, main)} {
			var dead *sched.DeadlockError
			if !errors.As(err, &dead) || err.Error() != want {
				t.Errorf("%v on the %s machine: %v\nwant\n%s", d, machine, err, want)
			}
		}
	}
}

func TestTheSameLockTwiceIsADeadlock(t *testing.T) {
	deadlocks(t, func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		lock.With(t, func() { lock.Acquire(t) })
	},
		"deadlock: 1 thread waits for itself",
		fmt.Sprintf(`  MainThread waits for lock "lock", which it holds itself (%s)`, here(-3)))
}

// dinner lets two threads take two locks in opposite order. Each waits until the other one has its first lock.
func dinner(t *sched.Thread, plate, chopsticks threading.Locker) {
	eat := func(first, second threading.Locker) func(t *sched.Thread) {
		return func(t *sched.Thread) {
			first.Acquire(t)
			until(t, func() bool { return second.Locked(t) })
			second.Acquire(t)
		}
	}
	join(t, []*sched.Thread{t.Spawn("A", eat(plate, chopsticks)), t.Spawn("B", eat(chopsticks, plate))})
}

func TestTwoLocksInOppositeOrderAreADeadlock(t *testing.T) {
	report := []string{
		"deadlock: 2 threads wait for each other in a circle",
		fmt.Sprintf(`  A waits for lock "chopsticks", held by B (%s)`, here(-9)),
		fmt.Sprintf(`  B waits for lock "plate", held by A (%s)`, here(-10)),
		"  1 other thread waits too",
	}
	deadlocks(t, func(t *sched.Thread) {
		dinner(t, threading.NewLock(t, "plate"), threading.NewLock(t, "chopsticks"))
	}, report...)
	deadlocks(t, func(t *sched.Thread) {
		dinner(t, threading.NewRLock(t, "plate"), threading.NewRLock(t, "chopsticks"))
	}, report...)
}

func TestABarrierThatCanNeverFillIsADeadlock(t *testing.T) {
	deadlocks(t, func(t *sched.Thread) {
		b := threading.NewBarrier(t, "start", 3, nil)
		t.Spawn("A", func(t *sched.Thread) { _, _ = b.Wait(t) })
		_, _ = b.Wait(t)
	},
		"deadlock: 2 threads wait, and nobody can wake them",
		fmt.Sprintf(`  MainThread waits for barrier "start" (%s)`, here(-3)),
		fmt.Sprintf(`  A waits for barrier "start" (%s)`, here(-5)))
}

// Who has a semaphore of one is known; of those who have one of two nobody in particular can act.
func TestASemaphoreThatIsNeverReleasedIsADeadlock(t *testing.T) {
	program := func(n int) func(t *sched.Thread) {
		return func(t *sched.Thread) {
			s := threading.NewSemaphore(t, "s", n)
			t.Join(t.Spawn("careless", func(t *sched.Thread) {
				for range n {
					s.Acquire(t)
				}
			}))
			s.Acquire(t)
		}
	}
	place := here(-3)
	const sentence = "deadlock: 1 thread waits, and nobody can wake it"
	deadlocks(t, program(1), sentence, fmt.Sprintf(`  MainThread waits for semaphore "s", held by careless, which has ended (%s)`, place))
	deadlocks(t, program(2), sentence, fmt.Sprintf(`  MainThread waits for semaphore "s" (%s)`, place))
}

func TestTheSameSemaphoreOfOneTwiceIsADeadlock(t *testing.T) {
	deadlocks(t, func(t *sched.Thread) {
		s := threading.NewSemaphore(t, "s", 1)
		s.With(t, func() { s.Acquire(t) })
	},
		"deadlock: 1 thread waits for itself",
		fmt.Sprintf(`  MainThread waits for semaphore "s", which it holds itself (%s)`, here(-3)))
}

func TestAnEventThatIsNeverSetAndANotifyThatNeverComesAreDeadlocks(t *testing.T) {
	deadlocks(t, func(t *sched.Thread) {
		e, c := threading.NewEvent(t, "e"), threading.NewCondition(t, "c")
		t.Spawn("A", e.Wait)
		c.With(t, func() { c.Wait(t) })
	},
		"deadlock: 2 threads wait, and nobody can wake them",
		fmt.Sprintf(`  MainThread waits for condition "c" (%s)`, here(-3)),
		`  A waits for event "e"`)
}

// A daemon thread that waits for ever is no deadlock.
func TestADaemonThreadMayWaitForEver(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		e, b, c := threading.NewEvent(th, "e"), threading.NewBarrier(th, "b", 2, nil), threading.NewCondition(th, "c")
		th.SpawnDaemon("", e.Wait)
		th.SpawnDaemon("", func(th *sched.Thread) { _, _ = b.Wait(th) })
		th.SpawnDaemon("", func(th *sched.Thread) { c.With(th, func() { c.Wait(th) }) })
		th.Sleep(2 * time.Millisecond)
	})
}
