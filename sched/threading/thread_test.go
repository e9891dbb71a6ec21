// This file tests Thread: the handle's life, its names, and the roll of all threads.

package threading_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// nothing is a thread's function that returns at once.
func nothing(*sched.Thread) {}

// names returns the names of threads.
func names(list []*threading.Thread) string {
	var all []string
	for _, h := range list {
		all = append(all, h.Name())
	}
	return strings.Join(all, " ")
}

// T1.
func TestDefaultNamesCountTheThreadsThatWereMadeWithoutAName(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		list := []*threading.Thread{
			threading.NewFor(th, "loop", nothing),
			threading.New(th, "", nil),
			threading.New(th, "mine", nothing),
			threading.New(th, "", nothing),
			threading.NewTimer(th, time.Second, nothing).Thread,
		}
		const want = "Thread-1 (loop) Thread-2 mine Thread-3 Thread-4"
		must(th, names(list) == want, "%s", names(list))
		must(th, threading.Current(th).Name() == "MainThread" && threading.Main(th) == threading.Current(th), "%v", threading.Current(th))
		list[1].SetName(th, "renamed")
		list[1].Start(th)
		list[1].Join(th)
		must(th, list[1].Name() == "renamed", "%v", list[1])
	})
}

// T2.
func TestAThreadTellsItsState(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		e := threading.NewEvent(th, "e")
		a := threading.NewFor(th, "f", func(th *sched.Thread) { e.Wait(th) })
		b := threading.New(th, "", func(th *sched.Thread) { e.Wait(th) })
		b.SetDaemon(th, true)
		is := func(h *threading.Thread, want string) { must(th, h.String() == want, "%v, want %s", h, want) }
		is(a, "<Thread(Thread-1 (f), initial)>")
		is(b, "<Thread(Thread-2, initial daemon)>")
		a.Start(th)
		b.Start(th)
		is(a, "<Thread(Thread-1 (f), started 2)>")
		is(b, "<Thread(Thread-2, started daemon 3)>")
		e.Set(th)
		a.Join(th)
		is(a, "<Thread(Thread-1 (f), stopped 2)>")
		is(threading.Main(th), "<_MainThread(MainThread, started 1)>")
	})
}

// T3.
func TestTheErrorsOfAThreadsLifeArePythons(t *testing.T) {
	started := func(th *sched.Thread) *threading.Thread {
		h := threading.New(th, "", func(th *sched.Thread) { th.Sleep(time.Millisecond) })
		h.Start(th)
		return h
	}
	for _, tc := range []struct {
		text string
		main func(th *sched.Thread)
	}{
		{"cannot join thread before it is started", func(th *sched.Thread) { threading.New(th, "", nothing).Join(th) }},
		{"cannot join current thread", func(th *sched.Thread) { threading.Current(th).Join(th) }},
		{"cannot join current thread", func(th *sched.Thread) {
			h := threading.New(th, "", func(th *sched.Thread) { threading.Current(th).Join(th) })
			h.Start(th)
			h.Join(th)
		}},
		{"threads can only be started once", func(th *sched.Thread) { started(th).Start(th) }},
		{"threads can only be started once", func(th *sched.Thread) { threading.Main(th).Start(th) }},
		{"cannot set daemon status of active thread", func(th *sched.Thread) { started(th).SetDaemon(th, true) }},
		{"cannot set daemon status of active thread", func(th *sched.Thread) { threading.Current(th).SetDaemon(th, false) }},
	} {
		failsWith(t, tc.text, tc.main)
	}
}

// T4.
func TestJoinWaitsForTheEndOrForItsTime(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		done := threading.NewEvent(th, "done")
		h := threading.New(th, "", func(th *sched.Thread) { done.Wait(th) })
		must(th, h.Ident() == 0 && !h.IsAlive(th), "before its start: %v", h)
		h.Start(th)
		h.JoinTimeout(th, time.Millisecond)
		h.JoinTimeout(th, 0)
		h.JoinTimeout(th, -time.Hour)
		must(th, h.IsAlive(th), "it is alive: %v", h)
		done.Set(th)
		h.Join(th)
		h.Join(th)
		h.JoinTimeout(th, 0)
		must(th, !h.IsAlive(th) && h.Ident() == 2, "after its end: %v", h)
	})
}

func TestATimeoutOfAJoinIsExact(t *testing.T) {
	_, err := simulated(t, exactly(2), func(th *sched.Thread) {
		h := threading.New(th, "", func(th *sched.Thread) { th.Sleep(time.Second) })
		h.Start(th)
		before := th.Now()
		h.JoinTimeout(th, 5*time.Millisecond)
		took := th.Now() - before
		must(th, took > 5*time.Millisecond && took < 5*time.Millisecond+20, "it took %v", took)
	})
	if err != nil {
		t.Error(err)
	}
}

// T5.
func TestADaemonThreadsThreadsAreDaemonThreadsUnlessTheyAreToldNotToBe(t *testing.T) {
	ended := false
	main := func(th *sched.Thread) {
		started := threading.NewEvent(th, "")
		daemon := threading.New(th, "", func(th *sched.Thread) {
			inherits := threading.New(th, "", func(th *sched.Thread) { th.IO("input", sched.Forever) })
			ordinary := threading.New(th, "", func(th *sched.Thread) { th.Sleep(20 * time.Millisecond); ended = true })
			must(th, th.Daemon() && threading.Current(th).Daemon() && inherits.Daemon() && ordinary.Daemon(), "no daemon threads")
			ordinary.SetDaemon(th, false)
			inherits.Start(th)
			ordinary.Start(th)
			started.Set(th)
			th.IO("input", sched.Forever)
		})
		daemon.SetDaemon(th, true)
		daemon.Start(th)
		started.Wait(th)
		must(th, !threading.New(th, "", nil).Daemon(), "the main thread's thread is a daemon thread")
	}
	tr, err := simulated(t, sim.Config{Cores: 2}, main)
	if cut := len(only(tr, trace.Cut)); cut != 2 || err != nil || !ended {
		t.Errorf("%d threads are cut off, want 2; the ordinary one has ended: %v; error %v", cut, ended, err)
	}
	ended = false
	if err := really(t, gil.Config{}, main); err != nil || !ended {
		t.Errorf("on OS threads: the ordinary one has ended: %v; error %v", ended, err)
	}
}

// only returns the events of a kind.
func only(tr *trace.Trace, kind trace.Kind) []trace.Event {
	return slices.DeleteFunc(slices.Clone(tr.Events), func(e trace.Event) bool { return e.Kind != kind })
}

// A daemon thread that waits for ever is no deadlock, whatever it waits for.
func TestADaemonThreadThatWaitsForEverIsNoDeadlock(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		lock, q, simple := threading.NewLock(th, "lock"), threading.NewQueue[int](th, "q", 1), threading.NewSimpleQueue[int](th, "s")
		lock.Acquire(th)
		for _, wait := range []func(th *sched.Thread){
			lock.Acquire,
			func(th *sched.Thread) { q.Get(th) },
			func(th *sched.Thread) { simple.Get(th) },
			func(th *sched.Thread) { threading.Main(th).Join(th); th.IO("input", sched.Forever) },
		} {
			h := threading.New(th, "", wait)
			h.SetDaemon(th, true)
			h.Start(th)
		}
		th.Sleep(time.Millisecond)
	})
}

// T8.
func TestTheRollListsTheMainThreadAndThenTheOthersInTheOrderOfTheirStart(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		e := threading.NewEvent(th, "e")
		var all []*threading.Thread
		for _, name := range []string{"w0", "w1", "w2"} {
			h := threading.New(th, name, func(th *sched.Thread) {
				must(th, threading.Current(th).Name() == th.Name() && threading.Main(th) != threading.Current(th), "%v", threading.Current(th))
				e.Wait(th)
			})
			must(th, !slices.Contains(threading.Enumerate(th), h), "%v is there before its start", h)
			h.Start(th)
			all = append(all, h)
		}
		for threading.ActiveCount(th) < 4 { // who has begun may be in limbo still
			th.Yield()
		}
		got := threading.Enumerate(th)
		must(th, len(got) == 4 && got[0] == threading.Main(th), "%v", got)
		for _, h := range all {
			must(th, slices.Contains(got, h), "%v is not there", h)
		}
		e.Set(th)
		for _, h := range all {
			h.Join(th)
		}
		must(th, threading.ActiveCount(th) == 1, "%v", threading.Enumerate(th))
	})
}

func TestAThreadWithoutAHandleGetsOneWhenItAsks(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		raw := th.Spawn("raw", func(th *sched.Thread) {
			must(th, len(threading.Enumerate(th)) == 1, "it is there before it asks")
			own := threading.Current(th)
			must(th, own == threading.Current(th) && own.String() == "<_DummyThread(raw, started 2)>", "%v", own)
			must(th, slices.Contains(threading.Enumerate(th), own), "it is not there")
		})
		th.Join(raw)
		must(th, threading.ActiveCount(th) == 1, "%v", threading.Enumerate(th))
	})
}

// T9.
func TestStartReturnsWhenTheThreadHasBegun(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		for range 5 {
			h := threading.New(th, "", nothing)
			h.Start(th)
			must(th, h.Ident() != 0, "%v", h)
			h.Join(th)
		}
	})
}

// T10.
func TestATimerCallsItsFunctionUnlessItIsCancelled(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		fired := 0
		a := threading.NewTimer(th, 5*time.Millisecond, func(*sched.Thread) { fired++ })
		b := threading.NewTimer(th, time.Hour, func(*sched.Thread) { fired += 10 })
		c := threading.NewTimer(th, -1, func(*sched.Thread) { fired += 100 })
		a.Start(th)
		b.Start(th)
		b.Cancel(th)
		a.Join(th)
		b.Join(th)
		c.Start(th)
		c.Join(th)
		must(th, fired == 101 && a.Finished(th) && b.Finished(th), "fired %d", fired)
		must(th, a.String() == "<Timer(Thread-1, stopped 2)>", "%v", a)
	})
}

func TestATimerFiresExactlyWhenItsTimeIsOver(t *testing.T) {
	_, err := simulated(t, exactly(2), func(th *sched.Thread) {
		var fired time.Duration
		timer := threading.NewTimer(th, 5*time.Millisecond, func(th *sched.Thread) { fired = th.Now() })
		began := th.Now()
		timer.Start(th)
		timer.Join(th)
		must(th, fired-began >= 5*time.Millisecond && fired-began < 5*time.Millisecond+200, "it fired after %v", fired-began)
	})
	if err != nil {
		t.Error(err)
	}
}

// Joins in a circle are found, on both machines.
func TestThreadsThatJoinEachOtherAreADeadlock(t *testing.T) {
	main := func(th *sched.Thread) {
		var a, b *threading.Thread
		both := threading.NewBarrier(th, "both", 2, nil)
		a = threading.New(th, "A", func(th *sched.Thread) { _, _ = both.Wait(th); b.Join(th) })
		b = threading.New(th, "B", func(th *sched.Thread) { _, _ = both.Wait(th); a.Join(th) })
		a.Start(th)
		b.Start(th)
	}
	_, err := simulated(t, sim.Config{}, main)
	for _, err := range []error{err, really(t, gil.Config{}, main)} {
		var deadlock *sched.DeadlockError
		if !errors.As(err, &deadlock) || len(deadlock.Cycle) != 2 {
			t.Fatalf("error %v, want a circle of two", err)
		}
		for i, name := range []string{"B", "A"} {
			w := deadlock.Cycle[i]
			if w.Holder != name || w.Object != `thread "`+name+`"` || !strings.HasPrefix(w.Where, "thread_test.go:") {
				t.Errorf("%+v, want one that waits for %s", w, name)
			}
		}
	}
}
