package search

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
)

// unannounced is two threads that share a Go variable, beside variables of their own.
func unannounced() Run {
	n := 0
	return Run{
		Program: serial.Program{Main: func(t *sched.Thread) {
			for i := range 2 {
				own := sched.NewVar(t, fmt.Sprint("own", i), 0)
				t.Spawn("", func(t *sched.Thread) {
					own.Set(t, 1)
					n = 2*n + i
				})
			}
		}},
		Judge: func() (string, bool) { return fmt.Sprint(n), true },
	}
}

// A program whose threads share what is not announced has more results than classes: PASS would be no proof.
func TestWhatIsSharedWithoutAnnouncementGivesNoPass(t *testing.T) {
	f := exhaust(t, unannounced, Options{})
	if f.Verdict != Incomplete || !strings.Contains(strings.Join(f.Why, " "), "share something") {
		t.Errorf("%v, why %q: want incomplete", f.Verdict, f.Why)
	}
}

// Runs of one class do the same, turn by turn: whatever threads do to each other is announced.
func TestRunsOfOneClassDoTheSame(t *testing.T) {
	r := generator(11)
	locks := []gil.Config{{}, {Discipline: gil.Interval}, {Discipline: gil.Interval, Checks: gil.Calls}, {Discipline: gil.Coop}}
	for i := range 60 {
		code := drawProgram(r)
		lock := locks[i%len(locks)]
		f, err := Search(play(code), Options{Strategy: "dpor", Runs: 500, GIL: lock})
		if err != nil {
			t.Fatal(err)
		}
		if why := strings.Join(f.Why, " "); strings.Contains(why, "share something") {
			t.Errorf("%v under %v %v: %s", code, lock.Discipline, lock.Checks, why)
		}
	}
}
