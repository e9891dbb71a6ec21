// This file defines the run: what the processes of one run of a program share, and what its engine does with it.

package sched

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// A Run is one run of a program on an engine: what belongs to the machine and not to one of the processes on it. Engines
// make it and drive it; a program sees its own Process.
type Run struct {
	Names *trace.Names // of threads, objects and texts, in the trace

	engine     Engine
	devices    Devices       // the engine, if it has virtual ones; else nil
	charger    Charger       // the engine, if calls of the library cost something there; else nil
	pacer      Pacer         // the engine, if functions become faster there; else nil
	futexes    Futexes       // the engine, if memory costs something there; else nil
	real       RealProcesses // the engine, if its processes are those of an operating system; else nil
	strategy   choice.Strategy
	timed      bool         // whether the strategy is
	clock      choice.Clock // the strategy, if it overrides the clock; else nil
	parallel   bool
	stepwise   bool
	unrecorded bool
	unnumbered bool
	events     func() int64
	executed   func(thread int32) int64
	stopping   atomic.Bool
	failFast   bool
	library    Library
	spares     *Spares // see RunConfig
	picking    bool    // the strategy is being asked, where one thread runs at a time
	running    *Thread // whose code runs just now, if the engine tells
	shared     Memory  // of no process
	machine    *Thread // what acts in no thread's name, number 0
	home       Memory  // of the first process
	first      Process
	only       [1]*Process // the list of processes, as long as there is no other

	mu        sync.Mutex // guards what follows, if threads run at the same time
	threads   []*Thread  // of all processes, by number
	processes []*Process
	timer     atomic.Int32 // the object that sleeping threads wait for; 0 until one does
	io        map[string]int32
	modules   modules
	closers   []io.Closer // in the order of their making
	stderr    io.Writer   // nil: nobody is told
	failures  ThreadErrors
	decision  choice.Decision
	pids      []int // see RunConfig
	ghost     bool
}

// A RunConfig says on what a run runs. Engine, Names and Strategy must be given.
type RunConfig struct {
	Engine   Engine
	Names    *trace.Names
	Strategy choice.Strategy
	GIL      Locking                  // of the first process; nil: none
	Parallel bool                     // threads run at the same time, and the strategy, which must be timed, is asked by one at a time
	Events   func() int64             // how many events have been recorded: the number of the one that carries the next decision
	Executed func(thread int32) int64 // how many bytecodes a thread has executed, for untimed strategies
	Stderr   io.Writer                // told the tracebacks of exceptions that nobody catches; nil: nobody is
	FailFast bool                     // the first of them ends the run
	Library  Library                  // what the standard library does
	Spares   *Spares                  // what earlier runs have left for this one; nil: nothing, and it leaves nothing
	Real     RealProcesses            // the engine, if its processes are those of an operating system
	Pids     []int                    // of those: the number of the first process, and those of its descendants up to the one that runs

	// Unrecorded says that nobody is told the events, so that what leaves no trace may be done in fewer steps. Unnumbered
	// says the same, but what is done must not change.
	Unrecorded, Unnumbered bool

	// Stepwise says that the engine lets a strategy decide before each step, and wants to know all that a step depends on: what it
	// needs before it can be made (Thread.Needs), and the end of a thread, which is announced as a step of its own.
	Stepwise bool
}

// NewRun returns a run with its first process, whose interlock is configured by c.GIL.
func NewRun(c RunConfig) (*Run, error) {
	r := &Run{
		Names: c.Names, engine: c.Engine, strategy: c.Strategy, timed: c.Strategy.Timed(), parallel: c.Parallel,
		events: c.Events, stepwise: c.Stepwise, executed: c.Executed, unrecorded: c.Unrecorded, unnumbered: c.Unnumbered || c.Unrecorded,
		stderr: c.Stderr, failFast: c.FailFast, library: c.Library, spares: c.Spares,
	}
	if r.events == nil {
		r.events = func() int64 { return 0 }
	}
	r.devices, _ = c.Engine.(Devices)
	if r.library.Calls != (CallCosts{}) {
		r.charger, _ = c.Engine.(Charger)
	}
	if f, ok := c.Engine.(Futexes); ok && f.Costs() {
		r.futexes = f
	}
	if r.library.Warmup != (Warmup{}) {
		r.pacer, _ = c.Engine.(Pacer)
	}
	r.real, r.pids = c.Real, c.Pids
	r.clock, _ = c.Strategy.(choice.Clock)
	r.shared = Memory{Run: r, shared: true}
	r.home = Memory{Run: r}
	r.processes = r.only[:0]
	p := &r.first
	err := r.addProcess(p, "", c.GIL, &r.home)
	r.ghost = len(r.pids) > 1
	if len(r.pids) > 0 {
		p.life.pid, r.pids = r.pids[0], r.pids[1:]
	}
	if r.spares != nil {
		r.threads, r.machine = r.spares.threads, &r.spares.machine
	} else {
		r.machine = new(Thread)
	}
	*r.machine = Thread{name: "the machine", run: r, proc: p, memory: p.memory}
	return r, err
}

// Timed reports whether time decides who runs, and no schedule or search.
func (r *Run) Timed() bool { return r.timed }

// Main makes the main thread of the first process, which runs main. The engine starts it.
func (r *Run) Main(main func(t *Thread)) *Task { return r.newMain(main, nil) }

// MainRunner is Main for a body that is plain data.
func (r *Run) MainRunner(main Runner) *Task { return r.newMain(nil, main) }

// newMain makes the main thread; one of the two is nil.
func (r *Run) newMain(fn func(t *Thread), runner Runner) *Task {
	t := r.processes[0].newThread("MainThread")
	t.start(fn, runner)
	return (*Task)(t)
}

// Machine returns what acts in no thread's name, with number 0: a device, say.
func (r *Run) Machine() *Thread { return r.machine }

// SetRunning tells whose code is about to run; nil is nobody's. An engine on which one thread runs at a time calls it, so
// that the use of another thread's methods is found.
func (r *Run) SetRunning(t *Thread) { r.running = t }

// Running returns what SetRunning was told last.
func (r *Run) Running() *Thread { return r.running }

// Stop notes that the run is being ended before its time. The engine then ends every thread as soon as it asks for something.
func (r *Run) Stop() { r.stopping.Store(true) }

// Stopping reports whether the run is being ended before its time: what blocks in the operating system should look now
// and then. On the simulated machine it is always false.
func (r *Run) Stopping() bool { return r.stopping.Load() }

// Ghost reports whether the run, so far, only executes again what another process has executed.
func (r *Run) Ghost() bool { return r.ghost }

// Parallel reports whether the threads run at the same time: on a real machine, with the operating system's own devices.
func (r *Run) Parallel() bool { return r.parallel }

// Unrecorded reports whether nobody is told the events, so that what leaves no trace may be done in fewer steps.
func (r *Run) Unrecorded() bool { return r.unrecorded }

// Actor returns a number for the trace to a greenlet or generator of this class and name; 0 if nobody is told the events, so
// that no number is needed.
func (r *Run) Actor(class, name string) int32 {
	if r.unnumbered {
		return 0
	}
	return r.Names.AddObject(class, name)
}

// Stepwise reports whether a strategy decides before each step; see RunConfig.
func (r *Run) Stepwise() bool { return r.stepwise }

// guard locks what threads share in the run, if they run at the same time, and returns what unlocks it.
func (r *Run) guard() (unlock func()) {
	if !r.parallel {
		return func() {}
	}
	r.mu.Lock()
	return r.mu.Unlock
}

// Decide asks the strategy for a number or a choice. Where only one answer is possible it is not asked, but for what the
// program asks: a replay counts these answers.
func (r *Run) Decide(d choice.Decision) (int64, error) {
	if d.Low == d.High && d.Kind != choice.Chance {
		return d.Low, nil
	}
	if r.parallel {
		r.mu.Lock()
		defer r.mu.Unlock()
	}
	r.decision = d
	r.decision.At, r.decision.Names, r.decision.Executed = r.events(), r.Names, r.executed
	r.picking = !r.parallel
	n, err := r.strategy.Pick(&r.decision)
	r.picking = false
	if err == nil && (n < d.Low || n > d.High) {
		err = fmt.Errorf("sched: the strategy answers %d for %v: it must be from %d to %d", n, d.Kind, d.Low, d.High)
	}
	return n, err
}

// Owes reports whether it has been decided whom a signal wakes, which the next event must carry.
func (r *Run) Owes() bool {
	return r.decision.Kind == choice.Whom && r.decision.At == r.events()
}

// Thread returns the thread of this number, 1 for the first one, or nil if it has not been made. Any thread may ask.
func (r *Run) Thread(id int32) *Thread {
	defer r.guard()()
	if id < 1 || int(id) > len(r.threads) {
		return nil
	}
	return r.threads[id-1]
}

// Alone reports whether every thread but t has ended, and has woken those who waited for that.
func (r *Run) Alone(t *Thread) bool {
	for _, other := range r.all() {
		if other == t {
			continue
		}
		other.ends.Lock(t) // it ends, and wakes them, under this
		over := other.over.Load()
		other.ends.Unlock(t)
		if !over {
			return false
		}
	}
	return true
}

func (r *Run) all() []*Thread {
	defer r.guard()()
	return r.threads[:len(r.threads):len(r.threads)]
}

func (r *Run) timerObject() int32 {
	if timer := r.timer.Load(); timer != 0 {
		return timer
	}
	return r.firstTimerObject()
}

func (r *Run) firstTimerObject() int32 {
	defer r.guard()()
	if r.timer.Load() == 0 {
		r.timer.Store(r.Names.AddObject(trace.ClassTimer, "sleep"))
	}
	return r.timer.Load()
}

func (r *Run) ioObject(name string) int32 {
	defer r.guard()()
	id, ok := r.io[name]
	if !ok {
		if r.io == nil {
			r.io = make(map[string]int32)
		}
		id = r.Names.AddObject(trace.ClassIO, name)
		r.io[name] = id
	}
	return id
}

// owesCall reports whether the thread has to pay for a system call now, with the interlock free. What it owes for wake-ups
// alone it pays later.
func (t *Thread) owesCall() bool {
	called := t.called
	t.called = false
	return called && t.run.devices.Owes(t)
}

// Draw returns a number from 0 to n-1, from the seed or from the trace that is replayed. Unlike Random it is no step of the
// program. The very next event that is recorded must be a random one that carries it.
func (t *Thread) Draw(n int64) int64 {
	return t.Decide(choice.Decision{Kind: choice.Chance, High: n - 1})
}

// Decide asks the strategy of the run for a number or a choice that an interlock or a primitive of the program
// needs. The answer must be carried by the very next event that is recorded: exact replay finds it there. An error
// ends the run.
func (t *Thread) Decide(d choice.Decision) int64 {
	d.Thread = t.id
	n, err := t.run.Decide(d)
	if err != nil {
		panic(Halting(err))
	}
	return n
}
