// This file defines the process: what its threads share with each other, and with nobody else.

package sched

import (
	"io"
	"slices"
	"sync/atomic"
)

// A Process has threads, an interlock, modules, exits and default names of its own, and, unless SpawnProcess has made it, its
// own memory and end. What belongs to the machine under it, such as the network and the files, it shares with the other
// processes of its Run.
type Process struct {
	*Run

	number   int32 // from 0
	name     string
	locking  Locking           // the configuration of its interlock
	lock     Interlock         // nil: its threads need none
	granting GrantingInterlock // lock, if it is one
	memory   *Memory
	main     *Thread
	life     childLife   // if StartProcess has made it; else, the zero value
	several  atomic.Bool // it has, or had, more threads than one; noted of those that have a past

	// What follows is guarded by the run's mutex, if threads run at the same time.
	serial                int // of the names Thread-1, Thread-2 …
	modules               modules
	kept                  []any // the values in modules, in the order of their making
	threadingExits, exits []Op  // what the main thread does at its end, and what after that
	exiting               bool  // it has begun with that

	signals *signals // nil: it has said nothing of them
}

func (r *Run) newProcess(name string, gil Locking, m *Memory) (*Process, error) {
	p := new(Process)
	return p, r.addProcess(p, name, gil, m)
}

// addProcess makes p, whose zero value it has, a process of the run.
func (r *Run) addProcess(p *Process, name string, gil Locking, m *Memory) (err error) {
	p.Run, p.name, p.locking, p.memory = r, name, gil, m
	unlock := r.guard()
	p.number = int32(len(r.processes))
	r.processes = append(r.processes, p)
	unlock()
	if gil != nil {
		p.lock, err = gil.Interlock(p)
		p.granting, _ = p.lock.(GrantingInterlock)
	}
	return err
}

// Number returns the process's number, 0 for the first one of the run.
func (p *Process) Number() int32 { return p.number }

// Locking returns the configuration of the process's interlock, nil if it has none, for SpawnProcess of another one like it.
func (p *Process) Locking() Locking { return p.locking }

// Main returns the process's main thread.
func (p *Process) Main() *Thread { return p.main }

// newThread returns a thread that has not been started. The first one of a process is its main thread.
func (p *Process) newThread(name string) *Thread {
	t := p.spares.thread(p.made())
	t.id, t.name, t.run, t.proc, t.memory = p.Names.AddThreadOf(p.number, p.label(name)), name, p.Run, p, p.memory
	t.gate.thread, t.own.thread, t.own.self = t, t, Waiter{thread: t, coroutine: &t.own}
	t.current = &t.own
	defer p.guard()()
	p.threads = append(p.threads, t)
	if p.main == nil {
		p.main = t
	}
	return t
}

// made returns how many threads the process has had. On a real machine others make some meanwhile.
func (p *Process) made() int {
	defer p.guard()()
	return len(p.threads)
}

// DefaultName returns the next one of the names Thread-1, Thread-2 and so on. No other thread of the process gets it. Any
// thread may ask.
func (p *Process) DefaultName() string {
	defer p.guard()()
	p.serial++
	return p.spares.defaultName(p.serial)
}

// AtThreadingExit has the main thread call f when its body has returned, before it waits for the process's other threads:
// threading._register_atexit (Lib/threading.py, CPython 3.9). What was registered last is called first. Once the main
// thread has begun with that, more is refused, as in CPython.
//
// A main thread that an exception has ended does so, too. One that comes out of f is told as Uncaught does, and the rest goes
// on. While it does this it is still alive; CPython calls it ended.
func (p *Process) AtThreadingExit(t *Thread, f func(t *Thread)) { p.AtThreadingExitOp(t, Func(f)) }

// AtThreadingExitOp is AtThreadingExit for an op, which a main thread that is plain data can carry out, too.
func (p *Process) AtThreadingExitOp(t *Thread, op Op) {
	defer p.guard()()
	if p.exiting {
		t.Fail("can't register atexit after shutdown")
	}
	p.threadingExits = append(p.threadingExits, op)
}

// AtExit has the main thread call f at the end of the process: atexit.register. It comes after what AtThreadingExit
// registers, and after all threads of the process have ended that are no daemon threads (Py_FinalizeEx calls
// wait_for_thread_shutdown, and then atexit's callbacks): one of those that waits for what f does waits for ever. What was
// registered last is called first, also what is registered meanwhile.
func (p *Process) AtExit(t *Thread, f func(t *Thread)) { p.AtExitOp(t, Func(f)) }

// AtExitOp is AtExit for an op, which a main thread that is plain data can carry out, too.
func (p *Process) AtExitOp(_ *Thread, op Op) {
	defer p.guard()()
	p.exits = append(p.exits, op)
}

// nextExit takes out what the main thread t has to carry out next at its end; nil: nothing more. To wait for another thread
// is that, too, if anything comes after that.
func (p *Process) nextExit(t *Thread) (next Op) {
	defer p.guard()()
	p.exiting = true
	if n := len(p.threadingExits); n > 0 {
		next, p.threadingExits = p.threadingExits[n-1], p.threadingExits[:n-1]
		return next
	}
	n := len(p.exits)
	if n == 0 {
		return nil
	}
	for _, other := range p.threads {
		if other != t && other.proc == p && !other.daemon && other.Alive() {
			return (*shutdown)(other)
		}
	}
	next, p.exits = p.exits[n-1], p.exits[:n-1]
	return next
}

// A shutdown is that the main thread waits at its end for another one. It is no step of the program.
type shutdown Thread

// Step is one step of it.
func (s *shutdown) Step(t *Thread, w Wake) (Request, bool) {
	return t.StepBlockFor(w, (*endOf)(s), Forever)
}

// exit carries out what the main thread t, whose body is a function, has to do at its end.
func (p *Process) exit(t *Thread) {
	for op := p.nextExit(t); op != nil; op = p.nextExit(t) {
		t.Guard(func(t *Thread) { t.Perform(op) })
	}
}

// A mainRunner is the body of a main thread that is plain data: what the program says, and then what there is to do at the
// end.
type mainRunner struct {
	body Runner // nil when it is over
	exit Op     // what it is in the middle of then
}

// Resume goes on with what it is in the middle of.
func (m *mainRunner) Resume(t *Thread, w Wake) Request {
	if m.body != nil {
		if r := m.body.Resume(t, w); r.Kind != End {
			return r
		}
		m.body, m.exit, w = nil, t.proc.nextExit(t), Begin
	}
	for m.exit != nil {
		if r, done := m.exit.Step(t, w); !done {
			return r
		}
		m.exit, w = t.proc.nextExit(t), Begin
	}
	return Request{Kind: End}
}

// Catch goes on with what comes after what has raised an exception, unless the body catches it.
func (m *mainRunner) Catch(t *Thread, err error) (goesOn bool) {
	if body, ok := m.body.(Catcher); ok && body.Catch(t, err) {
		return true
	}
	t.Uncaught(err)
	m.body, m.exit = nil, t.proc.nextExit(t)
	return true
}

// modules is what packages above the engine keep, by key: what a Python module has in its globals.
type modules map[any]any

// Module returns what is kept for the process under a key, which create creates when it is asked for the first time. A key
// is a value of a type of the package's own, so that two packages never meet. Any thread may ask; create must not use the
// process. What implements io.Closer is closed when the run is over, however it ended: no file of the operating
// system outlives it.
func (p *Process) Module(key any, create func() any) any {
	return p.module(&p.modules, key, func() any {
		made := create()
		p.kept = append(p.kept, made)
		return made
	})
}

// keptModules returns the values that are kept for the process.
func (p *Process) keptModules() []any {
	defer p.guard()()
	return slices.Clone(p.kept)
}

// Shared is Module for what belongs to the machine, and is the same for all processes of the run.
func (r *Run) Shared(key any, create func() any) any { return r.module(&r.modules, key, create) }

// module returns what is kept under a key in m.
func (r *Run) module(m *modules, key any, create func() any) any {
	defer r.guard()()
	kept, ok := (*m)[key]
	if !ok {
		if *m == nil {
			*m = make(modules)
		}
		kept = create()
		(*m)[key] = kept
		if closer, ok := kept.(io.Closer); ok {
			r.closers = append(r.closers, closer)
		}
	}
	return kept
}

// Close closes what was kept for the run, what came last first. Engines call it when the threads have ended.
func (r *Run) Close() {
	if r.running != nil { // on a real machine it never is
		r.running = nil
	}
	for _, closer := range slices.Backward(r.closing()) {
		_ = closer.Close() // the run is over: nobody is left who could be told
	}
	if r.spares != nil {
		r.spares.threads = r.threads[:0]
	}
}

func (r *Run) closing() []io.Closer {
	defer r.guard()()
	list := r.closers
	r.closers = nil
	return list
}

// Where returns the line of the program that the thread is at, if its body knows.
func (m *mainRunner) Where() string {
	if at, ok := m.body.(Located); ok {
		return at.Where()
	}
	return ""
}
