// This file holds the replay by order of random programs against the runs that they record.

package gil_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

func TestEveryRunWithALockIsReplayedByOrder(t *testing.T) {
	tries(t, 1000)
	rapid.Check(t, func(r *rapid.T) {
		p := programs().Draw(r, "program").inOneProcess()
		replaysByOrder(r, func(t *sched.Thread) { p.main(t) })
	})
}

func TestEveryContentionIsReplayedByOrder(t *testing.T) {
	tries(t, 1000)
	rapid.Check(t, func(r *rapid.T) {
		replaysByOrder(r, contentions().Draw(r, "contention").main)
	})
}

// replaysByOrder fails unless the replay by order of a run of the program on a random machine does the same steps.
func replaysByOrder(r *rapid.T, main func(t *sched.Thread)) {
	c := machines().Draw(r, "machine")
	if c.GIL.(gil.Config).Discipline == gil.Off {
		r.Skip("it has no order")
	}
	tr, err := sim.Record(c, main)
	if err != nil {
		r.Fatalf("the run fails: %v", err)
	}
	order, err := choice.ByOrder(tr)
	if err != nil {
		r.Fatal(err)
	}
	again, err := sim.Record(sim.Config{Strategy: order, GIL: c.GIL}, main)
	if err != nil {
		r.Fatalf("the replay fails: %v", err)
	}
	if err := trace.Check(again); err != nil {
		r.Fatalf("the replay: %v", err)
	}
	if d := diff.Traces(tr, again, diff.Steps); d != nil {
		r.Fatalf("after %d steps the run does %+v, and the replay %+v", d.Common, d.A.Next, d.B.Next)
	}
}

// inOneProcess returns the program with threads in place of processes. When a process does its steps, the order of turns
// does not say.
func (p program) inOneProcess() program {
	for _, s := range p.Scripts {
		for i := range s {
			if s[i].Verb == fork {
				s[i].Verb = start
			}
		}
	}
	return p
}

func TestReplayWithoutLockIsReplayedByOrder(t *testing.T) {
	tries(t, 1000)
	rapid.Check(t, func(r *rapid.T) {
		main := contentions().Draw(r, "contention").main
		c := machines().Draw(r, "machine")
		if c.GIL.(gil.Config).Discipline == gil.Off {
			r.Skip("it has no order")
		}
		tr, err := sim.Record(c, main)
		if err != nil {
			r.Fatalf("the run fails: %v", err)
		}
		for i := range 2 {
			order, err := choice.ByOrder(tr)
			if err != nil {
				r.Fatal(err)
			}
			again, err := sim.Record(sim.Config{Strategy: order}, main)
			if err != nil && i == 0 {
				r.Skip("it needs its lock")
			}
			if err != nil {
				r.Fatalf("replay %d without a lock fails: %v", i+1, err)
			}
			if d := diff.Traces(tr, again, diff.Steps); i > 0 && d != nil { // the first one has lost the lock
				r.Fatalf("replay %d: after %d steps the run does %+v, and the replay %+v", i+1, d.Common, d.A.Next, d.B.Next)
			}
			tr = again
		}
	})
}
