// Package searchtest proves in a test that a program has no wrong interleaving, or that it has one.
//
//	func TestCounter(t *testing.T) {
//		searchtest.Prove(t, search.Options{}, func(t *sched.Thread) (check func() error) {
//			x, lock := sched.NewVar(t, "x", 0), threading.NewLock(t, "lock")
//			add := func(t *sched.Thread) { lock.With(t, func() { x.Set(t, x.Get(t)+1) }) }
//			other := t.Spawn("", add)
//			add(t)
//			t.Join(other)
//			final := x.Get(t)
//			return func() error { return wrongUnless(final == 2) }
//		})
//	}
//
// A failure prints what went wrong, the interleaving in columns, and the line that makes this run again: a call of Replay.
package searchtest

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/trace/cause"
	"github.com/gilsim/gilsim/trace/view"
)

// A Main is a program's main thread. It returns what is asked at the end of a run that no exception and no deadlock has ended:
// the error says what is wrong; nil: everything is right, as it is where the function itself is nil.
type Main func(t *sched.Thread) (check func() error)

// Prove fails the test unless every class of interleavings was run, and none is wrong.
func Prove(t testing.TB, o search.Options, main Main) {
	t.Helper()
	found := look(t, o, main)
	switch found.Verdict {
	case search.Fail:
		t.Errorf("a wrong run is possible: %s\n%s\nto make it again: searchtest.Replay(t, options, %q, main)",
			found.Example.Result, Columns(main, o, found.Example), found.Example.Schedule)
	case search.Incomplete:
		t.Errorf("nothing wrong was found in %d runs, but not everything was run: %s", found.Runs, strings.Join(found.Why, "; "))
	}
}

// Find returns a wrong run, and fails the test if none was found.
func Find(t testing.TB, o search.Options, main Main) *search.Example {
	t.Helper()
	found := look(t, o, main)
	if found.Example == nil {
		t.Fatalf("no wrong run was found in %d, of %d classes; everything was run: %v", found.Runs, found.Classes, found.Complete)
	}
	return found.Example
}

// Replay runs the program by a schedule, a line that a failure of Prove has printed or that search.Schedule writes. What comes out is
// for the test to judge. Where the schedule does not fit the program as it is now, the test's log says so. A line that is
// no schedule, and a program that cannot be run, fail the test.
func Replay(t testing.TB, o search.Options, schedule string, main Main) *search.Replayed {
	t.Helper()
	s, err := search.ParseSchedule(schedule)
	if err != nil {
		t.Fatal(err)
	}
	done, err := search.Replay(program(main), o, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, drift := range done.Drift {
		t.Log(drift)
	}
	return done
}

// Columns shows what led to the end of a run of a search, a column for each thread, and says in words what stands out in it.
func Columns(main Main, o search.Options, e *search.Example) string {
	tr := search.Record(program(main), o, e)
	c := cause.Of(tr, nil)
	if c.Steps < c.All && e.Err == nil {
		tr = c.Past()
	}
	var b strings.Builder
	_ = view.Columns(tr, view.ColumnsOptions{Width: 100}).WriteText(&b, func(_, text string) string { return text })
	if e.Err != nil {
		return b.String() + "\n" + e.Err.Error()
	}
	return b.String() + "\n" + c.Text()
}

func look(t testing.TB, o search.Options, main Main) *search.Found {
	t.Helper()
	found, err := search.Search(program(main), o)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// program is main as a search runs it.
func program(main Main) search.Program {
	return func() search.Run {
		var check func() error
		return search.Run{
			Program: serial.Program{Main: func(t *sched.Thread) { check = main(t) }},
			Judge: func() (string, bool) {
				if check == nil {
					return "right", true
				}
				if err := check(); err != nil {
					return err.Error(), false
				}
				return "right", true
			},
		}
	}
}
