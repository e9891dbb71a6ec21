// This file tests the pool.

package futures_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

// name is a task that returns its thread's name.
func name(t *sched.Thread) (string, error) { return t.Name(), nil }

// sleeps returns a task that sleeps for so many milliseconds, and returns them.
func sleeps(milliseconds int) func(t *sched.Thread) (int, error) {
	return func(t *sched.Thread) (int, error) { return sleep(t, milliseconds) }
}

// sleep is such a task.
func sleep(t *sched.Thread, milliseconds int) (int, error) {
	t.Sleep(time.Duration(milliseconds) * time.Millisecond)
	return milliseconds, nil
}

// T22: a pool with a prefix does not count.
func TestWorkersAreNamedAfterTheirPool(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		for _, p := range []struct{ prefix, want string }{
			{"", "ThreadPoolExecutor-0_0"}, {"", "ThreadPoolExecutor-1_0"}, {"px", "px_0"}, {"", "ThreadPoolExecutor-2_0"},
		} {
			pool := futures.NewThreadPool(th, 2, p.prefix)
			got, err := futures.Submit(th, pool, name).Result(th)
			must(th, got == p.want && err == nil, "%s, %v; want %s", got, err, p.want)
		}
	})
}

// T22.
func TestAWorkerIsStartedOnlyIfNoneIsIdle(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 3, "")
		pool.With(th, func() {
			gate := threading.NewEvent(th, "gate")
			var fs []*futures.Future[string]
			for range 3 {
				fs = append(fs, futures.Submit(th, pool, func(t *sched.Thread) (string, error) {
					gate.Wait(t)
					return t.Name(), nil
				}))
			}
			gate.Set(th)
			for i, f := range fs {
				got, _ := f.Result(th)
				must(th, strings.HasPrefix(got, "ThreadPoolExecutor-0_"), "task %d is done by %s", i, got)
			}
			th.Sleep(20 * time.Millisecond)
			futures.Submit(th, pool, name).Result(th)
		})
		must(th, len(workersOf(th)) == 3, "workers %q", workersOf(th))
	})
}

// workersOf returns the names of the threads but the main one.
func workersOf(t *sched.Thread) (names []string) {
	for id := int32(2); t.Process().Thread(id) != nil; id++ {
		names = append(names, t.Process().Thread(id).Name())
	}
	return names
}

// One task at a time, each when the one before has ended, needs one worker.
func TestAnIdleWorkerIsUsedAgain(t *testing.T) {
	_, err := simulated(t, exactly(2), func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 3, "")
		for range 5 {
			futures.Submit(th, pool, name).Result(th)
			th.Sleep(time.Millisecond)
		}
		must(th, len(workersOf(th)) == 1, "workers %q", workersOf(th))
	})
	if err != nil {
		t.Error(err)
	}
}

// T26.
func TestOneWorkerDoesItsTasksInTheirOrder(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		var log []int
		pool := futures.NewThreadPool(th, 1, "")
		bad := futures.Submit(th, pool, func(*sched.Thread) (int, error) { return 0, errValue })
		for i := range 5 {
			futures.Submit(th, pool, func(*sched.Thread) (int, error) { log = append(log, i); return i, nil })
		}
		pool.Shutdown(th, true)
		exception, err := bad.Exception(th)
		must(th, exception == errValue && err == nil, "exception %v, %v", exception, err)
		must(th, slices.Equal(log, []int{0, 1, 2, 3, 4}), "order %v", log)
	})
}

// T25.
func TestAfterTheShutdownNothingCanBeSubmitted(t *testing.T) {
	failsWith(t, "cannot schedule new futures after shutdown", func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 1, "")
		pool.Shutdown(th, true)
		pool.Shutdown(th, true)
		futures.Submit(th, pool, name)
	})
}

// T25.
func TestAPoolWithoutWorkersIsPythonsError(t *testing.T) {
	failsWith(t, "max_workers must be greater than 0", func(th *sched.Thread) { futures.NewThreadPool(th, 0, "") })
}

// waitFor returns a task that waits for an event.
func waitFor(gate *threading.Event) func(t *sched.Thread) (int, error) {
	return func(t *sched.Thread) (int, error) { gate.Wait(t); return 2, nil }
}

// T25: shutdown(cancel_futures=True).
func TestAShutdownCanCancelWhatHasNotBegun(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 1, "")
		begun, gate := threading.NewEvent(th, "begun"), threading.NewEvent(th, "gate")
		a := futures.Submit(th, pool, func(t *sched.Thread) (int, error) { begun.Set(t); return waitFor(gate)(t) })
		b := futures.Submit(th, pool, sleeps(1))
		begun.Wait(th)
		pool.ShutdownCancel(th, false)
		must(th, b.Cancelled(th) && !a.Done(th), "cancelled: %v, %v", b.Cancelled(th), a.Cancelled(th))
		gate.Set(th)
		pool.ShutdownCancel(th, true)
		got, err := a.Result(th)
		must(th, got == 2 && err == nil, "%d, %v", got, err)
	})
}

func TestAShutdownThatDoesNotWaitLetsTheTasksEnd(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		pool, gate := futures.NewThreadPool(th, 2, ""), threading.NewEvent(th, "gate")
		f := futures.Submit(th, pool, waitFor(gate))
		pool.Shutdown(th, false)
		gate.Set(th)
		got, err := f.Result(th)
		must(th, got == 2 && err == nil, "%d, %v", got, err)
	})
}

// What was submitted is done, and the main thread waits for it, although nobody shuts the pool down.
func TestTheMainThreadJoinsTheWorkersAtItsEnd(t *testing.T) {
	done := 0
	onBoth(t, func(th *sched.Thread) {
		done = 0
		pool := futures.NewThreadPool(th, 1, "")
		for range 3 {
			futures.Submit(th, pool, func(*sched.Thread) (int, error) { done++; return done, nil })
		}
	})
	if done != 3 {
		t.Errorf("%d tasks were done, want 3", done)
	}
}

// TestS1NothingCanBeSubmittedWhenTheMainThreadHasEnded: of a pool that has had a worker CPython says that the pool itself is shut
// down, as that worker has marked it when it saw the end.
func TestS1NothingCanBeSubmittedWhenTheMainThreadHasEnded(t *testing.T) {
	late := func(th *sched.Thread, pool *futures.Executor) {
		th.Spawn("late", func(t *sched.Thread) {
			t.Sleep(20 * time.Millisecond)
			futures.Submit(t, pool, sleeps(0))
		})
	}
	failsWith(t, "cannot schedule new futures after shutdown", func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 1, "")
		futures.Submit(th, pool, sleeps(1)).Result(th)
		late(th, pool)
	})
	failsWith(t, "cannot schedule new futures after interpreter shutdown", func(th *sched.Thread) {
		late(th, futures.NewThreadPool(th, 1, ""))
	})
}

// TestS1UpTo38ALateTaskIsDone: workers are daemon threads, which atexit ends.
func TestS1UpTo38ALateTaskIsDone(t *testing.T) {
	era, err := gil.CPython("3.8")
	if err != nil {
		t.Fatal(err)
	}
	done := 0
	program := func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 1, "")
		futures.Submit(th, pool, sleeps(1)).Result(th)
		th.Spawn("late", func(t *sched.Thread) {
			t.Sleep(20 * time.Millisecond)
			futures.Submit(t, pool, func(t *sched.Thread) (int, error) { done++; return sleep(t, 1) })
		})
	}
	_, simulated := sim.Run(sim.Config{GIL: era.Lock, Library: era.Library}, program)
	_, really := native.Run(context.Background(), native.Config{GIL: era.Lock, Library: era.Library, Timeout: time.Minute}, program)
	if simulated != nil || really != nil || done != 2 {
		t.Errorf("done %d times; %v; %v", done, simulated, really)
	}
}

// The documentation of concurrent.futures warns of that: the only worker waits for a task that nobody else can do.
func TestATaskThatWaitsForItsOwnPoolIsADeadlock(t *testing.T) {
	main := func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 1, "")
		futures.Submit(th, pool, func(t *sched.Thread) (int, error) {
			return futures.Submit(t, pool, sleeps(0)).Result(t) // waits here
		}).Result(th)
	}
	_, err := simulated(t, sim.Config{}, main)
	for _, err := range []error{err, really(t, gil.Config{Discipline: gil.On}, main)} {
		text := fmt.Sprint(err)
		if !strings.HasPrefix(text, "deadlock: 2 threads wait, and nobody can wake them\n  MainThread waits for condition \"Future-1\" (executor_test.go:") ||
			!strings.Contains(text, "\n  ThreadPoolExecutor-0_0 waits for condition \"Future-2\" (executor_test.go:") {
			t.Errorf("error %v", err)
		}
	}
}

// TestS13WhatATaskRaisesIsItsException: the worker goes on.
func TestS13WhatATaskRaisesIsItsException(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 1, "")
		lock := threading.NewLock(th, "lock")
		f := futures.Submit(th, pool, func(t *sched.Thread) (int, error) { lock.Release(t); return 0, nil })
		var m *sched.MisuseError
		_, err := f.Result(th)
		must(th, errors.As(err, &m) && m.Msg == "release unlocked lock", "error %v", err)
		f.AddDoneCallback(th, func(*sched.Thread, *futures.Future[int]) error { panic("of a callback") })
		got, err := futures.Submit(th, pool, sleeps(1)).Result(th)
		must(th, got == 1 && err == nil, "%d, %v", got, err)
	})
}

// As the with statement does when its body raises.
func TestWithLetsTheTasksEndWhenItsBodyFails(t *testing.T) {
	done := 0
	failsWith(t, "the body fails", func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 1, "")
		pool.With(th, func() {
			futures.Submit(th, pool, func(t *sched.Thread) (int, error) { t.Sleep(time.Millisecond); done++; return 0, nil })
			th.Fail("the body fails")
		})
	})
	if done != 2 {
		t.Errorf("the task was done %d times, want once on each machine", done)
	}
}

// A worker that a daemon thread starts is a daemon thread: the end of the run does not wait for it, but the main thread
// joins it at its end.
func TestWorkersOfADaemonThreadAreJoinedToo(t *testing.T) {
	done := false
	onBoth(t, func(th *sched.Thread) {
		done = false
		submitted := threading.NewEvent(th, "submitted")
		th.SpawnDaemon("", func(t *sched.Thread) {
			pool := futures.NewThreadPool(t, 1, "")
			futures.Submit(t, pool, func(t *sched.Thread) (bool, error) {
				t.Sleep(2 * time.Millisecond)
				done = t.Daemon()
				return done, nil
			})
			submitted.Set(t)
		})
		submitted.Wait(th)
	})
	if !done {
		t.Error("the task was cut off")
	}
}
