// This file defines the machines that the tests run on.

package futures_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// exactly returns a simulated machine on which nothing but bytecodes takes time, a nanosecond each.
func exactly(cores int) sched.Config {
	return sched.Config{Cores: cores, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1,
		Lateness: -1, SpawnCost: -1, Jitter: -1, SpeedJitter: -1}
}

// simulated runs a program on a simulated machine, and holds its trace against the rules of all traces.
func simulated(t testing.TB, cfg sched.Config, main func(t *sched.Thread)) (*trace.Trace, error) {
	t.Helper()
	tr, err := sched.Record(cfg, main)
	if err := trace.Check(tr); err != nil {
		t.Errorf("seed %d: %v", cfg.Seed, err)
	}
	return tr, err
}

// loop is calibrated once: bytecodes of 2 ns.
var loop = sync.OnceValue(func() *native.Loop { return native.Calibrate(2000, 9) })

// realLocks are the interpreter locks that real runs have.
var realLocks = []gil.Config{{}, {Discipline: gil.On, Checks: gil.Calls311, Interval: 200 * time.Microsecond}}

// replay replays a run under a lock by order on the simulated machine: it must do the same steps.
func replay(t testing.TB, tr *trace.Trace, lock gil.Config, main func(t *sched.Thread)) {
	t.Helper()
	order, err := sched.ByOrder(tr)
	if err != nil {
		t.Error(err)
		return
	}
	again, err := sched.Record(sched.Config{Picker: order, GIL: lock}, main)
	if err != nil {
		t.Errorf("the replay fails: %v", err)
	}
	if d := trace.Diff(tr, again, trace.Steps); d != nil {
		t.Errorf("after %d steps the run does %+v, and the replay %+v", d.Common, d.A.Next, d.B.Next)
	}
}

// really runs a program on OS threads, and holds its trace against the rules of all traces.
func really(t testing.TB, lock gil.Config, main func(t *sched.Thread)) error {
	t.Helper()
	_, err := recorded(t, lock, main)
	return err
}

// recorded is really, and returns the trace.
func recorded(t testing.TB, lock gil.Config, main func(t *sched.Thread)) (*trace.Trace, error) {
	t.Helper()
	var buffer trace.Buffer
	tr := &trace.Trace{Names: new(trace.Names)}
	tr.Config = []trace.Param{{Key: "machine", Value: "real"}}
	cfg := native.Config{GIL: lock, Loop: loop(), Timeout: 10 * time.Second, Recorder: &buffer, Names: tr.Names}
	_, err := native.Run(context.Background(), cfg, main)
	tr.Events = buffer.Events
	if err := trace.Check(tr); err != nil {
		t.Error(err)
	}
	return tr, err
}

// onBoth runs a program under each discipline on simulated machines, and with and without an interpreter lock on the real
// one. It must not fail.
func onBoth(t *testing.T, main func(t *sched.Thread)) {
	t.Helper()
	for _, d := range gil.Disciplines() {
		for _, cores := range []int{1, 3} {
			cfg := sched.Config{Cores: cores, GIL: gil.Config{Discipline: d, Interval: 20 * time.Microsecond}}
			if _, err := simulated(t, cfg, main); err != nil {
				t.Errorf("%v on %d cores: %v", d, cores, err)
			}
		}
	}
	for _, lock := range realLocks {
		if err := really(t, lock, main); err != nil {
			t.Errorf("on OS threads under %v: %v", lock.Discipline, err)
		}
	}
}

// must fails the thread if the condition does not hold.
func must(t *sched.Thread, holds bool, format string, args ...any) {
	if !holds {
		t.Fail(format, args...)
	}
}

// failsWith runs a program on both machines, which must fail with a misuse of this text.
func failsWith(t *testing.T, text string, main func(t *sched.Thread)) {
	t.Helper()
	_, err := simulated(t, sched.Config{}, main)
	for _, err := range []error{err, really(t, gil.Config{}, main)} {
		var m *sched.MisuseError
		if !errors.As(err, &m) || m.Msg != text {
			t.Errorf("error %v, want %s", err, text)
		}
	}
}
