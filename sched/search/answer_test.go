package search

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/sched/threading"
)

// results returns the results of a search, in order.
func results(f *Found) string {
	var all []string
	for _, o := range f.Outcomes {
		all = append(all, o.Result)
	}
	return strings.Join(all, " ")
}

// program is main as a program, whose result is what it writes there, and right unless it says wrong.
func program(main func(t *sched.Thread, result *string)) Program {
	return func() Run {
		result := ""
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) { main(t, &result) }},
			Judge:   func() (string, bool) { return result, !strings.HasPrefix(result, "wrong") },
		}
	}
}

// Each random number that can be drawn is one, in each order of the draws' effects.
func TestEveryRandomNumberIsTried(t *testing.T) {
	p := program(func(t *sched.Thread, result *string) {
		first := t.Random(2)
		x := sched.NewVar(t, "x", 0)
		a := t.Spawn("", func(t *sched.Thread) { x.Set(t, 10*int(t.Random(3))) })
		x.Set(t, int(t.Random(2)))
		t.Join(a)
		*result = fmt.Sprint(100*int(first) + x.Get(t))
	})
	for _, strategy := range []string{"dpor", "naive"} {
		f := exhaust(t, p, Options{Strategy: strategy})
		if want := "0 1 10 20 100 101 110 120"; f.Verdict != Pass || results(f) != want {
			t.Errorf("%s: %v %v, results %s, want %s", strategy, f.Verdict, f.Why, results(f), want)
		}
		if strategy == "dpor" && f.Classes != 2*2*3*2 {
			t.Errorf("%d classes, want two orders of 12 draws", f.Classes)
		}
	}
}

// Where there are too many numbers to try them all, the answer says so, but the bounds are tried.
func TestTooManyRandomNumbersGiveNoPass(t *testing.T) {
	f := exhaust(t, program(func(t *sched.Thread, result *string) {
		if t.Random(1_000_000) == 999_999 {
			*result = "wrong: the last one"
		}
	}), Options{})
	if f.Verdict != Fail || f.Complete || len(f.Why) == 0 {
		t.Errorf("%v, complete: %v, why %q", f.Verdict, f.Complete, f.Why)
	}
}

// The example of a run that was wrong because of a number is made again with that number.
func TestAnExampleKeepsItsAnswers(t *testing.T) {
	p := program(func(t *sched.Thread, result *string) {
		if n := t.Random(7); n == 5 {
			t.Print("five")
			*result = "wrong: five"
		}
	})
	for _, strategy := range []string{"", "dpor", "random"} {
		o := Options{Strategy: strategy, Runs: 500}
		f := exhaust(t, p, o)
		if f.Example == nil {
			t.Fatalf("%q: %v", strategy, f.Verdict)
		}
		if names := Record(p, o, f.Example).Names; names.AddText("five\n") != 1 {
			t.Errorf("%q: the run that is made again prints something else", strategy)
		}
	}
}

// The clock does not go back, nor behind what has been slept; and time may have passed that nobody slept.
func TestWhatTheClockCanShow(t *testing.T) {
	f := exhaust(t, program(func(t *sched.Thread, result *string) {
		before := t.Now()
		t.Sleep(time.Second)
		slept := t.Now() - before
		again := t.Now() - before
		*result = fmt.Sprint(slept < time.Second || again <= slept, again > 2*time.Second)
	}), Options{})
	if f.Verdict != Incomplete || len(f.Why) == 0 || results(f) != "false true false false" {
		t.Errorf("%v, why %q, results %s", f.Verdict, f.Why, results(f))
	}
}

// Without an order of time whoever sleeps wakes up at any time, and a time-out fires at any time. With it, only the earliest,
// and only when nobody else can go on.
func TestInOrderOfTimeTheEarliestWakesUp(t *testing.T) {
	p := program(func(t *sched.Thread, result *string) {
		q, sleeps := threading.NewSimpleQueue[string](t, "q"), threading.NewLock(t, "sleeps")
		after := func(d time.Duration, item string) {
			sleeps.Acquire(t)
			t.Spawn("", func(t *sched.Thread) {
				sleeps.Release(t)
				t.Sleep(d)
				q.Put(t, item)
			})
		}
		after(2*time.Second, "late")
		after(time.Second, "early")
		sleeps.Acquire(t)
		x, err := q.GetTimeout(t, 5*time.Second)
		if *result = x; err != nil {
			*result = "none"
		}
	})
	for _, c := range []struct {
		ordered bool
		want    string
	}{{true, "early"}, {false, "late none early"}} {
		f := exhaust(t, p, Options{Ordered: c.ordered})
		if results(f) != c.want || f.Verdict != Pass {
			t.Errorf("in order of time: %v: %v %v, results %s, want %s", c.ordered, f.Verdict, f.Why, results(f), c.want)
		}
	}
}
