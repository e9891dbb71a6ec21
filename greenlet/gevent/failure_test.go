// This file tests what goes wrong: exceptions and panics that nobody catches, greenlets that are abandoned, and use by other threads.

package gevent_test

import (
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// printed returns what a run has printed.
func printed(tr *trace.Trace) (all string) {
	for _, e := range tr.Events {
		if e.Kind == trace.Print {
			text, _ := tr.Names.Text(e.Arg)
			all += text
		}
	}
	return all
}

// TestAnExceptionThatNobodyCatchesIsPrinted holds that a line of the trace tells of it, and that everybody else goes on.
func TestAnExceptionThatNobodyCatchesIsPrinted(t *testing.T) {
	tr, err := recorded(t, exactly(), func(t *sched.Thread) {
		gevent.JoinAll(t, []*gevent.Greenlet{
			gevent.Spawn(t, "bad", func(*sched.Thread) (any, error) { return nil, errBoom }),
			gevent.Spawn(t, "worse", func(*sched.Thread) (any, error) { panic("no") }),
			gevent.Spawn(t, "good", func(t *sched.Thread) (any, error) { t.Print("fine"); return nil, nil }),
		})
	})
	want := "<Greenlet \"bad\"> failed with boom\n<Greenlet \"worse\"> failed with panic: no\nfine\n"
	if got := printed(tr); err != nil || got != want {
		t.Errorf("error %v, printed:\n%swant\n%s", err, got, want)
	}
}

// TestAPanicKeepsItsStack holds that whoever gets the result of a greenlet that has panicked sees where that was.
func TestAPanicKeepsItsStack(t *testing.T) {
	_, err := recorded(t, exactly(), func(t *sched.Thread) {
		quiet(t)
		_, err := gevent.Spawn(t, "", func(*sched.Thread) (any, error) { panic(errBoom) }).Get(t)
		var p *greenlet.PanicError
		must(t, errors.As(err, &p) && errors.Is(err, errBoom) && strings.Contains(string(p.Stack), "failure_test.go"), "got %v", err)
	})
	if err != nil {
		t.Error(err)
	}
}

// TestALoopExitThatNobodyCatchesEndsTheRun holds that a deadlock of greenlets is one of the run.
func TestALoopExitThatNobodyCatchesEndsTheRun(t *testing.T) {
	_, err := recorded(t, exactly(), func(t *sched.Thread) { gevent.NewEvent(t).Wait(t) })
	if !errors.Is(err, gevent.ErrLoopExit) {
		t.Errorf("the run ends with %v", err)
	}
}

// TestWhoeverWaitsIsAbandonedWithItsThread holds that greenlets which wait when their thread ends, however that may be, are
// unwound, make no further step, and leave no goroutine.
func TestWhoeverWaitsIsAbandonedWithItsThread(t *testing.T) {
	for _, end := range []struct {
		name string
		end  func(t *sched.Thread)
	}{
		{"main goes on", func(t *sched.Thread) { gevent.Sleep(t, time.Millisecond) }},
		{"main fails", func(t *sched.Thread) { gevent.Sleep(t, time.Millisecond); panic("no") }},
		{"main is deadlocked", func(t *sched.Thread) { gevent.Sleep(t, time.Millisecond); t.IO("never", sched.Forever) }},
		{"nothing is left to do", func(t *sched.Thread) { gevent.GetHub(t).Join(t) }},
	} {
		t.Run(end.name, func(t *testing.T) {
			before := runtime.NumGoroutine()
			unwound := 0
			main := func(t *sched.Thread) {
				gevent.Patch(t)
				event, queue := gevent.NewEvent(t), gevent.NewQueue[int](t, 0)
				waits := func(f func()) {
					spawn(t, func(t *sched.Thread) {
						defer func() { unwound++; t.Print("never printed") }()
						f()
					})
				}
				waits(func() { event.Wait(t) })
				waits(func() { queue.Get(t) })
				waits(func() { gevent.NewTimeout(sched.Forever).With(t, func() { event.Wait(t) }) })
				waits(func() { greenlet.Catch(t, func() { event.Wait(t) }) })
				spawn(t, func(*sched.Thread) {})
				end.end(t)
			}
			for range 10 {
				unwound = 0
				tr, _ := recorded(t, exactly(), func(t *sched.Thread) { t.Join(t.Spawn("", main)) })
				if unwound != 4 || printed(tr) != "" {
					t.Errorf("%d of 4 are unwound; printed %q", unwound, printed(tr))
				}
			}
			if err := really(t, gil.Config{}, main); err != nil && (end.name == "main goes on" || end.name == "nothing is left to do") {
				t.Error(err)
			}
			for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before+1 && time.Now().Before(end); {
				time.Sleep(time.Millisecond) // those of the real run's threads are about to go
			}
			if after := runtime.NumGoroutine(); after > before+1 {
				t.Errorf("%d goroutines are left", after-before)
			}
		})
	}
}

// TestOtherThreadsAreRefused holds that what belongs to the hub of one thread raises an exception in another one.
func TestOtherThreadsAreRefused(t *testing.T) {
	_, err := recorded(t, exactly(), func(t *sched.Thread) {
		event, queue, g := gevent.NewEvent(t), gevent.NewQueue[int](t, 0), gevent.Spawn(t, "", nothing)
		semaphore, result, channel := gevent.NewSemaphore(t, 1), gevent.NewAsyncResult(t), gevent.NewChannel[int](t)
		t.Join(t.Spawn("", func(t *sched.Thread) {
			for i, use := range []func(){
				func() { event.Wait(t) }, func() { queue.Put(t, 1) }, func() { queue.Get(t) },
				func() { g.Join(t) }, func() { g.Kill(t, nil) }, func() { g.KillNowait(t, nil) }, func() { gevent.KillAll(t, []*gevent.Greenlet{g}, nil) },
				func() { g.RawLink(t, func(*sched.Thread) {}) }, func() { semaphore.Acquire(t) }, func() { semaphore.Release(t) },
				func() { result.Get(t) }, func() { channel.Get(t) },
			} {
				err := greenlet.Catch(t, use)
				must(t, errors.Is(err, gevent.ErrThreadUse), "use %d: %v", i, err)
			}
		}))
		g.Join(t)
	})
	if err != nil {
		t.Error(err)
	}
}

// TestASwitchOfSomebodyElseIsFoundOut holds that a greenlet that waits in the hub, and is switched to by another one, gets an exception,
// and that its own wake-up is void then.
func TestASwitchOfSomebodyElseIsFoundOut(t *testing.T) {
	logs(t, "InvalidSwitchError, slept, end", func(t *sched.Thread, log func(...any)) {
		g := spawn(t, func(t *sched.Thread) {
			err := greenlet.Catch(t, func() { gevent.Sleep(t, 10*ms) })
			var e *greenlet.Error
			errors.As(err, &e)
			log(e.Class)
			gevent.Sleep(t, 20*ms)
			log("slept")
		})
		gevent.Sleep(t, ms)
		back := greenlet.Current(t)
		gevent.GetHub(t).RunCallback(func(t *sched.Thread) { back.Switch(t) })
		_ = greenlet.Catch(t, func() { g.Raw().Switch(t) })
		g.Join(t)
		log("end")
	})
}

// TestATimeoutThatIsStartedTwiceIsRefused holds that the thread fails, as the real library asserts.
func TestATimeoutThatIsStartedTwiceIsRefused(t *testing.T) {
	_, err := recorded(t, exactly(), func(t *sched.Thread) {
		o := gevent.NewTimeout(time.Second)
		o.Start(t)
		o.Start(t)
	})
	var misuse *sched.MisuseError
	if !errors.As(err, &misuse) {
		t.Errorf("the run ends with %v", err)
	}
}

// TestAHundredThousandGreenletsLeaveNothing holds that greenlets which end are forgotten.
func TestAHundredThousandGreenletsLeaveNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	if _, err := sim.Run(exactly(), func(t *sched.Thread) {
		for range 100 {
			var all []*gevent.Greenlet
			for range 1000 {
				all = append(all, gevent.Spawn(t, "", nothing))
			}
			gevent.JoinAll(t, all)
		}
		must(t, gevent.Spawn(t, "", nothing).Name() == "Greenlet-0", "numbers are not given back")
	}); err != nil {
		t.Error(err)
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines are left", after-before)
	}
}
