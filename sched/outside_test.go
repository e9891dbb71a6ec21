// This file holds what runs beside the lock: threads of other processes, and C code that has let the lock go.

package sched_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// compute executes a million bytecodes, which take a millisecond.
func compute(t *sched.Thread) { t.Loop(100_000, 10) }

func TestAProcessComputesBesideTheHolderOfTheLock(t *testing.T) {
	for _, d := range gil.Disciplines() {
		tr := machinetest.Record(t, machinetest.Locked(d), func(t *sched.Thread) {
			other := t.SpawnProcess("child", nil, compute)
			compute(t)
			t.Join(other)
		})
		if w := machinetest.Wall(tr); w > 1100*time.Microsecond {
			t.Errorf("under %v two processes take %v, want little more than the millisecond that each computes", d, w)
		}
	}
}

func TestWhatAProcessSpawnsIsOutsideToo(t *testing.T) {
	tr := machinetest.Record(t, machinetest.Locked(gil.On), func(t *sched.Thread) {
		t.Join(t.SpawnProcess("child", nil, func(t *sched.Thread) {
			t.Join(t.Spawn("grandchild", func(t *sched.Thread) {
				t.Sleep(time.Microsecond)
				t.Print("hello")
			}))
		}))
	})
	for _, e := range machinetest.Events(tr, trace.Take, trace.Drop, trace.Request) {
		if e.Thread != 1 {
			t.Errorf("thread %d: %v: want nobody but the main thread to touch the lock", e.Thread, e.Kind)
		}
	}
	if len(machinetest.Events(tr, trace.Print)) != 1 {
		t.Error("the grandchild has not printed")
	}
}

func TestCCodeRunsBesideTheNextHolder(t *testing.T) {
	for _, d := range gil.Disciplines() {
		tr := machinetest.Record(t, machinetest.Locked(d), func(t *sched.Thread) {
			other := t.Spawn("", compute)
			t.AllowThreads(1_000_000, nil)
			t.Join(other)
		})
		if w := machinetest.Wall(tr); w < time.Millisecond || w > 1100*time.Microsecond {
			t.Errorf("under %v a millisecond of C code beside one of bytecodes takes %v, want little more than a millisecond", d, w)
		}
	}
}

func TestCCodeIsCalledWithoutTheLockAndCountsAsNoBytecodes(t *testing.T) {
	var before, after, called int64
	tr := machinetest.Record(t, machinetest.Locked(gil.On), func(t *sched.Thread) {
		before = t.Bytecodes()
		t.AllowThreads(5_000, func() { called++ })
		after = t.Bytecodes()
	})
	if called != 1 || before != after {
		t.Errorf("the code is called %d times and counts as %d bytecodes, want once and 0", called, after-before)
	}
	drop, take := machinetest.Events(tr, trace.Drop)[0], machinetest.Events(tr, trace.Take)[1]
	if without := take.Time - drop.Time; without != 5_000 {
		t.Errorf("the thread is without the lock for %d ns, want 5000", without)
	}
}

// TestPreemptedCCodeDoesNotCount has more threads than cores, so that time slices end in the middle of C code.
func TestPreemptedCCodeDoesNotCount(t *testing.T) {
	c := sim.Config{Cores: 1, GIL: gil.Config{Discipline: gil.On}}
	tr := machinetest.Record(t, c, func(t *sched.Thread) {
		var crew []*sched.Thread
		for range 3 {
			crew = append(crew, t.Spawn("", func(t *sched.Thread) {
				t.Run(10)
				t.AllowThreads(10_000_000, nil)
			}))
		}
		for _, other := range crew {
			t.Join(other)
		}
	})
	slices := machinetest.Events(tr, trace.Expire)
	if len(slices) == 0 {
		t.Fatal("no time slice ended")
	}
	for _, e := range slices {
		if e.Arg > 100 {
			t.Errorf("thread %d has executed %d bytecodes when its slice ends, want only its own", e.Thread, e.Arg)
		}
	}
}

func TestAPanicInCCodeFailsItsThread(t *testing.T) {
	_, err := sim.Record(machinetest.Locked(gil.On), func(t *sched.Thread) {
		t.Join(t.Spawn("worker", func(t *sched.Thread) { t.AllowThreads(10, func() { panic("no memory") }) }))
	})
	var failed *sched.ThreadError
	if !errors.As(err, &failed) || failed.Thread != "worker" {
		t.Errorf("the run ends with %v, want worker to fail", err)
	}
}

// beside is a program with both: a process that computes, and C code.
func beside(t *sched.Thread) {
	other := t.SpawnProcess("child", nil, func(t *sched.Thread) {
		for range 20 {
			t.Loop(1_000, 10)
			t.Sleep(10 * time.Microsecond)
		}
	})
	workers := []*sched.Thread{other}
	for range 2 {
		workers = append(workers, t.Spawn("", func(t *sched.Thread) {
			for range 5 {
				t.Loop(3_000, 10)
				t.AllowThreads(40_000, nil)
			}
		}))
	}
	for _, w := range workers {
		t.Join(w)
	}
}

func TestExactReplayRepeatsWhatRunsBesideTheLock(t *testing.T) {
	machinetest.ReplaysExactly(t, beside)
}

func TestReplayByOrderLetsOtherProcessesGoOnAtAnyTime(t *testing.T) {
	for _, d := range []gil.Discipline{gil.Ticks, gil.Interval, gil.Coop} {
		c := machinetest.Drawn(d)
		tr := machinetest.Record(t, c, beside)
		again, err := machinetest.InOrder(t, c.GIL.(gil.Config), tr, beside)
		if err != nil {
			t.Errorf("%v: %v", d, err)
			continue
		}
		if want, got := machinetest.Drops(tr), machinetest.Drops(again); !slices.Equal(want, got) {
			t.Errorf("%v: the lock is dropped by %v in the replay, want %v", d, got, want)
		}
	}
}
