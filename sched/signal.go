// This file defines signals: what a process does with one, and how the main thread is made to run its handler.

package sched

import (
	"encoding/binary"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/trace"
)

// The signals whose meaning this package knows, with the numbers of Linux (signal(7)); package signal names all.
const (
	sigINT   = 2
	sigKILL  = 9
	sigALRM  = 14
	sigPIPE  = 13
	sigCHLD  = 17
	sigCONT  = 18
	sigSTOP  = 19
	sigTTOU  = 22
	sigURG   = 23
	sigXFSZ  = 25
	sigWINCH = 28

	// LastSignal is the highest number that a signal can have.
	LastSignal = 64
)

// A SignalSet is a set of signals: 1<<(n-1) stands for the signal n.
type SignalSet uint64

// Signals returns the set of these signals.
func Signals(numbers ...int) (s SignalSet) {
	for _, n := range numbers {
		s |= 1 << (n - 1)
	}
	return s
}

// Has reports whether the signal is in the set.
func (s SignalSet) Has(number int) bool { return s&(1<<(number-1)) != 0 }

// A Disposition is what a process does with a signal: the zero value is what an operating system does by itself.
type Disposition struct {
	Ignored bool
	Handler func(t *Thread, number int) // runs in the main thread; nil: none
}

// KeyboardInterrupt is the exception that SIGINT raises in the main thread of a process that has not said otherwise, as Python does.
type KeyboardInterrupt struct{}

// Error returns its name.
func (KeyboardInterrupt) Error() string { return "KeyboardInterrupt" }

// defaultIntHandler is signal.default_int_handler.
func defaultIntHandler(*Thread, int) { Raise(KeyboardInterrupt{}) }

// A SignalledError says that a signal has ended the first process of a run.
type SignalledError struct{ Number int }

// Error says so.
func (e *SignalledError) Error() string {
	return fmt.Sprintf("signal %d has ended the process: nothing handles it, and its default action is that", e.Number)
}

// signals is what a process has said of signals. A process without it does what a new interpreter does. The run's mutex guards
// it where threads run at the same time.
type signals struct {
	of      [LastSignal + 1]Disposition
	pending SignalSet // sent, and blocked by every thread
	timer   itimer
}

// An itimer is the timer of a process that sends it SIGALRM.
type itimer struct {
	set   int           // how often it has been set: an expiry that is of an earlier one does not count
	at    time.Duration // when it is due; 0: it does not run
	every time.Duration // how often then; 0: once
}

// whatNewInterpretersDo is what Python's main sets: SIGINT raises an exception, and two others are ignored (PyOS_InterruptOccurred,
// _Py_RestoreSignals in Python/pylifecycle.c).
func whatNewInterpretersDo() *signals {
	s := new(signals)
	s.of[sigINT].Handler = defaultIntHandler
	s.of[sigPIPE].Ignored, s.of[sigXFSZ].Ignored = true, true
	return s
}

// signalsOf returns what the process has said of signals. It is called under the run's mutex.
func (p *Process) signalsOf() *signals {
	if p.signals == nil {
		p.signals = whatNewInterpretersDo()
	}
	return p.signals
}

// inheritSignals gives a process what its parent has said of signals: a copy by fork, which has no timer and no pending signals; by
// a new interpreter, what is ignored, and another program that, but for what Python itself ignores (subprocess, restore_signals).
func (p *Process) inheritSignals(parent *Process, as *StartedProcess) {
	defer p.guard()()
	s := new(signals)
	switch {
	case !as.Bare && parent.signals == nil:
		return
	case !as.Bare:
		s = whatNewInterpretersDo()
	}
	for i, d := range parent.signalsOf().of {
		if !as.Anew || d.Ignored && !(as.Bare && (i == sigPIPE || i == sigXFSZ)) {
			s.of[i] = d
		}
	}
	p.signals = s
}

// SetDisposition says what the thread's process does with a signal from now on, and returns what it did so far: signal.signal. It
// is for the main thread: who asks must see to that, and to the number.
func (t *Thread) SetDisposition(number int, d Disposition) (before Disposition) {
	t.mustHaveSignals()
	p := t.proc
	p.main.heeds = p.main.runner == nil
	unlock := p.guard()
	s := p.signalsOf()
	before, s.of[number] = s.of[number], d
	unlock()
	if p.real != nil && !t.Ghost() {
		p.real.Attend(number)
	}
	return before
}

// Disposition returns what the process does with a signal.
func (p *Process) Disposition(number int) Disposition {
	defer p.guard()()
	return p.signalsOf().of[number]
}

// mustHaveSignals ends the run on a machine without signals.
func (t *Thread) mustHaveSignals() {
	if t.run.real == nil && t.run.devices == nil {
		panic(Halting(t.run.noProcesses()))
	}
}

// endsBy reports whether the default action of a signal is to end the process. Those that would stop it are ignored: no process
// stops here.
func endsBy(number int) bool {
	switch {
	case number == sigCHLD || number == sigCONT || number == sigURG || number == sigWINCH:
		return false
	}
	return number < sigSTOP || number > sigTTOU
}

// Arrive has a signal arrive at the process, in the name of the machine, and reports whether that is to end it. On the real machine
// any goroutine may call it.
func (p *Process) Arrive(number int) (ends bool) {
	switch d := p.take(number); {
	case number == sigKILL:
		return true
	case d == nil || d.Ignored:
		return false
	case d.Handler == nil:
		return endsBy(number)
	case p.main.runner != nil && !p.main.runsHandlers(): // nobody could run the handler
		return number == sigINT
	}
	p.main.trip(number)
	return false
}

// take returns what the process does with a signal that arrives; nil: nothing now, because every thread blocks it, or it has ended.
func (p *Process) take(number int) *Disposition {
	defer p.guard()()
	if p.life.over {
		return nil
	}
	s := p.signalsOf()
	if number != sigKILL && p.allBlock(number) {
		s.pending |= Signals(number)
		return nil
	}
	d := s.of[number]
	return &d
}

// allBlock reports whether every thread of the process blocks the signal.
func (p *Process) allBlock(number int) bool {
	for _, t := range p.threads {
		if t.proc == p && !t.over.Load() && !SignalSet(t.blocked.Load()).Has(number) {
			return false
		}
	}
	return true
}

// trip has a signal's handler run in the main thread as soon as it may: who waits is woken, and who computes comes to where the
// interpreter looks.
func (t *Thread) trip(number int) {
	for {
		old := t.tripped.Load()
		if t.tripped.CompareAndSwap(old, old|uint64(Signals(number))) {
			break
		}
	}
	switch {
	case t.run.real != nil:
		t.run.real.Wake(t)
	case (t.doing == blocks || t.runner != nil) && t.block.state == waiting && t.isInterruptible():
		t.run.engine.Unpark(t.run.Machine(), t)
	default:
		t.run.engine.Interrupt(t)
	}
}

// Tripped reports whether a handler is to run in the thread: what waits in the operating system should come back, for nobody can
// interrupt it there.
func (t *Thread) Tripped() bool { return t.tripped.Load() != 0 }

// A HandlerRunner is a Runner that runs the handlers of signals itself, because its threads are plain data: of the Disposition it matters
// only that there is one. Before a bytecode it asks whether a signal is due, and where an op requests RunHandlers it keeps the wait that
// was Interrupted, runs them, and goes on with the op after WaitOn.
type HandlerRunner interface {
	Runner
	// RunsHandlers reports whether it does so on the present machine.
	RunsHandlers() bool
}

// runsHandlers reports whether the thread is plain data, and its body runs handlers itself.
func (t *Thread) runsHandlers() bool {
	main, ok := t.runner.(*mainRunner)
	if !ok {
		return false
	}
	r, ok := main.body.(HandlerRunner)
	return ok && r.RunsHandlers()
}

// SignalDue reports whether handlers are to run before the thread executes the next bytecode: a signal has come, and the interpreter looks
// for requests there.
func (t *Thread) SignalDue() bool {
	if t.tripped.Load() == 0 {
		return false
	}
	now, _, _ := t.looks(Code{N: 1})
	return now
}

// NextSignal takes the lowest signal whose handler is to run in the thread now, and notes that it does; it reports false if there is none.
func (t *Thread) NextSignal() (number int, ok bool) {
	for number, ok = t.nextTripped(); ok; number, ok = t.nextTripped() {
		if t.proc.Disposition(number).Handler == nil {
			continue // it was taken back meanwhile
		}
		t.run.engine.Record(t, trace.Handle, 0, int64(number))
		t.last = Taken // something is executed before the interpreter looks again
		return number, true
	}
	return 0, false
}

// An Interrupted is a wait that a signal has broken off.
type Interrupted struct{ block blocking }

// Interrupted returns the wait that has been broken off.
func (t *Thread) Interrupted() Interrupted { return Interrupted{t.block} }

// WaitOn lets the thread go on with the wait.
func (t *Thread) WaitOn(i Interrupted) { t.block = i.block }

// receive does in the name of the machine what a signal does that arrives. It is for the simulated machine.
func (p *Process) receive(number int) {
	if p.life.over || !p.Arrive(number) {
		return
	}
	if !p.life.born && p.number == 0 {
		p.failures = append(p.failures, &ThreadError{Thread: p.main.label(), Err: &SignalledError{number}, main: true})
	}
	p.life.status, p.life.settled = -number, true
	p.engine.(Processes).Remove(p)
}

// tellParent sends the parent of a process that has ended SIGCHLD. One that ignores it need not wait for its children (waitpid(2)).
func (p *Process) tellParent(parent *Process) {
	if parent.signals.of[sigCHLD].Ignored {
		p.reap()
		return
	}
	parent.receive(sigCHLD)
}

// signalSelf sends the thread's own process a signal: it has arrived when that returns.
func (t *Thread) signalSelf(number int) {
	p := t.proc
	if t.run.real != nil {
		t.run.real.Raise(number)
		return
	}
	if t.raises(number) {
		t.Perform(exiting(p.life.object))
	}
}

// raises sends the thread's process a signal on the simulated machine, and reports whether that ends it: then the thread does nothing more.
func (t *Thread) raises(number int) (ends bool) {
	p := t.proc
	if d := p.take(number); d != nil && !d.Ignored && (d.Handler == nil && endsBy(number) || number == sigKILL) {
		t.run.devices.After(0, p.objectOfEnd(), func(*Thread) { p.receive(number) })
		return true
	}
	p.Arrive(number)
	return false
}

// SignalMask returns the signals that the thread blocks.
func (t *Thread) SignalMask() SignalSet { return SignalSet(t.blocked.Load()) }

// SetSignalMask says which signals the thread blocks from now on: pthread_sigmask. What has been sent meanwhile, and is no longer
// blocked, arrives.
func (t *Thread) SetSignalMask(set SignalSet) {
	t.mustHaveSignals()
	set &^= Signals(sigKILL, sigSTOP)
	t.blocked.Store(uint64(set))
	for number := 1; number <= LastSignal; number++ {
		if t.proc.unpend(number, set) {
			t.signalSelf(number)
		}
	}
}

// unpend takes a pending signal that is not blocked off the list, and reports whether there is one.
func (p *Process) unpend(number int, blocked SignalSet) bool {
	defer p.guard()()
	s := p.signalsOf()
	if !s.pending.Has(number) || blocked.Has(number) {
		return false
	}
	s.pending &^= Signals(number)
	return true
}

// PendingSignals returns the signals that have been sent to the thread's process, and are blocked: sigpending.
func (t *Thread) PendingSignals() SignalSet {
	defer t.run.guard()()
	return t.proc.signalsOf().pending & t.SignalMask()
}

// SetTimer has the thread's process sent SIGALRM after so long, and then again every so often, if that is not 0, in place of what
// was set before, which it returns as what was left of it: setitimer(ITIMER_REAL). With 0 nothing more is sent.
func (t *Thread) SetTimer(first, every time.Duration) (left, interval time.Duration) {
	t.mustHaveSignals()
	if t.run.real != nil {
		return t.askTimes(func() (time.Duration, time.Duration) { return t.run.real.SetTimer(first, every) })
	}
	p := t.proc
	c := &p.signalsOf().timer
	left, interval = p.timerLeft(c), c.every
	*c = itimer{set: c.set + 1, every: every}
	if first > 0 {
		p.alarmIn(first)
	}
	return left, interval
}

// Timer returns what is left of the timer of the thread's process, and how often it comes then: getitimer(ITIMER_REAL).
func (t *Thread) Timer() (left, interval time.Duration) {
	t.mustHaveSignals()
	if t.run.real != nil {
		return t.askTimes(t.run.real.Timer)
	}
	c := &t.proc.signalsOf().timer
	return t.proc.timerLeft(c), c.every
}

// askTimes asks for two times of the real machine.
func (t *Thread) askTimes(ask func() (a, b time.Duration)) (time.Duration, time.Duration) {
	a, data := t.Ask(trace.IO, func() (int64, []byte) {
		a, b := ask()
		return int64(a), binary.AppendVarint(nil, int64(b))
	})
	b, _ := binary.Varint(data)
	return time.Duration(a), time.Duration(b)
}

// timerLeft returns how long it is until the timer is due, and 0 if it does not run.
func (p *Process) timerLeft(c *itimer) time.Duration {
	if c.at == 0 {
		return 0
	}
	return max(1, c.at-p.engine.Now())
}

// alarmIn has SIGALRM arrive after d, unless the timer is set again meanwhile.
func (p *Process) alarmIn(d time.Duration) {
	c := &p.signalsOf().timer
	set := c.set
	c.at = p.engine.Now() + d
	p.devices.After(d, p.timerObject(), func(*Thread) {
		if c.set != set || p.life.over {
			return
		}
		if c.at = 0; c.every > 0 {
			p.alarmIn(c.every)
		}
		p.receive(sigALRM)
	})
}

// An Attentive interlock tells where the interpreter looks for signals: where it looks for requests to let the interlock go, but
// whether or not there is one.
type Attentive interface {
	// Looks reports whether it looks after a bytecode of kind last, before it executes the code; how many bytecodes of that it
	// executes before it looks next; and after which multiples it looks within, 0 for none.
	Looks(code Code, last Point) (now bool, least, stride int64)
}

// looks is Looks for the interlock of the process. A build without one looks as CPython does since 3.11.
func (t *Thread) looks(code Code) (now bool, least, stride int64) {
	if lock, ok := t.proc.lock.(Attentive); ok {
		return lock.Looks(code, t.last)
	}
	if code.Round == 0 && t.last != Jump {
		return false, code.N, 0
	}
	return t.last == Jump, code.RoundLeft(), code.RoundLeft()
}

// attend is check for a main thread that runs handlers: what can be executed, of n bytecodes that the interlock grants, before it
// must be looked whether a signal has come.
func (t *Thread) attend(code Code, n, stride int64) (int64, int64) {
	if t.Ghost() {
		if h, ok := t.past.nextHandled(); ok && h.at > t.bytecodes {
			n = min(n, h.at-t.bytecodes)
		}
		return n, stride
	}
	_, least, within := t.looks(code)
	switch {
	case n == 0:
	case t.tripped.Load() != 0:
		return min(n, least), 0
	case stride == 0 && n >= code.N:
		return n, within
	}
	return n, stride
}

// isDue reports whether handlers are to run before the thread executes the code.
func (t *Thread) isDue(code Code) bool {
	if t.Ghost() {
		return t.handledHere()
	}
	if t.tripped.Load() == 0 {
		return false
	}
	now, _, _ := t.looks(code)
	return now
}

// handle runs the handlers of the signals that have come, the lowest number first (PyErr_CheckSignals), between two bytecodes or in a
// wait: what was announced is announced still. One that raises ends what the thread was about to do.
func (t *Thread) handle(inWait bool) {
	next, object, work, workObj := t.next, t.nextObj, t.work, t.workObj
	for number, ok := t.nextTripped(); ok; number, ok = t.nextTripped() {
		d := t.proc.Disposition(number)
		if d.Handler == nil {
			continue // it was taken back meanwhile
		}
		t.run.engine.Record(t, trace.Handle, 0, int64(number))
		t.noteHandled(number, inWait, func() {
			t.last = Taken
			t.Execute(Code{N: 1, Last: Jump})
			d.Handler(t, number)
		})
	}
	t.next, t.nextObj, t.work, t.workObj = next, object, work, workObj
	t.last = Taken // something is executed before the interpreter looks again
}

// nextTripped takes the lowest signal whose handler is to run.
func (t *Thread) nextTripped() (number int, ok bool) {
	if t.Ghost() {
		h, _ := t.past.nextHandled()
		return h.number, t.handledHere()
	}
	for {
		old := t.tripped.Load()
		if old == 0 {
			return 0, false
		}
		if t.tripped.CompareAndSwap(old, old&(old-1)) {
			for number = 1; old&1 == 0; number++ {
				old >>= 1
			}
			return number, true
		}
	}
}

// isTripped reports whether a signal breaks a wait off: in a ghost, whether one did so here.
func (t *Thread) isTripped() bool {
	if t.Ghost() {
		return t.handledInWait()
	}
	return t.tripped.Load() != 0
}

// isInterruptible reports whether a signal ends what the thread waits for: all but locks before CPython 3.2.
func (t *Thread) isInterruptible() bool {
	b := &t.block
	_, own := b.on.(OwnLock)
	return b.wait != atOnce && b.wait != 0 && !(own && t.run.library.DeafLocks)
}

// An OwnLock is a Waitable that is a lock of the interpreter's own (Python/thread_pthread.h), such as threading.Lock and the end of a
// thread: up to CPython 3.1 no signal ends a wait for one.
type OwnLock interface{ OwnLock() }

// errInterrupted is what input and output raise up to CPython 3.4 that a signal has ended.
const errInterrupted = "[Errno 4] Interrupted system call"

// mend runs the handlers that have broken the blocking call off, and prepares it to go on for the time that is left (PEP 475). It
// reports false if the call is over: up to CPython 3.4 input and output fail, and a sleep just ends. What waits for a process or a
// semaphore goes on there, too, in a loop of its own.
func (t *Thread) mend() (goesOn bool) {
	b := t.block
	t.block.broken, t.block.on = false, nil // the handler may raise
	t.handle(true)
	if t.run.library.InterruptedCalls {
		switch info, _ := t.run.Names.Object(b.object); info.Class {
		case trace.ClassTimer:
			return false
		case trace.ClassIO, trace.ClassPipe:
			t.FailWith("OSError", errInterrupted)
		}
	}
	b.state, b.broken, b.gaveUp = leaving, false, false
	if b.wait > 0 {
		b.wait = max(0, b.deadline-t.run.engine.Now())
	}
	t.block = b
	return true
}

// goOn waits on after a signal has broken the blocking call off.
func (t *Thread) goOn() {
	for t.block.broken && t.mend() {
		if t.mustWait() && t.suspend() {
			t.unwind()
		}
	}
}

// SignalPid is Signal for the process of this number, and reports whether there is one of this run that has not been waited for. With the
// signal 0 nothing is sent.
func (t *Thread) SignalPid(pid, number int) (found bool) {
	if p := t.run.processOf(pid); p != nil {
		if number > 0 {
			t.Signal(p, number)
		}
		return true
	}
	t.Announce(trace.None, 0, Jump)
	if t.run.real == nil {
		return false
	}
	return t.askWord(trace.Kill, func() int64 { return flag(t.run.real.Kill(pid, number)) }) != 0
}

// processOf returns the process of this number that has not been waited for, if this one knows it; else nil.
func (r *Run) processOf(pid int) *Process {
	r.mu.Lock()
	list := r.processes[:len(r.processes):len(r.processes)]
	r.mu.Unlock()
	for _, p := range list {
		if p.Pid() == pid && !p.Reaped() {
			return p
		}
	}
	return nil
}

// AwaitSignal waits until a handler has run in the thread, or, where it is no main thread, for ever: pause(2).
func (t *Thread) AwaitSignal() {
	t.mustHaveSignals()
	object := t.run.ioObject("signal")
	t.Announce(trace.IO, object, Jump)
	t.run.engine.Record(t, trace.IO, object, int64(Forever))
	if !t.Ghost() {
		t.beginBlocking((*aSignal)(t), Forever)
		if t.mustWait() && t.suspend() {
			t.unwind()
		}
		t.block.broken = false
	}
	t.handle(true)
}

// A Pausing is AwaitSignal as an op, for a thread that is plain data.
type Pausing struct{ line Line }

// Step is one step of it.
func (p *Pausing) Step(t *Thread, w Wake) (r Request, done bool) {
	t.mustHaveSignals()
	object := t.run.ioObject("signal")
	if p.line.Start(w); p.line == 0 {
		if r, done = t.StepAnnounce(w, trace.IO, object, Jump); !done {
			return r, false
		}
		t.run.engine.Record(t, trace.IO, object, int64(Forever))
		p.line, w = 1, Begin
	}
	return t.StepBlock(w, (*aSignal)(t))
}

// aSignal is what a thread waits for that waits for a signal: it never comes by itself.
type aSignal Thread

// Try reports that it has not come.
func (s *aSignal) Try(t *Thread) bool { return t.Tried(s.Object(), false) }

// Object returns the number of what is waited for.
func (s *aSignal) Object() int32 { return s.run.ioObject("signal") }

// Holder returns nobody.
func (s *aSignal) Holder() *Thread { return nil }
