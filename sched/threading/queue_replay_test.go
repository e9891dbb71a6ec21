// This file tests that what threads did with queues is replayed by order.

package threading_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace/diff"
)

func TestWhatThreadsDoWithQueuesIsReplayedByOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawQueueing(t)
		lock := gil.Config{Discipline: gil.On, Checks: gil.Calls311, Interval: 5 * time.Microsecond}
		main := func(th *sched.Thread) { p.run(th, make([][]int, len(p.consumers))) }
		cfg := sim.Config{Cores: rapid.IntRange(1, 3).Draw(t, "cores"), Seed: rapid.Uint64Range(1, 1<<20).Draw(t, "seed"), GIL: lock}
		tr, err := sim.Record(cfg, main)
		if err != nil {
			t.Fatal(err)
		}
		order, err := choice.ByOrder(tr)
		if err != nil {
			t.Fatal(err)
		}
		again, err := sim.Record(sim.Config{GIL: lock, Strategy: order, MaxSteps: 1_000_000}, main)
		if err != nil {
			t.Fatal(err)
		}
		if d := diff.Traces(tr, again, diff.Steps); d != nil {
			t.Fatal(d)
		}
	})
}
