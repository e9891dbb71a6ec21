// This file defines the thread, which a program's code holds.

package sched

import (
	"fmt"
	"sync/atomic"

	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/trace"
)

// A Thread is a running thread of a program, on whichever machine. Its methods are for the thread's own code, except
// where they say otherwise.
type Thread struct {
	// What a switch touches comes first, so that it lies in as few cache lines as possible.
	current   *Coroutine // what runs when the thread does
	run       *Run
	proc      *Process
	hub       Hub        // parks its coroutines in its place; nil: nobody does
	ownStack  stack      // that of own
	own       Coroutine  // of its own function, if its body is one
	op        Op         // what it is in the middle of, while it is suspended; see doing
	doing     doing      // how it goes on when it is resumed
	request   Request    // what it asks of the engine
	left      int64      // bytecodes left of an interrupted Burn
	bytecodes int64      // executed so far, but for those of an unfinished Burn
	id        int32      //
	life      life       //
	last      Point      // what its last bytecode was
	next      trace.Kind // the step that it has announced
	work      trace.Kind // what the machine does for it before that; see Announces
	workObj   int32      // to what
	actor     int32      // the greenlet or generator that acts; 0: its own function
	inside    bool       // it is in a call of CallC
	whole     bool       // it blocks as a whole for the moment, though it has a hub
	called    bool       // it has made a system call that it has to pay for
	closing   bool       // its coroutines are being unwound, or it has ended: it does nothing more
	daemon    bool       // it is cut off when the last thread ends that is none
	inC       bool       // what it burns is C code, and no bytecodes of its own
	heeds     bool       // it is a main thread that looks for signals in the midst of long stretches of code, too
	priority  int32      //
	nextObj   int32      //
	block     blocking   // state of Block

	memory  *Memory       // that of its process
	past    *past         // what it was told; nil where no process can begin as a copy of this one
	tripped atomic.Uint64 // signals whose handlers are to run in it: a SignalSet
	blocked atomic.Uint64 // those that it blocks

	runner          Runner        // its body, if that is not fn
	fn              func(*Thread) // its body, if that is a function
	name            string
	exec            execution                  // state of StepExecute
	function        *Function                  // whose code it executes; nil: of one whose calls are not counted
	gate            Waiter                     // its place in the queue of the interlock
	spins           uint32                     // how many loops that only look it has begun; see Spin
	wholeSelf       *Waiter                    // its place in the queue of a lock while it blocks as a whole
	spares          stacks                     // its own
	failed          error                      // why it is over, if that ends the run
	failure         *ThreadError               // the first exception that nobody has caught; see Uncaught
	begun, standing container.List[*Coroutine] // its coroutines that have begun and not ended; those of them that stand on others apart
	ends            Mutex                      // guards over and joiners
	over            atomic.Bool                // its function has returned; written under ends
	joined          int32                      // the object that its joiners wait for; 0 until one does
	joiners         Queue
	place           int32  // where in the source the next step is made, of a thread that is plain data; 0: not known
	needs           Needed // what its next step needs; see Needs
	wasFree         bool   // what it needed was to be had before its last step; see NoteFree
	state           any    // the engine's part of it, where that wants to be found here
}

// A doing says how a suspended thread goes on.
type doing uint8

const (
	itsBody   doing = iota // its function is resumed, on its coroutine
	itsRunner              // its runner is resumed
	blocks                 // the blocking call that t.block describes
	executes               // the execution that t.exec describes
	performs               // the op t.op
)

// A life is how far a thread has come.
type life uint8

const (
	starting  life = iota // takes the interlock
	running               // its runner runs
	finishing             // announces its end
	ending                // lets the interlock go
	ended
)

// ID returns the thread's number: 1 for the main thread, then in the order of their making. Any thread may ask.
func (t *Thread) ID() int32 { return t.id }

// Name returns the thread's name. Any thread may ask.
func (t *Thread) Name() string { return t.name }

// Process returns the process that the thread belongs to.
func (t *Thread) Process() *Process { return t.proc }

// Memory returns the memory of the process that the thread belongs to.
func (t *Thread) Memory() *Memory { return t.memory }

// Engine returns the machine that the thread runs on.
func (t *Thread) Engine() Engine { return t.run.engine }

// Futexes returns what memory costs on the machine that the thread runs on, nil if it costs nothing there.
func (t *Thread) Futexes() Futexes { return t.run.futexes }

// Bytecodes returns how many bytecodes the thread has executed.
func (t *Thread) Bytecodes() int64 { return t.bytecodes }

// Left returns how many bytecodes are left of the Burn that has just ended; a Runner asks.
func (t *Thread) Left() int64 { return t.left }

// Daemon reports whether the thread is a daemon thread. Any thread may ask.
func (t *Thread) Daemon() bool { return t.daemon }

// Alive reports whether the thread's function has not returned yet. Any thread may ask, and anybody else. It takes no time, so that
// nothing can come between it and the step before; for that, see IsAlive.
func (t *Thread) Alive() bool {
	if t.run.stepwise {
		t.seenAlive()
	}
	return !t.over.Load()
}

// seenAlive tells an engine that wants to know that the step of the thread that runs depends on whether t has ended.
func (t *Thread) seenAlive() {
	if e, ok := t.run.engine.(Touching); ok && t.run.running != nil {
		e.Touch(t.run.running, e.EndOf(t), false)
	}
}

// IsAlive reports whether other's function has not returned yet. It is a step of the program, and leaves no event.
func (t *Thread) IsAlive(other *Thread) (alive bool) {
	t.Finish(t.StepIsAlive(Begin, other, &alive))
	return alive
}

// StepIsAlive is one step of IsAlive, which puts the answer there.
func (t *Thread) StepIsAlive(w Wake, other *Thread, alive *bool) (Request, bool) {
	r, done := t.StepAnnounce(w, trace.Join, other.id, Jump)
	if done {
		*alive = other.Alive()
	}
	return r, done
}

// Self returns the place of whoever acts in the queue of a lock of the program: the thread's, or under a hub that of the
// current coroutine. It is also who that is, for locks that have an owner.
func (t *Thread) Self() *Waiter {
	switch {
	case t.hub == nil:
		return &t.own.self
	case t.whole:
		return t.wholeSelf
	}
	return &t.current.self
}

// Gate returns the thread's place in the queue of the interlock, which may be another one than that of Self.
func (t *Thread) Gate() *Waiter { return &t.gate }

// interlock returns what the thread must hold to execute bytecode, nil for nothing. A thread that is being ended asks in
// its deferred calls only, which end here.
func (t *Thread) interlock() Interlock {
	if t.closing {
		return t.unlocked()
	}
	return t.proc.lock
}

// unlocked is interlock for a thread that is being ended, or has ended: a program may have kept it beyond its run.
func (t *Thread) unlocked() Interlock {
	if t.life == ended {
		t.misused()
		t.Fail("%s has ended: nothing more can be done in its name", t.name)
	}
	if t.suspend() {
		t.unwind()
	}
	return nil
}

// Fail raises a *MisuseError, Python's RuntimeError, because the program did what it must not do.
func (t *Thread) Fail(format string, args ...any) { t.FailWith("RuntimeError", format, args...) }

// FailWith is Fail for another class of exception, as Python names it: ValueError.
func (t *Thread) FailWith(class, format string, args ...any) {
	panic(&MisuseError{Class: class, Msg: fmt.Sprintf(format, args...)})
}
