// This file tests that recorded runs with greenlets in several threads can be replayed: exactly, and by order.

package greenlet_test

import (
	"bytes"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

// busy is a program of three threads, each with three greenlets that take turns. All of them change one variable under one lock,
// and some sleep with the lock held, so that the others wait: in the midst of a greenlet, and the whole thread with it. The first
// thread also fills a queue that the last one empties.
func busy(t *sched.Thread) {
	lock, v := threading.NewLock(t, "lock"), sched.NewVar(t, "v", 0)
	q := threading.NewQueue[int](t, "q", 2)
	for i := range 3 {
		t.Spawn("", func(t *sched.Thread) {
			takeTurns(t, 3, func(t *sched.Thread, g int) {
				lock.Acquire(t)
				v.Set(t, v.Get(t)+1)
				if g == i {
					t.Sleep(50 * time.Microsecond)
				}
				lock.Release(t)
				switch i {
				case 0:
					q.Put(t, g)
				case 2:
					q.Get(t)
				}
			})
		})
	}
}

// takeTurns has n greenlets of t do something three times each, in turn.
func takeTurns(t *sched.Thread, n int, do func(t *sched.Thread, g int)) {
	main := greenlet.Current(t)
	var crew []*greenlet.Greenlet
	for g := range n {
		crew = append(crew, greenlet.New(t, "", func(t *sched.Thread, _ greenlet.Args) (any, error) {
			for range 3 {
				do(t, g)
				t.Loop(20, 7)
				if _, err := main.Switch(t, g); err != nil {
					return nil, err
				}
			}
			return nil, nil
		}))
	}
	for range 4 {
		for _, g := range crew {
			if _, err := g.Switch(t); err != nil {
				greenlet.Raise(err)
			}
		}
	}
}

// follows fails unless the replay by order of a run on the simulated machine does the same steps.
func follows(t rapid.TB, lock gil.Config, tr *trace.Trace, main func(t *sched.Thread)) {
	t.Helper()
	if err := trace.Check(tr); err != nil {
		t.Fatal(err)
	}
	order, err := choice.ByOrder(tr)
	if err != nil {
		t.Fatal(err)
	}
	again, err := sim.Record(sim.Config{Strategy: order, GIL: lock}, main)
	if err != nil {
		t.Fatalf("under %v, the replay fails: %v", lock.Discipline, err)
	}
	if d := diff.Traces(tr, again, diff.Steps); d != nil {
		t.Fatalf("under %v, after %d steps the run does %+v, and the replay %+v", lock.Discipline, d.Common, d.A.Next, d.B.Next)
	}
}

// randomLock draws a lock under which a run has an order.
func randomLock(t *rapid.T) gil.Config {
	return gil.Config{
		Discipline: rapid.SampledFrom([]gil.Discipline{gil.Ticks, gil.Interval, gil.Coop}).Draw(t, "discipline"),
		Checks:     rapid.SampledFrom(gil.AllChecks()).Draw(t, "checks"),
		Interval:   5 * time.Microsecond,
	}
}

func TestGreenletsInSeveralThreadsReplay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lock := randomLock(t)
		c := sim.Config{Cores: rapid.IntRange(1, 4).Draw(t, "cores"), Seed: rapid.Uint64Min(1).Draw(t, "seed"), GIL: lock}
		main := busy
		if rapid.Bool().Draw(t, "a random program") {
			program := newRandomProgram(randomData(t))
			main = func(t *sched.Thread) { main, _ := in(3, program); main(t) }
		}
		tr, err := sim.Record(c, main)
		if err != nil {
			t.Fatal(err)
		}
		follows(t, lock, tr, main)
		c.Strategy = choice.Exact(tr.Events)
		again, err := sim.Record(c, main)
		if err != nil || !bytes.Equal(text(tr), text(again)) {
			t.Fatalf("exact replay gives another trace, or ends with %v", err)
		}
	})
}

// TestRealGreenletsReplayByOrder holds that a run on the real machine, with the lock, is followed on the simulated one.
func TestRealGreenletsReplayByOrder(t *testing.T) {
	machine := machinetest.Real{Loop: func() *native.Loop { return quick }, Timeout: time.Minute}
	for range 5 {
		lock := gil.Config{Discipline: gil.On, Checks: gil.Calls311, Interval: 5 * time.Microsecond}
		tr, err := machine.Record(t, lock, busy)
		if err != nil {
			t.Fatal(err)
		}
		follows(t, lock, tr, busy)
	}
}
