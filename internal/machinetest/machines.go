// Package machinetest holds the machines that tests run a program on, and hold its trace against the rules of all traces. Only tests
// import it.
package machinetest

import (
	"context"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// Exactly returns a simulated machine on which nothing but bytecodes takes time, a nanosecond each.
func Exactly(cores int) sched.Config {
	return sched.Config{Cores: cores, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1,
		Lateness: -1, SpawnCost: -1, Jitter: -1, SpeedJitter: -1}
}

// Simulated runs a program on a simulated machine, and checks its trace.
func Simulated(t testing.TB, cfg sched.Config, main func(t *sched.Thread)) (*trace.Trace, error) {
	t.Helper()
	tr, err := sched.Record(cfg, main)
	if err := trace.Check(tr); err != nil {
		t.Errorf("seed %d: %v", cfg.Seed, err)
	}
	return tr, err
}

// OnSimulated runs a program under each discipline, on one core and on three, and checks its trace. It must not fail.
func OnSimulated(t testing.TB, main func(t *sched.Thread)) {
	t.Helper()
	for _, d := range gil.Disciplines() {
		for _, cores := range []int{1, 3} {
			cfg := sched.Config{Cores: cores, GIL: gil.Config{Discipline: d, Interval: 20 * time.Microsecond}}
			if _, err := Simulated(t, cfg, main); err != nil {
				t.Errorf("%v on %d cores: %v", d, cores, err)
			}
		}
	}
}

// A Real is the real machine as a package tests on it.
type Real struct {
	Loop    func() *native.Loop // what executes bytecodes
	Timeout time.Duration       // of a run
	Locks   []gil.Config        // the interpreter locks that OnBoth runs under
}

// Record runs a program on OS threads, and checks its trace.
func (r *Real) Record(t testing.TB, lock gil.Config, main func(t *sched.Thread)) (*trace.Trace, error) {
	t.Helper()
	var buffer trace.Buffer
	tr := &trace.Trace{Names: new(trace.Names)}
	tr.Config = []trace.Param{{Key: "machine", Value: "real"}}
	cfg := native.Config{GIL: lock, Loop: r.Loop(), Timeout: r.Timeout, Recorder: &buffer, Names: tr.Names}
	_, err := native.Run(context.Background(), cfg, main)
	tr.Events = buffer.Events
	if err := trace.Check(tr); err != nil {
		t.Error(err)
	}
	return tr, err
}

// Run is Record for a test that does not need the trace.
func (r *Real) Run(t testing.TB, lock gil.Config, main func(t *sched.Thread)) error {
	t.Helper()
	_, err := r.Record(t, lock, main)
	return err
}

// OnBoth runs a program on simulated machines as OnSimulated does, and on the real one under each of its locks. It must not fail.
func (r *Real) OnBoth(t testing.TB, main func(t *sched.Thread)) {
	t.Helper()
	OnSimulated(t, main)
	for _, lock := range r.Locks {
		if err := r.Run(t, lock, main); err != nil {
			t.Errorf("on OS threads under %v: %v", lock.Discipline, err)
		}
	}
}

// Must fails the thread if the condition does not hold.
func Must(t *sched.Thread, holds bool, format string, args ...any) {
	if !holds {
		t.Fail(format, args...)
	}
}
