// This file defines SimpleQueue: a pipe with two locks, and no thread.

package multiprocessing

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// A SimpleQueue is multiprocessing.SimpleQueue: who puts an item sends it, and waits while the pipe is full.
type SimpleQueue struct {
	reader, writer *Connection
	rlock, wlock   *Lock
}

// NewSimpleQueue returns an empty queue of this name.
func NewSimpleQueue(t *sched.Thread, name string) *SimpleQueue {
	q := &SimpleQueue{rlock: NewLock(t, name+".rlock"), wlock: NewLock(t, name+".wlock")}
	q.reader, q.writer = NewOneWayPipe(t, name)
	return q
}

func (q *SimpleQueue) ends() []*ipc.End { return append(q.reader.ends(), q.writer.ends()...) }

// Put sends an item. It fails if the item cannot be pickled, or nobody can receive it.
func (q *SimpleQueue) Put(t *sched.Thread, item any) error {
	t.Run(pickleCode)
	data, err := Dumps(item)
	if err != nil {
		return err
	}
	q.wlock.With(t, func() { err = q.writer.SendBytes(t, data) })
	return err
}

// Get receives the first item, and waits while there is none.
func (q *SimpleQueue) Get(t *sched.Thread) (any, error) {
	var data []byte
	var err error
	q.rlock.With(t, func() { data, err = q.reader.RecvBytes(t) })
	if err != nil {
		return nil, err
	}
	t.Run(unpickleCode)
	return loads(t, data)
}

// Empty reports whether nothing can be received just now.
func (q *SimpleQueue) Empty(t *sched.Thread) bool {
	some, err := q.reader.Poll(t, 0)
	return err == nil && !some
}

// Close closes the queue for the process of t.
func (q *SimpleQueue) Close(t *sched.Thread) {
	q.reader.Close(t)
	q.writer.Close(t)
}
