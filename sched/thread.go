// This file defines the thread, which a program's code holds: its life, and what it is to the engine.

package sched

import (
	"fmt"

	"github.com/gilsim/gilsim/internal/coro"
	"github.com/gilsim/gilsim/trace"
)

// A Thread is a running thread of a program, on whichever machine. Its methods are for the thread's own code, except
// where they say otherwise.
type Thread struct {
	// What a switch touches comes first, so that it lies in as few cache lines as possible.
	coro      coro.Coro  // of a thread whose body is a function
	op        Op         // what it is in the middle of, while it is suspended; nil: its body is to be resumed
	begun     bool       // the request of the op has been made: else the op is to begin
	request   Request    // what it asks of the engine
	left      int64      // bytecodes left of an interrupted Burn
	bytecodes int64      // executed so far, but for those of an unfinished Burn
	id        int32      //
	life      life       //
	last      Point      // what its last bytecode was
	next      trace.Kind // the step that it has announced
	priority  int32      //
	nextObj   int32      //
	sim       onMachine  // what the simulated machine knows of it
	block     blocking   // state of Block
	eng       Engine
	lock      Interlock

	runner  Runner // its body, if that is no function
	proc    *Process
	name    string
	exec    execution // state of StepExecute
	gate    Waiter    // its place in the queue of the interlock
	self    Waiter    // its place in the queue of a lock
	joiners Queue
	joined  int32 // the object that its joiners wait for; 0 until one does
	err     error // why it failed
}

// A life is how far a thread has come.
type life uint8

const (
	starting life = iota // takes the interlock
	running              // its runner runs
	ending               // lets the interlock go
	ended
)

// newThread returns a thread that has not been started.
func (p *Process) newThread(name string) *Thread {
	t := &Thread{id: p.Names.AddThread(name), name: name, proc: p, eng: p.Engine, lock: p.lock}
	t.self.thread, t.gate.thread = t, t
	p.threads = append(p.threads, t)
	return t
}

// ID returns the thread's number: 1 for the main thread, then in the order of their making. Any thread may ask.
func (t *Thread) ID() int32 { return t.id }

// Name returns the thread's name. Any thread may ask.
func (t *Thread) Name() string { return t.name }

// Process returns the run that the thread belongs to.
func (t *Thread) Process() *Process { return t.proc }

// Engine returns the machine that the thread runs on.
func (t *Thread) Engine() Engine { return t.eng }

// Bytecodes returns how many bytecodes the thread has executed.
func (t *Thread) Bytecodes() int64 { return t.bytecodes }

// Left returns how many bytecodes are left of the Burn that has just ended; a Runner asks.
func (t *Thread) Left() int64 { return t.left }

// Alive reports whether the thread's function has not returned yet. Any thread may ask.
func (t *Thread) Alive() bool { return t.life < ending }

// Self returns the thread's place in the queue of a lock of the program.
func (t *Thread) Self() *Waiter { return &t.self }

// Gate returns the thread's place in the queue of the interlock, which may be another one than that of Self.
func (t *Thread) Gate() *Waiter { return &t.gate }

// Resume runs the thread until it needs the engine. Only engines call it.
//
// It is the trampoline: what the thread is in the middle of, an op, goes on first, and the code that called for it only
// when that is done. So a wait in several steps, such as take_gil, costs no switch of coroutines but the last one.
func (t *Thread) Resume(w Wake) Request {
	for {
		if t.op != nil {
			r, done := t.op.Step(t, w)
			if !done {
				return r
			}
			t.op, w = nil, Begin
		}
		switch {
		case t.life != running:
			if r, done := t.edge(w); done {
				return r
			}
			w = Begin
		case t.runner != nil:
			if r := t.runner.Resume(t, w); r.Kind != End {
				return r
			}
			t.finish()
			w = Begin
		case t.coro.Resume():
			if t.err = t.coro.Err(); t.err != nil {
				return Request{Kind: End}
			}
			t.finish()
			w = Begin
		case t.begun:
			t.begun = false
			return t.request
		default:
			w = Begin
		}
	}
}

// edge is what happens before the thread's body and after it: it takes the interlock, and lets it go. It reports
// whether there is a request to make.
func (t *Thread) edge(w Wake) (Request, bool) {
	if t.life == starting {
		if r, done := t.acquire(w); !done {
			return r, true
		}
		t.eng.Record(t, trace.Start, 0, 0)
		t.life = running
		return Request{}, false
	}
	if r, done := t.release(w); !done {
		return r, true
	}
	t.life = ended
	return Request{Kind: End}, true
}

// Err returns why the thread failed, or nil. An engine asks when the thread's request is End.
func (t *Thread) Err() error { return t.err }

// finish notes that the function has returned, and wakes those who wait for that.
func (t *Thread) finish() {
	t.life = ending
	t.eng.Record(t, trace.End, 0, t.bytecodes)
	for t.joiners.Wake(t, FIFO) {
	}
}

// acquire is one step of taking the interlock.
func (t *Thread) acquire(w Wake) (Request, bool) {
	if t.lock == nil {
		return Request{}, true
	}
	return t.lock.Acquire(t, w)
}

// release is one step of letting the interlock go.
func (t *Thread) release(w Wake) (Request, bool) {
	if t.lock == nil {
		return Request{}, true
	}
	return t.lock.Release(t, w)
}

// Perform carries out an op, for a thread whose body is a function. As soon as the engine cannot answer at once the
// function is suspended, until the whole op is done.
func (t *Thread) Perform(op Op) {
	r, done := op.Step(t, Begin)
	for !done {
		w, ok := t.ask(r)
		if !ok {
			t.op, t.request, t.begun = op, r, true
			t.coro.Yield()
			return
		}
		r, done = op.Step(t, w)
	}
}

// ask makes a request of the engine, and reports whether it has been granted at once.
func (t *Thread) ask(r Request) (w Wake, ok bool) {
	if r.Kind == Park {
		return t.eng.Park(t, r.On, r.For)
	}
	t.left, ok = t.eng.Burn(t, r.N, r.Stride)
	return Burned, ok
}

// suspend is Perform for an op that will surely wait: the function is suspended at once.
func (t *Thread) suspend(op Op) {
	t.op = op
	t.coro.Yield()
}

// Fail ends the thread, and with it the run, because the program did what it must not do.
func (t *Thread) Fail(format string, args ...any) {
	panic(&MisuseError{Msg: fmt.Sprintf(format, args...)})
}
