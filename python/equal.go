// This file defines which objects are equal, and which order they have, without calling Python.

package python

import "bytes"

// deepest is how many containers within each other are compared or hashed in Go. What lies deeper, or holds itself, is left to
// Python, whose limit of recursion ends it.
const deepest = 200

// sameOther is same for the objects that are not common as keys.
func sameOther(x, y Value) (equal, known bool) { return sameWithin(x, y, deepest) }

// identical is whether the elements x and y count as equal: they are one object, or equal.
func identical(x, y Value, depth int) (equal, known bool) {
	if x == y {
		return true, true // a NaN, too, if it is the same object
	}
	if x.p == &smallInt && y.p == &smallInt {
		return false, true
	}
	return sameWithin(x, y, depth)
}

// sameWithin reports whether x == y for objects whose containers nest no deeper than depth.
func sameWithin(x, y Value, depth int) (equal, known bool) {
	if overrides(x, "__eq__") || overrides(y, "__eq__") || depth == 0 {
		return false, false
	}
	switch a, b := x.layout(), y.layout(); {
	case x.isInt() && isReal(y):
		if b == layoutFloat {
			c, _ := compareFloats(y, x)
			return c == 0, true
		}
		c, _ := compareInts(x, y)
		return c == 0, true
	case a == layoutFloat && isReal(y):
		c, _ := compareFloats(x, y)
		return c == 0, true
	case isBytes(x) && isBytes(y):
		return bytes.Equal(bytesOf(x), bytesOf(y)), true
	case a == layoutView || b == layoutView || a == layoutOther || b == layoutOther:
		return x == y, x == y
	case a != b:
		return false, true
	case a == layoutStr:
		return x.text() == y.text(), true
	case a == layoutTuple || a == layoutList:
		return sameItems(x.items(), y.items(), depth-1)
	case a == layoutDict:
		return sameDicts(as[Dict](x), as[Dict](y), depth-1)
	case a == layoutSet:
		return sameSets(as[Set](x), as[Set](y))
	case a == layoutRange:
		return sameRanges(as[Range](x), as[Range](y)), true
	case a == layoutSlice:
		s, r := as[Slice](x), as[Slice](y)
		return sameItems([]Value{s.start, s.stop, s.step}, []Value{r.start, r.stop, r.step}, depth-1)
	case a == layoutMethod:
		m, n := as[Method](x), as[Method](y)
		return m.self == n.self && m.function == n.function, true
	}
	return x == y, true
}

func sameItems(x, y []Value, depth int) (equal, known bool) {
	if len(x) != len(y) {
		return false, true
	}
	for i := range x {
		if equal, known = identical(x[i], y[i], depth); !equal || !known {
			return false, known
		}
	}
	return true, true
}

func sameDicts(x, y *Dict, depth int) (equal, known bool) {
	if x.live != y.live {
		return false, true
	}
	for i := range x.entries {
		e := &x.entries[i]
		if !e.key.valid() {
			continue
		}
		j, known := y.find(e.key, e.hash)
		if j < 0 || !known {
			return false, known
		}
		if equal, known = identical(e.value, y.entries[j].value, depth); !equal || !known {
			return false, known
		}
	}
	return true, true
}

func sameSets(x, y *Set) (equal, known bool) {
	if x.live != y.live {
		return false, true
	}
	return subset(x, y)
}

// order compares two objects by an operator, "__lt__" and so on, or returns handOver.
func (t *Thread) order(op string, x, y Value) (bool, *Exception) {
	if x.p == &smallInt && y.p == &smallInt {
		switch op {
		case "__lt__":
			return x.i < y.i, nil
		case "__gt__":
			return x.i > y.i, nil
		}
	}
	r, err := t.ordered(op, x, y)
	if err != nil {
		return false, err
	}
	b, known := t.truth(r)
	if !known {
		return false, handOver
	}
	return b, nil
}

// comparisons are the operators of comparison: their symbols, and the method that is asked when the operands are exchanged.
func comparisonOf(op string) (symbol, exchanged string) {
	switch op {
	case "__lt__":
		return "<", "__gt__"
	case "__le__":
		return "<=", "__ge__"
	case "__gt__":
		return ">", "__lt__"
	}
	return ">=", "__le__"
}

// ordered returns what x op y is for an operator that orders, or handOver.
func (t *Thread) ordered(op string, x, y Value) (Value, *Exception) {
	symbol, exchanged := comparisonOf(op)
	if y.class() != x.class() && y.isA(x.class()) && overrides(y, exchanged) {
		return Value{}, handOver
	}
	r, err := t.special(x, op, y)
	if err != nil || r != notImplemented {
		return r, err
	}
	r, err = t.special(y, exchanged, x)
	if err != nil || r != notImplemented {
		return r, err
	}
	return raise(typeError, "'%s' not supported between instances of '%s' and '%s'", symbol, x.class().typeName(), y.class().typeName())
}

// hashOther is hash for the objects that are not common as keys. It reports false for those that have none, too.
func (t *Thread) hashOther(v Value) (h int64, ok bool) {
	r, err := t.special(v, "__hash__")
	if err != nil || !r.isSmallInt() {
		return 0, false
	}
	return r.i, true
}

// sequenceComparisons are the comparisons of lists and tuples: of the first elements that differ, or of the lengths.
func sequenceComparisons() []Native {
	all := []Native{
		{name: "__eq__", signature: "($self, value, /)", twin: "_sequence_eq", call: equality(true)},
		{name: "__ne__", signature: "($self, value, /)", twin: "_sequence_ne", call: equality(false)},
	}
	for _, op := range []string{"__lt__", "__le__", "__gt__", "__ge__"} {
		all = append(all, Native{name: op, signature: "($self, value, /)", twin: "_sequence" + op[1:4], call: func(t *Thread, a []Value) (Value, *Exception) {
			if a[0].layout() != a[1].layout() {
				return notImplemented, nil
			}
			return t.orderItems(op, a[0].items(), a[1].items())
		}})
	}
	return all
}

// equality makes __eq__ and __ne__ of two objects of one layout.
func equality(want bool) func(t *Thread, a []Value) (Value, *Exception) {
	return func(_ *Thread, a []Value) (Value, *Exception) {
		if a[0].layout() != a[1].layout() {
			return notImplemented, nil
		}
		equal, known := sameLayout(a[0], a[1])
		if !known {
			return Value{}, handOver
		}
		return boolean(equal == want), nil
	}
}

// sameLayout compares two objects of one layout as the built-in class of it does, whatever a subclass has in its place.
func sameLayout(x, y Value) (equal, known bool) {
	switch x.layout() {
	case layoutTuple, layoutList:
		return sameItems(x.items(), y.items(), deepest)
	case layoutDict:
		return sameDicts(as[Dict](x), as[Dict](y), deepest)
	}
	return sameSets(as[Set](x), as[Set](y))
}

func (t *Thread) orderItems(op string, x, y []Value) (Value, *Exception) {
	for i := range min(len(x), len(y)) {
		equal, known := identical(x[i], y[i], deepest)
		if !known {
			return Value{}, handOver
		}
		if !equal {
			return t.ordered(op, x[i], y[i])
		}
	}
	b, err := t.order(op, integer(int64(len(x))), integer(int64(len(y))))
	return boolean(b), err
}
