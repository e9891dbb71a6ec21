// This file holds how runs fail: each failure is one clear error, keeps the trace up to there, and leaves nothing behind.

package sched_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// underEachLock runs f once for each discipline of the lock, and no lock.
func underEachLock(t *testing.T, f func(t *testing.T, c sim.Config)) {
	for _, d := range gil.Disciplines() {
		for _, cores := range []int{1, 3} {
			t.Run(fmt.Sprintf("%v on %d cores", d, cores), func(t *testing.T) {
				f(t, sim.Config{Cores: cores, GIL: gil.Config{Discipline: d}})
			})
		}
	}
}

// fail runs a program that must fail fast, and returns its error. Its trace must obey the rules of all traces and end with an
// event of this kind, and no goroutine may be left.
func fail(t *testing.T, c sim.Config, last trace.Kind, main func(t *sched.Thread)) error {
	t.Helper()
	before := runtime.NumGoroutine()
	c.FailFast = true
	tr, err := sim.Record(c, main)
	if err == nil {
		t.Fatal("the run does not fail")
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines are left behind", n-before)
	}
	if err := trace.Check(tr); err != nil {
		t.Fatal(err)
	}
	end := tr.Events[len(tr.Events)-1]
	text, _ := tr.Names.Text(end.Arg)
	text, _, _ = strings.Cut(text, "\n") // the lines of a deadlock's report are known only later
	if end.Kind != last || text == "" || !strings.Contains(err.Error(), text) {
		t.Errorf("the trace ends with %v %q, want %v and what the error says: %v", end.Kind, text, last, err)
	}
	return err
}

// here returns the line of its caller, plus so many.
func here(plus int) string {
	_, _, line, _ := runtime.Caller(1)
	return fmt.Sprintf("failure_test.go:%d", line+plus)
}

// bystanders starts threads that are in the middle of all sorts of things when the run ends: one computes, one sleeps,
// one waits for a lock that another one holds, one has not begun.
func bystanders(t *sched.Thread) {
	lock := threading.NewLock(t, "bystanders")
	t.Spawn("computing", func(t *sched.Thread) {
		for {
			t.Loop(1000, 5)
			t.Yield()
		}
	})
	t.Spawn("sleeping", func(t *sched.Thread) {
		for {
			t.Sleep(time.Second)
		}
	})
	for range 2 {
		t.Spawn("", func(t *sched.Thread) {
			lock.Acquire(t)
			defer lock.Release(t)
			t.Sleep(time.Hour)
		})
	}
	t.Sleep(6 * time.Millisecond)
	t.Spawn("unborn", func(*sched.Thread) {})
}

func TestPanicEndsTheRunWithItsPlace(t *testing.T) {
	for _, c := range []struct {
		name, want string
		value      any
	}{
		{"text", "panic: boom", "boom"},
		{"number", "panic: 7", 7},
		{"error", "unexpected EOF", io.ErrUnexpectedEOF},
	} {
		t.Run(c.name, func(t *testing.T) {
			underEachLock(t, func(t *testing.T, cfg sim.Config) {
				where := ""
				err := fail(t, cfg, trace.Crash, func(t *sched.Thread) {
					bystanders(t)
					t.Join(t.Spawn("worker", func(t *sched.Thread) {
						t.Run(10)
						where = here(1)
						panic(c.value)
					}))
				})
				var failed *sched.ThreadError
				if !errors.As(err, &failed) {
					t.Fatalf("the error is a %T, want a *sched.ThreadError", err)
				}
				if want := fmt.Sprintf("worker failed at %s: %s", where, c.want); err.Error() != want {
					t.Errorf("error %q, want %q", err, want)
				}
				if !strings.Contains(string(failed.Stack), "TestPanicEndsTheRunWithItsPlace") {
					t.Errorf("the stack does not show where the panic was:\n%s", failed.Stack)
				}
				if cause, ok := c.value.(error); ok && !errors.Is(err, cause) {
					t.Error("the error does not wrap the one that was panicked with")
				}
			})
		})
	}
}

func TestPanicOfTheRuntimeHasThePlaceInTheProgram(t *testing.T) {
	var missing []int
	where := ""
	err := fail(t, sim.Config{}, trace.Crash, func(*sched.Thread) {
		where = here(1)
		missing[3] = 1
	})
	if want := "MainThread failed at " + where + ": runtime error: index out of range [3] with length 0"; err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
}

func TestMisuseEndsTheRun(t *testing.T) {
	for _, c := range []struct {
		want string
		do   func(t *sched.Thread)
	}{
		{"cannot join current thread", func(t *sched.Thread) { t.Join(t) }},
		{"release unlocked lock", func(t *sched.Thread) { threading.NewLock(t, "lock").Release(t) }},
		{"Random(0): the bound must be at least 1", func(t *sched.Thread) { t.Random(0) }},
	} {
		t.Run(c.want, func(t *testing.T) {
			underEachLock(t, func(t *testing.T, cfg sim.Config) {
				err := fail(t, cfg, trace.Crash, func(t *sched.Thread) {
					bystanders(t)
					t.Join(t.Spawn("worker", c.do))
				})
				var misuse *sched.MisuseError
				if !errors.As(err, &misuse) || misuse.Msg != c.want {
					t.Fatalf("error %v, want a *sched.MisuseError that says %q", err, c.want)
				}
				if !strings.HasPrefix(err.Error(), "worker failed at failure_test.go:") || !strings.HasSuffix(err.Error(), ": "+c.want) {
					t.Errorf("error %q, want it to say who, where and why", err)
				}
			})
		})
	}
}

func TestMethodsOfAnotherThreadAreRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	uses := map[string]func(other *sched.Thread, x *sched.Var[int]){
		"run":      func(other *sched.Thread, _ *sched.Var[int]) { other.Run(5) },
		"a loop":   func(other *sched.Thread, _ *sched.Var[int]) { other.Loop(1000, 7) },
		"sleep":    func(other *sched.Thread, _ *sched.Var[int]) { other.Sleep(time.Millisecond) },
		"a load":   func(other *sched.Thread, x *sched.Var[int]) { x.Get(other) },
		"spawn":    func(other *sched.Thread, _ *sched.Var[int]) { other.Spawn("", func(*sched.Thread) {}) },
		"a runner": func(other *sched.Thread, _ *sched.Var[int]) { other.Perform(sched.Code{N: 5}) },
	}
	for name, use := range uses {
		t.Run(name, func(t *testing.T) {
			underEachLock(t, func(t *testing.T, cfg sim.Config) {
				for _, whose := range []string{"of one that waits", "of one that has ended"} {
					err := fail(t, cfg, trace.Crash, func(t *sched.Thread) {
						bystanders(t)
						x := sched.NewVar(t, "x", 0)
						ended := t.Spawn("other", func(*sched.Thread) {})
						t.Join(ended)
						waits := t.Spawn("other", func(t *sched.Thread) { t.Sleep(time.Hour) })
						other := map[string]*sched.Thread{"of one that waits": waits, "of one that has ended": ended}[whose]
						t.Join(t.Spawn("worker", func(t *sched.Thread) {
							t.Run(5)
							use(other, x)
						}))
					})
					var misuse *sched.MisuseError
					if want := "other is used by worker: a thread's methods are for its own code"; !errors.As(err, &misuse) || misuse.Msg != want {
						t.Errorf("%s: error %v, want %q", whose, err, want)
					}
				}
			})
		})
	}
}

func TestLivelockEndsAtTheStepLimit(t *testing.T) {
	underEachLock(t, func(t *testing.T, c sim.Config) {
		c.MaxSteps = 50_000
		err := fail(t, c, trace.Halt, func(t *sched.Thread) {
			lock := threading.NewLock(t, "lock")
			lock.Acquire(t)
			polite := t.Spawn("polite", func(t *sched.Thread) {
				for !lock.TryAcquire(t) {
					t.Yield()
				}
			})
			t.Join(polite)
		})
		var steps *sched.StepsError
		if !errors.As(err, &steps) || steps.Limit != c.MaxSteps {
			t.Fatalf("error %v, want a *sched.StepsError at %d", err, c.MaxSteps)
		}
		if want := "the program did not end within 50000 steps (a livelock?); polite ran last"; err.Error() != want {
			t.Errorf("error %q, want %q", err, want)
		}
	})
}

func TestStepLimitIsKept(t *testing.T) {
	for _, limit := range []int64{1, 2, 100, 1 << 14, 1<<14 + 1, 100_000} {
		c := sim.Config{MaxSteps: limit}
		result, err := sim.Run(c, func(t *sched.Thread) {
			for {
				t.Run(1)
			}
		})
		var steps *sched.StepsError
		if !errors.As(err, &steps) || result.Steps > limit {
			t.Errorf("limit %d: the run takes %d steps and ends with %v", limit, result.Steps, err)
		}
	}
}

func TestSliceThatIsShorterThanAContextSwitchDoesNotHangTheRun(t *testing.T) {
	c := sim.Config{Cores: 1, Slice: time.Microsecond, Switch: 20 * time.Microsecond, MaxSteps: 10_000}
	done := make(chan error, 1)
	asked := 0
	c.Interrupted = func() bool { asked++; return asked > 1000 }
	c.Recorder = giveUp{new(int)}
	go func() {
		_, err := sim.Run(c, func(t *sched.Thread) {
			t.Spawn("", spin(1000))
			t.Run(1000)
		})
		done <- err
	}()
	if err := <-done; errors.Is(err, errGivenUp) {
		t.Error("two threads take turns for ever, and neither the step limit nor an interrupt ends that")
	}
}

// giveUp is a recorder that ends a run which has recorded far too much.
type giveUp struct{ events *int }

var errGivenUp = errors.New("far too many events")

func (g giveUp) Record(events []trace.Event) {
	if *g.events += len(events); *g.events > 100_000 && *g.events < 200_000 {
		*g.events = 200_000 // once only: it is called again while the run ends
		panic(errGivenUp)
	}
}

func TestInterruptEndsTheRun(t *testing.T) {
	underEachLock(t, func(t *testing.T, c sim.Config) {
		asked := 0
		c.Interrupted = func() bool { asked++; return asked == 3 }
		err := fail(t, c, trace.Halt, func(t *sched.Thread) {
			bystanders(t)
			for {
				t.Run(1)
			}
		})
		if !errors.Is(err, sched.ErrInterrupted) || asked != 3 {
			t.Errorf("the run is asked %d times and ends with %v", asked, err)
		}
	})
}

func TestDeferredCallsRunWhenTheRunEnds(t *testing.T) {
	var calls []string
	fail(t, sim.Config{}, trace.Crash, func(t *sched.Thread) {
		t.Spawn("waiting", func(t *sched.Thread) {
			defer func() { calls = append(calls, "outer") }()
			defer func() { calls = append(calls, "inner") }()
			t.Sleep(time.Hour)
			calls = append(calls, "awake")
		})
		t.Sleep(time.Millisecond)
		panic("over")
	})
	if got := strings.Join(calls, " "); got != "inner outer" {
		t.Errorf("the deferred calls are %q, want inner and outer", got)
	}
}

func TestDeferredCallsCannotGoOn(t *testing.T) {
	reached := false
	err := fail(t, sim.Config{}, trace.Crash, func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		x := sched.NewVar(t, "x", 0)
		t.Spawn("waiting", func(t *sched.Thread) {
			lock.Acquire(t)
			defer func() {
				x.Set(t, 1)
				lock.Release(t)
				reached = true
			}()
			t.Sleep(time.Hour)
		})
		t.Sleep(time.Millisecond)
		panic("over")
	})
	if reached || !strings.Contains(err.Error(), "over") {
		t.Errorf("a deferred call goes on although the run is over: %v, %v", reached, err)
	}
}

func TestRecoverDoesNotSaveAThreadOfARunThatIsOver(t *testing.T) {
	saved := false
	fail(t, sim.Config{}, trace.Crash, func(t *sched.Thread) {
		t.Spawn("stubborn", func(t *sched.Thread) {
			for range 10 {
				func() {
					defer func() { _ = recover() }()
					t.Sleep(time.Hour)
				}()
			}
			t.Run(1)
			saved = true
		})
		t.Sleep(time.Millisecond)
		panic("over")
	})
	if saved {
		t.Error("the thread goes on")
	}
}

func TestProgramMayRecoverFromItsOwnPanic(t *testing.T) {
	tr := machinetest.Record(t, sim.Config{}, func(t *sched.Thread) {
		func() {
			defer func() { t.Print("recovered", recover()) }()
			t.Run(5)
			panic("boom")
		}()
		t.Run(5)
	})
	if len(machinetest.Events(tr, trace.Print)) != 1 {
		t.Error("the deferred call that recovers prints nothing")
	}
}

func TestThreadMaySwitchWhileItPanics(t *testing.T) {
	tr := machinetest.Record(t, sim.Config{Cores: 1, GIL: gil.Config{Discipline: gil.Coop}}, func(t *sched.Thread) {
		other := t.Spawn("", spin(1000))
		func() {
			defer func() { _ = recover() }()
			defer t.Sleep(time.Millisecond)
			panic("boom")
		}()
		t.Join(other)
	})
	if n := len(machinetest.Events(tr, trace.Sleep)); n != 1 {
		t.Errorf("%d sleeps, want the deferred one", n)
	}
}

func TestGoexitInAThreadEndsTheGoroutineOfTheRun(t *testing.T) {
	before := runtime.NumGoroutine()
	done, returned := make(chan bool), false
	go func() { // as t.FailNow of package testing does
		defer close(done)
		sim.Run(sim.Config{GIL: gil.Config{Discipline: gil.Interval}}, func(t *sched.Thread) {
			bystanders(t)
			t.Spawn("", func(*sched.Thread) { runtime.Goexit() })
		})
		returned = true
	}()
	<-done
	for range 100 { // the goroutine itself ends a little later
		if runtime.NumGoroutine() == before {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if n := runtime.NumGoroutine(); returned || n > before {
		t.Errorf("the run returns: %v; %d goroutines are left behind", returned, n-before)
	}
}

func TestGoexitWhileTheRunIsUnwoundLeavesNobodyBehind(t *testing.T) {
	const threads = 10
	before, unwound, done := runtime.NumGoroutine(), 0, make(chan bool)
	go func() {
		defer close(done)
		sim.Run(sim.Config{}, func(t *sched.Thread) {
			for range threads {
				t.Spawn("", func(t *sched.Thread) {
					defer func() { unwound++; runtime.Goexit() }()
					t.Sleep(time.Hour)
				})
			}
			t.Sleep(time.Minute)
			panic("over")
		})
	}()
	<-done
	for range 100 { // goroutines end a little later
		if runtime.NumGoroutine() == before {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if n := runtime.NumGoroutine(); unwound != threads || n > before {
		t.Errorf("%d of %d threads were unwound; %d goroutines are left behind", unwound, threads, n-before)
	}
}

func TestRunnerThatPanicsFails(t *testing.T) {
	underEachLock(t, func(t *testing.T, c sim.Config) {
		err := fail(t, c, trace.Crash, func(t *sched.Thread) {
			bystanders(t)
			t.SpawnRunner("data", panicking{})
			t.Sleep(time.Hour)
		})
		var failed *sched.ThreadError
		if !errors.As(err, &failed) || failed.Thread != "data" || !strings.HasPrefix(failed.Where, "failure_test.go:") {
			t.Fatalf("error %v, want one that says that data failed, and where", err)
		}
	})
}

// panicking is a runner that panics.
type panicking struct{}

func (panicking) Resume(*sched.Thread, sched.Wake) sched.Request { panic("boom") }

func TestRecorderThatPanicsLeavesNoGoroutineBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	func() {
		defer func() { _ = recover() }()
		c := sim.Config{Recorder: broken{}}
		sim.Run(c, func(t *sched.Thread) {
			bystanders(t)
			for {
				t.Print("hello")
			}
		})
	}()
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines are left behind", n-before)
	}
}

// broken is a recorder that panics.
type broken struct{}

func (broken) Record([]trace.Event) { panic("no space left") }

func TestStrategyThatPanicsDoesNotCrashTheMachine(t *testing.T) {
	defer func() {
		if p := recover(); p != nil && strings.Contains(fmt.Sprint(p), "nil pointer") {
			t.Errorf("the machine itself panics: %v", p)
		}
	}()
	_, err := sim.Run(sim.Config{Strategy: absent{}}, func(t *sched.Thread) { t.Run(1) })
	if err == nil || !strings.Contains(err.Error(), "no strategy today") {
		t.Errorf("error %v, want what the strategy says", err)
	}
}

// absent is a strategy that panics.
type absent struct{}

func (absent) Timed() bool                          { return true }
func (absent) Pick(*choice.Decision) (int64, error) { panic("no strategy today") }

// R12: a thread that a program has kept does nothing after its end, and says so.
func TestAThreadThatHasEndedDoesNothingMore(t *testing.T) {
	for _, lock := range []gil.Config{{}, {Discipline: gil.On}} {
		for _, real := range []bool{false, true} {
			var kept, cut *sched.Thread
			var v *sched.Var[int]
			main := func(t *sched.Thread) {
				kept, v = t, sched.NewVar(t, "v", 0)
				cut = t.SpawnDaemon("cut", func(t *sched.Thread) { t.Sleep(time.Hour) })
				t.Sleep(time.Millisecond)
			}
			var err error
			if real {
				_, err = native.Run(context.Background(), native.Config{GIL: lock}, main)
			} else {
				_, err = sim.Run(sim.Config{GIL: lock}, main)
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, th := range []*sched.Thread{kept, cut} {
				for i, use := range []func(){
					func() { th.Run(5) }, func() { th.Print("x") }, func() { v.Set(th, 1) }, func() { th.Sleep(time.Millisecond) },
					th.Yield, func() { th.Spawn("", func(*sched.Thread) {}) }, func() { th.AllowThreads(1, nil) },
				} {
					func() {
						defer func() {
							p, _ := recover().(*sched.MisuseError)
							if want := th.Name() + " has ended: nothing more can be done in its name"; p == nil || p.Msg != want {
								t.Errorf("use %d, real %v, %v: %v", i, real, lock.Discipline, p)
							}
						}()
						use()
					}()
				}
			}
		}
	}
}
