// This file defines the machines that the tests of this package run a program on, and what they share.

package threading_test

import (
	"context"
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

// everywhere runs a program under each discipline, on one core and on three, and checks its trace.
func everywhere(t *testing.T, main func(t *sched.Thread)) {
	t.Helper()
	for _, d := range gil.Disciplines() {
		for _, cores := range []int{1, 3} {
			cfg := sched.Config{Cores: cores, GIL: gil.Config{Discipline: d, Interval: 20 * time.Microsecond}}
			tr, err := sched.Record(cfg, main)
			if err != nil {
				t.Errorf("%v on %d cores: %v", d, cores, err)
			}
			if err := trace.Check(tr); err != nil {
				t.Errorf("%v on %d cores: %v", d, cores, err)
			}
		}
	}
}

// loop is calibrated once: bytecodes of 2 ns.
var loop = sync.OnceValue(func() *native.Loop { return native.Calibrate(2000, 9) })

// realLocks are the interpreter locks that real runs have.
var realLocks = []gil.Config{{}, {Discipline: gil.On, Checks: gil.Calls311, Interval: 200 * time.Microsecond}}

// really runs a program on OS threads, and holds its trace against the rules of all traces.
func really(t testing.TB, lock gil.Config, main func(t *sched.Thread)) error {
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
	return err
}

// unrecorded runs a program on OS threads, and nobody is told what happens.
func unrecorded(_ testing.TB, lock gil.Config, main func(t *sched.Thread)) error {
	_, err := native.Run(context.Background(), native.Config{GIL: lock, Loop: loop(), Timeout: 10 * time.Second}, main)
	return err
}

// onBoth runs a program under each discipline on simulated machines, and with and without an interpreter lock on the real
// one. It must not fail.
func onBoth(t *testing.T, main func(t *sched.Thread)) {
	t.Helper()
	everywhere(t, main)
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
		if got := misuse(err); got != text {
			t.Errorf("error %v, want %s", err, text)
		}
	}
}

// crew starts n threads, and waits for them.
func crew(t *sched.Thread, n int, body func(t *sched.Thread, i int)) {
	var all []*sched.Thread
	for i := range n {
		all = append(all, t.Spawn("", func(t *sched.Thread) { body(t, i) }))
	}
	for _, other := range all {
		t.Join(other)
	}
}

// queued starts n threads one after the other: each when there have come as many as before.
func queued(t *sched.Thread, n int, come func(t *sched.Thread) int, body func(t *sched.Thread, i int)) (all []*sched.Thread) {
	for i := range n {
		all = append(all, t.Spawn("", func(t *sched.Thread) { body(t, i) }))
		until(t, func() bool { return come(t) > i })
	}
	return all
}

// until sleeps until something is true.
func until(t *sched.Thread, done func() bool) {
	for range 10_000 {
		if done() {
			return
		}
		t.Sleep(time.Millisecond)
	}
	t.Fail("it has not become true within 10 s")
}

// join waits for all of them.
func join(t *sched.Thread, all []*sched.Thread) {
	for _, other := range all {
		t.Join(other)
	}
}
