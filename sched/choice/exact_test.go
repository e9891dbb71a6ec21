// This file holds exact replay: the same run again with nothing drawn, and the place where another one departs from it.

package choice_test

import (
	"errors"
	"slices"
	"strings"
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

// drawing is a program in which everything is drawn that can be: latencies, lateness, speeds, the phase, random numbers,
// and whom a signal wakes.
func drawing(t *sched.Thread) {
	lock := threading.NewLock(t, "lock")
	var all []*sched.Thread
	for range 4 {
		all = append(all, t.Spawn("", func(t *sched.Thread) {
			for range 5 {
				t.Loop(1000+t.Random(5000), 5)
				lock.With(t, func() { t.Sleep(time.Duration(t.Random(50_000))) })
			}
		}))
	}
	for _, other := range all {
		t.Join(other)
	}
}

func TestExactReplayIsTheSameRunWhateverTheSeed(t *testing.T) {
	machinetest.ReplaysExactly(t, drawing)
}

func TestExactReplayDrawsEveryKindOfNumber(t *testing.T) {
	asked := map[choice.Kind]int{}
	for _, d := range gil.Disciplines() {
		c := machinetest.Drawn(d)
		c.Strategy = counting{choice.Seeded(1), asked}
		machinetest.Record(t, c, drawing)
	}
	for _, kind := range []choice.Kind{choice.Whom, choice.Latency, choice.Lateness, choice.Speed, choice.Phase, choice.Chance} {
		if asked[kind] == 0 {
			t.Errorf("%v is never drawn: the test of replay does not test it", kind)
		}
	}
}

// counting is a strategy that counts what it is asked.
type counting struct {
	choice.Strategy
	asked map[choice.Kind]int
}

func (c counting) Pick(d *choice.Decision) (int64, error) {
	c.asked[d.Kind]++
	return c.Strategy.Pick(d)
}

func TestReplayOfAFailureFailsInTheSameWay(t *testing.T) {
	program := func(t *sched.Thread) {
		t.Spawn("", drawing)
		t.Sleep(100 * time.Microsecond)
		panic("boom")
	}
	c := machinetest.Drawn(gil.Interval)
	tr, first := sim.Record(c, program)
	c.Strategy = choice.Exact(tr.Events)
	again, second := sim.Record(c, program)
	if first == nil || second == nil || first.Error() != second.Error() || !slices.Equal(tr.Events, again.Events) {
		t.Errorf("the run fails with %v, and the replay with %v", first, second)
	}
}

func TestReplayThatDepartsSaysWhere(t *testing.T) {
	c := machinetest.Drawn(gil.Interval)
	tr := machinetest.Record(t, c, drawing)
	edited := func(kind trace.Kind, edit func(e *trace.Event)) []trace.Event {
		list := slices.Clone(tr.Events)
		for i := range list {
			if list[i].Kind == kind {
				edit(&list[i])
				break
			}
		}
		return list
	}
	for _, x := range []struct {
		name, want string
		events     []trace.Event
		main       func(t *sched.Thread)
	}{
		{"a recording that is cut off", "the recording ends before the run does", tr.Events[:len(tr.Events)/2], drawing},
		{"an empty recording", "event 1: the recording ends before the run does", nil, drawing},
		{"another program", "the run needs", tr.Events, func(t *sched.Thread) { t.Sleep(1); drawing(t) }},
		{"a latency that is not possible", "but the configuration allows", edited(trace.Unpark, func(e *trace.Event) { e.Arg = 5_000_000 }), drawing},
		{"a speed that is not possible", "but the configuration allows", edited(trace.Run, func(e *trace.Event) { e.Arg = 0 }), drawing},
		{"a random number that is not possible", "but the configuration allows", edited(trace.Random, func(e *trace.Event) { e.Arg = -1 }), drawing},
	} {
		t.Run(x.name, func(t *testing.T) {
			c.Strategy = choice.Exact(x.events)
			replay, err := sim.Record(c, x.main)
			var diverged *choice.DivergenceError
			if !errors.As(err, &diverged) || !strings.Contains(err.Error(), x.want) {
				t.Fatalf("error %v, want one that says %q", err, x.want)
			}
			if err := trace.Check(replay); err != nil {
				t.Fatal(err)
			}
			if n := len(replay.Events); n == 0 || replay.Events[n-1].Kind != trace.Halt {
				t.Errorf("the trace of %d events does not end with halt", n)
			}
		})
	}
}

func TestMatcherFindsWhereAChangedProgramDeparts(t *testing.T) {
	program := func(value int) func(t *sched.Thread) {
		return func(t *sched.Thread) {
			x := sched.NewVar(t, "x", 0)
			x.Set(t, 1)
			x.Set(t, value)
		}
	}
	c := sim.Config{}
	tr := machinetest.Record(t, c, program(2))
	m := trace.NewMatcher(tr.Events)
	c.Strategy, c.Recorder = choice.Exact(tr.Events), m
	if _, err := sim.Run(c, program(3)); err != nil {
		t.Fatal(err)
	}
	var mismatch *trace.MismatchError
	if !errors.As(m.Err(), &mismatch) || mismatch.Want.Arg != 2 || mismatch.Got.Arg != 3 {
		t.Errorf("the matcher says %v, want that 3 is stored instead of 2", m.Err())
	}
}
