// This file defines the strategy of a plain simulation: time decides who runs, a seeded generator decides the numbers.

package choice

import (
	"math/bits"
	"math/rand/v2"
)

// seeded is the strategy of a run that is given none.
type seeded struct {
	source *rand.PCG // a documented algorithm, the same in every release of Go
}

// Seeded returns the strategy of a plain simulation: virtual time decides who runs, and the seed decides the rest.
func Seeded(seed uint64) Strategy {
	return &seeded{rand.NewPCG(seed, 0x67696c73696d)} // the second word is "gilsim"
}

// Timed reports true.
func (p *seeded) Timed() bool { return true }

// Pick draws the answer.
func (p *seeded) Pick(d *Decision) (int64, error) {
	if d.Kind == Whom {
		return p.whom(d), nil
	}
	if n := len(d.Quantiles); n > 1 {
		i := p.between(0, int64(n)-2)
		return d.Low - d.Quantiles[0] + p.between(d.Quantiles[i], d.Quantiles[i+1]), nil
	}
	return p.between(d.Low, d.High), nil
}

// stolen returns in how many cases of a hundred the last of n waiters wins under Mixed, if all have come since the last
// signal. It is fitted to what was measured on Linux with CPython 3.11: a server beside two CPU-bound threads loses in
// about 65, one beside four in fewer than 50.
func stolen(n int64) int64 { return 34 + 64/n }

func (p *seeded) whom(d *Decision) int64 {
	switch {
	case d.Order == Shuffled:
		return p.between(d.Low, d.High)
	case d.Order == Mixed && d.Fresh && p.between(1, 100) <= stolen(d.High+1):
		return d.High
	}
	return d.Low
}

// between draws a number from low to high, both included, in integer arithmetic.
func (p *seeded) between(low, high int64) int64 {
	n, _ := bits.Mul64(p.source.Uint64(), uint64(high-low)+1)
	return low + int64(n)
}
