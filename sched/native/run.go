// This file defines Run, which runs a program on the real machine: its beginning, its watch, its end.

package native

import (
	"context"
	"errors"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// Config says how a program runs on the real machine. The zero value has no interpreter lock.
type Config struct {
	GIL       sched.Locking
	Library   sched.Library  // what the standard library does; default: what that of today does
	Loop      *Loop          // executes the bytecodes; default Calibrate(2000, 1)
	Bytecode  int64          // what a bytecode costs if the threads execute theirs themselves, as an interpreter's do, in ps; 0: Loop does
	Grant     int64          // how many of those a thread executes at most before it looks whether it is to let the lock go; default 512
	Seed      uint64         // of the random numbers that the program asks for; default 1
	Timeout   time.Duration  // the run fails after so long; default never
	FailFast  bool           // the first exception that ends a thread ends the run, too
	Stderr    io.Writer      // told the tracebacks of the exceptions that end threads; default: nobody is
	Pin       bool           // ties each thread to one of the cores in reach, in turn
	Portable  bool           // parks by channels, where a futex is to be had too
	Sample    time.Duration  // how often the processor use of the process is noted; default never
	Recorder  trace.Recorder // told all events when the run has ended; default: nothing is recorded
	MaxEvents int64          // the run fails after about so many, which need 32 bytes of memory each; default 1<<26
	Names     *trace.Names   // where names are defined; default: a table of the run's own

	// Program lets the program start processes. What the main thread runs must be what Program says for Args. Program.Run sets both.
	Program *Program
	Args    string

	family *family // the processes of the run, if it can have any
}

// maxEvents is how many events are recorded by default: 2 GB.
const maxEvents = 1 << 26

// A Result says how a run went: what the operating system says of it.
type Result struct {
	Wall    time.Duration // from the start of the first thread to the end of the last
	Usage   Usage         // of all threads together
	Threads []ThreadUsage // of each, in the order of their numbers
	Process Usage         // of the whole process: Go's own threads are in it
	Samples []Sample      // the processor use over time
	Events  int64         // events recorded

	Processes int // processes that the first one has started; what they used, and all that they have waited for, is part of Usage
	Abandoned int // threads that could not be ended: they still run, and may touch what the program has
}

// A ThreadUsage is what one thread used.
type ThreadUsage struct {
	Name      string
	Life      time.Duration // from its first instruction to its last
	Usage     Usage
	Bytecodes int64 // that it executed
}

// machineInUse lets one run at a time have the settings of the Go runtime, which are the process's: it has an element then.
var machineInUse = make(chan struct{}, 1)

// errNested is the error of a run that would wait for the one that it is part of.
var errNested = errors.New("native: a program that runs on the real machine cannot run another one there: the machine is in use")

// occupy waits until no other run uses the machine.
func occupy(ctx context.Context) error {
	select {
	case machineInUse <- struct{}{}:
		return nil
	default:
	}
	if inProgram() {
		return errNested
	}
	select {
	case machineInUse <- struct{}{}:
		return nil
	case <-ctx.Done():
		return sched.ErrInterrupted
	}
}

// inProgram reports whether it is called by the code of a thread: on a coroutine, or, if the thread is plain data, on the
// goroutine of its OS thread.
func inProgram() bool {
	pcs := make([]uintptr, 64)
	n := runtime.Callers(1, pcs)
	for n == len(pcs) {
		pcs = make([]uintptr, 2*n)
		n = runtime.Callers(1, pcs)
	}
	frames := runtime.CallersFrames(pcs[:n])
	for {
		f, more := frames.Next()
		if strings.HasSuffix(f.Function, "/internal/coro.(*Coro).run") || strings.HasSuffix(f.Function, "/sched/native.(*thread).run") {
			return true
		}
		if !more {
			return false
		}
	}
}

// Run runs a program, whose main thread runs main, on OS threads, until all of them have ended.
//
// What goes wrong in the program gives the errors of sim.Run; a context that is done with
// sched.ErrInterrupted; a run that takes too long with a *TimeoutError. The result says how far it came in any case. A
// thread that computes for ever without asking the machine for anything cannot be ended: then Run returns without it.
//
// Runs of one process come one after another, and wait for each other as long as the context is not done. One that is started by
// the program of another is refused. A program that starts one on a goroutine of its own, and waits for that, cannot be told
// from others: only the outer run's Timeout ends it.
func Run(ctx context.Context, cfg Config, main func(t *sched.Thread)) (Result, error) {
	return run(ctx, cfg, func(r *sched.Run) *sched.Task { return r.Main(main) })
}

// RunRunner is Run for a main thread that is plain data.
func RunRunner(ctx context.Context, cfg Config, main sched.Runner) (Result, error) {
	return run(ctx, cfg, func(r *sched.Run) *sched.Task { return r.MainRunner(main) })
}

// run runs a program whose main thread the function makes.
func run(ctx context.Context, cfg Config, main func(r *sched.Run) *sched.Task) (Result, error) {
	if err := occupy(ctx); err != nil {
		return Result{}, err
	}
	defer func() { <-machineInUse }()
	if cfg.Program != nil {
		f, err := newFamily(cfg.Program, cfg.Args)
		if err != nil {
			return Result{}, err
		}
		cfg.family = f
		defer f.close()
	}
	e, err := newEngine(cfg)
	if err != nil {
		return Result{}, err
	}
	defer e.settle()()
	before := processUsage()
	e.start = time.Now()
	e.join()
	samples := e.sample()
	task := main(e.run)
	if cfg.family != nil {
		task.Told(nil)
	}
	e.Spawn(nil, task.Thread())
	e.watch(ctx)
	e.run.Close()
	r := e.result(processUsage().since(before), samples())
	return r, e.run.Failure(e.why())
}

// newEngine returns an engine that is ready to run.
func newEngine(cfg Config) (*engine, error) {
	if cfg.Seed == 0 {
		cfg.Seed = 1
	}
	if cfg.Names == nil {
		cfg.Names = new(trace.Names)
	}
	if cfg.Bytecode > 0 {
		cfg.Loop = &Loop{cost: cfg.Bytecode}
	}
	if cfg.Grant <= 0 {
		cfg.Grant = lookUp
	}
	if cfg.Loop == nil {
		cfg.Loop = Calibrate(2000, 1)
	}
	if cfg.MaxEvents == 0 {
		cfg.MaxEvents = maxEvents
	}
	e := &engine{config: cfg, ends: make(chan struct{})}
	var err error
	e.run, err = sched.NewRun(sched.RunConfig{
		Engine: e, Names: cfg.Names, Strategy: choice.Seeded(cfg.Seed), GIL: cfg.GIL, Parallel: true, Unrecorded: cfg.Recorder == nil,
		Stderr: cfg.Stderr, FailFast: cfg.FailFast, Library: cfg.Library, Real: e.real(), Pids: e.pids(),
	})
	return e, err
}

// parker returns what a thread parks on.
func (c *Config) parker() parker {
	if c.Portable {
		return newChannel()
	}
	return newParker()
}

// Parking names what threads park on, for a trace's header: futex or channel.
func (c *Config) Parking() string {
	if c.Portable {
		return "channel"
	}
	return parking
}

// settle makes Go's runtime keep out of the way, and returns what undoes that: no garbage is collected unless there is
// very much, and GOMAXPROCS is beyond the number of threads, so that none waits for another in Go's scheduler.
func (e *engine) settle() (undo func()) {
	runtime.GC()
	percent := debug.SetGCPercent(-1)
	limit := debug.SetMemoryLimit(garbage)
	set := runtime.GOMAXPROCS(0)
	runtime.SetDefaultGOMAXPROCS()
	usual := runtime.GOMAXPROCS(0) == set
	e.raise(0)
	return func() {
		if usual {
			runtime.SetDefaultGOMAXPROCS()
		} else {
			runtime.GOMAXPROCS(set)
		}
		debug.SetMemoryLimit(limit)
		debug.SetGCPercent(percent)
	}
}

// settleChild is settle for a child process, which ends with the run: there is nothing to undo. Nor is there garbage yet, and collecting it
// would be an eighth of what the child's start takes.
func (e *engine) settleChild() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(garbage)
	e.raise(0)
}

// garbage is how much memory a run may take before it is collected, and spare how many processors Go has at least beside
// those of the threads: for the watch, the sampling and the runtime's own work.
const (
	garbage = 4 << 30
	spare   = 8
)

// raise sees to it that Go has processors for so many threads.
func (e *engine) raise(threads int) {
	if threads+spare/2 <= e.procs {
		return
	}
	e.procs = 2*threads + spare
	runtime.GOMAXPROCS(max(e.procs, runtime.GOMAXPROCS(0)))
}

// result collects what was measured.
func (e *engine) result(process Usage, samples []Sample) Result {
	r := Result{Process: process, Samples: samples, Wall: e.wall()}
	for _, s := range e.threads {
		if !s.ended.Load() { // it could not be ended: nothing is known of it
			r.Abandoned++
			continue
		}
		r.Threads = append(r.Threads, ThreadUsage{Name: s.of.Name(), Life: s.life, Usage: s.usage, Bytecodes: s.of.Bytecodes()})
		r.Usage = r.Usage.plus(s.usage)
	}
	e.addChildren(&r)
	r.Events = e.deliver()
	return r
}

// wall returns how long the run has lasted: to the end of the last thread, or up to now if there is one that could not
// be ended.
func (e *engine) wall() time.Duration {
	var last time.Time
	for _, s := range e.threads {
		if !s.ended.Load() {
			return e.Now()
		}
		if s.ends.After(last) {
			last = s.ends
		}
	}
	return last.Sub(e.start)
}
