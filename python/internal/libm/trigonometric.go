package libm

import "math"

// farthest is up to where an angle is reduced with halfPi.
const farthest = 1e9

// reduced returns an angle less the nearest multiple of pi/2, and that multiple modulo 4.
func reduced(x float64) (r double, quarter int) {
	n := math.Round(x / halfPi[0])
	r = double{x, 0}
	for _, part := range halfPi {
		r = r.sub(product(n, part))
	}
	return r, int(math.Mod(n, 4)+4) % 4
}

// sinCos returns the sine and the cosine of an angle of at most pi/4, or a little more.
func sinCos(r double) (sin, cos double) {
	q := r.mul(r)
	q.hi, q.lo = -q.hi, -q.lo
	last := len(inverseFactorials) - 1
	sin, cos = inverseFactorials[last], inverseFactorials[last-1]
	for i := last - 2; i > 0; i -= 2 {
		sin = sin.mul(q).add(inverseFactorials[i])
		cos = cos.mul(q).add(inverseFactorials[i-1])
	}
	return sin.mul(r), cos
}

// both returns the sine and the cosine of x.
func both(x float64) (sin, cos double) {
	r, quarter := reduced(x)
	sin, cos = sinCos(r)
	switch quarter {
	case 1:
		return cos, negative(sin)
	case 2:
		return negative(sin), negative(cos)
	case 3:
		return negative(cos), sin
	}
	return sin, cos
}

func negative(a double) double { return double{-a.hi, -a.lo} }

// tiny is up to where a function that is x at 0 is x.
const tiny = 1e-150

// Sin returns the sine of x.
func Sin(x float64) float64 {
	if a := math.Abs(x); !(a > tiny && a < farthest) {
		return math.Sin(x)
	}
	sin, _ := both(x)
	return sin.hi
}

// Cos returns the cosine of x.
func Cos(x float64) float64 {
	if a := math.Abs(x); !(a > tiny && a < farthest) {
		return math.Cos(x)
	}
	_, cos := both(x)
	return cos.hi
}

// Tan returns the tangent of x.
func Tan(x float64) float64 {
	if a := math.Abs(x); !(a > tiny && a < farthest) {
		return math.Tan(x)
	}
	sin, cos := both(x)
	return sin.div(cos).hi
}

// arctangent returns the arc tangent of a number that is not negative.
func arctangent(x double) double {
	if x.hi > 1 {
		return double{pi.hi / 2, pi.lo / 2}.sub(arctangent(double{1, 0}.div(x)))
	}
	t := double{math.Atan(x.hi), 0}
	sin, cos := sinCos(t)
	return t.add(x.mul(cos).sub(sin).div(cos.add(x.mul(sin))))
}

// within reports whether the size of x is such that squares and quotients of it are ordinary numbers.
func within(x float64) bool { a := math.Abs(x); return a > tiny && a < 1/tiny }

// Atan returns the arc tangent of x.
func Atan(x float64) float64 {
	if !within(x) {
		return math.Atan(x)
	}
	return math.Copysign(arctangent(double{math.Abs(x), 0}).hi, x)
}

// Atan2 returns the angle of the point (x, y).
func Atan2(y, x float64) float64 {
	if !within(x) || !within(y) {
		return math.Atan2(y, x)
	}
	a := arctangent(double{math.Abs(y), 0}.div(double{math.Abs(x), 0}))
	if x < 0 {
		a = pi.sub(a)
	}
	return math.Copysign(a.hi, y)
}

// leg returns the square root of 1 - x*x.
func leg(x float64) double { return sum(1, -x).mul(sum(1, x)).sqrt() }

// Asin returns the arc sine of x.
func Asin(x float64) float64 {
	a := math.Abs(x)
	if !(a > tiny && a < 1) {
		return math.Asin(x)
	}
	return math.Copysign(arctangent(double{a, 0}.div(leg(a))).hi, x)
}

// Acos returns the arc cosine of x.
func Acos(x float64) float64 {
	a := math.Abs(x)
	if !(a > tiny && a < 1) {
		return math.Acos(x)
	}
	t := arctangent(leg(a).div(double{a, 0}))
	if x < 0 {
		t = pi.sub(t)
	}
	return t.hi
}
