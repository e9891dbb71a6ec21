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
	shut         bool  // it has been shut down
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

// Mutex returns the lock that guards the queue: queue.mutex, which a program may hold to look at the queue for longer than one call.
// While it does, whoever puts, gets or joins waits.
func (q *Queue[T]) Mutex() *Lock { return q.mutex }

// Put puts an item into the queue. While the queue is full the thread waits. If the queue is shut down it raises queue.ShutDown.
func (q *Queue[T]) Put(t *sched.Thread, item T) {
	mustBeUp(t, q.PutTimeout(t, item, sched.Forever))
}

// mustBeUp raises queue.ShutDown if that is how a call without an end to its wait ended.
func mustBeUp(t *sched.Thread, err error) {
	if err != nil {
		t.FailWith("queue.ShutDown", "")
	}
}

// PutTimeout is Put that waits for d at most, and then returns ErrFull; sched.Forever is without end. A negative time is
// Python's error, if the queue has a bound.
func (q *Queue[T]) PutTimeout(t *sched.Thread, item T, d time.Duration) error {
	a := queueAct[T]{q: q, puts: true, item: item, block: true, d: d}
	return a.finish(t)
}

// PutNowait is Put that does not wait: if the queue is full it returns ErrFull.
func (q *Queue[T]) PutNowait(t *sched.Thread, item T) error {
	a := queueAct[T]{q: q, puts: true, item: item}
	return a.finish(t)
}

// PutOp returns PutTimeout as an op, whose result is the item.
func (q *Queue[T]) PutOp(item T, d time.Duration) sched.Call[T] {
	return &queueAct[T]{q: q, puts: true, item: item, block: true, d: d}
}

// PutNowaitOp returns PutNowait as an op, whose result is the item.
func (q *Queue[T]) PutNowaitOp(item T) sched.Call[T] {
	return &queueAct[T]{q: q, puts: true, item: item}
}

// Get takes the next item out of the queue. While the queue is empty the thread waits. If it is empty and shut down Get raises
// queue.ShutDown.
func (q *Queue[T]) Get(t *sched.Thread) T {
	item, err := q.GetTimeout(t, sched.Forever)
	mustBeUp(t, err)
	return item
}

// GetTimeout is Get that waits for d at most, and then returns ErrEmpty; sched.Forever is without end. A negative time is
// Python's error.
func (q *Queue[T]) GetTimeout(t *sched.Thread, d time.Duration) (item T, err error) {
	a := queueAct[T]{q: q, block: true, d: d}
	err = a.finish(t)
	return a.item, err
}

// GetNowait is Get that does not wait: if the queue is empty it returns ErrEmpty.
func (q *Queue[T]) GetNowait(t *sched.Thread) (item T, err error) {
	a := queueAct[T]{q: q}
	err = a.finish(t)
	return a.item, err
}

// GetOp returns GetTimeout as an op.
func (q *Queue[T]) GetOp(d time.Duration) sched.Call[T] {
	return &queueAct[T]{q: q, block: true, d: d}
}

// GetNowaitOp returns GetNowait as an op.
func (q *Queue[T]) GetNowaitOp() sched.Call[T] { return &queueAct[T]{q: q} }

// A queueAct is Queue.put or Queue.get under way: they are the same but for what they wait for, do, and notify.
type queueAct[T any] struct {
	q      *Queue[T]
	puts   bool // put, or else get
	item   T
	block  bool
	d      time.Duration
	line   sched.Line
	with   With
	size   size[T]
	end    time.Duration // when d is over, on the clock
	wait   wait
	notify notify
	err    error
	wrong  string // what is wrong with d
}

// The lines of put; those of get are alike.
const (
	putDef    sched.Line = iota // def put(self, item, block=True, timeout=None):
	putEnter                    // with self.not_full:
	putSize                     //     if not block: if self._qsize() >= self.maxsize: raise Full
	putEnd                      //     endtime = time() + timeout
	putStuck                    //     while self._qsize() >= self.maxsize:
	putLeft                     //         remaining = endtime - time(); if remaining <= 0.0: raise Full
	putWait                     //         self.not_full.wait(remaining)
	putCall                     //     self._put(item): def _put(self, item):
	putItem                     //         self.queue.append(item)
	putNotify                   //     self.not_empty.notify()
	putExit                     // the end of the with statement
	putReturn
)

// finish carries out the whole call, for its blocking form, and returns its error.
func (a *queueAct[T]) finish(t *sched.Thread) error {
	t.Finish(a.Step(t, sched.Begin))
	return a.err
}

// Step is one step of it. The with statement may be left by a panic of what orders the items, too.
func (a *queueAct[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.with.Unwind(t)
	if w == sched.Begin {
		a.begin()
	}
	for ; a.line < putReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case putDef:
			if r, done = t.StepCall(w); done {
				t.Charge(sched.CallQueue)
			}
		case putCall:
			r, done = t.StepCall(w)
		case putEnter:
			if r, done = a.with.StepEnter(t, w); done {
				if a.isShut() {
					next = a.raise()
				} else {
					next = a.first()
				}
			}
		case putSize:
			next = putCall
			if r, done = a.size.Step(t, w); done && a.stuck() {
				next = a.raise()
			}
		case putEnd:
			r, done = t.StepNow(w, &a.end)
			a.end += a.d
		case putStuck:
			r, done = a.size.Step(t, w)
			switch {
			case !a.stuck():
				next = putCall
			case a.d == sched.Forever:
				next = putWait
			}
		case putLeft:
			if r, done = t.StepNow(w, &a.wait.d); done {
				if a.wait.d = a.end - a.wait.d; a.wait.d <= 0 {
					next = a.raise()
				}
			}
		case putWait:
			r, done = a.wait.Step(t, w)
			if next = putStuck; a.isShut() {
				next = a.raise()
			}
		case putItem:
			r, done = a.act(t, w)
		case putNotify:
			r, done = a.notify.Step(t, w)
		case putExit:
			if r, done = a.with.StepExit(t, w); done && a.wrong != "" {
				t.FailWith("ValueError", "%s", a.wrong)
			}
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// begin goes to the first line.
func (a *queueAct[T]) begin() {
	mine, others := a.q.notEmpty, a.q.notFull
	if a.puts {
		mine, others = others, mine
	}
	a.line, a.err, a.wrong = putDef, nil, ""
	a.with, a.wait.c, a.wait.d = mine.Statement(), mine, sched.Forever
	a.size.q = a.q
	a.notify.c, a.notify.n = others, 1
}

// first returns the first line in the with statement.
func (a *queueAct[T]) first() sched.Line {
	switch {
	case a.puts && a.q.maxsize <= 0:
		return putCall
	case !a.block:
		return putSize
	case a.d == sched.Forever:
		return putStuck
	}
	if a.wrong = wrongQueueTimeout(a.d); a.wrong != "" {
		return putExit
	}
	return putEnd
}

// stuck reports whether there is no room, or no item, as far as was looked.
func (a *queueAct[T]) stuck() bool {
	if a.puts {
		return a.size.n >= a.q.maxsize
	}
	return a.size.n == 0
}

// isShut reports whether the queue is shut down, which those who get see when there is nothing left.
func (a *queueAct[T]) isShut() bool { return a.q.shut && (a.puts || a.q.items.Len() == 0) }

// raise raises queue.ShutDown, Full or Empty, and returns the line that comes then.
func (a *queueAct[T]) raise() sched.Line {
	switch {
	case a.isShut():
		a.err = ErrShutDown
	case a.puts:
		a.err = ErrFull
	default:
		a.err = ErrEmpty
	}
	return putExit
}

// act is one step of putting the item into the queue, where there is room, or of taking one out, where there is one.
func (a *queueAct[T]) act(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	q := a.q
	if !a.puts {
		if r, done = t.StepAnnounce(w, trace.Get, q.object, sched.Jump); done {
			e := q.items.Pop()
			t.Engine().Record(t, trace.Get, q.object, e.number)
			a.item = e.item
		}
		return r, done
	}
	if r, done = t.StepAnnounce(w, trace.Put, q.object, sched.Jump); done {
		q.puts++
		q.items.Push(entry[T]{a.item, q.puts})
		t.Engine().Record(t, trace.Put, q.object, q.puts)
		q.unfinished++
	}
	return r, done
}

// Result returns the item, and ErrFull or ErrEmpty if the time was over first, or ErrShutDown.
func (a *queueAct[T]) Result() (item T, err error) { return a.item, a.err }

// TaskDone tells that one of the tasks that were put into the queue is done. When all are, who joins the queue goes on. To
// tell more often than there were tasks is Python's error.
func (q *Queue[T]) TaskDone(t *sched.Thread) {
	a := queueTasks[T]{q: q}
	a.finish(t)
}

// TaskDoneOp returns TaskDone as an op.
func (q *Queue[T]) TaskDoneOp() sched.Op { return &queueTasks[T]{q: q} }

// Join waits until all tasks that were put into the queue are done.
func (q *Queue[T]) Join(t *sched.Thread) {
	a := queueTasks[T]{q: q, join: true}
	a.finish(t)
}

// JoinOp returns Join as an op.
func (q *Queue[T]) JoinOp() sched.Op { return &queueTasks[T]{q: q, join: true} }

// A queueTasks is Queue.task_done or join under way.
type queueTasks[T any] struct {
	q      *Queue[T]
	join   bool
	line   sched.Line
	with   With
	wait   wait
	notify notify
	wrong  bool // there is no task that could be done
}

// The lines of task_done and join.
const (
	tasksDef    sched.Line = iota // def task_done(self):
	tasksEnter                    // with self.all_tasks_done:
	tasksCount                    //     unfinished = self.unfinished_tasks - 1; if unfinished < 0: raise ValueError
	tasksWait                     //     of join: self.all_tasks_done.wait()
	tasksNotify                   //     if unfinished == 0: self.all_tasks_done.notify_all()
	tasksDone                     //     self.unfinished_tasks = unfinished
	tasksExit                     // the end of the with statement
	tasksReturn
)

// finish carries out the whole call, for its blocking form.
func (a *queueTasks[T]) finish(t *sched.Thread) {
	t.Finish(a.Step(t, sched.Begin))
}

// Step is one step of it.
func (a *queueTasks[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.with.Unwind(t)
	for a.line.Start(w); a.line < tasksReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case tasksDef:
			r, done = t.StepCall(w)
			c := a.q.allTasksDone
			a.with, a.wait.c, a.wait.d, a.notify.c, a.notify.all, a.wrong = c.Statement(), c, sched.Forever, c, true, false
		case tasksEnter:
			r, done = a.with.StepEnter(t, w)
		case tasksCount:
			done = true
			next = a.count()
		case tasksWait:
			r, done = a.wait.Step(t, w)
			next = tasksCount
		case tasksNotify:
			r, done = a.notify.Step(t, w)
		case tasksDone:
			done = true
			a.q.unfinished--
		case tasksExit:
			if r, done = a.with.StepExit(t, w); done && a.wrong {
				t.FailWith("ValueError", "task_done() called too many times")
			}
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// count looks how many tasks there are, and returns the line that comes then.
func (a *queueTasks[T]) count() sched.Line {
	n := a.q.unfinished
	switch {
	case a.join && n > 0:
		return tasksWait
	case a.join:
		return tasksExit
	case n == 1:
		return tasksNotify
	case n > 1:
		return tasksDone
	}
	a.wrong = true
	return tasksExit
}

// Qsize returns how many items the queue holds just now.
func (q *Queue[T]) Qsize(t *sched.Thread) int {
	a := qsize[T]{q: q}
	t.Finish(a.Step(t, sched.Begin))
	return a.size.n
}

// QsizeOp returns Qsize as an op.
func (q *Queue[T]) QsizeOp() sched.Call[int] { return &qsize[T]{q: q} }

// Empty reports whether the queue holds no item just now.
func (q *Queue[T]) Empty(t *sched.Thread) bool { return q.Qsize(t) == 0 }

// Full reports whether the queue has a bound and holds as many items just now.
func (q *Queue[T]) Full(t *sched.Thread) bool { return q.Qsize(t) >= q.maxsize && q.maxsize > 0 }

// A qsize is Queue.qsize under way.
type qsize[T any] struct {
	q       *Queue[T]
	line    sched.Line
	acquire acquire
	size    size[T]
}

// The lines of qsize.
const (
	qsizeDef     sched.Line = iota // def qsize(self):
	qsizeAcquire                   // with self.mutex:
	qsizeSize                      //     return self._qsize()
	qsizeRelease                   // the end of the with statement
	qsizeReturn
)

// Step is one step of it.
func (a *qsize[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for a.line.Start(w); a.line < qsizeReturn; w = sched.Begin {
		switch a.line {
		case qsizeDef:
			r, done = t.StepCall(w)
			a.acquire, a.size.q = acquire{lock: a.q.mutex, d: sched.Forever, enters: true}, a.q
		case qsizeAcquire:
			r, done = a.acquire.Step(t, w)
		case qsizeSize:
			r, done = a.size.Step(t, w)
		case qsizeRelease:
			r, done = a.q.mutex.stepRelease(t, w)
		}
		if !done {
			return r, false
		}
		a.line++
	}
	return r, true
}

// Result returns how many items the queue held.
func (a *qsize[T]) Result() (n int, _ error) { return a.size.n, nil }

// A size is Queue._qsize under way: the call of the Python function, and its len(self.queue).
type size[T any] struct {
	q    *Queue[T]
	line sched.Line
	n    int
}

// Step is one step of it.
func (a *size[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if a.line.Start(w); a.line == 0 {
		if r, done = t.StepCall(w); !done {
			return r, false
		}
		a.line, w = 1, sched.Begin
	}
	if r, done = stepLen(t, w); done {
		a.n = a.q.items.Len()
	}
	return r, done
}

// stepLen is one step of the call of len.
func stepLen(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return t.StepAnnounce(w, trace.None, 0, sched.Builtin)
}

// An entry is an item of a queue with its number: items are counted from 1 as they are put.
type entry[T any] struct {
	item   T
	number int64
}

// entries are what a queue holds, in the order of its kind.
type entries[T any] interface {
	Len() int
	Push(e entry[T])
	Pop() entry[T] // there must be one
}
