// This file defines what a bytearray has beyond bytes: it can be changed.

package python

import (
	"bytes"

	"github.com/gilsim/gilsim/internal/text"
)

// bytearrayMethods are those that only bytearray has.
func bytearrayMethods() []Native {
	return []Native{
		{name: "__new__", kind: aStatic, signature: "($cls, /, source=<absent>, encoding=<absent>, errors=<absent>)", call: bytesNew, twin: "_bytes_new"},
		unary("__repr__", func(_ *Thread, v Value) (Value, *Exception) {
			return newStr(v.class().name + "(" + text.ReprBytes(string(bytesOf(v))) + ")"), nil
		}),
		{name: "__setitem__", signature: "($self, key, value, /)", call: bytearraySetItem, twin: "_index_setitem"},
		{name: "__delitem__", signature: "($self, key, /)", call: bytearrayDelItem, twin: "_index_delitem"},
		{name: "__iadd__", signature: "($self, value, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !isBytes(a[1]) {
				return raise(typeError, "can't concat %s to bytearray", a[1].class().typeName())
			}
			x := as[Bytearray](a[0])
			x.b = append(x.b, bytesOf(a[1])...)
			return a[0], nil
		}},
		{name: "append", signature: "($self, item, /)", twin: "_bytearray_append", call: func(t *Thread, a []Value) (Value, *Exception) {
			c, err := t.byteOf(a[1], "byte must be in range(0, 256)")
			if err != nil {
				return Value{}, err
			}
			x := as[Bytearray](a[0])
			x.b = append(x.b, c)
			return none, nil
		}},
		{name: "extend", signature: "($self, iterable_of_ints, /)", twin: "_bytearray_extend", call: func(t *Thread, a []Value) (Value, *Exception) {
			if mayIterate(a[1]) != nil {
				return raise(typeError, "can't extend bytearray with %s", a[1].class().typeName())
			}
			b, err := t.bytesFrom(bytearrayClass, a[1])
			if err != nil {
				return Value{}, err
			}
			x := as[Bytearray](a[0])
			x.b = append(x.b, b...)
			return none, nil
		}},
		{name: "insert", signature: "($self, index, item, /)", twin: "_bytearray_insert", call: func(t *Thread, a []Value) (Value, *Exception) {
			i, err := t.index(a[1], notInteger)
			if err != nil {
				return Value{}, err
			}
			c, err := t.byteOf(a[2], "byte must be in range(0, 256)")
			if err != nil {
				return Value{}, err
			}
			x := as[Bytearray](a[0])
			at := insertionPoint(i, len(x.b))
			x.b = append(x.b, 0)
			copy(x.b[at+1:], x.b[at:])
			x.b[at] = c
			return none, nil
		}},
		{name: "remove", signature: "($self, value, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			c, err := t.byteOf(a[1], "byte must be in range(0, 256)")
			if err != nil {
				return Value{}, err
			}
			x := as[Bytearray](a[0])
			i := bytes.IndexByte(x.b, c)
			if i < 0 {
				return raise(valueError, "value not found in bytearray")
			}
			x.b = append(x.b[:i], x.b[i+1:]...)
			return none, nil
		}, twin: "_bytearray_remove"},
		{name: "pop", signature: "($self, index=-1, /)", twin: "_list_pop", call: func(t *Thread, a []Value) (Value, *Exception) {
			x := as[Bytearray](a[0])
			i, err := t.index(a[1], notInteger)
			if err != nil {
				return Value{}, err
			}
			if len(x.b) == 0 {
				return raise(indexError, "pop from empty bytearray")
			}
			if i < 0 {
				i += int64(len(x.b))
			}
			if i < 0 || i >= int64(len(x.b)) {
				return raise(indexError, "pop index out of range")
			}
			c := x.b[i]
			x.b = append(x.b[:i], x.b[i+1:]...)
			return integer(int64(c)), nil
		}},
		unary("clear", func(_ *Thread, v Value) (Value, *Exception) {
			as[Bytearray](v).b = nil
			return none, nil
		}),
		unary("reverse", func(_ *Thread, v Value) (Value, *Exception) {
			reverse(as[Bytearray](v).b)
			return none, nil
		}),
		unary("copy", func(_ *Thread, v Value) (Value, *Exception) {
			return newBytearray(append([]byte(nil), bytesOf(v)...)), nil
		}),
	}
}

func bytearraySetItem(t *Thread, a []Value) (Value, *Exception) {
	x := as[Bytearray](a[0])
	if a[1].is(sliceClass) {
		start, step, n, err := t.bounds(as[Slice](a[1]), len(x.b))
		if err != nil {
			return Value{}, err
		}
		if a[2].isStr() || a[2].isInt() || a[2].isFloat() {
			return raise(typeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
		}
		b, err := t.bytesFrom(bytearrayClass, a[2])
		if err != nil {
			return Value{}, err
		}
		if step == 1 {
			x.b = append(append(append([]byte(nil), x.b[:start]...), b...), x.b[start+n:]...)
			return none, nil
		}
		if len(b) == 0 {
			return bytearrayDelItem(t, a[:2])
		}
		if len(b) != n {
			return raise(valueError, "attempt to assign bytes of size %d to extended slice of size %d", len(b), n)
		}
		for i, c := range append([]byte(nil), b...) {
			x.b[start+i*step] = c
		}
		return none, nil
	}
	i, err := t.place(a[1], len(x.b), "bytearray indices must be integers or slices, not %s", "bytearray index out of range")
	if err != nil {
		return Value{}, err
	}
	c, err := t.byteOf(a[2], "byte must be in range(0, 256)")
	if err != nil {
		return Value{}, err
	}
	x.b[i] = c
	return none, nil
}

func bytearrayDelItem(t *Thread, a []Value) (Value, *Exception) {
	x := as[Bytearray](a[0])
	gone, err := t.picked(a[1], len(x.b), "bytearray indices must be integers or slices, not %s", "bytearray index out of range")
	if err != nil {
		return Value{}, err
	}
	x.b = without(x.b, gone)
	return none, nil
}
