package sched_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// Daemon threads that compute, wait or hold the lock are cut off when the last ordinary thread ends, under every
// discipline, and their deferred calls run. That is no deadlock, and no failure.
func TestDaemonThreadsAreCutOffWhenTheLastOrdinaryThreadEnds(t *testing.T) {
	for _, d := range gil.Disciplines() {
		ended := 0
		main := func(th *sched.Thread) {
			for range 2 {
				th.SpawnDaemon("loop", func(th *sched.Thread) {
					defer func() { ended++ }()
					for {
						th.Sleep(time.Millisecond)
						th.Run(1000)
					}
				})
			}
			th.SpawnDaemon("reader", func(th *sched.Thread) {
				defer func() { ended++ }()
				th.IO("pipe", sched.Forever)
			})
			th.Sleep(10 * time.Millisecond)
		}
		tr := machinetest.Record(t, machinetest.Locked(d), main)
		if err := trace.Check(tr); err != nil {
			t.Errorf("under %v: %v", d, err)
		}
		if cut := len(machinetest.Events(tr, trace.Cut)); cut != 3 || ended != 3 {
			t.Errorf("under %v: %d threads are cut off and %d have run their deferred calls, want 3", d, cut, ended)
		}
		if last := tr.Events[len(tr.Events)-1]; last.Kind != trace.Cut || machinetest.Wall(tr) < 10*time.Millisecond {
			t.Errorf("under %v: the run ends with %v after %v", d, last.Kind, machinetest.Wall(tr))
		}
	}
}

// Python's Thread(daemon=False), made by a daemon thread: the run waits for it.
func TestADaemonThreadCanStartAnOrdinaryOne(t *testing.T) {
	ended := false
	main := func(th *sched.Thread) {
		th.SpawnDaemon("", func(th *sched.Thread) {
			th.SpawnOrdinary("", func(th *sched.Thread) {
				th.Sleep(time.Second)
				ended = true
			})
			th.IO("pipe", sched.Forever)
		})
		th.Sleep(time.Millisecond)
	}
	if cut := len(machinetest.Events(machinetest.Record(t, machinetest.Exactly(2), main), trace.Cut)); cut != 1 || !ended {
		t.Errorf("%d threads are cut off, and the ordinary one ended: %v", cut, ended)
	}
}

func TestWhatADaemonThreadStartsAreDaemonThreads(t *testing.T) {
	main := func(th *sched.Thread) {
		th.SpawnDaemon("", func(th *sched.Thread) {
			child := th.Spawn("", func(th *sched.Thread) { th.IO("pipe", sched.Forever) })
			if !child.Daemon() || !th.Daemon() {
				th.Fail("no daemon")
			}
		})
		th.Sleep(time.Millisecond)
	}
	if cut := len(machinetest.Events(machinetest.Record(t, machinetest.Exactly(2), main), trace.Cut)); cut != 1 {
		t.Errorf("%d threads are cut off, want the child", cut)
	}
}

// A join in vain leaves nothing behind: the thread can be joined again, and others can, too.
func TestAJoinWithATimeoutEndsInTime(t *testing.T) {
	main := func(th *sched.Thread) {
		slow := th.Spawn("slow", func(th *sched.Thread) { th.Sleep(5 * time.Millisecond) })
		began := th.Engine().Now()
		if th.JoinFor(slow, 2*time.Millisecond) {
			th.Fail("it has not ended")
		}
		if waited := th.Engine().Now() - began; waited < 2*time.Millisecond || waited > 3*time.Millisecond {
			th.Fail("the join took %v", waited)
		}
		if !th.JoinFor(slow, time.Second) || !th.JoinFor(slow, 0) {
			th.Fail("it has ended")
		}
	}
	for _, d := range gil.Disciplines() {
		machinetest.Record(t, machinetest.Locked(d), main)
	}
}
