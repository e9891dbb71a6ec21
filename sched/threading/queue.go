// This file defines Queue, the queue with a bound, and its variants.

package threading

import (
	"cmp"
	"errors"
	"time"

	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// ErrFull is queue.Full: there was no room, or none came in time. In Python it has no text.
var ErrFull = errors.New("queue is full")

// A Queue is queue.Queue, or one of its variants LifoQueue and PriorityQueue. As in Lib/queue.py all is guarded by one
// Lock, on which there are three conditions: who gets waits for the queue not to be empty, who puts for it not to be full,
// and who joins for all tasks to be done.
type Queue[T any] struct {
	object       int32
	maxsize      int
	mutex        *Lock // guards what follows
	notEmpty     *Condition
	notFull      *Condition
	allTasksDone *Condition
	items        entries[T]
	puts         int64 // so far
	unfinished   int   // tasks that were put and are not done
}

// NewQueue returns an empty queue of this name, first in, first out. It holds at most maxsize items; with 0 or less there
// is no bound. Making one takes no time.
func NewQueue[T any](t *sched.Thread, name string, maxsize int) *Queue[T] {
	return newQueue(t, name, maxsize, new(container.Ring[entry[T]]))
}

// NewLifoQueue returns a queue.LifoQueue: a Queue that is last in, first out.
func NewLifoQueue[T any](t *sched.Thread, name string, maxsize int) *Queue[T] {
	return newQueue(t, name, maxsize, new(container.Stack[entry[T]]))
}

// NewPriorityQueue returns a queue.PriorityQueue: a Queue whose least item comes out first.
func NewPriorityQueue[T cmp.Ordered](t *sched.Thread, name string, maxsize int) *Queue[T] {
	return NewPriorityQueueFunc(t, name, maxsize, cmp.Less[T])
}

// NewPriorityQueueFunc is NewPriorityQueue for items of any kind, such as those that Python has in tuples.
func NewPriorityQueueFunc[T any](t *sched.Thread, name string, maxsize int, less func(a, b T) bool) *Queue[T] {
	return newQueue(t, name, maxsize, container.NewHeap(func(a, b entry[T]) bool { return less(a.item, b.item) }))
}

// newQueue returns a queue of this name that keeps its items there.
func newQueue[T any](t *sched.Thread, name string, maxsize int, items entries[T]) *Queue[T] {
	mutex := NewLock(t, name+".mutex")
	return &Queue[T]{
		object:       t.Process().Names.AddObject(trace.ClassQueue, name),
		maxsize:      maxsize,
		mutex:        mutex,
		notEmpty:     NewConditionOn(t, mutex, name+".not_empty"),
		notFull:      NewConditionOn(t, mutex, name+".not_full"),
		allTasksDone: NewConditionOn(t, mutex, name+".all_tasks_done"),
		items:        items,
	}
}

// Put puts an item into the queue. While the queue is full the thread waits.
func (q *Queue[T]) Put(t *sched.Thread, item T) {
	_ = q.PutTimeout(t, item, sched.Forever) // there is no end to the wait
}

// PutTimeout is Put that waits for d at most, and then returns ErrFull; sched.Forever is without end. A negative time is
// Python's error, if the queue has a bound.
func (q *Queue[T]) PutTimeout(t *sched.Thread, item T, d time.Duration) error {
	enter(t)
	q.notFull.enter(t)
	defer q.notFull.exit(t)
	if q.maxsize > 0 && !q.await(t, q.notFull, q.isFull, d) {
		return ErrFull
	}
	q.put(t, item)
	return nil
}

// PutNowait is Put that does not wait: if the queue is full it returns ErrFull.
func (q *Queue[T]) PutNowait(t *sched.Thread, item T) error {
	enter(t)
	q.notFull.enter(t)
	defer q.notFull.exit(t)
	if q.maxsize > 0 && q.isFull(t) {
		return ErrFull
	}
	q.put(t, item)
	return nil
}

// Get takes the next item out of the queue. While the queue is empty the thread waits.
func (q *Queue[T]) Get(t *sched.Thread) T {
	item, _ := q.GetTimeout(t, sched.Forever)
	return item
}

// GetTimeout is Get that waits for d at most, and then returns ErrEmpty; sched.Forever is without end. A negative time is
// Python's error.
func (q *Queue[T]) GetTimeout(t *sched.Thread, d time.Duration) (item T, err error) {
	enter(t)
	q.notEmpty.enter(t)
	defer q.notEmpty.exit(t)
	if !q.await(t, q.notEmpty, q.isEmpty, d) {
		return item, ErrEmpty
	}
	return q.get(t), nil
}

// GetNowait is Get that does not wait: if the queue is empty it returns ErrEmpty.
func (q *Queue[T]) GetNowait(t *sched.Thread) (item T, err error) {
	enter(t)
	q.notEmpty.enter(t)
	defer q.notEmpty.exit(t)
	if q.isEmpty(t) {
		return item, ErrEmpty
	}
	return q.get(t), nil
}

// TaskDone tells that one of the tasks that were put into the queue is done. When all are, who joins the queue goes on. To
// tell more often than there were tasks is Python's error.
func (q *Queue[T]) TaskDone(t *sched.Thread) {
	enter(t)
	q.allTasksDone.enter(t)
	defer q.allTasksDone.exit(t)
	if q.unfinished == 0 {
		t.Fail("task_done() called too many times")
	}
	if q.unfinished == 1 {
		q.allTasksDone.NotifyAll(t)
	}
	q.unfinished--
}

// Join waits until all tasks that were put into the queue are done.
func (q *Queue[T]) Join(t *sched.Thread) {
	enter(t)
	q.allTasksDone.enter(t)
	defer q.allTasksDone.exit(t)
	for q.unfinished > 0 {
		q.allTasksDone.Wait(t)
	}
}

// Qsize returns how many items the queue holds just now.
func (q *Queue[T]) Qsize(t *sched.Thread) (n int) {
	enter(t)
	q.mutex.With(t, func() { n = q.size(t) })
	return n
}

// Empty reports whether the queue holds no item just now.
func (q *Queue[T]) Empty(t *sched.Thread) bool { return q.Qsize(t) == 0 }

// Full reports whether the queue has a bound and holds as many items just now.
func (q *Queue[T]) Full(t *sched.Thread) bool { return q.Qsize(t) >= q.maxsize && q.maxsize > 0 }

// await waits for a condition, for d at most, as long as the queue is stuck. It reports whether it is no longer.
func (q *Queue[T]) await(t *sched.Thread, c *Condition, stuck func(t *sched.Thread) bool, d time.Duration) bool {
	if d == sched.Forever {
		for stuck(t) {
			c.Wait(t)
		}
		return true
	}
	mustBeQueueTimeout(t, d)
	end := t.Now() + d
	for stuck(t) {
		left := end - t.Now()
		if left <= 0 {
			return false
		}
		c.WaitTimeout(t, left)
	}
	return true
}

// size is Queue._qsize.
func (q *Queue[T]) size(t *sched.Thread) int {
	enter(t)
	t.CallBuiltin("len")
	return q.items.Len()
}

// isFull reports whether the queue, which has a bound, is full.
func (q *Queue[T]) isFull(t *sched.Thread) bool { return q.size(t) >= q.maxsize }

// isEmpty reports whether the queue is empty.
func (q *Queue[T]) isEmpty(t *sched.Thread) bool { return q.size(t) == 0 }

// put puts an item into the queue, where there is room.
func (q *Queue[T]) put(t *sched.Thread, item T) {
	enter(t)
	t.Announce(trace.Put, q.object, sched.Jump)
	q.puts++
	q.items.Push(entry[T]{item, q.puts})
	t.Engine().Record(t, trace.Put, q.object, q.puts)
	q.unfinished++
	q.notEmpty.Notify(t, 1)
}

// get takes an item out of the queue, where there is one.
func (q *Queue[T]) get(t *sched.Thread) T {
	enter(t)
	t.Announce(trace.Get, q.object, sched.Jump)
	e := q.items.Pop()
	t.Engine().Record(t, trace.Get, q.object, e.number)
	q.notFull.Notify(t, 1)
	return e.item
}
