// This file defines what is known of a run besides what its events tell.

package experiment

import (
	"strconv"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// A Info says what ran, on what, and what came out.
type Info struct {
	Workload string        // "" for a program of the user's own
	Params   []trace.Param // the number of threads among them
	Lock     gil.Config
	Cores    int // 0 if it is not known
	Seed     uint64
	Python   string            // the era that was chosen; "" if none was
	Real     bool              // it ran on OS threads
	Outcome  *workload.Outcome // nil if there is none: the run failed, or was not made here
	Failure  error             // why the run failed, if it did
}

// InfoFromHeader returns what the header of a trace says.
func InfoFromHeader(h trace.Header) (Info, error) {
	machine, err := sim.ConfigOf(h)
	if err != nil {
		return Info{}, err
	}
	lock, err := gil.ConfigOf(h)
	if err != nil {
		return Info{}, err
	}
	python, _ := trace.Lookup(h.Config, ConfigPython)
	return Info{Workload: h.Program, Params: h.Params, Lock: lock, Cores: machine.Cores, Seed: h.Seed, Python: python, Real: isReal(h)}, nil
}

// Ended returns the same with what came out.
func (r Info) Ended(outcome workload.Outcome, err error) Info {
	if err != nil {
		r.Failure = err
	} else {
		r.Outcome = &outcome
	}
	return r
}

// Locked reports whether there is an interpreter lock.
func (r *Info) Locked() bool { return r.Lock.Discipline != gil.Off }

// Threads returns how many threads the program was told to start, if it was told.
func (r *Info) Threads() *int {
	text, _ := trace.Lookup(r.Params, ParamThreads)
	if n, err := strconv.Atoi(text); err == nil {
		return &n
	}
	return nil
}

// Result returns what came out in a few words: runs of many seeds are counted by it.
func (r *Info) Result() string {
	switch {
	case r.Failure != nil:
		return FailureKind(r.Failure)
	case r.Outcome != nil:
		return r.Outcome.Result
	}
	return ""
}
