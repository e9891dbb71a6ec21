// This file defines the machines that the tests of this package run a program on, and what they share.

package threading_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
)

// machine is the real machine: bytecodes of 2 ns.
var machine = machinetest.Real{
	Loop:    sync.OnceValue(func() *native.Loop { return native.Calibrate(2000, 9) }),
	Timeout: 10 * time.Second,
	Locks:   []gil.Config{{}, {Discipline: gil.On, Checks: gil.Calls311, Interval: 200 * time.Microsecond}},
}

// What the tests call by shorter names.
var (
	exactly    = machinetest.Exactly
	simulated  = machinetest.Simulated
	everywhere = machinetest.OnSimulated
	really     = machine.Run
	onBoth     = machine.OnBoth
	must       = machinetest.Must
)

// unrecorded runs a program on OS threads, and nobody is told what happens.
func unrecorded(_ testing.TB, lock gil.Config, main func(t *sched.Thread)) error {
	_, err := native.Run(context.Background(), native.Config{GIL: lock, Loop: machine.Loop(), Timeout: machine.Timeout}, main)
	return err
}

// failsWith runs a program on both machines, which must fail with a misuse of this text.
func failsWith(t *testing.T, text string, main func(t *sched.Thread)) {
	t.Helper()
	_, err := simulated(t, sim.Config{}, main)
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
