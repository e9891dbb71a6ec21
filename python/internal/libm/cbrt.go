package libm

import "math"

// Cbrt returns the cube root of x.
func Cbrt(x float64) float64 {
	if !within(x) {
		return math.Cbrt(x)
	}
	y := math.Cbrt(x)
	r := double{x, 0}.sub(product(y, y).times(y))
	return y + r.hi/float64(3*float64(y*y))
}
