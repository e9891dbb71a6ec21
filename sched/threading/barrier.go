// This file defines the barrier.

package threading

import (
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// ErrBrokenBarrier is the error of a thread that comes to a barrier which is broken, or which breaks or is reset while it
// waits: threading.BrokenBarrierError.
var ErrBrokenBarrier = errors.New("BrokenBarrierError")

// A Barrier is threading.Barrier: threads wait at it until so many have come, and then go on together. It can be used
// again and again: who comes while those of the last round leave waits until they have left.
type Barrier struct {
	cond    *Condition
	action  sched.Op // nil: none
	parties int
	state   *sched.Var[int8]
	count   *sched.Var[int] // who wait, or leave
}

// The states of a barrier, as in Lib/threading.py.
const (
	filling   int8 = 0
	draining  int8 = 1
	resetting int8 = -1 // draining, but those who leave do so with an error
	broken    int8 = -2
)

// NewBarrier returns a barrier of this name for so many threads, 1 or more. The last one that comes calls action, unless
// that is nil, before any goes on. Making one takes no time.
func NewBarrier(t *sched.Thread, name string, parties int, action func(t *sched.Thread)) *Barrier {
	if action == nil {
		return NewBarrierOp(t, name, parties, nil)
	}
	return NewBarrierOp(t, name, parties, sched.Func(action))
}

// NewBarrierOp is NewBarrier for an action that is an op, which any thread can carry out.
func NewBarrierOp(t *sched.Thread, name string, parties int, action sched.Op) *Barrier {
	if parties < 1 {
		t.FailWith("ValueError", "parties must be > 0")
	}
	return &Barrier{
		cond:    newCondition(t, NewLock(t, name+"._cond"), "barrier", name),
		action:  action,
		parties: parties,
		state:   sched.NewVar(t, name+"._state", filling),
		count:   sched.NewVar(t, name+"._count", 0),
	}
}

// Wait waits until all have come. It returns the thread's place in the order in which they came, from 0, or
// ErrBrokenBarrier.
func (b *Barrier) Wait(t *sched.Thread) (int, error) { return b.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d: then it breaks the barrier. An action that panics breaks it, too.
func (b *Barrier) WaitTimeout(t *sched.Thread, d time.Duration) (index int, err error) {
	a := barrierWait{b: b, wait: timedWait{d: d, wait: wait{c: b.cond}}}
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// WaitOp returns WaitTimeout as an op.
func (b *Barrier) WaitOp(d time.Duration) sched.Call[int] {
	return &barrierWait{b: b, wait: timedWait{d: d, wait: wait{c: b.cond}}}
}

// A barrierWait is Barrier.wait under way.
type barrierWait struct {
	b      *Barrier
	line   sched.Line
	with   With
	state  int8
	count  int
	index  int
	wait   timedWait
	notify notify
	err    error
}

// The lines of wait, with those of the methods that it calls.
const (
	barrierDef     sched.Line = iota // def wait(self, timeout=None):
	barrierEnter                     // with self._cond:
	barrierFill                      //     self._enter(): def _enter(self):
	barrierLook                      //         while self._state in (-1, 1):
	barrierDrain                     //             self._cond.wait()
	barrierBroken                    //         if self._state < 0: raise BrokenBarrierError
	barrierIndex                     //     index = self._count
	barrierLoad                      //     self._count += 1, the load
	barrierStore                     //         and the store
	barrierRelease                   //     if index + 1 == self._parties: self._release(): def _release(self):
	barrierCall                      //         if self._action: self._action(), a Python function
	barrierAction                    //             and what it does
	barrierOpen                      //         self._state = 1
	barrierNotify                    //         self._cond.notify_all()
	barrierWaitDef                   //     else: self._wait(timeout): def _wait(self, timeout):
	barrierWaitFor                   //         self._cond.wait_for(lambda: self._state != 0, timeout)
	barrierLambda                    //             result = predicate()
	barrierAsk                       //                 self._state != 0
	barrierWaits                     //             self.wait(waittime)
	barrierPassed                    //         if self._state < 0: raise BrokenBarrierError
	barrierBreak                     //     self._break(), in _wait and _release: def _break(self):
	barrierSpoil                     //         self._state = -2
	barrierTell                      //         self._cond.notify_all()
	barrierFinally                   //     finally: self._count -= 1, the load
	barrierLeave                     //         and the store
	barrierEmpty                     //         self._exit(): def _exit(self):
	barrierCount                     //             if self._count == 0:
	barrierState                     //                 if self._state in (-1, 1):
	barrierRefill                    //                     self._state = 0
	barrierWake                      //                     self._cond.notify_all()
	barrierExit                      // the end of the with statement
	barrierReturn
)

// Step is one step of it.
func (a *barrierWait) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.unwind(t)
	if w == sched.Begin {
		a.begin()
	}
	return a.run(t, w)
}

// begin goes to the first line.
func (a *barrierWait) begin() {
	a.line, a.index, a.err = barrierDef, 0, nil
	a.with, a.notify.c, a.notify.all = a.b.cond.Statement(), a.b.cond, true
	a.wait.start()
}

// run carries out what is left of it.
func (a *barrierWait) run(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	b := a.b
	for ; a.line < barrierReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case barrierDef, barrierFill, barrierWaitDef, barrierWaitFor, barrierLambda, barrierBreak, barrierEmpty:
			r, done = t.StepCall(w)
		case barrierEnter:
			r, done = a.with.StepEnter(t, w)
		case barrierLook:
			r, done = b.state.StepGet(t, w, &a.state)
			if next = barrierBroken; a.leaving() {
				next = barrierDrain
			}
		case barrierDrain:
			a.wait.wait.d = sched.Forever
			r, done = a.wait.wait.Step(t, w)
			next = barrierLook
		case barrierBroken:
			if r, done = b.state.StepGet(t, w, &a.state); a.state != filling {
				next = a.raise(done, barrierExit)
			}
		case barrierIndex:
			r, done = b.count.StepGet(t, w, &a.index)
		case barrierLoad, barrierFinally:
			r, done = b.count.StepGet(t, w, &a.count)
		case barrierStore:
			r, done = b.count.StepSet(t, w, a.count+1)
			if next = barrierWaitDef; a.index+1 == b.parties {
				next = barrierRelease
			}
		case barrierRelease:
			if r, done = t.StepCall(w); b.action == nil {
				next = barrierOpen
			}
		case barrierCall:
			r, done = t.StepCall(w)
		case barrierAction:
			r, done = b.action.Step(t, w)
		case barrierOpen:
			r, done = b.state.StepSet(t, w, draining)
		case barrierNotify:
			r, done = a.notify.Step(t, w)
			next = barrierFinally
		case barrierAsk:
			if r, done = b.state.StepGet(t, w, &a.state); a.state != filling {
				next = barrierPassed
			}
		case barrierWaits:
			next = barrierLambda
			if r, done = a.wait.step(t, w); a.wait.over {
				next = a.raise(done, barrierBreak)
			}
		case barrierPassed:
			next = barrierFinally
			if r, done = b.state.StepGet(t, w, &a.state); a.state != draining {
				next = a.raise(done, barrierFinally)
			}
		case barrierSpoil:
			r, done = b.state.StepSet(t, w, broken)
		case barrierTell, barrierWake:
			r, done = a.notify.Step(t, w)
		case barrierLeave:
			r, done = b.count.StepSet(t, w, a.count-1)
		case barrierCount:
			if r, done = b.count.StepGet(t, w, &a.count); a.count > 0 {
				next = barrierExit
			}
		case barrierState:
			if r, done = b.state.StepGet(t, w, &a.state); !a.leaving() {
				next = barrierExit
			}
		case barrierRefill:
			r, done = b.state.StepSet(t, w, filling)
		case barrierExit:
			r, done = a.with.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// leaving reports whether those of the last round leave.
func (a *barrierWait) leaving() bool { return a.state == draining || a.state == resetting }

// raise notes, if the line is over, that the thread does not get through, and returns where that is handled.
func (a *barrierWait) raise(done bool, handler sched.Line) sched.Line {
	if done {
		a.err = ErrBrokenBarrier
	}
	return handler
}

// unwind carries out what follows an exception, where there has been one: a panic of the action, or what a hub has thrown
// into the wait.
func (a *barrierWait) unwind(t *sched.Thread) {
	switch line := a.line; {
	case line <= barrierEnter || line >= barrierExit || !t.HasStack():
		return
	case line >= barrierRelease && line <= barrierNotify:
		a.line = barrierBreak
	case line >= barrierRelease && line < barrierFinally:
		a.line = barrierFinally
	default:
		a.line = barrierExit
	}
	t.Finish(a.run(t, sched.Begin))
}

// Result returns the thread's place in the order in which they came, or ErrBrokenBarrier.
func (a *barrierWait) Result() (index int, err error) {
	if a.err != nil {
		return 0, a.err
	}
	return a.index, nil
}

// Reset makes the barrier as new. Who waits at it gets ErrBrokenBarrier.
func (b *Barrier) Reset(t *sched.Thread) {
	a := barrierReset{b: b}
	t.Finish(a.Step(t, sched.Begin))
}

// ResetOp returns Reset as an op.
func (b *Barrier) ResetOp() sched.Op { return &barrierReset{b: b} }

// Abort breaks the barrier: who waits at it, and who comes, gets ErrBrokenBarrier.
func (b *Barrier) Abort(t *sched.Thread) {
	a := barrierReset{b: b, abort: true}
	t.Finish(a.Step(t, sched.Begin))
}

// AbortOp returns Abort as an op.
func (b *Barrier) AbortOp() sched.Op { return &barrierReset{b: b, abort: true} }

// A barrierReset is Barrier.reset or abort under way.
type barrierReset struct {
	b      *Barrier
	abort  bool
	line   sched.Line
	with   With
	state  int8
	count  int
	notify notify
}

// The lines of reset and abort.
const (
	resetDef    sched.Line = iota // def reset(self):
	resetEnter                    // with self._cond:
	resetCount                    //     if self._count > 0:
	resetState                    //         if self._state == 0 or self._state == -2:
	resetStore                    //         self._state = -1, or else: self._state = 0
	resetNotify                   //     self._cond.notify_all()
	resetExit                     // the end of the with statement
	resetReturn

	abortBreak = resetState // self._break(): def _break(self), which then stores -2
)

// Step is one step of it.
func (a *barrierReset) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	b := a.b
	for a.line.Start(w); a.line < resetReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case resetDef:
			r, done = t.StepCall(w)
			a.with, a.notify.c, a.notify.all = b.cond.Statement(), b.cond, true
		case resetEnter:
			if r, done = a.with.StepEnter(t, w); a.abort {
				next = abortBreak
			}
		case resetCount:
			if r, done = b.count.StepGet(t, w, &a.count); a.count == 0 {
				a.state, next = filling, resetStore
			}
		case resetState:
			r, done, next = a.look(t, w)
		case resetStore:
			r, done = b.state.StepSet(t, w, a.state)
		case resetNotify:
			r, done = a.notify.Step(t, w)
		case resetExit:
			r, done = a.with.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// look is one step of finding out what the state becomes, and returns the line that comes then. While anybody is there a
// barrier that is reset becomes ready only when he has left.
func (a *barrierReset) look(t *sched.Thread, w sched.Wake) (r sched.Request, done bool, next sched.Line) {
	if a.abort {
		r, done = t.StepCall(w)
		a.state = broken
		return r, done, resetStore
	}
	if r, done = a.b.state.StepGet(t, w, &a.state); a.state != filling && a.state != broken {
		return r, done, resetNotify
	}
	if done {
		a.state = resetting
	}
	return r, done, resetStore
}

// Parties returns for how many threads the barrier is.
func (b *Barrier) Parties() int { return b.parties }

// NWaiting returns how many threads wait at the barrier.
func (b *Barrier) NWaiting(t *sched.Thread) int {
	a := barrierLooked{b: b, waiting: true}
	t.Finish(a.Step(t, sched.Begin))
	return a.count
}

// NWaitingOp returns NWaiting as an op.
func (b *Barrier) NWaitingOp() sched.Call[int] { return &barrierLooked{b: b, waiting: true} }

// Broken reports whether the barrier is broken.
func (b *Barrier) Broken(t *sched.Thread) bool {
	a := barrierLooked{b: b}
	t.Finish(a.Step(t, sched.Begin))
	return a.state == broken
}

// BrokenOp returns Broken as an op.
func (b *Barrier) BrokenOp() sched.Call[bool] { return &barrierIsBroken{barrierLooked{b: b}} }

// A barrierLooked is one of the barrier's properties n_waiting and broken being asked for.
type barrierLooked struct {
	b       *Barrier
	waiting bool // n_waiting: the count is wanted, too, if threads wait
	line    sched.Line
	state   int8
	count   int
}

// The lines of n_waiting and broken.
const (
	lookedDef   sched.Line = iota // def n_waiting(self):
	lookedState                   // if self._state == 0:
	lookedCount                   //     return self._count
	lookedReturn
)

// Step is one step of it.
func (a *barrierLooked) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for a.line.Start(w); a.line < lookedReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case lookedDef:
			r, done = t.StepCall(w)
			a.count = 0
		case lookedState:
			if r, done = a.b.state.StepGet(t, w, &a.state); !a.waiting || a.state != filling {
				next = lookedReturn
			}
		case lookedCount:
			r, done = a.b.count.StepGet(t, w, &a.count)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// Result returns how many threads wait.
func (a *barrierLooked) Result() (waiting int, _ error) { return a.count, nil }

// A barrierIsBroken is the property broken being asked for, as an op.
type barrierIsBroken struct{ barrierLooked }

// Result reports whether the barrier is broken.
func (a *barrierIsBroken) Result() (isBroken bool, _ error) { return a.state == broken, nil }
