// This file defines what the code of a thread can do: work, call, sleep, block, print, start and join threads.

package sched

import (
	"fmt"
	"math"
	"time"

	"github.com/gilsim/gilsim/trace"
)

// Run executes n straight-line bytecodes, 0 or more.
func (t *Thread) Run(n int64) {
	t.next = trace.None
	t.Execute(Code{N: n})
}

// Loop executes rounds of k bytecodes, of which the last one jumps back: 0 rounds or more, of 1 bytecode or more.
func (t *Thread) Loop(rounds, k int64) {
	t.next = trace.None
	if rounds < 0 || k < 1 || rounds > math.MaxInt64/k {
		t.Fail("Loop(%d, %d): there must be 0 rounds or more, of 1 bytecode or more, and not more than %d bytecodes in all",
			rounds, k, int64(math.MaxInt64))
	}
	t.Execute(Code{N: rounds * k, Round: k})
}

// Do calls f, real work that is worth n bytecodes: the simulated machine charges them, a real one has spent them on f.
func (t *Thread) Do(n int64, f func()) {
	f()
	t.next = trace.None
	if t.run.parallel {
		t.count(Code{N: n})
		return
	}
	t.Execute(Code{N: n})
}

// Call calls f as a Python function: one bytecode, and a place where every interpreter looks for a request to switch.
func (t *Thread) Call(f func()) {
	t.next = trace.None
	t.Execute(Code{N: 1, Last: Jump})
	f()
}

// CallBuiltin executes the call of a built-in function. CPython 3.11 and later do not look for a request to switch
// after len, isinstance, append and type, which they have specialised; after others they do.
func (t *Thread) CallBuiltin(name string) {
	t.next = trace.None
	switch name {
	case "len", "isinstance", "append", "type":
		t.Execute(Code{N: 1, Last: Builtin})
	default:
		t.Execute(Code{N: 1, Last: Jump})
	}
}

// Announce says what the thread is about to do to an object, and executes the one bytecode that does it, which is of
// kind last. The effect and its record come after: so the thread can lose the processor between the announcement and the
// effect, and nowhere else in the step.
func (t *Thread) Announce(step trace.Kind, object int32, last Point) {
	t.next, t.nextObj = step, object
	if t.interlock() == nil {
		t.executeOne(last)
		return
	}
	t.Execute(Code{N: 1, Last: last})
}

// Announces notes what the machine is about to do for the thread, such as taking its interlock, and to which object. Like a
// step of the program it is announced before it takes effect: the result says whether the strategy must be asked first,
// so that whoever calls, a state machine, requests a Burn of nothing, and goes on when it is resumed. With a timed
// strategy it need not.
func (t *Thread) Announces(work trace.Kind, object int32) (ask bool) {
	known := t.work == work && t.workObj == object
	t.work, t.workObj = work, object
	return !known && !t.run.timed
}

// LongestWait is how long a thread can sleep or wait for I/O: virtual time would overflow soon beyond that.
const LongestWait = 50 * 365 * 24 * time.Hour

// Sleep waits for d, with the interlock released. Like time.sleep it lets others run even if d is 0, and fails if d is
// negative.
func (t *Thread) Sleep(d time.Duration) {
	if d < 0 || d > LongestWait {
		t.Fail("Sleep(%v): sleep length must be non-negative, and at most 50 years", d)
	}
	t.Announce(trace.Sleep, 0, Jump)
	t.run.engine.Record(t, trace.Sleep, 0, int64(d))
	if t.rest(t.run.timerObject(), d) && t.suspend() {
		t.unwind()
	}
}

// IO blocks for d on input or output of this name, with the interlock released. With Forever it never comes.
func (t *Thread) IO(name string, d time.Duration) {
	if d < Forever || d > LongestWait {
		t.Fail("IO(%q, %v): it must take 0 or more, at most 50 years, or Forever", name, d)
	}
	object := t.run.ioObject(name)
	t.Announce(trace.IO, object, Jump)
	t.run.engine.Record(t, trace.IO, object, int64(d))
	if t.rest(object, d) && t.suspend() {
		t.unwind()
	}
}

// Yield lets the other threads that are ready go first, with the interlock released.
func (t *Thread) Yield() {
	t.Announce(trace.Park, 0, Jump)
	if t.rest(t.run.timerObject(), 0) && t.suspend() {
		t.unwind()
	}
}

// Print prints its operands as fmt.Println does. The line is part of the trace.
func (t *Thread) Print(operands ...any) {
	t.Announce(trace.Print, 0, Jump)
	t.run.engine.Record(t, trace.Print, 0, int64(t.run.Names.AddText(fmt.Sprintln(operands...))))
}

// Write prints a text as it stands, as sys.stdout.write does. Python's print makes one of the line and one of its newline,
// so that what another thread prints can come between them; Print is one step.
func (t *Thread) Write(text string) {
	t.Announce(trace.Print, 0, Jump)
	t.run.engine.Record(t, trace.Print, 0, int64(t.run.Names.AddText(text)))
}

// Now returns the time since the start of the run.
func (t *Thread) Now() time.Duration {
	t.Announce(trace.Now, 0, Jump)
	now := int64(t.run.engine.Now())
	if clock := t.run.clock; clock != nil {
		var err error
		if now, err = clock.Now(t.id, now); err != nil {
			panic(err)
		}
	}
	t.run.engine.Record(t, trace.Now, 0, now)
	return time.Duration(now)
}

// Random returns a number from 0 to n-1. It comes from the run's seed, or from the trace that is replayed.
func (t *Thread) Random(n int64) int64 {
	t.Announce(trace.Random, 0, Jump)
	if n < 1 {
		t.Fail("Random(%d): the bound must be at least 1", n)
	}
	x := t.Draw(n)
	t.run.engine.Record(t, trace.Random, 0, x)
	return x
}

// SetPriority sets the thread's priority: of the ready threads those of the highest run. It starts at 0, and a thread
// inherits that of the one that starts it. It is a call, and a machine that schedules by priority acts on it at once; on
// a real one the operating system decides.
func (t *Thread) SetPriority(priority int) {
	if priority < math.MinInt32 || priority > math.MaxInt32 {
		t.Fail("SetPriority(%d): it must be from %d to %d", priority, math.MinInt32, math.MaxInt32)
	}
	t.Announce(trace.None, 0, Jump)
	t.priority = int32(priority)
	if e, ok := t.run.engine.(prioritizing); ok {
		e.Reprioritize(t)
	}
}

// A prioritizing engine is one that schedules by priority.
type prioritizing interface {
	// Reprioritize is told that the priority of t, which runs, has changed.
	Reprioritize(t *Thread)
}

// Spawn starts a thread that runs fn. With an empty name it is called Thread-1, Thread-2 and so on, as Python does.
func (t *Thread) Spawn(name string, fn func(t *Thread)) *Thread {
	child := t.child(name)
	child.start(fn)
	return t.launch(child, trace.Spawn)
}

// SpawnDaemon starts a daemon thread that runs fn: when the last thread ends that is none, it is cut off wherever it is,
// and the run is over. What a daemon thread starts are daemon threads, too.
func (t *Thread) SpawnDaemon(name string, fn func(t *Thread)) *Thread {
	child := t.child(name)
	child.daemon = true
	child.start(fn)
	return t.launch(child, trace.Spawn)
}

// SpawnOrdinary starts a thread that runs fn and is no daemon thread, even if this one is.
func (t *Thread) SpawnOrdinary(name string, fn func(t *Thread)) *Thread {
	child := t.child(name)
	child.daemon = false
	child.start(fn)
	return t.launch(child, trace.Spawn)
}

// SpawnProcess starts another process, whose main thread, which it returns, runs fn. It has an interlock of its own, or
// none if gil is nil: that of this process does not bind it, nor the threads that it spawns. What fn shares with this
// process is shared memory, and no lock protects it.
func (t *Thread) SpawnProcess(name string, gil Locking, fn func(t *Thread)) *Thread {
	t.Announce(trace.Fork, 0, Jump)
	p, err := t.run.newProcess(name, gil)
	if err != nil {
		t.Fail("%v", err)
	}
	child := t.newChild(p, name)
	child.start(fn)
	return t.launch(child, trace.Fork)
}

// SpawnRunner starts a thread whose body is r.
func (t *Thread) SpawnRunner(name string, r Runner) *Thread {
	child := t.child(name)
	child.runner = r
	return t.launch(child, trace.Spawn)
}

// child announces the step that starts a thread, and makes the thread.
func (t *Thread) child(name string) *Thread {
	t.Announce(trace.Spawn, 0, Jump)
	return t.newChild(t.proc, name)
}

// newChild makes a thread of process p, which inherits what this one is. With an empty name it gets the next default one.
func (t *Thread) newChild(p *Process, name string) *Thread {
	if name == "" {
		name = p.DefaultName()
	}
	child := p.newThread(name)
	child.priority, child.daemon = t.priority, t.daemon
	return child
}

// launch hands a new thread to the engine; step says how it was started.
func (t *Thread) launch(child *Thread, step trace.Kind) *Thread {
	t.run.engine.Record(t, step, child.id, 0)
	t.run.engine.Spawn(t, child)
	return child
}

// Join waits until other's function has returned.
func (t *Thread) Join(other *Thread) { t.JoinFor(other, Forever) }

// JoinFor waits until other's function has returned, for at most d. It reports whether it has.
func (t *Thread) JoinFor(other *Thread, d time.Duration) bool {
	if other == t {
		t.Fail("cannot join current thread")
	}
	t.Announce(trace.Join, other.id, Jump)
	if other.Alive() && !t.BlockFor((*endOf)(other), d) {
		return false
	}
	t.run.engine.Record(t, trace.Join, other.id, 0)
	return true
}

// endOf is the end of a thread, which others wait for.
type endOf Thread

// Try reports whether the thread has ended.
func (e *endOf) Try(t *Thread) bool {
	e.ends.Lock(t)
	defer e.ends.Unlock(t)
	t.Self().Woken()
	if !e.over.Load() {
		e.joiners.Push(t.Self())
	}
	return t.Tried(e.joined, e.over.Load())
}

// Object returns the object that joiners wait for.
func (e *endOf) Object() int32 {
	defer e.run.guard()()
	if e.joined == 0 {
		e.joined = e.run.Names.AddObject(trace.ClassThread, e.name)
	}
	return e.joined
}

// Holder returns the thread itself.
func (e *endOf) Holder() *Thread { return (*Thread)(e) }
