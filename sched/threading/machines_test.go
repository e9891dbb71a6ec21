// This file defines on which machines the tests of this package run a program.

package threading_test

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

// loop is calibrated once: bytecodes of 2 ns, in rounds of 9.
var loop = sync.OnceValue(func() *native.Loop { return native.Calibrate(2000, 9) })

// real runs a program on the real machine under a discipline, and checks its trace.
func real(t *testing.T, d gil.Discipline, main func(t *sched.Thread)) error {
	t.Helper()
	var buffer trace.Buffer
	tr := &trace.Trace{Names: new(trace.Names)}
	tr.Config = []trace.Param{{Key: "machine", Value: "real"}}
	cfg := native.Config{GIL: gil.Config{Discipline: d, Checks: gil.Calls311, Interval: 50 * time.Microsecond}, Loop: loop(),
		Timeout: 20 * time.Second, Recorder: &buffer, Names: tr.Names}
	_, err := native.Run(context.Background(), cfg, main)
	tr.Events = buffer.Events
	if err := trace.Check(tr); err != nil {
		t.Errorf("%v on the real machine: %v", d, err)
	}
	return err
}

// onBoth runs a program everywhere, and on the real machine.
func onBoth(t *testing.T, main func(t *sched.Thread)) {
	t.Helper()
	everywhere(t, main)
	for _, d := range gil.Disciplines() {
		if err := real(t, d, main); err != nil {
			t.Errorf("%v on the real machine: %v", d, err)
		}
	}
}

// misused fails unless a program ends with this misuse, on both machines.
func misused(t *testing.T, text string, main func(t *sched.Thread)) {
	t.Helper()
	_, simulated := sched.Run(sched.Config{}, main)
	for _, err := range []error{simulated, real(t, gil.On, main)} {
		var misuse *sched.MisuseError
		if !errors.As(err, &misuse) || misuse.Msg != text {
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
