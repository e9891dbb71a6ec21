// This file makes real runs.

package experiment

import (
	"context"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// A Real makes real runs, on OS threads of this computer. The zero value has no time limit.
type Real struct {
	Timeout time.Duration            // how long a run may take; 0: as long as it takes
	Pin     bool                     // ties each thread to a core, in turn
	loops   map[loopKey]*native.Loop // calibrated once each
	own     map[ownKey]int64         // what a bytecode costs of programs that gilsim's Python machine executes; measured once each
}

// A loopKey is what a bytecode loop is calibrated for: what a bytecode costs, and how often the loop looks for a request.
type loopKey struct{ picoseconds, stride int64 }

// An ownKey is what the bytecode of a Python program is measured for: without the lock it has its price.
type ownKey struct {
	program *workload.Program
	locked  bool
}

// usualStride is how many bytecodes the rounds of programs have, about. A lock that looks at calls and jumps only looks so often;
// one that looks after every bytecode has a loop of its own.
const usualStride = 9

// loop returns the bytecode loop for a setup. The first call for one of its kind takes some 50 ms.
func (m *Real) loop(s *Setup) *native.Loop {
	key := loopKey{s.Bytecode(), usualStride}
	if lock := s.Lock(); lock.Discipline != gil.Off && lock.Checks == gil.Every {
		key.stride = 1
	}
	if m.loops == nil {
		m.loops = map[loopKey]*native.Loop{}
	}
	if m.loops[key] == nil {
		m.loops[key] = calibrateLoop(key)
	}
	return m.loops[key]
}

// How often a loop is calibrated at most, and what its cost may be off by, in percent: something else on the computer may
// disturb it.
const (
	calibrations = 4
	costError    = 2
)

// calibrateLoop returns the loop that comes nearest to what it should cost.
func calibrateLoop(key loopKey) (best *native.Loop) {
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

// run makes a real run, and returns what the program says of it, or why the run failed. The configuration says what is to be
// recorded; the rest of it is the setup's.
func (m *Real) run(ctx context.Context, s *Setup, cfg native.Config) (workload.Outcome, native.Result, error) {
	cfg.GIL, cfg.Seed = s.Lock(), s.Machine.Seed
	cfg.Timeout, cfg.Pin, cfg.FailFast = m.Timeout, m.Pin, s.Machine.FailFast
	cfg.Library = s.Machine.Library
	if s.Interprets() {
		cfg.Bytecode = m.BytecodeCost(s)
		return interpret(ctx, s, cfg)
	}
	cfg.Loop = m.loop(s)
	if s.Program.StartsProcesses(s.Program.Given(s.Input)) {
		cfg.Program, cfg.Args = catalogued, s.args()
	}
	var outcome workload.Outcome
	result, err := native.Run(ctx, cfg, func(t *sched.Thread) { outcome = s.Program.Run(t, s.Input) })
	if err != nil { // a thread that could not be ended may still write the outcome
		return workload.Outcome{}, result, err
	}
	return outcome, result, nil
}

// The settings in the header of a real run's trace.
const (
	configMachine  = "machine"
	configReal     = "real" // its value
	configParking  = "parking"
	configBytecode = "bytecode-ps"
)

// interpret is run for a program that gilsim's Python machine executes.
func interpret(ctx context.Context, s *Setup, cfg native.Config) (workload.Outcome, native.Result, error) {
	main, ended := s.Program.Start()
	result, err := native.RunRunner(ctx, cfg, main)
	if result.Abandoned > 0 { // they may still write the outcome
		return workload.Outcome{}, result, err
	}
	return ended(), result, err
}

// BytecodeCost returns what a bytecode really costs in the runs of a setup, in picoseconds. The first call for one of its kind takes
// some 50 ms, or as long as a run of a program that gilsim's Python machine executes.
func (m *Real) BytecodeCost(s *Setup) int64 {
	if !s.Interprets() {
		return m.loop(s).Cost()
	}
	cost, known := m.calibrate(context.Background(), s)
	if !known {
		return s.Bytecode()
	}
	return cost
}

// calibrate returns what a bytecode costs of a program that gilsim's Python machine executes. It is not known of a program that
// executes so few that its beginning takes longer than all of them.
func (m *Real) calibrate(ctx context.Context, s *Setup) (cost int64, known bool) {
	if m.own == nil {
		m.own = map[ownKey]int64{}
	}
	key := ownKey{s.Program, s.Lock().Discipline != gil.Off}
	cost, tried := m.own[key]
	if !tried {
		cost = typicalCost(func() int64 { return m.costOfRun(ctx, s) })
		m.own[key] = cost
	}
	return cost, cost > 0
}

// fewBytecodes is how many tell what one costs: starting a program takes as long as some ten thousand.
const fewBytecodes = 100_000

// How often a program runs to tell what its bytecodes cost, and for how long in all: a short run is disturbed by whatever else happens.
// One that takes so long that its beginning does not matter needs no other before it.
const (
	tellingRuns   = 5
	tellingTime   = time.Second
	tellingAtOnce = 5 * time.Second
)

// typicalCost returns the median of what bytecodes cost in some runs, 0 if that is not known. The first run is none of them, as it is
// of no measured series: it gets the memory from the system that those behind it use again, which can take as long as the program.
func typicalCost(costOfRun func() int64) int64 {
	began := time.Now()
	first := costOfRun()
	if first == 0 || time.Since(began) > tellingAtOnce {
		return first
	}
	var costs []int64
	for began = time.Now(); len(costs) < tellingRuns && (costs == nil || time.Since(began) < tellingTime); {
		costs = append(costs, costOfRun())
	}
	slices.Sort(costs)
	return costs[len(costs)/2]
}

// costOfRun runs a program that gilsim's Python machine executes, and returns what bytecodes cost in that run, 0 if that is not known:
// the processor time of the run over their number. It differs from program to program, as some bytecodes do more than others. What the
// operating system does for the run, such as waking threads, is predicted by itself, and not part of it.
func (m *Real) costOfRun(ctx context.Context, s *Setup) int64 {
	_, result, _ := interpret(ctx, s, native.Config{
		GIL: s.Lock(), Seed: s.Machine.Seed, Library: s.Machine.Library, Timeout: m.Timeout, Bytecode: 1})
	n := int64(0)
	for i := range result.Threads {
		n += result.Threads[i].Bytecodes
	}
	if !result.Usage.CPU.Known || !result.Usage.System.Known || n < fewBytecodes {
		return 0
	}
	cost := max(1, (result.Usage.CPU.N-result.Usage.System.N)*1000/n)
	if cost > sim.MaxBytecode { // a few of them do nearly all of the work
		return 0
	}
	return cost
}

// Bytecode returns what a bytecode is to cost, in picoseconds: the header has the default of the machine, too.
func (s *Setup) Bytecode() int64 {
	text, _ := trace.Lookup(s.Header().Config, configBytecode)
	picoseconds, _ := strconv.ParseInt(text, 10, 64)
	return max(1, picoseconds)
}

// Header returns the header of the trace of a real run: a bytecode costs what it really does.
func (m *Real) Header(s *Setup) trace.Header {
	own := *s
	own.Machine.Bytecode = m.BytecodeCost(s)
	h := own.Header()
	h.Config = append(h.Config,
		trace.Param{Key: configMachine, Value: configReal},
		trace.Param{Key: configParking, Value: new(native.Config).Parking()})
	return h
}

func isReal(h trace.Header) bool {
	machine, _ := trace.Lookup(h.Config, configMachine)
	return machine == configReal
}
