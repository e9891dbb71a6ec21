package libm

import "math"

// The approximation of the gamma function by Lanczos that CPython computes with (Modules/mathmodule.c): with the same constants and the
// same order of operations the result has the same bits.
const (
	lanczosG          = 6.024680040776729583740234375
	lanczosGMinusHalf = 5.524680040776729583740234375
	logPi             = 1.144729885849400174143427351353058711647
)

var lanczosNumerator = [...]float64{
	23531376880.410759688572007674451636754734846804940,
	42919803642.649098768957899047001988850926355848959,
	35711959237.355668049440185451547166705960488635843,
	17921034426.037209699919755754458931112671403265390,
	6039542586.3520280050642916443072979210699388420708,
	1439720407.3117216736632230727949123939715485786372,
	248874557.86205415651146038641322942321632125127801,
	31426415.585400194380614231628318205362874684987640,
	2876370.6289353724412254090516208496135991145378768,
	186056.26539522349504029498971604569928220784236328,
	8071.6720023658162106380029022722506138218516325024,
	210.82427775157934587250973392071336271166969580291,
	2.5066282746310002701649081771338373386264310793408,
}

// lanczosDenominator is x(x+1)…(x+11), multiplied out.
var lanczosDenominator = [...]float64{0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1}

// lanczosSum is the quotient of the two polynomials for x > 0. From 5 on it is computed in 1/x, which overflows nowhere.
func lanczosSum(x float64) float64 {
	num, den := 0.0, 0.0
	if x < 5 {
		for i := len(lanczosNumerator) - 1; i >= 0; i-- {
			num = float64(num*x) + lanczosNumerator[i]
			den = float64(den*x) + lanczosDenominator[i]
		}
		return num / den
	}
	for i := range lanczosNumerator {
		num = num/x + lanczosNumerator[i]
		den = den/x + lanczosDenominator[i]
	}
	return num / den
}

// sinPi is sin(πx).
func sinPi(x float64) float64 {
	y := math.Mod(math.Abs(x), 2)
	r := 0.0
	switch int(math.Round(2 * y)) {
	case 0:
		r = Sin(math.Pi * y)
	case 1:
		r = Cos(math.Pi * (y - 0.5))
	case 2:
		r = Sin(math.Pi * (1 - y))
	case 3:
		r = -Cos(math.Pi * (y - 1.5))
	default:
		r = Sin(math.Pi * (y - 2))
	}
	return math.Copysign(1, x) * r
}

// Gamma returns Γ(x). It is not a number at 0 and where x is a negative integer.
func Gamma(x float64) float64 {
	whole := x == math.Floor(x)
	a := math.Abs(x)
	switch {
	case math.IsInf(x, 1) || x != x:
		return x
	case x == 0 || x < 0 && whole:
		return math.NaN()
	case whole && x <= 23: // beyond, a factorial is no longer exact
		r := 1.0
		for i := 2.0; i < x; i++ {
			r *= i
		}
		return r
	case a < 1e-20:
		return 1 / x
	case x > 200:
		return math.Inf(1)
	case x < -200:
		return 0 / sinPi(x)
	}
	y := a + lanczosGMinusHalf
	lost := (y - lanczosGMinusHalf) - a // by rounding y
	if a > lanczosGMinusHalf {
		lost = (y - a) - lanczosGMinusHalf
	}
	lost = float64(lost*lanczosG) / y
	if x < 0 {
		r := float64(-math.Pi/sinPi(a)/a*Exp(y)) / lanczosSum(a)
		r -= float64(lost * r)
		if a < 140 {
			return r / Pow(y, a-0.5)
		}
		root := Pow(y, a/2-0.25)
		return r / root / root
	}
	r := lanczosSum(a) / Exp(y)
	r += float64(lost * r)
	if a < 140 {
		return r * Pow(y, a-0.5)
	}
	root := Pow(y, a/2-0.25)
	return float64(r*root) * root
}

// LogGamma returns the logarithm of |Γ(x)|.
func LogGamma(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x:
		return x
	case math.IsInf(x, 0):
		return math.Inf(1)
	case x == math.Floor(x) && x <= 0:
		return math.Inf(1)
	case x == 1 || x == 2:
		return 0
	case a < 1e-20:
		return -Log(a)
	}
	r := Log(lanczosSum(a)) - lanczosG
	r += float64((a - 0.5) * (Log(a+lanczosG-0.5) - 1))
	if x < 0 {
		r = logPi - Log(math.Abs(sinPi(a))) - Log(a) - r
	}
	return r
}
