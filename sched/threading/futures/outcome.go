// This file defines how a future gets its result or exception, how others get that from it, and whom it calls back.

package futures

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// Result waits until the future is done and returns the task's result and its exception, or ErrCancelled.
func (f *Future[T]) Result(t *sched.Thread) (T, error) { return f.ResultTimeout(t, sched.Forever) }

// ResultTimeout is Result, but the error is ErrTimeout if the future is not done after d.
func (f *Future[T]) ResultTimeout(t *sched.Thread, d time.Duration) (result T, err error) {
	a := outcome[T]{f: f, d: d}
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// ResultOp returns ResultTimeout as an op.
func (f *Future[T]) ResultOp(d time.Duration) sched.Call[T] { return &outcome[T]{f: f, d: d} }

// Exception waits until the future is done and returns the task's exception, nil if there is none. The error is
// ErrCancelled if the future was cancelled.
func (f *Future[T]) Exception(t *sched.Thread) (exception, err error) {
	return f.ExceptionTimeout(t, sched.Forever)
}

// ExceptionTimeout is Exception, but the error is ErrTimeout if the future is not done after d.
func (f *Future[T]) ExceptionTimeout(t *sched.Thread, d time.Duration) (exception, err error) {
	a := exceptional[T]{outcome[T]{f: f, d: d}}
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// ExceptionOp returns ExceptionTimeout as an op.
func (f *Future[T]) ExceptionOp(d time.Duration) sched.Call[error] {
	return &exceptional[T]{outcome[T]{f: f, d: d}}
}

// An outcome is Future.result or Future.exception under way.
type outcome[T any] struct {
	f         *Future[T]
	d         time.Duration
	line      sched.Line
	monitor   threading.Monitor
	result    T
	exception error
	err       error
}

// The lines of result and exception.
const (
	outcomeDef   sched.Line = iota // def result(self, timeout=None):
	outcomeEnter                   // with self._condition: if self._state == FINISHED: return self.__get_result()
	outcomeWait                    //     self._condition.wait(timeout)
	outcomeExit                    // the end of the with statement
	outcomeReturn
)

// Step is one step of it. Nobody but who makes the future done notifies the condition: one wait is enough.
func (a *outcome[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.monitor.Unwind(t)
	for a.line.Start(w); a.line < outcomeReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case outcomeDef:
			r, done = t.StepCall(w)
			a.monitor = a.f.condition.Monitor()
		case outcomeEnter:
			if r, done = a.monitor.StepEnter(t, w); done && a.f.state.done() {
				next = outcomeExit
				a.read()
			}
		case outcomeWait:
			if r, done = a.monitor.StepWait(t, w, a.d); done {
				a.read()
			}
		case outcomeExit:
			r, done = a.monitor.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// read takes what the task has left.
func (a *outcome[T]) read() {
	switch f := a.f; {
	case f.state.cancelled():
		a.err = ErrCancelled
	case f.state != Finished:
		a.err = ErrTimeout
	default:
		a.result, a.exception, a.err = f.result, f.exception, nil
	}
}

// Result returns the task's result, and its exception or what is wrong.
func (a *outcome[T]) Result() (result T, err error) {
	if a.err != nil {
		return result, a.err
	}
	return a.result, a.exception
}

// exceptional is an outcome of which the exception is wanted.
type exceptional[T any] struct{ outcome[T] }

// Result returns the exception, or what is wrong.
func (a *exceptional[T]) Result() (exception, err error) {
	if a.err != nil {
		return nil, a.err
	}
	return a.exception, nil
}

// SetRunningOrNotifyCancel is what an executor calls before it runs the task. It reports whether it must do so: not if
// the future was cancelled, which those who wait for it are now told.
func (f *Future[T]) SetRunningOrNotifyCancel(t *sched.Thread) (runs bool) {
	a := beginning[T]{f: f}
	t.Finish(a.Step(t, sched.Begin))
	return a.runs
}

// SetRunningOrNotifyCancelOp returns SetRunningOrNotifyCancel as an op.
func (f *Future[T]) SetRunningOrNotifyCancelOp() sched.Call[bool] { return &beginning[T]{f: f} }

// A beginning is Future.set_running_or_notify_cancel under way.
type beginning[T any] struct {
	f       *Future[T]
	line    sched.Line
	with    threading.With
	telling telling[T]
	runs    bool
}

// The lines of set_running_or_notify_cancel.
const (
	beginDef   sched.Line = iota // def set_running_or_notify_cancel(self):
	beginEnter                   // with self._condition:
	beginTell                    //     if self._state == CANCELLED: for waiter in self._waiters: waiter.add_cancelled(self)
	beginExit                    // the end of the with statement
	beginReturn
)

func (a *beginning[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.with.Unwind(t)
	for a.line.Start(w); a.line < beginReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case beginDef:
			r, done = t.StepCall(w)
			a.with, a.telling.f = a.f.condition.Statement(), a.f
		case beginEnter:
			if r, done = a.with.StepEnter(t, w); done {
				next = a.begin(t)
			}
		case beginTell:
			r, done = a.telling.Step(t, w)
		case beginExit:
			r, done = a.with.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// begin looks what is to be done, and returns the line that comes then.
func (a *beginning[T]) begin(t *sched.Thread) sched.Line {
	a.runs = a.f.state == Pending
	switch a.f.state {
	case Cancelled:
		a.f.state = CancelledAndNotified
		return beginTell
	case Pending:
		a.f.state = Running
	default:
		t.Fail("Future in unexpected state")
	}
	return beginExit
}

// Result reports whether the task must be run.
func (a *beginning[T]) Result() (runs bool, _ error) { return a.runs, nil }

// SetResult gives the future its result. The error is ErrInvalidState if it is done already.
func (f *Future[T]) SetResult(t *sched.Thread, result T) error {
	a := finishing[T]{f: f, result: result}
	return a.finish(t)
}

// SetResultOp returns SetResult as an op, whose result is that of the future.
func (f *Future[T]) SetResultOp(result T) sched.Call[T] { return &finishing[T]{f: f, result: result} }

// SetException gives the future an exception. The error is ErrInvalidState if it is done already.
func (f *Future[T]) SetException(t *sched.Thread, exception error) error {
	a := finishing[T]{f: f, exception: exception}
	return a.finish(t)
}

// SetExceptionOp returns SetException as an op. It has no result.
func (f *Future[T]) SetExceptionOp(exception error) sched.Call[T] {
	return &finishing[T]{f: f, exception: exception}
}

// A finishing is Future.set_result or set_exception under way.
type finishing[T any] struct {
	f         *Future[T]
	result    T
	exception error
	line      sched.Line
	monitor   threading.Monitor
	telling   telling[T]
	callbacks calling[T]
	err       error
}

// The lines of set_result and set_exception.
const (
	finishDef      sched.Line = iota // def set_result(self, result):
	finishEnter                      // with self._condition: if self._state in {CANCELLED, …}: raise InvalidStateError
	finishTell                       //     self._state = FINISHED; for waiter in self._waiters: waiter.add_result(self)
	finishNotify                     //     self._condition.notify_all()
	finishExit                       // the end of the with statement
	finishCallback                   // self._invoke_callbacks()
	finishReturn
)

// finish carries out the whole call, for its blocking form, and returns its error.
func (a *finishing[T]) finish(t *sched.Thread) error {
	t.Finish(a.Step(t, sched.Begin))
	return a.err
}

func (a *finishing[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.monitor.Unwind(t)
	for a.line.Start(w); a.line < finishReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case finishDef:
			if r, done = t.StepCall(w); done {
				t.Charge(sched.CallFuture)
			}
			a.monitor, a.telling.f, a.callbacks.f = a.f.condition.Monitor(), a.f, a.f
		case finishEnter:
			if r, done = a.monitor.StepEnter(t, w); done && !a.set() {
				next = finishExit
			}
		case finishTell:
			r, done = a.telling.Step(t, w)
		case finishNotify:
			r, done = a.monitor.StepNotifyAll(t, w)
		case finishExit:
			if r, done = a.monitor.StepExit(t, w); a.err != nil {
				next = finishReturn
			}
		case finishCallback:
			r, done = a.callbacks.Step(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// set makes the future done, and reports whether it was not.
func (a *finishing[T]) set() bool {
	f := a.f
	if a.err = nil; f.state.done() {
		a.err = fmt.Errorf("%w: %v: %s", ErrInvalidState, f.state, f.repr())
		return false
	}
	f.result, f.exception, f.state = a.result, a.exception, Finished
	return true
}

// Result returns the result, or ErrInvalidState.
func (a *finishing[T]) Result() (result T, err error) { return a.result, a.err }

// A callback is what is called when a future is done, in one of two forms.
type callback[T any] struct {
	function func(t *sched.Thread, f *Future[T]) error
	op       func(f *Future[T]) sched.Call[struct{}]
}

// AddDoneCallback has callback called when the future is done: by the thread that makes it so, after those that were
// added before; at once, by this thread, if it is done already. A callback that returns an error, or raises one, is logged, which prints
// a line, and is otherwise ignored.
func (f *Future[T]) AddDoneCallback(t *sched.Thread, function func(t *sched.Thread, f *Future[T]) error) {
	a := adding[T]{f: f, callback: callback[T]{function: function}}
	t.Finish(a.Step(t, sched.Begin))
}

// AddDoneCallbackOp returns AddDoneCallback as an op, for a callback that is an op.
func (f *Future[T]) AddDoneCallbackOp(op func(f *Future[T]) sched.Call[struct{}]) sched.Op {
	return &adding[T]{f: f, callback: callback[T]{op: op}}
}

// An adding is Future.add_done_callback under way.
type adding[T any] struct {
	f        *Future[T]
	callback callback[T]
	added    bool // the guard is over
	guard    guard
	done     bool // the future is
	call     call[T]
}

func (a *adding[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.added = false
	}
	if !a.added {
		if r, done = a.guard.step(t, w, a.f.condition, a.add); !done || !a.done {
			return r, done
		}
		a.added, w = true, sched.Begin
	}
	return a.call.step(t, w, a.f, a.callback)
}

// add adds the callback, unless the future is done.
func (a *adding[T]) add() {
	if a.done = a.f.state.done(); !a.done {
		a.f.callbacks = append(a.f.callbacks, a.callback)
	}
}

// A calling is Future._invoke_callbacks under way: none is added any more.
type calling[T any] struct {
	f      *Future[T]
	called bool // the call is over
	at     int
	call   call[T]
}

func (a *calling[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.called, a.at = false, 0
	}
	if !a.called {
		if r, done = t.StepCall(w); !done {
			return r, false
		}
		a.called, w = true, sched.Begin
	}
	for ; a.at < len(a.f.callbacks); a.at++ {
		if r, done = a.call.step(t, w, a.f, a.f.callbacks[a.at]); !done {
			return r, false
		}
		w = sched.Begin
	}
	return r, true
}

// A call is that of one callback under way.
type call[T any] struct {
	line sched.Line
	op   sched.Call[struct{}] // what is called, if that is an op
	repr *representation[T]   // for the log, if there is anything to log
	err  error
	log  sched.Op
}

// The lines of a call.
const (
	callEnter sched.Line = iota // try: callback(self), a Python function
	callBody                    //     and what it does
	callRepr                    // except Exception: LOGGER.exception('exception calling callback for %r', self)
	callLog
	callReturn
)

func (a *call[T]) step(t *sched.Thread, w sched.Wake, f *Future[T], c callback[T]) (r sched.Request, done bool) {
	for a.line.Start(w); a.line < callReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case callEnter:
			r, done = t.StepCall(w)
		case callBody:
			if r, done = a.body(t, w, f, c); a.err == nil {
				next = callReturn
				break
			}
			a.repr = &representation[T]{f: f}
		case callRepr:
			if r, done = a.repr.Step(t, w); done {
				a.log = sched.PrintOp(fmt.Sprintf("exception calling callback for %s: %v", a.repr.text, a.err))
			}
		case callLog:
			r, done = a.log.Step(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// body is one step of what the callback does.
func (a *call[T]) body(t *sched.Thread, w sched.Wake, f *Future[T], c callback[T]) (r sched.Request, done bool) {
	raised := t.Catch(func() { r, done = a.called(t, w, f, c) })
	if raised != nil {
		a.err = raised
		return r, true
	}
	return r, done
}

func (a *call[T]) called(t *sched.Thread, w sched.Wake, f *Future[T], c callback[T]) (r sched.Request, done bool) {
	if c.op == nil {
		a.err = c.function(t, f)
		return r, true
	}
	if w == sched.Begin {
		a.op, a.err = c.op(f), nil
	}
	if r, done = a.op.Step(t, w); done {
		_, a.err = a.op.Result()
	}
	return r, done
}
