// This file defines the methods of int and bool (CPython's Objects/longobject.c, Objects/boolobject.c).

package python

import (
	"math"
	"math/big"
	"math/bits"
	"strings"

	"github.com/gilsim/gilsim/internal/number"
	"github.com/gilsim/gilsim/internal/text"
	"github.com/gilsim/gilsim/python/internal/format"
)

// mostBits bounds the size of an int, so that 9**9**9 ends in a MemoryError and not the machine's memory.
const mostBits = 1 << 25

// mostDigits is how many decimal digits an int may have to be read from text or written (sys.set_int_max_str_digits).
const mostDigits = 4300

func compareInts(x, y Value) (int, bool) {
	if !y.isInt() {
		return 0, false
	}
	if bothSmall(x, y) {
		switch {
		case x.i < y.i:
			return -1, true
		case x.i > y.i:
			return 1, true
		}
		return 0, true
	}
	return x.big().Cmp(y.big()), true
}

// intText returns str(v) of an int.
func intText(v Value) (string, *Exception) {
	if v.p == &smallInt {
		return big.NewInt(v.i).String(), nil
	}
	n := v.big()
	if n.BitLen() > mostDigits*10/3 { // more than 13,000 bits: it may have too many digits
		if s := n.Text(10); len(strings.TrimPrefix(s, "-")) <= mostDigits {
			return s, nil
		}
		_, err := raise(valueError, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", mostDigits)
		return "", err
	}
	return n.String(), nil
}

// newInt returns an object of class, int or one that derives from it.
func newInt(class *Class, n *big.Int) Value {
	if class == intClass {
		return bigInt(n)
	}
	x := alloc[Int](class)
	x.n.Set(n)
	return x.ref()
}

func intNew(t *Thread, a []Value) (Value, *Exception) {
	class, x, base := as[Class](a[0]), a[1], a[2]
	switch {
	case !x.valid() && !base.valid():
		return newInt(class, new(big.Int)), nil
	case !x.valid():
		return raise(typeError, "int() missing string argument")
	case base.valid():
		return intOfText(t, class, x, base)
	}
	switch x.layout() {
	case layoutStr, layoutBytes, layoutBytearray:
		return intOfText(t, class, x, integer(10))
	}
	switch {
	case !overrides(x, "__int__") && x.isInt():
		return newInt(class, x.big()), nil
	case !overrides(x, "__int__") && x.layout() == layoutFloat:
		n, err := floatToInt(floatOf(x))
		if err != nil {
			return Value{}, err
		}
		return newInt(class, n), nil
	case class.find("__int__").valid() && (x.class().find("__int__").valid() || x.class().find("__index__").valid() || x.class().find("__trunc__").valid()):
		return Value{}, handOver
	}
	return raise(typeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'", x.class().typeName())
}

// intOfText is int(x, base).
func intOfText(t *Thread, class *Class, x, baseValue Value) (Value, *Exception) {
	base, err := t.index(baseValue, notInteger)
	if err != nil {
		return Value{}, err
	}
	if base != 0 && (base < 2 || base > 36) {
		return raise(valueError, "int() base must be >= 2 and <= 36, or 0")
	}
	var s, shown string
	switch x.layout() {
	case layoutStr:
		s = x.text()
		shown = text.Repr(s)
	case layoutBytes, layoutBytearray:
		s = string(bytesOf(x))
		shown = text.ReprBytes(s)
	default:
		return raise(typeError, "int() can't convert non-string with explicit base")
	}
	n, digits := number.ParseInt(s, int(base))
	switch {
	case n == nil && overrides(x, "__repr__"):
		return Value{}, handOver
	case n == nil:
		if r := []rune(shown); len(r) > 200 {
			shown = string(r[:200])
		}
		return raise(valueError, "invalid literal for int() with base %d: %s", base, shown)
	case digits > mostDigits && bits.OnesCount64(uint64(base)) != 1:
		return raise(valueError, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", mostDigits, digits)
	}
	return newInt(class, n), nil
}

// floatToInt returns int(f).
func floatToInt(f float64) (*big.Int, *Exception) {
	switch {
	case math.IsNaN(f):
		_, err := raise(valueError, "cannot convert float NaN to integer")
		return nil, err
	case math.IsInf(f, 0):
		_, err := raise(overflowError, "cannot convert float infinity to integer")
		return nil, err
	}
	return number.BigOfFloat(f), nil
}

func intRound(t *Thread, a []Value) (Value, *Exception) {
	x := a[0]
	if !a[1].valid() || a[1] == none {
		return plainInt(x), nil
	}
	n, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	if n >= 0 {
		return plainInt(x), nil
	}
	return bigInt(number.Round(x.big(), -max(n, -1<<40))), nil
}

// plainInt returns v as an exact int.
func plainInt(v Value) Value {
	if v.p == &smallInt {
		return v
	}
	return bigInt(v.big())
}

// byteOrder returns the order that an argument says; unfit is the error of one that is no str.
func byteOrder(v Value, unfit string) (little bool, err *Exception) {
	if v.isStr() && v.text() == "little" {
		return true, nil
	}
	if v.isStr() && v.text() == "big" {
		return false, nil
	}
	if !v.isStr() {
		_, err := raise(typeError, unfit, argumentType(v))
		return false, err
	}
	_, err = raise(valueError, "byteorder must be either 'little' or 'big'")
	return false, err
}

func intToBytes(t *Thread, a []Value) (Value, *Exception) {
	size, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	little, err := byteOrder(a[2], "to_bytes() argument 'byteorder' must be str, not %s")
	if err != nil {
		return Value{}, err
	}
	signed, _ := t.truth(a[3])
	n := new(big.Int).Set(a[0].big())
	switch {
	case size < 0:
		return raise(valueError, "length argument must be non-negative")
	case t.tooLarge(size):
		return Value{}, exceptionOf(memoryError)
	case n.Sign() < 0 && !signed:
		return raise(overflowError, "can't convert negative int to unsigned")
	}
	bits := n.BitLen()
	if signed {
		bits++
		if n.Sign() < 0 { // -128 fits a byte
			bits = new(big.Int).Not(n).BitLen() + 1
		}
	}
	if int64(bits) > 8*size {
		return raise(overflowError, "int too big to convert")
	}
	if n.Sign() < 0 {
		n.Add(n, new(big.Int).Lsh(big.NewInt(1), uint(8*size)))
	}
	b := n.FillBytes(make([]byte, size))
	if little {
		reverse(b)
	}
	return newBytes(string(b)), nil
}

func reverse[T any](s []T) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

func intFromBytes(t *Thread, a []Value) (Value, *Exception) {
	little, err := byteOrder(a[2], "from_bytes() argument 'byteorder' must be str, not %s")
	if err != nil {
		return Value{}, err
	}
	data, err := t.bytesFrom(bytesClass, a[1])
	if err != nil {
		return Value{}, err
	}
	b := append([]byte(nil), data...)
	if little {
		reverse(b)
	}
	n := new(big.Int).SetBytes(b)
	if signed, _ := t.truth(a[3]); signed && len(b) > 0 && b[0]&0x80 != 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	if class := as[Class](a[0]); class != intClass {
		return Value{}, handOver
	}
	return bigInt(n), nil
}

func formatInt(t *Thread, a []Value) (Value, *Exception) {
	if !a[1].isStr() {
		return raise(typeError, "__format__() argument must be str, not %s", argumentType(a[1]))
	}
	if a[1].text() == "" {
		return t.special(a[0], "__str__")
	}
	name := a[0].class().name
	spec, err := format.ParseSpec(a[1].text(), name, true)
	if err != nil {
		return Value{}, formatError(err)
	}
	n := a[0].big()
	switch spec.Type {
	case 0, 'd', 'n':
		if _, err := intText(plainInt(a[0])); err != nil {
			return Value{}, err
		}
	}
	s, err := spec.Int(n, name)
	if err != nil {
		return Value{}, formatError(err)
	}
	return newStr(s), nil
}

// formatError returns an error of package format as an exception.
func formatError(err error) *Exception {
	e := err.(*format.Error)
	if e.Text == "" {
		return exceptionOf(exceptionNamed(e.Class))
	}
	return newException(exceptionNamed(e.Class), "%s", e.Text)
}

func exceptionNamed(name string) *Class {
	switch name {
	case "OverflowError":
		return overflowError
	case "MemoryError":
		return memoryError
	case "TypeError":
		return typeError
	}
	return valueError
}

func intRepr(_ *Thread, v Value) (Value, *Exception) {
	s, err := intText(plainInt(v))
	if err != nil {
		return Value{}, err
	}
	return newStr(s), nil
}

func defineInt() {
	isInt := Value.isInt
	var all []Native
	for _, o := range []struct {
		name string
		do   intOperation
	}{
		{"add", intAdd}, {"sub", intSub}, {"mul", intMul}, {"floordiv", intFloorDiv}, {"mod", intMod}, {"divmod", intDivMod}, {"truediv", intTrueDiv},
		{"lshift", intLshift}, {"rshift", intRshift}, {"and", intAnd}, {"or", intOr}, {"xor", intXor},
	} {
		all = append(all, binary(o.name, isInt, o.do)...)
	}
	all = append(all, comparison(compareInts)...)
	whole := func(_ *Thread, v Value) (Value, *Exception) { return plainInt(v), nil }
	all = append(all,
		Native{name: "__new__", kind: aStatic, signature: "($cls, x=<absent>, /, base=<absent>)", call: intNew, twin: "_int_new"},
		Native{name: "__pow__", signature: "($self, value, mod=None, /)", call: intPowMod},
		Native{name: "__rpow__", signature: "($self, value, mod=None, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[1].isInt() {
				return notImplemented, nil
			}
			return intPowMod(t, []Value{a[1], a[0], a[2]})
		}},
		unary("__neg__", func(t *Thread, v Value) (Value, *Exception) { return intSub(t, integer(0), v) }),
		unary("__pos__", whole),
		unary("__abs__", func(t *Thread, v Value) (Value, *Exception) {
			if v.big().Sign() < 0 {
				return intSub(t, integer(0), v)
			}
			return plainInt(v), nil
		}),
		unary("__invert__", func(t *Thread, v Value) (Value, *Exception) { return intSub(t, integer(-1), v) }),
		unary("__bool__", func(_ *Thread, v Value) (Value, *Exception) { return boolean(!isZeroInt(v)), nil }),
		unary("__hash__", func(_ *Thread, v Value) (Value, *Exception) { return integer(hashBig(v.big())), nil }),
		unary("__repr__", intRepr),
		unary("__int__", whole), unary("__index__", whole), unary("__trunc__", whole), unary("__floor__", whole), unary("__ceil__", whole), unary("conjugate", whole),
		unary("__float__", func(_ *Thread, v Value) (Value, *Exception) {
			f, err := intToFloat(v)
			return float(f), err
		}),
		Native{name: "__round__", signature: "($self, ndigits=<absent>, /)", call: intRound, twin: "_int_round"},
		Native{name: "__format__", signature: "($self, format_spec, /)", call: formatInt, twin: "_format_empty"},
		unary("bit_length", func(_ *Thread, v Value) (Value, *Exception) { return integer(int64(v.big().BitLen())), nil }),
		unary("bit_count", func(_ *Thread, v Value) (Value, *Exception) {
			n := 0
			for _, w := range v.big().Bits() {
				n += bits.OnesCount(uint(w))
			}
			return integer(int64(n)), nil
		}),
		unary("as_integer_ratio", func(_ *Thread, v Value) (Value, *Exception) { return newTuple(plainInt(v), integer(1)), nil }),
		Native{name: "to_bytes", signature: `($self, length=1, byteorder="big", *, signed=False)`, call: intToBytes},
		Native{name: "from_bytes", kind: aClassMethod, signature: `($type, bytes, byteorder="big", *, signed=False)`, call: intFromBytes, twin: "_int_from_bytes"},
		getter("real", func(v Value) Value { return plainInt(v) }),
		getter("numerator", func(v Value) Value { return plainInt(v) }),
		getter("imag", func(Value) Value { return integer(0) }),
		getter("denominator", func(Value) Value { return integer(1) }),
	)
	intClass.define(all...)

	boolClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, x=False, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			b, known := t.truth(a[1])
			if !known {
				return Value{}, handOver
			}
			return boolean(b), nil
		}, twin: "_bool_new"},
		unary("__repr__", func(_ *Thread, v Value) (Value, *Exception) {
			return newStr(map[bool]string{true: "True", false: "False"}[v.i != 0]), nil
		}),
	)
}
