// This file holds exact replay: the same run again with nothing drawn, and the place where another one departs from it.

package sched_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
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

// drawn is a machine that draws all it can, with a lock of this discipline.
func drawn(d gil.Discipline) sched.Config {
	return sched.Config{Cores: 2, GIL: gil.Config{Discipline: d, Interval: 50 * time.Microsecond, WakeOrder: sched.Shuffled}}
}

// replaysExactly fails unless the exact replay of a run of the program is the same under every discipline, whatever the seed.
func replaysExactly(t *testing.T, main func(t *sched.Thread)) {
	t.Helper()
	for _, d := range gil.Disciplines() {
		c := drawn(d)
		tr := record(t, c, main)
		c.Seed, c.Picker = 99, sched.Exact(tr.Events)
		if again := record(t, c, main); !slices.Equal(tr.Events, again.Events) {
			t.Errorf("%v: the replay differs", d)
		}
	}
}

func TestExactReplayIsTheSameRunWhateverTheSeed(t *testing.T) {
	replaysExactly(t, drawing)
}

func TestExactReplayDrawsEveryKindOfNumber(t *testing.T) {
	asked := map[sched.DecisionKind]int{}
	for _, d := range gil.Disciplines() {
		c := drawn(d)
		c.Picker = counting{sched.Timed(1), asked}
		record(t, c, drawing)
	}
	for _, kind := range []sched.DecisionKind{sched.Whom, sched.Latency, sched.Lateness, sched.Speed, sched.Phase, sched.Chance} {
		if asked[kind] == 0 {
			t.Errorf("%v is never drawn: the test of replay does not test it", kind)
		}
	}
}

// counting is a picker that counts what it is asked.
type counting struct {
	sched.Picker
	asked map[sched.DecisionKind]int
}

func (c counting) Pick(d *sched.Decision) (int64, error) {
	c.asked[d.Kind]++
	return c.Picker.Pick(d)
}

func TestReplayOfAFailureFailsInTheSameWay(t *testing.T) {
	program := func(t *sched.Thread) {
		t.Spawn("", drawing)
		t.Sleep(100 * time.Microsecond)
		panic("boom")
	}
	c := drawn(gil.Interval)
	tr, first := sched.Record(c, program)
	c.Picker = sched.Exact(tr.Events)
	again, second := sched.Record(c, program)
	if first == nil || second == nil || first.Error() != second.Error() || !slices.Equal(tr.Events, again.Events) {
		t.Errorf("the run fails with %v, and the replay with %v", first, second)
	}
}

func TestReplayThatDepartsSaysWhere(t *testing.T) {
	c := drawn(gil.Interval)
	tr := record(t, c, drawing)
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
			c.Picker = sched.Exact(x.events)
			replay, err := sched.Record(c, x.main)
			var diverged *sched.DivergenceError
			if !errors.As(err, &diverged) || !strings.Contains(err.Error(), x.want) {
				t.Fatalf("error %v, want one that says %q", err, x.want)
			}
			check(t, replay)
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
	c := sched.Config{}
	tr := record(t, c, program(2))
	m := trace.NewMatcher(tr.Events)
	c.Picker, c.Recorder = sched.Exact(tr.Events), m
	if _, err := sched.Run(c, program(3)); err != nil {
		t.Fatal(err)
	}
	var mismatch *trace.MismatchError
	if !errors.As(m.Err(), &mismatch) || mismatch.Want.Arg != 2 || mismatch.Got.Arg != 3 {
		t.Errorf("the matcher says %v, want that 3 is stored instead of 2", m.Err())
	}
}
