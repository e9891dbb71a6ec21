package search

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
)

// A program that is wrong because the clock stands still is not said to be wrong.
func TestAClockThatStandsStillGivesNoFail(t *testing.T) {
	slept := false
	f := exhaust(t, func() Run {
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) {
				before := t.Now()
				t.Sleep(time.Second)
				slept = t.Now()-before >= time.Second
			}},
			Judge: func() (string, bool) { return "slept", slept },
		}
	}, Options{})
	if f.Verdict != Incomplete || f.Example != nil || len(f.Why) == 0 {
		t.Errorf("%v, example %v, why %q: want incomplete", f.Verdict, f.Example, f.Why)
	}
}
