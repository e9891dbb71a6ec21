// This file defines the strategies that draw: any thread at every step, and in proportion to the steps that are left.

package search

import (
	"math/rand/v2"

	"github.com/gilsim/gilsim/sched/serial"
)

// A strategy makes one run after the other.
type strategy interface {
	serial.Strategy
	serial.Chooser
	// Begin is called before each run, and reports false when nothing is left to be tried.
	Begin() bool
}

// drawn answers questions at random.
type drawn struct{ r *rand.Rand }

// Answer draws an answer.
func (d drawn) Answer(n int64) int64 { return d.r.Int64N(n) }

// generator returns the numbers of a seed, the same everywhere.
func generator(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15)) }

// random chooses any thread, with equal chances.
type random struct{ drawn }

// Begin never ends.
func (s *random) Begin() bool { return true }

// Choose draws one.
func (s *random) Choose(t *serial.Turn) int32 {
	if len(t.Enabled) == 0 {
		return 0
	}
	return t.Enabled[s.r.IntN(len(t.Enabled))]
}

// urw is a uniform random walk (Yuan, Yang, Gu: Partial order aware concurrency sampling, CAV 2018): a thread's chance is its
// share of the steps that are left, as far as the run before tells. If all runs have as many, every interleaving has the
// same chance.
type urw struct {
	drawn
	total, did []int // by thread
}

// Begin takes the steps of the run before as those of this one.
func (s *urw) Begin() bool {
	s.total = append(s.total[:0], s.did...)
	clear(s.did)
	return true
}

// Choose draws one.
func (s *urw) Choose(t *serial.Turn) int32 {
	sum := 0
	for _, id := range t.Enabled {
		sum += s.left(id)
	}
	if sum == 0 {
		return 0
	}
	x := s.r.IntN(sum)
	for _, id := range t.Enabled {
		if x -= s.left(id); x < 0 {
			s.did[id]++
			return id
		}
	}
	return 0
}

func (s *urw) left(id int32) int {
	for int(id) >= len(s.did) {
		s.did = append(s.did, 0)
	}
	if int(id) >= len(s.total) {
		return 1
	}
	return max(1, s.total[id]-s.did[id])
}
