// This file defines the machines that the tests of this package run a program on, and what they share.

package gevent_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// exactly is a simulated machine on which nothing but bytecodes takes time, a nanosecond each.
func exactly() sched.Config {
	return sched.Config{Cores: 1, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1,
		Lateness: -1, SpawnCost: -1, Jitter: -1, SpeedJitter: -1}
}

// recorded runs a program on a simulated machine, and holds its trace against the rules of all traces.
func recorded(t testing.TB, cfg sched.Config, main func(t *sched.Thread)) (*trace.Trace, error) {
	t.Helper()
	tr, err := sched.Record(cfg, main)
	if err := trace.Check(tr); err != nil {
		t.Errorf("seed %d: %v", cfg.Seed, err)
	}
	return tr, err
}

// onSimulated runs a program under each discipline, on one core and on three.
func onSimulated(t *testing.T, main func(t *sched.Thread)) {
	t.Helper()
	for _, d := range gil.Disciplines() {
		for _, cores := range []int{1, 3} {
			cfg := sched.Config{Cores: cores, GIL: gil.Config{Discipline: d, Interval: 20 * time.Microsecond}}
			if _, err := recorded(t, cfg, main); err != nil {
				t.Errorf("%v on %d cores: %v", d, cores, err)
			}
		}
	}
}

// loop is calibrated once: bytecodes that take next to no time.
var loop = sync.OnceValue(func() *native.Loop { return native.Calibrate(1, 1) })

// really runs a program on OS threads, and holds its trace against the rules of all traces.
func really(t testing.TB, lock gil.Config, main func(t *sched.Thread)) error {
	t.Helper()
	var buffer trace.Buffer
	tr := &trace.Trace{Names: new(trace.Names)}
	tr.Config = []trace.Param{{Key: "machine", Value: "real"}}
	cfg := native.Config{GIL: lock, Loop: loop(), Timeout: 30 * time.Second, Recorder: &buffer, Names: tr.Names}
	_, err := native.Run(context.Background(), cfg, main)
	tr.Events = buffer.Events
	if err := trace.Check(tr); err != nil {
		t.Error(err)
	}
	return err
}

// onBoth runs a program on simulated machines, and with and without an interpreter lock on the real one. It must not fail.
func onBoth(t *testing.T, main func(t *sched.Thread)) {
	t.Helper()
	onSimulated(t, main)
	for _, lock := range []gil.Config{{}, {Discipline: gil.On, Interval: 200 * time.Microsecond}} {
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

// A journal is what a program logs.
type journal struct{ words []string }

// log notes a word.
func (j *journal) log(words ...any) {
	j.words = append(j.words, strings.TrimSuffix(fmt.Sprintln(words...), "\n"))
}

// take returns what was logged, and forgets it.
func (j *journal) take() string {
	s := strings.Join(j.words, ", ")
	j.words = nil
	return s
}

// A program is one of the recorded ones, in Go. What it logs is compared with what Python printed.
type program func(t *sched.Thread, log func(words ...any))

// logs runs a program, and compares what it has logged with what the real library did.
func logs(t *testing.T, want string, p program) {
	t.Helper()
	var j journal
	_, err := recorded(t, exactly(), func(t *sched.Thread) { p(t, j.log) })
	if err != nil {
		t.Errorf("the run ends with %v", err)
	}
	if got := j.take(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
