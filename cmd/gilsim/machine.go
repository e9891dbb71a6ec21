// This file makes of the flags what a run needs: the program with its input, the lock and the machine.

package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// A setup is all that a run needs.
type setup struct {
	program *workload.Program
	input   workload.Input
	lock    gil.Config
	machine sim.Config // its GIL is lock
	python  string     // the era that was chosen; "" if none was
}

// setup makes a setup of the flags. Given reports whether a flag was given by name.
func (o *runOptions) setup(given func(flag string) bool) (*setup, error) {
	p, err := findWorkload(o.program.workload.value)
	if err != nil {
		return nil, err
	}
	in, err := p.Input(int(o.program.threads.value), o.program.params)
	if err != nil {
		return nil, err
	}
	s := &setup{program: p, input: in, python: o.lock.python.value}
	if s.machine, err = o.machine.config(); err != nil {
		return nil, err
	}
	if era, err := gil.CPython(s.python); err == nil {
		s.machine.Bytecode = era.Bytecode
	}
	if s.lock, err = o.lock.config(given); err != nil {
		return nil, err
	}
	s.machine.GIL = s.lock
	_, err = sim.ConfigOf(s.header()) // says what is wrong with the configuration, if anything is
	return s, err
}

// config returns the machine's configuration: the profile's, with what other flags say.
func (m *machineFlags) config() (sim.Config, error) {
	c, err := readProfile(m.profile.value)
	c.Cores = int(m.cores.value)
	c.Seed = m.seed.value
	c.MaxSteps = int64(m.maxSteps.value)
	return c, err
}

// findWorkload returns the program of this name.
func findWorkload(name string) (*workload.Program, error) {
	if p := workload.Find(name); p != nil {
		return p, nil
	}
	plain, _ := workloadNames()
	return nil, fmt.Errorf("there is no workload %q%s (gilsim list tells which there are)", name, didYouMean(name, plain))
}

// config returns the lock's configuration: the flags given by name before the era's, the era's before the usual.
func (l *lockFlags) config(given func(flag string) bool) (gil.Config, error) {
	if era, err := gil.CPython(l.python.value); err == nil {
		return l.over(era.Lock, given)
	}
	d, _ := gil.ParseDiscipline(l.gil.value) // the flag takes no other names; nor do those of the next function
	return l.over(usualLock(d), given)
}

// over returns a lock with what the flags given by name change about it.
func (l *lockFlags) over(c gil.Config, given func(flag string) bool) (gil.Config, error) {
	if given("gil") {
		c.Discipline, _ = gil.ParseDiscipline(l.gil.value)
	}
	if given("checks") {
		c.Checks, _ = gil.ParseChecks(l.checks.value)
	}
	if given("switch-interval") {
		c.Interval = l.switchInterval.value
	}
	if given("check-interval") {
		c.CheckInterval = int(l.checkInterval.value)
	}
	if given("wake-order") {
		c.WakeOrder, _ = gil.ParseWakeOrder(l.wakeOrder.value)
	}
	if err := refuseIdle(c.Discipline, given); err != nil {
		return c, err
	}
	return c, c.Validate()
}

// usualLock returns the lock of a discipline where nothing else is said: that of the latest version that has it.
func usualLock(d gil.Discipline) gil.Config {
	for _, era := range slices.Backward(gil.Eras()) {
		if era.Lock.Discipline == d {
			return era.Lock
		}
	}
	lock := usualLock(gil.On) // green threads of the present CPython
	lock.Discipline = d
	return lock
}

// lockFlagsOf says under which disciplines a flag has an effect.
var lockFlagsOf = []struct {
	flag        string
	disciplines []gil.Discipline
}{
	{"checks", []gil.Discipline{gil.Ticks, gil.Interval}},
	{"switch-interval", []gil.Discipline{gil.Interval}},
	{"check-interval", []gil.Discipline{gil.Ticks}},
	{"wake-order", []gil.Discipline{gil.Ticks, gil.Interval, gil.Coop}},
}

// refuseIdle refuses a flag that was given by name and has no effect under the discipline.
func refuseIdle(d gil.Discipline, given func(flag string) bool) error {
	for _, f := range lockFlagsOf {
		if given(f.flag) && !slices.Contains(f.disciplines, d) {
			return fmt.Errorf("--%s has no effect under the discipline %v: it is for %s", f.flag, d, orList(names(f.disciplines)))
		}
	}
	return nil
}

// configPython is the setting in the header of a trace that names the era. The machine and the lock do not need it.
const configPython = "python"

// header returns the header of the run's trace.
func (s *setup) header() trace.Header {
	h := s.machine.Header(s.program.Name, s.program.Given(s.input))
	if s.python != "" {
		h.Config = append(h.Config, trace.Param{Key: configPython, Value: s.python})
	}
	return h
}

// info returns what reports say of the run, before it runs.
func (s *setup) info() runInfo {
	return runInfo{
		workload: s.program.Name,
		params:   s.program.Given(s.input),
		lock:     s.lock,
		cores:    s.machine.Cores,
		seed:     s.machine.Seed,
		python:   s.python,
	}
}

// run runs the program, and returns what it says of its run, or why the run failed. The recorder refers to names; both
// may be nil.
func (s *setup) run(ctx context.Context, rec trace.Recorder, names *trace.Names) (workload.Outcome, sim.Result, error) {
	cfg := s.machine
	cfg.Recorder, cfg.Names = rec, names
	cfg.Interrupted = func() bool { return ctx.Err() != nil }
	var outcome workload.Outcome
	result, err := sim.Run(cfg, func(t *sched.Thread) { outcome = s.program.Run(t, s.input) })
	return outcome, result, err
}

// setupOf makes a setup of the header of a trace.
func setupOf(h trace.Header) (*setup, error) {
	if h.Program == "" {
		return nil, fmt.Errorf("this is the trace of a program of your own, which gilsim does not have: replay it in a test, with package trace/tracetest")
	}
	p, err := findWorkload(h.Program)
	if err != nil {
		return nil, err
	}
	s := &setup{program: p}
	if s.input, err = p.InputOf(h.Params); err != nil {
		return nil, err
	}
	if s.machine, err = sim.ConfigOf(h); err != nil {
		return nil, err
	}
	if s.lock, err = gil.ConfigOf(h); err != nil {
		return nil, err
	}
	s.machine.GIL = s.lock
	s.python, _ = trace.Lookup(h.Config, configPython)
	return s, nil
}

// paramThreads is the parameter of every program that says how many threads it starts.
const paramThreads = "threads"
