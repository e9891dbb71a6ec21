// This file tests generators where Go differs from Python: threads, panics, Yielders, and what is abandoned.

package generator_test

import (
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/generator"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// mustSay runs a program on every machine, and fails the test if it says something else.
func mustSay(t *testing.T, want string, p program) {
	t.Helper()
	for name, on := range machines {
		if got := strings.TrimSpace(said(t, on, 1, p)[0]); got != strings.TrimSpace(want) {
			t.Errorf("%s: it says\n%s\nand not\n%s", name, got, want)
		}
	}
}

// TestAGeneratorBelongsToItsThread holds that another thread finds it executing while it sleeps in its body, as in
// Python, and belonging to its thread while it is suspended, not as in Python.
func TestAGeneratorBelongsToItsThread(t *testing.T) {
	mustSay(t, `
raised ValueError: generator already executing
1
raised RuntimeError: cannot resume a generator of another thread
raised RuntimeError: cannot resume a generator of another thread
GEN_SUSPENDED
raised StopIteration: 
raised StopIteration: `, func(t *sched.Thread, say func(...any)) {
		entered, leave := threading.NewEvent(t, "entered"), threading.NewEvent(t, "leave")
		yielded, finish := threading.NewEvent(t, "yielded"), threading.NewEvent(t, "finish")
		x := define(func(t *sched.Thread, y *yielder) (any, error) {
			entered.Set(t)
			leave.Wait(t)
			return y.Yield(1)
		})
		elsewhere := func(f func(t *sched.Thread)) { t.Join(t.Spawn("", f)) }
		var first string
		other := t.Spawn("", func(t *sched.Thread) {
			first = shown(x.Next(t))
			yielded.Set(t)
			finish.Wait(t)
			_, _ = x.Next(t)
		})
		entered.Wait(t)
		say(shown(x.Next(t)))
		leave.Set(t)
		yielded.Wait(t)
		say(first)
		say(shown(x.Next(t)))
		elsewhere(func(t *sched.Thread) { say(shown(x.Close(t))) })
		say(x.State())
		finish.Set(t)
		t.Join(other)
		say(shown(x.Next(t)))
		say(shown(x.Next(t)))
	})
}

// TestThreadsThatStartAGeneratorAtOnce holds that one of them gets it, and each of the others an error.
func TestThreadsThatStartAGeneratorAtOnce(t *testing.T) {
	const threads = 8
	for name, on := range machines {
		for range 20 {
			x := define(count(1, nil))
			var got [threads]error
			if err := on(t, func(t *sched.Thread) {
				for i := range got {
					t.Spawn("", func(t *sched.Thread) { _, got[i] = x.Next(t) })
				}
			}); err != nil {
				t.Fatal(err)
			}
			started := 0
			for _, err := range got {
				if err == nil {
					started++
				}
			}
			if started != 1 {
				t.Fatalf("%s: %d threads have started it: %v", name, started, got)
			}
		}
	}
}

func TestAGreenletThatSwitchesAwayLeavesTheGeneratorExecuting(t *testing.T) {
	mustSay(t, `
from inside gen
raised ValueError: generator already executing
GEN_RUNNING
gen got v
2
raised StopIteration: `, func(t *sched.Thread, say func(...any)) {
		it := define(func(t *sched.Thread, y *yielder) (any, error) {
			_, _ = y.Yield(1)
			v, _ := greenlet.Current(t).Parent().Switch(t, "from inside gen")
			say("gen got", v)
			return y.Yield(2)
		})
		it.Next(t)
		a := greenlet.New(t, "a", func(t *sched.Thread, _ greenlet.Args) (any, error) { return it.Next(t) })
		say(shown(a.Switch(t)))
		say(shown(it.Next(t)))
		say(it.State())
		say(shown(a.Switch(t, "v")))
		say(shown(it.Next(t)))
	})
}

func TestAPanicComesOutWithItsStack(t *testing.T) {
	cause := errors.New("boom")
	mustSay(t, "true true GEN_CLOSED", func(t *sched.Thread, say func(...any)) {
		x := define(func(*sched.Thread, *yielder) (any, error) { fails(cause); return nil, nil })
		_, err := x.Next(t)
		var panicked *generator.PanicError
		say(errors.As(err, &panicked) && errors.Is(err, cause), strings.Contains(string(panicked.Stack), "fails"), x.State())
	})
}

// fails panics.
func fails(cause error) { panic(cause) }

func TestARaisedExceptionComesOutAsItself(t *testing.T) {
	mustSay(t, "true true", func(t *sched.Thread, say func(...any)) {
		x := define(func(*sched.Thread, *yielder) (any, error) { greenlet.Raise(keyError); return nil, nil })
		err := greenlet.Catch(t, func() {
			for range x.All(t) {
				say("never")
			}
		})
		y := define(count(2, nil))
		_ = greenlet.Catch(t, func() {
			for range y.All(t) {
				greenlet.Raise(valueError)
			}
		})
		say(err == keyError, y.State() == generator.Closed)
	})
}

// TestOnlyTheBodyYields holds that a Yielder refuses whoever else calls it, and that its generator goes on unharmed.
func TestOnlyTheBodyYields(t *testing.T) {
	mustSay(t, `
while suspended true
by one that is resumed true
1
by a greenlet true
2
after the end true`, func(t *sched.Thread, say func(...any)) {
		var stolen *yielder
		try := func(where string) { _, err := stolen.Yield(7); say(where, errors.Is(err, generator.ErrOutside)) }
		x := define(func(t *sched.Thread, y *yielder) (any, error) {
			stolen = y
			_, _ = y.Yield(0)
			_, _ = define(func(*sched.Thread, *yielder) (any, error) { try("by one that is resumed"); return nil, nil }).Next(t)
			_, _ = y.Yield(1)
			_, _ = greenlet.New(t, "", func(*sched.Thread, greenlet.Args) (any, error) { try("by a greenlet"); return nil, nil }).Switch(t)
			return y.Yield(2)
		})
		x.Next(t)
		try("while suspended")
		say(shown(x.Next(t)))
		say(shown(x.Next(t)))
		x.Next(t)
		try("after the end")
	})
}

// TestWhatIsSuspendedIsAbandonedWithItsThread holds that deferred calls run and that the generators are closed then: one
// that is suspended, one in the midst of which a greenlet has switched away, and one that never ends. That no goroutine
// is left is looked at when all tests are over.
func TestWhatIsSuspendedIsAbandonedWithItsThread(t *testing.T) {
	mustSay(t, "1 0 GEN_CLOSED GEN_CLOSED GEN_CLOSED", func(t *sched.Thread, say func(...any)) {
		ran, never := 0, 0
		var x, away, stubborn *gen
		t.Join(t.Spawn("", func(t *sched.Thread) {
			x = define(func(t *sched.Thread, y *yielder) (any, error) {
				defer func() { ran++; t.Run(1); never++ }()
				return y.Yield(1)
			})
			away = define(func(t *sched.Thread, y *yielder) (any, error) {
				return greenlet.Current(t).Parent().Switch(t)
			})
			stubborn = define(func(t *sched.Thread, y *yielder) (any, error) {
				for {
					_, _ = y.Yield(1)
				}
			})
			x.Next(t)
			stubborn.Next(t)
			_, _ = greenlet.New(t, "", func(t *sched.Thread, _ greenlet.Args) (any, error) { return away.Next(t) }).Switch(t)
		}))
		say(ran, never, x.State(), away.State(), stubborn.State())
	})
}

// TestAReplayThatDepartsInAGeneratorEndsTheRun holds that this is no exception of the program, which could catch it.
func TestAReplayThatDepartsInAGeneratorEndsTheRun(t *testing.T) {
	program := func(bound int64) func(t *sched.Thread) {
		return func(t *sched.Thread) {
			_, _ = define(func(t *sched.Thread, y *yielder) (any, error) { return y.Yield(t.Random(bound)) }).Next(t)
		}
	}
	recorded, err := sim.Record(sim.Config{Seed: 5}, program(1000))
	if err != nil {
		t.Fatal(err)
	}
	_, err = sim.Run(sim.Config{Strategy: choice.Exact(recorded.Events)}, program(1))
	if _, diverged := errors.AsType[*choice.DivergenceError](err); !diverged {
		t.Errorf("the run ends with %v", err)
	}
	if _, err = sim.Run(sim.Config{Strategy: choice.Exact(recorded.Events)}, program(1000)); err != nil {
		t.Errorf("the replay of the same program ends with %v", err)
	}
}

func TestAMillionGeneratorsLeaveNothing(t *testing.T) {
	n := 1_000_000
	if testing.Short() {
		n = 20_000
	}
	var before, after runtime.MemStats
	if _, err := sim.Run(sim.Config{}, func(t *sched.Thread) {
		body := count(2, nil)
		for i := range n {
			if i == n/100 {
				runtime.GC()
				runtime.ReadMemStats(&before)
			}
			x := define(body)
			x.Next(t)
			x.Close(t)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
	}); err != nil {
		t.Fatal(err)
	}
	grown := int64(after.HeapAlloc+after.StackInuse) - int64(before.HeapAlloc+before.StackInuse)
	if grown > 1<<20 {
		t.Errorf("%d generators leave %d bytes", n, grown)
	}
}
