// This file holds random programs on random machines against what every run must obey.

package gil_test

import (
	"flag"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"pgregory.net/rapid"
)

// machines generates random configurations, the extreme ones included: -1 is none at all.
func machines() *rapid.Generator[sim.Config] {
	return rapid.Custom(func(r *rapid.T) sim.Config {
		span := func(name string, values ...time.Duration) time.Duration {
			return rapid.SampledFrom(values).Draw(r, name)
		}
		number := func(name string, values ...int64) int64 { return rapid.SampledFrom(values).Draw(r, name) }
		c := sim.Config{
			Cores:       rapid.IntRange(1, 4).Draw(r, "cores"),
			Seed:        rapid.Uint64Range(1, 1000).Draw(r, "seed"),
			GIL:         locks(r),
			Bytecode:    number("bytecode", 2000, 1, 999, 16_900, 1_000_000),
			Slice:       span("slice", 4*time.Millisecond, time.Microsecond, 100*time.Microsecond),
			Granularity: span("granularity", time.Millisecond, -1, 10*time.Microsecond),
			WakeIdle:    span("idle", 10*time.Microsecond, -1, 38*time.Microsecond),
			WakeBusy:    span("busy", 2*time.Microsecond, -1, 38*time.Microsecond),
			WakeCost:    span("cost", 300, -1, 5*time.Microsecond),
			WakeEmpty:   span("empty", -1, 100),
			Switch:      span("switch", time.Microsecond, -1, 5*time.Microsecond),
			Lateness:    span("lateness", 80*time.Microsecond, -1),
			SpawnCost:   span("spawn", 20*time.Microsecond, -1),
			Jitter:      number("jitter", 25, -1, 100),
			SpeedJitter: number("speed", 10, -1, 999),
			MaxSteps:    2_000_000,

			Recent:        span("recent", -1, 10*time.Microsecond),
			WakeRecent:    span("wake recent", -1, 22*time.Microsecond),
			SwitchRecent:  span("switch recent", -1, 4*time.Microsecond),
			SwitchIdle:    span("switch idle", -1, 26*time.Microsecond),
			InterruptSend: span("send", -1, 2*time.Microsecond),
			InterruptCost: span("interrupt", -1, 5*time.Microsecond),
			Touch:         span("touch", -1, 100),
			WakeQuantiles: spread(r, "idle quantiles"),
			BusyQuantiles: spread(r, "busy quantiles"),
			LateQuantiles: spread(r, "late quantiles"),
		}
		if c.Granularity < 0 { // each wake-up preempts: with short slices such a machine does nothing but switch
			c.Slice = 4 * time.Millisecond
		}
		return c
	})
}

// spread generates quantiles, or none.
func spread(r *rapid.T, name string) []int64 {
	return rapid.SampledFrom([][]int64{nil, {0, 0}, {0, 900, 1000, 40_000}}).Draw(r, name)
}

// locks generates configurations of the lock.
func locks(r *rapid.T) gil.Config {
	return gil.Config{
		Discipline: rapid.SampledFrom(gil.Disciplines()).Draw(r, "discipline"),
		Checks:     rapid.SampledFrom(gil.AllChecks()).Draw(r, "checks"),
		Interval: rapid.SampledFrom([]time.Duration{5 * time.Millisecond, 50 * time.Microsecond, time.Microsecond}).
			Draw(r, "interval"),
		CheckInterval: rapid.SampledFrom([]int{100, 1, 7}).Draw(r, "check interval"),
		WakeOrder:     rapid.SampledFrom([]choice.WakeOrder{choice.FIFO, choice.Mixed, choice.Shuffled}).Draw(r, "order"),
	}
}

func TestEveryProgramOnEveryMachineObeysTheRules(t *testing.T) {
	tries(t, 3000)
	before := runtime.NumGoroutine()
	rapid.Check(t, func(r *rapid.T) {
		p := programs().Draw(r, "program")
		c := machines().Draw(r, "machine")
		var w *world
		first, err := sim.Record(c, func(t *sched.Thread) { w = p.main(t) })
		if err != nil {
			r.Fatalf("the run fails: %v", err)
		}
		if err := trace.Check(first); err != nil {
			r.Fatal(err)
		}
		second, err := sim.Record(c, func(t *sched.Thread) { p.main(t) })
		same(r, "the second run", first, second, err)
		c.Seed, c.Strategy = 4711, choice.Exact(first.Events)
		replay, err := sim.Record(c, func(t *sched.Thread) { p.main(t) })
		same(r, "the replay", first, replay, err)
		if n := runtime.NumGoroutine(); n > before {
			r.Fatalf("%d goroutines are left behind", n-before)
		}
		withinCores(r, c.Cores, first)
		noLostUpdates(r, c.GIL.(gil.Config), w, first)
	})
}

// same fails if a run is not the one that is wanted, event for event.
func same(r *rapid.T, what string, want, got *trace.Trace, err error) {
	if err != nil {
		r.Fatalf("%s fails: %v", what, err)
	}
	if slices.Equal(want.Events, got.Events) {
		return
	}
	for i := range want.Events {
		if i >= len(got.Events) || want.Events[i] != got.Events[i] {
			r.Fatalf("%s: event %d of %d and %d differs: want %+v", what, i, len(want.Events), len(got.Events), want.Events[i])
		}
	}
	r.Fatalf("%s has %d events, want %d", what, len(got.Events), len(want.Events))
}

// withinCores fails if the threads used more processor time than the cores have.
func withinCores(r *rapid.T, cores int, tr *trace.Trace) {
	if ran, wall := used(tr), wall(tr); ran > wall*time.Duration(cores) {
		r.Fatalf("the threads ran %v in all, but %d cores have only %v each", ran, cores, wall)
	}
}

// noLostUpdates fails if updates were lost where they must not be: under a lock never, and without one only where the
// interpreter may switch between load and store.
func noLostUpdates(r *rapid.T, c gil.Config, w *world, tr *trace.Trace) {
	stored := last(tr)
	for i := range variables {
		if got := stored[w.safe[i].Object()]; got != w.guarded[i] {
			r.Fatalf("y[%d] is %d after %d updates under its lock", i, got, w.guarded[i])
		}
		if got := stored[w.vars[i].Object()]; c.Discipline == gil.Coop && !w.forked && got != w.plain[i] {
			r.Fatalf("x[%d] is %d after %d updates under %v", i, got, w.plain[i], c.Discipline)
		}
	}
}

// last returns the last value of each variable.
func last(tr *trace.Trace) map[int32]int64 {
	values := map[int32]int64{}
	for _, e := range tr.Events {
		if e.Kind == trace.Store {
			values[e.Obj] = e.Arg
		}
	}
	return values
}

// tries sets how many cases rapid tries in this test, unless the command line says so: fewer under the race detector.
func tries(t *testing.T, n int) {
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if given {
		return
	}
	if testing.Short() {
		n /= 10
	}
	before := flag.Lookup("rapid.checks").Value.String()
	flag.Set("rapid.checks", strconv.Itoa(n))
	t.Cleanup(func() { flag.Set("rapid.checks", before) })
}
