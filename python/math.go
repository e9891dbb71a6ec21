// This file defines the module math (CPython's Modules/mathmodule.c).

package python

import (
	"math"
	"math/big"

	"github.com/gilsim/gilsim/internal/number"
	"github.com/gilsim/gilsim/python/internal/libm"
)

// number returns an argument of the module math as a float.
func (t *Thread) number(v Value) (float64, *Exception) {
	switch {
	case isReal(v) && !overrides(v, "__float__"):
		return real(v)
	case v.class().find("__float__").valid() || v.class().find("__index__").valid():
		return 0, handOver
	}
	_, err := raise(typeError, "must be real number, not %s", v.class().typeName())
	return 0, err
}

// checked returns the result of a function, or the exception that CPython raises for it: a NaN of no NaN is a domain error, an
// infinity of finite arguments a range error, or a domain error where the function has a pole.
func checked(r float64, pole bool, args ...float64) (Value, *Exception) {
	finite := true
	for _, x := range args {
		if math.IsNaN(x) {
			return float(r), nil
		}
		finite = finite && !math.IsInf(x, 0)
	}
	switch {
	case math.IsNaN(r), math.IsInf(r, 0) && finite && pole:
		return raise(valueError, "math domain error")
	case math.IsInf(r, 0) && finite:
		return raise(overflowError, "math range error")
	}
	return float(r), nil
}

// real1 makes a function of one number; it has a pole where its result is infinite, if pole is set.
func real1(name string, pole bool, do func(float64) float64) Native {
	return Native{name: name, signature: "(x, /)", twin: "_math_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		x, err := t.number(a[0])
		if err != nil {
			return Value{}, err
		}
		return checked(do(x), pole, x)
	}}
}

// real2 makes a function of two numbers.
func real2(name string, pole bool, do func(x, y float64) float64) Native {
	return Native{name: name, signature: "(x, y, /)", twin: "_math_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		x, err := t.number(a[0])
		if err != nil {
			return Value{}, err
		}
		y, err := t.number(a[1])
		if err != nil {
			return Value{}, err
		}
		return checked(do(x, y), pole, x, y)
	}}
}

// predicate makes a function that tells something of a number.
func predicate(name string, is func(float64) bool) Native {
	return Native{name: name, signature: "(x, /)", twin: "_math_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		x, err := t.number(a[0])
		return boolean(is(x)), err
	}}
}

// logarithm is log of a number that may be too large for a float.
func (t *Thread) logarithm(v Value, log func(float64) float64, ofTwo float64) (Value, *Exception) {
	if v.isInt() {
		n := v.big()
		if n.Sign() <= 0 {
			return raise(valueError, "math domain error")
		}
		if n.BitLen() > 1000 {
			shift := uint(n.BitLen() - 64)
			f := number.FloatOfBig(new(big.Int).Rsh(n, shift))
			return float(log(f) + float64(shift)*ofTwo), nil
		}
	}
	x, err := t.number(v)
	if err != nil {
		return Value{}, err
	}
	return checked(log(x), true, x)
}

func mathLog(t *Thread, a []Value) (Value, *Exception) {
	x, err := t.logarithm(a[0], libm.Log, math.Ln2)
	if err != nil || !a[1].valid() {
		return x, err
	}
	base, err := t.logarithm(a[1], libm.Log, math.Ln2)
	if err != nil {
		return Value{}, err
	}
	return floatTrueDiv(nil, x.float64(), base.float64())
}

// rounding makes floor, ceil or trunc: of a float in Go, of others by their special method.
func rounding(name, method string, do func(float64) float64) Native {
	return Native{name: name, signature: "(x, /)", twin: "_math_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		if a[0].isFloat() {
			n, err := floatToInt(do(a[0].float64()))
			if err != nil {
				return Value{}, err
			}
			return bigInt(n), nil
		}
		r, err := t.special(a[0], method)
		if err != nil || r != notImplemented {
			return r, err
		}
		if method == "__trunc__" {
			return raise(typeError, "type %s doesn't define __trunc__ method", a[0].class().typeName())
		}
		x, err := t.number(a[0])
		if err != nil {
			return Value{}, err
		}
		n, err := floatToInt(do(x))
		if err != nil {
			return Value{}, err
		}
		return bigInt(n), nil
	}}
}

// whole returns an argument that must be an int.
func (t *Thread) whole(v Value) (*big.Int, *Exception) {
	if v.isInt() {
		return v.big(), nil
	}
	_, err := t.index(v, notInteger)
	return nil, err
}

func mathFactorial(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.whole(a[0])
	switch {
	case err != nil:
		return Value{}, err
	case n.Sign() < 0:
		return raise(valueError, "factorial() not defined for negative values")
	case !n.IsInt64():
		return raise(overflowError, "factorial() argument should not exceed 9223372036854775807")
	case n.Int64() > 200000:
		return Value{}, exceptionOf(memoryError)
	}
	return bigInt(new(big.Int).MulRange(1, n.Int64())), nil
}

// nAndK takes the arguments of comb and perm.
func (t *Thread) nAndK(a []Value) (n, k *big.Int, err *Exception) {
	if n, err = t.whole(a[0]); err != nil {
		return nil, nil, err
	}
	if k, err = t.whole(a[1]); err != nil {
		return nil, nil, err
	}
	switch {
	case n.Sign() < 0:
		_, err = raise(valueError, "n must be a non-negative integer")
	case k.Sign() < 0:
		_, err = raise(valueError, "k must be a non-negative integer")
	}
	return n, k, err
}

func mathComb(t *Thread, a []Value) (Value, *Exception) {
	n, k, err := t.nAndK(a)
	switch {
	case err != nil:
		return Value{}, err
	case k.Cmp(n) > 0:
		return integer(0), nil
	case !n.IsInt64():
		return raise(overflowError, "min(n - k, k) must not exceed 9223372036854775807")
	}
	least := min(k.Int64(), n.Int64()-k.Int64())
	if least > 50000 {
		return Value{}, exceptionOf(memoryError)
	}
	return bigInt(new(big.Int).Binomial(n.Int64(), least)), nil
}

func mathPerm(t *Thread, a []Value) (Value, *Exception) {
	if a[1] == none {
		return mathFactorial(t, a)
	}
	n, k, err := t.nAndK(a)
	switch {
	case err != nil:
		return Value{}, err
	case k.Cmp(n) > 0:
		return integer(0), nil
	case !n.IsInt64() || k.Int64() > 200000:
		return Value{}, exceptionOf(memoryError)
	}
	return bigInt(new(big.Int).MulRange(n.Int64()-k.Int64()+1, n.Int64())), nil
}

// folded makes gcd and lcm, of any number of ints.
func folded(name string, of0 int64, do func(x, y *big.Int) *big.Int) Native {
	return Native{name: name, signature: "(*integers)", twin: "_math_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		r := big.NewInt(of0)
		for _, v := range a[0].items() {
			n, err := t.whole(v)
			if err != nil {
				return Value{}, err
			}
			r = do(r, new(big.Int).Abs(n))
		}
		return bigInt(r), nil
	}}
}

func gcd(x, y *big.Int) *big.Int { return new(big.Int).GCD(nil, nil, x, y) }

func lcm(x, y *big.Int) *big.Int {
	if x.Sign() == 0 || y.Sign() == 0 {
		return new(big.Int)
	}
	r := new(big.Int).Quo(x, gcd(x, y))
	return r.Mul(r, y)
}

func mathIsqrt(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.whole(a[0])
	if err != nil {
		return Value{}, err
	}
	if n.Sign() < 0 {
		return raise(valueError, "isqrt() argument must be nonnegative")
	}
	return bigInt(new(big.Int).Sqrt(n)), nil
}

// numbers returns the floats of an iterable.
func (t *Thread) numbers(v Value) ([]float64, *Exception) {
	items, err := t.peek(v)
	if err != nil {
		return nil, err
	}
	all := make([]float64, len(items))
	for i, item := range items {
		if all[i], err = t.number(item); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// mathFsum adds without loss: exactly, and rounded once.
func mathFsum(t *Thread, a []Value) (Value, *Exception) {
	numbers, err := t.numbers(a[0])
	if err != nil {
		return Value{}, err
	}
	special := 0.0
	sum := new(big.Rat)
	for _, x := range numbers {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			if math.IsInf(x, 0) && math.IsInf(special, 0) && x != special {
				return raise(valueError, "-inf + inf in fsum")
			}
			special += x
			continue
		}
		sum.Add(sum, new(big.Rat).SetFloat64(x))
	}
	if special != 0 {
		return float(special), nil
	}
	f, _ := sum.Float64()
	if math.IsInf(f, 0) {
		return raise(overflowError, "intermediate overflow in fsum")
	}
	return float(f), nil
}

// norm returns the length of a vector, without overflow on the way, and rounded once.
func norm(parts []float64) float64 {
	nan := false
	const precision = 200
	sum := new(big.Float).SetPrec(precision)
	for _, x := range parts {
		switch {
		case math.IsInf(x, 0):
			return math.Inf(1)
		case math.IsNaN(x):
			nan = true
		default:
			f := new(big.Float).SetPrec(precision).SetFloat64(x)
			sum.Add(sum, f.Mul(f, f))
		}
	}
	if nan {
		return math.NaN()
	}
	r, _ := new(big.Float).SetPrec(precision).Sqrt(sum).Float64()
	return r
}

func mathDist(t *Thread, a []Value) (Value, *Exception) {
	p, err := t.numbers(a[0])
	if err != nil {
		return Value{}, err
	}
	q, err := t.numbers(a[1])
	if err != nil {
		return Value{}, err
	}
	if len(p) != len(q) {
		return raise(valueError, "both points must have the same number of dimensions")
	}
	for i := range p {
		p[i] -= q[i]
	}
	return float(norm(p)), nil
}

func mathIsClose(t *Thread, a []Value) (Value, *Exception) {
	var x [4]float64
	for i := range x {
		var err *Exception
		if x[i], err = t.number(a[i]); err != nil {
			return Value{}, err
		}
	}
	p, q, relative, absolute := x[0], x[1], x[2], x[3]
	diff := math.Abs(p - q)
	switch {
	case relative < 0 || absolute < 0:
		return raise(valueError, "tolerances must be non-negative")
	case p == q:
		return pyTrue, nil
	case math.IsInf(p, 0) || math.IsInf(q, 0):
		return pyFalse, nil
	}
	return boolean(diff <= math.Abs(relative*q) || diff <= math.Abs(relative*p) || diff <= absolute), nil
}

func mathLdexp(t *Thread, a []Value) (Value, *Exception) {
	x, err := t.number(a[0])
	if err != nil {
		return Value{}, err
	}
	if !a[1].isInt() {
		return raise(typeError, "Expected an int as second argument to ldexp.")
	}
	n, _ := t.index(a[1], notInteger)
	return checked(math.Ldexp(x, int(max(-1<<30, min(n, 1<<30)))), false, x)
}

func mathProd(t *Thread, a []Value) (Value, *Exception) {
	items, err := t.peek(a[0])
	if err != nil {
		return Value{}, err
	}
	total := a[1]
	for _, v := range items {
		if total, err = t.operator("mul", "*", total, v); err != nil {
			return Value{}, err
		}
	}
	return total, nil
}

func defineMath() {
	registerModule(&NativeModule{
		name: "math",
		functions: []Native{
			real1("acos", false, libm.Acos), real1("acosh", false, libm.Acosh), real1("asin", false, libm.Asin), real1("asinh", false, libm.Asinh), real1("atan", false, libm.Atan),
			real1("atanh", true, math.Atanh), real1("cbrt", false, libm.Cbrt), real1("cos", false, libm.Cos), real1("cosh", false, libm.Cosh), real1("erf", false, math.Erf),
			real1("erfc", false, math.Erfc), real1("exp", false, libm.Exp), real1("exp2", false, libm.Exp2), real1("expm1", false, math.Expm1), real1("fabs", false, math.Abs),
			real1("gamma", false, libm.Gamma), real1("lgamma", true, libm.LogGamma),
			real1("log1p", true, math.Log1p), real1("sin", false, libm.Sin), real1("sinh", false, libm.Sinh), real1("sqrt", false, math.Sqrt), real1("tan", false, libm.Tan), real1("tanh", false, libm.Tanh),
			real1("degrees", false, func(x float64) float64 { return x * (180 / math.Pi) }), real1("radians", false, func(x float64) float64 { return x * (math.Pi / 180) }),
			real1("ulp", false, func(x float64) float64 {
				x = math.Abs(x)
				if math.IsInf(x, 0) {
					return x
				}
				if next := math.Nextafter(x, math.Inf(1)); !math.IsInf(next, 0) {
					return next - x
				}
				return x - math.Nextafter(x, 0)
			}),
			real2("atan2", false, libm.Atan2), real2("copysign", false, math.Copysign), real2("fmod", false, math.Mod),
			{name: "pow", twin: "_math_pow", signature: "(x, y, /)", call: mathPow},
			real2("remainder", false, math.Remainder),
			{name: "nextafter", twin: "_math_nextafter", signature: "(x, y, /)", call: mathNextAfter},
			predicate("isfinite", func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }), predicate("isinf", func(x float64) bool { return math.IsInf(x, 0) }), predicate("isnan", math.IsNaN),
			{name: "log", twin: "_math_log", signature: "(x, base=<absent>, /)", call: mathLog},
			{name: "log2", twin: "_math_log2", signature: "(x, /)", call: func(t *Thread, a []Value) (Value, *Exception) { return t.logarithm(a[0], libm.Log2, 1) }},
			{name: "log10", twin: "_math_log10", signature: "(x, /)", call: func(t *Thread, a []Value) (Value, *Exception) { return t.logarithm(a[0], libm.Log10, math.Log10(2)) }},
			rounding("floor", "__floor__", math.Floor), rounding("ceil", "__ceil__", math.Ceil), rounding("trunc", "__trunc__", math.Trunc),
			{name: "factorial", signature: "(x, /)", call: mathFactorial, twin: "_math_factorial"},
			{name: "comb", signature: "(n, k, /)", call: mathComb, twin: "_math_comb"},
			{name: "perm", signature: "(n, k=None, /)", call: mathPerm, twin: "_math_perm"},
			folded("gcd", 0, gcd), folded("lcm", 1, lcm),
			{name: "isqrt", signature: "(n, /)", call: mathIsqrt, twin: "_math_isqrt"},
			{name: "fsum", signature: "(seq, /)", call: mathFsum, twin: "_math_fsum"},
			{name: "prod", signature: "(iterable, /, *, start=1)", call: mathProd, twin: "_math_prod"},
			{name: "hypot", twin: "_math_hypot", signature: "(*coordinates)", call: func(t *Thread, a []Value) (Value, *Exception) {
				parts, err := t.numbers(a[0])
				if err != nil {
					return Value{}, err
				}
				return checked(norm(parts), false, parts...)
			}},
			{name: "dist", signature: "(p, q, /)", call: mathDist, twin: "_math_dist"},
			{name: "isclose", twin: "_math_isclose", signature: "(a, b, *, rel_tol=<absent>, abs_tol=<absent>)", call: func(t *Thread, a []Value) (Value, *Exception) {
				all := append([]Value(nil), a...)
				if !all[2].valid() {
					all[2] = float(1e-9)
				}
				if !all[3].valid() {
					all[3] = float(0)
				}
				return mathIsClose(t, all)
			}},
			{name: "ldexp", twin: "_math_ldexp", signature: "(x, i, /)", call: mathLdexp},
			{name: "frexp", twin: "_math_frexp", signature: "(x, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
				x, err := t.number(a[0])
				frac, exp := math.Frexp(x)
				return newTuple(float(frac), integer(int64(exp))), err
			}},
			{name: "modf", twin: "_math_modf", signature: "(x, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
				x, err := t.number(a[0])
				whole, frac := math.Modf(x)
				if math.IsInf(x, 0) {
					whole, frac = x, math.Copysign(0, x)
				}
				return newTuple(float(math.Copysign(frac, x)), float(whole)), err
			}},
		},
		values: []namedValue{
			{"pi", float(math.Pi)}, {"e", float(math.E)}, {"tau", float(2 * math.Pi)}, {"inf", float(math.Inf(1))}, {"nan", float(math.NaN())},
		},
	})
}

// mathPow is pow: zero has a pole at each negative power; an infinite result else is out of range.
func mathPow(t *Thread, a []Value) (Value, *Exception) {
	x, err := t.number(a[0])
	if err != nil {
		return Value{}, err
	}
	y, err := t.number(a[1])
	if err != nil {
		return Value{}, err
	}
	return checked(libm.Pow(x, y), x == 0, x, y)
}

func mathNextAfter(t *Thread, a []Value) (Value, *Exception) {
	x, err := t.number(a[0])
	if err != nil {
		return Value{}, err
	}
	y, err := t.number(a[1])
	return float(math.Nextafter(x, y)), err
}
