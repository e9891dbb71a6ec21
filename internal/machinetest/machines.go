// Package machinetest holds the machines that tests run a program on, and hold its trace against the rules of all traces. Only tests
// import it.
package machinetest

import (
	"context"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// Exactly returns a simulated machine on which nothing but bytecodes takes time, a nanosecond each.
func Exactly(cores int) sim.Config {
	return sim.Config{Cores: cores, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1,
		Lateness: -1, SpawnCost: -1, Jitter: -1, SpeedJitter: -1,
		Sockets: sched.SocketCosts{Call: -1, Send: -1, Receive: -1, SendTo: -1, ReceiveFrom: -1, Connect: -1, Accept: -1, Look: -1, Byte: -1}}
}

// Simulated runs a program on a simulated machine, and checks its trace.
func Simulated(t testing.TB, cfg sim.Config, main func(t *sched.Thread)) (*trace.Trace, error) {
	t.Helper()
	tr, err := sim.Record(cfg, main)
	if err := trace.Check(tr); err != nil {
		t.Errorf("seed %d: %v", cfg.Seed, err)
	}
	return tr, err
}

// Record runs a program, which must not fail, on a simulated machine, and returns its trace, which must obey the rules of all
// traces.
func Record(t testing.TB, cfg sim.Config, main func(t *sched.Thread)) *trace.Trace {
	t.Helper()
	tr, err := sim.Record(cfg, main)
	if err == nil {
		err = trace.Check(tr)
	}
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// Locked returns a simulated machine of two cores that has an interpreter lock of this discipline, and on which nothing but
// bytecodes takes time.
func Locked(d gil.Discipline) sim.Config {
	c := Exactly(2)
	c.GIL = gil.Config{Discipline: d}
	return c
}

// Drawn is a machine that draws all it can, with a lock of this discipline.
func Drawn(d gil.Discipline) sim.Config {
	return sim.Config{Cores: 2, GIL: gil.Config{Discipline: d, Interval: 50 * time.Microsecond, WakeOrder: choice.Shuffled}}
}

// ReplaysExactly fails unless the exact replay of a run of the program is the same under every discipline, whatever the seed.
func ReplaysExactly(t testing.TB, main func(t *sched.Thread)) {
	t.Helper()
	for _, d := range gil.Disciplines() {
		c := Drawn(d)
		tr := Record(t, c, main)
		c.Seed, c.Strategy = 99, choice.Exact(tr.Events)
		if again := Record(t, c, main); !slices.Equal(tr.Events, again.Events) {
			t.Errorf("%v: the replay differs", d)
		}
	}
}

// InOrder runs a program by the order of a trace.
func InOrder(t testing.TB, g gil.Config, order *trace.Trace, main func(t *sched.Thread)) (*trace.Trace, error) {
	t.Helper()
	strategy, err := choice.ByOrder(order)
	if err != nil {
		t.Fatal(err)
	}
	return sim.Record(sim.Config{GIL: g, Strategy: strategy, MaxSteps: 1_000_000}, main)
}

// Events returns the events of these kinds.
func Events(tr *trace.Trace, kinds ...trace.Kind) (list []trace.Event) {
	for _, e := range tr.Events {
		if slices.Contains(kinds, e.Kind) {
			list = append(list, e)
		}
	}
	return list
}

// Drops returns who has dropped the lock, in order.
func Drops(tr *trace.Trace) (list []int32) {
	for _, e := range Events(tr, trace.Drop) {
		list = append(list, e.Thread)
	}
	return list
}

// Wall returns when the run ended.
func Wall(tr *trace.Trace) time.Duration { return time.Duration(tr.Events[len(tr.Events)-1].Time) }

// OnSimulated runs a program under each discipline, on one core and on three, and checks its trace. It must not fail.
func OnSimulated(t testing.TB, main func(t *sched.Thread)) {
	t.Helper()
	for _, d := range gil.Disciplines() {
		for _, cores := range []int{1, 3} {
			cfg := sim.Config{Cores: cores, GIL: gil.Config{Discipline: d, Interval: 20 * time.Microsecond}}
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

// Descriptors returns how many files and sockets the process has open, 0 where the system does not tell.
func Descriptors(t testing.TB) int {
	t.Helper()
	if runtime.GOOS != "linux" {
		return 0
	}
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}
