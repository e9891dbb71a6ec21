// This file defines the waiter, what stands in the queue of a lock, and the queue.

package sched

import (
	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched/choice"
)

// A Waiter is what waits: not a thread but its place in a queue. A wake-up is the flag here; the engine's permit is only
// a hint that the flag is worth a look.
type Waiter struct {
	thread    *Thread
	coroutine *Coroutine              // what a hub parks in place of the thread; nil in the queue of an interlock
	place     container.Node[*Waiter] // in the one queue that it stands in
	woken     bool
	group     uint32 // the group of the queue that it came in

	// State is for the state machine that waits.
	State uint8
}

// Woken reports whether the waiter has been taken out of its queue by a wake-up, and forgets it.
func (w *Waiter) Woken() bool {
	woken := w.woken
	w.woken = false
	return woken
}

// Thread returns the thread that waits, nil for no waiter.
func (w *Waiter) Thread() *Thread {
	if w == nil {
		return nil
	}
	return w.thread
}

// Coroutine returns the coroutine that waits, or that of the thread's own function where the thread waits as a whole.
func (w *Waiter) Coroutine() *Coroutine { return w.coroutine }

// awaits returns the object that w waits for; 0 where that cannot be known without a race.
func (w *Waiter) awaits() int32 {
	switch t := w.thread; {
	case t.run.parallel:
		return 0
	case w.coroutine != nil && w.coroutine.awaits != 0:
		return w.coroutine.awaits
	default:
		return t.workObj
	}
}

// Unpark lets whoever waits look whether the wait is over, on behalf of t.
func (w *Waiter) Unpark(t *Thread) {
	if w.coroutine != nil && w.thread.hub != nil {
		w.thread.hub.Wake(t, w)
		return
	}
	t.run.engine.Unpark(t, w.thread)
}

// leave takes the waiter out of the queue that it stands in, if it does.
func (w *Waiter) leave() {
	if list := w.place.In(); list != nil {
		list.Remove(&w.place)
	}
}

// WakeOrder is the preference among several waiters of one signal.
type WakeOrder = choice.WakeOrder

// FIFO wakes who has waited longest.
const FIFO = choice.FIFO

// A Queue holds waiters in the order of their arrival. The zero value is empty.
type Queue struct {
	list  container.List[*Waiter]
	group uint32 // of those who come now; those of earlier groups are signalled first
}

// Push puts w at the end. A waiter stands in one queue at a time; pushing it where it stands already does nothing.
func (q *Queue) Push(w *Waiter) {
	if w.place.In() == nil {
		w.place.Value, w.group = w, q.group
		q.list.Push(&w.place)
	}
}

// Empty reports whether nobody waits.
func (q *Queue) Empty() bool { return q.list.Len() == 0 }

// Remove takes w out, wherever it stands. One that stands elsewhere, or nowhere, stays.
func (q *Queue) Remove(w *Waiter) { q.list.Remove(&w.place) }

// Wake takes one waiter out and wakes it on behalf of t. It reports false if nobody waits. Which one is a decision of the
// strategy, whose preference is order.
func (q *Queue) Wake(t *Thread, order WakeOrder) bool {
	w := q.Pop(t, order)
	if w != nil {
		w.Unpark(t)
	}
	return w != nil
}

// Pop is Wake but for the engine's part: whoever calls it must Unpark the waiter that it returns, if that is not nil. So a
// mutex that guards the queue need not be held during the system call.
func (q *Queue) Pop(t *Thread, order WakeOrder) *Waiter {
	n := q.list.Len()
	if n == 0 {
		return nil
	}
	w := q.list.First().Value
	fresh := w.group == q.group
	if fresh {
		q.group++
	}
	if n > 1 && (order != FIFO || !t.run.timed) {
		w = q.choose(t, order, fresh)
	}
	q.Remove(w)
	w.woken = true
	return w
}

// choose asks the strategy for one of several waiters. It is no part of Pop because a Decision takes much of a new
// coroutine's stack, which would have to grow.
func (q *Queue) choose(t *Thread, order WakeOrder, fresh bool) *Waiter {
	first := q.list.First().Value
	return q.at(t.Decide(choice.Decision{Kind: choice.Whom, Obj: first.awaits(), Order: order, High: int64(q.list.Len() - 1), Fresh: fresh, Waiters: q}))
}

func (q *Queue) at(i int64) *Waiter {
	count := int64(q.list.Len())
	if i > count/2 {
		n := q.list.Last()
		for range count - 1 - i {
			n = n.Prev()
		}
		return n.Value
	}
	n := q.list.First()
	for range i {
		n = n.Next()
	}
	return n.Value
}

// IndexOf returns the place of the thread's waiter, -1 if it is not there.
func (q *Queue) IndexOf(thread int32) int64 {
	i := int64(0)
	for n := q.list.First(); n != nil; n = n.Next() {
		if n.Value.thread.id == thread {
			return i
		}
		i++
	}
	return -1
}
