// This file defines what the code of a thread can do: work, call, sleep, block, print.

package sched

import (
	"fmt"
	"math"
	"time"

	"github.com/gilsim/gilsim/trace"
)

// Run executes n straight-line bytecodes, 0 or more.
func (t *Thread) Run(n int64) {
	t.Execute(Code{N: n})
}

// Loop executes rounds of k bytecodes, of which the last one jumps back: 0 rounds or more, of 1 bytecode or more.
func (t *Thread) Loop(rounds, k int64) {
	if rounds < 0 || k < 1 || rounds > math.MaxInt64/k {
		t.Fail("Loop(%d, %d): there must be 0 rounds or more, of 1 bytecode or more, and not more than %d bytecodes in all",
			rounds, k, int64(math.MaxInt64))
	}
	t.Execute(Code{N: rounds * k, Round: k})
}

// Do calls f, real work that is worth n bytecodes: the simulated machine charges them, a real one has spent them on f.
func (t *Thread) Do(n int64, f func()) {
	f()
	if t.run.parallel {
		t.count(Code{N: n})
		return
	}
	t.Execute(Code{N: n})
}

// Call calls f as a Python function: one bytecode, and a place where every interpreter looks for a request to switch.
func (t *Thread) Call(f func()) {
	t.Charge(CallFunction)
	t.Execute(Code{N: 1, Last: Jump})
	f()
}

// CallBuiltin executes the call of a built-in function. CPython 3.11 and later do not look for a request to switch
// after len, isinstance, append and type, which they have specialised; after others they do.
func (t *Thread) CallBuiltin(name string) {
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
	if t.interlock() == nil && !t.heeds || t.run.parallel && t.undisturbed() {
		if _, ok := t.run.engine.Burn(t, 1, 0); !ok {
			t.suspendIn(Code{N: 1, Last: last}, 1, 0)
			return
		}
		t.bytecodes++
		t.last = last
		return
	}
	t.execute(Code{N: 1, Last: last})
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

// Sleep waits for d, with the interlock released, and fails if d is negative. With 0 it sets a timer as time.sleep does since
// CPython 3.11, and so gives its core up for as long as a timer is late; before, it came back at once, so that others got the
// interlock only if they were quicker. Which of the two Library says.
func (t *Thread) Sleep(d time.Duration) {
	mustBeSleep(t, d)
	t.Announce(trace.Sleep, 0, Jump)
	t.run.engine.Record(t, trace.Sleep, 0, int64(d))
	if t.rest(t.run.timerObject(), t.asleep(d)) && t.suspend() {
		t.unwind()
	}
	if t.block.broken {
		t.goOn()
	}
}

// shortest is a sleep that takes no longer than a timer is late.
const shortest = time.Nanosecond

// asleep returns what a sleep of d waits for. A hub has a rule of its own for 0.
func (t *Thread) asleep(d time.Duration) time.Duration {
	switch {
	case d != 0 || t.hub != nil && !t.whole:
		return d
	case t.run.library.ZeroSleepReturns:
		if t.run.charger != nil {
			t.run.devices.Spend(t, t.run.library.Calls[CallSleepZero]) // the thread has let the interlock go
		}
		return atOnce
	}
	return shortest
}

// mustBeSleep fails unless a thread can sleep for d.
func mustBeSleep(t *Thread, d time.Duration) {
	if d < 0 || d > LongestWait {
		t.FailWith("ValueError", "Sleep(%v): sleep length must be non-negative, and at most 50 years", d)
	}
}

// IO blocks for d on input or output of this name, with the interlock released. With Forever it never comes.
func (t *Thread) IO(name string, d time.Duration) {
	mustBeIO(t, name, d)
	object := t.run.ioObject(name)
	t.Announce(trace.IO, object, Jump)
	t.run.engine.Record(t, trace.IO, object, int64(d))
	if t.rest(object, d) && t.suspend() {
		t.unwind()
	}
	if t.block.broken {
		t.goOn()
	}
}

// mustBeIO fails unless input or output can take d.
func mustBeIO(t *Thread, name string, d time.Duration) {
	if d < Forever || d > LongestWait {
		t.Fail("IO(%q, %v): it must take 0 or more, at most 50 years, or Forever", name, d)
	}
}

// Yield lets the other threads that are ready go first, with the interlock released.
func (t *Thread) Yield() {
	t.Announce(trace.Park, 0, Jump)
	if t.rest(t.run.timerObject(), 0) && t.suspend() {
		t.unwind()
	}
}

// SleepOp returns Sleep as an op.
func SleepOp(d time.Duration) Op { return &rest{step: trace.Sleep, d: d} }

// IOOp returns IO as an op.
func IOOp(name string, d time.Duration) Op { return &rest{step: trace.IO, device: name, d: d} }

// YieldOp returns Yield as an op.
func YieldOp() Op { return &rest{step: trace.Park} }

// A rest is Sleep, IO or Yield under way: a wait for time, that nothing but time ends. The blocking forms are written out,
// because each return after a switch of coroutines is one that the processor mispredicts.
type rest struct {
	step   trace.Kind
	device string
	d      time.Duration
	wait   time.Duration // what it comes to
	object int32         // what is announced: that of the device, 0 for others; then what is waited for
	line   Line
}

// The lines of a rest.
const (
	restCall Line = iota
	restWait
)

// Step is one step of it.
func (s *rest) Step(t *Thread, w Wake) (r Request, done bool) {
	if w == Begin {
		s.begin(t)
	}
	if s.line == restCall {
		if r, done = t.StepAnnounce(w, s.step, s.object, Jump); !done {
			return r, false
		}
		s.called(t)
		s.line, w = restWait, Begin
	}
	return t.stepRest(w, s.object, s.wait)
}

// called notes the call, and finds out what is waited for.
func (s *rest) called(t *Thread) {
	if s.step != trace.Park {
		t.run.engine.Record(t, s.step, s.object, int64(s.d))
	}
	if s.step != trace.IO {
		s.object = t.run.timerObject()
	}
	if s.wait = s.d; s.step == trace.Sleep {
		s.wait = t.asleep(s.d)
	}
}

// begin fails if there can be no such wait.
func (s *rest) begin(t *Thread) {
	s.line, s.object = restCall, 0
	if s.step == trace.IO {
		mustBeIO(t, s.device, s.d)
		s.object = t.run.ioObject(s.device)
		return
	}
	mustBeSleep(t, s.d)
}

// Print prints its operands as fmt.Println does. The line is part of the trace.
func (t *Thread) Print(operands ...any) {
	t.Announce(trace.Print, 0, Jump)
	t.write(fmt.Sprintln(operands...))
}

// PrintOp returns Print as an op.
func PrintOp(operands ...any) Op {
	return Announced(trace.Print, 0, Jump, func(t *Thread) { t.write(fmt.Sprintln(operands...)) })
}

// Write prints a text as it stands, as sys.stdout.write does. Python's print makes one of the line and one of its newline,
// so that what another thread prints can come between them; Print is one step.
func (t *Thread) Write(text string) {
	t.Announce(trace.Print, 0, Jump)
	t.write(text)
}

// WriteOp returns Write as an op.
func WriteOp(text string) Op {
	return Announced(trace.Print, 0, Jump, func(t *Thread) { t.write(text) })
}

// write is what Write does once it is announced.
func (t *Thread) write(text string) {
	t.run.engine.Record(t, trace.Print, 0, int64(t.run.Names.AddText(text)))
}

// Now returns the time since the start of the run.
func (t *Thread) Now() time.Duration {
	t.Announce(trace.Now, 0, Jump)
	return t.readClock()
}

// StepNow is one step of Now, which puts the time there.
func (t *Thread) StepNow(w Wake, now *time.Duration) (Request, bool) {
	r, done := t.StepAnnounce(w, trace.Now, 0, Jump)
	if done {
		*now = t.readClock()
	}
	return r, done
}

// NowOp returns Now as an op.
func NowOp() Call[time.Duration] {
	return AnnouncedCall(trace.Now, 0, Jump, (*Thread).readClock)
}

// readClock is what Now does once it is announced.
func (t *Thread) readClock() time.Duration {
	now := int64(t.run.engine.Now())
	if clock := t.run.clock; clock != nil {
		var err error
		if now, err = clock.Now(t.id, now); err != nil {
			panic(Halting(err))
		}
	}
	if t.past != nil {
		now = t.askWord(trace.Now, func() int64 { return now })
	}
	t.run.engine.Record(t, trace.Now, 0, now)
	return time.Duration(now)
}

// Random returns a number from 0 to n-1. It comes from the run's seed, or from the trace that is replayed.
func (t *Thread) Random(n int64) int64 {
	t.Announce(trace.Random, 0, Jump)
	return t.draw(n)
}

// Seeds is how many seeds there are of a generator that the program makes and does not seed: who asks Random for one of so many
// seeds a generator with it.
const Seeds = 1 << 62

// UndecidedSeed is the seed that says that none has been decided on yet: once the generator is drawn from, the program asks for one of
// Seeds-1. A search gives it, so that a generator that is never drawn from costs nothing.
const UndecidedSeed = Seeds - 1

// RandomOp returns Random as an op.
func RandomOp(n int64) Call[int64] {
	return AnnouncedCall(trace.Random, 0, Jump, func(t *Thread) int64 { return t.draw(n) })
}

// draw is what Random does once it is announced.
func (t *Thread) draw(n int64) int64 {
	if n < 1 {
		t.FailWith("ValueError", "Random(%d): the bound must be at least 1", n)
	}
	x := t.askWord(trace.Random, func() int64 { return t.Draw(n) })
	t.run.engine.Record(t, trace.Random, 0, x)
	return x
}

// SetPriority sets the thread's priority: of the ready threads those of the highest run. It starts at 0, and a thread
// inherits that of the one that starts it. It is a call, and a machine that schedules by priority acts on it at once; on
// a real one the operating system decides.
func (t *Thread) SetPriority(priority int) {
	t.Announce(trace.None, 0, Jump)
	t.prioritize(priority)
}

// SetPriorityOp returns SetPriority as an op.
func SetPriorityOp(priority int) Op {
	return Announced(trace.None, 0, Jump, func(t *Thread) { t.prioritize(priority) })
}

// prioritize is what SetPriority does once it is announced.
func (t *Thread) prioritize(priority int) {
	if priority < math.MinInt32 || priority > math.MaxInt32 {
		t.Fail("SetPriority(%d): it must be from %d to %d", priority, math.MinInt32, math.MaxInt32)
	}
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
