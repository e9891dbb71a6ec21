// This file defines what the tests of this package share.

package sched_test

import (
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// plain returns a machine on which nothing but bytecodes takes time: a nanosecond each.
func plain(cores int) sched.Config {
	return sched.Config{Cores: cores, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1,
		Lateness: -1, SpawnCost: -1, Jitter: -1, SpeedJitter: -1}
}

// record runs a program, which must not fail, and returns its trace, which must obey the rules of all traces.
func record(t testing.TB, c sched.Config, main func(t *sched.Thread)) *trace.Trace {
	t.Helper()
	tr, err := sched.Record(c, main)
	if err != nil {
		t.Fatal(err)
	}
	check(t, tr)
	return tr
}

// check holds a trace against the rules of all traces.
func check(t testing.TB, tr *trace.Trace) {
	t.Helper()
	if err := trace.Check(tr); err != nil {
		t.Fatal(err)
	}
}

// events returns the events of these kinds.
func events(tr *trace.Trace, kinds ...trace.Kind) (list []trace.Event) {
	for _, e := range tr.Events {
		for _, kind := range kinds {
			if e.Kind == kind {
				list = append(list, e)
			}
		}
	}
	return list
}

// A stay is a stretch of time that a thread was on a core.
type stay struct {
	thread   int32
	core     int16
	from, to time.Duration
	end      trace.Kind // why it ended
}

// stays returns who was on a core, in order of the ends.
func stays(tr *trace.Trace) (list []stay) {
	since := map[int32]time.Duration{}
	for _, e := range tr.Events {
		switch e.Kind {
		case trace.Run:
			since[e.Thread] = time.Duration(e.Time)
		case trace.Park, trace.Expire, trace.Preempt, trace.Exit:
			list = append(list, stay{e.Thread, e.Core, since[e.Thread], time.Duration(e.Time), e.Kind})
		}
	}
	return list
}

// of returns the stays of one thread.
func of(list []stay, thread int32) (own []stay) {
	for _, s := range list {
		if s.thread == thread {
			own = append(own, s)
		}
	}
	return own
}

// ran returns how long the stays last in all.
func ran(list []stay) (sum time.Duration) {
	for _, s := range list {
		sum += s.to - s.from
	}
	return sum
}

// wall returns when the run ended.
func wall(tr *trace.Trace) time.Duration { return time.Duration(tr.Events[len(tr.Events)-1].Time) }

// spin returns a body that computes for n bytecodes.
func spin(n int64) func(t *sched.Thread) { return func(t *sched.Thread) { t.Run(n) } }
