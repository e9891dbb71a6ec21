package libm

import "math"

// The hyperbolic functions and their inverses, in the steps of GNU's library (sysdeps/ieee754/dbl-64/e_sinh.c and its neighbours): what
// those lose in the last digit, CPython shows.

const (
	fullExponent = 22                  // from here on exp(-x) is lost beside exp(x)
	largest      = 709.782712893383973 // the logarithm of the largest number
)

// Sinh returns the hyperbolic sine of x.
func Sinh(x float64) float64 {
	a, half := math.Abs(x), math.Copysign(0.5, x)
	switch {
	case a < 1.0/(1<<28) || x != x || math.IsInf(x, 0):
		return x
	case a < 1:
		t := math.Expm1(a)
		return half * (float64(2*t) - float64(t*t)/(t+1))
	case a < fullExponent:
		t := math.Expm1(a)
		return half * (t + t/(t+1))
	case a < largest:
		return half * Exp(a)
	}
	w := Exp(a / 2)
	return float64(half*w) * w
}

// Cosh returns the hyperbolic cosine of x.
func Cosh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case a != a || math.IsInf(a, 0):
		return a
	case a < math.Ln2/2:
		t := math.Expm1(a)
		w := 1 + t
		if a < 1.0/(1<<55) {
			return w
		}
		return 1 + float64(t*t)/(w+w)
	case a < fullExponent:
		t := Exp(a)
		return float64(t/2) + 0.5/t
	case a < largest:
		return Exp(a) / 2
	}
	w := Exp(a / 2)
	return float64(w/2) * w
}

// Tanh returns the hyperbolic tangent of x.
func Tanh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x || a < 1.0/(1<<55):
		return x
	case a >= fullExponent:
		return math.Copysign(1, x)
	case a >= 1:
		return math.Copysign(1-2/(math.Expm1(2*a)+2), x)
	}
	t := math.Expm1(-2 * a)
	return math.Copysign(-t/(t+2), x)
}

// Asinh returns the inverse hyperbolic sine of x.
func Asinh(x float64) float64 {
	a := math.Abs(x)
	w := 0.0
	switch {
	case x != x || math.IsInf(x, 0) || a < 1.0/(1<<28):
		return x
	case a > 1<<28:
		w = Log(a) + math.Ln2
	case a > 2:
		w = Log(float64(2*a) + 1/(math.Sqrt(float64(x*x)+1)+a))
	default:
		t := float64(x * x)
		w = math.Log1p(a + t/(1+math.Sqrt(1+t)))
	}
	return math.Copysign(w, x)
}

// Acosh returns the inverse hyperbolic cosine of x.
func Acosh(x float64) float64 {
	switch {
	case x < 1 || x != x:
		return math.NaN()
	case x > 1<<28:
		return Log(x) + math.Ln2
	case x > 2:
		return Log(float64(2*x) - 1/(x+math.Sqrt(float64(x*x)-1)))
	}
	t := x - 1
	return math.Log1p(t + math.Sqrt(float64(2*t)+float64(t*t)))
}
