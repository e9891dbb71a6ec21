// This file defines Map, which calls a function with each of several arguments.

package futures

import (
	"iter"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// Map has the pool call f with each argument, and returns an iterator over the results, in the order of the arguments.
// The first exception is the last that it yields. When it is through, or is left before that, what has not begun is
// cancelled. All is submitted before Map returns. The iterator can be used once, and only by the thread that asks for it.
func Map[A, T any](t *sched.Thread, e *Executor, f func(t *sched.Thread, arg A) (T, error), args []A) iter.Seq2[T, error] {
	return MapTimeout(t, e, f, args, sched.Forever)
}

// MapTimeout is Map, but ends with ErrTimeout if a result is not there when d has passed since the call.
func MapTimeout[A, T any](t *sched.Thread, e *Executor, f func(t *sched.Thread, arg A) (T, error), args []A, d time.Duration) iter.Seq2[T, error] {
	a := mapping[A, T]{e: e, args: args, limit: deadline{d: d}, task: func(arg A) task[T] {
		return task[T]{function: func(t *sched.Thread) (T, error) { return f(t, arg) }}
	}}
	t.Finish(a.Step(t, sched.Begin))
	results := &results[T]{fs: a.fs, limit: a.limit}
	return func(yield func(T, error) bool) { iterate(t, results, yield) }
}

// MapOp returns MapTimeout as an op, whose tasks are ops.
func MapOp[A, T any](e *Executor, f func(arg A) sched.Call[T], args []A, d time.Duration) sched.Call[Iterator[T]] {
	return &mapping[A, T]{e: e, args: args, limit: deadline{d: d}, task: func(arg A) task[T] { return task[T]{op: f(arg)} }}
}

// A mapping is Executor.map under way: the part of it before the generator that it returns.
type mapping[A, T any] struct {
	e      *Executor
	task   func(arg A) task[T]
	args   []A
	limit  deadline
	timed  bool // the limit is set
	submit submitting[T]
	fs     []*Future[T]
}

func (a *mapping[A, T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.timed, a.fs = false, nil
	}
	if !a.timed {
		if r, done = a.limit.stepStart(t, w); !done {
			return r, false
		}
		a.timed, w = true, sched.Begin
	}
	for len(a.fs) < len(a.args) {
		if w == sched.Begin {
			a.submit = submitting[T]{e: a.e, task: a.task(a.args[len(a.fs)])}
		}
		if r, done = a.submit.Step(t, w); !done {
			return r, false
		}
		a.fs, w = append(a.fs, a.submit.future), sched.Begin
	}
	return r, true
}

func (a *mapping[A, T]) Result() (Iterator[T], error) {
	return &results[T]{fs: a.fs, limit: a.limit}, nil
}

// results is the generator that Executor.map returns.
type results[T any] struct {
	fs      []*Future[T] // those whose results have not been yielded
	limit   deadline
	line    sched.Line // where it goes on
	outcome outcome[T]
	cancel  cancelling[T]
	err     error
}

// The lines of the generator.
const (
	resultsLeft    sched.Line = iota // while fs: end_time - time.monotonic()
	resultsWait                      //     def _result_or_cancel(fut, timeout=None): try: return fut.result(timeout)
	resultsCancel                    //         finally: fut.cancel()
	resultsFinally                   // finally: for future in fs: future.cancel()
	resultsReturn
)

// Step is one step of going on to the next result.
func (a *results[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.outcome, a.err = outcome[T]{}, ErrStopIteration
	}
	for ; a.line < resultsReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case resultsLeft:
			if len(a.fs) == 0 {
				done, next = true, resultsFinally
				break
			}
			r, done = a.limit.stepLeft(t, w)
			a.outcome.f, a.outcome.d = a.fs[0], a.limit.left
		case resultsWait:
			r, done = a.outcome.Step(t, w)
			a.cancel.f = a.fs[0]
		case resultsCancel:
			if r, done = a.cancel.Step(t, w); done {
				a.fs = a.fs[1:]
				if _, a.err = a.outcome.Result(); a.err == nil {
					a.line = resultsLeft
					return r, true
				}
			}
		case resultsFinally:
			r, done = a.cancelAll(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// cancelAll is one step of cancelling what is left, the last one first.
func (a *results[T]) cancelAll(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for n := len(a.fs); n > 0; n = len(a.fs) {
		a.cancel.f = a.fs[n-1]
		if r, done = a.cancel.Step(t, w); !done {
			return r, false
		}
		a.fs, w = a.fs[:n-1], sched.Begin
	}
	return r, true
}

// Result returns the next result, or why there is none.
func (a *results[T]) Result() (result T, err error) { return a.outcome.result, a.err }

// CloseOp returns the end of the iterator as an op.
func (a *results[T]) CloseOp() sched.Op { return (*resultsClose[T])(a) }

// resultsClose is the end of the iterator, as an op.
type resultsClose[T any] results[T]

func (c *resultsClose[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	a := (*results[T])(c)
	if r, done = a.cancelAll(t, w); done {
		a.line = resultsReturn
	}
	return r, done
}
