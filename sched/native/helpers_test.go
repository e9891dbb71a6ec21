// This file defines how the tests of the real machine run a program.

package native_test

import (
	"context"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// loop is calibrated once: bytecodes of 2 ns, in rounds of 9.
var loop = sync.OnceValue(func() *native.Loop { return native.Calibrate(2000, 9) })

// locks are all disciplines, the time-driven one with an interval that lets many switches fit a short run.
var locks = []gil.Config{
	{},
	{Discipline: gil.Ticks},
	{Discipline: gil.On, Checks: gil.Calls311, Interval: 200 * time.Microsecond},
	{Discipline: gil.Coop},
}

// run runs a program under a lock; it must end within 10 s.
func run(lock gil.Config, program func(t *sched.Thread)) (native.Result, error) {
	return native.Run(context.Background(), native.Config{GIL: lock, Loop: loop(), Timeout: 10 * time.Second}, program)
}

// recorded runs a program, checks its trace against the rules of every trace of a real run, and returns it.
func recorded(t *testing.T, cfg native.Config, program func(t *sched.Thread)) (*trace.Trace, error) {
	t.Helper()
	var buffer trace.Buffer
	tr := &trace.Trace{Names: new(trace.Names)}
	tr.Config = []trace.Param{{Key: "machine", Value: "real"}}
	cfg.Recorder, cfg.Names = &buffer, tr.Names
	if cfg.Loop == nil {
		cfg.Loop = loop()
	}
	_, err := native.Run(context.Background(), cfg, program)
	tr.Events = buffer.Events
	if err := trace.Check(tr); err != nil {
		t.Error(err)
	}
	return tr, err
}

// crew starts n threads and waits for them.
func crew(t *sched.Thread, n int, body func(t *sched.Thread, i int)) {
	var all []*sched.Thread
	for i := range n {
		all = append(all, t.Spawn("", func(t *sched.Thread) { body(t, i) }))
	}
	for _, other := range all {
		t.Join(other)
	}
}

// tasks returns how many OS threads the process has, 0 where that cannot be told.
func tasks() int {
	list, _ := os.ReadDir("/proc/self/task")
	return len(list)
}

// settled reports whether there are at most so many goroutines and OS threads, now or soon.
func settled(goroutines, threads int) bool {
	for range 200 {
		if runtime.NumGoroutine() <= goroutines && tasks() <= threads {
			return true
		}
		time.Sleep(5 * time.Millisecond)
	}
	return false
}
