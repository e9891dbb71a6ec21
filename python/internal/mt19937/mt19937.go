// Package mt19937 is the generator behind Python's module random: the Mersenne Twister MT19937 of Matsumoto and Nishimura
// (ACM TOMACS 8(1), 1998; mt19937ar.c of 2002), seeded as CPython's Modules/_randommodule.c and Lib/random.py seed it, so
// that a program which calls random.seed prints the numbers that CPython prints.
package mt19937

import (
	"crypto/sha512"
	"math/big"
	"math/bits"
)

const (
	n = 624
	m = 397
)

// Source is the state of one generator. It is plain data: a copy goes on with the same numbers. Seed it before use.
type Source struct {
	state [n]uint32
	index uint32
}

// SeedInt seeds from an integer as random.seed does: its sign is ignored.
func (s *Source) SeedInt(x *big.Int) {
	abs := new(big.Int).Abs(x)
	key := make([]uint32, max(1, (abs.BitLen()+31)/32))
	bytes := abs.Bytes() // most significant first
	for i, b := range bytes {
		at := len(bytes) - 1 - i
		key[at/4] |= uint32(b) << (8 * (at % 4))
	}
	s.seedArray(key)
}

// SeedHash seeds from the hash of an object that is no integer (a float, a tuple before 3.11), as an unsigned 64-bit number.
func (s *Source) SeedHash(hash int64) { s.SeedInt(new(big.Int).SetUint64(uint64(hash))) }

// SeedBytes seeds from the UTF-8 bytes of a string, or from bytes, by version 2 of random.seed (3.2 and later): the number
// that these bytes and their SHA-512 make, most significant byte first.
func (s *Source) SeedBytes(b []byte) {
	sum := sha512.Sum512(b)
	s.SeedInt(new(big.Int).SetBytes(append(append([]byte(nil), b...), sum[:]...)))
}

// SeedBytesV1 seeds by version 1 of random.seed, which is also what 2.7 does: its hash of strings. For a str, points are its
// code points.
func (s *Source) SeedBytesV1(points []rune) {
	var x uint64
	if len(points) > 0 {
		x = uint64(points[0]) << 7
	}
	for _, c := range points {
		x = 1000003*x ^ uint64(c)
	}
	x ^= uint64(len(points))
	if x == ^uint64(0) {
		x = ^uint64(1)
	}
	s.SeedInt(new(big.Int).SetUint64(x))
}

// seed is init_genrand of mt19937ar.c.
func (s *Source) seed(x uint32) {
	s.state[0] = x
	for i := uint32(1); i < n; i++ {
		x = 1812433253*(x^x>>30) + i
		s.state[i] = x
	}
	s.index = n
}

// seedArray is init_by_array of mt19937ar.c.
func (s *Source) seedArray(key []uint32) {
	s.seed(19650218)
	i, j := 1, 0
	for range max(n, len(key)) {
		s.state[i] = (s.state[i] ^ (s.state[i-1]^s.state[i-1]>>30)*1664525) + key[j] + uint32(j)
		if i++; i == n {
			s.state[0], i = s.state[n-1], 1
		}
		if j++; j == len(key) {
			j = 0
		}
	}
	for range n - 1 {
		s.state[i] = (s.state[i] ^ (s.state[i-1]^s.state[i-1]>>30)*1566083941) - uint32(i)
		if i++; i == n {
			s.state[0], i = s.state[n-1], 1
		}
	}
	s.state[0] = 1 << 31
}

// Uint32 returns the next 32 random bits.
func (s *Source) Uint32() uint32 {
	if s.index >= n {
		s.twist()
	}
	y := s.state[s.index]
	s.index++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

func (s *Source) twist() {
	for i := range n {
		y := s.state[i]&(1<<31) | s.state[(i+1)%n]&(1<<31-1)
		x := s.state[(i+m)%n] ^ y>>1
		if y&1 != 0 {
			x ^= 0x9908b0df
		}
		s.state[i] = x
	}
	s.index = 0
}

// Float64 returns the next number of random.random(): 53 bits, at least 0 and less than 1.
func (s *Source) Float64() float64 {
	a, b := s.Uint32()>>5, s.Uint32()>>6
	return (float64(float64(a)*67108864) + float64(b)) * (1.0 / 9007199254740992)
}

// Bits returns k random bits (0 <= k <= 64) as random.getrandbits(k) does.
func (s *Source) Bits(k int) uint64 {
	switch {
	case k <= 0:
		return 0
	case k <= 32:
		return uint64(s.Uint32() >> (32 - k))
	}
	low := uint64(s.Uint32())
	return low | uint64(s.Uint32()>>(64-k))<<32
}

// BigBits returns k random bits as random.getrandbits(k) does: 32 at a time, the least significant first.
func (s *Source) BigBits(k int) *big.Int {
	x := new(big.Int)
	word := new(big.Int)
	for shift := uint(0); k > 0; shift, k = shift+32, k-32 {
		r := s.Uint32()
		if k < 32 {
			r >>= 32 - k
		}
		x.Or(x, word.Lsh(word.SetUint64(uint64(r)), shift))
	}
	return x
}

// Below returns a number of at least 0 and less than limit, which is positive, as Random._randbelow_with_getrandbits does
// (3.2 and later): it draws until a number falls below.
func (s *Source) Below(limit int64) int64 {
	k := bits.Len64(uint64(limit))
	for {
		if r := s.Bits(k); r < uint64(limit) {
			return int64(r)
		}
	}
}

// State returns the state as Random.getstate()[1] lists it: 624 words and the index of the next.
func (s *Source) State() [n + 1]uint32 {
	var words [n + 1]uint32
	copy(words[:], s.state[:])
	words[n] = s.index
	return words
}

// SetState takes what State returned; an index above 624 is refused with false.
func (s *Source) SetState(words [n + 1]uint32) bool {
	if words[n] > n {
		return false
	}
	copy(s.state[:], words[:n])
	s.index = words[n]
	return true
}
