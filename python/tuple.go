// This file defines the methods of tuple (CPython's Objects/tupleobject.c).

package python

// newTupleOf returns items as an object of class, tuple or one that derives from it.
func newTupleOf(class *Class, items []Value) Value {
	if class == tupleClass {
		if len(items) == 0 {
			return emptyTuple
		}
		return newTuple(items...)
	}
	x := alloc[Tuple](class)
	x.items = items
	return x.ref()
}

func tupleNew(t *Thread, a []Value) (Value, *Exception) {
	class := as[Class](a[0])
	if !a[1].valid() {
		return newTupleOf(class, nil), nil
	}
	if a[1].is(tupleClass) && class == tupleClass {
		return a[1], nil
	}
	items, err := t.elements(a[1])
	if err != nil {
		return Value{}, err
	}
	t.laborsOver(a[1], len(items))
	return newTupleOf(class, append([]Value(nil), items...)), nil
}

func tupleRepr(t *Thread, v Value) (Value, *Exception) {
	items := v.items()
	if len(items) == 0 {
		return newStr("()"), nil
	}
	return t.within(v, "(...)", func() (string, *Exception) {
		s, err := t.reprItems(items)
		if len(items) == 1 {
			s += ","
		}
		return "(" + s + ")", err
	})
}

func defineTuple() {
	all := append(sequenceComparisons(), times(func(t *Thread, v Value, n int64) (Value, *Exception) {
		items, err := t.repeatItems(v.items(), n)
		return newTuple(items...), err
	})...)
	all = append(all,
		Native{name: "__new__", kind: aStatic, signature: "($cls, iterable=<absent>, /)", call: tupleNew, twin: "_tuple_new"},
		joined("tuple", newTuple),
		unary("__len__", func(_ *Thread, v Value) (Value, *Exception) { return integer(int64(len(v.items()))), nil }),
		unary("__iter__", func(_ *Thread, v Value) (Value, *Exception) { return newIterator(tupleIteratorClass, v), nil }),
		unary("__repr__", tupleRepr).withTwin("_tuple_repr"),
		unary("__hash__", func(t *Thread, v Value) (Value, *Exception) {
			h, ok := hashTuple(t, v.items())
			if !ok {
				return Value{}, handOver
			}
			return integer(h), nil
		}).withTwin("_tuple_hash"),
		Native{name: "__getitem__", signature: "($self, key, /)", twin: "_index_item", call: func(t *Thread, a []Value) (Value, *Exception) { return t.sequenceItem(a, "tuple", newTuple) }},
		Native{name: "__contains__", signature: "($self, key, /)", twin: "_sequence_contains", call: containsItem},
		Native{name: "index", signature: "($self, value, start=<absent>, stop=<absent>, /)", call: listIndex, twin: "_sequence_index"},
		Native{name: "count", signature: "($self, value, /)", call: countItems, twin: "_sequence_count"},
		Native{name: "__getnewargs__", signature: "($self, /)", call: func(_ *Thread, a []Value) (Value, *Exception) { return newTuple(newTuple(a[0].items()...)), nil }},
		classGetItem,
	)
	tupleClass.define(all...)
}
