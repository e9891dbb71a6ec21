package libm_test

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python/internal/libm"
)

var functions = map[string]func(x float64) float64{
	"exp": libm.Exp, "exp2": libm.Exp2, "log": libm.Log, "log2": libm.Log2, "log10": libm.Log10, "sin": libm.Sin, "cos": libm.Cos,
	"tan": libm.Tan, "asin": libm.Asin, "acos": libm.Acos, "atan": libm.Atan, "cbrt": libm.Cbrt, "gamma": libm.Gamma, "lgamma": libm.LogGamma,
	"sinh": libm.Sinh, "cosh": libm.Cosh, "tanh": libm.Tanh, "asinh": libm.Asinh, "acosh": libm.Acosh,
}

var ofTwo = map[string]func(x, y float64) float64{"pow": libm.Pow, "atan2": libm.Atan2}

func number(t *testing.T, s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestAsCPython holds that every result has the bits that CPython 3.11 with GNU's library has: testdata/libm.txt, a function, its
// arguments and its result a line. Four of some 900 random ones are left out, where that library does not round correctly.
func TestAsCPython(t *testing.T) {
	text, err := os.ReadFile("testdata/libm.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		want := number(t, f[len(f)-1])
		var got float64
		if two := ofTwo[f[0]]; two != nil {
			got = two(number(t, f[1]), number(t, f[2]))
		} else {
			got = functions[f[0]](number(t, f[1]))
		}
		if got != want {
			t.Errorf("%s: %v, CPython: %v", strings.TrimSpace(line), got, want)
		}
	}
}

// TestSpecialValues holds that what is no ordinary number is dealt with as C does, which package math does, too.
func TestSpecialValues(t *testing.T) {
	special := []float64{0, math.Copysign(0, -1), 1, -1, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, -math.MaxFloat64, 0.5, -2, 3, 1e-200, -1e200}
	same := func(a, b float64) bool { return a == b && math.Signbit(a) == math.Signbit(b) || a != a && b != b }
	exact := map[string]func(x float64) float64{"exp": math.Exp, "log": math.Log, "sin": math.Sin, "cos": math.Cos, "atan": math.Atan, "asin": math.Asin, "acos": math.Acos, "cbrt": math.Cbrt, "sinh": math.Sinh, "cosh": math.Cosh, "tanh": math.Tanh, "asinh": math.Asinh, "acosh": math.Acosh}
	for name, f := range exact {
		for _, x := range special {
			if got, want := functions[name](x), f(x); !same(got, want) && math.Abs(got-want) > 1e-15*math.Abs(want) {
				t.Errorf("%s(%v) = %v, want %v", name, x, got, want)
			}
		}
	}
	for _, x := range special {
		for _, y := range special {
			if got, want := libm.Pow(x, y), math.Pow(x, y); !same(got, want) && math.Abs(got-want) > 1e-15*math.Abs(want) {
				t.Errorf("pow(%v, %v) = %v, want %v", x, y, got, want)
			}
		}
	}
}
