// This file defines AsCompleted, which returns futures in the order in which they get done, and when its time is over.

package futures

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// An Iterator is a generator as an op: each time that it begins anew it goes on to the next value, which Result returns, or
// ErrStopIteration, or the exception that it ends with. Who leaves it before that must carry out CloseOp.
type Iterator[T any] interface {
	sched.Call[T]
	// CloseOp returns the end of the iterator as an op: generator.close. Where it has ended it does nothing.
	CloseOp() sched.Op
}

// ErrStopIteration is StopIteration: an Iterator has no more values.
var ErrStopIteration = errors.New("StopIteration")

// AsCompleted returns an iterator over the futures as they get done, each once; those that are done at its beginning
// come first, in the order given. Only the thread that asks for it may use it.
func AsCompleted[T any](t *sched.Thread, fs []*Future[T]) iter.Seq[*Future[T]] {
	return func(yield func(*Future[T]) bool) {
		for f := range AsCompletedTimeout(t, fs, sched.Forever) {
			if !yield(f) {
				return
			}
		}
	}
}

// AsCompletedTimeout is AsCompleted, but ends with the error ErrTimeout, and no future, if not all are done when d has
// passed since its beginning.
func AsCompletedTimeout[T any](t *sched.Thread, fs []*Future[T], d time.Duration) iter.Seq2[*Future[T], error] {
	return func(yield func(*Future[T], error) bool) {
		iterate(t, &completion[T]{given: fs, limit: deadline{d: d}}, yield)
	}
}

// AsCompletedOp returns AsCompletedTimeout as an op.
func AsCompletedOp[T any](fs []*Future[T], d time.Duration) Iterator[*Future[T]] {
	return &completion[T]{given: fs, limit: deadline{d: d}}
}

// iterate yields the values of an iterator.
func iterate[T any](t *sched.Thread, i Iterator[T], yield func(T, error) bool) {
	defer func() { t.Finish(i.CloseOp().Step(t, sched.Begin)) }()
	for {
		t.Finish(i.Step(t, sched.Begin))
		value, err := i.Result()
		if err == ErrStopIteration || !yield(value, err) || err != nil {
			return
		}
	}
}

// A completion is as_completed under way.
type completion[T any] struct {
	given    []*Future[T]
	limit    deadline
	line     sched.Line          // where it goes on
	fs       []*Future[T]        // each once
	seen     map[*Future[T]]bool // those of them that have been yielded
	pending  int                 // how many have not been seen to be done
	finished []*Future[T]        // are done, and to be yielded
	hold     holding[T]
	waiter   *waiter[T]
	wait     sched.Call[bool]
	lock     threading.With // on the waiter's lock
	clear    sched.Op
	guard    guard
	result   *Future[T]
	err      error
}

// The lines of as_completed.
const (
	completedEnd     sched.Line = iota // end_time = timeout + time.monotonic()
	completedAcquire                   // with _AcquireFutures(fs): finished = set(f for f in fs if f._state in […])
	completedWaiter                    //     waiter = _create_and_install_waiters(fs, _AS_COMPLETED), a Python function
	completedRelease                   // the end of the with statement
	completedNext                      // while finished: or else while pending:
	completedRemove                    //     with f._condition: f._waiters.remove(waiter); yield f
	completedLeft                      //     wait_timeout = end_time - time.monotonic(); if wait_timeout < 0: raise TimeoutError
	completedWait                      //     waiter.event.wait(wait_timeout)
	completedLock                      //     with waiter.lock: finished = waiter.finished_futures
	completedClear                     //         waiter.event.clear()
	completedUnlock                    //     the end of the with statement
	completedFinally                   // finally: for f in fs: with f._condition: f._waiters.remove(waiter)
	completedReturn
)

// Step is one step of going on to the next future.
func (a *completion[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.lock.Unwind(t)
	if w == sched.Begin {
		a.result, a.err = nil, ErrStopIteration
	}
	for ; a.line < completedReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case completedEnd:
			r, done = a.limit.stepStart(t, w)
			a.fs = distinct(a.given)
		case completedAcquire:
			if r, done = a.hold.acquire(t, w, a.fs); done {
				a.look()
			}
		case completedWaiter:
			if r, done = t.StepCall(w); done {
				a.waiter = newAsCompletedWaiter[T](t)
				a.waiter.install(a.fs)
				a.clear = a.waiter.event.ClearOp()
			}
		case completedRelease:
			r, done = a.hold.release(t, w)
		case completedNext:
			done = true
			next = a.next()
		case completedRemove:
			if r, done = a.waiter.stepRemove(t, w, &a.guard, a.result); done {
				a.line, a.err = completedNext, nil
				return r, true
			}
		case completedLeft:
			if r, done = a.limit.stepLeft(t, w); a.limit.over {
				a.err = fmt.Errorf("%w: %d (of %d) futures unfinished", ErrTimeout, a.pending, len(a.fs))
				next = completedFinally
			}
		case completedWait:
			if w == sched.Begin {
				a.wait = a.waiter.event.WaitOp(a.limit.left)
			}
			r, done = a.wait.Step(t, w)
			a.lock = a.waiter.lock.Statement()
		case completedLock:
			if r, done = a.lock.StepEnter(t, w); done {
				a.finished = a.waiter.take(t)
				a.pending -= len(a.finished)
			}
		case completedClear:
			r, done = a.clear.Step(t, w)
		case completedUnlock:
			r, done = a.lock.StepExit(t, w)
			next = completedNext
		case completedFinally:
			r, done = a.leave(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// look looks which futures are done. The thread has the conditions of all.
func (a *completion[T]) look() {
	a.seen = make(map[*Future[T]]bool)
	enough(a.fs, AllCompleted, a.seen)
	a.finished, _ = split(a.fs, a.seen)
	a.pending = len(a.fs) - len(a.finished)
	clear(a.seen)
}

// next takes the next future that is done, if there is one, and returns the line that comes then.
func (a *completion[T]) next() sched.Line {
	if len(a.finished) > 0 {
		a.result, a.finished = a.finished[0], a.finished[1:]
		a.seen[a.result] = true
		return completedRemove
	}
	if a.pending == 0 {
		return completedFinally
	}
	return completedLeft
}

// leave is one step of taking the waiter away from the futures that have not been yielded.
func (a *completion[T]) leave(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for ; len(a.fs) > 0; a.fs = a.fs[1:] {
		if a.seen[a.fs[0]] {
			continue
		}
		if r, done = a.waiter.stepRemove(t, w, &a.guard, a.fs[0]); !done {
			return r, false
		}
		w = sched.Begin
	}
	return r, true
}

// Result returns the next future, or why there is none.
func (a *completion[T]) Result() (*Future[T], error) { return a.result, a.err }

// CloseOp returns the end of the iterator as an op.
func (a *completion[T]) CloseOp() sched.Op { return (*completionClose[T])(a) }

// completionClose is the end of the iterator, as an op.
type completionClose[T any] completion[T]

func (c *completionClose[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	a := (*completion[T])(c)
	if a.waiter == nil || a.line == completedReturn {
		return r, true
	}
	a.line = completedFinally
	if r, done = a.leave(t, w); done {
		a.line = completedReturn
	}
	return r, done
}

// A deadline is the moment when a time is over, if ever.
type deadline struct {
	d, at time.Duration
	left  time.Duration // until then, as far as was looked; Forever if it never comes
	over  bool          // and it has passed
}

// stepStart is one step of setting the deadline, d from now.
func (l *deadline) stepStart(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if l.left, l.over = sched.Forever, false; l.d == sched.Forever {
		return r, true
	}
	r, done = t.StepNow(w, &l.at)
	l.at += l.d
	return r, done
}

// stepLeft is one step of looking how long it is until then.
func (l *deadline) stepLeft(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if l.d == sched.Forever {
		return r, true
	}
	var now time.Duration
	if r, done = t.StepNow(w, &now); done {
		l.over = now > l.at
		l.left = max(0, l.at-now)
	}
	return r, done
}
