// This file defines what the tests of the lock's behaviour measure in a trace.

package gil_test

import (
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// record runs a program and returns its trace, which must obey the rules of all traces.
func record(t *testing.T, c sim.Config, main func(t *sched.Thread)) *trace.Trace {
	t.Helper()
	tr, err := sim.Record(c, main)
	if err != nil {
		t.Fatal(err)
	}
	if err := trace.Check(tr); err != nil {
		t.Fatal(err)
	}
	return tr
}

// on returns the default machine with this lock.
func on(cores int, g gil.Config) sim.Config { return sim.Config{Cores: cores, GIL: g} }

// spinners returns a program of n threads that share so many bytecodes of work, in loops of 5.
func spinners(n int, bytecodes int64) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		var list []*sched.Thread
		for range n {
			list = append(list, t.Spawn("", func(t *sched.Thread) { t.Loop(bytecodes/int64(n)/5, 5) }))
		}
		for _, other := range list {
			t.Join(other)
		}
	}
}

// endless returns a program of n threads that compute for so long.
func endless(n int, d time.Duration) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		stop := false
		for range n {
			t.Spawn("", func(t *sched.Thread) {
				for !stop {
					t.Loop(1000, 5)
				}
			})
		}
		t.Sleep(d)
		stop = true
	}
}

// A hold is a stretch of time in which one thread had the lock.
type hold struct {
	thread   int32
	from, to time.Duration
	forced   bool // it was asked to let go
}

// holds returns who had the lock, in order. A thread that lets go and takes it again before another one does has had it
// all the time.
func holds(tr *trace.Trace) (list []hold) {
	asked := false
	for _, e := range tr.Events {
		at := time.Duration(e.Time)
		switch n := len(list); {
		case e.Kind == trace.Request:
			asked = true
		case e.Kind == trace.Take && (n == 0 || list[n-1].thread != e.Thread):
			list = append(list, hold{thread: e.Thread, from: at})
			asked = false
		case e.Kind == trace.Drop:
			list[n-1].to, list[n-1].forced = at, asked
		}
	}
	return list
}

// forced returns the lengths of those holds that began and ended by a request. After another beginning the waiters are
// in the middle of their intervals, and start anew.
func forced(list []hold) (lengths []time.Duration) {
	for i, h := range list {
		if i > 0 && h.forced && list[i-1].forced {
			lengths = append(lengths, h.to-h.from)
		}
	}
	return lengths
}

// waits returns how long a thread waited for the lock, each time that it had to.
func waits(tr *trace.Trace, thread int32) (list []time.Duration) {
	wants := time.Duration(-1)
	for _, e := range tr.Events {
		if e.Thread != thread {
			continue
		}
		object, _ := tr.Names.Object(e.Obj)
		switch {
		case e.Kind == trace.Park && object.Class == trace.ClassGIL && wants < 0:
			wants = time.Duration(e.Time)
		case e.Kind == trace.Take && wants >= 0:
			list = append(list, time.Duration(e.Time)-wants)
			wants = -1
		}
	}
	return list
}

// count returns how many events are of this kind.
func count(tr *trace.Trace, kind trace.Kind) (n int) {
	for _, e := range tr.Events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// wall returns when the run ended.
func wall(tr *trace.Trace) time.Duration { return time.Duration(tr.Events[len(tr.Events)-1].Time) }

// onCore returns how long the threads have been on a core, by thread.
func onCore(tr *trace.Trace) map[int32]time.Duration {
	since, total := map[int32]int64{}, map[int32]time.Duration{}
	for _, e := range tr.Events {
		switch e.Kind {
		case trace.Run:
			since[e.Thread] = e.Time
		case trace.Park, trace.Expire, trace.Preempt, trace.Exit:
			total[e.Thread] += time.Duration(e.Time - since[e.Thread])
		}
	}
	return total
}

// used returns how long all threads together have been on cores.
func used(tr *trace.Trace) (sum time.Duration) {
	for _, d := range onCore(tr) {
		sum += d
	}
	return sum
}

// median returns the middle one.
func median(list []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}
