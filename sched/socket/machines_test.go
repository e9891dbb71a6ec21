// This file holds how tests run one program on both machines.

package socket_test

import (
	"context"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// limit is how long a real run may take: far longer than it does on a busy computer.
const limit = 60 * time.Second

// onBoth runs a program on the simulated machine and on the real one, with an interpreter lock and without.
func onBoth(t *testing.T, f func(t *sched.Thread)) {
	t.Helper()
	for _, lock := range []gil.Config{{}, {Discipline: gil.On, Interval: time.Millisecond}} {
		t.Run("simulated, lock "+lock.Discipline.String(), func(t *testing.T) { simulate(t, plain(lock), f) })
		t.Run("real, lock "+lock.Discipline.String(), func(t *testing.T) { runReal(t, lock, f) })
	}
}

// simulate runs a program on the simulated machine; it must succeed, and keep the rules of traces.
func simulate(t *testing.T, c sim.Config, f func(t *sched.Thread)) *trace.Trace {
	t.Helper()
	tr, err := sim.Record(c, f)
	if err != nil {
		t.Error(err)
	}
	if err := trace.Check(tr); err != nil {
		t.Errorf("the trace breaks a rule: %v", err)
	}
	return tr
}

// runReal runs a program on the real machine; it must succeed, and keep the rules of traces.
func runReal(t *testing.T, lock gil.Config, f func(t *sched.Thread)) *trace.Trace {
	t.Helper()
	tr := &trace.Trace{Names: new(trace.Names)}
	var events trace.Buffer
	c := native.Config{GIL: lock, Timeout: limit, Recorder: &events, Names: tr.Names}
	if _, err := native.Run(context.Background(), c, f); err != nil {
		t.Error(err)
	}
	tr.Events = events.Events
	if err := trace.Check(tr); err != nil {
		t.Errorf("the trace breaks a rule: %v", err)
	}
	return tr
}
