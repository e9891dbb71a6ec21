// This file tests panics in greenlets: they reach the parent with the place where they happened, and the run's error says it.

package greenlet_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// line is where explode panics.
var line string

// explode panics.
func explode(*sched.Thread, greenlet.Args) (any, error) {
	_, _, n, _ := runtime.Caller(0)
	line = fmt.Sprintf("panic_test.go:%d", n+2)
	panic("boom")
}

// within returns a function that lets a greenlet do f, and returns what comes of it.
func within(f greenlet.Func) greenlet.Func {
	return func(t *sched.Thread, _ greenlet.Args) (any, error) { return greenlet.New(t, "", f).Switch(t) }
}

func TestAPanicReachesTheParentWithItsStack(t *testing.T) {
	for depth, f := range []greenlet.Func{explode, within(explode), within(within(within(explode)))} {
		for _, on := range machines {
			var got error
			err := on.run(func(t *sched.Thread) { _, got = within(f)(t, greenlet.Args{}) })
			var p *greenlet.PanicError
			if err != nil || !errors.As(got, &p) || p.Value != "boom" || !bytes.Contains(p.Stack, []byte("explode(")) {
				t.Errorf("%s, depth %d: the run ends with %v, the parent got %v", on.name, depth, err, got)
			}
		}
	}
}

func TestMisuseInAGreenletReachesTheParent(t *testing.T) {
	for _, on := range machines {
		var got error
		err := on.run(func(t *sched.Thread) {
			_, got = within(func(t *sched.Thread, _ greenlet.Args) (any, error) { t.Fail("must not"); return nil, nil })(t, greenlet.Args{})
		})
		var misuse *sched.MisuseError
		if err != nil || !errors.As(got, &misuse) || misuse.Msg != "must not" {
			t.Errorf("%s: the run ends with %v, the parent got %v", on.name, err, got)
		}
	}
}

// raises raises, in the main greenlet, what comes out of f.
func raises(f greenlet.Func) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		if _, err := within(f)(t, greenlet.Args{}); err != nil {
			greenlet.Raise(err)
		}
	}
}

// TestTheRunsErrorSaysWhereAnUncaughtPanicHappened holds that it is the line of the program that panicked, and the greenlet,
// however many greenlets have passed it on, and not those that raised it again.
func TestTheRunsErrorSaysWhereAnUncaughtPanicHappened(t *testing.T) {
	for depth, f := range []greenlet.Func{explode, within(explode), within(within(explode))} {
		for _, on := range machines {
			var failed *sched.ThreadError
			want := fmt.Sprintf("MainThread failed in greenlet \"greenlet-%d\" at %s: panic: boom", depth+1, line)
			if err := on.run(raises(f)); !errors.As(err, &failed) || err.Error() != want || !bytes.Contains(failed.Stack, []byte("explode(")) {
				t.Errorf("%s, depth %d: %v; want %s", on.name, depth, err, want)
			}
		}
	}
}

func TestTheRunsErrorSaysWhereAnUncaughtExceptionWasRaised(t *testing.T) {
	cause := errors.New("no such account")
	for _, on := range machines {
		var failed *sched.ThreadError
		err := on.run(raises(func(*sched.Thread, greenlet.Args) (any, error) { return nil, cause }))
		if !errors.As(err, &failed) || !strings.HasPrefix(failed.Where, "panic_test.go:") || !errors.Is(err, cause) ||
			!strings.HasSuffix(err.Error(), "no such account") {
			t.Errorf("%s: %v", on.name, err)
		}
	}
}

// TestDeferredCallsOfAPanicMaySwitch holds that a greenlet whose deferred call switches while it panics goes on panicking when
// somebody switches back.
func TestDeferredCallsOfAPanicMaySwitch(t *testing.T) {
	for _, on := range machines {
		err := on.run(func(th *sched.Thread) {
			main := greenlet.Current(th)
			g := greenlet.New(th, "g", func(th *sched.Thread, a greenlet.Args) (any, error) {
				defer main.Switch(th, "cleanup")
				return explode(th, a)
			})
			if value, err := g.Switch(th); value != "cleanup" || err != nil {
				t.Errorf("%s: first %v, %v", on.name, value, err)
			}
			var p *greenlet.PanicError
			if value, err := g.Switch(th); !errors.As(err, &p) || value != nil || !g.Dead() {
				t.Errorf("%s: then %v, %v; dead %v", on.name, value, err, g.Dead())
			}
		})
		if err != nil {
			t.Errorf("%s: %v", on.name, err)
		}
	}
}
