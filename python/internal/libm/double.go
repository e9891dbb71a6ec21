package libm

import "math"

// A double is the sum of two floats, of which the second is at most half a unit in the last place of the first: a number of some 106
// bits (T. J. Dekker, "A floating-point technique for extending the available precision", 1971).
type double struct{ hi, lo float64 }

// sum returns a+b without an error.
func sum(a, b float64) double {
	s := a + b
	t := s - a
	return double{s, (a - (s - t)) + (b - t)}
}

// normal returns a+b without an error, where a is the larger one.
func normal(a, b float64) double {
	s := a + b
	return double{s, b - (s - a)}
}

// product returns a*b without an error.
func product(a, b float64) double {
	p := float64(a * b)
	return double{p, math.FMA(a, b, -p)}
}

func (a double) add(b double) double {
	s, t := sum(a.hi, b.hi), sum(a.lo, b.lo)
	s = normal(s.hi, s.lo+t.hi)
	return normal(s.hi, s.lo+t.lo)
}

func (a double) sub(b double) double { return a.add(double{-b.hi, -b.lo}) }

func (a double) mul(b double) double {
	p := product(a.hi, b.hi)
	return normal(p.hi, p.lo+(float64(a.hi*b.lo)+float64(a.lo*b.hi)))
}

func (a double) times(b float64) double { return a.mul(double{b, 0}) }

func (a double) div(b double) double {
	q := a.hi / b.hi
	r := a.sub(b.times(q))
	q2 := r.hi / b.hi
	r = r.sub(b.times(q2))
	return normal(q, q2).add(double{r.hi / b.hi, 0})
}

func (a double) sqrt() double {
	if a.hi <= 0 {
		return double{}
	}
	s := math.Sqrt(a.hi)
	r := a.sub(product(s, s))
	return normal(s, r.hi/(2*s))
}

// scaled returns a * 2^k, which is exact unless it overflows or has fewer bits than a float has.
func (a double) scaled(k int) double { return double{math.Ldexp(a.hi, k), math.Ldexp(a.lo, k)} }
