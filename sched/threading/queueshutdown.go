// This file defines Queue.shutdown: a queue that takes no more items.

package threading

import (
	"errors"

	"github.com/gilsim/gilsim/sched"
)

// ErrShutDown is queue.ShutDown: the queue is shut down, and takes no item, or has none left. In Python it has no text.
var ErrShutDown = errors.New("queue is shut down")

// Shutdown shuts the queue down: Queue.shutdown, which came with Python 3.13. From then on whoever puts, or gets from it once it is
// empty, has queue.ShutDown raised, also if he waits already; those calls that return an error return ErrShutDown. With immediate
// the items that it holds are thrown away, and whoever joins goes on if no task is under way.
func (q *Queue[T]) Shutdown(t *sched.Thread, immediate bool) {
	a := queueShutdown[T]{q: q, immediate: immediate}
	t.Finish(a.Step(t, sched.Begin))
}

// ShutdownOp returns Shutdown as an op.
func (q *Queue[T]) ShutdownOp(immediate bool) sched.Op {
	return &queueShutdown[T]{q: q, immediate: immediate}
}

// A queueShutdown is Queue.shutdown under way.
type queueShutdown[T any] struct {
	q         *Queue[T]
	immediate bool
	line      sched.Line
	with      With
	drop      queueAct[T]
	notify    notify
}

// The lines of shutdown, as in Lib/queue.py of 3.13.
const (
	shutDef     sched.Line = iota // def shutdown(self, immediate=False):
	shutEnter                     // with self.mutex: self.is_shutdown = True
	shutLook                      //     if immediate: while self._qsize():
	shutDrop                      //         self._get(); if self.unfinished_tasks > 0: self.unfinished_tasks -= 1
	shutJoiners                   //         self.all_tasks_done.notify_all()
	shutGetters                   //     self.not_empty.notify_all()
	shutPutters                   //     self.not_full.notify_all()
	shutExit                      // the end of the with statement
	shutReturn
)

// Step is one step of it.
func (a *queueShutdown[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	q := a.q
	for a.line.Start(w); a.line < shutReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case shutDef:
			r, done = t.StepCall(w)
			a.with, a.drop.q = q.mutex.Statement(), q
		case shutEnter:
			if r, done = a.with.StepEnter(t, w); done {
				q.shut = true
			}
		case shutLook:
			switch done = true; {
			case !a.immediate:
				next = shutGetters
			case q.items.Len() == 0:
				next = shutJoiners
			}
		case shutDrop:
			if r, done = a.drop.act(t, w); done {
				q.unfinished = max(0, q.unfinished-1)
			}
			next = shutLook
		case shutJoiners:
			r, done = a.wakeAll(t, w, q.allTasksDone)
		case shutGetters:
			r, done = a.wakeAll(t, w, q.notEmpty)
		case shutPutters:
			r, done = a.wakeAll(t, w, q.notFull)
		case shutExit:
			r, done = a.with.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// wakeAll is one step of c.notify_all().
func (a *queueShutdown[T]) wakeAll(t *sched.Thread, w sched.Wake, c *Condition) (sched.Request, bool) {
	if w == sched.Begin {
		a.notify = notify{c: c, all: true}
	}
	return a.notify.Step(t, w)
}
