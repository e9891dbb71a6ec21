package number

import (
	"math"
	"math/big"
)

// modulus is the prime by which CPython hashes numbers on a 64-bit machine (_PyHASH_MODULUS), so that equal numbers of
// different types have one hash.
const modulus = 1<<61 - 1

// HashInt returns hash(x).
func HashInt(x int64) int64 {
	if -modulus < x && x < modulus {
		if x == -1 {
			return -2
		}
		return x
	}
	return HashBig(big.NewInt(x))
}

// HashBig returns hash(x).
func HashBig(x *big.Int) int64 {
	r := new(big.Int).Abs(x)
	h := r.Mod(r, big.NewInt(modulus)).Int64()
	if x.Sign() < 0 {
		h = -h
	}
	if h == -1 {
		return -2
	}
	return h
}

// HashFloat returns hash(f), and false for NaN, which hashes by identity since 3.10 and as 0 before.
func HashFloat(f float64) (int64, bool) {
	switch {
	case math.IsInf(f, 0):
		return int64(math.Copysign(314159, f)), true
	case math.IsNaN(f):
		return 0, false
	}
	frac, exp := math.Frexp(f)
	sign := int64(1)
	if frac < 0 {
		sign, frac = -1, -frac
	}
	var x uint64
	for frac != 0 { // 28 bits at a time, as _Py_HashDouble
		x = x<<28&modulus | x>>(61-28)
		frac *= 1 << 28
		exp -= 28
		y := uint64(frac)
		frac -= float64(y)
		if x += y; x >= modulus {
			x -= modulus
		}
	}
	if exp >= 0 {
		exp %= 61
	} else {
		exp = 60 - (-1-exp)%61
	}
	x = x<<exp&modulus | x>>(61-exp)
	h := int64(x) * sign
	if h == -1 {
		h = -2
	}
	return h, true
}

// HashTuple returns the hash of a tuple from those of its items, as 3.8 and later compute it (xxHash, one round a lane).
func HashTuple(items []int64) int64 {
	const (
		prime1 = 11400714785074694791
		prime2 = 14029467366897019727
		prime5 = 2870177450012600261
	)
	acc := uint64(prime5)
	for _, h := range items {
		acc += uint64(h) * prime2
		acc = acc<<31 | acc>>33
		acc *= prime1
	}
	acc += uint64(len(items)) ^ (prime5 ^ 3527539)
	if acc == math.MaxUint64 {
		return 1546275796
	}
	return int64(acc)
}

// HashSet returns the hash of a frozenset from those of its members, in any order.
func HashSet(members []int64) int64 {
	var hash uint64
	for _, h := range members {
		hash ^= (uint64(h) ^ 89869747 ^ uint64(h)<<16) * 3644798167
	}
	// CPython takes a table's free and deleted places into account by their number's parity only: their effect cancels.
	hash ^= (uint64(len(members)) + 1) * 1927868237
	hash ^= hash>>11 ^ hash>>25
	hash = hash*69069 + 907133923
	if hash == math.MaxUint64 {
		return 590923713
	}
	return int64(hash)
}
