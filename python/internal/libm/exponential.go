package libm

import (
	"math"
	"math/big"
)

// exponential returns e^x as a number between 1/2 and 2, and an exponent of 2. It is for |x| up to some thousand.
func exponential(x double) (m double, k int) {
	const halvings = 9
	n := math.Round(x.hi / ln2.hi)
	r := x.sub(ln2.times(n)).scaled(-halvings)
	const terms = 9
	s := inverseFactorials[terms]
	for i := terms - 1; i >= 1; i-- {
		s = s.mul(r).add(inverseFactorials[i])
	}
	s = s.mul(r) // e^r - 1
	for range halvings {
		s = s.scaled(1).add(s.mul(s))
	}
	return s.add(double{1, 0}), int(n)
}

// logarithm returns the natural logarithm of a finite number above 0.
func logarithm(x float64) double {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = 2*m, e-1
	}
	l := nearOne(m)
	if e == 0 {
		return l
	}
	return ln2.times(float64(e)).add(l)
}

// nearOne is logarithm of a number between 0.7 and 1.42.
func nearOne(m float64) double {
	if math.Abs(m-1) < 1.0/64 {
		s := double{m - 1, 0}.div(sum(m, 1)) // log m = 2 artanh s
		q := s.mul(s)
		last := len(inverseOdds) - 1
		t := inverseOdds[last]
		for i := last - 1; i >= 0; i-- {
			t = t.mul(q).add(inverseOdds[i])
		}
		return t.mul(s).scaled(1)
	}
	y := math.Log(m)
	e, k := exponential(double{y, 0})
	e = e.scaled(k)
	x := double{m, 0}
	return double{y, 0}.add(x.sub(e).div(x.add(e)).scaled(1))
}

// rounded returns m * 2^k as a float, rounded once.
func rounded(m double, k int) float64 {
	if _, e := math.Frexp(m.hi); e+k > -1021 {
		return math.Ldexp(m.hi, k)
	}
	x := new(big.Float).SetPrec(120).SetFloat64(m.hi)
	x.Add(x, new(big.Float).SetFloat64(m.lo))
	f, _ := x.SetMantExp(x, k).Float64()
	return f
}

// ordinary reports whether an argument of exp and the like has a result that is neither 0 nor infinite.
func ordinary(x float64) bool { return x > -745 && x < 709.78 }

// Exp returns e^x.
func Exp(x float64) float64 {
	if !ordinary(x) || x == 0 {
		return math.Exp(x)
	}
	return rounded(exponential(double{x, 0}))
}

// Exp2 returns 2^x.
func Exp2(x float64) float64 {
	if !(x > -1070 && x < 1023.9) || x == math.Trunc(x) {
		return math.Exp2(x)
	}
	return rounded(exponential(ln2.times(x)))
}

// positive reports whether x is finite and above 0.
func positive(x float64) bool { return x > 0 && x <= math.MaxFloat64 }

// Log returns the natural logarithm of x.
func Log(x float64) float64 {
	if !positive(x) {
		return math.Log(x)
	}
	return logarithm(x).hi
}

// Log2 returns the logarithm of x to base 2.
func Log2(x float64) float64 {
	if !positive(x) {
		return math.Log2(x)
	}
	if m, e := math.Frexp(x); m == 0.5 {
		return float64(e - 1)
	}
	return logarithm(x).div(ln2).hi
}

// Log10 returns the logarithm of x to base 10.
func Log10(x float64) float64 {
	if !positive(x) {
		return math.Log10(x)
	}
	return logarithm(x).div(ln10).hi
}

// power returns x^n for n above 0, where neither that nor its inverse is far from 1.
func power(x float64, n int) double {
	r, square := double{1, 0}, double{x, 0}
	for {
		if n&1 == 1 {
			r = r.mul(square)
		}
		if n >>= 1; n == 0 {
			return r
		}
		square = square.mul(square)
	}
}

// Pow returns x^y.
func Pow(x, y float64) float64 {
	switch y {
	case 1:
		return x
	case 2:
		return x * x
	case -1:
		return 1 / x
	}
	a := math.Abs(x)
	if !positive(a) || a == 1 || math.IsNaN(y) || math.IsInf(y, 0) || y == 0 || x < 0 && y != math.Trunc(y) {
		return math.Pow(x, y)
	}
	if y == 0.5 {
		return math.Sqrt(x)
	}
	if n := int(math.Abs(min(max(y, -1000), 1000))); float64(n) == math.Abs(y) && math.Abs(y*math.Log2(a)) < 900 {
		p := power(x, n)
		if y < 0 {
			p = double{1, 0}.div(p)
		}
		return p.hi
	}
	l := logarithm(a).times(y)
	if !ordinary(l.hi) {
		return math.Pow(x, y)
	}
	r := rounded(exponential(l))
	if x < 0 && math.Mod(y, 2) != 0 {
		return -r
	}
	return r
}
