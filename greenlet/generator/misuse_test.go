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

// TestAGeneratorBelongsToItsThread holds that another thread finds it executing while it sleeps in its body, as in Python, and
// belonging to its thread while it is suspended, not as in Python.
func TestAGeneratorBelongsToItsThread(t *testing.T) {
	mustSay(t, `
raised ValueError: generator already executing
1
raised RuntimeError: cannot resume a generator of another thread
raised RuntimeError: cannot resume a generator of another thread
GEN_SUSPENDED
raised StopIteration: 
raised StopIteration: `, func(t *sched.Thread, say func(...any)) {
		entered, leave := sched.NewVar(t, "entered", 0), sched.NewVar(t, "leave", 0)
		yielded, finish := sched.NewVar(t, "yielded", 0), sched.NewVar(t, "finish", 0)
		x := define(func(t *sched.Thread, y *yielder) (any, error) {
			entered.Set(t, 1)
			await(t, leave)
			return y.Yield(1)
		})
		elsewhere := func(f func(t *sched.Thread)) { t.Join(t.Spawn("", f)) }
		var first string
		other := t.Spawn("", func(t *sched.Thread) {
			first = shown(x.Next(t))
			yielded.Set(t, 1)
			await(t, finish)
			_, _ = x.Next(t)
		})
		await(t, entered)
		say(shown(x.Next(t)))
		leave.Set(t, 1)
		await(t, yielded)
		say(first)
		say(shown(x.Next(t)))
		elsewhere(func(t *sched.Thread) { say(shown(x.Close(t))) })
		say(x.State())
		finish.Set(t, 1)
		t.Join(other)
		say(shown(x.Next(t)))
		say(shown(x.Next(t)))
	})
}

// await waits until a variable is not 0.
func await(t *sched.Thread, v *sched.Var[int]) {
	for v.Get(t) == 0 {
		t.Yield()
	}
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

// TestWhatIsSuspendedIsAbandonedWithItsThread holds that deferred calls run, that the generators are closed then, and that no
// goroutine is left: of one that is suspended, one in the midst of which a greenlet has switched away, and one that never ends.
func TestWhatIsSuspendedIsAbandonedWithItsThread(t *testing.T) {
	before := runtime.NumGoroutine()
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
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines are left", after-before)
	}
}

func TestAMillionGeneratorsLeaveNothing(t *testing.T) {
	n := 1_000_000
	if testing.Short() || raceEnabled {
		n = 20_000
	}
	var before, after runtime.MemStats
	if _, err := sched.Run(sched.Config{}, func(t *sched.Thread) {
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
