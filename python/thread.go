// This file defines the thread of a Python program: what CPython calls a thread state.

package python

import (
	"sync/atomic"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/sched"
)

// A Thread is a thread of a Python program, as plain data: the body of a thread of sched, as a Runner or an Op.
type Thread struct {
	interp    *Interpreter
	sched     *sched.Thread                // what the machine below knows it as; nil until it runs
	others    atomic.Pointer[sched.Thread] // the same, for other threads
	frame     *frame                       // the innermost call
	raised    *Exception                   // what is being raised
	depth     int                          // Python calls under way
	pool      []*frame                     // frames that are over, by body, for the next call
	caches    [][]*cache                   // as the run's, if threads run side by side
	locks     threadLocks                  // the same
	isOver    atomic.Bool                  // it executes nothing any more
	ident     int                          // from 1
	title     string
	arguments []Value   // of the calls that begin, for prepend and bind
	shown     []Value   // the containers whose repr is being made
	green     *Greenlet // the current one; nil: none has been asked for
	tracer    Value     // of greenlet.settrace; the zero Value: none

	operation operation // what a native has asked for, or is under way
	goesOn    goesOn
	settle    sched.Code // what is to be paid, or has been announced
	paid      bool       // the instruction that comes next is
	granted   int64      // what was left of the grant when it was last accounted for
	labor     int64      // what its C code has done and is not charged for, in tenths of a bytecode
	pending   int64      // bytecodes executed beyond the grant, and not paid
	ticks     int64      // how many of them count
	resuming  bool       // the operation has been interrupted, and goes on
	signalled bool       // handlers of signals run before the next instruction
	result    Value      // what the bottom frame returned
	quick     bool       // the last native called is len, isinstance, list.append or type
	step      announcement
	standing  int32 // where the thread stands in the program's own source, as it was recorded last

	// Of the call or instruction that is being carried out.
	calling    continuation // what the result of a native becomes
	called     outcome      // what came of a call that a native has made
	byC        bool         // a native calls, or a class
	toPublish  []Value      // publishAll's memory, empty between two calls
	performing continuation // what the result of the operation becomes
	current    *code.Instr
	rest       int64 // what is left of the grant

	letGo  []Value // what the instruction that comes next, or came last, may drop: see watch.go
	duties []duty  // what is to be done for what has died of it: see death.go

	owned  int   // how many objects it has published, for a search
	inStep bool  // nothing but C code has been executed since the step under way began, for a search
	inC    bool  // the instruction executed last stands for C code, for a search
	credit int64 // bytes that the thread may allocate until it is looked how much there is: see memory.go
}

// A goesOn says what a thread does when it is resumed.
type goesOn uint8

const (
	executes     goesOn = iota
	settles             // pays what settle says
	operates            // carries out the operation
	resumes             // goes on with the operation, which signals had interrupted
	runsHandlers        // runs the handlers of signals
	over
)

// An operation is what a native leaves to the machine below: an op of sched whose result is that of the call. It is plain data.
type operation interface {
	sched.Op
	// value returns the result, once it is done.
	value(t *Thread) (Value, *Exception)
}

// perform is what a native returns that leaves its work to an operation.
func (t *Thread) perform(op operation) (Value, *Exception) {
	t.operation = op
	return Value{}, performs
}

// Resume goes on with the thread until its next request: sched.Runner.
func (t *Thread) Resume(s *sched.Thread, w sched.Wake) sched.Request {
	if r, done := t.Step(s, w); !done {
		return r
	}
	return sched.Request{Kind: sched.End}
}

// Step goes on with the thread until its next request: sched.Op.
func (t *Thread) Step(s *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if t.sched != s {
		t.runsAs(s)
	}
	if p := t.interp.parallel; p != nil {
		p.begin(t)
		defer p.end(t)
	}
	return t.goOn(s, w)
}

// runsAs notes what the machine below knows the thread as.
func (t *Thread) runsAs(s *sched.Thread) {
	t.sched = s
	t.others.Store(s)
}

// goOn is Step.
func (t *Thread) goOn(s *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for {
		r, done, goes := t.part(s, w)
		if !goes {
			return r, done
		}
		w = sched.Begin
	}
}

// part does what the thread does next, and reports whether it goes on with something else then. If it does not, it has a request, or is
// done.
func (t *Thread) part(s *sched.Thread, w sched.Wake) (r sched.Request, done, goes bool) {
	switch t.goesOn {
	case executes:
		t.goesOn = t.execute()
	case settles:
		if r, done = s.StepCode(w, t.step.kind, t.step.object, t.settle); !done {
			return r, false, false
		}
		t.goesOn = t.settled()
	case operates, resumes:
		switch {
		case t.goesOn == resumes:
			t.goesOn, t.resuming, w = operates, false, sched.Unparked
		case w == sched.Begin:
			t.begins()
		}
		if r, done = t.operation.Step(s, w); !done {
			if r.Kind != sched.RunHandlers {
				return r, false, false
			}
			t.goesOn = t.interrupted()
			return r, false, true
		}
		t.goesOn = t.operated()
	case runsHandlers:
		t.goesOn = t.handles()
	case over:
		t.isOver.Store(t != t.interp.main) // the main thread goes on with what comes at the end
		return r, true, false
	}
	return r, false, true
}

// execute runs the thread until it needs the machine below, and says what for.
func (t *Thread) execute() goesOn {
	why := t.run()
	for why == finished && t.buriesLast() {
		why = t.run()
	}
	switch why {
	case stops:
		if t.signalled {
			t.signalled = false
			return runsHandlers
		}
		return settles
	case operating:
		t.step = announcement{}
		if t.pending == 0 {
			return t.operatesNext()
		}
		t.owe(0, 0, sched.Inside)
		return settles
	}
	if t.pending == 0 {
		return over
	}
	t.owe(0, 0, sched.Inside)
	return settles
}

// begins says where the operation is begun that comes next.
func (t *Thread) begins() {
	t.announcePlace(-1)
	switch step := t.operation.(type) {
	case *laneStep:
		t.locateAt(step.place(t))
	default:
		if t.interp.recording {
			t.locate()
		}
	}
}

// owe notes that what is pending is to be paid, and so many bytecodes more.
func (t *Thread) owe(n, ticks int64, last sched.Point) {
	counted := min(t.ticks+ticks, t.pending+n)
	if counted == 0 {
		counted = sched.NoTicks
	}
	t.settle = sched.Code{N: t.pending + n, Ticks: counted, Last: last, Whole: true}
	t.pending, t.ticks = 0, 0
}

// settled is what comes after a payment.
func (t *Thread) settled() goesOn {
	switch {
	case t.operation != nil:
		return t.operatesNext()
	case t.frame == nil:
		return over
	}
	return executes
}

// operated pushes the result of an operation, or raises what it raises.
func (t *Thread) operated() goesOn {
	op := t.operation
	t.operation, t.inStep = nil, false
	var v Value
	var err *Exception
	if t.together() && !byItself(op) {
		t.interp.parallel.exclusively(func() { v, err = op.value(t) })
	} else {
		v, err = op.value(t)
	}
	if t.operation != nil { // it goes on with another one
		return operates
	}
	return t.completes(v, err)
}

// completes delivers the result of an operation, or raises what it raises.
func (t *Thread) completes(v Value, err *Exception) goesOn {
	var out outcome
	switch err {
	case nil:
		out = t.deliver(t.performing, v)
	case exhausted:
		out = t.exhausts(none, t.performing)
	case calls:
		out = t.called
	default:
		out = t.raises(err, t.performing)
	}
	return t.after(out)
}

// Where returns the line that the thread is at, such as "bank.py:31": that of the innermost frame of the program's own files.
func (t *Thread) Where() string {
	inner := ""
	for f := t.frame; f != nil; f = f.back {
		if f.native() {
			continue
		}
		at := f.body.place(f.pc - 1)
		if f.body.unit.own {
			return at
		}
		if inner == "" {
			inner = at
		}
	}
	return inner
}
