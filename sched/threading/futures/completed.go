// This file defines AsCompleted, which returns futures in the order in which they get done, and when its time is over.

package futures

import (
	"fmt"
	"iter"
	"time"

	"github.com/gilsim/gilsim/sched"
)

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
		limit := newDeadline(t, d)
		c, finished := newCompletion(t, fs)
		defer c.end()
		for c.yieldAll(finished, yield) && c.pending > 0 {
			left, over := limit.left(t)
			if over {
				yield(nil, fmt.Errorf("%w: %d (of %d) futures unfinished", ErrTimeout, c.pending, len(c.futures)))
				return
			}
			c.waiter.event.WaitTimeout(t, left)
			finished = c.waiter.collect(t)
			c.pending -= len(finished)
		}
	}
}

// A completion is how far such an iterator has come.
type completion[T any] struct {
	thread  *sched.Thread
	futures []*Future[T]
	yielded map[*Future[T]]bool
	pending int // how many have not been seen to be done
	waiter  *asCompletedWaiter[T]
}

// newCompletion leaves a waiter with the futures, and returns those that are done already.
func newCompletion[T any](t *sched.Thread, fs []*Future[T]) (c *completion[T], finished []*Future[T]) {
	fs = distinct(fs)
	c = &completion[T]{thread: t, futures: fs, yielded: make(map[*Future[T]]bool)}
	holdAll(t, fs, func() {
		counted := make(map[*Future[T]]bool)
		enough(fs, AllCompleted, counted)
		finished, _ = split(fs, counted)
		enter(t)
		c.waiter = newAsCompletedWaiter[T](t)
		install(fs, c.waiter)
	})
	c.pending = len(fs) - len(finished)
	return c, finished
}

// yieldAll yields the futures, from which it takes the waiter away. It reports false if no more are wanted.
func (c *completion[T]) yieldAll(finished []*Future[T], yield func(*Future[T], error) bool) bool {
	for _, f := range finished {
		c.yielded[f] = true
		f.remove(c.thread, c.waiter)
		if !yield(f, nil) {
			return false
		}
	}
	return true
}

// end takes the waiter away from the futures that have not been yielded.
func (c *completion[T]) end() {
	_, rest := split(c.futures, c.yielded)
	for _, f := range rest {
		f.remove(c.thread, c.waiter)
	}
}

// A deadline is the moment when a time is over, if ever.
type deadline struct {
	never bool
	at    time.Duration
}

// newDeadline returns the deadline d from now.
func newDeadline(t *sched.Thread, d time.Duration) deadline {
	if d == sched.Forever {
		return deadline{never: true}
	}
	return deadline{at: t.Now() + d}
}

// left returns how long it is until the deadline, Forever if it never comes, and whether it is over: nothing is left then.
func (d deadline) left(t *sched.Thread) (left time.Duration, over bool) {
	if d.never {
		return sched.Forever, false
	}
	left = d.at - t.Now()
	return max(0, left), left < 0
}
