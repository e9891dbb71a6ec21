// This file defines how a thread waits: it lets the interlock go, waits, and takes the interlock again.

package sched

import (
	"time"

	"github.com/gilsim/gilsim/trace"
)

// A Waitable is something that threads wait for: a lock, the end of a thread.
type Waitable interface {
	// Try takes what is waited for, if it is there; otherwise it puts t.Self() into its queue and reports false.
	// It is called before the first wait, after each wake-up, and when the time is over. At its end, under the mutex that
	// guards what is waited for, it notes with t.Tried what came of it, and returns what that returns.
	Try(t *Thread) bool
	// Object returns the number of the object that is waited for.
	Object() int32
	// Holder returns the thread that must act before the wait can end, or nil if that is nobody in particular.
	Holder() *Thread
}

// A blocking is how far a blocking call has come.
type blocking struct {
	on       Waitable      // what is waited for; nil in a wait for time alone
	object   int32         // its number
	wait     time.Duration // how long to wait; Forever: until on can be had
	deadline time.Duration // when that is over, on the engine's clock
	state    uint8
	gaveUp   bool // its time was over before it could be had
	broken   bool // a signal has come before that: see mend
	enters   bool // the call that blocks is Enter
}

// atOnce, as how long to wait for time alone, is a wait that ends as soon as the interlock has been let go.
const atOnce = Forever - 1

// The states of a blocking call.
const (
	leaving   uint8 = iota // lets the interlock go
	trying                 // looks whether it must wait
	waiting                // waits
	expiring               // its time is over: it tries a last time
	decided                // knows what came of that
	passing                // has paid for a system call that the attempt made
	returning              // takes the interlock again
	attended               // the handlers of the signals that have broken it off have run
)

// StepBlock is one step of waiting for on: the state machine under Block, for runners and ops. The interlock is
// released meanwhile, as CPython does around every call that can block (Py_BEGIN_ALLOW_THREADS).
func (t *Thread) StepBlock(w Wake, on Waitable) (Request, bool) {
	return t.StepBlockFor(w, on, Forever)
}

// StepBlockFor is StepBlock for at most d: the state machine under BlockFor. Thread.GaveUp tells at its end whether the
// time was over first.
func (t *Thread) StepBlockFor(w Wake, on Waitable, d time.Duration) (Request, bool) {
	if t.HasStack() {
		t.waitFor(on, d)
		return Request{}, true
	}
	if w == Begin {
		t.beginBlocking(on, d)
	}
	return t.stepBlocking(w)
}

// stepRest is one step of waiting for d, as for the object: the state machine under Sleep, IO and Yield.
func (t *Thread) stepRest(w Wake, object int32, d time.Duration) (Request, bool) {
	if t.HasStack() {
		if t.rest(object, d) && t.suspend() {
			t.unwind()
		}
		if t.block.broken {
			t.goOn()
		}
		return Request{}, true
	}
	if w == Begin {
		t.block = blocking{object: object, wait: d}
		if d > 0 {
			t.block.deadline = d + t.run.engine.Now()
		}
	}
	return t.stepBlocking(w)
}

// GaveUp reports whether the thread's last blocking call ended because its time was over.
func (t *Thread) GaveUp() bool { return t.block.gaveUp }

func (t *Thread) beginBlocking(on Waitable, d time.Duration) {
	t.block = blocking{on: on, object: on.Object(), wait: d, enters: t.last == Enter}
	if d > 0 {
		t.block.deadline = d + t.run.engine.Now()
	}
}

// stepBlocking is one step of the blocking call that t.block describes.
func (t *Thread) stepBlocking(w Wake) (Request, bool) {
	b := &t.block
	for {
		switch b.state {
		case leaving:
			if r, done := t.release(w); !done {
				return r, false
			}
			b.state, t.next = trying, trace.None
			asks := b.on != nil && t.Announces(trace.Try, b.object)
			if t.owesCall() || asks {
				return Request{Kind: Burn}, false
			}
		case trying:
			if b.on != nil && b.on.Try(t) {
				b.state = decided
				continue
			}
			if b.wait == atOnce {
				b.state, w = returning, Begin
				continue
			}
			if t.breaksOff(w) {
				w = Begin
				continue
			}
			b.state = waiting
			return Request{Kind: Park, On: b.object, N: int64(b.wait)}, false
		case waiting:
			b.state = trying
			switch {
			case t.breaksOff(w):
				w = Begin
			case b.on == nil && w == TimedOut:
				b.state, w = returning, Begin
			case w == TimedOut:
				b.state = expiring
			case b.wait > 0: // it was woken, perhaps for nothing
				b.wait = max(0, b.deadline-t.run.engine.Now())
			}
		case expiring: // a wake-up may have come at the same time: it must not be lost
			b.gaveUp = !b.on.Try(t)
			b.broken = b.broken && b.gaveUp
			b.state = decided
		case decided:
			b.state = passing
			if t.owesCall() {
				return Request{Kind: Burn}, false
			}
		case passing: // who got it first need not be the first to have the interlock again
			b.state, w = returning, Begin
		case returning:
			if r, done := t.acquire(w); !done {
				return r, false
			}
			t.last = Jump // the call that blocks is over: every interpreter looks for a request after a call
			if b.enters {
				t.last = Enter
			}
			if !b.broken { // else it goes on
				b.on = nil
				return Request{}, true
			}
			if t.runner != nil {
				b.state = attended
				return Request{Kind: RunHandlers}, false
			}
			return Request{}, true
		case attended:
			if !t.goesOnWaiting() {
				return Request{}, true
			}
			w = Begin
		}
	}
}

// goesOnWaiting prepares the blocking call to go on for the time that is left, after handlers have run; it reports false if it is
// over: a wait for a signal, and up to CPython 3.4 a sleep.
func (t *Thread) goesOnWaiting() bool {
	b := &t.block
	b.state, b.broken, b.gaveUp = leaving, false, false
	info, _ := t.run.Names.Object(b.object)
	if _, pauses := b.on.(*aSignal); pauses || t.run.library.InterruptedCalls && info.Class == trace.ClassTimer {
		b.on = nil
		return false
	}
	if b.wait > 0 {
		b.wait = max(0, b.deadline-t.run.engine.Now())
	}
	return true
}

// breaksOff breaks the blocking call off because a signal has come, and reports whether it does: as if its time were over.
func (t *Thread) breaksOff(w Wake) bool {
	return (t.past != nil || t.tripped.Load() != 0) && t.breakOff(w)
}

func (t *Thread) breakOff(w Wake) bool {
	if !t.isTripped() || w == TimedOut || !t.isInterruptible() || t.runner != nil && !t.runsHandlers() {
		return false
	}
	b := &t.block
	b.broken, b.state = true, returning
	if b.on != nil {
		b.state = expiring
	}
	return true
}

// Tried notes that the thread has tried to get the object, and whether it got it, which it returns: the interlock is
// released meanwhile, so that the order of turns does not tell when that was.
//
// If its time is over, and it did not get it, it leaves the queue. That is one step with the attempt, under one mutex: a
// wake-up that came in between would wake nobody else, and be lost.
func (t *Thread) Tried(object int32, got bool) bool {
	came := int64(trace.Waits)
	switch {
	case got:
		came = trace.Got
	case t.block.state == expiring:
		came = trace.Refused
		t.Self().leave()
	}
	t.run.engine.Record(t, trace.Try, object, came)
	return got
}

// Refused notes that the thread has tried to get the object in vain, and does not wait for it, or no longer.
func (t *Thread) Refused(object int32) {
	t.run.engine.Record(t, trace.Try, object, trace.Refused)
}

// Block waits for on.
func (t *Thread) Block(on Waitable) { t.BlockFor(on, Forever) }

// BlockFor waits for on, for at most d; Forever is without end. It reports whether it got it.
//
// If the thread has a hub, only the coroutine that calls it waits.
func (t *Thread) BlockFor(on Waitable, d time.Duration) (got bool) {
	t.waitFor(on, d)
	if t.past != nil {
		return t.askWord(trace.Try, func() int64 { return flag(!t.block.gaveUp) }) != 0
	}
	return !t.block.gaveUp
}

// waitFor is BlockFor, but leaves it to GaveUp whether the thread got it.
func (t *Thread) waitFor(on Waitable, d time.Duration) {
	if t.hub != nil && !t.whole {
		t.block.gaveUp = !t.parkFor(on, d)
		return
	}
	t.beginBlocking(on, d)
	if t.mustWait() && t.suspend() {
		t.unwind()
	}
	if t.block.broken {
		t.goOn()
	}
}

// BlockThread is BlockFor for the thread as a whole, even if it has a hub.
func (t *Thread) BlockThread(on Waitable, d time.Duration) (got bool) {
	t.beginBlocking(on, d)
	if t.mustWait() && t.suspend() {
		t.unwind()
	}
	if t.block.broken {
		t.goOn()
	}
	return !t.block.gaveUp
}

// Leave lets the interlock go for a system call that does not wait, which the caller makes next, and reports whether it has: then
// Return takes the interlock again, or, where the call would have had to wait, BlockOutside does so after a wait. It is Block for what is
// often there at once. The caller makes the call itself because a processor that returns from a system call mispredicts where each
// function returns to that was entered before: 30 ns each were measured, and Block stands on ten.
//
// It does not where Block does something else: in a ghost, and where a hub parks coroutines.
func (t *Thread) Leave() bool {
	if t.hub != nil && !t.whole || t.Ghost() {
		return false
	}
	if r, done := t.release(Begin); !done {
		t.perform(releaseOp{}, r)
	}
	t.next = trace.None
	return true
}

// Return takes the interlock again after Leave, as at the end of a blocking call.
func (t *Thread) Return() {
	if r, done := t.acquire(Begin); !done {
		t.perform(acquireOp{}, r)
	}
	t.last = Jump
}

// BlockOutside waits for on after Leave, and takes the interlock again.
func (t *Thread) BlockOutside(on Waitable) {
	t.beginBlocking(on, Forever)
	t.block.state = trying
	if t.mustWait() && t.suspend() {
		t.unwind()
	}
	if t.block.broken {
		t.goOn()
	}
}

// pause begins to wait for so long, as for the object, and reports whether the function must be suspended now. It does
// not do so itself because each return after a switch of coroutines is one that the processor mispredicts.
func (t *Thread) pause(object int32, d time.Duration) bool {
	b := &t.block
	b.on, b.object, b.wait, b.state, b.gaveUp, b.broken = nil, object, d, leaving, false, false
	if d > 0 {
		b.deadline = d + t.run.engine.Now()
	}
	return t.mustWait()
}

// mustWait makes the first step of the blocking call that t.block describes, and reports whether the function must be
// suspended for the others, which Resume makes.
func (t *Thread) mustWait() bool {
	r, done := t.stepBlocking(Begin)
	if !done {
		t.mustRun()
		t.doing, t.request = blocks, r
	}
	return !done
}
