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
	condition *threading.Condition // guards what follows
	state     State
	result    T
	exception error
	waiters   []waiter[T]
	callbacks []func(t *sched.Thread, f *Future[T]) error
}

// NewFuture returns a pending future, which somebody will give a result. Submit makes those of a pool.
func NewFuture[T any](t *sched.Thread) *Future[T] {
	number := moduleOf(t).nextFuture(t)
	name := fmt.Sprintf("Future-%d", number)
	return &Future[T]{number: number, condition: threading.NewConditionOn(t, threading.NewRLock(t, name+"._condition"), name)}
}

// Cancel cancels the future if its task has not begun, and reports whether it is cancelled now. The callbacks are called
// by this thread.
func (f *Future[T]) Cancel(t *sched.Thread) (cancelled bool) {
	enter(t)
	first := false
	f.condition.With(t, func() {
		if first = f.state == Pending; first {
			f.state = Cancelled
			f.condition.NotifyAll(t)
		}
		cancelled = f.state.cancelled()
	})
	if first {
		f.invokeCallbacks(t)
	}
	return cancelled
}

// Cancelled reports whether the future was cancelled.
func (f *Future[T]) Cancelled(t *sched.Thread) bool { return f.ask(t, State.cancelled) }

// Running reports whether its task has begun, and has not ended.
func (f *Future[T]) Running(t *sched.Thread) bool {
	return f.ask(t, func(s State) bool { return s == Running })
}

// Done reports whether the future was cancelled, or has its result or exception.
func (f *Future[T]) Done(t *sched.Thread) bool { return f.ask(t, State.done) }

// ask asks something of the state.
func (f *Future[T]) ask(t *sched.Thread, question func(s State) bool) (answer bool) {
	enter(t)
	f.condition.With(t, func() { answer = question(f.state) })
	return answer
}

// Repr returns how Python shows the future, with its number in place of its address.
func (f *Future[T]) Repr(t *sched.Thread) (text string) {
	enter(t)
	f.condition.With(t, func() { text = f.repr() })
	return text
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
