// This file defines Wait, which waits for some or all of several futures, and what is left with them meanwhile.

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
		t.FailWith("ValueError", "Invalid return condition: %d", when)
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
		lock:            threading.NewLock(t, "_Waiter.lock"),
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

// A waiter is told of each future that is done. The thread that tells it has the future's condition.
type waiter[T any] interface {
	add(t *sched.Thread, f *Future[T])
	arrived() *arrivals[T]
}

// arrivals are the futures that are done, in their order, and the event that the waiting thread waits for.
type arrivals[T any] struct {
	event    *threading.Event
	mu       sched.Mutex // guards finished: in Python an append is atomic
	finished []*Future[T]
}

// newArrivals returns arrivals without any.
func newArrivals[T any](t *sched.Thread) arrivals[T] {
	return arrivals[T]{event: threading.NewEvent(t, "waiter event")}
}

// arrived returns the arrivals of the waiter that they are part of.
func (a *arrivals[T]) arrived() *arrivals[T] { return a }

// append notes that the future is done.
func (a *arrivals[T]) append(t *sched.Thread, f *Future[T]) {
	t.CallBuiltin("append")
	a.mu.Lock(t)
	defer a.mu.Unlock(t)
	a.finished = append(a.finished, f)
}

// take returns what has arrived since the last time.
func (a *arrivals[T]) take(t *sched.Thread) []*Future[T] {
	a.mu.Lock(t)
	defer a.mu.Unlock(t)
	finished := a.finished
	a.finished = nil
	return finished
}

// A firstCompletedWaiter waits for any future.
type firstCompletedWaiter[T any] struct{ arrivals[T] }

// add wakes the waiting thread.
func (w *firstCompletedWaiter[T]) add(t *sched.Thread, f *Future[T]) {
	w.append(t, f)
	w.event.Set(t)
}

// An allCompletedWaiter waits for all futures, or for the first exception.
type allCompletedWaiter[T any] struct {
	arrivals[T]
	lock            *threading.Lock // guards pending
	pending         int             // how many are not done
	stopOnException bool
}

// add wakes the waiting thread if it need not wait any longer.
func (w *allCompletedWaiter[T]) add(t *sched.Thread, f *Future[T]) {
	w.append(t, f)
	if w.stopOnException && f.state == Finished && f.exception != nil {
		w.event.Set(t)
		return
	}
	enter(t)
	w.lock.With(t, func() {
		if w.pending--; w.pending == 0 {
			w.event.Set(t)
		}
	})
}

// An asCompletedWaiter waits for one future after the other.
type asCompletedWaiter[T any] struct {
	arrivals[T]
	lock *threading.Lock // keeps what has arrived and the event together
}

// newAsCompletedWaiter returns one.
func newAsCompletedWaiter[T any](t *sched.Thread) *asCompletedWaiter[T] {
	return &asCompletedWaiter[T]{arrivals: newArrivals[T](t), lock: threading.NewLock(t, "_Waiter.lock")}
}

// add wakes the waiting thread.
func (w *asCompletedWaiter[T]) add(t *sched.Thread, f *Future[T]) {
	w.lock.With(t, func() {
		w.append(t, f)
		w.event.Set(t)
	})
}

// collect returns what has arrived since the last time, and clears the event.
func (w *asCompletedWaiter[T]) collect(t *sched.Thread) (finished []*Future[T]) {
	w.lock.With(t, func() {
		finished = w.take(t)
		w.event.Clear(t)
	})
	return finished
}
