// This file defines the queue that knows when all is done.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A JoinableQueue is gevent.queue.JoinableQueue: a Queue that counts the tasks which were put and are not done.
type JoinableQueue[T any] struct {
	Queue[T]
	unfinished int
	done       *Event
}

// NewJoinableQueue returns an empty queue, first in, first out. It holds at most maxsize items; with 0 or less there is no bound.
func NewJoinableQueue[T any](t *sched.Thread, maxsize int) *JoinableQueue[T] {
	q := &JoinableQueue[T]{Queue: *NewQueue[T](t, maxsize), done: NewEvent(t)}
	q.done.flag = true
	q.added = func() {
		q.unfinished++
		q.done.flag = false
	}
	return q
}

// TaskDone says that a task is done. If there were not so many it returns ErrTaskDone.
func (q *JoinableQueue[T]) TaskDone(t *sched.Thread) error {
	enter(t)
	q.mustBelong(t)
	if q.unfinished <= 0 {
		return ErrTaskDone
	}
	q.unfinished--
	if q.unfinished == 0 {
		q.done.flag = true
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
