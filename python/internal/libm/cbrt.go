package libm

import "math"

// Cbrt returns the cube root of x as GNU's library computes it (sysdeps/ieee754/dbl-64/s_cbrt.c), which is up to one unit in the last
// place away from the true one: cbrt(27) is 3.0000000000000004 there. A polynomial approximates the root of the fraction, one step of
// Halley's method improves it.
func Cbrt(x float64) float64 {
	if x == 0 || x != x || math.IsInf(x, 0) {
		return x
	}
	fraction, exponent := math.Frexp(math.Abs(x))
	u := 0.354895765043919860 + float64((1.50819193781584896-float64((2.11499494167371287-
		float64((2.44693122563534430-float64((1.83469277483613086-
			float64((0.784932344976639262-float64(0.145263899385486367*fraction))*fraction))*fraction))*fraction))*fraction))*fraction)
	cube := float64(float64(u*u) * u)
	y := float64(u*(cube+float64(2*fraction))) / (float64(2*cube) + fraction) * rootsOfTwo[2+exponent%3]
	return math.Copysign(math.Ldexp(y, exponent/3), x)
}

// rootsOfTwo are 2^(i/3) for i from -2 to 2.
var rootsOfTwo = [...]float64{1 / squaredRoot, 1 / rootOfTwo, 1, rootOfTwo, squaredRoot}

// Variables, since a constant expression would be exact where C's is rounded.
var rootOfTwo, squaredRoot = 1.2599210498948731648, 1.5874010519681994748
