// This file holds the replay by order of what threads do at the primitives: who gets what, and when a wait ends, is in the
// trace.

package threading_test

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

// replays fails unless the replay by order of a run does the same steps.
func replays(t rapid.TB, lock gil.Config, tr *trace.Trace, main func(t *sched.Thread)) {
	t.Helper()
	order, err := choice.ByOrder(tr)
	if err != nil {
		t.Fatal(err)
	}
	again, err := sim.Record(sim.Config{Strategy: order, GIL: lock}, main)
	if err != nil {
		t.Fatalf("under %v, the replay fails: %v", lock.Discipline, err)
	}
	if d := diff.Traces(tr, again, diff.Steps); d != nil {
		t.Fatalf("under %v, after %d steps the run does %+v, and the replay %+v", lock.Discipline, d.Common, d.A.Next, d.B.Next)
	}
}

// locked are the disciplines under which there is an order.
var locked = []gil.Discipline{gil.Ticks, gil.Interval, gil.Coop}

func TestWhatCrowdsAtAPrimitiveIsReplayedByOrder(t *testing.T) {
	for name, crowd := range crowds {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				lock := gil.Config{Discipline: rapid.SampledFrom(locked).Draw(t, "discipline"), Interval: 5 * time.Microsecond,
					Checks: rapid.SampledFrom(gil.AllChecks()).Draw(t, "checks")}
				c := sim.Config{Cores: rapid.IntRange(1, 4).Draw(t, "cores"), Seed: rapid.Uint64Min(1).Draw(t, "seed"), GIL: lock}
				main := func(t *sched.Thread) { crowd(t, 3, 3) }
				tr, err := sim.Record(c, main)
				if err != nil {
					t.Fatal(err)
				}
				replays(t, lock, tr, main)
			})
		})
	}
}

func TestARealCrowdIsReplayedByOrder(t *testing.T) {
	for name, crowd := range crowds {
		t.Run(name, func(t *testing.T) {
			for range 5 {
				lock := gil.Config{Discipline: gil.On, Checks: gil.Calls311, Interval: 20 * time.Microsecond}
				main := func(t *sched.Thread) { crowd(t, 3, 4) }
				tr := &trace.Trace{Names: new(trace.Names)}
				var buffer trace.Buffer
				c := native.Config{GIL: lock, Loop: machine.Loop(), Timeout: 10 * time.Second, Recorder: &buffer, Names: tr.Names}
				if _, err := native.Run(context.Background(), c, main); err != nil {
					t.Fatal(err)
				}
				tr.Events = buffer.Events
				replays(t, lock, tr, main)
			}
		})
	}
}
