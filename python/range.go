// This file defines the methods of range and slice (CPython's Objects/rangeobject.c, Objects/sliceobject.c).

package python

import (
	"math"
	"strconv"
)

func integerText(i int) string { return strconv.Itoa(i) }

// length returns how many numbers the range has.
func (r *Range) length() int64 {
	switch {
	case r.step > 0 && r.start < r.stop:
		return int64((uint64(r.stop)-uint64(r.start)-1)/uint64(r.step) + 1)
	case r.step < 0 && r.start > r.stop:
		return int64((uint64(r.start)-uint64(r.stop)-1)/(-uint64(r.step)) + 1)
	}
	return 0
}

func sameRanges(x, y *Range) bool {
	n := x.length()
	return n == y.length() && (n == 0 || x.start == y.start && (n == 1 || x.step == y.step))
}

func rangeNew(t *Thread, a []Value) (Value, *Exception) {
	r := Range{step: 1}
	parts := []*int64{&r.stop}
	switch {
	case a[3].valid():
		parts = []*int64{&r.start, &r.stop, &r.step}
	case a[2].valid():
		parts = []*int64{&r.start, &r.stop}
	}
	for i, part := range parts {
		v := a[1+i]
		if !v.isInt() {
			if v.class().find("__index__").valid() {
				return Value{}, handOver
			}
			return raise(typeError, notInteger, v.class().typeName())
		}
		n, ok := v.int64()
		if !ok {
			return raise(overflowError, "a range beyond 64 bits is not supported")
		}
		*part = n
	}
	if r.step == 0 {
		return raise(valueError, "range() arg 3 must not be zero")
	}
	return newRange(r.start, r.stop, r.step), nil
}

func rangeItem(t *Thread, a []Value) (Value, *Exception) {
	r := as[Range](a[0])
	n := r.length()
	if a[1].is(sliceClass) {
		start, step, count, err := t.bounds(as[Slice](a[1]), int(n))
		if err != nil {
			return Value{}, err
		}
		_, stop := start, start+count*step
		// The stop that CPython computes is that of the slice, cut to the range, and not that of its last number.
		if s := as[Slice](a[1]); true {
			to, _ := t.slicePart(s.stop, map[bool]int64{true: n, false: math.MinInt64}[step > 0])
			stop = int(clip(to, int64(step), n))
			if s.stop == none && step < 0 {
				stop = -1
			}
		}
		return newRange(r.start+int64(start)*r.step, r.start+int64(stop)*r.step, r.step*int64(step)), nil
	}
	if _, fits, err := t.clipped(a[1], "range indices must be integers or slices, not %s"); err == nil && !fits {
		return raise(indexError, "range object index out of range")
	}
	i, err := t.place(a[1], int(n), "range indices must be integers or slices, not %s", "range object index out of range")
	if err != nil {
		return Value{}, err
	}
	return integer(r.start + int64(i)*r.step), nil
}

// where returns the index of an int in the range, or -1. Objects that are no exact ints or floats are left to Python.
func (r *Range) where(v Value) (int64, *Exception) {
	var x int64
	switch {
	case v.isInt() && (v.isSmallInt() || v.isBool()):
		x = v.i
	case v.isFloat() && v.float64() == math.Trunc(v.float64()) && math.Abs(v.float64()) < 1<<62:
		x = int64(v.float64())
	case v.class().isBuiltin():
		return -1, nil
	default:
		return 0, handOver
	}
	n := r.length()
	if n == 0 || (x-r.start)%r.step != 0 {
		return -1, nil
	}
	if i := (x - r.start) / r.step; 0 <= i && i < n {
		return i, nil
	}
	return -1, nil
}

func rangeRepr(_ *Thread, v Value) (Value, *Exception) {
	r := as[Range](v)
	s := "range(" + strconv.FormatInt(r.start, 10) + ", " + strconv.FormatInt(r.stop, 10)
	if r.step != 1 {
		s += ", " + strconv.FormatInt(r.step, 10)
	}
	return newStr(s + ")"), nil
}

func rangeHash(t *Thread, v Value) (Value, *Exception) {
	r := as[Range](v)
	parts := []Value{integer(r.length()), none, none}
	if parts[0].i > 0 {
		parts[1] = integer(r.start)
	}
	if parts[0].i > 1 {
		parts[2] = integer(r.step)
	}
	h, _ := hashTuple(t, parts)
	return integer(h), nil
}

func defineRange() {
	rangeClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, start, stop=<absent>, step=<absent>, /)", call: rangeNew, twin: "_range_new"},
		unary("__len__", func(_ *Thread, v Value) (Value, *Exception) { return integer(as[Range](v).length()), nil }),
		unary("__bool__", func(_ *Thread, v Value) (Value, *Exception) { return boolean(as[Range](v).length() > 0), nil }),
		unary("__repr__", rangeRepr),
		unary("__hash__", rangeHash),
		unary("__iter__", func(_ *Thread, v Value) (Value, *Exception) {
			r := as[Range](v)
			return makeIterator(rangeIteratorClass, Iterator{of: v, i: r.start, stop: r.stop, step: r.step}), nil
		}),
		unary("__reversed__", func(_ *Thread, v Value) (Value, *Exception) {
			r := as[Range](v)
			return makeIterator(rangeIteratorClass, Iterator{of: v, i: r.start + (r.length()-1)*r.step, stop: r.start - r.step, step: -r.step}), nil
		}),
		Native{name: "__getitem__", signature: "($self, key, /)", call: rangeItem, twin: "_index_item"},
		Native{name: "__contains__", signature: "($self, key, /)", twin: "_range_contains", call: func(_ *Thread, a []Value) (Value, *Exception) {
			i, err := as[Range](a[0]).where(a[1])
			return boolean(i >= 0), err
		}},
		Native{name: "count", signature: "($self, value, /)", twin: "_range_count", call: func(_ *Thread, a []Value) (Value, *Exception) {
			i, err := as[Range](a[0]).where(a[1])
			if i >= 0 {
				return integer(1), err
			}
			return integer(0), err
		}},
		Native{name: "index", signature: "($self, value, /)", twin: "_range_index", call: func(t *Thread, a []Value) (Value, *Exception) {
			i, err := as[Range](a[0]).where(a[1])
			if err != nil || i >= 0 {
				return integer(i), err
			}
			if !a[1].is(intClass) && !a[1].isBool() && !a[1].isSmallInt() {
				return raise(valueError, "sequence.index(x): x not in sequence")
			}
			shown, err := t.repr(a[1])
			if err != nil {
				return Value{}, err
			}
			return raise(valueError, "%s is not in range", shown.text())
		}},
		Native{name: "__eq__", signature: "($self, value, /)", call: rangeEqual(true)},
		Native{name: "__ne__", signature: "($self, value, /)", call: rangeEqual(false)},
		asMember(getter("start", func(v Value) Value { return integer(as[Range](v).start) })),
		asMember(getter("stop", func(v Value) Value { return integer(as[Range](v).stop) })),
		asMember(getter("step", func(v Value) Value { return integer(as[Range](v).step) })),
	)
	sliceClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, start, stop=<absent>, step=<absent>, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if !a[2].valid() {
				return newSlice(none, a[1], none), nil
			}
			return newSlice(a[1], a[2], orNone(a[3])), nil
		}},
		unary("__repr__", func(t *Thread, v Value) (Value, *Exception) {
			s := as[Slice](v)
			return t.within(v, "slice(...)", func() (string, *Exception) {
				text, err := t.reprItems([]Value{s.start, s.stop, s.step})
				return "slice(" + text + ")", err
			})
		}).withTwin("_slice_repr"),
		Native{name: "indices", signature: "($self, len, /)", call: sliceIndices},
		asMember(getter("start", func(v Value) Value { return as[Slice](v).start })),
		asMember(getter("stop", func(v Value) Value { return as[Slice](v).stop })),
		asMember(getter("step", func(v Value) Value { return as[Slice](v).step })),
		Native{name: "__eq__", signature: "($self, value, /)", twin: "_slice_eq", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if !a[1].is(sliceClass) {
				return notImplemented, nil
			}
			equal, known := sameWithin(a[0], a[1], deepest)
			if !known {
				return Value{}, handOver
			}
			return boolean(equal), nil
		}},
	)
	for _, name := range [...]string{"lt", "le", "gt", "ge"} {
		sliceClass.define(Native{name: "__" + name + "__", signature: "($self, value, /)", twin: "_slice_" + name, call: func(_ *Thread, a []Value) (Value, *Exception) {
			if !a[1].is(sliceClass) {
				return notImplemented, nil
			}
			return Value{}, handOver
		}})
	}
	sliceClass.constant("__hash__", none)
}

func rangeEqual(want bool) func(*Thread, []Value) (Value, *Exception) {
	return func(_ *Thread, a []Value) (Value, *Exception) {
		if !a[1].is(rangeClass) {
			return notImplemented, nil
		}
		return boolean(sameRanges(as[Range](a[0]), as[Range](a[1])) == want), nil
	}
}

func sliceIndices(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	if n < 0 {
		return raise(valueError, "length should not be negative")
	}
	s := as[Slice](a[0])
	start, step, _, err := t.bounds(s, int(n))
	if err != nil {
		return Value{}, err
	}
	stop, err := t.slicePart(s.stop, map[bool]int64{true: n, false: math.MinInt64}[step > 0])
	if err != nil {
		return Value{}, err
	}
	stop = clip(stop, int64(step), n)
	if s.stop == none && step < 0 {
		stop = -1
	}
	return newTuple(integer(int64(start)), integer(stop), integer(int64(step))), nil
}
