// This file holds that a primitive is refused in another run than its own.

package threading_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/sched/threading/futures"
	"github.com/gilsim/gilsim/trace"
)

// A making makes something, some of it in use, and returns what uses it.
type making func(t *sched.Thread) (use func(t *sched.Thread))

var primitives = map[string]making{
	"var": func(t *sched.Thread) func(t *sched.Thread) {
		x := sched.NewVar(t, "x", 0)
		return func(t *sched.Thread) { x.Get(t) }
	},
	"var, set": func(t *sched.Thread) func(t *sched.Thread) {
		x := sched.NewVar(t, "x", 0)
		return func(t *sched.Thread) { x.Set(t, 1) }
	},
	"ref": func(t *sched.Thread) func(t *sched.Thread) {
		x := sched.NewRef(t, "x", "")
		return func(t *sched.Thread) { x.Set(t, x.Get(t)) }
	},
	"thread": func(t *sched.Thread) func(t *sched.Thread) {
		other := t.Spawn("", func(t *sched.Thread) { t.Sleep(time.Millisecond) })
		return func(t *sched.Thread) { t.Join(other) }
	},
	"main thread": func(t *sched.Thread) func(*sched.Thread) {
		return func(other *sched.Thread) { other.Join(t) }
	},
	"free lock": func(t *sched.Thread) func(t *sched.Thread) {
		return threading.NewLock(t, "m").Acquire
	},
	"held lock": func(t *sched.Thread) func(t *sched.Thread) {
		m := threading.NewLock(t, "m")
		m.Acquire(t)
		return m.Acquire
	},
	"held lock, released": func(t *sched.Thread) func(t *sched.Thread) {
		m := threading.NewLock(t, "m")
		m.Acquire(t)
		return m.Release
	},
	"lock with a waiter, released": func(t *sched.Thread) func(t *sched.Thread) {
		m := threading.NewLock(t, "m")
		m.Acquire(t)
		t.SpawnDaemon("", m.Acquire)
		t.Sleep(time.Millisecond)
		return m.Release
	},
	"held lock, with a time-out": func(t *sched.Thread) func(t *sched.Thread) {
		m := threading.NewLock(t, "m")
		m.Acquire(t)
		return func(t *sched.Thread) { m.AcquireTimeout(t, time.Millisecond) }
	},
	"rlock": func(t *sched.Thread) func(t *sched.Thread) {
		m := threading.NewRLock(t, "m")
		m.Acquire(t)
		return m.Acquire
	},
	"condition": func(t *sched.Thread) func(t *sched.Thread) {
		c := threading.NewCondition(t, "c")
		return func(t *sched.Thread) { c.Acquire(t) }
	},
	"semaphore": func(t *sched.Thread) func(t *sched.Thread) {
		return threading.NewSemaphore(t, "s", 0).Acquire
	},
	"event": func(t *sched.Thread) func(t *sched.Thread) {
		e := threading.NewEvent(t, "e")
		t.SpawnDaemon("", func(t *sched.Thread) { e.Wait(t) })
		t.Sleep(time.Millisecond)
		return e.Set
	},
	"barrier": func(t *sched.Thread) func(t *sched.Thread) {
		b := threading.NewBarrier(t, "b", 2, nil)
		return func(t *sched.Thread) { b.Wait(t) }
	},
	"queue": func(t *sched.Thread) func(t *sched.Thread) {
		q := threading.NewQueue[int](t, "q", 0)
		return func(t *sched.Thread) { q.Put(t, 1) }
	},
	"simple queue": func(t *sched.Thread) func(t *sched.Thread) {
		q := threading.NewSimpleQueue[int](t, "q")
		t.SpawnDaemon("", func(t *sched.Thread) { q.Get(t) })
		t.Sleep(time.Millisecond)
		return func(t *sched.Thread) { q.Put(t, 1) }
	},
	"simple queue, got from": func(t *sched.Thread) func(t *sched.Thread) {
		q := threading.NewSimpleQueue[int](t, "q")
		return func(t *sched.Thread) { q.Get(t) }
	},
	"timer": func(t *sched.Thread) func(t *sched.Thread) {
		return threading.NewTimer(t, time.Millisecond, func(*sched.Thread) {}).Start
	},
	"thread handle": func(t *sched.Thread) func(t *sched.Thread) {
		h := threading.New(t, "", nil)
		return h.Start
	},
	"future": func(t *sched.Thread) func(t *sched.Thread) {
		f := futures.NewFuture[int](t)
		return func(t *sched.Thread) { f.SetResult(t, 1) }
	},
	"executor": func(t *sched.Thread) func(t *sched.Thread) {
		p := futures.NewThreadPool(t, 1, "")
		return func(t *sched.Thread) {
			futures.Submit(t, p, func(*sched.Thread) (int, error) { return 1, nil })
		}
	},
}

// machines run a program, recorded so that whatever it leaves in a trace is looked at, too.
var machines = map[string]func(main func(t *sched.Thread)) error{
	"simulated": func(main func(t *sched.Thread)) error {
		_, err := sim.Record(sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On}}, main)
		return err
	},
	"real": func(main func(t *sched.Thread)) error {
		cfg := native.Config{GIL: gil.Config{Discipline: gil.On}, Timeout: 10 * time.Second, Recorder: new(trace.Buffer)}
		cfg.Loop = machine.Loop()
		_, err := native.Run(context.Background(), cfg, main)
		return err
	},
	"real, not recorded": func(main func(t *sched.Thread)) error {
		cfg := native.Config{Timeout: 10 * time.Second, Loop: machine.Loop()}
		_, err := native.Run(context.Background(), cfg, main)
		return err
	},
}

func TestAPrimitiveOfAnotherRunIsRefusedInASentence(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	for name, make := range primitives {
		for made, first := range machines {
			for used, second := range machines {
				var use func(t *sched.Thread)
				if err := first(func(t *sched.Thread) { use = make(t) }); err != nil {
					t.Fatalf("%s, made: %v", name, err)
				}
				refused(t, name+", made "+made+", used "+used, second(use))
			}
		}
	}
	for range 200 {
		if runtime.NumGoroutine() <= goroutines {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), goroutines)
}

// In the midst of its own run a primitive is refused in another one as well.
func TestAPrimitiveOfARunThatGoesOnIsRefusedInAnotherOne(t *testing.T) {
	for name, make := range primitives {
		for used, second := range machines {
			err := machines["simulated"](func(th *sched.Thread) {
				refused(t, name+", used "+used, second(make(th)))
			})
			if err != nil {
				t.Errorf("%s: the run that it was made in ends with %v", name, err)
			}
		}
	}
}

// refused fails the test unless the run that used the primitive ended with a sentence about that.
func refused(t *testing.T, what string, err error) {
	t.Helper()
	var misuse *sched.MisuseError
	if !errors.As(err, &misuse) || !strings.Contains(misuse.Msg, "another run") {
		t.Errorf("%s: the run ends with %v", what, err)
	}
}
