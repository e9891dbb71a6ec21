// This file defines how a thread executes bytecode under an interlock.

package sched

import "github.com/gilsim/gilsim/trace"

// longest is the longest stretch of bytecodes that is given to an engine at once: far beyond any run, and small enough
// that its cost in picoseconds fits 64 bits.
const longest = 1e12

// An execution is how far the code that a thread executes has come.
type execution struct {
	code    Code
	granted int64 // bytecodes
	state   uint8

	// Where a function would still be on its coroutine, and ask the engine from there, so does a thread that is plain data:
	// or else the two could differ, for an engine grants what it is asked before anything else happens.
	unbroken bool // no burn has been refused so far
	asks     bool // nothing has been refused in the present release or acquire
}

// The states of an execution.
const (
	checking  uint8 = iota // asks the interlock
	burning                // executes what was granted
	releasing              // lets the interlock go, because it was asked to
	acquiring              // takes it again
	stepping               // announces a step of C code, which executes no bytecode
)

// StepExecute is one step of executing code: the state machine under Execute, for runners and ops.
func (t *Thread) StepExecute(w Wake, code Code) (Request, bool) {
	if t.HasStack() {
		t.Execute(code)
		return Request{}, true
	}
	if w == Begin {
		t.next = trace.None
	}
	return t.stepExecute(w, code)
}

// stepExecute is StepExecute for code that has been announced.
func (t *Thread) stepExecute(w Wake, code Code) (Request, bool) {
	if w == Begin {
		if !code.valid() {
			t.refuse(code)
		}
		t.exec = execution{code: code, unbroken: true}
		if code.N == 0 && t.next != trace.None && t.run.stepwise {
			t.exec.state = stepping
		}
	}
	return t.stepExecution(w)
}

// stepExecution is one step of executing what t.exec describes.
func (t *Thread) stepExecution(w Wake) (r Request, done bool) {
	x := &t.exec
	for {
		switch x.state {
		case checking:
			if x.code.N <= 0 || t.doing == executes && t.isDue(x.code) {
				return Request{}, true
			}
			var stride int64
			if x.granted, stride = t.check(x.code); x.granted == 0 {
				x.state, x.asks, w = releasing, x.unbroken, Begin
				continue
			}
			x.state = burning
			r = Request{Kind: Burn, N: x.granted, Stride: stride}
			w, x.unbroken = t.askIf(x.unbroken, r)
			if !x.unbroken {
				return r, false
			}
		case stepping:
			x.state = burning
			r = Request{Kind: Burn}
			w, x.unbroken = t.askIf(x.unbroken, r)
			if !x.unbroken {
				return r, false
			}
		case burning:
			x.code = t.executed(x.code, x.granted-t.left)
			x.state = checking
		case releasing:
			if r, done = t.release(w); !done {
				if w, x.asks = t.askIf(x.asks, r); !x.asks {
					return r, false
				}
				continue
			}
			x.state, x.asks, w = acquiring, x.unbroken, Begin
		case acquiring:
			if r, done = t.acquire(w); !done {
				if w, x.asks = t.askIf(x.asks, r); !x.asks {
					return r, false
				}
				continue
			}
			t.last = Taken
			x.state = checking
		}
	}
}

// askIf makes a request of the engine if it is to be asked, and reports whether it has been granted at once.
func (t *Thread) askIf(asks bool, r Request) (w Wake, ok bool) {
	if !asks {
		return 0, false
	}
	return t.ask(r)
}

// Step executes the code as an op, for threads that are plain data.
func (c Code) Step(t *Thread, w Wake) (Request, bool) { return t.StepExecute(w, c) }

// StepAnnounce is one step of announcing what the thread is about to do to an object, and of executing the one
// bytecode that does it: the state machine under Announce.
func (t *Thread) StepAnnounce(w Wake, step trace.Kind, object int32, last Point) (Request, bool) {
	if t.HasStack() {
		t.Announce(step, object, last)
		return Request{}, true
	}
	if w == Begin {
		t.next, t.nextObj = step, object
	}
	return t.stepExecute(w, Code{N: 1, Last: last})
}

// check asks the interlock how much of the code may be executed now.
func (t *Thread) check(code Code) (n, stride int64) {
	lock := t.interlock()
	n = code.N
	if t.function != nil {
		t.keepPace() // another thread may have called it meanwhile
	}
	if lock != nil {
		n, stride = lock.Check(t, code, t.last)
	}
	if t.heeds {
		n, stride = t.attend(code, n, stride)
	}
	return min(n, longest), stride
}

func (t *Thread) refuse(code Code) {
	t.Fail("%d bytecodes in rounds of %d, of which %d count: there must be 0 or more of each, and no more can count than there are, or than a round has",
		code.N, code.Round, code.Ticks)
}

// Execute executes code that does nothing to a shared object, and announces just that. It is what Run and Loop come down to.
func (t *Thread) Execute(code Code) {
	t.next = trace.None
	t.execute(code)
}

// execute is Execute for code that has been announced.
func (t *Thread) execute(code Code) {
	if !code.valid() {
		t.refuse(code)
	}
	for code.N > 0 {
		if t.isDue(code) {
			t.handle(false)
		}
		n, stride := t.check(code)
		if n == 0 {
			t.letGo()
			continue
		}
		left, ok := t.run.engine.Burn(t, n, stride)
		if !ok {
			t.suspendIn(code, n, stride)
			code = t.exec.code // a signal may have come before all of it was executed
			continue
		}
		code = t.executed(code, n-left)
	}
}

// undisturbed reports whether nobody wants anything of the thread, so that on a real machine it executes a bytecode without asking
// its interlock: a request that comes meanwhile is found at the next.
func (t *Thread) undisturbed() bool {
	g := t.proc.granting
	return g != nil && g.Grants() && t.tripped.Load() == 0 && !t.inside && !t.Ghost()
}

// suspendIn suspends the thread's function until the code is executed, of which n bytecodes have been granted.
func (t *Thread) suspendIn(code Code, n, stride int64) {
	t.mustRun()
	t.exec = execution{code: code, granted: n, state: burning}
	t.doing, t.request = executes, Request{Kind: Burn, N: n, Stride: stride}
	if t.suspend() {
		t.unwind()
	}
}

// count is Execute for code whose time has been spent already.
func (t *Thread) count(code Code) {
	for code.N > 0 {
		n, _ := t.check(code)
		if n == 0 {
			t.letGo()
			continue
		}
		code = t.executed(code, n)
	}
}

// executed counts n bytecodes of the code as executed, and returns the rest of it.
func (t *Thread) executed(code Code, n int64) Code {
	if n > 0 {
		t.bytecodes += n
		code.N -= n
		t.last = code.at()
		if t.inside {
			t.last = Inside
		}
	}
	return code
}

// letGo gives other threads a chance at the interlock.
func (t *Thread) letGo() {
	t.mustRun()
	t.Perform(releaseOp{})
	t.Perform(acquireOp{})
	t.last = Taken
}

// releaseOp is letting the interlock go, as an op.
type releaseOp struct{}

// Step is one step of it.
func (releaseOp) Step(t *Thread, w Wake) (Request, bool) { return t.release(w) }

// acquireOp is taking the interlock, as an op.
type acquireOp struct{}

// Step is one step of it.
func (acquireOp) Step(t *Thread, w Wake) (Request, bool) { return t.acquire(w) }
