package serial

import (
	"runtime"
	"testing"

	"go.uber.org/goleak"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// endings are programs that end in different ways, with threads that are in the midst of something then.
var endings = map[string]func(t *sched.Thread){
	"its end": func(t *sched.Thread) {
		t.Join(t.Spawn("", func(t *sched.Thread) { t.Sleep(1) }))
	},
	"a deadlock": func(t *sched.Thread) {
		l := threading.NewLock(t, "l")
		l.Acquire(t)
		t.Spawn("", func(t *sched.Thread) { l.Acquire(t) })
		l.Acquire(t)
	},
	"an exception": func(t *sched.Thread) {
		t.Spawn("", func(t *sched.Thread) { panic("boom") })
		t.Spawn("", func(t *sched.Thread) { t.Fail("boom") })
	},
	"a cut": func(t *sched.Thread) {
		x := sched.NewVar(t, "x", 0)
		t.Spawn("", func(t *sched.Thread) { x.Get(t) })
		for {
			x.Get(t)
		}
	},
	"daemon threads": func(t *sched.Thread) {
		t.SpawnDaemon("", func(t *sched.Thread) {
			defer t.Sleep(1)
			t.IO("for ever", sched.Forever)
		})
	},
	"greenlets that wait": func(t *sched.Thread) {
		main := greenlet.Current(t)
		for range 3 {
			_, _ = greenlet.New(t, "", func(t *sched.Thread, _ greenlet.Args) (any, error) { return main.Switch(t) }).Switch(t)
		}
	},
	"a panic in a greenlet": func(t *sched.Thread) {
		_, _ = greenlet.New(t, "", func(*sched.Thread, greenlet.Args) (any, error) { panic("boom") }).Switch(t)
	},
	"a refusal": func(t *sched.Thread) {
		t.Spawn("", func(t *sched.Thread) { t.Sleep(1) })
		t.SpawnProcess("p", nil, func(*sched.Thread) {})
	},
}

// A machine makes no goroutine for a run if the one before was alike, however its threads ended; and Close ends those that it has kept.
func TestAMachineKeepsItsGoroutinesUntilItIsClosed(t *testing.T) {
	for name, main := range endings {
		m := New(Config{MaxSteps: 100})
		run := func() string { return m.Run(Program{Main: main}, &first{}, nil).String() }
		want, kept := run(), runtime.NumGoroutine()
		for range 20 {
			if got := run(); got != want || runtime.NumGoroutine() != kept {
				t.Errorf("%s: %q, at first %q; %d goroutines, at first %d", name, got, want, runtime.NumGoroutine(), kept)
				break
			}
		}
		m.Close()
		if err := goleak.Find(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := run(); got != want {
			t.Errorf("%s: after Close %q, before %q", name, got, want)
		}
		m.Close()
	}
}

// A program may end the goroutine that runs it, as testing.T.FailNow does. Its threads are unwound all the same, and the next run is as
// if nothing had happened.
func TestAProgramMayEndTheGoroutine(t *testing.T) {
	m := New(Config{})
	unwound, over := 0, make(chan bool)
	go func() {
		defer close(over)
		m.Run(Program{Main: func(t *sched.Thread) {
			l := threading.NewLock(t, "l")
			l.Acquire(t)
			for range 2 {
				t.Spawn("", func(t *sched.Thread) {
					defer func() { unwound++; runtime.Goexit() }()
					l.Acquire(t)
				})
			}
			l.Locked(t) // when the threads have begun
			runtime.Goexit()
		}}, &first{}, nil)
		t.Error("the goroutine goes on")
	}()
	<-over
	if out := m.Run(Program{Main: endings["its end"]}, &first{}, nil); out.Err != nil || unwound != 2 {
		t.Errorf("%d of 2 threads were unwound; the next run ends with %v", unwound, out)
	}
	m.Close()
	if err := goleak.Find(); err != nil {
		t.Error(err)
	}
}
