// This file defines SimpleQueue, the queue without a bound.

package threading

import (
	"errors"
	"time"

	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// ErrEmpty is queue.Empty: there was no item, or none came in time. In Python it has no text.
var ErrEmpty = errors.New("queue is empty")

// A SimpleQueue is queue.SimpleQueue: first in, first out, without a bound, so that a put never waits. Each of its methods
// is one call of C code (CPython's _queuemodule.c), where Queue has locks of its own.
//
// A put does not hand its item over: it wakes who has waited longest, and whoever tries first gets it.
type SimpleQueue[T any] struct {
	object  int32
	memory  *sched.Memory
	mu      sched.Mutex // guards what follows
	items   container.Ring[entry[T]]
	puts    int64 // so far
	getters sched.Queue
}

// NewSimpleQueue returns an empty queue of this name. Making one takes no time.
func NewSimpleQueue[T any](t *sched.Thread, name string) *SimpleQueue[T] {
	return &SimpleQueue[T]{object: t.Process().Names.AddObject(trace.ClassQueue, name), memory: t.Memory()}
}

// Fork returns the queue as a process has it that has been forked, and whose main thread is main, with what each says of its items.
// Nobody waits for one.
func (q *SimpleQueue[T]) Fork(main *sched.Thread, each func(T) T) *SimpleQueue[T] {
	info, _ := q.memory.Names.Object(q.object)
	copied := NewSimpleQueue[T](main, info.Name)
	copied.puts = q.puts
	for i := range q.items.Len() {
		e := q.items.At(i)
		copied.items.Push(entry[T]{each(e.item), e.number})
	}
	return copied
}

// Put puts an item into the queue, and wakes who has waited longest for one.
func (q *SimpleQueue[T]) Put(t *sched.Thread, item T) {
	t.Announce(trace.Put, q.object, sched.Jump)
	q.put(t, item)
}

// PutOp returns Put as an op.
func (q *SimpleQueue[T]) PutOp(item T) sched.Op {
	return sched.Announced(trace.Put, q.object, sched.Jump, func(t *sched.Thread) { q.put(t, item) })
}

// StepPut is one step of Put.
func (q *SimpleQueue[T]) StepPut(t *sched.Thread, w sched.Wake, item T) (sched.Request, bool) {
	r, done := t.StepAnnounce(w, trace.Put, q.object, sched.Jump)
	if done {
		q.put(t, item)
	}
	return r, done
}

// put is what Put does once it is announced.
func (q *SimpleQueue[T]) put(t *sched.Thread, item T) {
	t.MustShare(q.memory, q.object)
	t.Charge(sched.CallSimpleQueue)
	q.mu.Lock(t)
	t.NoteFree(q.items.Len() > 0)
	q.puts++
	q.items.Push(entry[T]{item, q.puts})
	t.Engine().Record(t, trace.Put, q.object, q.puts)
	next := q.getters.Pop(t, sched.FIFO)
	q.mu.Unlock(t)
	if next != nil {
		next.Unpark(t)
	}
}

// Get takes the first item out of the queue. If there is none the thread lets the interpreter lock go and waits.
func (q *SimpleQueue[T]) Get(t *sched.Thread) T {
	item, _ := q.GetTimeout(t, sched.Forever)
	return item
}

// GetTimeout is Get that waits for d at most, and then returns ErrEmpty; sched.Forever is without end. A negative time is
// Python's error.
func (q *SimpleQueue[T]) GetTimeout(t *sched.Thread, d time.Duration) (item T, err error) {
	a := simpleGet[T]{q: q, d: d}
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// GetNowait is Get that does not wait: if there is no item it returns ErrEmpty.
func (q *SimpleQueue[T]) GetNowait(t *sched.Thread) (item T, err error) { return q.GetTimeout(t, 0) }

// GetOp returns GetTimeout as an op.
func (q *SimpleQueue[T]) GetOp(d time.Duration) sched.Call[T] { return &simpleGet[T]{q: q, d: d} }

// Qsize returns how many items the queue holds. It is a step of the program, and leaves no event.
func (q *SimpleQueue[T]) Qsize(t *sched.Thread) int {
	t.Announce(trace.Load, q.object, sched.Jump)
	return q.Len(t)
}

// Len is what Qsize returns, for an interpreter that has announced the look. It is no step.
func (q *SimpleQueue[T]) Len(t *sched.Thread) int {
	q.mu.Lock(t)
	defer q.mu.Unlock(t)
	return q.items.Len()
}

// Object returns the queue's number in the trace.
func (q *SimpleQueue[T]) Object() int32 { return q.object }

// Empty reports whether the queue holds no item, as Qsize does.
func (q *SimpleQueue[T]) Empty(t *sched.Thread) bool { return q.Qsize(t) == 0 }

// A simpleGet is SimpleQueue.get under way.
type simpleGet[T any] struct {
	q     *SimpleQueue[T]
	d     time.Duration
	waits *getter[T] // nil as long as it does not
	got   entry[T]
	none  bool // there was no item in time
}

// Step is one step of it.
func (a *simpleGet[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.begin(t)
	}
	if a.waits == nil {
		if w == sched.Begin && a.d == sched.Forever {
			t.Needs((*filled[T])(a.q))
		}
		if r, done = t.StepAnnounce(w, trace.Get, a.q.object, sched.Jump); !done {
			return r, false
		}
		if a.none = !a.q.take(t, &a.got); !a.none || a.d == 0 {
			return r, true
		}
		a.waits, w = &getter[T]{queue: a.q}, sched.Begin
	}
	if r, done = t.StepBlockFor(w, a.waits, a.d); done {
		if a.none = t.GaveUp(); !a.none {
			a.got = a.waits.got
			t.Engine().Record(t, trace.Get, a.q.object, a.got.number)
		}
	}
	return r, done
}

// begin fails if the time-out is none.
func (a *simpleGet[T]) begin(t *sched.Thread) {
	if wrong := wrongQueueTimeout(a.d); wrong != "" {
		t.FailWith("ValueError", "%s", wrong)
	}
	a.waits = nil
	t.Charge(sched.CallSimpleQueue)
}

// Result returns the item, or ErrEmpty.
func (a *simpleGet[T]) Result() (item T, err error) {
	if a.none {
		return item, ErrEmpty
	}
	return a.got.item, nil
}

// filled is that the queue holds an item, which a get needs.
type filled[T any] SimpleQueue[T]

// Free reports whether it does.
func (f *filled[T]) Free(*sched.Thread) bool { return f.items.Len() > 0 }

// take takes an item if there is one, and notes that, or an attempt in vain. It does so under the mutex, so that the order
// of the events is that of the attempts.
func (q *SimpleQueue[T]) take(t *sched.Thread, got *entry[T]) bool {
	t.MustShare(q.memory, q.object)
	q.mu.Lock(t)
	defer q.mu.Unlock(t)
	if q.items.Len() == 0 {
		t.Refused(q.object)
		return false
	}
	*got = q.items.Pop()
	t.Engine().Record(t, trace.Get, q.object, got.number)
	return true
}

// A getter is a thread that waits for an item: the queue as something to wait for, and a place for what it gets.
type getter[T any] struct {
	queue *SimpleQueue[T]
	got   entry[T]
}

// OwnLock notes that it is a lock of the interpreter's own.
func (g *getter[T]) OwnLock() {}

// Try takes an item, or queues up for one.
func (g *getter[T]) Try(t *sched.Thread) bool {
	q := g.queue
	q.mu.Lock(t)
	defer q.mu.Unlock(t)
	t.Self().Woken()
	if q.items.Len() == 0 {
		q.getters.Push(t.Self())
		return t.Tried(q.object, false)
	}
	g.got = q.items.Pop()
	q.getters.Remove(t.Self())
	return t.Tried(q.object, true)
}

// Object returns the queue's number in the trace.
func (g *getter[T]) Object() int32 { return g.queue.object }

// Holder returns nobody: anybody may put an item.
func (g *getter[T]) Holder() *sched.Thread { return nil }
