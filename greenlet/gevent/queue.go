// This file defines the queues: gevent.queue, but for its Channel.

package gevent

import (
	"cmp"
	"slices"
	"time"

	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
)

// A Queue is gevent.queue.Queue, or one of its variants LifoQueue and PriorityQueue.
//
// An item is not handed over: greenlets that wait for one, or for room, are woken by a callback, in the order in which they came.
// A call that is made before that gets ahead of them.
type Queue[T any] struct {
	hub     *Hub
	items   items[T]
	maxsize int // 0: there is no bound
	added   func(t *sched.Thread)
	getters chain
	putters []*putter[T]
	unlocks bool // the callback that wakes greenlets is on its way, or runs
}

// items are what a queue holds, in the order of its kind.
type items[T any] interface {
	Len() int
	Push(item T)
	Peek() T // there must be one
	Pop() T  // there must be one
}

// A putter is a greenlet that waits for room for its item.
type putter[T any] struct {
	waiter *waiter
	item   T
}

// NewQueue returns an empty queue, first in, first out. It holds at most maxsize items; with 0 or less there is no bound.
func NewQueue[T any](t *sched.Thread, maxsize int) *Queue[T] {
	return newQueue(t, maxsize, new(container.Ring[T]))
}

// NewLifoQueue returns a queue that is last in, first out.
func NewLifoQueue[T any](t *sched.Thread, maxsize int) *Queue[T] {
	return newQueue(t, maxsize, new(container.Stack[T]))
}

// NewPriorityQueue returns a queue whose least item comes out first.
func NewPriorityQueue[T cmp.Ordered](t *sched.Thread, maxsize int) *Queue[T] {
	return NewPriorityQueueFunc(t, maxsize, cmp.Less[T])
}

// NewPriorityQueueFunc is NewPriorityQueue for items of any kind, in this order.
func NewPriorityQueueFunc[T any](t *sched.Thread, maxsize int, less func(a, b T) bool) *Queue[T] {
	return newQueue(t, maxsize, container.NewHeap(less))
}

func newQueue[T any](t *sched.Thread, maxsize int, items items[T]) *Queue[T] {
	return &Queue[T]{hub: GetHub(t), items: items, maxsize: max(0, maxsize), added: func(*sched.Thread) {}}
}

// Put puts an item in. If there is no room the greenlet waits.
func (q *Queue[T]) Put(t *sched.Thread, item T) { raise(q.PutTimeout(t, item, sched.Forever)) }

// PutTimeout is Put that waits for at most d; then the error is ErrFull.
func (q *Queue[T]) PutTimeout(t *sched.Thread, item T, d time.Duration) error {
	enter(t)
	w := q.mustBelong(t)
	switch {
	case q.hasRoom():
		q.put(t, item)
		return nil
	case w.raw == q.hub.raw:
		return q.putInHub(t, item)
	}
	p := &putter[T]{w, item}
	q.putters = append(q.putters, p)
	q.unlockFor(!q.getters.empty())
	late, thrown := w.waitFor(t, d)
	q.forget(p)
	raise(thrown)
	if late {
		return ErrFull
	}
	return nil
}

// PutNowait puts an item in if there is room; otherwise the error is ErrFull.
func (q *Queue[T]) PutNowait(t *sched.Thread, item T) error {
	enter(t)
	w := q.mustBelong(t)
	switch {
	case q.hasRoom():
		q.put(t, item)
		return nil
	case w.raw == q.hub.raw:
		return q.putInHub(t, item)
	}
	return ErrFull
}

// Get takes out the first item. If there is none the greenlet waits.
func (q *Queue[T]) Get(t *sched.Thread) T {
	item, err := q.GetTimeout(t, sched.Forever)
	raise(err)
	return item
}

// GetTimeout is Get that waits for at most d; then the error is ErrEmpty.
func (q *Queue[T]) GetTimeout(t *sched.Thread, d time.Duration) (item T, err error) {
	if err := q.await(t, d); err != nil {
		return item, err
	}
	return q.items.Pop(), nil
}

// GetNowait takes out the first item if there is one; otherwise the error is ErrEmpty.
func (q *Queue[T]) GetNowait(t *sched.Thread) (item T, err error) {
	if err := q.check(t); err != nil {
		return item, err
	}
	return q.items.Pop(), nil
}

// Peek returns the first item without taking it out. If there is none the greenlet waits.
func (q *Queue[T]) Peek(t *sched.Thread) T {
	raise(q.await(t, sched.Forever))
	return q.items.Peek()
}

// PeekNowait is Peek that does not wait: if there is no item the error is ErrEmpty.
func (q *Queue[T]) PeekNowait(t *sched.Thread) (item T, err error) {
	if err := q.check(t); err != nil {
		return item, err
	}
	return q.items.Peek(), nil
}

// Qsize returns how many items there are.
func (q *Queue[T]) Qsize(t *sched.Thread) int {
	enter(t)
	return q.items.Len()
}

// Empty reports whether there is no item.
func (q *Queue[T]) Empty(t *sched.Thread) bool { return q.Qsize(t) == 0 }

// Full reports whether there is a bound, and as many items.
func (q *Queue[T]) Full(t *sched.Thread) bool {
	enter(t)
	return !q.hasRoom()
}

func (q *Queue[T]) hasRoom() bool { return q.maxsize == 0 || q.items.Len() < q.maxsize }

// put puts an item in, for which there is room.
func (q *Queue[T]) put(t *sched.Thread, item T) {
	q.add(t, item)
	q.unlockFor(!q.getters.empty())
}

// add is put without a wake-up.
func (q *Queue[T]) add(t *sched.Thread, item T) {
	q.items.Push(item)
	q.added(t)
}

// await waits until there is an item, for at most d; then the error is ErrEmpty.
func (q *Queue[T]) await(t *sched.Thread, d time.Duration) error {
	err := q.check(t)
	w := self(t)
	if err == nil || w.raw == q.hub.raw {
		return err
	}
	q.getters.add(&w.link)
	q.unlockFor(len(q.putters) > 0)
	late, thrown := w.waitFor(t, d)
	q.getters.remove(&w.link)
	raise(thrown)
	if late {
		return ErrEmpty
	}
	return nil
}

// check returns ErrEmpty if there is no item. In the hub, where nothing may wait, it wakes the greenlets that wait for room.
func (q *Queue[T]) check(t *sched.Thread) error {
	enter(t)
	w := q.mustBelong(t)
	if w.raw == q.hub.raw {
		for q.items.Len() == 0 && len(q.putters) > 0 {
			q.admit(t)
		}
	}
	if q.items.Len() == 0 {
		return ErrEmpty
	}
	q.unlockFor(len(q.putters) > 0)
	return nil
}

// putInHub is a put in the hub, where nothing may wait: it wakes the greenlets that wait for an item.
func (q *Queue[T]) putInHub(t *sched.Thread, item T) error {
	for !q.getters.empty() && q.items.Len() > 0 && !q.hasRoom() {
		q.getters.pop().waiter.wake(t)
	}
	if !q.hasRoom() {
		return ErrFull
	}
	q.add(t, item)
	return nil
}

// unlockFor queues the callback that wakes greenlets, if some may go on and it is not on its way (Queue._schedule_unlock).
func (q *Queue[T]) unlockFor(some bool) {
	if some && !q.unlocks {
		q.unlocks = true
		q.hub.callbacks.Push(ready{q, 0})
	}
}

// call wakes the greenlets that can go on: in turn one that puts and one that gets. Queue._unlock of gevent 22.10.2.
func (q *Queue[T]) call(t *sched.Thread, _ uint64) {
	for again := true; again; {
		again = false
		if len(q.putters) > 0 && q.hasRoom() {
			again = true
			q.admit(t)
		}
		if !q.getters.empty() && q.items.Len() > 0 {
			again = true
			q.getters.pop().waiter.wake(t)
		}
	}
	q.unlocks = false
}

// admit puts in the item of the first greenlet that waits for room, and wakes it.
func (q *Queue[T]) admit(t *sched.Thread) {
	p := q.putters[0]
	q.putters = slices.Delete(q.putters, 0, 1)
	q.add(t, p.item)
	p.waiter.wake(t)
}

func (q *Queue[T]) forget(p *putter[T]) {
	if i := slices.Index(q.putters, p); i >= 0 {
		q.putters = slices.Delete(q.putters, i, i+1)
	}
}

func (q *Queue[T]) mustBelong(t *sched.Thread) *waiter { return q.hub.mustOwn(t) }

// A JoinableQueue is gevent.queue.JoinableQueue: a Queue that counts the tasks which were put and are not done.
type JoinableQueue[T any] struct {
	Queue[T]
	unfinished int
	done       *Event
}

// NewJoinableQueue returns an empty queue, first in, first out. It holds at most maxsize items; with 0 or less there is no bound.
func NewJoinableQueue[T any](t *sched.Thread, maxsize int) *JoinableQueue[T] {
	q := &JoinableQueue[T]{Queue: *NewQueue[T](t, maxsize), done: NewEvent(t)}
	q.done.flag.Store(t, 1)
	q.added = func(t *sched.Thread) {
		q.unfinished++
		q.done.flag.Store(t, 0)
	}
	return q
}

// TaskDone says that a task is done. It returns ErrTaskDone if none is left.
func (q *JoinableQueue[T]) TaskDone(t *sched.Thread) error {
	enter(t)
	q.mustBelong(t)
	if q.unfinished <= 0 {
		return ErrTaskDone
	}
	q.unfinished--
	if q.unfinished == 0 {
		q.done.flag.Store(t, 1)
		q.done.check()
	}
	return nil
}

// Unfinished returns how many tasks are not done.
func (q *JoinableQueue[T]) Unfinished(t *sched.Thread) int {
	enter(t)
	return q.unfinished
}

// Join waits until all tasks are done.
func (q *JoinableQueue[T]) Join(t *sched.Thread) { q.JoinTimeout(t, sched.Forever) }

// JoinTimeout is Join for at most d, and reports whether all tasks were done.
func (q *JoinableQueue[T]) JoinTimeout(t *sched.Thread, d time.Duration) bool {
	return q.done.WaitTimeout(t, d)
}
