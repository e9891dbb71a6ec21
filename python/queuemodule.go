// This file defines the module _queue: SimpleQueue, which is C code in CPython (Modules/_queuemodule.c).

package python

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// A simpleQueue is the state of a SimpleQueue.
type simpleQueue struct{ q *threading.SimpleQueue[Value] }

func (s simpleQueue) clone(func(Value) Value) state { return s }

var (
	simpleQueueClass = builtin("SimpleQueue", layoutOther, objectClass).in("_queue")
	emptyError       = builtin("Empty", layoutException, exception).in("_queue")
)

func queueOf(v Value) *threading.SimpleQueue[Value] { return as[Other](v).state.(simpleQueue).q }

// A putting is put under way.
type putting struct{ sched.Op }

func (*putting) value(*Thread) (Value, *Exception) { return none, nil }

// A getting is get under way.
type getting struct{ sched.Call[Value] }

func (g *getting) value(*Thread) (Value, *Exception) {
	v, err := g.Result()
	if err != nil {
		return Value{}, exceptionOf(emptyError)
	}
	return v, nil
}

func init() {
	put := func(t *Thread, a []Value) (Value, *Exception) { return t.perform(&putting{queueOf(a[0]).PutOp(a[1])}) }
	simpleQueueClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			o := alloc[Other](as[Class](a[0]))
			o.state = simpleQueue{threading.NewSimpleQueue[Value](t.sched, t.variable("queue"))}
			return o.ref(), nil
		}},
		Native{name: "put", signature: "($self, /, item, block=True, timeout=None)", cost: engages, call: put},
		Native{name: "put_nowait", signature: "($self, /, item)", cost: engages, call: put},
		Native{name: "get", signature: "($self, /, block=True, timeout=None)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
			d := sched.Forever
			if a[2] != none {
				seconds, err := secondsOf(a[2])
				if err != nil {
					return Value{}, err
				}
				if seconds < 0 {
					return raise(valueError, "'timeout' must be a non-negative number")
				}
				if d, err = durationOf(seconds); err != nil {
					return Value{}, err
				}
			}
			if b, _ := t.truth(a[1]); !b {
				d = 0
			}
			return t.perform(&getting{queueOf(a[0]).GetOp(d)})
		}},
		Native{name: "get_nowait", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) { return t.perform(&getting{queueOf(a[0]).GetOp(0)}) }},
		Native{name: "qsize", call: func(t *Thread, a []Value) (Value, *Exception) {
			return integer(int64(queueOf(a[0]).Qsize(t.sched))), nil
		}},
		Native{name: "empty", call: func(t *Thread, a []Value) (Value, *Exception) { return boolean(queueOf(a[0]).Empty(t.sched)), nil }},
	)
	registerModule(&NativeModule{name: "_queue", values: []namedValue{{"SimpleQueue", simpleQueueClass.ref()}, {"Empty", emptyError.ref()}}})
}
