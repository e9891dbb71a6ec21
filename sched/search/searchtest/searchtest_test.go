package searchtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/threading"
)

// counter increments a variable in two threads, under a lock if it is to be right.
func counter(locked bool) Main {
	return func(t *sched.Thread) func() error {
		x, lock, final := sched.NewVar(t, "x", 0), threading.NewLock(t, "lock"), 0
		increment := func(t *sched.Thread) { x.Set(t, x.Get(t)+1) }
		body := increment
		if locked {
			body = func(t *sched.Thread) { lock.With(t, func() { increment(t) }) }
		}
		a, b := t.Spawn("a", body), t.Spawn("b", body)
		t.Join(a)
		t.Join(b)
		final = x.Get(t)
		return func() error {
			if final != 2 {
				return fmt.Errorf("x is %d", final)
			}
			return nil
		}
	}
}

func TestALockProtectsACounter(t *testing.T) {
	Prove(t, search.Options{}, counter(true))
}

func TestACheckAtCallsProtectsACounter(t *testing.T) {
	era, err := gil.CPython("3.13")
	if err != nil {
		t.Fatal(err)
	}
	Prove(t, search.Options{GIL: era.Lock}, counter(false))
}

func TestWithoutALockAnUpdateIsLost(t *testing.T) {
	e := Find(t, search.Options{}, counter(false))
	if e.Result != "x is 1" || e.Preemptions != 1 || !e.Proved {
		t.Errorf("found %q with %d preemptions, proved to be the fewest: %v; want x is 1, with 1", e.Result, e.Preemptions, e.Proved)
	}
	if picture := Columns(counter(false), search.Options{}, e); !strings.Contains(picture, "x → 0") || !strings.Contains(picture, "x ← 1") {
		t.Errorf("the columns are\n%s", picture)
	}
}

// A recorder is a test that may fail without failing this one.
type recorder struct {
	testing.TB
	said string
}

func (r *recorder) Helper()                           {}
func (r *recorder) Errorf(format string, args ...any) { r.said = fmt.Sprintf(format, args...) }

func TestAFailureShowsTheInterleaving(t *testing.T) {
	r := &recorder{TB: t}
	Prove(r, search.Options{}, counter(false))
	if !strings.Contains(r.said, "a wrong run is possible: x is 1") || !strings.Contains(r.said, "x ← 1") {
		t.Errorf("it says %q", r.said)
	}
	_, call, _ := strings.Cut(r.said, `searchtest.Replay(t, options, "`)
	schedule, _, _ := strings.Cut(call, `"`)
	if again := Replay(t, search.Options{}, schedule, counter(false)); again.OK || again.Result != "x is 1" || len(again.Drift) > 0 {
		t.Errorf("%s makes %+v", schedule, again)
	}
	if mended := Replay(t, search.Options{}, schedule, counter(true)); !mended.OK {
		t.Errorf("%s makes %+v of the program that has been mended", schedule, mended)
	}
	Prove(r, search.Options{Strategy: "random", Runs: 3}, counter(true))
	if !strings.Contains(r.said, "not everything was run") {
		t.Errorf("it says %q", r.said)
	}
}
