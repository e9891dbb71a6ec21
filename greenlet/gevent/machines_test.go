// This file defines the machines that the tests of this package run a program on, and what they share.

package gevent_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
)

// machine is the real machine: bytecodes take next to no time.
var machine = machinetest.Real{
	Loop:    sync.OnceValue(func() *native.Loop { return native.Calibrate(1, 1) }),
	Timeout: 30 * time.Second,
	Locks:   []gil.Config{{}, {Discipline: gil.On, Interval: 200 * time.Microsecond}},
}

// What the tests call by shorter names.
var (
	recorded    = machinetest.Simulated
	onSimulated = machinetest.OnSimulated
	really      = machine.Run
	onBoth      = machine.OnBoth
	must        = machinetest.Must
)

// exactly is a simulated machine of one core on which nothing but bytecodes takes time, a nanosecond each.
func exactly() sim.Config { return machinetest.Exactly(1) }

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
