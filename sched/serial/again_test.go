package serial

import (
	"errors"
	"runtime"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/gilsim/gilsim/gil"
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

// last lets the thread with the highest number go on.
type last struct{}

func (last) Choose(t *Turn) int32 {
	if len(t.Enabled) == 0 {
		return 0
	}
	return t.Enabled[len(t.Enabled)-1]
}

// A run takes no memory but what its program takes, the sched.Run, and its interlock. These are made anew, so that what a program keeps of
// an earlier run is known by that.
func TestARunAllocatesItsRunAlone(t *testing.T) {
	looks := 0
	works := func(t *sched.Thread) { t.Yield() }
	var starter, waiter *sched.Thread
	hasEnded := func() bool { looks++; return !waiter.IsAlive(starter) }
	waits := func(t *sched.Thread) { waiter = t; t.Spin(hasEnded) }
	main := func(t *sched.Thread) {
		starter = t
		t.Spawn("", waits)
		t.Join(t.Spawn("", works))
		t.SpawnDaemon("", func(t *sched.Thread) { t.Join(t.Process().Main()) })
	}
	locked := gil.Possible{Config: gil.Config{Discipline: gil.Interval}}
	for _, c := range []struct {
		name string
		gil  sched.Locking
		most float64
	}{{"without a lock", nil, 1}, {"under a lock", locked, 2}} {
		m, s := New(Config{GIL: c.gil}), last{}
		run := func() {
			if out := m.Run(Program{Main: main}, s, nil); out.Err != nil {
				t.Fatal(c.name, out)
			}
		}
		run()
		if n := testing.AllocsPerRun(100, run); n > c.most {
			t.Errorf("%s: %v allocations a run, want %v", c.name, n, c.most)
		}
		if looks < 102*2 {
			t.Errorf("%s: only %d looks, so that no round of the loop was in vain", c.name, looks)
		}
		looks = 0
		m.Close()
	}
}

// What a program keeps from one run to the next means nothing there, and is refused.
func TestWhatIsKeptFromAnEarlierRunIsRefused(t *testing.T) {
	var x *sched.Var[int]
	var l *threading.Lock
	var other *sched.Thread
	for name, use := range map[string]func(t *sched.Thread){
		"a variable": func(t *sched.Thread) { x.Get(t) },
		"a lock":     func(t *sched.Thread) { l.Acquire(t) },
		"a thread":   func(t *sched.Thread) { t.Join(other) },
	} {
		m := New(Config{})
		m.Run(Program{Main: func(t *sched.Thread) {
			x, l, other = sched.NewVar(t, "x", 0), threading.NewLock(t, "l"), t.Spawn("other", func(*sched.Thread) {})
		}}, &first{}, nil)
		out := m.Run(Program{Main: use}, &first{}, nil)
		var misuse *sched.MisuseError
		if !errors.As(out.Err, &misuse) || !strings.Contains(misuse.Msg, "another run") {
			t.Errorf("%s: the second run ends with %v", name, out)
		}
		m.Close()
	}
}
