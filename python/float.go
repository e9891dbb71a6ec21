// This file defines the methods of float (CPython's Objects/floatobject.c).

package python

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/internal/number"
	"github.com/gilsim/gilsim/internal/text"
	"github.com/gilsim/gilsim/python/internal/format"
	"github.com/gilsim/gilsim/python/internal/libm"
)

// floatOf returns the number of an object of layoutFloat.
func floatOf(v Value) float64 {
	if v.p == &floatMarker {
		return v.float64()
	}
	return as[Float](v).f
}

// isReal reports whether v is a float or an int.
func isReal(v Value) bool { return v.layout() == layoutFloat || v.isInt() }

// real returns the number of a float or int.
func real(v Value) (float64, *Exception) {
	if v.layout() == layoutFloat {
		return floatOf(v), nil
	}
	return intToFloat(v)
}

type floatOperation func(t *Thread, x, y float64) (Value, *Exception)

func floatTrueDiv(_ *Thread, x, y float64) (Value, *Exception) {
	if y == 0 {
		return raise(zeroDivisionError, "float division by zero")
	}
	return float(x / y), nil
}

func floatFloorDiv(_ *Thread, x, y float64) (Value, *Exception) {
	if y == 0 {
		return raise(zeroDivisionError, "float floor division by zero")
	}
	q, _ := number.FloatDivMod(x, y)
	return float(q), nil
}

func floatMod(t *Thread, x, y float64) (Value, *Exception) {
	if y == 0 {
		if t.interp.since(13) {
			return raise(zeroDivisionError, "float modulo by zero")
		}
		return raise(zeroDivisionError, "float modulo")
	}
	return float(number.FloatMod(x, y)), nil
}

func floatDivMod(_ *Thread, x, y float64) (Value, *Exception) {
	if y == 0 {
		return raise(zeroDivisionError, "float divmod()")
	}
	q, m := number.FloatDivMod(x, y)
	return newTuple(float(q), float(m)), nil
}

// floatPow is x ** y, float_pow.
func floatPow(_ *Thread, x, y float64) (Value, *Exception) {
	switch {
	case x == 0 && y < 0:
		return raise(zeroDivisionError, "0.0 cannot be raised to a negative power")
	case x < 0 && !math.IsInf(x, 0) && y != math.Floor(y) && !math.IsInf(y, 0) && !math.IsNaN(y):
		return raise(valueError, "negative number cannot be raised to a fractional power: complex numbers are not supported")
	}
	r := libm.Pow(x, y)
	if math.IsInf(r, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return Value{}, outOfRange()
	}
	return float(r), nil
}

// outOfRange is the exception of a result that is too large for the functions of C.
func outOfRange() *Exception {
	return exceptionOf(overflowError, integer(34), newStr("Numerical result out of range"))
}

func compareFloats(x, y Value) (int, bool) {
	f := floatOf(x)
	switch {
	case y.layout() == layoutFloat:
		g := floatOf(y)
		switch {
		case f < g:
			return -1, true
		case f > g:
			return 1, true
		case f == g:
			return 0, true
		}
		return 2, true
	case !y.isInt():
		return 0, false
	case math.IsNaN(f):
		return 2, true
	}
	if i, ok := y.int64(); ok {
		return -number.CompareIntFloat(i, f), true
	}
	return -number.CompareBigFloat(y.big(), f), true
}

// newFloat returns an object of class, float or one that derives from it.
func newFloat(class *Class, f float64) Value {
	if class == floatClass {
		return float(f)
	}
	x := alloc[Float](class)
	x.f = f
	return x.ref()
}

func floatNew(t *Thread, a []Value) (Value, *Exception) {
	class, x := as[Class](a[0]), a[1]
	if !x.valid() {
		return newFloat(class, 0), nil
	}
	switch x.layout() {
	case layoutStr, layoutBytes, layoutBytearray:
		s, shown := "", ""
		if x.isStr() {
			s = x.text()
			shown = text.Repr(s)
		} else {
			s = string(bytesOf(x))
			shown = text.ReprBytes(s)
		}
		f, ok := number.ParseFloat(s)
		if !ok && overrides(x, "__repr__") {
			return Value{}, handOver
		}
		if !ok {
			return raise(valueError, "could not convert string to float: %s", shown)
		}
		return newFloat(class, f), nil
	}
	switch {
	case !overrides(x, "__float__") && isReal(x):
		f, err := real(x)
		if err != nil {
			return Value{}, err
		}
		return newFloat(class, f), nil
	case x.class().find("__float__").valid() || x.class().find("__index__").valid():
		return Value{}, handOver
	}
	return raise(typeError, "float() argument must be a string or a real number, not '%s'", x.class().typeName())
}

func floatRound(t *Thread, a []Value) (Value, *Exception) {
	f := floatOf(a[0])
	if !a[1].valid() || a[1] == none {
		if math.IsNaN(f) || math.IsInf(f, 0) {
			_, err := floatToInt(f)
			return Value{}, err
		}
		return bigInt(number.BigOfFloat(math.RoundToEven(f))), nil
	}
	n, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	r, ok := number.RoundFloat(f, n)
	if !ok {
		return raise(overflowError, "rounded value too large to represent")
	}
	return float(r), nil
}

func formatFloat(t *Thread, a []Value) (Value, *Exception) {
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
	s, err := spec.Float(floatOf(a[0]), name)
	if err != nil {
		return Value{}, formatError(err)
	}
	return newStr(s), nil
}

// floatToWhole makes a native that turns a float into the int that do gives.
func floatToWhole(name string, do func(float64) float64) Native {
	return unary(name, func(_ *Thread, v Value) (Value, *Exception) {
		n, err := floatToInt(do(floatOf(v)))
		if err != nil {
			return Value{}, err
		}
		return bigInt(n), nil
	})
}

func floatFromHex(t *Thread, a []Value) (Value, *Exception) {
	if !a[1].isStr() {
		return raise(typeError, "bad argument type for built-in operation")
	}
	s := strings.ToLower(strings.TrimFunc(a[1].text(), text.Space))
	body := strings.TrimLeft(s, "+-")
	sign := s[:len(s)-len(body)]
	if !strings.HasPrefix(body, "inf") && body != "nan" {
		if !strings.HasPrefix(body, "0x") {
			body = "0x" + body
		}
		if !strings.Contains(body, "p") {
			body += "p0"
		}
	}
	f, err := strconv.ParseFloat(sign+body, 64)
	if body == "nan" {
		f, err = math.NaN(), nil
	}
	switch {
	case err != nil && err.(*strconv.NumError).Err == strconv.ErrRange:
		return raise(overflowError, "hexadecimal value too large to represent as a float")
	case err != nil || strings.Contains(body, "_"):
		return raise(valueError, "invalid hexadecimal floating-point string")
	case as[Class](a[0]) != floatClass:
		return Value{}, handOver
	}
	return float(f), nil
}

func defineFloat() {
	var all []Native
	plain := func(do func(x, y float64) float64) floatOperation {
		return func(_ *Thread, x, y float64) (Value, *Exception) { return float(do(x, y)), nil }
	}
	for _, o := range []struct {
		name string
		do   floatOperation
	}{
		{"add", plain(func(x, y float64) float64 { return x + y })}, {"sub", plain(func(x, y float64) float64 { return x - y })},
		{"mul", plain(func(x, y float64) float64 { return x * y })}, {"truediv", floatTrueDiv}, {"floordiv", floatFloorDiv}, {"mod", floatMod}, {"divmod", floatDivMod},
	} {
		all = append(all, binary(o.name, isReal, func(t *Thread, x, y Value) (Value, *Exception) {
			f, err := real(x)
			if err != nil {
				return Value{}, err
			}
			g, err := real(y)
			if err != nil {
				return Value{}, err
			}
			return o.do(t, f, g)
		})...)
	}
	pow := func(t *Thread, x, y, mod Value) (Value, *Exception) {
		if !isReal(x) || !isReal(y) {
			return notImplemented, nil
		}
		if mod != none {
			return raise(typeError, "pow() 3rd argument not allowed unless all arguments are integers")
		}
		f, err := real(x)
		if err != nil {
			return Value{}, err
		}
		g, err := real(y)
		if err != nil {
			return Value{}, err
		}
		return floatPow(t, f, g)
	}
	all = append(all, comparison(compareFloats)...)
	all = append(all,
		Native{name: "__new__", kind: aStatic, signature: "($cls, x=<absent>, /)", call: floatNew, twin: "_float_new"},
		Native{name: "__pow__", signature: "($self, value, mod=None, /)", call: func(t *Thread, a []Value) (Value, *Exception) { return pow(t, a[0], a[1], a[2]) }},
		Native{name: "__rpow__", signature: "($self, value, mod=None, /)", call: func(t *Thread, a []Value) (Value, *Exception) { return pow(t, a[1], a[0], a[2]) }},
		unary("__neg__", func(_ *Thread, v Value) (Value, *Exception) { return float(-floatOf(v)), nil }),
		unary("__pos__", func(_ *Thread, v Value) (Value, *Exception) { return float(floatOf(v)), nil }),
		unary("__abs__", func(_ *Thread, v Value) (Value, *Exception) { return float(math.Abs(floatOf(v))), nil }),
		unary("__bool__", func(_ *Thread, v Value) (Value, *Exception) { return boolean(floatOf(v) != 0), nil }),
		unary("__hash__", func(_ *Thread, v Value) (Value, *Exception) { return integer(hashFloat(floatOf(v))), nil }),
		unary("__repr__", func(_ *Thread, v Value) (Value, *Exception) { return newStr(number.Repr(floatOf(v))), nil }),
		floatToWhole("__int__", math.Trunc), floatToWhole("__trunc__", math.Trunc), floatToWhole("__floor__", math.Floor), floatToWhole("__ceil__", math.Ceil),
		unary("__float__", func(_ *Thread, v Value) (Value, *Exception) { return float(floatOf(v)), nil }),
		unary("conjugate", func(_ *Thread, v Value) (Value, *Exception) { return float(floatOf(v)), nil }),
		Native{name: "__round__", signature: "($self, ndigits=<absent>, /)", call: floatRound, twin: "_float_round"},
		Native{name: "__format__", signature: "($self, format_spec, /)", call: formatFloat, twin: "_format_empty"},
		unary("is_integer", func(_ *Thread, v Value) (Value, *Exception) {
			f := floatOf(v)
			return boolean(f == math.Floor(f) && !math.IsInf(f, 0)), nil
		}),
		unary("as_integer_ratio", func(_ *Thread, v Value) (Value, *Exception) {
			f := floatOf(v)
			switch {
			case math.IsNaN(f):
				return raise(valueError, "cannot convert NaN to integer ratio")
			case math.IsInf(f, 0):
				return raise(overflowError, "cannot convert Infinity to integer ratio")
			}
			num, den := number.Ratio(f)
			return newTuple(bigInt(num), bigInt(new(big.Int).Set(den))), nil
		}),
		unary("hex", func(_ *Thread, v Value) (Value, *Exception) { return newStr(number.Hex(floatOf(v))), nil }),
		Native{name: "fromhex", kind: aClassMethod, signature: "($type, string, /)", call: floatFromHex, twin: "_float_fromhex"},
		getter("real", func(v Value) Value { return float(floatOf(v)) }),
		getter("imag", func(Value) Value { return float(0) }),
	)
	floatClass.define(all...)
}
