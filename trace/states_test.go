// This file tests by random traces, most of which break every rule, that the books of a run always balance.

package trace_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

func TestStatesPartitionEachLife(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := scene.AnyTrace(t, scene.AnyStep(t))
		sum := trace.Summarize(tr)
		var ran, busy time.Duration
		var left, reasons int64
		for _, th := range sum.Threads {
			if th.Ran+th.LockWait+th.Ready+th.Blocked != th.Life || th.Life != lifetime(tr, th.ID) {
				t.Fatalf("the times do not make up the lifetime %v: %+v", lifetime(tr, th.ID), th)
			}
			if th.IO > th.Blocked || th.Held > sum.Wall || min(th.Ran, th.LockWait, th.Ready, th.Blocked, th.IO, th.Held) < 0 {
				t.Fatalf("times out of bounds: %+v", th)
			}
			ran += th.Ran
			left += th.Voluntary + th.Forced
		}
		for _, b := range sum.Busy {
			busy += b
		}
		for _, c := range sum.Switches {
			reasons += c.Count
		}
		if sum.CPU != ran || busy > ran || left != reasons {
			t.Fatalf("CPU %v, ran %v, busy %v, left their cores %d, reasons %d", sum.CPU, ran, busy, left, reasons)
		}
	})
}

// lifetime returns how long a thread lived, by going through the trace for it alone.
func lifetime(tr *trace.Trace, id int32) time.Duration {
	var now, born int64
	alive, ended := false, false
	for _, e := range tr.Events {
		now = max(now, e.Time)
		own := e.Thread == id && slices.Contains([]trace.Kind{trace.Run, trace.Park, trace.Expire, trace.Preempt}, e.Kind)
		if !alive && (own || (e.Kind == trace.Spawn || e.Kind == trace.Fork) && e.Obj == id) {
			alive, born = true, now
		}
		if e.Thread == id && e.Kind == trace.Exit || e.Obj == id && e.Kind == trace.Cut {
			ended = true
			break
		}
	}
	if !alive || !ended && now < born {
		return 0
	}
	return time.Duration(now - born)
}
