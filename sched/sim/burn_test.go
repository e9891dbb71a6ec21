// This file holds the time that bytecodes take against the sum that it must be.

package sim_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"pgregory.net/rapid"
)

func TestBytecodesTakeTheSameTimeHoweverTheyAreCut(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := machinetest.Exactly(rapid.IntRange(1, 3).Draw(r, "cores"))
		c.Bytecode = rapid.Int64Range(1, 5000).Draw(r, "ps")
		c.Slice = time.Duration(rapid.Int64Range(1, 3000).Draw(r, "slice"))
		c.Granularity = time.Duration(rapid.Int64Range(1, 2000).Draw(r, "granularity"))
		c.GIL = gil.Config{
			Discipline: rapid.SampledFrom(gil.Disciplines()).Draw(r, "discipline"),
			Interval:   50 * time.Microsecond,
		}
		work := rapid.SliceOfN(rapid.SliceOfN(rapid.Int64Range(0, 3000), 0, 6), 1, 5).Draw(r, "bytecodes")
		tr, err := sim.Record(c, func(t *sched.Thread) {
			for _, parts := range work {
				t.Spawn("", func(t *sched.Thread) {
					for i, n := range parts {
						t.Run(n)
						if i%2 == 1 {
							t.Sleep(time.Duration(n))
						}
					}
				})
			}
		})
		if err != nil {
			r.Fatal(err)
		}
		list := stays(tr)
		for _, e := range machinetest.Events(tr, trace.Exit) {
			want := time.Duration(e.Arg * c.Bytecode / 1000)
			if got := ran(of(list, e.Thread)); got != want {
				r.Fatalf("T%d was on a core for %v, want %v: %d bytecodes of %d ps", e.Thread, got, want, e.Arg, c.Bytecode)
			}
		}
	})
}

func TestInterruptedLoopStopsAtABackwardJump(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		k := rapid.Int64Range(2, 50).Draw(r, "round")
		c := machinetest.Exactly(2)
		c.Bytecode = rapid.Int64Range(500, 3000).Draw(r, "ps")
		c.GIL = gil.Config{
			Discipline: gil.Interval,
			Checks:     rapid.SampledFrom([]gil.Checks{gil.Calls, gil.Calls311}).Draw(r, "checks"),
			Interval:   time.Duration(rapid.Int64Range(1000, 9000).Draw(r, "interval")),
		}
		tr, err := sim.Record(c, func(t *sched.Thread) {
			for range 2 {
				t.Spawn("", func(t *sched.Thread) { t.Loop(100_000/k, k) })
			}
		})
		if err != nil {
			r.Fatal(err)
		}
		asked := int64(-1)
		for _, e := range tr.Events {
			switch {
			case e.Kind == trace.Request:
				asked = e.Time
			case e.Kind == trace.Drop && e.Thread > 1 && e.Arg%k != 0:
				r.Fatalf("T%d lets go after %d bytecodes, in the middle of a round of %d", e.Thread, e.Arg, k)
			case e.Kind == trace.Drop && asked >= 0:
				if late := e.Time - asked; late > k*c.Bytecode/1000+1 {
					r.Fatalf("T%d lets go %d ns after it was asked: a round takes %d", e.Thread, late, k*c.Bytecode/1000)
				}
				asked = -1
			}
		}
	})
}

func TestCostOfABytecodeVariesByTheSpeedJitter(t *testing.T) {
	c := machinetest.Exactly(1)
	c.Bytecode, c.SpeedJitter, c.Slice = 2000, 10, 1000
	seen := map[int64]bool{}
	for _, e := range machinetest.Events(machinetest.Record(t, c, func(t *sched.Thread) {
		t.Spawn("", spin(50_000))
		t.Run(50_000)
	}), trace.Run) {
		if e.Arg < 1980 || e.Arg > 2020 {
			t.Errorf("a bytecode costs %d ps, want 1980 to 2020", e.Arg)
		}
		seen[e.Arg] = true
	}
	if len(seen) < 10 {
		t.Errorf("only %d different speeds", len(seen))
	}
}
