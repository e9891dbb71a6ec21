// This file tests how runs fail.

package native_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

func TestAPanicEndsTheRunAndNamesTheThreadAndTheLine(t *testing.T) {
	for _, lock := range locks {
		unwound := 0
		_, err := run(lock, func(t *sched.Thread) {
			defer func() { unwound++ }()
			t.Join(t.Spawn("clerk", func(t *sched.Thread) {
				t.Run(1000)
				panic("no such account")
			}))
		})
		var failed *sched.ThreadError
		if !errors.As(err, &failed) || failed.Thread != "clerk" || !strings.HasPrefix(failed.Where, "failure_test.go:") {
			t.Errorf("%v: error %v", lock.Discipline, err)
		}
		if unwound != 1 {
			t.Errorf("%v: the deferred call of the thread that waited ran %d times", lock.Discipline, unwound)
		}
	}
}

// TestGoexitEndsTheRun holds that a thread which ends its goroutine, as t.FailNow of package testing does, does not leave the
// others waiting for it, or for the lock.
func TestGoexitEndsTheRun(t *testing.T) {
	for _, lock := range locks {
		unwound := 0
		_, err := run(lock, func(t *sched.Thread) {
			defer func() { unwound++ }()
			t.Join(t.Spawn("gone", func(t *sched.Thread) {
				t.Run(1000)
				runtime.Goexit()
			}))
		})
		var failed *sched.ThreadError
		if !errors.As(err, &failed) || failed.Thread != "gone" || !strings.Contains(err.Error(), "runtime.Goexit") || unwound != 1 {
			t.Errorf("%v: error %v; the thread that waited was unwound %d times", lock.Discipline, err, unwound)
		}
	}
}

func TestMisuseEndsTheRun(t *testing.T) {
	_, err := run(gil.Config{Discipline: gil.On}, func(t *sched.Thread) {
		t.Join(t.Spawn("", func(t *sched.Thread) { threading.NewLock(t, "m").Release(t) }))
	})
	var misuse *sched.MisuseError
	if !errors.As(err, &misuse) || misuse.Msg != "release unlocked lock" {
		t.Errorf("error %v", err)
	}
}

// dinner lets two threads take two locks in opposite order. Each waits until the other has its first one.
func dinner(t *sched.Thread) {
	forks := []*threading.Lock{threading.NewLock(t, "fork"), threading.NewLock(t, "spoon")}
	crew(t, 2, func(t *sched.Thread, i int) {
		forks[i].Acquire(t)
		for !forks[1-i].Locked(t) {
			t.Sleep(100 * time.Microsecond)
		}
		forks[1-i].Acquire(t)
	})
}

func TestADeadlockIsFoundWithItsCycleHoldersAndLines(t *testing.T) {
	for _, lock := range locks {
		_, err := run(lock, dinner)
		var deadlock *sched.DeadlockError
		if !errors.As(err, &deadlock) {
			t.Errorf("%v: error %v", lock.Discipline, err)
			continue
		}
		var got []string
		for _, w := range deadlock.Cycle {
			got = append(got, w.Thread+" "+w.Object+" "+w.Holder)
			if !strings.HasPrefix(w.Where, "failure_test.go:") {
				t.Errorf("%v: %s waits at %q", lock.Discipline, w.Thread, w.Where)
			}
		}
		want := []string{`Thread-1 lock "spoon" Thread-2`, `Thread-2 lock "fork" Thread-1`}
		if !slices.Equal(got, want) || deadlock.Total != 3 {
			t.Errorf("%v: cycle %q of %d, want %q of 3", lock.Discipline, got, deadlock.Total, want)
		}
	}
}

func TestInputThatNeverComesIsADeadlock(t *testing.T) {
	_, err := run(gil.Config{Discipline: gil.On}, func(t *sched.Thread) { t.IO("stdin", sched.Forever) })
	if err == nil || !strings.HasPrefix(err.Error(), "deadlock: 1 thread waits for input that never comes\n  MainThread waits for io \"stdin\" (failure_test.go:") {
		t.Errorf("error %v", err)
	}
}

// endless computes for ever, but asks the machine for each stretch of it.
func endless(t *sched.Thread) {
	for {
		t.Run(1000)
	}
}

func TestARunThatTakesTooLongIsEndedAndSaysWhatItsThreadsAreAt(t *testing.T) {
	for _, lock := range locks {
		cfg := native.Config{GIL: lock, Loop: loop(), Timeout: 50 * time.Millisecond}
		r, err := native.Run(context.Background(), cfg, func(t *sched.Thread) {
			t.Join(t.Spawn("busy", endless))
		})
		var late *native.TimeoutError
		if !errors.As(err, &late) || len(late.Busy) != 1 || late.Busy[0].Thread != "busy" || late.Busy[0].Where == "" || len(late.Waits) != 1 {
			t.Fatalf("%v: error %v", lock.Discipline, err)
		}
		if w := late.Waits[0]; w.Thread != "MainThread" || !strings.HasPrefix(w.Where, "failure_test.go:") {
			t.Errorf("%v: %v", lock.Discipline, w)
		}
		endedSoon(t, lock.Discipline.String(), r, 2)
	}
}

// endedSoon fails the test unless all of so many threads were ended, within a second of the processor time of one: what others
// use of the computer meanwhile does not count.
func endedSoon(t *testing.T, what string, r native.Result, threads int) {
	t.Helper()
	if len(r.Threads) != threads {
		t.Errorf("%s: %d threads were ended, want %d", what, len(r.Threads), threads)
	}
	for _, u := range r.Threads {
		if took := time.Duration(u.Usage.CPU.N); took > time.Second {
			t.Errorf("%s: %s computes for %v before it is ended", what, u.Name, took)
		}
	}
}

// A single long stretch of bytecodes is ended in the middle, too, whatever the lock.
func TestALongStretchCanBeEnded(t *testing.T) {
	for _, lock := range locks {
		cfg := native.Config{GIL: lock, Loop: loop(), Timeout: 20 * time.Millisecond}
		r, err := native.Run(context.Background(), cfg, func(t *sched.Thread) { t.Loop(1e11, 9) })
		var late *native.TimeoutError
		if !errors.As(err, &late) {
			t.Errorf("%v: %v", lock.Discipline, err)
		}
		endedSoon(t, lock.Discipline.String(), r, 1)
	}
}

func TestAContextThatIsDoneInterruptsTheRunAndWhatWasRecordedIsKept(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var buffer trace.Buffer
	names := new(trace.Names)
	cfg := native.Config{GIL: gil.Config{Discipline: gil.On}, Loop: loop(), Recorder: &buffer, Names: names}
	r, err := native.Run(ctx, cfg, func(t *sched.Thread) {
		crew(t, 2, func(t *sched.Thread, i int) {
			t.Sleep(time.Duration(i) * 5 * time.Millisecond)
			if i == 1 {
				cancel()
			}
			endless(t)
		})
	})
	if !errors.Is(err, sched.ErrInterrupted) || len(r.Threads) != 3 {
		t.Errorf("%d threads, error %v", len(r.Threads), err)
	}
	if n := len(buffer.Events); n < 5 || buffer.Events[n-1].Kind != trace.Halt || r.Events != int64(n) {
		t.Errorf("%d events, and %d in the result", n, r.Events)
	}
	real := trace.Header{Config: []trace.Param{{Key: "machine", Value: "real"}}}
	if err := trace.Check(&trace.Trace{Header: real, Names: names, Events: buffer.Events}); err != nil {
		t.Error(err)
	}
}

func TestAContextThatIsDoneBeforeInterruptsTheRun(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := native.Run(ctx, native.Config{Loop: loop()}, func(t *sched.Thread) { endless(t) })
	if !errors.Is(err, sched.ErrInterrupted) {
		t.Errorf("error %v", err)
	}
}

// A program that recovers from being ended, and goes on, is ended again, and again.
func TestAThreadCannotRecoverFromBeingEnded(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	recovered := 0
	cfg := native.Config{Loop: loop(), Timeout: 20 * time.Millisecond}
	_, err := native.Run(context.Background(), cfg, func(t *sched.Thread) {
		for range 3 {
			func() {
				defer func() {
					if recover() != nil {
						recovered++
					}
				}()
				t.Sleep(time.Hour)
			}()
		}
	})
	var late *native.TimeoutError
	if !errors.As(err, &late) || recovered != 3 || !settled(goroutines, 1000) {
		t.Errorf("recovered %d times, %d goroutines, error %v", recovered, runtime.NumGoroutine(), err)
	}
}

// The main thread's end does not end the others: none of them is a daemon.
func TestTheRunLastsUntilAllThreadsHaveEnded(t *testing.T) {
	ended := false
	r, err := run(gil.Config{Discipline: gil.On}, func(t *sched.Thread) {
		t.Spawn("", func(t *sched.Thread) {
			t.Sleep(20 * time.Millisecond)
			ended = true
		})
	})
	if err != nil || !ended || r.Wall < 20*time.Millisecond {
		t.Errorf("after %v, ended: %v, error %v", r.Wall, ended, err)
	}
}

func TestMoreThreadsThanTheMachineRunsAreRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts 2000 OS threads")
	}
	_, err := run(gil.Config{}, func(t *sched.Thread) {
		for range 2001 {
			t.Spawn("", func(t *sched.Thread) { t.Sleep(time.Hour) })
		}
	})
	if err == nil || !strings.Contains(err.Error(), "more than 2000 threads at a time") {
		t.Errorf("error %v", err)
	}
}

func TestARunThatRecordsTooMuchIsEnded(t *testing.T) {
	cfg := native.Config{Loop: loop(), MaxEvents: 10_000, Timeout: time.Minute, Recorder: new(trace.Buffer)}
	r, err := native.Run(context.Background(), cfg, func(t *sched.Thread) {
		crew(t, 2, func(t *sched.Thread, _ int) {
			for {
				t.Now()
			}
		})
	})
	if err == nil || !strings.Contains(err.Error(), "has recorded more than 10000 events") {
		t.Errorf("error %v", err)
	}
	endedSoon(t, "threads that do one bytecode at a time", r, 3)
}

// runs is a thread that is plain data, and calls a function.
type runs func()

// Resume calls it, and ends the thread.
func (r runs) Resume(*sched.Thread, sched.Wake) sched.Request {
	r()
	return sched.Request{}
}

func TestARunInsideARunIsRefused(t *testing.T) {
	var inner []error
	nested := func() {
		_, err := native.Run(context.Background(), native.Config{Loop: loop()}, func(*sched.Thread) {})
		inner = append(inner, err)
	}
	_, err := run(gil.Config{Discipline: gil.On}, func(t *sched.Thread) {
		nested()
		t.Join(t.Spawn("", func(*sched.Thread) { nested() }))
		t.Join(t.SpawnRunner("", runs(nested)))
	})
	if err != nil || len(inner) != 3 {
		t.Fatalf("%d inner runs, error %v", len(inner), err)
	}
	for _, err := range inner {
		if err == nil || err.Error() != "native: a program that runs on the real machine cannot run another one there: the machine is in use" {
			t.Errorf("the inner run ends with %v", err)
		}
	}
}

func TestARunWaitsForAnotherOneAsLongAsItsContextIsNotDone(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	waited := make(chan error, 1)
	_, err := run(gil.Config{}, func(*sched.Thread) {
		go func() {
			_, err := native.Run(ctx, native.Config{Loop: loop()}, func(*sched.Thread) {})
			waited <- err
		}()
		cancel()
		if err := <-waited; !errors.Is(err, sched.ErrInterrupted) {
			t.Errorf("the run that waits ends with %v", err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

func TestARunInsideASimulatedOneIsNotRefused(t *testing.T) {
	_, err := sim.Run(sim.Config{}, func(th *sched.Thread) {
		if _, err := run(gil.Config{}, func(t *sched.Thread) { t.Run(1) }); err != nil {
			t.Error(err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

// R8: a goroutine that the program has started is none of its threads: where it would wait as one the run ends with a sentence.
func TestR8AForeignGoroutineCannotWaitAsAThread(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the number of an OS thread is not known here")
	}
	for name, use := range map[string]func(t *sched.Thread){
		"sleep": func(t *sched.Thread) { t.Sleep(time.Millisecond) },
		"input": func(t *sched.Thread) { t.IO("x", time.Millisecond) },
		"join":  func(t *sched.Thread) { t.Join(t.Spawn("other", func(t *sched.Thread) { t.Sleep(time.Millisecond) })) },
		"lock": func(t *sched.Thread) {
			l := threading.NewLock(t, "l")
			l.Acquire(t)
			l.AcquireTimeout(t, time.Millisecond)
		},
	} {
		for _, lock := range []gil.Discipline{gil.On, gil.Off} {
			_, err := run(gil.Config{Discipline: lock}, func(t *sched.Thread) {
				done := make(chan struct{})
				go func() {
					defer close(done)
					use(t)
				}()
				<-done
			})
			if err == nil || err.Error() != "MainThread is used by a goroutine that is not its own: a thread's methods are for its own code" {
				t.Errorf("%s with gil %v: error %v", name, lock, err)
			}
		}
	}
}
