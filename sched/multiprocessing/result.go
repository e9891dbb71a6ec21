// This file defines what comes of what is given to a Pool: results that are waited for.

package multiprocessing

import (
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// ErrTimeout is multiprocessing.TimeoutError, which has no text.
var ErrTimeout = errors.New("TimeoutError")

// A RemoteError is an exception that a task has raised in its worker.
type RemoteError struct{ Text string }

// Error returns the text of the exception.
func (e *RemoteError) Error() string { return e.Text }

// A job is something that answers come for.
type job interface {
	// set takes the answer for a part of the job, in the thread that handles results, and reports whether the job is done.
	set(t *sched.Thread, part int, value any, err error) (done bool)
}

// An AsyncResult is what ApplyAsync and MapAsync return: AsyncResult, or MapResult.
type AsyncResult struct {
	event    *threading.Event
	callback func(t *sched.Thread, value any, err error) // called before anybody who waits is told
	value    any
	err      error

	results []any // of a map: a part at the place of each chunk
	chunk   int   // how many are in each; 0: it is no map
	left    int   // parts that are missing
}

func newResult(t *sched.Thread, callback func(t *sched.Thread, value any, err error)) *AsyncResult {
	return &AsyncResult{event: threading.NewEvent(t, "result"), callback: callback}
}

func (r *AsyncResult) set(t *sched.Thread, part int, value any, err error) bool {
	switch {
	case r.chunk == 0:
		r.value, r.err = value, err
	case err != nil && r.err == nil:
		r.err = err
	case err == nil:
		copy(r.results[part*r.chunk:], value.([]any))
	}
	if r.left--; r.chunk > 0 && r.left > 0 {
		return false
	}
	if r.chunk > 0 {
		r.value = r.results
	}
	if r.callback != nil {
		r.callback(t, r.value, r.err)
	}
	r.event.Set(t)
	return true
}

// Wait waits until the result is there, for at most d.
func (r *AsyncResult) Wait(t *sched.Thread, d time.Duration) { r.event.WaitTimeout(t, d) }

// Ready reports whether the result is there.
func (r *AsyncResult) Ready(t *sched.Thread) bool { return r.event.IsSet(t) }

// Successful reports whether no exception was raised. It is Python's ValueError to ask too early.
func (r *AsyncResult) Successful(t *sched.Thread) bool {
	if !r.Ready(t) {
		t.FailWith("ValueError", "<multiprocessing.pool.ApplyResult object> not ready")
	}
	return r.err == nil
}

// Get waits for the result, for at most d, and returns it; ErrTimeout if it does not come in time, and a *RemoteError if the task has
// raised an exception. That of a map is a list, []any.
func (r *AsyncResult) Get(t *sched.Thread, d time.Duration) (any, error) {
	if !r.event.WaitTimeout(t, d) {
		return nil, ErrTimeout
	}
	return r.value, r.err
}

// An Iterator is what Imap and ImapUnordered return: IMapIterator.
type Iterator struct {
	cond      *threading.Condition
	unordered bool
	items     []answered // those that can be taken, in their order
	early     map[int]answered
	index     int // of the next one in order
	length    int
}

type answered struct {
	value any
	err   error
}

func (i *Iterator) set(t *sched.Thread, part int, value any, err error) (done bool) {
	i.cond.With(t, func() {
		if i.unordered {
			i.items = append(i.items, answered{value, err})
			i.index++
		} else {
			i.early[part] = answered{value, err}
			i.inOrder()
		}
		i.cond.Notify(t, 1)
		done = i.index == i.length
	})
	return done
}

// inOrder lets those be taken that are next.
func (i *Iterator) inOrder() {
	for next, ok := i.early[i.index]; ok; next, ok = i.early[i.index] {
		i.items = append(i.items, next)
		delete(i.early, i.index)
		i.index++
	}
}

// Next waits for the next result, for at most d. It reports false when there are no more.
func (i *Iterator) Next(t *sched.Thread, d time.Duration) (value any, more bool, err error) {
	more = true
	i.cond.With(t, func() {
		for len(i.items) == 0 {
			if i.index == i.length {
				more = false
				return
			}
			if !i.cond.WaitTimeout(t, d) && len(i.items) == 0 {
				err = ErrTimeout
				return
			}
		}
		value, err = i.items[0].value, i.items[0].err
		i.items = i.items[1:]
	})
	return value, more, err
}
