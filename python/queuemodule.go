// This file defines the module _queue: queue.SimpleQueue, which is C in CPython, and queue.Empty (Modules/_queuemodule.c).

package python

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// A simpleQueue is the state of a SimpleQueue: that of sched, which wakes those who wait.
type simpleQueue struct{ *threading.SimpleQueue[Value] }

func (q simpleQueue) clone(by cloner) state {
	if c, ok := by.(*cloning); ok {
		return simpleQueue{q.Fork(c.main, c.value)}
	}
	return q // what it holds has been published when it was put
}

var (
	simpleQueueClass = builtin("SimpleQueue", layoutOther, objectClass).in("_queue")
	queueEmpty       = builtin("Empty", layoutException, exception).in("_queue")
)

func simpleQueueOf(v Value) simpleQueue { return as[Other](v).state.(simpleQueue) }

// A putting is put under way.
type putting struct {
	queue simpleQueue
	item  Value
}

// Step is one step of it.
func (p *putting) Step(s *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return p.queue.StepPut(s, w, p.item)
}

func (p *putting) appendHeld(list []Value) []Value { return append(list, p.item) }

func (*putting) value(*Thread) (Value, *Exception) { return none, nil }

// A getting is get under way.
type getting struct{ sched.Call[Value] }

func (g getting) value(*Thread) (Value, *Exception) {
	v, err := g.Result()
	if err != nil {
		return Value{}, exceptionOf(queueEmpty)
	}
	return v, nil
}

// put puts an item: it never waits, whatever it is told.
func (t *Thread) put(queue, item Value) (Value, *Exception) {
	t.publish(item)
	return t.perform(&putting{simpleQueueOf(queue), item})
}

// queueTimeout returns how long get(block, timeout) waits at most.
func (t *Thread) queueTimeout(block, timeout Value) (time.Duration, *Exception) {
	if b, _ := t.truth(block); !b {
		return 0, nil
	}
	if timeout == none {
		return sched.Forever, nil
	}
	seconds, err := secondsOf(timeout)
	switch {
	case err != nil:
		return 0, err
	case seconds < 0:
		return 0, newException(valueError, "'timeout' must be a non-negative number")
	}
	return t.durationOf(seconds, timeout.isInt())
}

func defineQueue() {
	put := Native{name: "put", signature: "($self, item, block=True, timeout=None)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) { return t.put(a[0], a[1]) }}
	get := Native{name: "get", signature: "($self, block=True, timeout=None)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
		d, err := t.queueTimeout(a[1], a[2])
		if err != nil {
			return Value{}, err
		}
		return t.perform(getting{simpleQueueOf(a[0]).GetOp(d)})
	}}
	simpleQueueClass.define(put, get, classGetItem,
		Native{name: "__new__", kind: aStatic, signature: "($cls, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			x := alloc[Other](as[Class](a[0]))
			x.state = simpleQueue{threading.NewSimpleQueue[Value](t.sched, t.variable("queue"))}
			return x.ref(), nil
		}},
		Native{name: "put_nowait", signature: "($self, item)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) { return t.put(a[0], a[1]) }},
		Native{name: "get_nowait", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
			return t.perform(getting{simpleQueueOf(a[0]).GetOp(0)})
		}},
		unary("qsize", func(t *Thread, v Value) (Value, *Exception) {
			return integer(int64(simpleQueueOf(v).Len(t.sched))), nil
		}),
		unary("empty", func(t *Thread, v Value) (Value, *Exception) { return boolean(simpleQueueOf(v).Len(t.sched) == 0), nil }),
	)
	registerModule(&NativeModule{name: "_queue", values: []namedValue{{"SimpleQueue", simpleQueueClass.ref()}, {"Empty", queueEmpty.ref()}}})
}
