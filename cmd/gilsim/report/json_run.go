// This file puts a run into JSON.

package report

import (
	"errors"
	"slices"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// The machines.
const (
	machineSimulated = "simulated"
	machineReal      = "real" // OS threads
)

// newJSONRun returns what is known of a run before it runs.
func newJSONRun(info experiment.Info) jsonRun {
	r := jsonRun{
		Machine: machineSimulated,
		GIL:     info.Lock.Discipline.String(),
		Threads: info.Threads(),
		Repeats: 1,
	}
	if info.Real {
		r.Machine = machineReal
	}
	if info.Cores > 0 {
		r.Cores = &info.Cores
	}
	if info.Locked() {
		checks := info.Lock.Checks.String()
		r.Checks, r.Lock = &checks, new(jsonLock)
	}
	if info.Python != "" {
		r.Python = &info.Python
	}
	return r
}

func jsonRunOf(info experiment.Info, sum *trace.Summary) jsonRun {
	r := newJSONRun(info)
	r.Seed, r.Result = &info.Seed, info.Result()
	r.Wall, r.CPU = once(seconds(sum.Wall)), once(sum.CPUPercent)
	if info.Locked() {
		r.Lock = jsonLockOf(&sum.Lock)
	}
	r.Switches = jsonSwitchesOf(sum)
	r.Detail = jsonThreads(sum.Threads, info.Locked())
	switch {
	case info.Failure != nil:
		ok := false
		r.OK, r.Failure = &ok, jsonFailureOf(info.Failure)
	case info.Outcome != nil:
		if !info.Outcome.Open {
			r.OK = &info.Outcome.OK
		}
		r.Latency, r.Metrics = jsonLatencyOf(info.Outcome.Latencies), jsonMetrics(info.Outcome)
	}
	return r
}

func jsonMetrics(o *workload.Outcome) fields {
	list := fields{}
	for _, m := range o.Metrics {
		list = append(list, field{m.Name, finite(m.Value)})
	}
	return list
}

func jsonFailureOf(err error) *jsonFailure {
	f := &jsonFailure{Kind: experiment.FailureKind(err), Message: err.Error(), Threads: experiment.FailedThreads(err)}
	var deadlock *sched.DeadlockError
	if f.Kind == experiment.FailDeadlock {
		f.Cycle = []jsonWait{}
	}
	if errors.As(err, &deadlock) {
		for _, w := range deadlock.Cycle {
			f.Cycle = append(f.Cycle, jsonWait{w.Thread, w.Object, w.Holder, known(w.Where)})
		}
	}
	return f
}

// known returns a text, or null for none.
func known(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func jsonLockOf(l *trace.LockSummary) *jsonLock {
	longest := seconds(l.Waits.Longest)
	lock := &jsonLock{Acquisitions: &l.Acquisitions, Handovers: &l.Handoffs, Forced: &l.Forced, LongestWait: &longest}
	if l.Wakeups > 0 {
		lock.FailedShare = &l.FailedShare
	}
	return lock
}

// jsonSwitchesOf returns how often threads left their cores: every reason, at 0 too.
func jsonSwitchesOf(sum *trace.Summary) *jsonSwitches {
	all := experiment.Total(sum.Threads)
	s := &jsonSwitches{Voluntary: all.Voluntary, Forced: all.Forced, ByReason: fields{}}
	for _, c := range sum.Switches {
		s.ByReason = append(s.ByReason, field{c.Reason, c.Count})
	}
	return s
}

// jsonLatencyOf returns the spread of the latencies, null if there are none.
func jsonLatencyOf(list []time.Duration) *jsonLatency {
	if len(list) == 0 {
		return nil
	}
	sorted := slices.Sorted(slices.Values(list))
	return &jsonLatency{seconds(measure.Quantile(sorted, 50)), seconds(measure.Quantile(sorted, 95)), seconds(measure.Quantile(sorted, 99))}
}

// jsonThreads returns every thread. Without a lock nobody waits for it.
func jsonThreads(list []trace.ThreadSummary, locked bool) []jsonThread {
	threads := make([]jsonThread, len(list))
	for i, s := range list {
		threads[i] = jsonThread{
			s.ID, s.Name, seconds(s.Ran), nil, seconds(s.Ready), seconds(s.Blocked),
			s.Voluntary, s.Forced, s.Bytecodes, jsonActors(&s),
		}
		if locked {
			waited := seconds(s.LockWait)
			threads[i].LockWait = &waited
		}
	}
	return threads
}

// jsonActors returns the thread's greenlets and generators, its own code first; nil if there are none.
func jsonActors(thread *trace.ThreadSummary) []jsonActor {
	var list []jsonActor
	for _, a := range thread.Actors {
		name := a.Name
		if a.ID == 0 {
			name = thread.Name
		}
		list = append(list, jsonActor{a.ID, name, known(a.Class), a.Turns, seconds(a.Ran), a.Ended})
	}
	return list
}
