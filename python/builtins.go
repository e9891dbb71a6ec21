// This file defines the built-in functions (CPython's Python/bltinmodule.c) but those that need the machine.

package python

import (
	"math/big"
	"unicode/utf8"

	"github.com/gilsim/gilsim/internal/number"
)

func lenFunction(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.special(a[0], "__len__")
	if err == nil && n == notImplemented {
		return raise(typeError, "object of type '%s' has no len()", a[0].class().typeName())
	}
	if n.valid() && n.isSmallInt() && n.i > 1<<62 {
		return raise(overflowError, "Python int too large to convert to C ssize_t")
	}
	return n, err
}

func absFunction(t *Thread, a []Value) (Value, *Exception) {
	r, err := t.special(a[0], "__abs__")
	if err == nil && r == notImplemented {
		return raise(typeError, "bad operand type for abs(): '%s'", a[0].class().typeName())
	}
	return r, err
}

// operator does a binary operator as far as Go can: sub, rsub, and the error of operands that have neither.
func (t *Thread) operator(name, symbol string, x, y Value) (Value, *Exception) {
	if y.class() != x.class() && y.isA(x.class()) && overrides(y, "__r"+name+"__") {
		return Value{}, handOver
	}
	r, err := t.special(x, "__"+name+"__", y)
	if err != nil || r != notImplemented {
		return r, err
	}
	r, err = t.special(y, "__r"+name+"__", x)
	if err != nil || r != notImplemented {
		return r, err
	}
	return raise(typeError, "unsupported operand type(s) for %s: '%s' and '%s'", symbol, x.class().typeName(), y.class().typeName())
}

func powFunction(t *Thread, a []Value) (Value, *Exception) {
	if a[2] == none {
		return t.operator("pow", "** or pow()", a[0], a[1])
	}
	r, err := t.special(a[0], "__pow__", a[1], a[2])
	if err == nil && r == notImplemented && (a[0].layout() == layoutFloat || a[1].layout() == layoutFloat || a[2].layout() == layoutFloat) {
		return raise(typeError, "pow() 3rd argument not allowed unless all arguments are integers")
	}
	if err == nil && r == notImplemented {
		return raise(typeError, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", a[0].class().typeName(), a[1].class().typeName(), a[2].class().typeName())
	}
	return r, err
}

func roundFunction(t *Thread, a []Value) (Value, *Exception) {
	var args []Value
	if a[1].valid() && a[1] != none {
		args = a[1:2]
	}
	r, err := t.special(a[0], "__round__", args...)
	if err == nil && r == notImplemented {
		return raise(typeError, "type %s doesn't define __round__ method", a[0].class().typeName())
	}
	return r, err
}

func chrFunction(t *Thread, a []Value) (Value, *Exception) {
	i, fits, err := t.clipped(a[0], notInteger)
	switch {
	case err != nil:
		return Value{}, err
	case (!fits || i != int64(int32(i))) && !t.interp.since(13):
		return raise(overflowError, "Python int too large to convert to C int")
	case !fits || i < 0 || i > utf8.MaxRune:
		return raise(valueError, "chr() arg not in range(0x110000)")
	}
	return char(rune(i)), nil
}

func ordFunction(_ *Thread, a []Value) (Value, *Exception) {
	v := a[0]
	n := 0
	switch {
	case v.isStr():
		if n = as[Str](v).length; n == 1 {
			c, lone := surrogate(v.text())
			if !lone {
				c, _ = utf8.DecodeRuneInString(v.text())
			}
			return integer(int64(c)), nil
		}
	case isBytes(v):
		if n = len(bytesOf(v)); n == 1 {
			return integer(int64(bytesOf(v)[0])), nil
		}
	default:
		return raise(typeError, "ord() expected string of length 1, but %s found", v.class().typeName())
	}
	return raise(typeError, "ord() expected a character, but string of length %d found", n)
}

// inBase makes hex, oct and bin.
func inBase(name, prefix string, base int) Native {
	return Native{name: name, signature: "(number, /)", twin: "_" + name, call: func(_ *Thread, a []Value) (Value, *Exception) {
		if !a[0].isInt() {
			if a[0].class().find("__index__").valid() {
				return Value{}, handOver
			}
			return raise(typeError, notInteger, a[0].class().typeName())
		}
		n := a[0].big()
		sign := ""
		if n.Sign() < 0 {
			sign = "-"
		}
		return newStr(sign + prefix + new(big.Int).Abs(n).Text(base)), nil
	}}
}

func hashFunction(t *Thread, a []Value) (Value, *Exception) {
	h, err := t.hashOf(a[0])
	return integer(h), err
}

func iterFunction(t *Thread, a []Value) (Value, *Exception) {
	if a[1].valid() {
		return Value{}, handOver
	}
	return t.iter(a[0])
}

func nextFunction(t *Thread, a []Value) (Value, *Exception) {
	if a[0].class() == generatorClass {
		t.called = t.resume(as[Generator](a[0]), none, continuation{then: toAdvance, kept: [2]Value{a[1]}})
		return Value{}, calls
	}
	if a[0].layout() != layoutIterator {
		if !a[0].class().find("__next__").valid() {
			return raise(typeError, "'%s' object is not an iterator", a[0].class().typeName())
		}
		return Value{}, handOver
	}
	if !pure(a[0]) || overrides(a[0], "__next__") {
		return Value{}, handOver
	}
	v, err := t.next(a[0])
	switch {
	case err == exhausted && a[1].valid():
		return a[1], nil
	case err == exhausted:
		return Value{}, exceptionOf(stopIteration)
	}
	return v, err
}

// extreme makes min and max.
func extreme(name, op string) Native {
	return Native{name: name, counted: true, signature: "(arg, *args, default=<absent>, key=None)", twin: "_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		items := append([]Value{a[0]}, a[1].items()...)
		if len(items) > 1 {
			if a[2].valid() {
				return raise(typeError, "Cannot specify a default for %s() with multiple positional arguments", name)
			}
		} else {
			var err *Exception
			if items, err = t.peek(a[0]); err != nil {
				return Value{}, err
			}
		}
		if a[3] != none {
			return Value{}, handOver
		}
		if len(items) == 0 {
			if a[2].valid() {
				return a[2], nil
			}
			if t.interp.since(12) {
				return raise(valueError, "%s() iterable argument is empty", name)
			}
			return raise(valueError, "%s() arg is an empty sequence", name)
		}
		t.labors(len(items), itemCompared)
		best := items[0]
		for _, v := range items[1:] {
			better, err := t.order(op, v, best)
			if err != nil {
				return Value{}, err
			}
			if better {
				best = v
			}
		}
		return best, nil
	}}
}

func sumFunction(t *Thread, a []Value) (Value, *Exception) {
	total := a[1]
	if err := mayIterate(a[0]); err != nil {
		return Value{}, err
	}
	switch {
	case total.isStr():
		return raise(typeError, "sum() can't sum strings [use ''.join(seq) instead]")
	case total.layout() == layoutBytes:
		return raise(typeError, "sum() can't sum bytes [use b''.join(seq) instead]")
	case total.layout() == layoutBytearray:
		return raise(typeError, "sum() can't sum bytearray [use b''.join(seq) instead]")
	}
	if a[0].layout() == layoutRange && !overrides(a[0], "__iter__") && total.isInt() {
		return t.sumRange(as[Range](a[0]), total)
	}
	items, err := t.peek(a[0])
	if err != nil {
		return Value{}, err
	}
	t.labors(len(items), itemAdded)
	for _, v := range items {
		if total, err = t.operator("add", "+", total, v); err != nil {
			return Value{}, err
		}
	}
	return total, nil
}

// sumRange is the sum of start and the numbers of a range: n times the mean of the first and the last.
func (t *Thread) sumRange(r *Range, start Value) (Value, *Exception) {
	n := r.length()
	t.labors(int(n), itemMade+itemAdded)
	ends, err := t.operator("add", "+", integer(r.start), integer(r.start+(max(n, 1)-1)*r.step))
	if err != nil {
		return Value{}, err
	}
	twice, err := t.operator("mul", "*", ends, integer(n))
	if err != nil {
		return Value{}, err
	}
	sum, err := t.operator("floordiv", "//", twice, integer(2))
	if err != nil {
		return Value{}, err
	}
	return t.operator("add", "+", start, sum)
}

// quantifier makes any and all.
func quantifier(name string, until bool) Native {
	return Native{name: name, signature: "(iterable, /)", twin: "_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		items, err := t.peek(a[0])
		if err != nil {
			return Value{}, err
		}
		for i, v := range items {
			b, known := t.truth(v)
			if !known {
				return Value{}, handOver
			}
			if b == until {
				t.labors(i, itemTested)
				return boolean(until), nil
			}
		}
		t.labors(len(items), itemTested)
		return boolean(!until), nil
	}}
}

func formatFunction(t *Thread, a []Value) (Value, *Exception) {
	if !a[1].isStr() {
		return raise(typeError, "format() argument 2 must be str, not %s", argumentType(a[1]))
	}
	return t.format(a[0], a[1])
}

// one makes a native of one argument from a function that may hand over.
func one(name string, do func(t *Thread, v Value) (Value, *Exception)) Native {
	return Native{name: name, signature: "(obj, /)", twin: "_" + name, call: func(t *Thread, a []Value) (Value, *Exception) { return do(t, a[0]) }}
}

// builtinFunctions are those of this file; the module builtins has them beside those of the machine.
func builtinFunctions() []Native {
	return []Native{
		{name: "len", signature: "(obj, /)", call: lenFunction, twin: "_len", cost: quick},
		{name: "abs", signature: "(x, /)", call: absFunction, twin: "_abs"},
		{name: "divmod", signature: "(x, y, /)", twin: "_divmod", call: func(t *Thread, a []Value) (Value, *Exception) { return t.operator("divmod", "divmod()", a[0], a[1]) }},
		{name: "pow", signature: "(base, exp, mod=None)", call: powFunction, twin: "_pow"},
		{name: "round", signature: "(number, ndigits=<absent>)", call: roundFunction, twin: "_round"},
		{name: "chr", signature: "(i, /)", call: chrFunction, twin: "_chr"},
		{name: "ord", signature: "(c, /)", call: ordFunction},
		inBase("hex", "0x", 16), inBase("oct", "0o", 8), inBase("bin", "0b", 2),
		{name: "hash", signature: "(obj, /)", call: hashFunction, twin: "_hash"},
		{name: "iter", signature: "(object, sentinel=<absent>, /)", call: iterFunction, twin: "_iter"},
		{name: "next", signature: "(iterator, default=<absent>, /)", call: nextFunction, twin: "_next"},
		extreme("min", "__lt__"), extreme("max", "__gt__"),
		{name: "sum", signature: "(iterable, /, start=0)", call: sumFunction, twin: "_sum"},
		quantifier("any", true), quantifier("all", false),
		{name: "sorted", counted: true, signature: "(iterable, /, *, key=None, reverse=False)", forwards: "sort", call: sortedFunction, twin: "_sorted"},
		{name: "format", signature: `(value, format_spec="", /)`, call: formatFunction, twin: "_format"},
		one("repr", (*Thread).repr), one("ascii", (*Thread).ascii),
	}
}

// intrinsics are the functions that the twins need, in the module _builtins.
func intrinsics() []Native {
	internal := func(name, signature string, call func(*Thread, []Value) (Value, *Exception)) Native {
		return Native{name: name, signature: signature, call: call}
	}
	return []Native{
		internal("_percent_piece", "(text, at, /)", percentPiece),
		internal("_percent_convert", "(text, at, width, precision, value, /)", percentConvert),
		internal("_format_fields", "(text, /)", formatFields),
		internal("_format_name", "(name, /)", formatName),
		internal("_sort_pairs", "(keys, items, /)", sortPairs),
		internal("_iterator_parts", "(it, /)", iteratorParts),
		internal("_iterator_step", "(it, /)", iteratorStep),
		internal("_iterator_end", "(it, /)", iteratorEnd),
		internal("_enumerate_count", "(it, /)", enumerateCount),
		internal("_zip_strict", "(it, /)", zipStrict),
		internal("_call_iterator", "(function, sentinel, /)", callIterator),
		internal("_sequence_iterator", "(sequence, /)", sequenceIterator),
		internal("_set_keys", "(set, hash, /)", setKeys),
		internal("_set_insert", "(set, key, hash, /)", setInsert),
		internal("_set_drop", "(set, key, hash, /)", setDrop),
		internal("_set_become", "(set, other, /)", setBecome),
		internal("_dict_keys", "(dict, hash, /)", dictKeys),
		internal("_dict_at", "(dict, key, hash, /)", dictAt),
		internal("_dict_put", "(dict, key, hash, value, /)", dictPut),
		internal("_dict_remove", "(dict, key, hash, /)", dictRemove),
		internal("_iterator_of", "(class, of, others, i, step, /)", iteratorOf),
		internal("_base", "(obj, /)", func(_ *Thread, a []Value) (Value, *Exception) { return baseOf(a[0].class()).ref(), nil }),
		internal("_iterable", "(obj, /)", func(_ *Thread, a []Value) (Value, *Exception) { return boolean(mayIterate(a[0]) == nil), nil }),
		internal("_show", "(obj, /)", showEnter),
		internal("_shown", "(obj, /)", showLeave),
		internal("_escaped", "(text, /)", func(_ *Thread, a []Value) (Value, *Exception) { return escaped(a[0]), nil }),
		internal("_translated", "(value, /)", func(_ *Thread, a []Value) (Value, *Exception) {
			s, err := translated(a[0])
			return newStr(s), err
		}),
		internal("_list_take", "(list, /)", func(_ *Thread, a []Value) (Value, *Exception) {
			l := as[List](a[0])
			items := l.items
			l.items = nil
			return newList(items...), nil
		}),
		internal("_list_give", "(list, items, /)", func(_ *Thread, a []Value) (Value, *Exception) {
			l := as[List](a[0])
			modified := len(l.items) > 0
			l.items = as[List](a[1]).items
			return boolean(modified), nil
		}),
		internal("_tuple_of", "(class, items, /)", func(_ *Thread, a []Value) (Value, *Exception) {
			return newTupleOf(as[Class](a[0]), append([]Value(nil), a[1].items()...)), nil
		}),
		internal("_str_of", "(class, text, /)", func(_ *Thread, a []Value) (Value, *Exception) { return newStrOf(as[Class](a[0]), a[1].text()), nil }),
		internal("_int_of", "(class, number, /)", func(_ *Thread, a []Value) (Value, *Exception) { return newInt(as[Class](a[0]), a[1].big()), nil }),
		internal("_float_of", "(class, number, /)", func(_ *Thread, a []Value) (Value, *Exception) {
			f, err := real(a[1])
			return newFloat(as[Class](a[0]), f), err
		}),
		internal("_frozenset_of", "(class, set, /)", func(_ *Thread, a []Value) (Value, *Exception) {
			s := newSet(as[Class](a[0]))
			s.become(as[Set](a[1]))
			return s.ref(), nil
		}),
		internal("_bytes_of", "(class, items, /)", func(t *Thread, a []Value) (Value, *Exception) {
			b, err := t.bytesFrom(bytesClass, a[1])
			if err != nil {
				return Value{}, err
			}
			return makeBytes(as[Class](a[0]), append([]byte(nil), b...)), nil
		}),
		internal("_range_of", "(start, stop, step, /)", func(t *Thread, a []Value) (Value, *Exception) {
			return rangeNew(t, []Value{rangeClass.ref(), a[0], a[1], a[2]})
		}),
		internal("_tuple_hash_of", "(hashes, /)", func(_ *Thread, a []Value) (Value, *Exception) {
			var all []int64
			for _, h := range a[0].items() {
				all = append(all, h.i)
			}
			return integer(number.HashTuple(all)), nil
		}),
		internal("_hash_of_int", "(number, /)", func(_ *Thread, a []Value) (Value, *Exception) {
			if i, ok := a[0].int64(); ok {
				if i == -1 {
					return integer(-2), nil
				}
				return integer(i), nil
			}
			return integer(number.HashBig(a[0].big())), nil
		}),
		internal("_has", "(obj, name, /)", func(_ *Thread, a []Value) (Value, *Exception) {
			m := a[0].class().find(a[1].text())
			return boolean(m.valid() && m != none), nil
		}),
		internal("_type_name", "(obj, /)", func(_ *Thread, a []Value) (Value, *Exception) { return newStr(a[0].class().typeName()), nil }),
	}
}

// baseOf returns the built-in class that a class is or derives from, whose methods the twins call.
func baseOf(c *Class) *Class {
	for _, k := range c.mro {
		if k.isBuiltin() {
			return k
		}
	}
	return objectClass
}

// showEnter is _show(container): whether its repr is being made already; if not, it is from now on.
func showEnter(t *Thread, a []Value) (Value, *Exception) {
	for _, other := range t.shown {
		if other == a[0] {
			return pyTrue, nil
		}
	}
	if len(t.shown) >= t.interp.recursionLimit {
		return raise(recursionError, "maximum recursion depth exceeded while getting the repr of an object")
	}
	t.shown = append(t.shown, a[0])
	return pyFalse, nil
}

// showLeave is _shown(container): its repr is no longer being made.
func showLeave(t *Thread, _ []Value) (Value, *Exception) {
	t.shown = t.shown[:len(t.shown)-1]
	return none, nil
}

func defineBuiltins() {
	registerModule(&NativeModule{name: "builtins", functions: builtinFunctions()})
	registerModule(&NativeModule{name: "_builtins", functions: intrinsics()})
	registerModule(&NativeModule{name: "_builtins", functions: suggestions()})
}
