// This file defines the hashes and the equality of objects whose behaviour is known without calling Python.

package python

import (
	"math"
	"math/big"
	"math/bits"
)

// hashModulus is that of CPython's numeric hashes on 64 bits: sys.hash_info.modulus.
const hashModulus = 1<<61 - 1

// hash returns hash(v). It reports false if only Python can tell, or if there is none.
func hash(t *Thread, v Value) (h int64, ok bool) {
	switch v.p {
	case &smallInt, &boolMarker:
		return hashInt(v.i), true
	case &floatMarker:
		return hashFloat(v.float64()), true
	case &noneMarker:
		return 0xfca86420, true
	case &notImplM, &ellipsisM:
		return int64(len(v.p.class.name)), true
	}
	switch c := v.p.class; c {
	case strClass:
		return as[Str](v).hashed(), true
	case intClass:
		return hashBig(&as[Int](v).n), true
	case bytesClass:
		return hashString(as[Bytes](v).b), true
	case tupleClass:
		return hashTuple(t, as[Tuple](v).items)
	default:
		return t.hashOther(v)
	}
}

func hashInt(i int64) int64 {
	if i > -hashModulus && i < hashModulus {
		if i == -1 {
			return -2
		}
		return i
	}
	h := i % hashModulus
	if h == -1 {
		return -2
	}
	return h
}

func hashBig(n *big.Int) int64 {
	h := new(big.Int).Rem(n, big.NewInt(hashModulus)).Int64()
	if h == -1 {
		return -2
	}
	return h
}

// hashFloat is CPython's _Py_HashDouble: equal numbers have equal hashes, whatever their type.
func hashFloat(f float64) int64 {
	switch {
	case math.IsInf(f, 1):
		return 314159
	case math.IsInf(f, -1):
		return -314159
	case math.IsNaN(f):
		return 0
	}
	m, e := math.Frexp(math.Abs(f))
	var x uint64
	for m != 0 {
		x = x<<28&hashModulus | x>>(61-28)
		m *= 1 << 28
		e -= 28
		y := uint64(m)
		m -= float64(y)
		if x += y; x >= hashModulus {
			x -= hashModulus
		}
	}
	if e %= 61; e < 0 {
		e += 61
	}
	x = x<<e&hashModulus | x>>(61-e)
	h := int64(x)
	if f < 0 {
		h = -h
	}
	if h == -1 {
		return -2
	}
	return h
}

// hashed returns the hash of a string. CPython seeds it at random for each process; here a run is to be repeated.
func (s *Str) hashed() int64 {
	if s.hash != 0 {
		return s.hash
	}
	h := hashString(s.s)
	if s.flags&static == 0 {
		s.hash = h
	}
	return h
}

func hashString(s string) int64 {
	h := uint64(0x9e3779b97f4a7c15)
	for len(s) >= 8 {
		w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		h = mixed(h^w, 0xa0761d6478bd642f)
		s = s[8:]
	}
	for i := 0; i < len(s); i++ {
		h = h<<8 ^ h>>56 ^ uint64(s[i])
	}
	h = mixed(h^uint64(len(s)), 0xe7037ed1a0b428db)
	switch h := int64(h); h {
	case 0, -1:
		return -2
	default:
		return h
	}
}

func mixed(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// hashTuple is CPython's tuplehash: xxHash's core over the hashes of the elements.
func hashTuple(t *Thread, items []Value) (int64, bool) {
	const p1, p2, p5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
	acc := uint64(p5)
	for _, v := range items {
		h, ok := hash(t, v)
		if !ok {
			return 0, false
		}
		acc = bits.RotateLeft64(acc+uint64(h)*p2, 31) * p1
	}
	acc += uint64(len(items)) ^ (p5 ^ 3527539)
	if acc == math.MaxUint64 {
		return 1546275796, true
	}
	return int64(acc), true
}

// same reports whether two objects are equal, and whether that is known without calling Python.
func same(x, y Value) (equal, known bool) {
	if x == y {
		return x.p != &floatMarker || x.float64() == x.float64(), true
	}
	switch {
	case x.p == &smallInt && y.p == &smallInt:
		return false, true
	case x.p.class == strClass && y.p.class == strClass:
		return as[Str](x).s == as[Str](y).s, true
	}
	return sameOther(x, y)
}
