// This file holds what runs beside the lock: threads of other processes, and C code that has let the lock go.

package sched_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
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

// twoProcesses lets each of two processes compute with two threads, under a lock of its own; what they share has no lock.
func twoProcesses(lock gil.Config) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		shared := sched.NewVar(t, "shared", 0)
		crew := func(t *sched.Thread) {
			other := t.Spawn("", func(t *sched.Thread) { compute(t); shared.Set(t, shared.Get(t)+1) })
			compute(t)
			shared.Set(t, shared.Get(t)+1)
			t.Join(other)
		}
		child := t.SpawnProcess("child", lock, crew)
		crew(t)
		t.Join(child)
	}
}

func TestEachProcessHasALockOfItsOwn(t *testing.T) {
	for _, d := range []gil.Discipline{gil.Ticks, gil.Interval, gil.Coop} {
		c := machinetest.Locked(d)
		tr := machinetest.Record(t, c, twoProcesses(gil.Config{Discipline: d}))
		if w := machinetest.Wall(tr); w < 2*time.Millisecond || w > 2200*time.Microsecond {
			t.Errorf("under %v two processes of two threads take %v, want little more than the 2 ms that the threads of one take by turns", d, w)
		}
		locks := map[int32]map[int32]bool{} // by lock: whose processes have taken it
		for _, e := range machinetest.Events(tr, trace.Take) {
			if locks[e.Obj] == nil {
				locks[e.Obj] = map[int32]bool{}
			}
			locks[e.Obj][tr.Names.Process(e.Thread)] = true
		}
		if len(locks) != 2 {
			t.Errorf("under %v %d locks are taken, want one a process", d, len(locks))
		}
		for lock, processes := range locks {
			if len(processes) != 1 {
				t.Errorf("under %v lock %d is taken in %d processes", d, lock, len(processes))
			}
		}
	}
}

func TestThreadsOfAProcessHaveNamesAndModulesOfItsOwn(t *testing.T) {
	type key struct{}
	module := func(t *sched.Thread) any { return t.Process().Module(key{}, func() any { return new(int) }) }
	shared := func(t *sched.Thread) any { return t.Process().Shared(key{}, func() any { return new(int) }) }
	machinetest.Record(t, machinetest.Exactly(1), func(th *sched.Thread) {
		mine, machine := module(th), shared(th)
		th.Join(th.SpawnProcess("child", nil, func(th *sched.Thread) {
			other := th.Spawn("", func(*sched.Thread) {})
			if th.Process().Main() != th || other.Name() != "Thread-1" || module(th) == mine || shared(th) != machine {
				t.Errorf("main thread %s, other %s: a process has a main thread, default names and modules of its own, and shares the machine's",
					th.Process().Main().Name(), other.Name())
			}
			th.Join(other)
		}))
		if other := th.Spawn("", func(*sched.Thread) {}); other.Name() != "Thread-1" {
			t.Errorf("the first thread is called %s", other.Name())
		}
	})
}

func TestTheLockOfAProcessMustBeConfiguredRight(t *testing.T) {
	_, err := sim.Run(machinetest.Exactly(1), func(t *sched.Thread) {
		t.SpawnProcess("child", gil.Config{Discipline: gil.On, Interval: -1}, func(*sched.Thread) {})
	})
	if err == nil || !strings.Contains(err.Error(), "switch interval") {
		t.Errorf("error %v, want one about the switch interval", err)
	}
}

func TestNoOrderIsKnownOfProcessesWithALockEach(t *testing.T) {
	c := machinetest.Locked(gil.On)
	tr := machinetest.Record(t, c, twoProcesses(c.GIL.(gil.Config)))
	if _, err := choice.ByOrder(tr); err == nil || !strings.Contains(err.Error(), "several processes") {
		t.Errorf("error %v, want one that says that several processes have a lock", err)
	}
}
