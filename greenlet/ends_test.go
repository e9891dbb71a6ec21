// This file tests what becomes of greenlets that are suspended when their run ends, in whichever way: nothing of them stays
// behind.

package greenlet_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// An ending is a way in which a run ends.
type ending struct {
	name string
	do   func(t *sched.Thread)
	want func(err error) bool
}

// as reports whether an error is of a type.
func as[E error](err error) bool {
	var e E
	return errors.As(err, &e)
}

// endless executes bytecodes for ever.
func endless(t *sched.Thread) {
	for {
		t.Run(10)
	}
}

var endings = []ending{
	{"the program ends", func(*sched.Thread) {}, func(err error) bool { return err == nil }},
	{"a panic", func(t *sched.Thread) { panic("over") }, as[*sched.ThreadError]},
	{"misuse", func(t *sched.Thread) { t.Fail("over") }, as[*sched.ThreadError]},
	{"a panic in another thread", func(t *sched.Thread) {
		t.Join(t.Spawn("", func(*sched.Thread) { panic("over") }))
	}, as[*sched.ThreadError]},
	{"a deadlock", func(t *sched.Thread) {
		l := threading.NewLock(t, "l")
		l.Acquire(t)
		l.Acquire(t)
	}, as[*sched.DeadlockError]},
	{"it takes too long", endless, func(err error) bool { return as[*sched.StepsError](err) || as[*native.TimeoutError](err) }},
}

// A scene is a program with greenlets that are suspended when its run ends.
type scene struct {
	started, unwound, after int // greenlets; and steps that one of them did when it was unwound
}

// program returns the program: greenlets are suspended side by side, in the midst of each other's chain, and in another thread,
// and some are pending or dead. Then it ends, in the main greenlet or, if deep, in one that others have started.
func (s *scene) program(end func(t *sched.Thread), deep bool) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		t.Join(t.Spawn("other", s.crowd))
		s.crowd(t)
		if !deep {
			end(t)
			return
		}
		value, err := greenlet.New(t, "ends", func(t *sched.Thread, _ greenlet.Args) (any, error) {
			return greenlet.New(t, "deeper", func(t *sched.Thread, _ greenlet.Args) (any, error) {
				s.crowd(t)
				end(t)
				return nil, nil
			}).Switch(t)
		}).Switch(t)
		if err != nil {
			greenlet.Raise(err)
		}
		t.Print(value)
	}
}

// crowd leaves greenlets behind in t.
func (s *scene) crowd(t *sched.Thread) {
	me := greenlet.Current(t)
	for range 3 {
		greenlet.New(t, "pending", nil)
		greenlet.New(t, "dead", nothing).Switch(t)
		greenlet.New(t, "suspended", func(t *sched.Thread, _ greenlet.Args) (any, error) {
			defer s.unwind(t)
			return greenlet.New(t, "inner", func(t *sched.Thread, _ greenlet.Args) (any, error) {
				defer s.unwind(t)
				return me.Switch(t)
			}).Switch(t)
		}).Switch(t)
		s.started += 2
	}
}

// unwind is a deferred call that tries to go on.
func (s *scene) unwind(t *sched.Thread) {
	s.unwound++
	t.Print("never printed")
	s.after++
}

// leaves runs a scene to its end and holds that nothing is left of it.
func (e *ending) leaves(t *testing.T, run func(main func(t *sched.Thread)) error) {
	for _, deep := range []bool{false, true} {
		var s scene
		if err := run(s.program(e.do, deep)); !e.want(err) {
			t.Errorf("deep %v: the run ends with %v", deep, err)
		}
		if s.started == 0 || s.unwound != s.started || s.after != 0 {
			t.Errorf("deep %v: of %d greenlets %d were unwound, and %d went on", deep, s.started, s.unwound, s.after)
		}
	}
	goleak.VerifyNone(t)
}

func TestSuspendedGreenletsAreAbandoned(t *testing.T) {
	for _, e := range endings {
		t.Run("simulated, "+e.name, func(t *testing.T) {
			e.leaves(t, func(main func(t *sched.Thread)) error {
				var events trace.Buffer
				cfg := sim.Config{GIL: gil.Config{Discipline: gil.On}, MaxSteps: 100_000, Recorder: &events}
				_, err := sim.Run(cfg, main)
				for _, event := range events.Events {
					if event.Kind == trace.Print && event.Actor != 0 {
						t.Errorf("an abandoned greenlet did %v", event)
					}
				}
				return err
			})
		})
		t.Run("real, "+e.name, func(t *testing.T) {
			e.leaves(t, func(main func(t *sched.Thread)) error {
				cfg := native.Config{GIL: gil.Config{Discipline: gil.On}, Loop: quick, Timeout: time.Minute}
				if e.name == "it takes too long" {
					cfg.Timeout = 100 * time.Millisecond
				}
				_, err := native.Run(context.Background(), cfg, main)
				return err
			})
		})
	}
}

func TestGreenletsOfAnInterruptedRunAreAbandoned(t *testing.T) {
	var interrupt func()
	interrupted := ending{
		do:   func(t *sched.Thread) { interrupt(); endless(t) },
		want: func(err error) bool { return errors.Is(err, sched.ErrInterrupted) },
	}
	t.Run("simulated", func(t *testing.T) {
		interrupted.leaves(t, func(main func(t *sched.Thread)) error {
			over := false
			interrupt = func() { over = true }
			_, err := sim.Run(sim.Config{Interrupted: func() bool { return over }}, main)
			return err
		})
	})
	t.Run("real", func(t *testing.T) {
		interrupted.leaves(t, func(main func(t *sched.Thread)) error {
			ctx, cancel := context.WithCancel(context.Background())
			interrupt = cancel
			_, err := native.Run(ctx, native.Config{Loop: quick}, main)
			return err
		})
	})
}

// TestGoexitInAGreenlet holds that the run of a program which calls runtime.Goexit, as t.FailNow of package testing does, leaves
// nothing behind.
func TestGoexitInAGreenlet(t *testing.T) {
	for _, on := range machines {
		for _, deep := range []bool{false, true} {
			var s scene
			over := make(chan bool)
			go func() {
				defer close(over)
				on.run(s.program(func(*sched.Thread) { runtime.Goexit() }, deep))
			}()
			<-over
			if s.started == 0 || s.unwound != s.started {
				t.Errorf("%s, deep %v: of %d greenlets %d were unwound", on.name, deep, s.started, s.unwound)
			}
		}
	}
	goleak.VerifyNone(t)
}
