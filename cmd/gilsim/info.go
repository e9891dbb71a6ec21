// This file defines what is known of a run besides what its events tell.

package main

import (
	"strconv"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// A runInfo says what ran, on what, and what came out.
type runInfo struct {
	workload string        // "" for a program of the user's own
	params   []trace.Param // the number of threads among them
	lock     gil.Config
	cores    int // 0 if it is not known
	seed     uint64
	seeds    int               // how many from that one on; 0 is one
	python   string            // the era that was chosen; "" if none was
	real     bool              // it ran on OS threads
	outcome  *workload.Outcome // nil if there is none: the run failed, or was not made here
	failure  error             // why the run failed, if it did
}

// infoOf returns what the header of a trace says.
func infoOf(h trace.Header) (runInfo, error) {
	machine, err := sim.ConfigOf(h)
	if err != nil {
		return runInfo{}, err
	}
	lock, err := gil.ConfigOf(h)
	if err != nil {
		return runInfo{}, err
	}
	python, _ := trace.Lookup(h.Config, configPython)
	return runInfo{workload: h.Program, params: h.Params, lock: lock, cores: machine.Cores, seed: h.Seed, python: python, real: isReal(h)}, nil
}

// ended returns the same with what came out.
func (r runInfo) ended(outcome workload.Outcome, err error) runInfo {
	if err != nil {
		r.failure = err
	} else {
		r.outcome = &outcome
	}
	return r
}

// locked reports whether there is an interpreter lock.
func (r *runInfo) locked() bool { return r.lock.Discipline != gil.Off }

// machine names the machine that it ran on.
func (r *runInfo) machine() string {
	if r.real {
		return machineReal
	}
	return machineSimulated
}

// threads returns how many threads the program was told to start, if it was told.
func (r *runInfo) threads() *int {
	text, _ := trace.Lookup(r.params, paramThreads)
	if n, err := strconv.Atoi(text); err == nil {
		return &n
	}
	return nil
}

// result returns what came out in a few words: runs of many seeds are counted by it.
func (r *runInfo) result() string {
	switch {
	case r.failure != nil:
		return failureKind(r.failure)
	case r.outcome != nil:
		return r.outcome.Result
	}
	return ""
}

// verdict returns the error that the command ends with: why the run failed, or that its check does not hold.
func (r *runInfo) verdict() error {
	switch {
	case r.failure != nil:
		return finding("%w", r.failure)
	case r.outcome != nil && !r.outcome.OK:
		return finding("the program's check does not hold: %s, want %s", r.outcome.Result, r.outcome.Want)
	}
	return nil
}
