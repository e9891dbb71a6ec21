// This file defines threads without coroutine, tables of steps, and lets them run beside threads that are functions.

package sched_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// A table is the body of a thread as plain data: its steps, one after the other.
type table struct {
	steps []sched.Op
	at    int
}

// Resume goes on with the step that the thread is in the middle of.
func (tb *table) Resume(t *sched.Thread, w sched.Wake) sched.Request {
	for ; tb.at < len(tb.steps); tb.at++ {
		if r, done := tb.steps[tb.at].Step(t, w); !done {
			return r
		}
		w = sched.Begin
	}
	return sched.Request{Kind: sched.End}
}

// work is code to execute, as a step.
type work sched.Code

func (c work) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return t.StepExecute(w, sched.Code(c))
}

// do is a step that takes no time.
type do func(t *sched.Thread)

func (f do) Step(t *sched.Thread, _ sched.Wake) (sched.Request, bool) {
	f(t)
	return sched.Request{}, true
}

// underEachConfig runs f under every discipline and every checks, on one core and on three.
func underEachConfig(t *testing.T, f func(t *testing.T, c sim.Config)) {
	for _, checks := range gil.AllChecks() {
		for _, d := range gil.Disciplines() {
			for _, cores := range []int{1, 3} {
				t.Run(fmt.Sprintf("%v %v %d", d, checks, cores), func(t *testing.T) {
					f(t, sim.Config{Cores: cores, GIL: gil.Config{Discipline: d, Checks: checks, Interval: 50 * time.Microsecond}})
				})
			}
		}
	}
}

// spinning is 200,000 rounds of x = x ^ 1, four bytecodes and a jump, as a function and as a table.
func spinning(t *sched.Thread) { t.Loop(200_000, 5) }

func spinningTable() sched.Runner {
	return &table{steps: []sched.Op{work{N: 1_000_000, Round: 5}}}
}

func TestTableSpinsAsAFunctionDoes(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	underEachConfig(t, func(t *testing.T, c sim.Config) {
		mixed := machinetest.Record(t, c, func(t *sched.Thread) {
			all := []*sched.Thread{t.Spawn("", spinning), t.SpawnRunner("", spinningTable()),
				t.Spawn("", spinning), t.SpawnRunner("", spinningTable())}
			for _, other := range all {
				t.Join(other)
			}
		})
		functions := machinetest.Record(t, c, func(t *sched.Thread) {
			var all []*sched.Thread
			for range 4 {
				all = append(all, t.Spawn("", spinning))
			}
			for _, other := range all {
				t.Join(other)
			}
		})
		if !slices.Equal(mixed.Events, functions.Events) {
			t.Errorf("with tables the run has %d events, with functions alone %d, and they differ", len(mixed.Events), len(functions.Events))
		}
		for _, e := range machinetest.Events(mixed, trace.End)[:4] {
			if e.Thread > 1 && e.Arg != 1_000_000 {
				t.Errorf("T%d has executed %d bytecodes, want 1,000,000", e.Thread, e.Arg)
			}
		}
	})
}

// A counter is a shared number under a lock, which is increased in a way that loses updates if the lock does not hold.
type counter struct {
	lock  *threading.Lock
	value int64
	seen  int64
}

const rounds = 20

// function increases the counter as a function does.
func (c *counter) function(t *sched.Thread) {
	for range rounds {
		c.lock.Acquire(t)
		c.seen = c.value
		t.Loop(5000, 5)
		c.value = c.seen + 1
		c.lock.Release(t)
		t.Run(30)
	}
}

// table increases the counter as a table does.
func (c *counter) table() sched.Runner {
	tb := new(table)
	for range rounds {
		tb.steps = append(tb.steps,
			c.lock.AcquireOp(sched.Forever),
			do(func(*sched.Thread) { c.seen = c.value }),
			work{N: 25_000, Round: 5},
			do(func(*sched.Thread) { c.value = c.seen + 1 }),
			c.lock.ReleaseOp(),
			work{N: 30})
	}
	return tb
}

func TestTableContendsForALockAsAFunctionDoes(t *testing.T) {
	underEachConfig(t, func(t *testing.T, c sim.Config) {
		run := func(tables bool) *trace.Trace {
			var n counter
			tr := machinetest.Record(t, c, func(t *sched.Thread) {
				n.lock = threading.NewLock(t, "lock")
				var all []*sched.Thread
				for i := range 4 {
					if tables && i%2 == 1 {
						all = append(all, t.SpawnRunner("", n.table()))
					} else {
						all = append(all, t.Spawn("", n.function))
					}
				}
				for _, other := range all {
					t.Join(other)
				}
			})
			if n.value != 4*rounds {
				t.Errorf("the counter is %d, want %d", n.value, 4*rounds)
			}
			return tr
		}
		mixed, functions := run(true), run(false)
		if !slices.Equal(mixed.Events, functions.Events) {
			t.Errorf("with tables the run has %d events, with functions alone %d, and they differ", len(mixed.Events), len(functions.Events))
		}
		coop := c.GIL.(gil.Config).Discipline == gil.Coop // nobody lets go while it has the lock
		if parks := machinetest.Events(mixed, trace.Park); !coop && c.Cores == 3 && len(parks) < rounds {
			t.Errorf("only %d waits: nobody contends", len(parks))
		}
	})
}

func TestTableIsReplayedAsAFunctionIs(t *testing.T) {
	program := func(t *sched.Thread) {
		n := counter{lock: threading.NewLock(t, "lock")}
		other := t.SpawnRunner("", n.table())
		n.function(t)
		t.Join(other)
	}
	for _, d := range gil.Disciplines() {
		c := sim.Config{Cores: 2, GIL: gil.Config{Discipline: d}}
		tr := machinetest.Record(t, c, program)
		c.Strategy = choice.Exact(tr.Events)
		if again := machinetest.Record(t, c, program); !slices.Equal(tr.Events, again.Events) {
			t.Errorf("%v: the replay differs", d)
		}
	}
}
