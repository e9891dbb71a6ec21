// This file defines the execution of a program: one run of it, from the first line to the interpreter's end.

package python

import (
	"slices"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// Options are what a run of a program is given. The zero value is a run without arguments, whose standard input is empty.
type Options struct {
	Args  []string // sys.argv[1:]
	Stdin []byte
	Cores int // what os.cpu_count() says; 0: 1
	// MaxMemory is how many bytes the program's objects may take; what it asks for beyond that is a MemoryError. 0: DefaultMaxMemory.
	MaxMemory int64
}

// A Result is what a run of a program has left behind.
type Result struct {
	Stdout  string
	Stderr  string // tracebacks, and what the program has written there
	Status  int    // the exit status: 0, 1 after an exception in the main thread, or what sys.exit has said
	Crashed bool   // an exception has ended a thread, other than SystemExit
}

// LastLine returns the last line of standard output that is not empty, "" if there is none.
func (r *Result) LastLine() string {
	lines := strings.Split(strings.TrimRight(r.Stdout, "\n"), "\n")
	return strings.TrimRight(lines[len(lines)-1], "\r")
}

// An Execution is one run of a program: the body of its main thread, as a Runner or an Op of sched.
type Execution struct {
	interp *Interpreter
	main   *Thread
	stage  stage
	// reporting says that an exception is being printed.
	reporting bool
	// finalizing says that the program is over, and the interpreter ends.
	finalizing bool
	signalled  bool  // SIGINT ends the process, for its exception has ended the main thread
	child      bool  // another process has started it, and is told its exit status
	given      Value // bytes that a new interpreter is given by the process that has started it; the zero Value: it is none
}

// statusOfSignal is what a shell adds to the number of a signal that has ended a program.
const statusOfSignal = 128

// A stage is how far the main thread has come.
type stage uint8

const (
	beforeTwins stage = iota
	beforeMain
	inMain
	inShutdown
	inExit
	inClearing // what the main module's variables hold is dropped
	ended
)

// Start returns a run of the program that has not begun.
func (p *Program) Start(o Options) *Execution {
	in := newInterpreter(p, o)
	e := &Execution{interp: in, main: in.newThread()}
	e.main.title = "MainThread"
	in.main, in.execution = e.main, e
	return e
}

// Run runs the program as the body of a thread that is a function, and returns its result.
func (p *Program) Run(t *sched.Thread, o Options) *Result {
	e := p.Start(o)
	t.Perform(e)
	return e.Result()
}

// Result returns what the run has left behind so far.
func (e *Execution) Result() *Result {
	in := e.interp
	return &Result{Stdout: string(in.machine.stdout), Stderr: string(in.machine.stderr), Status: in.exitStatus, Crashed: in.crashed}
}

// Resume goes on with the main thread until its next request: sched.Runner.
func (e *Execution) Resume(s *sched.Thread, w sched.Wake) sched.Request {
	if r, done := e.Step(s, w); !done {
		return r
	}
	return sched.Request{Kind: sched.End}
}

// Where returns the line that the main thread is at, such as "bank.py:31".
func (e *Execution) Where() string { return e.main.Where() }

// Step goes on with the main thread until its next request: sched.Op.
func (e *Execution) Step(s *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if e.finalizing {
		return e.finalize(s, w)
	}
	for {
		if e.main.frame != nil || e.main.goesOn != over && e.stage != beforeTwins {
			if r, done = e.main.Step(s, w); !done {
				return r, false
			}
			w = sched.Begin
		}
		if !e.goesOn(s) {
			return e.finalize(s, sched.Begin)
		}
	}
}

// finalize ends the interpreter: where others may see when that is, since the process has children, it takes its time.
func (e *Execution) finalize(s *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	machine, virtual := s.Engine().(sched.Devices)
	if virtual && (e.finalizing || len(s.Process().Children()) > 0) {
		if !e.finalizing {
			e.finalizing = true
			machine.Spend(s, ipc.FinalizeTime)
		}
		if r, done = s.StepExecute(w, sched.Code{N: 1, Ticks: sched.NoTicks}); !done {
			return r, false
		}
	}
	switch {
	case e.child && e.signalled:
		s.Process().SetStatus(-sigINT)
	case e.child:
		s.Process().SetStatus(e.interp.exitStatus)
	}
	return r, true
}

// goesOn is next, which is a step of the main thread like any other.
func (e *Execution) goesOn(s *sched.Thread) (more bool) {
	if !e.main.together() {
		return e.next(s)
	}
	p := e.interp.parallel
	p.begin(e.main)
	defer p.end(e.main)
	p.exclusively(func() { more = e.next(s) })
	return more
}

// next begins the next stage of the main thread. It reports false if there is none.
func (e *Execution) next(s *sched.Thread) bool {
	t, in := e.main, e.interp
	if t.goesOn = executes; t.raised != nil && e.reported() {
		return true
	}
	e.reporting = false
	switch e.stage {
	case beforeTwins:
		t.runsAs(s)
		in.run = s.Process().Run
		in.recording = !s.Process().Unseen()
		if in.run.Parallel() && s.Unlocked() {
			in.runParallel()
			in.recording = false // no order of their steps could be told
		}
		in.ordered = !in.run.Timed() || in.run.Stepwise()
		in.sharing = newSharing(in.program, in.run, s.Engine())
		e.stage = beforeMain
		for _, name := range twinModules {
			if u := in.program.units[name]; u != nil {
				m := in.newModule(u)
				in.modules[name], in.twins = m, append(in.twins, m)
			}
		}
		for _, m := range slices.Backward(in.twins[1:]) {
			t.begin(m.unit, m)
		}
	case beforeMain:
		e.stage = inMain
		if in.parallel == nil && in.program.callsCollector() {
			in.lives.collects, in.lives.watching = true, true
		}
		u := in.program.units["__main__"]
		if e.given.valid() {
			u = in.program.units["_spawned"]
		}
		m := in.newModule(u)
		in.modules["__main__"] = m
		in.tellSys(m) // what stands for the interpreter's C code may have imported sys
		in.tellWarnings(u)
		t.begin(u, m)
	case inMain:
		e.stage = inShutdown
		if m := in.modules["threading"]; m != nil && m.get("_shutdown").valid() {
			t.beginCall(m.get("_shutdown"))
		}
	case inShutdown:
		e.stage = inExit
		if m := in.modules["atexit"]; m != nil && m.get("_run_exitfuncs").valid() {
			t.beginCall(m.get("_run_exitfuncs"))
		}
	case inExit, inClearing:
		e.stage = inClearing
		if g, ok := in.suspended(in.modules["__main__"]); ok {
			return t.beginTwin("_drop_generator", g) || e.next(s)
		}
		e.stage = ended
		list := in.lastOnes()
		return len(list) > 0 && t.beginTwin("_finalize_all", newList(list...))
	default:
		e.stage = ended
		return false
	}
	if t.frame == nil {
		return e.next(s)
	}
	return true
}

// reported deals with the exception that has ended the present stage of the main thread. It reports whether code has to be executed
// for that, which prints it.
func (e *Execution) reported() bool {
	t, in := e.main, e.interp
	raised := t.raised
	t.raised = nil
	if e.reporting { // the report itself has failed
		e.reporting = false
		in.machine.stderr = append(in.machine.stderr, in.tracebackText(raised.traceback, -1)+raised.class.name+": "+raised.plainText()+"\n"...)
		return false
	}
	if !raised.class.derives(systemExit) {
		e.reporting = true
		in.crashed, in.exitStatus = true, 1
		t.recordUncaught(raised)
		if raised.class.derives(keyboardInterrupt) && in.since(8) {
			in.exitStatus, e.signalled = statusOfSignal+sigINT, true
		}
		return t.beginTwin("_report", raised.ref())
	}
	status := raised.argument(0)
	switch {
	case status == none:
		in.exitStatus = 0
	case status.isInt():
		n, _ := status.int64()
		in.exitStatus = int(n & 0xff)
	default:
		in.exitStatus = 1
		return t.beginTwin("_exit_message", status)
	}
	return false
}

// beginTwin lets the thread call a twin, and be over then.
func (t *Thread) beginTwin(name string, args ...Value) bool {
	t.call(t.interp.twins.get(name), args, nil, continuation{then: toEnd})
	return t.frame != nil
}

// begin pushes a frame for the body of a unit.
func (t *Thread) begin(u *unit, m *Module) {
	f := t.newFrame(u.bodies[0])
	f.module, f.back, f.then = m, t.frame, toDrop
	if t.frame == nil {
		f.then = toEnd
	}
	if !u.native {
		t.depth++
	}
	t.frame = f
}

// beginCall lets the thread call a function, and be over then.
func (t *Thread) beginCall(fn Value) {
	if t.call(fn, nil, nil, continuation{then: toEnd}) == raising {
		t.unwind()
	}
}
