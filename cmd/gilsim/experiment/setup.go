// This file defines the setup: all that a run needs.

package experiment

import (
	"context"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// A Setup is all that a run needs, on either machine.
type Setup struct {
	Program *workload.Program
	Input   workload.Input
	Python  string     // the era that was chosen, a name of gil.Eras; "" if none was
	Machine sim.Config // with the lock, a gil.Config
}

// New returns the setup of a program on a machine, where a bytecode costs what it does in the era. The error says what
// is wrong with the machine or its lock, if anything is.
func New(p *workload.Program, in workload.Input, python string, machine sim.Config) (*Setup, error) {
	machine.Seed = max(1, machine.Seed) // 0 is the default, which is 1: the seeds of a sweep are counted from it
	s := &Setup{p, in, python, machine}
	if era, err := gil.CPython(python); err == nil {
		s.As(era)
	}
	_, err := sim.ConfigOf(s.Header())
	return s, err
}

// As makes it the setup of an era, but for its lock.
func (s *Setup) As(era gil.Era) {
	s.Python, s.Machine.Bytecode, s.Machine.Library = era.Name, era.Bytecode, era.Library
}

// FromHeader returns the setup of a run of a program, as the header of its trace describes it.
func FromHeader(p *workload.Program, h trace.Header) (*Setup, error) {
	s := &Setup{Program: p}
	var err error
	if s.Input, err = p.InputOf(h.Params); err != nil {
		return nil, err
	}
	if s.Machine, err = sim.ConfigOf(h); err != nil {
		return nil, err
	}
	if s.Machine.GIL, err = gil.ConfigOf(h); err != nil {
		return nil, err
	}
	s.Python, _ = trace.Lookup(h.Config, ConfigPython)
	return s, nil
}

// Lock returns the interpreter lock, which the machine holds; the zero value, no lock, if that has none.
func (s *Setup) Lock() gil.Config {
	lock, _ := s.Machine.GIL.(gil.Config)
	return lock
}

// Interprets reports whether gilsim's own Python machine executes the program: its bytecodes cost what they do there, and not
// what a loop makes them cost.
func (s *Setup) Interprets() bool { return s.Program.Start != nil }

// With returns the same with another lock and so many cores.
func (s *Setup) With(lock gil.Config, cores int) *Setup {
	own := *s
	own.Machine.GIL, own.Machine.Cores = lock, cores
	return &own
}

// ConfigPython is the setting in a trace's header that names the era. A Python file is compiled for it; for a program of the
// catalogue nothing but reports needs it, as what it sets is there, too.
const ConfigPython = "python"

// Header returns the header of the trace of a simulated run.
func (s *Setup) Header() trace.Header {
	h := s.Machine.Header(s.Program.Name, s.Program.Given(s.Input))
	h.Sources = s.Program.Sources
	if s.Python != "" {
		h.Config = append(h.Config, trace.Param{Key: ConfigPython, Value: s.Python})
	}
	return h
}

// Info returns what is known of the run before it is made.
func (s *Setup) Info() Info {
	return Info{
		Workload: s.Program.Name,
		Params:   s.Program.Given(s.Input),
		Lock:     s.Lock(),
		Cores:    s.Machine.Cores,
		Seed:     s.Machine.Seed,
		Python:   s.Python,
	}
}

// Run makes a simulated run, tells the recorders of it (a nil one is none) and returns what the program says of it, or why
// the run failed: sched.ErrInterrupted if the context was done. The recorded events refer to names, which may be nil
// without a recorder.
func (s *Setup) Run(ctx context.Context, names *trace.Names, recorders ...trace.Recorder) (workload.Outcome, sim.Result, error) {
	cfg := s.Machine
	cfg.Recorder, cfg.Names = tee(recorders), names
	cfg.Interrupted = func() bool { return ctx.Err() != nil }
	if s.Program.Start != nil {
		main, ended := s.Program.Start()
		result, err := sim.RunRunner(cfg, main)
		return ended(), result, err
	}
	var outcome workload.Outcome
	result, err := sim.Run(cfg, func(t *sched.Thread) { outcome = s.Program.Run(t, s.Input) })
	return outcome, result, err
}

// tee returns one recorder for all that are not nil, nil if there is none.
func tee(list []trace.Recorder) trace.Recorder {
	var t trace.Tee
	for _, r := range list {
		if r != nil {
			t = append(t, r)
		}
	}
	switch len(t) {
	case 0:
		return nil
	case 1:
		return t[0]
	}
	return t
}

// MaxCores is how many cores a simulated machine has at most.
const MaxCores = 1024

// ParamThreads is the parameter of every program that says how many threads it starts.
const ParamThreads = "threads"
