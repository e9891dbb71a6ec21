// This file defines the methods of list (CPython's Objects/listobject.c).

package python

import "strings"

// place returns which of n elements an index means; the texts are its errors.
func (t *Thread) place(key Value, n int, wrongType, outOfRange string) (int, *Exception) {
	i, fits, err := t.clipped(key, wrongType)
	switch {
	case err != nil:
		return 0, err
	case !fits:
		_, err = raise(indexError, "cannot fit 'int' into an index-sized integer")
		return 0, err
	case i < 0:
		i += int64(n)
	}
	if i < 0 || i >= int64(n) {
		_, err = raise(indexError, "%s", outOfRange)
	}
	return int(i), err
}

// picked returns which of n elements an index or slice means, in order.
func (t *Thread) picked(key Value, n int, wrongType, outOfRange string) ([]int, *Exception) {
	if !key.is(sliceClass) {
		i, err := t.place(key, n, wrongType, outOfRange)
		return []int{i}, err
	}
	start, step, count, err := t.bounds(as[Slice](key), n)
	if err != nil {
		return nil, err
	}
	if step < 0 {
		start, step = start+(count-1)*step, -step
	}
	all := make([]int, count)
	for i := range all {
		all[i] = start + i*step
	}
	return all, nil
}

// without returns items without those at the places in gone, which are in order.
func without[T any](items []T, gone []int) []T {
	if len(gone) == 0 {
		return items
	}
	kept := items[:gone[0]]
	for i := gone[0]; i < len(items); i++ {
		if len(gone) > 0 && gone[0] == i {
			gone = gone[1:]
			continue
		}
		kept = append(kept, items[i])
	}
	clear(items[len(kept):])
	return kept
}

// sequenceItem returns an element of a list or tuple, or the elements of a slice in an object that wrap makes.
func (t *Thread) sequenceItem(a []Value, name string, wrap func(items ...Value) Value) (Value, *Exception) {
	items := a[0].items()
	if a[1].is(sliceClass) {
		start, step, n, err := t.bounds(as[Slice](a[1]), len(items))
		if err != nil {
			return Value{}, err
		}
		part := make([]Value, n)
		if step == 1 {
			copy(part, items[start:])
			return wrap(part...), nil
		}
		for i := range part {
			part[i] = items[start+i*step]
		}
		return wrap(part...), nil
	}
	i, err := t.place(a[1], len(items), name+" indices must be integers or slices, not %s", name+" index out of range")
	if err != nil {
		return Value{}, err
	}
	return items[i], nil
}

func listSetItem(t *Thread, a []Value) (Value, *Exception) {
	l := as[List](a[0])
	if a[1].is(sliceClass) {
		return listSetSlice(t, l, as[Slice](a[1]), a[2])
	}
	i, err := t.place(a[1], len(l.items), "list indices must be integers or slices, not %s", "list assignment index out of range")
	if err != nil {
		return Value{}, err
	}
	l.items[i] = a[2]
	return none, nil
}

func listSetSlice(t *Thread, l *List, s *Slice, v Value) (Value, *Exception) {
	start, step, n, err := t.bounds(s, len(l.items))
	if err != nil {
		return Value{}, err
	}
	items, err := t.elements(v)
	switch {
	case err == handOver:
		return Value{}, err
	case err != nil && step == 1 && !t.interp.since(13):
		return raise(typeError, "can only assign an iterable")
	case err != nil:
		return raise(typeError, "must assign iterable to extended slice")
	case step == 1:
		tail := l.items[start+n:]
		l.items = append(append(append(make([]Value, 0, start+len(items)+len(tail)), l.items[:start]...), items...), tail...)
		return none, nil
	case len(items) != n:
		return raise(valueError, "attempt to assign sequence of size %d to extended slice of size %d", len(items), n)
	}
	for i, item := range append([]Value(nil), items...) {
		l.items[start+i*step] = item
	}
	return none, nil
}

func listDelItem(t *Thread, a []Value) (Value, *Exception) {
	l := as[List](a[0])
	gone, err := t.picked(a[1], len(l.items), "list indices must be integers or slices, not %s", "list assignment index out of range")
	if err != nil {
		return Value{}, err
	}
	l.items = without(l.items, gone)
	return none, nil
}

// joined makes + of lists and tuples.
func joined(name string, wrap func(items ...Value) Value) Native {
	return Native{name: "__add__", signature: "($self, value, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
		if a[0].layout() != a[1].layout() {
			if overrides(a[1], "__radd__") {
				return notImplemented, nil
			}
			return raise(typeError, "can only concatenate %s (not \"%s\") to %s", name, a[1].class().typeName(), name)
		}
		x, y := a[0].items(), a[1].items()
		if t.tooMany(int64(len(x) + len(y))) {
			return Value{}, exceptionOf(memoryError)
		}
		return wrap(append(append(make([]Value, 0, len(x)+len(y)), x...), y...)...), nil
	}}
}

func (t *Thread) repeatItems(items []Value, n int64) ([]Value, *Exception) {
	count, err := t.repeated(valueSize, len(items), n)
	if err != nil {
		return nil, err
	}
	all := make([]Value, 0, count*len(items))
	for range count {
		all = append(all, items...)
	}
	return all, nil
}

// places has found get the places where v stands, until it returns false: index, count and so on of what has items.
func (t *Thread) places(items []Value, v Value, found func(i int) bool) (known bool) {
	for i, item := range items {
		equal, known := identical(item, v, deepest)
		if !known {
			return false
		}
		if equal && !found(i) {
			t.labors(i, itemFound)
			return true
		}
	}
	t.labors(len(items), itemFound)
	return true
}

func listIndex(t *Thread, a []Value) (Value, *Exception) {
	items := a[0].items()
	from, to, err := t.indexPair(a[2], a[3], len(items))
	if err != nil {
		return Value{}, err
	}
	at := -1
	if from < to {
		if !t.places(items[from:to], a[1], func(i int) bool {
			at = from + i
			return false
		}) {
			return Value{}, handOver
		}
	}
	switch {
	case at >= 0:
		return integer(int64(at)), nil
	case a[0].layout() == layoutTuple:
		return raise(valueError, "tuple.index(x): x not in tuple")
	}
	shown, err := t.repr(a[1])
	if err != nil {
		return Value{}, err
	}
	return raise(valueError, "%s is not in list", shown.text())
}

func countItems(t *Thread, a []Value) (Value, *Exception) {
	n := int64(0)
	if !t.places(a[0].items(), a[1], func(int) bool {
		n++
		return true
	}) {
		return Value{}, handOver
	}
	return integer(n), nil
}

func containsItem(t *Thread, a []Value) (Value, *Exception) {
	in := false
	if !t.places(a[0].items(), a[1], func(int) bool {
		in = true
		return false
	}) {
		return Value{}, handOver
	}
	return boolean(in), nil
}

func listRemove(t *Thread, a []Value) (Value, *Exception) {
	l := as[List](a[0])
	at := -1
	if !t.places(l.items, a[1], func(i int) bool {
		at = i
		return false
	}) {
		return Value{}, handOver
	}
	if at < 0 {
		return raise(valueError, "list.remove(x): x not in list")
	}
	l.items = without(l.items, []int{at})
	return none, nil
}

func listAppend(t *Thread, a []Value) (Value, *Exception) {
	l := as[List](a[0])
	if t.full(l.items) {
		return Value{}, exceptionOf(memoryError)
	}
	l.items = append(l.items, a[1])
	return none, nil
}

func listExtend(t *Thread, a []Value) (Value, *Exception) {
	items, err := t.elements(a[1])
	if err != nil {
		return Value{}, err
	}
	l := as[List](a[0])
	if t.tooMany(int64(len(l.items) + len(items))) {
		return Value{}, exceptionOf(memoryError)
	}
	l.items = append(l.items, items...)
	return none, nil
}

// insertionPoint returns where list.insert(i) inserts in a sequence of n.
func insertionPoint(i int64, n int) int {
	if i < 0 {
		i = max(0, i+int64(n))
	}
	return int(min(i, int64(n)))
}

func listInsert(t *Thread, a []Value) (Value, *Exception) {
	i, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	l := as[List](a[0])
	at := insertionPoint(i, len(l.items))
	l.items = append(l.items, Value{})
	copy(l.items[at+1:], l.items[at:])
	l.items[at] = a[2]
	return none, nil
}

func listPop(t *Thread, a []Value) (Value, *Exception) {
	l := as[List](a[0])
	i, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	n := int64(len(l.items))
	if n == 0 {
		return raise(indexError, "pop from empty list")
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return raise(indexError, "pop index out of range")
	}
	v := l.items[i]
	copy(l.items[i:], l.items[i+1:])
	l.items[n-1] = Value{}
	l.items = l.items[:n-1]
	return v, nil
}

// within calls show for a container that is being shown, unless it is being shown already, and then returns again: a container
// that holds itself ends there.
func (t *Thread) within(v Value, again string, show func() (string, *Exception)) (Value, *Exception) {
	for _, other := range t.shown {
		if other == v {
			return newStr(again), nil
		}
	}
	if len(t.shown) >= deepest {
		return Value{}, handOver
	}
	if len(t.shown) >= t.interp.recursionLimit {
		return raise(recursionError, "maximum recursion depth exceeded while getting the repr of an object")
	}
	t.shown = append(t.shown, v)
	s, err := show()
	t.shown = t.shown[:len(t.shown)-1]
	if err != nil {
		return Value{}, err
	}
	if t.tooLarge(int64(len(s))) {
		return Value{}, exceptionOf(memoryError)
	}
	return newStr(s), nil
}

// reprItems returns the reprs of items, with commas.
func (t *Thread) reprItems(items []Value) (string, *Exception) {
	var b strings.Builder
	for i, v := range items {
		if i > 0 {
			b.WriteString(", ")
		}
		s, err := t.repr(v)
		if err != nil {
			return "", err
		}
		b.WriteString(s.text())
		if t.tooLarge(int64(b.Len())) {
			return "", exceptionOf(memoryError)
		}
	}
	return b.String(), nil
}

func listNew(_ *Thread, a []Value) (Value, *Exception) {
	return alloc[List](as[Class](a[0])).ref(), nil
}

func listInit(t *Thread, a []Value) (Value, *Exception) {
	var items []Value
	if a[1].valid() {
		var err *Exception
		if items, err = t.elements(a[1]); err != nil {
			return Value{}, err
		}
	}
	if a[1].valid() {
		t.laborsOver(a[1], len(items))
	}
	as[List](a[0]).items = append([]Value(nil), items...)
	return none, nil
}

func defineList() {
	all := append(sequenceComparisons(), times(func(t *Thread, v Value, n int64) (Value, *Exception) {
		items, err := t.repeatItems(v.items(), n)
		return newList(items...), err
	})...)
	all = append(all,
		Native{name: "__new__", kind: aStatic, signature: "($cls, *args, **kwargs)", call: listNew},
		Native{name: "__init__", signature: "($self, iterable=<absent>, /)", call: listInit, twin: "_list_init"},
		joined("list", newList),
		unary("__len__", func(_ *Thread, v Value) (Value, *Exception) { return integer(int64(len(v.items()))), nil }),
		unary("__iter__", func(_ *Thread, v Value) (Value, *Exception) { return newIterator(listIteratorClass, v), nil }),
		unary("__reversed__", func(_ *Thread, v Value) (Value, *Exception) {
			return backwards(listReverseIteratorClass, v, len(v.items())), nil
		}),
		unary("__repr__", listRepr).withTwin("_list_repr"),
		Native{name: "__getitem__", signature: "($self, key, /)", twin: "_index_item", call: func(t *Thread, a []Value) (Value, *Exception) { return t.sequenceItem(a, "list", newList) }},
		Native{name: "__setitem__", signature: "($self, key, value, /)", twin: "_index_setitem", call: listSetItem},
		Native{name: "__delitem__", signature: "($self, key, /)", twin: "_index_delitem", call: listDelItem},
		Native{name: "__contains__", signature: "($self, key, /)", twin: "_sequence_contains", call: containsItem},
		Native{name: "__iadd__", signature: "($self, value, /)", twin: "_list_iadd", call: func(t *Thread, a []Value) (Value, *Exception) {
			_, err := listExtend(t, a)
			return a[0], err
		}},
		Native{name: "__imul__", signature: "($self, value, /)", twin: "_list_imul", call: func(t *Thread, a []Value) (Value, *Exception) {
			n, err := t.index(a[1], notInteger)
			if err != nil {
				return Value{}, err
			}
			items, err := t.repeatItems(a[0].items(), n)
			if err != nil {
				return Value{}, err
			}
			as[List](a[0]).items = items
			return a[0], nil
		}},
		Native{name: "append", signature: "($self, object, /)", call: listAppend, cost: quick},
		Native{name: "extend", signature: "($self, iterable, /)", call: listExtend, twin: "_list_extend"},
		Native{name: "insert", signature: "($self, index, object, /)", call: listInsert, twin: "_list_insert"},
		Native{name: "pop", signature: "($self, index=-1, /)", call: listPop, twin: "_list_pop"},
		Native{name: "remove", signature: "($self, value, /)", call: listRemove, twin: "_list_remove"},
		Native{name: "index", signature: "($self, value, start=<absent>, stop=<absent>, /)", call: listIndex, twin: "_sequence_index"},
		Native{name: "count", signature: "($self, value, /)", call: countItems, twin: "_sequence_count"},
		Native{name: "sort", signature: "($self, /, *, key=None, reverse=False)", call: listSort, twin: "_list_sort"},
		unary("clear", func(_ *Thread, v Value) (Value, *Exception) {
			as[List](v).items = nil
			return none, nil
		}),
		unary("copy", func(_ *Thread, v Value) (Value, *Exception) {
			return newList(append([]Value(nil), v.items()...)...), nil
		}),
		unary("reverse", func(_ *Thread, v Value) (Value, *Exception) {
			reverse(v.items())
			return none, nil
		}),
		classGetItem,
	)
	listClass.define(all...)
	listClass.constant("__hash__", none)
}

// withTwin returns the native with a twin.
func (n Native) withTwin(name string) Native {
	n.twin = name
	return n
}

// classGetItem is __class_getitem__ of a generic class: list[int].
var classGetItem = Native{name: "__class_getitem__", kind: aClassMethod, signature: "($type, item, /)", twin: "_generic_alias", call: func(*Thread, []Value) (Value, *Exception) { return Value{}, handOver }}

func listRepr(t *Thread, v Value) (Value, *Exception) {
	if len(v.items()) == 0 {
		return newStr("[]"), nil
	}
	return t.within(v, "[...]", func() (string, *Exception) {
		s, err := t.reprItems(v.items())
		return "[" + s + "]", err
	})
}
