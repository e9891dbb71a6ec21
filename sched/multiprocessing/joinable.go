// This file defines what a JoinableQueue can do beside a Queue.

package multiprocessing

import "github.com/gilsim/gilsim/sched"

// TaskDone says that a task which was got is done. More of them than tasks is Python's ValueError.
func (q *Queue) TaskDone(t *sched.Thread) {
	q.mustCount(t)
	q.cond.With(t, func() {
		if !q.unfinished.AcquireTimeout(t, 0) {
			t.FailWith("ValueError", "task_done() called too many times")
		}
		if q.unfinished.GetValue() == 0 {
			q.cond.NotifyAll(t)
		}
	})
}

// Join waits until all tasks that were put are done.
func (q *Queue) Join(t *sched.Thread) {
	q.mustCount(t)
	q.cond.With(t, func() {
		if q.unfinished.GetValue() != 0 {
			q.cond.Wait(t)
		}
	})
}

func (q *Queue) mustCount(t *sched.Thread) {
	if q.unfinished == nil {
		t.FailWith("AttributeError", "'Queue' object has no attribute 'task_done'")
	}
}
