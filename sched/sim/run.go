// This file defines Run, which runs a program on the simulated machine.

package sim

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Result says how a run went. What happened in it is the business of its Recorder.
type Result struct {
	Wall    time.Duration // virtual time from start to end
	Steps   int64         // requests to the machine, which Config.MaxSteps limits
	Events  int64         // events recorded, or that would have been
	Threads int           // threads started, the main one included
}

// Run runs a program, whose main thread runs main, on a simulated machine, until all of its threads have ended.
//
// The same configuration gives the same run, event for event, on every computer. An error of the configuration comes
// before anything runs. An exception that nobody catches ends its thread, as Thread.Uncaught says, and is a *sched.ThreadError
// at the end of the run; several are sched.ThreadErrors. What else goes wrong ends the run with a *sched.DeadlockError, *sched.StepsError,
// *choice.DivergenceError or sched.ErrInterrupted, in a *sched.AfterError if there had been exceptions before. The result says
// how far it came. No goroutine is left behind.
func Run(cfg Config, main func(t *sched.Thread)) (Result, error) {
	return run(cfg, func(r *sched.Run) *sched.Task { return r.Main(main) })
}

// RunRunner is Run for a main thread that is plain data.
func RunRunner(cfg Config, main sched.Runner) (Result, error) {
	return run(cfg, func(r *sched.Run) *sched.Task { return r.MainRunner(main) })
}

func run(cfg Config, main func(r *sched.Run) *sched.Task) (Result, error) {
	k, err := newKernel(cfg)
	if err != nil {
		return Result{}, err
	}
	err = k.runMain(main(k.run))
	return Result{
		Wall:    k.Now(),
		Steps:   k.steps + k.ration - k.fuel,
		Events:  k.log.recorded(),
		Threads: len(k.tasks) - 1,
	}, err
}

// Record runs a program as Run does and returns its trace, which is whole up to the failure if there is one. The
// configuration's own Recorder and Names are not used.
func Record(cfg Config, main func(t *sched.Thread)) (*trace.Trace, error) {
	return record(cfg, func(cfg Config) (Result, error) { return Run(cfg, main) })
}

// RecordRunner is Record for a main thread that is plain data.
func RecordRunner(cfg Config, main sched.Runner) (*trace.Trace, error) {
	return record(cfg, func(cfg Config) (Result, error) { return RunRunner(cfg, main) })
}

func record(cfg Config, run func(cfg Config) (Result, error)) (*trace.Trace, error) {
	var buffer trace.Buffer
	tr := &trace.Trace{Header: cfg.Header("", nil), Names: new(trace.Names)}
	cfg.Recorder, cfg.Names = &buffer, tr.Names
	_, err := run(cfg)
	tr.Events = buffer.Events
	return tr, err
}
