// This file defines how a thread runs C code: with the interlock released, or kept to its end.

package sched

import (
	"github.com/gilsim/gilsim/trace"
)

// AllowThreads calls f, C code that is worth n bytecodes, with the interlock released: CPython does so around hashing,
// compression and most of NumPy. Other threads execute meanwhile. The n bytecodes take time, but are none of the
// thread's own: nobody counts them, and nothing interrupts them. A real machine has spent that time on f. f must not use
// the thread; it may be nil, and then a real machine executes n bytecodes in its place.
func (t *Thread) AllowThreads(n int64, f func()) {
	t.Perform((*allowance)(&Allowing{N: n, F: f}))
}

// An Allowing is AllowThreads as an op: it calls F, which is worth N bytecodes.
type Allowing struct {
	N     int64
	F     func()
	left  int64 // how much of N
	panic any   // what F has panicked with; nil: nothing
	state uint8
	asks  bool // no request has been refused yet
}

// Step is one step of it. Where the thread has a stack it performs the call there, and else it asks the engine as Perform does.
func (a *Allowing) Step(t *Thread, w Wake) (r Request, done bool) {
	if t.HasStack() {
		t.Perform((*allowance)(a))
		return r, true
	}
	if w == Begin {
		a.asks = true
	}
	for {
		if r, done = (*allowance)(a).Step(t, w); done {
			return r, true
		}
		if w, a.asks = t.askIf(a.asks, r); !a.asks {
			return r, false
		}
	}
}

// An allowance is an Allowing that asks the engine for nothing itself.
type allowance Allowing

// The states of an allowance.
const (
	beginning uint8 = iota // lets the interlock go
	outside                // runs the C code
	resuming               // takes the interlock again
)

// Step is one step of the call.
func (a *allowance) Step(t *Thread, w Wake) (Request, bool) {
	if w == Begin {
		a.state, a.left, a.panic = beginning, a.N, nil
	}
	switch a.state {
	case beginning:
		t.next = trace.None
		if r, done := t.release(w); !done {
			return r, false
		}
		a.state, t.inC = outside, true
		a.call(t)
		fallthrough
	case outside:
		if some := min(a.left, longest); some > 0 {
			a.left -= some
			return Request{Kind: Burn, N: some}, false
		}
		a.state, t.inC, w = resuming, false, Begin
	}
	r, done := t.acquire(w)
	if done {
		t.last = Plain
		if a.panic != nil {
			panic(a.panic)
		}
	}
	return r, done
}

// call makes the call. On a real machine its time has been spent then. An exception of C code is raised when the thread has
// the interlock again.
func (a *allowance) call(t *Thread) {
	if a.F == nil {
		return
	}
	defer func() { a.panic = recover() }()
	a.F()
	if t.run.parallel {
		a.left = 0
	}
}

// CallC calls f as a built-in function of several steps, such as the allocation of an object. C code is not looked into: a
// thread that has the interlock keeps it to the end of f, unless f waits for something. Without an interlock others come
// between the steps of f as anywhere else. Each step of f is worth one bytecode, as outside.
func (t *Thread) CallC(f func()) {
	outer := t.inside
	defer func() {
		t.inside = outer
		if !outer {
			t.last = Jump
		}
	}()
	t.inside = true
	f()
}
