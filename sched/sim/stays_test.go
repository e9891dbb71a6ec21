// This file reads from a trace who was on a core, and when.

package sim_test

import (
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

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

// spin returns a body that computes for n bytecodes.
func spin(n int64) func(t *sched.Thread) { return func(t *sched.Thread) { t.Run(n) } }
