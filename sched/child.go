// This file defines the process that another one has started: how it begins, how it ends, and who is told.

package sched

import (
	"errors"
	"slices"
	"time"

	"github.com/gilsim/gilsim/trace"
)

// Processes is what an engine offers beside Engine on which a process can be ended from outside. One that does not implement
// it has no processes of this kind.
type Processes interface {
	// Remove takes every thread of p off the machine, wherever it is: deferred calls run, and have no effect. Then it calls
	// p.Ended. It does nothing if p has ended. It must be called where no thread of the run is being resumed: by a device.
	Remove(p *Process)
}

// A StartedProcess says which process StartProcess is to start.
type StartedProcess struct {
	Name     string // as pictures name its main thread
	Function func(t *Thread)
	// Body, if it is not nil, makes the body of the main thread in place of Function, of a thread that has been made and not
	// started. It is called where the process is made: a copy of what the parent has is one of that moment.
	Body   func(main *Thread) Runner
	Bare   bool          // it is no interpreter: it has no interlock, and does with signals what a system does
	Anew   bool          // it has the variables as they were made, as a new interpreter would; else as they are, as after a fork
	Parent time.Duration // processor time that its start costs the thread which starts it
	Child  time.Duration // and its main thread, before that runs
	Signal time.Duration // how long a signal takes to end a process

	// Given, if it is not nil, gives the process what it has open, before it runs. One that is forked has what its parent has.
	Given func(p *Process)
}

// childLife is what is known of a process that StartProcess has made.
type childLife struct {
	parent   *Process // nil: nobody waits for it: it is the first one, or was made by SpawnProcess, or its parent has ended
	children []*Process
	object   int32 // that those wait for who wait for its end
	signal   time.Duration
	status   int
	settled  bool // status is known: it is about to end
	over     bool
	reaped   bool
	waiting  Queue    // for its end
	anyOf    Queue    // for the end of any of its children
	born     bool     // StartProcess has made it
	program  *Process // that began its program; nil: itself

	// Of processes of an operating system.
	real RealProcess // nil in a ghost, of one that its parent has started
	pid  int
}

// firstPid is the number of the first process of a run, as an operating system would give it.
const firstPid = 1000

// Init is the number of the process that adopts those whose parent has ended.
const Init = 1

// errProcesses is why a machine starts none: the run ends with it, for it is no fault of the program.
var errProcesses = errors.New("processes with a memory of their own need the simulated machine, or a program on the real one that can be executed again: native.Program")

// errSearched is why a search starts none.
var errSearched = errors.New("processes with a memory of their own are not followed: a search follows the threads of one process")

// noProcesses is why the run's machine starts no processes.
func (r *Run) noProcesses() error {
	if r.stepwise {
		return errSearched
	}
	return errProcesses
}

// StartProcess starts a process, which has an interlock as this one has, and a memory and an end of its own. Its main thread
// runs the function. Go variables that the function captures are nobody's memory, and so seen by both.
//
// It ends when its last thread has ended that is no daemon thread, or by a signal. Its parent must wait for it.
func (t *Thread) StartProcess(s StartedProcess) *Process {
	t.Announce(trace.Fork, 0, Jump)
	return t.startProcess(&s)
}

// startProcess is what StartProcess does once it is announced.
func (t *Thread) startProcess(s *StartedProcess) *Process {
	if _, ok := t.run.engine.(Processes); t.run.real == nil && (!ok || t.run.devices == nil) || t.run.real != nil && s.Body != nil {
		panic(Halting(t.run.noProcesses()))
	}
	p, child := t.newChildProcess(s)
	t.run.engine.Record(t, trace.Fork, child.id, 0)
	if t.run.real != nil {
		t.startReal(p, child)
		return p
	}
	t.proc.main.heeds = t.proc.main.runner == nil // its children may send it signals
	t.run.engine.Spawn(t, child)
	parent, begin := s.Parent, s.Child
	if costs := t.processCosts(s); costs != (ProcessCosts{}) {
		parent, begin = costs.Start, costs.Begin
	}
	t.run.devices.Spend(t, parent)
	t.run.devices.Spend(child, begin)
	return p
}

// processCosts returns what the machine has this process cost; nothing if whoever starts it has the say.
func (t *Thread) processCosts(s *StartedProcess) (none ProcessCosts) {
	if s.Bare || t.run.devices == nil {
		return none
	}
	return t.run.devices.ProcessCosts()
}

// ending returns what the main thread of a process runs, with what its end costs.
func (t *Thread) ending(s *StartedProcess) func(t *Thread) {
	costs := t.processCosts(s)
	if costs.End == 0 {
		return s.Function
	}
	return func(t *Thread) {
		s.Function(t)
		t.run.devices.Spend(t, costs.End)
	}
}

// newChildProcess makes a process, and its main thread, which is not started.
func (t *Thread) newChildProcess(s *StartedProcess) (p *Process, child *Thread) {
	locking := t.proc.locking
	if s.Bare {
		locking = nil
	}
	p, err := t.run.newProcess(s.Name, locking, t.memory.newMemory(t.run, s.Anew || t.run.real != nil && !t.Ghost()))
	if err != nil {
		t.Fail("%v", err)
	}
	p.life = childLife{parent: t.proc, born: true, signal: s.Signal, object: t.run.Names.AddObject(trace.ClassProcess, s.Name)}
	if !s.Bare {
		p.life.program = t.proc.Program()
	}
	t.proc.adopt(p)
	p.inheritSignals(t.proc, s)
	if !s.Anew {
		p.inherit(t.proc)
	}
	if s.Given != nil {
		s.Given(p)
	}
	child = p.newThread("MainThread")
	child.priority, child.heeds = t.priority, true
	child.blocked.Store(t.blocked.Load())
	if s.Body != nil {
		child.start(nil, s.Body(child))
		return p, child
	}
	child.start(t.ending(s), nil)
	return p, child
}

// adopt makes a process a child of this one.
func (p *Process) adopt(child *Process) {
	defer p.guard()()
	p.life.children = append(p.life.children, child)
}

// A Forker is a module that a forked process gets a copy of.
type Forker interface {
	// Fork returns the key and the value of the module of the child.
	Fork(child *Process) (key, value any)
}

// An Ender is a module that is told the end of its process.
type Ender interface {
	// End is called when no thread of the process is left; in the name of the machine it may wake who waits.
	End(machine *Thread)
}

// inherit gives a forked process copies of its parent's modules.
func (p *Process) inherit(parent *Process) {
	for _, kept := range parent.keptModules() {
		if f, ok := kept.(Forker); ok {
			key, value := f.Fork(p)
			p.Module(key, func() any { return value })
		}
	}
}

// Program returns the process that began the program which this one belongs to: the first one of the run, or one that was started
// as another program.
func (p *Process) Program() *Process {
	if p.life.program == nil {
		return p
	}
	return p.life.program
}

// Name returns the name of the process as pictures have it; that of the first one is empty.
func (p *Process) Name() string { return p.name }

// Pid returns the number that the operating system has given the process.
func (p *Process) Pid() int {
	if p.real != nil {
		return p.life.pid
	}
	return firstPid + int(p.number)
}

// Ppid returns the number of its parent, or Init if that has ended.
func (p *Process) Ppid() int {
	switch {
	case p.real != nil:
		return p.real.Parent()
	case p.life.parent == nil:
		return Init
	}
	return p.life.parent.Pid()
}

// label returns the name that a thread of this name has in pictures and reports: those of a process that StartProcess has made are
// called by the process, too.
func (p *Process) label(name string) string {
	switch {
	case !p.life.born:
		return name
	case p.main == nil || p.main.name == name:
		return p.name
	}
	return p.name + "/" + name
}

// label returns the thread's name in pictures and reports.
func (t *Thread) label() string {
	if t.proc == nil {
		return t.name
	}
	return t.proc.label(t.name)
}

// Started reports whether StartProcess has made the process: it has a memory and an end of its own.
func (p *Process) Started() bool { return p.life.born }

// Over reports whether the process has ended. It stays what an operating system calls a zombie until its parent has waited
// for it.
func (p *Process) Over() bool { return p.realEnded() }

// Reaped reports whether the process has ended, and its parent has waited for it, or will never do so.
func (p *Process) Reaped() bool { return p.life.reaped }

// Status returns how the process has ended: its exit code, or minus the number of the signal that has ended it.
func (p *Process) Status() int { return p.life.status }

// Children returns the processes that p has started and not reaped, in the order of their start.
func (p *Process) Children() []*Process {
	defer p.guard()()
	return slices.Clone(p.life.children)
}

// SetStatus says with which exit code the process will end, unless that is settled already.
func (p *Process) SetStatus(code int) {
	if !p.life.settled {
		p.life.status, p.life.settled = code, true
	}
}

// Signal sends the process a signal: os.kill. A while later that does what the process has said (SetDisposition), or else ends it
// whatever it does, but for those signals that are ignored by default. The thread's own process has it when the call
// returns. A process that has ended is not told, and that is no error.
func (t *Thread) Signal(p *Process, signal int) {
	t.Announce(trace.Kill, p.main.id, Jump)
	t.signal(p, signal)
}

// signal is what Signal does once it is announced.
func (t *Thread) signal(p *Process, signal int) {
	t.run.engine.Record(t, trace.Kill, p.main.id, int64(signal))
	switch {
	case t.Ghost():
	case p == t.proc:
		t.signalSelf(signal)
	case p.life.real != nil:
		p.signalReal(signal)
	case t.run.real != nil: // it has been started by another process
		t.run.real.Kill(p.Pid(), signal)
	case p.life.over:
	default:
		t.mustHaveSignals()
		t.run.devices.After(p.life.signal, p.life.object, func(*Thread) { p.receive(signal) })
	}
}

// Exit ends the thread's process with this code, at once: os._exit.
func (t *Thread) Exit(code int) {
	t.Announce(trace.None, 0, Jump)
	p := t.proc
	if !p.life.born {
		t.Fail("the first process ends when its main thread does: it cannot exit at once")
	}
	p.life.status, p.life.settled = code, true
	if t.run.real != nil {
		t.run.real.Exit()
		t.Perform(exiting(p.life.object))
		return
	}
	t.run.devices.After(0, p.life.object, func(*Thread) { p.engine.(Processes).Remove(p) })
	t.Perform(exiting(p.life.object))
}

// exiting is what a thread does that has ended its process: nothing any more. It keeps the interlock.
type exiting int32

// Step waits for the end.
func (e exiting) Step(*Thread, Wake) (Request, bool) {
	return Request{Kind: Park, On: int32(e), N: int64(Forever)}, false
}

// Ended is told by the engine that no thread of the process is left. What the process has started and not waited for is an
// orphan now.
func (p *Process) Ended() {
	l := &p.life
	if l.over {
		return
	}
	l.over, l.settled = true, true
	m := p.Machine()
	for _, kept := range p.kept {
		if e, ok := kept.(Ender); ok {
			e.End(m)
		}
	}
	for _, child := range l.children {
		child.life.parent, child.life.reaped = nil, child.life.over
	}
	parent := l.parent
	l.children, l.reaped = nil, parent == nil
	if parent != nil && parent.signals != nil {
		p.tellParent(parent)
	}
	if l.born {
		p.memory.forget()
	}
	for l.waiting.Wake(m, FIFO) {
	}
	for parent != nil && parent.life.anyOf.Wake(m, FIFO) {
	}
}

// Wait waits until a child of the thread's process has ended, for at most d, reports whether it has, and reaps it: waitpid.
func (t *Thread) Wait(p *Process, d time.Duration) (ended bool) {
	if p.life.parent != t.proc && !p.life.reaped {
		t.FailWith("AssertionError", "can only join a child process")
	}
	t.Announce(trace.Join, p.main.id, Jump)
	if t.run.real != nil {
		return t.waitReal(p, d)
	}
	if !p.life.over && (d == 0 || !t.BlockFor((*endOfProcess)(p), d)) {
		return false
	}
	t.run.engine.Record(t, trace.Join, p.main.id, 0)
	p.reap()
	return true
}

// reap takes a process that has ended off the list of its parent.
func (p *Process) reap() {
	if parent := p.life.parent; parent != nil && !p.life.reaped {
		p.life.reaped = true
		parent.life.children = slices.DeleteFunc(parent.life.children, func(c *Process) bool { return c == p })
	}
}

// WaitAny waits until one of these processes has ended, for at most d, and returns the first that has; nil if none has in time.
// It does not reap it.
func (t *Thread) WaitAny(list []*Process, d time.Duration) *Process {
	a := &endOfAny{list: list, of: t.proc}
	for _, p := range list {
		if p.life.parent != t.proc && !p.life.reaped {
			t.FailWith("AssertionError", "can only wait for a child process")
		}
	}
	t.Announce(trace.None, 0, Jump)
	if t.run.real != nil && len(list) > 0 {
		return t.waitAnyReal(list, d)
	}
	if len(list) == 0 || a.over() == nil && (d == 0 || !t.BlockFor(a, d)) {
		return nil
	}
	return a.over()
}

// endOfProcess is the end of a process, which its parent waits for.
type endOfProcess Process

// Try reports whether the process has ended.
func (e *endOfProcess) Try(t *Thread) bool {
	t.Self().Woken()
	if !e.life.over {
		e.life.waiting.Push(t.Self())
	}
	return t.Tried(e.life.object, e.life.over)
}

// Object returns the object that is waited for.
func (e *endOfProcess) Object() int32 { return e.life.object }

// Holder returns the main thread of the process.
func (e *endOfProcess) Holder() *Thread { return e.main }

// endOfAny is the end of one of several children.
type endOfAny struct {
	list []*Process
	of   *Process // their parent
}

func (e *endOfAny) over() *Process {
	for _, p := range e.list {
		if p.life.over {
			return p
		}
	}
	return nil
}

// Try reports whether one of them has ended.
func (e *endOfAny) Try(t *Thread) bool {
	t.Self().Woken()
	ended := e.over() != nil
	if !ended {
		e.of.life.anyOf.Push(t.Self())
	}
	return t.Tried(e.Object(), ended)
}

// Object returns that of the first one.
func (e *endOfAny) Object() int32 { return e.list[0].life.object }

// Holder returns nobody in particular.
func (e *endOfAny) Holder() *Thread { return nil }

// An Abandoned thing that threads wait for is told when one of them has been taken off the machine, which may have been woken
// for it already: then somebody else is to be woken.
type Abandoned interface {
	Gone(machine *Thread)
}

// Abandon takes a thread that will not be resumed again out of the queues that it stands in. Engines call it before Close.
func (k *Task) Abandon() {
	t := (*Thread)(k)
	t.gate.leave()
	t.own.self.leave()
	if t.wholeSelf != nil {
		t.wholeSelf.leave()
	}
	for n := t.begun.First(); n != nil; n = n.Next() {
		n.Value.self.leave()
	}
	if on, ok := t.block.on.(Abandoned); ok {
		on.Gone(t.run.Machine())
	}
	t.over.Store(true)
}
