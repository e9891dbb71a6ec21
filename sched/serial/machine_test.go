package serial

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// first lets the thread with the lowest number go on, and counts what it is asked.
type first struct{ asked int }

func (f *first) Choose(t *Turn) int32 {
	f.asked++
	if len(t.Enabled) == 0 {
		return 0
	}
	return t.Enabled[0]
}

func runMain(c Config, main func(t *sched.Thread)) Outcome {
	m := New(c)
	defer m.Close()
	return m.Run(Program{Main: main}, &first{}, nil)
}

func TestADeadlockNamesItsCircle(t *testing.T) {
	out := runMain(Config{}, func(t *sched.Thread) {
		a, b := threading.NewLock(t, "a"), threading.NewLock(t, "b")
		a.Acquire(t)
		t.Spawn("other", func(t *sched.Thread) {
			b.Acquire(t)
			a.Acquire(t)
		})
		t.Sleep(1)
		b.Acquire(t)
		b.Acquire(t)
	})
	var deadlock *sched.DeadlockError
	if !errors.As(out.Err, &deadlock) || !strings.Contains(out.Err.Error(), `MainThread waits for lock "b", which it holds itself`) {
		t.Errorf("the run ends with %v", out)
	}
}

func TestDaemonThreadsAreCutOff(t *testing.T) {
	out := runMain(Config{MaxSteps: 1000}, func(t *sched.Thread) {
		x := sched.NewVar(t, "x", 0)
		t.SpawnDaemon("", func(t *sched.Thread) {
			for {
				x.Get(t)
			}
		})
	})
	if out.Err != nil || out.Cut {
		t.Errorf("the run ends with %v: it ends with its main thread", out)
	}
}

func TestARunThatDoesNotEndIsCut(t *testing.T) {
	steps := runMain(Config{MaxSteps: 50}, func(t *sched.Thread) {
		x := sched.NewVar(t, "x", 0)
		for x.Get(t) == 0 {
		}
	})
	polls := runMain(Config{MaxPolls: 50}, func(t *sched.Thread) {
		for t.Now() >= 0 {
		}
	})
	if !steps.Cut || !polls.Cut {
		t.Errorf("the runs end with %v and %v: both are cut", steps, polls)
	}
}

// A program that starts a process cannot be searched: that is no fault of it.
func TestAProcessIsRefused(t *testing.T) {
	for name, start := range map[string]func(t *sched.Thread){
		"with an interlock of its own": func(t *sched.Thread) {
			t.SpawnProcess("p", gil.Possible{Config: gil.Config{Discipline: gil.On}}, func(*sched.Thread) {})
		},
		"of a memory of its own": func(t *sched.Thread) {
			t.StartProcess(sched.StartedProcess{Name: "p", Function: func(*sched.Thread) {}})
		},
	} {
		if out := runMain(Config{}, start); !out.Refused || out.Err == nil {
			t.Errorf("a process %s: the run ends with %v: it is refused", name, out)
		}
	}
}

func TestAnExceptionFailsTheRun(t *testing.T) {
	out := runMain(Config{}, func(t *sched.Thread) {
		t.Spawn("careless", func(t *sched.Thread) { threading.NewLock(t, "l").Release(t) })
	})
	if out.Err == nil || !strings.Contains(out.Err.Error(), "careless failed") || !strings.Contains(out.Err.Error(), "release unlocked lock") {
		t.Errorf("the run ends with %v", out)
	}
}

// A lock that another thread has is waited for without being an option.
func TestAStepThatCannotBeMadeIsNoOption(t *testing.T) {
	s, m := &first{}, New(Config{})
	defer m.Close()
	out := m.Run(Program{Main: func(t *sched.Thread) {
		l := threading.NewLock(t, "l")
		l.Acquire(t)
		t.Spawn("", func(t *sched.Thread) { l.With(t, func() {}) })
		l.Release(t)
	}}, s, nil)
	if out.Err != nil || out.Steps != 7 || s.asked != 8 {
		t.Errorf("%d steps, asked %d times, %v: acquire, spawn, release, two of the other, two ends, and once at the end", out.Steps, s.asked, out)
	}
}

// A loop that asks for the time does not only look, also before its thread has made any step that others could see.
func TestALoopThatAsksForTheTimeIsNoLivelock(t *testing.T) {
	out := runMain(Config{MaxPolls: 1000}, func(t *sched.Thread) {
		t.Spin(func() bool { return t.Now() > time.Minute })
	})
	if !out.Cut || out.Err != nil {
		t.Errorf("%v", out)
	}
}
