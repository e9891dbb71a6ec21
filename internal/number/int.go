package number

import (
	"math"
	"math/big"
	"math/bits"
)

// FloorDiv returns x // y for y != 0, and false where the result needs 64 bits.
func FloorDiv(x, y int64) (int64, bool) {
	if x == math.MinInt64 && y == -1 {
		return 0, false
	}
	quo := x / y
	if x%y != 0 && (x < 0) != (y < 0) {
		quo--
	}
	return quo, true
}

// Mod returns x % y for y != 0: it has the sign of y.
func Mod(x, y int64) int64 {
	if y == -1 {
		return 0
	}
	mod := x % y
	if mod != 0 && (mod < 0) != (y < 0) {
		mod += y
	}
	return mod
}

// FloorDivMod returns x // y and x % y for y != 0.
func FloorDivMod(x, y *big.Int) (quo, mod *big.Int) {
	quo, mod = new(big.Int).QuoRem(x, y, new(big.Int))
	if mod.Sign() != 0 && mod.Sign() != y.Sign() {
		mod.Add(mod, y)
		quo.Sub(quo, big.NewInt(1))
	}
	return quo, mod
}

// TrueDiv returns x / y for y != 0, rounded once, halves to even. False says that it does not fit a float.
func TrueDiv(x, y *big.Int) (float64, bool) {
	f, _ := new(big.Rat).SetFrac(x, y).Float64()
	if x.Sign() == 0 && y.Sign() < 0 {
		return math.Copysign(0, -1), true
	}
	return f, !math.IsInf(f, 0)
}

// Mul returns x * y and false where it needs more than 64 bits.
func Mul(x, y int64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(x), uint64(y))
	hi -= uint64(x>>63)&uint64(y) + uint64(y>>63)&uint64(x)
	return int64(lo), int64(hi) == int64(lo)>>63
}

// Round returns round(x, -places) for places > 0: the multiple of 10**places nearest to x, halves to even.
func Round(x *big.Int, places int64) *big.Int {
	if int64(x.BitLen()) < 3*places { // 10**places > 2 * abs(x)
		return new(big.Int)
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(places), nil)
	r := roundRat(new(big.Rat).SetFrac(x, unit))
	return r.Mul(r, unit)
}

// PowMod returns pow(x, y, m) for m != 0. False says that x has no inverse modulo m where y is negative.
func PowMod(x, y, m *big.Int) (*big.Int, bool) {
	abs := new(big.Int).Abs(m)
	base := new(big.Int).Mod(x, abs)
	exp := y
	if y.Sign() < 0 {
		if abs.Cmp(big.NewInt(1)) == 0 {
			return new(big.Int), true
		}
		if base = base.ModInverse(base, abs); base == nil {
			return nil, false
		}
		exp = new(big.Int).Neg(y)
	}
	r := new(big.Int).Exp(base, exp, abs)
	r.Mod(r, abs)
	if m.Sign() < 0 && r.Sign() != 0 {
		r.Add(r, m)
	}
	return r, true
}
