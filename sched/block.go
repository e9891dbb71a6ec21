// This file defines how a thread waits: it lets the interlock go, waits, and takes the interlock again.

package sched

import "time"

// A Waitable is something that threads wait for: a lock, the end of a thread.
type Waitable interface {
	// Try takes what is waited for, if it is there; otherwise it puts t.Self() into its queue and reports false.
	// It is called before the first wait and after each wake-up.
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
	deadline time.Duration // when a wait for time ends, on the engine's clock; negative: never
	state    uint8
}

// The states of a blocking call.
const (
	leaving   uint8 = iota // lets the interlock go
	trying                 // looks whether it must wait
	waiting                // waits
	returning              // takes the interlock again
)

// StepBlock is one step of waiting for on: the state machine under Block, for runners and ops. The interlock is
// released meanwhile, as CPython does around every call that can block (Py_BEGIN_ALLOW_THREADS).
func (t *Thread) StepBlock(w Wake, on Waitable) (Request, bool) {
	if w == Begin {
		t.block = blocking{on: on, object: on.Object(), deadline: Forever}
	}
	return t.stepBlocking(w)
}

// StepPause is one step of waiting for the object, for so long, whatever happens.
func (t *Thread) StepPause(w Wake, object int32, d time.Duration) (Request, bool) {
	if w == Begin {
		t.block = blocking{object: object, deadline: d}
		if d > 0 {
			t.block.deadline += t.eng.Now()
		}
	}
	return t.stepBlocking(w)
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
			b.state = trying
		case trying:
			if b.on != nil && b.on.Try(t) {
				b.state, w = returning, Begin
				continue
			}
			b.state = waiting
			return Request{Kind: Park, On: b.object, For: t.remaining()}, false
		case waiting:
			b.state = trying
			if b.on == nil && w == TimedOut {
				b.state, w = returning, Begin
			}
		case returning:
			if r, done := t.acquire(w); !done {
				return r, false
			}
			t.last = Plain
			b.on = nil
			return Request{}, true
		}
	}
}

// remaining returns how long the wait has still to go.
func (t *Thread) remaining() time.Duration {
	if t.block.deadline <= 0 {
		return t.block.deadline
	}
	return max(0, t.block.deadline-t.eng.Now())
}

// blockOp is a blocking call that has been described in t.block, as an op.
type blockOp struct{}

// Step is one step of it. The first one finds its description in place.
func (blockOp) Step(t *Thread, w Wake) (Request, bool) { return t.stepBlocking(w) }

// Block waits for on.
func (t *Thread) Block(on Waitable) {
	t.block = blocking{on: on, object: on.Object(), deadline: Forever}
	t.suspend(blockOp{})
}

// pause waits for so long, as for the object.
func (t *Thread) pause(object int32, d time.Duration) {
	t.block = blocking{object: object, deadline: d}
	if d > 0 {
		t.block.deadline += t.eng.Now()
	}
	t.suspend(blockOp{})
}
