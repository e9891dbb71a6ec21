// This file makes real runs of a setup.

package main

import (
	"context"
	"math"
	"strconv"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// A realMachine makes real runs.
type realMachine struct {
	timeout time.Duration
	pin     bool
	loops   map[loopKey]*native.Loop // calibrated once each
}

// A loopKey is what a bytecode loop is calibrated for: what a bytecode costs, and how often the loop looks for a request.
type loopKey struct{ picoseconds, stride int64 }

// usualStride is how many bytecodes the rounds of programs have, about.
const usualStride = 9

// newRealMachine returns the machine that the flags ask for.
func newRealMachine(r *realFlags) *realMachine {
	return &realMachine{timeout: r.timeout.value, pin: r.pin, loops: map[loopKey]*native.Loop{}}
}

// loop returns the bytecode loop for a setup. The first call for one of its kind takes some 50 ms.
func (m *realMachine) loop(s *setup) *native.Loop {
	key := loopKey{s.bytecode(), usualStride}
	if s.lock.Discipline != gil.Off && s.lock.Checks == gil.Every {
		key.stride = 1
	}
	if m.loops[key] == nil {
		m.loops[key] = calibrate(key)
	}
	return m.loops[key]
}

// How often a loop is calibrated at most, and what its cost may be off by, in percent: something else on the computer may
// disturb it.
const (
	calibrations = 4
	costError    = 2
)

// calibrate returns the loop that comes nearest to what it should cost.
func calibrate(key loopKey) (best *native.Loop) {
	least := int64(math.MaxInt64)
	for range calibrations {
		l := native.Calibrate(key.picoseconds, key.stride)
		off := max(l.Cost()-key.picoseconds, key.picoseconds-l.Cost())
		if off < least {
			best, least = l, off
		}
		if 100*off <= costError*key.picoseconds {
			break
		}
	}
	return best
}

// run runs the program, and returns what it says of its run, or why the run failed. The configuration says what is to be
// recorded; the rest of it is the setup's.
func (m *realMachine) run(ctx context.Context, s *setup, cfg native.Config) (workload.Outcome, native.Result, error) {
	cfg.GIL, cfg.Seed, cfg.Loop = s.lock, s.machine.Seed, m.loop(s)
	cfg.Timeout, cfg.Pin = m.timeout, m.pin
	var outcome workload.Outcome
	result, err := native.Run(ctx, cfg, func(t *sched.Thread) { outcome = s.program.Run(t, s.input) })
	if err != nil { // a thread that could not be ended may still write the outcome
		return workload.Outcome{}, result, err
	}
	return outcome, result, nil
}

// The settings in the header of a real run's trace.
const (
	configMachine  = "machine"
	configParking  = "parking"
	configBytecode = "bytecode-ps"
)

// bytecode returns what a bytecode costs, in picoseconds.
func (s *setup) bytecode() int64 {
	text, _ := trace.Lookup(s.header().Config, configBytecode)
	picoseconds, _ := strconv.ParseInt(text, 10, 64)
	return max(1, picoseconds)
}

// header returns the header of the trace of a real run: a bytecode costs what it really does.
func (m *realMachine) header(s *setup) trace.Header {
	own := *s
	own.machine.Bytecode = m.loop(s).Cost()
	h := own.header()
	h.Config = append(h.Config,
		trace.Param{Key: configMachine, Value: machineReal},
		trace.Param{Key: configParking, Value: new(native.Config).Parking()})
	return h
}

// isReal reports whether a header is that of a real run's trace.
func isReal(h trace.Header) bool {
	machine, _ := trace.Lookup(h.Config, configMachine)
	return machine == machineReal
}
