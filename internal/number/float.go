// Package number does Python's arithmetic where Go's differs: how numbers are read and written, rounded, divided, compared
// and hashed. It follows CPython's Objects/floatobject.c, Objects/longobject.c and Python/pystrtod.c, and knows no objects.
package number

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Repr returns repr(f): the shortest digits that read back as f, with an exponent below 1e-4 and from 1e16.
func Repr(f float64) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case f != 0 && (math.Abs(f) < 1e-4 || math.Abs(f) >= 1e16):
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// RoundFloat returns round(f, digits): the decimal that is nearest to f's exact value, halves to even, read back. False says
// that it does not fit a float.
func RoundFloat(f float64, digits int64) (float64, bool) {
	const most, least = 323, -308 // CPython's NDIGITS_MAX and NDIGITS_MIN
	switch {
	case f == 0 || math.IsNaN(f) || math.IsInf(f, 0) || digits > most:
		return f, true
	case digits < least:
		return math.Copysign(0, f), true
	case digits >= 0:
		r, err := strconv.ParseFloat(strconv.FormatFloat(f, 'f', int(digits), 64), 64)
		return r, err == nil
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(-digits), nil)
	x := new(big.Rat).SetFloat64(f)
	x.Quo(x, new(big.Rat).SetInt(unit))
	whole := roundRat(x)
	r := FloatOfBig(whole.Mul(whole, unit))
	if math.IsInf(r, 0) {
		return r, false
	}
	return math.Copysign(r, f), true
}

// roundRat returns the integer nearest to x, halves to even.
func roundRat(x *big.Rat) *big.Int {
	quo, rem := new(big.Int).DivMod(x.Num(), x.Denom(), new(big.Int))
	switch rem.Lsh(rem, 1).Cmp(x.Denom()) {
	case 1:
		quo.Add(quo, big.NewInt(1))
	case 0:
		quo.Add(quo, new(big.Int).SetUint64(uint64(quo.Bit(0))))
	}
	return quo
}

// FloatOfBig returns the float nearest to x, halves to even, and an infinity where x does not fit.
func FloatOfBig(x *big.Int) float64 {
	f, _ := new(big.Float).SetInt(x).Float64()
	return f
}

// BigOfFloat returns the integer part of f, which is finite.
func BigOfFloat(f float64) *big.Int {
	x, _ := new(big.Float).SetFloat64(math.Trunc(f)).Int(nil)
	return x
}

// FloatDivMod returns f // g and f % g for g != 0: the remainder has the sign of g, as float_divmod has it.
func FloatDivMod(f, g float64) (quo, mod float64) {
	mod = math.Mod(f, g)
	div := (f - mod) / g
	if mod != 0 {
		if (g < 0) != (mod < 0) {
			mod += g
			div--
		}
	} else {
		mod = math.Copysign(0, g)
	}
	if div == 0 {
		return math.Copysign(0, f/g), mod
	}
	quo = math.Floor(div)
	if div-quo > 0.5 {
		quo++
	}
	return quo, mod
}

// FloatMod returns f % g for g != 0.
func FloatMod(f, g float64) float64 {
	mod := math.Mod(f, g)
	if mod == 0 {
		return math.Copysign(0, g)
	}
	if (g < 0) != (mod < 0) {
		mod += g
	}
	return mod
}

// CompareBigFloat compares x with f exactly: -1, 0 or 1. f is not NaN.
func CompareBigFloat(x *big.Int, f float64) int {
	if math.IsInf(f, 0) {
		return -int(math.Copysign(1, f))
	}
	return new(big.Float).SetInt(x).Cmp(new(big.Float).SetFloat64(f))
}

// CompareIntFloat compares x with f exactly: -1, 0 or 1. f is not NaN.
func CompareIntFloat(x int64, f float64) int {
	const exact = 1 << 53
	if -exact <= x && x <= exact {
		g := float64(x)
		switch {
		case g < f:
			return -1
		case g > f:
			return 1
		}
		return 0
	}
	return CompareBigFloat(big.NewInt(x), f)
}

// Ratio returns f as a fraction in lowest terms, as float.as_integer_ratio does. f is finite.
func Ratio(f float64) (num, den *big.Int) {
	r := new(big.Rat).SetFloat64(f)
	return r.Num(), r.Denom()
}

// Hex returns f.hex().
func Hex(f float64) string {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return Repr(f)
	case f == 0:
		return strings.TrimSuffix(Repr(f), "0.0") + "0x0.0p+0"
	}
	bits := math.Float64bits(f)
	exp, lead := int(bits>>52&0x7ff)-1023, "1"
	if exp == -1023 {
		exp, lead = -1022, "0"
	}
	sign := ""
	if f < 0 {
		sign = "-"
	}
	frac := strconv.FormatUint(bits&(1<<52-1)|1<<52, 16)[1:]
	e := strconv.Itoa(exp)
	if exp >= 0 {
		e = "+" + e
	}
	return sign + "0x" + lead + "." + frac + "p" + e
}
