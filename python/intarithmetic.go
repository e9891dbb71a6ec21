// This file defines the arithmetic of ints (Objects/longobject.c).

package python

import (
	"math"
	"math/big"

	"github.com/gilsim/gilsim/internal/number"
)

type intOperation func(t *Thread, x, y Value) (Value, *Exception)

func bothSmall(x, y Value) bool {
	return (x.p == &smallInt || x.p == &boolMarker) && (y.p == &smallInt || y.p == &boolMarker)
}

func intAdd(_ *Thread, x, y Value) (Value, *Exception) {
	if bothSmall(x, y) {
		if sum := x.i + y.i; (sum > x.i) == (y.i > 0) {
			return integer(sum), nil
		}
	}
	return bigInt(new(big.Int).Add(x.big(), y.big())), nil
}

func intSub(_ *Thread, x, y Value) (Value, *Exception) {
	if bothSmall(x, y) {
		if diff := x.i - y.i; (diff < x.i) == (y.i > 0) {
			return integer(diff), nil
		}
	}
	return bigInt(new(big.Int).Sub(x.big(), y.big())), nil
}

func intMul(_ *Thread, x, y Value) (Value, *Exception) {
	if bothSmall(x, y) {
		if p, ok := number.Mul(x.i, y.i); ok {
			return integer(p), nil
		}
	}
	a, b := x.big(), y.big()
	if a.BitLen()+b.BitLen() > mostBits {
		return Value{}, exceptionOf(memoryError)
	}
	return bigInt(new(big.Int).Mul(a, b)), nil
}

func isZeroInt(v Value) bool {
	i, ok := v.int64()
	return ok && i == 0
}

func intFloorDiv(_ *Thread, x, y Value) (Value, *Exception) {
	if isZeroInt(y) {
		return raise(zeroDivisionError, "integer division or modulo by zero")
	}
	if bothSmall(x, y) {
		if q, ok := number.FloorDiv(x.i, y.i); ok {
			return integer(q), nil
		}
	}
	q, _ := number.FloorDivMod(x.big(), y.big())
	return bigInt(q), nil
}

func intMod(t *Thread, x, y Value) (Value, *Exception) {
	if isZeroInt(y) {
		if !t.interp.since(11) {
			return raise(zeroDivisionError, "integer division or modulo by zero")
		}
		return raise(zeroDivisionError, "integer modulo by zero")
	}
	if bothSmall(x, y) {
		return integer(number.Mod(x.i, y.i)), nil
	}
	_, m := number.FloorDivMod(x.big(), y.big())
	return bigInt(m), nil
}

func intDivMod(t *Thread, x, y Value) (Value, *Exception) {
	q, err := intFloorDiv(t, x, y)
	if err != nil {
		return Value{}, err
	}
	m, err := intMod(t, x, y)
	return newTuple(q, m), err
}

func intTrueDiv(_ *Thread, x, y Value) (Value, *Exception) {
	if isZeroInt(y) {
		return raise(zeroDivisionError, "division by zero")
	}
	const exact = 1 << 53
	if bothSmall(x, y) && -exact <= x.i && x.i <= exact && -exact <= y.i && y.i <= exact {
		return float(float64(x.i) / float64(y.i)), nil
	}
	f, ok := number.TrueDiv(x.big(), y.big())
	if !ok {
		return raise(overflowError, "integer division result too large for a float")
	}
	return float(f), nil
}

func intLshift(_ *Thread, x, y Value) (Value, *Exception) {
	n, fits := y.int64()
	switch {
	case y.big().Sign() < 0:
		return raise(valueError, "negative shift count")
	case isZeroInt(x):
		return integer(0), nil
	case !fits:
		return raise(overflowError, "too many digits in integer")
	case n > mostBits:
		return Value{}, exceptionOf(memoryError)
	}
	if v, ok := x.int64(); ok && n < 62 && -1<<(62-n) <= v && v < 1<<(62-n) {
		return integer(v << n), nil
	}
	a := x.big()
	if a.BitLen()+int(n) > mostBits {
		return Value{}, exceptionOf(memoryError)
	}
	return bigInt(new(big.Int).Lsh(a, uint(n))), nil
}

func intRshift(_ *Thread, x, y Value) (Value, *Exception) {
	n, fits := y.int64()
	switch {
	case y.big().Sign() < 0:
		return raise(valueError, "negative shift count")
	case !fits || n > mostBits:
		n = mostBits
	}
	if v, ok := x.int64(); ok {
		return integer(v >> min(n, 63)), nil
	}
	return bigInt(new(big.Int).Rsh(x.big(), uint(n))), nil
}

// bitwise makes an operation of one on small ints and one on large ones; of two bools it makes a bool.
func bitwise(small func(x, y int64) int64, large func(z, x, y *big.Int) *big.Int) intOperation {
	return func(_ *Thread, x, y Value) (Value, *Exception) {
		switch {
		case x.isBool() && y.isBool():
			return boolean(small(x.i, y.i) != 0), nil
		case bothSmall(x, y):
			return integer(small(x.i, y.i)), nil
		}
		return bigInt(large(new(big.Int), x.big(), y.big())), nil
	}
}

var (
	intAnd = bitwise(func(x, y int64) int64 { return x & y }, (*big.Int).And)
	intOr  = bitwise(func(x, y int64) int64 { return x | y }, (*big.Int).Or)
	intXor = bitwise(func(x, y int64) int64 { return x ^ y }, (*big.Int).Xor)
)

func intPow(t *Thread, x, y Value) (Value, *Exception) {
	a, b := x.big(), y.big()
	if b.Sign() < 0 {
		if a.Sign() == 0 {
			return raise(zeroDivisionError, "0.0 cannot be raised to a negative power")
		}
		f, g, err := intFloats(x, y)
		if err != nil {
			return Value{}, err
		}
		return floatPow(t, f, g)
	}
	size := a.BitLen()
	switch {
	case size <= 1 || b.Sign() == 0: // 0, 1 or -1, or anything to the power of 0: of any size
		if a.Sign() < 0 && b.Bit(0) == 0 || b.Sign() == 0 {
			return integer(1), nil
		}
		return bigInt(new(big.Int).Set(a)), nil
	case !b.IsInt64() || b.Int64() > mostBits || int64(size-1)*b.Int64() > mostBits:
		return Value{}, exceptionOf(memoryError)
	}
	return bigInt(new(big.Int).Exp(a, b, nil)), nil
}

func intFloats(x, y Value) (f, g float64, err *Exception) {
	f, err = intToFloat(x)
	if err == nil {
		g, err = intToFloat(y)
	}
	return f, g, err
}

// intToFloat returns float(v) of an int.
func intToFloat(v Value) (float64, *Exception) {
	if v.p == &smallInt || v.p == &boolMarker {
		return float64(v.i), nil
	}
	f := number.FloatOfBig(v.big())
	if math.IsInf(f, 0) {
		_, err := raise(overflowError, "int too large to convert to float")
		return 0, err
	}
	return f, nil
}

func intPowMod(t *Thread, a []Value) (Value, *Exception) {
	x, y, m := a[0], a[1], a[2]
	if y.isInt() && m.layout() == layoutFloat || m.isInt() && y.layout() == layoutFloat {
		return raise(typeError, "pow() 3rd argument not allowed unless all arguments are integers")
	}
	if !y.isInt() || !m.isInt() && m != none {
		return notImplemented, nil
	}
	if m == none {
		return intPow(t, x, y)
	}
	if isZeroInt(m) {
		return raise(valueError, "pow() 3rd argument cannot be 0")
	}
	if y.big().BitLen() > 1<<16 || m.big().BitLen() > 1<<16 {
		return Value{}, exceptionOf(memoryError)
	}
	r, ok := number.PowMod(x.big(), y.big(), m.big())
	if !ok {
		return raise(valueError, "base is not invertible for the given modulus")
	}
	return bigInt(r), nil
}
