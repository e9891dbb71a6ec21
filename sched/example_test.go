package sched_test

import (
	"fmt"
	"os"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

// Two threads add to one variable, under the lock of CPython 3.2 to 3.9 with a short switch interval. Now and then a
// switch falls between a load and a store: an update is lost.
func Example() {
	cfg := sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On, Interval: 100 * time.Microsecond}}
	_, err := sim.Run(cfg, func(t *sched.Thread) {
		x := sched.NewVar(t, "x", 0)
		add := func(t *sched.Thread) {
			for range 10_000 {
				n := x.Get(t)
				t.Run(50)
				x.Set(t, n+1)
			}
		}
		other := t.Spawn("", add)
		add(t)
		t.Join(other)
		fmt.Println("an update was lost:", x.Get(t) < 20_000)
	})
	fmt.Println(err)
	// Output:
	// an update was lost: true
	// <nil>
}

// A recorded run is replayed exactly: nothing is drawn, whatever the seed.
func ExampleExact() {
	program := func(t *sched.Thread) {
		t.Sleep(1000)
		t.Print("a number:", t.Random(6)+1)
	}
	recorded, _ := sim.Record(sim.Config{Seed: 7}, program)
	replayed, err := sim.Record(sim.Config{Seed: 8, Strategy: choice.Exact(recorded.Events)}, program)
	fmt.Println(diff.Traces(recorded, replayed, diff.Exact) == nil, err)
	// Output:
	// true <nil>
}

// A schedule made by hand: the main thread executes two bytecodes, then the other one runs to its end, and only then does
// the main thread store what it has read before.
func ExampleByOrder() {
	schedule := &trace.Trace{Names: new(trace.Names), Events: []trace.Event{
		{Kind: trace.Turn, Thread: 1, Arg: 2, Core: trace.NoCore},
		{Kind: trace.Turn, Thread: 2, Arg: -1, Core: trace.NoCore},
		{Kind: trace.Turn, Thread: 1, Arg: -1, Core: trace.NoCore},
	}}
	strategy, err := choice.ByOrder(schedule)
	if err != nil {
		fmt.Println(err)
		return
	}
	run, err := sim.Record(sim.Config{Strategy: strategy}, func(t *sched.Thread) {
		x := sched.NewVar(t, "x", 1)
		other := t.Spawn("", func(t *sched.Thread) { x.Set(t, x.Get(t)*10) })
		x.Set(t, x.Get(t)+1)
		t.Join(other)
		t.Print("x =", x.Get(t))
	})
	fmt.Println(err)
	trace.WriteProgram(os.Stdout, run)
	// Output:
	// <nil>
	// x = 2
}
