// This file defines collections.deque (CPython's Modules/_collectionsmodule.c).

package python

import "strconv"

// A deque is the state of a collections.deque. Its elements lie in items from head on, so that both ends are cheap.
type deque struct {
	items   []Value
	head    int
	maxLen  int // -1: none
	changes int64
}

func (d *deque) clone(by cloner) state {
	c := &deque{items: make([]Value, 0, len(d.items)-d.head), maxLen: d.maxLen, changes: d.changes}
	for _, v := range d.items[d.head:] {
		c.items = append(c.items, by.value(v))
	}
	return c
}

var (
	dequeClass                = builtin("deque", layoutOther, objectClass).in("collections")
	dequeIteratorClass        = iteratorClass("_deque_iterator").in("_collections")
	dequeReverseIteratorClass = iteratorClass("_deque_reverse_iterator").in("_collections")
)

func dequeOf(v Value) *deque { return as[Other](v).state.(*deque) }

func isDeque(v Value) bool { return v.isA(dequeClass) }

// list returns the elements, in memory that the caller must not change.
func (d *deque) list() []Value { return d.items[d.head:] }

func (d *deque) append(v Value) {
	d.changes++
	d.items = append(d.items, v)
	if d.maxLen >= 0 && len(d.list()) > d.maxLen {
		d.dropLeft()
	}
}

func (d *deque) dropLeft() Value {
	v := d.items[d.head]
	d.items[d.head] = Value{}
	d.head++
	if d.head > 32 && d.head > len(d.items)/2 {
		d.items = append([]Value(nil), d.list()...)
		d.head = 0
	}
	return v
}

func (d *deque) appendLeft(v Value) {
	d.changes++
	if d.head == 0 {
		room := len(d.items)/2 + 8
		d.items = append(make([]Value, room, room+len(d.items)), d.items...)
		d.head = room
	}
	d.head--
	d.items[d.head] = v
	if d.maxLen >= 0 && len(d.list()) > d.maxLen {
		d.dropRight()
	}
}

func (d *deque) dropRight() Value {
	last := len(d.items) - 1
	v := d.items[last]
	d.items[last] = Value{}
	d.items = d.items[:last]
	return v
}

// replace makes items the elements, of which a limit keeps the last ones.
func (d *deque) replace(items []Value) {
	d.changes++
	if d.maxLen >= 0 && len(items) > d.maxLen {
		items = items[len(items)-d.maxLen:]
	}
	d.items, d.head = append([]Value(nil), items...), 0
}

// newDeque returns a deque of class with these elements.
func newDeque(class *Class, maxLen int, items []Value) Value {
	x := alloc[Other](class)
	d := &deque{maxLen: maxLen}
	d.replace(items)
	x.state = d
	return x.ref()
}

func dequeInit(t *Thread, a []Value) (Value, *Exception) {
	d := dequeOf(a[0])
	maxLen := -1
	if a[2] != none {
		if !a[2].isInt() {
			return raise(typeError, "an integer is required")
		}
		n, err := t.index(a[2], notInteger)
		if err != nil {
			return Value{}, err
		}
		if n < 0 {
			return raise(valueError, "maxlen must be non-negative")
		}
		maxLen = int(n)
	}
	var items []Value
	if a[1].valid() {
		var err *Exception
		if items, err = t.elements(a[1]); err != nil {
			return Value{}, err
		}
	}
	d.maxLen = maxLen
	d.replace(items)
	return none, nil
}

func dequeRepr(t *Thread, v Value) (Value, *Exception) {
	return t.within(v, "[...]", func() (string, *Exception) {
		d := dequeOf(v)
		s, err := t.reprItems(d.list())
		s = v.class().name + "([" + s + "]"
		if d.maxLen >= 0 {
			s += ", maxlen=" + strconv.Itoa(d.maxLen)
		}
		return s + ")", err
	})
}

const dequeIndex = "sequence index must be integer, not '%s'"

func dequeItem(t *Thread, a []Value) (Value, *Exception) {
	d := dequeOf(a[0])
	i, err := t.place(a[1], len(d.list()), dequeIndex, "deque index out of range")
	if err != nil {
		return Value{}, err
	}
	return d.list()[i], nil
}

func dequeSetItem(t *Thread, a []Value) (Value, *Exception) {
	d := dequeOf(a[0])
	i, err := t.place(a[1], len(d.list()), dequeIndex, "deque index out of range")
	if err != nil {
		return Value{}, err
	}
	d.list()[i] = a[2]
	return none, nil
}

func dequeDelItem(t *Thread, a []Value) (Value, *Exception) {
	d := dequeOf(a[0])
	i, err := t.place(a[1], len(d.list()), dequeIndex, "deque index out of range")
	if err != nil {
		return Value{}, err
	}
	d.replace(without(append([]Value(nil), d.list()...), []int{i}))
	return none, nil
}

func dequeExtend(t *Thread, a []Value) (Value, *Exception) {
	items, err := t.elements(a[1])
	if err != nil {
		return Value{}, err
	}
	for _, v := range append([]Value(nil), items...) {
		dequeOf(a[0]).append(v)
	}
	return none, nil
}

func dequeRotate(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	d := dequeOf(a[0])
	items := d.list()
	if len(items) < 2 {
		return none, nil
	}
	k := int(((n % int64(len(items))) + int64(len(items))) % int64(len(items)))
	d.replace(append(append([]Value(nil), items[len(items)-k:]...), items[:len(items)-k]...))
	return none, nil
}

func dequeInsert(t *Thread, a []Value) (Value, *Exception) {
	i, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	d := dequeOf(a[0])
	items := d.list()
	if d.maxLen >= 0 && len(items) >= d.maxLen {
		return raise(indexError, "deque already at its maximum size")
	}
	at := insertionPoint(i, len(items))
	all := append(append([]Value(nil), items[:at]...), a[2])
	d.replace(append(all, items[at:]...))
	return none, nil
}

// dequeFind makes the methods that look for an element.
func dequeFind(name, signature, twin string, found func(t *Thread, d *deque, v Value, at []int) (Value, *Exception)) Native {
	return Native{name: name, signature: signature, twin: twin, call: func(t *Thread, a []Value) (Value, *Exception) {
		d := dequeOf(a[0])
		from, to := 0, len(d.list())
		if len(a) == 4 {
			var err *Exception
			if from, to, err = t.indexPair(a[2], a[3], to); err != nil {
				return Value{}, err
			}
			from = min(from, to)
		}
		var at []int
		if !t.places(d.list()[from:to], a[1], func(i int) bool {
			at = append(at, from+i)
			return true
		}) {
			return Value{}, handOver
		}
		return found(t, d, a[1], at)
	}}
}

// notIn is the error of an element that is not there.
func notIn(t *Thread, v Value) (Value, *Exception) {
	shown, err := t.repr(v)
	if err != nil {
		return Value{}, err
	}
	return raise(valueError, "%s is not in deque", shown.text())
}

// nextOfDeque is __next__ of an iterator over a deque: stop holds the count of changes that it began with.
func nextOfDeque(_ *Thread, v Value) (Value, *Exception) {
	it := as[Iterator](v)
	if !it.of.valid() {
		return Value{}, exhausted
	}
	d := dequeOf(it.of)
	items := d.list()
	switch {
	case d.changes != it.stop:
		it.of = Value{}
		return raise(runtimeError, "deque mutated during iteration")
	case it.i < 0 || it.i >= int64(len(items)):
		it.of = Value{}
		return Value{}, exhausted
	}
	it.i += it.step
	return items[it.i-it.step], nil
}

func overDeque(class *Class, v Value, i, step int64) Value {
	return makeIterator(class, Iterator{of: v, i: i, stop: dequeOf(v).changes, step: step})
}

func dequeComparison(op string) Native {
	return Native{name: op, signature: "($self, value, /)", twin: "_deque" + op[1:4], call: func(t *Thread, a []Value) (Value, *Exception) {
		if !isDeque(a[1]) {
			return notImplemented, nil
		}
		x, y := dequeOf(a[0]).list(), dequeOf(a[1]).list()
		if op != "__eq__" && op != "__ne__" {
			return t.orderItems(op, x, y)
		}
		equal, known := sameItems(x, y, deepest)
		if !known {
			return Value{}, handOver
		}
		return boolean(equal == (op == "__eq__")), nil
	}}
}

func defineDeque() {
	all := times(func(t *Thread, v Value, n int64) (Value, *Exception) {
		items, err := t.repeatItems(dequeOf(v).list(), n)
		if err != nil {
			return Value{}, err
		}
		return newDeque(dequeClass, dequeOf(v).maxLen, items), nil
	})
	for _, op := range []string{"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"} {
		all = append(all, dequeComparison(op))
	}
	copied := func(_ *Thread, v Value) (Value, *Exception) {
		return newDeque(v.class(), dequeOf(v).maxLen, dequeOf(v).list()), nil
	}
	dequeClass.define(append(all,
		Native{name: "__new__", kind: aStatic, signature: "($cls, *args, **kwargs)", call: func(_ *Thread, a []Value) (Value, *Exception) { return newDeque(as[Class](a[0]), -1, nil), nil }},
		Native{name: "__init__", signature: "($self, iterable=<absent>, maxlen=None)", call: dequeInit, twin: "_deque_init"},
		unary("__len__", func(_ *Thread, v Value) (Value, *Exception) { return integer(int64(len(dequeOf(v).list()))), nil }),
		unary("__repr__", dequeRepr).withTwin("_deque_repr"),
		unary("__iter__", func(_ *Thread, v Value) (Value, *Exception) { return overDeque(dequeIteratorClass, v, 0, 1), nil }),
		unary("__reversed__", func(_ *Thread, v Value) (Value, *Exception) {
			return overDeque(dequeReverseIteratorClass, v, int64(len(dequeOf(v).list()))-1, -1), nil
		}),
		Native{name: "__getitem__", signature: "($self, key, /)", call: dequeItem, twin: "_index_item"},
		Native{name: "__setitem__", signature: "($self, key, value, /)", call: dequeSetItem, twin: "_index_setitem"},
		Native{name: "__delitem__", signature: "($self, key, /)", call: dequeDelItem, twin: "_index_delitem"},
		Native{name: "__add__", signature: "($self, value, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if !isDeque(a[1]) {
				return raise(typeError, "can only concatenate deque (not \"%s\") to deque", a[1].class().typeName())
			}
			items := append([]Value(nil), dequeOf(a[0]).list()...)
			return newDeque(a[0].class(), dequeOf(a[0]).maxLen, append(items, dequeOf(a[1]).list()...)), nil
		}},
		Native{name: "__iadd__", signature: "($self, value, /)", twin: "_deque_iadd", call: func(t *Thread, a []Value) (Value, *Exception) {
			_, err := dequeExtend(t, a)
			return a[0], err
		}},
		Native{name: "append", signature: "($self, x, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if t.full(dequeOf(a[0]).items) {
				return Value{}, exceptionOf(memoryError)
			}
			dequeOf(a[0]).append(a[1])
			return none, nil
		}},
		Native{name: "appendleft", signature: "($self, x, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if t.full(dequeOf(a[0]).items) {
				return Value{}, exceptionOf(memoryError)
			}
			dequeOf(a[0]).appendLeft(a[1])
			return none, nil
		}},
		unary("pop", func(_ *Thread, v Value) (Value, *Exception) {
			d := dequeOf(v)
			if len(d.list()) == 0 {
				return raise(indexError, "pop from an empty deque")
			}
			d.changes++
			return d.dropRight(), nil
		}),
		unary("popleft", func(_ *Thread, v Value) (Value, *Exception) {
			d := dequeOf(v)
			if len(d.list()) == 0 {
				return raise(indexError, "pop from an empty deque")
			}
			d.changes++
			return d.dropLeft(), nil
		}),
		Native{name: "extend", signature: "($self, iterable, /)", call: dequeExtend, twin: "_deque_extend"},
		Native{name: "extendleft", signature: "($self, iterable, /)", twin: "_deque_extendleft", call: func(t *Thread, a []Value) (Value, *Exception) {
			items, err := t.elements(a[1])
			if err != nil {
				return Value{}, err
			}
			for _, v := range append([]Value(nil), items...) {
				dequeOf(a[0]).appendLeft(v)
			}
			return none, nil
		}},
		Native{name: "rotate", signature: "($self, n=1, /)", call: dequeRotate, twin: "_deque_rotate"},
		Native{name: "insert", parsed: true, signature: "($self, index, object, /)", call: dequeInsert, twin: "_deque_insert"},
		unary("clear", func(_ *Thread, v Value) (Value, *Exception) {
			dequeOf(v).replace(nil)
			return none, nil
		}),
		unary("reverse", func(_ *Thread, v Value) (Value, *Exception) {
			reverse(dequeOf(v).list())
			return none, nil
		}),
		unary("copy", copied), unary("__copy__", copied),
		dequeFind("__contains__", "($self, key, /)", "_deque_contains", func(_ *Thread, _ *deque, _ Value, at []int) (Value, *Exception) { return boolean(len(at) > 0), nil }),
		dequeFind("count", "($self, value, /)", "_deque_count", func(_ *Thread, _ *deque, _ Value, at []int) (Value, *Exception) { return integer(int64(len(at))), nil }),
		dequeFind("index", "($self, value, start=<absent>, stop=<absent>, /)", "_deque_index", func(t *Thread, _ *deque, v Value, at []int) (Value, *Exception) {
			if len(at) == 0 {
				return notIn(t, v)
			}
			return integer(int64(at[0])), nil
		}),
		dequeFind("remove", "($self, value, /)", "_deque_remove", func(t *Thread, d *deque, v Value, at []int) (Value, *Exception) {
			if len(at) == 0 {
				return notIn(t, v)
			}
			d.replace(without(append([]Value(nil), d.list()...), at[:1]))
			return none, nil
		}),
		getter("maxlen", func(v Value) Value {
			if n := dequeOf(v).maxLen; n >= 0 {
				return integer(int64(n))
			}
			return none
		}),
		classGetItem,
	)...)
	dequeClass.constant("__hash__", none)
	self := unary("__iter__", func(_ *Thread, v Value) (Value, *Exception) { return v, nil })
	dequeIteratorClass.define(self, unary("__next__", nextOfDeque))
	dequeReverseIteratorClass.define(self, unary("__next__", nextOfDeque))
	registerModule(&NativeModule{name: "_deque", values: []namedValue{{"deque", dequeClass.ref()}}})
}
