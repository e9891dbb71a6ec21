// This file defines what Wait and AsCompleted leave with the futures that they wait for.

package futures

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

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
	return &asCompletedWaiter[T]{arrivals: newArrivals[T](t), lock: threading.NewLock(t, "waiter lock")}
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
