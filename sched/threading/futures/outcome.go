// This file defines how a future gets its result or exception, how others get that from it, and whom it calls back.

package futures

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// Result waits until the future is done and returns the task's result and its exception, or ErrCancelled.
func (f *Future[T]) Result(t *sched.Thread) (T, error) { return f.ResultTimeout(t, sched.Forever) }

// ResultTimeout is Result, but the error is ErrTimeout if the future is not done after d.
func (f *Future[T]) ResultTimeout(t *sched.Thread, d time.Duration) (result T, err error) {
	result, exception, err := f.outcome(t, d)
	if err != nil {
		return result, err
	}
	return result, exception
}

// Exception waits until the future is done and returns the task's exception, nil if there is none. The error is
// ErrCancelled if the future was cancelled.
func (f *Future[T]) Exception(t *sched.Thread) (exception, err error) {
	return f.ExceptionTimeout(t, sched.Forever)
}

// ExceptionTimeout is Exception, but the error is ErrTimeout if the future is not done after d.
func (f *Future[T]) ExceptionTimeout(t *sched.Thread, d time.Duration) (exception, err error) {
	_, exception, err = f.outcome(t, d)
	return exception, err
}

// outcome waits until the future is done, for at most d, and returns what the task has left.
func (f *Future[T]) outcome(t *sched.Thread, d time.Duration) (result T, exception, err error) {
	enter(t)
	f.condition.With(t, func() {
		f.await(t, d)
		switch {
		case f.state.cancelled():
			err = ErrCancelled
		case f.state != Finished:
			err = ErrTimeout
		default:
			result, exception = f.result, f.exception
		}
	})
	return result, exception, err
}

// await waits until the future is done, for at most d. Nobody but who makes it so notifies the condition.
func (f *Future[T]) await(t *sched.Thread, d time.Duration) {
	if !f.state.done() {
		f.condition.WaitTimeout(t, d)
	}
}

// SetRunningOrNotifyCancel is what an executor calls before it runs the task. It reports whether it must do so: not if
// the future was cancelled, which those who wait for it are now told.
func (f *Future[T]) SetRunningOrNotifyCancel(t *sched.Thread) (runs bool) {
	enter(t)
	f.condition.With(t, func() {
		switch f.state {
		case Cancelled:
			f.state = CancelledAndNotified
			f.tell(t)
		case Pending:
			f.state, runs = Running, true
		default:
			t.Fail("Future in unexpected state")
		}
	})
	return runs
}

// SetResult gives the future its result. The error is ErrInvalidState if it is done already.
func (f *Future[T]) SetResult(t *sched.Thread, result T) error { return f.finish(t, result, nil) }

// SetException gives the future an exception. The error is ErrInvalidState if it is done already.
func (f *Future[T]) SetException(t *sched.Thread, exception error) error {
	var none T
	return f.finish(t, none, exception)
}

// finish gives the future its result or exception, wakes those who wait for it, and calls the callbacks.
func (f *Future[T]) finish(t *sched.Thread, result T, exception error) (err error) {
	enter(t)
	f.condition.With(t, func() {
		if f.state.done() {
			err = fmt.Errorf("%w: %v: %s", ErrInvalidState, f.state, f.repr())
			return
		}
		f.result, f.exception, f.state = result, exception, Finished
		f.tell(t)
		f.condition.NotifyAll(t)
	})
	if err == nil {
		f.invokeCallbacks(t)
	}
	return err
}

// tell tells Wait and AsCompleted that the future is done. The thread has the condition.
func (f *Future[T]) tell(t *sched.Thread) {
	for _, w := range f.waiters {
		enter(t)
		w.add(t, f)
	}
}

// AddDoneCallback has callback called when the future is done: by the thread that makes it so, after those that were
// added before; at once, by this thread, if it is done already. A callback that returns an error, or raises one, is logged, which
// prints a line, and is otherwise ignored.
func (f *Future[T]) AddDoneCallback(t *sched.Thread, callback func(t *sched.Thread, f *Future[T]) error) {
	enter(t)
	done := false
	f.condition.With(t, func() {
		if done = f.state.done(); !done {
			f.callbacks = append(f.callbacks, callback)
		}
	})
	if done {
		f.invoke(t, callback)
	}
}

// invokeCallbacks calls the callbacks of a future that is done: none is added any more.
func (f *Future[T]) invokeCallbacks(t *sched.Thread) {
	enter(t)
	for _, callback := range f.callbacks {
		f.invoke(t, callback)
	}
}

// invoke calls one callback.
func (f *Future[T]) invoke(t *sched.Thread, callback func(t *sched.Thread, f *Future[T]) error) {
	enter(t)
	var err error
	if raised := t.Catch(func() { err = callback(t, f) }); raised != nil {
		err = raised
	}
	if err != nil {
		t.Print(fmt.Sprintf("exception calling callback for %s: %v", f.Repr(t), err))
	}
}
