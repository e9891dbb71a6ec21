// This file defines Queue: a pipe with two locks, whose items a thread of each writer sends.

package multiprocessing

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// SEM_VALUE_MAX is the bound of a queue that is given none.
const maxSize = 1<<31 - 1

// A Queue is multiprocessing.Queue (Lib/multiprocessing/queues.py). A put hands the item over to a thread of its process, the feeder,
// which pickles and sends it later.
type Queue struct {
	name           string
	maxsize        int
	reader, writer *Connection
	rlock, wlock   *Lock
	sem            *Semaphore // how many items may still be put

	unfinished *Semaphore // of a JoinableQueue: tasks that are not done; else nil
	cond       *Condition
}

// NewQueue returns an empty queue of this name. It holds at most maxsize items; with 0 or less there is no bound but a
// semaphore's.
func NewQueue(t *sched.Thread, name string, maxsize int) *Queue {
	if maxsize <= 0 || maxsize > maxSize {
		maxsize = maxSize
	}
	q := &Queue{name: name, maxsize: maxsize, rlock: NewLock(t, name+".rlock"), wlock: NewLock(t, name+".wlock"),
		sem: NewBoundedSemaphore(t, name+".sem", maxsize)}
	q.reader, q.writer = NewOneWayPipe(t, name)
	return q
}

// NewJoinableQueue returns a queue whose tasks are counted: JoinableQueue.
func NewJoinableQueue(t *sched.Thread, name string, maxsize int) *Queue {
	q := NewQueue(t, name, maxsize)
	q.unfinished, q.cond = NewSemaphore(t, name+".unfinished", 0), NewCondition(t, name+".cond")
	return q
}

func (q *Queue) ends() []*ipc.End { return append(q.reader.ends(), q.writer.ends()...) }

// putCode and getCode are what put and get execute beside what they call.
const (
	putCode = 25
	getCode = 20
)

// Put puts an item into the queue. While the queue is full the thread waits.
func (q *Queue) Put(t *sched.Thread, item any) { _ = q.PutTimeout(t, item, sched.Forever) } // it never gives up

// PutTimeout is Put that waits for d at most, and then returns ErrFull. A queue that the process has closed is Python's ValueError.
func (q *Queue) PutTimeout(t *sched.Thread, item any, d time.Duration) error {
	f := q.feeder(t)
	q.mustBeOpen(t, f)
	t.Run(putCode)
	if !q.sem.AcquireTimeout(t, d) {
		return ErrFull
	}
	put := func() {
		f.notEmpty.With(t, func() {
			f.begin(t)
			f.add(t, item)
			f.notEmpty.Notify(t, 1)
		})
	}
	if q.unfinished == nil {
		put()
		return nil
	}
	f.notEmpty.With(t, func() {
		q.cond.With(t, func() {
			f.begin(t)
			f.add(t, item)
			q.unfinished.Release(t)
			f.notEmpty.Notify(t, 1)
		})
	})
	return nil
}

// PutNowait is Put that does not wait: if the queue is full it returns ErrFull.
func (q *Queue) PutNowait(t *sched.Thread, item any) error { return q.PutTimeout(t, item, 0) }

func (q *Queue) mustBeOpen(t *sched.Thread, f *feeder) {
	if f.closed {
		t.FailWith("ValueError", "Queue <multiprocessing.queues.Queue object> is closed")
	}
}

// Get takes the first item out of the queue. While there is none the thread waits. It fails if the item cannot be read.
func (q *Queue) Get(t *sched.Thread) (any, error) {
	q.mustBeOpen(t, q.feeder(t))
	t.Run(getCode)
	var data []byte
	var err error
	q.rlock.With(t, func() { data, err = q.reader.RecvBytes(t) })
	return q.received(t, data, err)
}

// received is the end of a get: there is room for one more.
func (q *Queue) received(t *sched.Thread, data []byte, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	q.sem.Release(t)
	t.Run(unpickleCode)
	return loads(t, data)
}

// GetTimeout is Get that waits for d at most, and then returns ErrEmpty.
func (q *Queue) GetTimeout(t *sched.Thread, d time.Duration) (any, error) {
	if d == sched.Forever {
		return q.Get(t)
	}
	q.mustBeOpen(t, q.feeder(t))
	t.Run(getCode)
	deadline := t.Now() + d
	if !q.rlock.AcquireTimeout(t, d) {
		return nil, ErrEmpty
	}
	data, err := func() ([]byte, error) {
		defer q.rlock.Release(t)
		left := max(0, deadline-t.Now())
		if d == 0 {
			left = 0
		}
		some, err := q.reader.Poll(t, left)
		switch {
		case err != nil:
			return nil, err
		case !some:
			return nil, ErrEmpty
		}
		return q.reader.RecvBytes(t)
	}()
	return q.received(t, data, err)
}

// GetNowait is Get that does not wait: if there is no item it returns ErrEmpty.
func (q *Queue) GetNowait(t *sched.Thread) (any, error) { return q.GetTimeout(t, 0) }

// Qsize returns how many items have been put and not been got, whether or not they have been sent.
func (q *Queue) Qsize() int { return q.maxsize - q.sem.GetValue() }

// Empty reports whether nothing can be received just now: also before the feeder has sent what was put.
func (q *Queue) Empty(t *sched.Thread) bool {
	some, err := q.reader.Poll(t, 0)
	return err == nil && !some
}

// Full reports whether no item may be put just now.
func (q *Queue) Full() bool { return q.sem.GetValue() == 0 }

// Close says that the process puts nothing more: its feeder ends when everything is sent.
func (q *Queue) Close(t *sched.Thread) {
	f := q.feeder(t)
	f.closed = true
	q.reader.Close(t)
	f.close(t)
}

// JoinThread waits until the feeder has sent everything. The process has closed the queue.
func (q *Queue) JoinThread(t *sched.Thread) {
	f := q.feeder(t)
	assert(t, f.closed, "Queue not closed")
	f.join(t)
}

// CancelJoinThread lets the process end without waiting until everything is sent: what is not sent is lost.
func (q *Queue) CancelJoinThread(t *sched.Thread) {
	f := q.feeder(t)
	f.cancelled = true
	stateOf(t).cancel(t, joinPriority, f)
}
