// This file defines the hashes and the equality of objects whose behaviour is known without calling Python.

package python

import (
	"math/big"
	"math/bits"

	"github.com/gilsim/gilsim/internal/number"
)

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

func hashInt(i int64) int64 { return number.HashInt(i) }

func hashBig(n *big.Int) int64 { return number.HashBig(n) }

// hashFloat is 0 for a NaN, as up to 3.9: later versions hash it by identity, which two of one number do not have here.
func hashFloat(f float64) int64 {
	h, _ := number.HashFloat(f)
	return h
}

// hashed returns the hash of a string. CPython seeds it at random for each process; here a run is to be repeated.
func (s *Str) hashed() int64 {
	if h := s.hash.Load(); h != 0 {
		return h
	}
	h := hashString(s.s)
	if s.flags&static == 0 {
		s.hash.Store(h)
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

// hashTuple returns the hash of a tuple, and false if that of an element is unknown.
func hashTuple(t *Thread, items []Value) (int64, bool) {
	var few [8]int64
	hashes := few[:0]
	for _, v := range items {
		h, ok := hash(t, v)
		if !ok {
			return 0, false
		}
		hashes = append(hashes, h)
	}
	return number.HashTuple(hashes), true
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
