// This file declares the flags of the real machine: whether runs are made for real, and how.

package main

import (
	"fmt"
	"time"

	"github.com/spf13/pflag"
)

// realFlags say what is measured beside what is simulated.
type realFlags struct {
	real, sim bool
	repeat    number
	pin       bool
	timeout   span
	trace     word
}

// declare declares the flags.
func (r *realFlags) declare(to *pflag.FlagSet) {
	r.declareRuns(to)
	r.trace = word{"", "FILE"}
	grouped(to, groupReal, func(fs *pflag.FlagSet) {
		fs.Var(&r.trace, "real-trace", "keeps the trace of one real run under --gil; with a lock gilsim replay runs it again on the simulated machine")
	})
}

// declareRuns declares the flags that say whether runs are made for real, and how.
func (r *realFlags) declareRuns(to *pflag.FlagSet) {
	r.repeat = number{5, 1, 1000}
	r.timeout = span{time.Minute, time.Millisecond, 24 * time.Hour}
	grouped(to, groupReal, func(fs *pflag.FlagSet) {
		fs.BoolVar(&r.real, "real", true, "also runs the program for real, on the cores of this computer, with the lock and without it, and shows that beside what was predicted; --real=false simulates only (default true)")
		fs.BoolVar(&r.sim, "sim", true, "simulates it; --sim=false measures only (default true)")
		fs.Var(&r.repeat, "repeat", "how often each real run is repeated, after one that does not count")
		fs.Var(&r.timeout, "timeout", "how long a real run may take")
		fs.BoolVar(&r.pin, "pin", false, "ties each thread to a core, in turn")
	})
}

// wanted names the flag that asks for something that only a real run has.
func (r *realFlags) wanted() string {
	if !r.sim {
		return "--sim=false"
	}
	return "--real-trace"
}

// refuse refuses flags of real runs where there are none.
func (r *realFlags) refuse(given func(flag string) bool) error {
	switch {
	case !r.real && !r.sim:
		return fmt.Errorf("--real=false and --sim=false leave nothing to do: leave one of them out")
	case r.real:
		return nil
	}
	for _, flag := range []string{"repeat", "timeout", "pin", "real-trace"} {
		if given(flag) {
			return fmt.Errorf("--%s is for real runs, of which --real=false makes none", flag)
		}
	}
	return nil
}
