// This file defines the future: its states, what can be asked of it, and how it is cancelled.

package futures

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// A Future is the result that a task will have: concurrent.futures.Future. Any thread may use it.
type Future[T any] struct {
	number    int                  // in the order of their making
	lock      *threading.RLock     // that of the condition
	condition *threading.Condition // guards what follows
	state     State
	result    T
	exception error
	waiters   []*waiter[T]
	callbacks []callback[T]
}

// NewFuture returns a pending future, which somebody will give a result. Submit makes those of a pool. Making one takes no
// time.
func NewFuture[T any](t *sched.Thread) *Future[T] {
	number := moduleOf(t).nextFuture(t)
	name := fmt.Sprintf("Future-%d", number)
	lock := threading.NewRLock(t, name+"._condition")
	return &Future[T]{number: number, lock: lock, condition: threading.NewConditionOn(t, lock, name)}
}

// Cancel cancels the future if its task has not begun, and reports whether it is cancelled now. The callbacks are called
// by this thread.
func (f *Future[T]) Cancel(t *sched.Thread) (cancelled bool) {
	a := cancelling[T]{f: f}
	t.Finish(a.Step(t, sched.Begin))
	return a.cancelled
}

// CancelOp returns Cancel as an op.
func (f *Future[T]) CancelOp() sched.Call[bool] { return &cancelling[T]{f: f} }

// A cancelling is Future.cancel under way.
type cancelling[T any] struct {
	f         *Future[T]
	line      sched.Line
	monitor   threading.Monitor
	first     bool // the future has not been cancelled before
	cancelled bool
	callbacks calling[T]
}

// The lines of cancel.
const (
	cancelDef      sched.Line = iota // def cancel(self):
	cancelEnter                      // with self._condition: if self._state in [RUNNING, FINISHED]: return False
	cancelNotify                     //     self._state = CANCELLED; self._condition.notify_all()
	cancelExit                       // the end of the with statement
	cancelCallback                   // self._invoke_callbacks()
	cancelReturn
)

func (a *cancelling[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.monitor.Unwind(t)
	for a.line.Start(w); a.line < cancelReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case cancelDef:
			r, done = t.StepCall(w)
			a.monitor, a.callbacks.f = a.f.condition.Monitor(), a.f
		case cancelEnter:
			if r, done = a.monitor.StepEnter(t, w); done && !a.cancel() {
				next = cancelExit
			}
		case cancelNotify:
			r, done = a.monitor.StepNotifyAll(t, w)
		case cancelExit:
			if r, done = a.monitor.StepExit(t, w); !a.first {
				next = cancelReturn
			}
		case cancelCallback:
			r, done = a.callbacks.Step(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

func (a *cancelling[T]) cancel() (first bool) {
	if a.first = a.f.state == Pending; a.first {
		a.f.state = Cancelled
	}
	a.cancelled = a.f.state.cancelled()
	return a.first
}

// Result reports whether the future is cancelled.
func (a *cancelling[T]) Result() (cancelled bool, _ error) { return a.cancelled, nil }

// Cancelled reports whether the future was cancelled.
func (f *Future[T]) Cancelled(t *sched.Thread) bool { return f.ask(t, State.cancelled) }

// CancelledOp returns Cancelled as an op.
func (f *Future[T]) CancelledOp() sched.Call[bool] { return &question[T]{f: f, of: State.cancelled} }

// Running reports whether its task has begun, and has not ended.
func (f *Future[T]) Running(t *sched.Thread) bool { return f.ask(t, State.running) }

// RunningOp returns Running as an op.
func (f *Future[T]) RunningOp() sched.Call[bool] { return &question[T]{f: f, of: State.running} }

// Done reports whether the future was cancelled, or has its result or exception.
func (f *Future[T]) Done(t *sched.Thread) bool { return f.ask(t, State.done) }

// DoneOp returns Done as an op.
func (f *Future[T]) DoneOp() sched.Call[bool] { return &question[T]{f: f, of: State.done} }

// ask asks something of the state.
func (f *Future[T]) ask(t *sched.Thread, of func(s State) bool) bool {
	a := question[T]{f: f, of: of}
	t.Finish(a.Step(t, sched.Begin))
	return a.answer
}

// A question is one of the methods that ask something of the state, under way.
type question[T any] struct {
	f      *Future[T]
	of     func(s State) bool
	guard  guard
	answer bool
}

func (a *question[T]) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return a.guard.step(t, w, a.f.condition, func() { a.answer = a.of(a.f.state) })
}

func (a *question[T]) Result() (bool, error) { return a.answer, nil }

// Repr returns how Python shows the future, with its number in place of its address.
func (f *Future[T]) Repr(t *sched.Thread) string {
	a := representation[T]{f: f}
	t.Finish(a.Step(t, sched.Begin))
	return a.text
}

// ReprOp returns Repr as an op.
func (f *Future[T]) ReprOp() sched.Call[string] { return &representation[T]{f: f} }

// A representation is Future.__repr__ under way.
type representation[T any] struct {
	f     *Future[T]
	guard guard
	text  string
}

func (a *representation[T]) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return a.guard.step(t, w, a.f.condition, func() { a.text = a.f.repr() })
}

func (a *representation[T]) Result() (string, error) { return a.text, nil }

// A guard is a Python function under way that does something at once with a future's condition acquired.
type guard struct {
	line sched.Line
	with threading.With
}

// The lines of a guard.
const (
	guardDef   sched.Line = iota // def …(self):
	guardEnter                   // with self._condition:
	guardExit                    // the end of the with statement
	guardReturn
)

func (a *guard) step(t *sched.Thread, w sched.Wake, c *threading.Condition, do func()) (r sched.Request, done bool) {
	if a.line.Start(w); a.line == guardDef {
		if r, done = t.StepCall(w); !done {
			return r, false
		}
		a.line, w = guardEnter, sched.Begin
	}
	return a.stepInside(t, w, c, do)
}

// stepInside is step without the call of the function: the with statement.
func (a *guard) stepInside(t *sched.Thread, w sched.Wake, c *threading.Condition, do func()) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.line, a.with = guardEnter, c.Statement()
	}
	if a.line == guardEnter {
		if r, done = a.with.StepEnter(t, w); !done {
			return r, false
		}
		a.line, w = guardExit, sched.Begin
		do()
	}
	return a.with.StepExit(t, w)
}

// repr is Repr for those who have the condition.
func (f *Future[T]) repr() string {
	text := fmt.Sprintf("<Future at %#x state=%s", f.number, f.state.describe())
	switch {
	case f.state == Finished && f.exception != nil:
		text += fmt.Sprintf(" raised %T", f.exception)
	case f.state == Finished:
		text += fmt.Sprintf(" returned %T", f.result)
	}
	return text + ">"
}

// A State is how far a future has come.
type State uint8

// The states. A cancelled future is notified when a worker comes by: only then do Wait and AsCompleted count it as done.
const (
	Pending State = iota
	Running
	Cancelled
	CancelledAndNotified
	Finished
)

// String is the name of the state's constant in Python.
func (s State) String() string {
	return [...]string{"PENDING", "RUNNING", "CANCELLED", "CANCELLED_AND_NOTIFIED", "FINISHED"}[s]
}

// describe returns the state as a future's representation tells it.
func (s State) describe() string {
	return [...]string{"pending", "running", "cancelled", "cancelled", "finished"}[s]
}

// cancelled reports whether the future was cancelled.
func (s State) cancelled() bool { return s == Cancelled || s == CancelledAndNotified }

// running reports whether the task has begun, and has not ended.
func (s State) running() bool { return s == Running }

// done reports whether the future will not change any more, as its own methods see it.
func (s State) done() bool { return s.cancelled() || s == Finished }

// counted reports whether Wait and AsCompleted count the future as done.
func (s State) counted() bool { return s == CancelledAndNotified || s == Finished }

var (
	// ErrCancelled is CancelledError: the future was cancelled.
	ErrCancelled = errors.New("CancelledError")
	// ErrTimeout is TimeoutError: the future was not done in time.
	ErrTimeout = errors.New("TimeoutError")
	// ErrInvalidState is InvalidStateError: a future that is done is given another result.
	ErrInvalidState = errors.New("InvalidStateError")
)
