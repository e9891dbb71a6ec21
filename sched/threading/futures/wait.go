// This file defines Wait, which waits for some or all of several futures.

package futures

import (
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// A When says when Wait returns.
type When uint8

// When Wait returns.
const (
	AllCompleted   When = iota // all are done
	FirstCompleted             // one of them is done
	FirstException             // one has ended with an exception, or all are done
)

// String is the name of the constant in Python.
func (w When) String() string {
	return [...]string{"ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"}[w]
}

// Wait waits for the futures, and returns those that are done and those that are not, each once, in the order given.
func Wait[T any](t *sched.Thread, fs []*Future[T], when When) (done, notDone []*Future[T]) {
	return WaitTimeout(t, fs, when, sched.Forever)
}

// WaitTimeout is Wait for at most d. That the time is over is no error.
func WaitTimeout[T any](t *sched.Thread, fs []*Future[T], when When, d time.Duration) (done, notDone []*Future[T]) {
	if when > FirstException {
		t.Fail("Invalid return condition: %d", when)
	}
	enter(t)
	fs = distinct(fs)
	counted := make(map[*Future[T]]bool)
	var w waiter[T]
	holdAll(t, fs, func() {
		if !enough(fs, when, counted) {
			w = newWaiter[T](t, when, len(fs)-len(counted))
			install(fs, w)
		}
	})
	if w != nil {
		w.arrived().event.WaitTimeout(t, d)
		for _, f := range fs {
			f.remove(t, w)
		}
		for _, f := range w.arrived().take(t) {
			counted[f] = true
		}
	}
	return split(fs, counted)
}

// enough marks the futures that are done, and reports whether there is nothing to wait for. The thread has the
// conditions of all.
func enough[T any](fs []*Future[T], when When, counted map[*Future[T]]bool) bool {
	raised := false
	for _, f := range fs {
		if f.state.counted() {
			counted[f] = true
			raised = raised || f.state == Finished && f.exception != nil
		}
	}
	return len(counted) == len(fs) || when == FirstCompleted && len(counted) > 0 || when == FirstException && raised
}

// newWaiter returns the waiter for so many futures that are not done.
func newWaiter[T any](t *sched.Thread, when When, pending int) waiter[T] {
	enter(t)
	if when == FirstCompleted {
		return &firstCompletedWaiter[T]{newArrivals[T](t)}
	}
	return &allCompletedWaiter[T]{
		arrivals:        newArrivals[T](t),
		lock:            threading.NewLock(t, "waiter lock"),
		pending:         pending,
		stopOnException: when == FirstException,
	}
}

// install leaves the waiter with the futures. The thread has the conditions of all.
func install[T any](fs []*Future[T], w waiter[T]) {
	for _, f := range fs {
		f.waiters = append(f.waiters, w)
	}
}

// remove takes the waiter away from the future.
func (f *Future[T]) remove(t *sched.Thread, w waiter[T]) {
	f.condition.With(t, func() {
		if i := slices.Index(f.waiters, w); i >= 0 {
			f.waiters = slices.Delete(f.waiters, i, i+1)
		}
	})
}

// distinct returns the futures, each once.
func distinct[T any](fs []*Future[T]) (once []*Future[T]) {
	seen := make(map[*Future[T]]bool)
	for _, f := range fs {
		if !seen[f] {
			seen[f] = true
			once = append(once, f)
		}
	}
	return once
}

// holdAll calls body with the conditions of all futures, which it takes in the order of their making: whoever wants
// several takes them in that order, so that there is no deadlock.
func holdAll[T any](t *sched.Thread, fs []*Future[T], body func()) {
	ordered := slices.SortedFunc(slices.Values(fs), func(a, b *Future[T]) int { return a.number - b.number })
	for _, f := range ordered {
		f.condition.Acquire(t)
	}
	body()
	for _, f := range ordered {
		f.condition.Release(t)
	}
}

// split returns the futures that are marked, and the others.
func split[T any](fs []*Future[T], marked map[*Future[T]]bool) (in, out []*Future[T]) {
	for _, f := range fs {
		if marked[f] {
			in = append(in, f)
		} else {
			out = append(out, f)
		}
	}
	return in, out
}
