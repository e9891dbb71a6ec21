// This file defines the strategy that makes every interleaving, one by one.

package search

import "github.com/gilsim/gilsim/sched/serial"

// naive makes every interleaving. It is for disciplines under which a step may depend on all others, and the oracle of the
// other strategy that exhausts.
type naive struct {
	path []fork
	root questions // asked before the first turn
	at   int
	runs int
}

// A fork is a place where several threads could go on.
type fork struct {
	enabled []int32
	taken   int
	asked   questions // in the turn that is taken
}

// Begin goes to the next interleaving.
func (s *naive) Begin() bool {
	s.at = 0
	if s.runs++; s.runs == 1 {
		return true
	}
	defer s.root.begin()
	for n := len(s.path); n > 0; n = len(s.path) {
		last := &s.path[n-1]
		if last.asked.advance() {
			return true
		}
		if last.taken++; last.taken < len(last.enabled) {
			return true
		}
		s.path = s.path[:n-1]
	}
	return s.root.advance()
}

// Answer gives the path's answers.
func (s *naive) Answer(n int64) int64 {
	if s.at == 0 {
		return s.root.next(n)
	}
	return s.path[s.at-1].asked.next(n)
}

// Choose takes the path's branch, or the first one where it has none yet.
func (s *naive) Choose(t *serial.Turn) int32 {
	if len(t.Enabled) == 0 {
		return 0
	}
	if s.at == len(s.path) {
		s.path = append(s.path, fork{enabled: append([]int32(nil), t.Enabled...)})
	}
	f := &s.path[s.at]
	f.asked.begin()
	s.at++
	return f.enabled[f.taken]
}

// Blocked returns 0: no run is given up.
func (s *naive) Blocked() int { return 0 }
