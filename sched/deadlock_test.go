// This file holds the reports of deadlocks: who waits for what, who holds it, at which line, and the circle.

package sched_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// deadlock runs a program that must deadlock, and returns the report.
func deadlock(t *testing.T, c sim.Config, main func(t *sched.Thread)) *sched.DeadlockError {
	t.Helper()
	err := fail(t, c, trace.Halt, main)
	var dead *sched.DeadlockError
	if !errors.As(err, &dead) {
		t.Fatalf("error %v, want a *sched.DeadlockError", err)
	}
	return dead
}

// says fails unless a report is these lines. A %s in them stands for a line of this file.
func says(t *testing.T, dead *sched.DeadlockError, places []string, lines ...string) {
	t.Helper()
	want := strings.Join(lines, "\n")
	for _, place := range places {
		want = strings.Replace(want, "%s", place, 1)
	}
	if got := dead.Error(); got != want {
		t.Errorf("the report is\n%s\nwant\n%s", got, want)
	}
}

// line returns the line of its caller, plus so many.
func line(plus int) string {
	_, _, n, _ := runtime.Caller(1)
	return fmt.Sprintf("deadlock_test.go:%d", n+plus)
}

func TestLockTakenTwiceIsADeadlock(t *testing.T) {
	underEachLock(t, func(t *testing.T, c sim.Config) {
		place := ""
		dead := deadlock(t, c, func(t *sched.Thread) {
			lock := threading.NewLock(t, "lock")
			lock.Acquire(t)
			place = line(1)
			lock.Acquire(t)
		})
		says(t, dead, []string{place},
			"deadlock: 1 thread waits for itself",
			`  MainThread waits for lock "lock", which it holds itself (%s)`)
	})
}

// dinner lets two threads take two locks in opposite order, and returns the lines where they wait.
func dinner(plate, chopsticks *threading.Lock, first, second *string) (a, b func(t *sched.Thread)) {
	a = func(t *sched.Thread) {
		plate.Acquire(t)
		t.Sleep(time.Millisecond)
		*first = line(1)
		chopsticks.Acquire(t)
	}
	b = func(t *sched.Thread) {
		chopsticks.Acquire(t)
		t.Sleep(time.Millisecond)
		*second = line(1)
		plate.Acquire(t)
	}
	return a, b
}

func TestTwoLocksInOppositeOrderAreADeadlock(t *testing.T) {
	underEachLock(t, func(t *testing.T, c sim.Config) {
		var first, second string
		dead := deadlock(t, c, func(t *sched.Thread) {
			plate, chopsticks := threading.NewLock(t, "plate"), threading.NewLock(t, "chopsticks")
			a, b := dinner(plate, chopsticks, &first, &second)
			one, two := t.Spawn("", a), t.Spawn("", b)
			t.Join(one)
			t.Join(two)
		})
		says(t, dead, []string{first, second},
			"deadlock: 2 threads wait for each other in a circle",
			`  Thread-1 waits for lock "chopsticks", held by Thread-2 (%s)`,
			`  Thread-2 waits for lock "plate", held by Thread-1 (%s)`,
			"  1 other thread waits too")
		if dead.Total != 3 || len(dead.Waits) != 3 || dead.Waits[0].Holder != "Thread-1" {
			t.Errorf("%d of %d waits: %v, want also that of the main thread for Thread-1", len(dead.Waits), dead.Total, dead.Waits)
		}
	})
}

func TestDeferredReleaseDoesNotHideWhereAThreadWaits(t *testing.T) {
	for name, release := range map[string]func(t *sched.Thread, lock *threading.Lock){
		"the call":   func(t *sched.Thread, lock *threading.Lock) { lock.Release(t) },
		"a function": func(t *sched.Thread, lock *threading.Lock) { func() { lock.Release(t) }() },
		"recovering": func(t *sched.Thread, lock *threading.Lock) { _ = recover() },
	} {
		t.Run(name, func(t *testing.T) {
			place := ""
			dead := deadlock(t, sim.Config{}, func(t *sched.Thread) {
				lock := threading.NewLock(t, "lock")
				lock.Acquire(t)
				defer release(t, lock)
				place = line(1)
				lock.Acquire(t)
			})
			if len(dead.Cycle) != 1 || dead.Cycle[0].Where != place {
				t.Errorf("it waits at %q, want %s", dead.Cycle[0].Where, place)
			}
		})
	}
}

func TestThreadsThatJoinEachOtherAreADeadlock(t *testing.T) {
	underEachLock(t, func(t *testing.T, c sim.Config) {
		place := ""
		dead := deadlock(t, c, func(t *sched.Thread) {
			main := t
			child := t.Spawn("child", func(t *sched.Thread) { t.Join(main) })
			place = line(1)
			t.Join(child)
		})
		says(t, dead, []string{place, line(-4)},
			"deadlock: 2 threads wait for each other in a circle",
			`  MainThread waits for thread "child", held by child (%s)`,
			`  child waits for thread "MainThread", held by MainThread (%s)`)
	})
}

func TestLockOfAThreadThatHasEndedIsADeadlock(t *testing.T) {
	place := ""
	dead := deadlock(t, sim.Config{}, func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		t.Join(t.Spawn("careless", func(t *sched.Thread) { lock.Acquire(t) }))
		place = line(1)
		lock.Acquire(t)
	})
	says(t, dead, []string{place},
		"deadlock: 1 thread waits, and nobody can wake it",
		`  MainThread waits for lock "lock", held by careless, which has ended (%s)`)
}

func TestInputThatNeverComesIsADeadlock(t *testing.T) {
	underEachLock(t, func(t *testing.T, c sim.Config) {
		place, joins := "", ""
		dead := deadlock(t, c, func(t *sched.Thread) {
			reader := t.Spawn("reader", func(t *sched.Thread) {
				place = line(1)
				t.IO("socket", sched.Forever)
			})
			joins = line(1)
			t.Join(reader)
		})
		if first, _, _ := strings.Cut(dead.Error(), "\n"); !strings.Contains(first, "input that never comes") {
			t.Errorf("the report begins with %q", first)
		}
		if w := dead.Waits[1]; w.String() != fmt.Sprintf(`reader waits for io "socket" (%s)`, place) {
			t.Errorf("the report says %q", w)
		}
		if w := dead.Waits[0]; w.Where != joins {
			t.Errorf("the main thread waits at %q, want %s", w.Where, joins)
		}
	})
}

func TestReportOfADeadlockOfManyIsShort(t *testing.T) {
	dead := deadlock(t, sim.Config{}, func(t *sched.Thread) {
		for range 500 {
			t.Spawn("", func(t *sched.Thread) { t.IO("socket", sched.Forever) })
		}
	})
	lines := strings.Split(dead.Error(), "\n")
	if len(lines) != 102 || lines[101] != "  400 other threads wait too" || dead.Total != 500 {
		t.Errorf("%d lines, the last of which is %q", len(lines), lines[len(lines)-1])
	}
}

func TestRunnerThatWaitsForEverIsADeadlock(t *testing.T) {
	dead := deadlock(t, sim.Config{}, func(t *sched.Thread) {
		t.SpawnRunner("data", &waitingFor{t.Process().Names.AddObject("bell", "door")})
	})
	says(t, dead, nil,
		"deadlock: 1 thread waits, and nobody can wake it",
		`  data waits for bell "door"`)
}

// waitingFor is a runner that waits for an object for ever.
type waitingFor struct{ object int32 }

func (w *waitingFor) Resume(*sched.Thread, sched.Wake) sched.Request {
	return sched.Request{Kind: sched.Park, On: w.object, N: int64(sched.Forever)}
}

func TestCircleIsFoundAmongMoreThreadsThanAReportLists(t *testing.T) {
	dead := deadlock(t, machinetest.Exactly(1), func(t *sched.Thread) {
		gate := threading.NewLock(t, "gate")
		gate.Acquire(t) // and never released: the others wait for a thread that waits itself
		for range 150 {
			t.Spawn("", gate.Acquire)
		}
		plate, chopsticks := threading.NewLock(t, "plate"), threading.NewLock(t, "chopsticks")
		a, b := dinner(plate, chopsticks, new(string), new(string))
		t.Spawn("a", a)
		t.Join(t.Spawn("b", b))
	})
	if len(dead.Waits) != 100 || dead.Total != 153 {
		t.Errorf("the report lists %d of %d threads, want 100 of 153", len(dead.Waits), dead.Total)
	}
	if len(dead.Cycle) != 2 || dead.Cycle[0].Thread != "a" || dead.Cycle[1].Thread != "b" || dead.Cycle[1].Where == "" {
		t.Errorf("the circle is %v, want that of a and b, with their lines", dead.Cycle)
	}
	if text := dead.Error(); !strings.HasPrefix(text, "deadlock: 2 threads wait for each other in a circle\n") ||
		!strings.HasSuffix(text, "\n  151 other threads wait too") {
		t.Errorf("the report is\n%s", text)
	}
}

func TestLongCircleIsCutInTheReport(t *testing.T) {
	const n = 5000
	dead := deadlock(t, machinetest.Exactly(1), func(t *sched.Thread) {
		locks := make([]*threading.Lock, n)
		for i := range locks {
			locks[i] = threading.NewLock(t, "lock")
		}
		for i := range locks {
			t.Spawn("", func(t *sched.Thread) {
				locks[i].Acquire(t)
				t.Sleep(time.Second)
				locks[(i+1)%n].Acquire(t)
			})
		}
	})
	lines := strings.Split(dead.Error(), "\n")
	if len(dead.Cycle) != n || len(lines) != 102 || lines[101] != "  4900 other threads wait too" {
		t.Errorf("a circle of %d threads in %d lines, want %d in 102; the last is %q", len(dead.Cycle), len(lines), n, lines[len(lines)-1])
	}
}
