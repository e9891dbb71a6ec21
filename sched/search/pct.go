// This file defines probabilistic concurrency testing.

package search

import "github.com/gilsim/gilsim/sched/serial"

// pct gives each thread a random priority: the highest runs, until it falls below all others at one of depth-1 random steps
// (Burckhardt, Kothari, Musuvathi, Nagarakatte: A randomized scheduler with probabilistic guarantees of finding bugs, ASPLOS 2010).
type pct struct {
	drawn
	depth    int
	steps    int // of the longest run so far
	step     int
	priority []int // by thread; 0: it has none yet
	falls    []int // steps
}

// Begin draws where priorities fall.
func (s *pct) Begin() bool {
	s.steps = max(s.steps, s.step, 1)
	s.step = 0
	s.priority, s.falls = s.priority[:0], s.falls[:0]
	for range s.depth - 1 {
		s.falls = append(s.falls, 1+s.r.IntN(s.steps))
	}
	return true
}

// Choose takes the thread of the highest priority.
func (s *pct) Choose(t *serial.Turn) int32 {
	if len(t.Enabled) == 0 {
		return 0
	}
	best := s.highest(t.Enabled)
	s.step++
	for i, at := range s.falls {
		if at == s.step {
			s.priority[best] = s.depth - 1 - i
			best = s.highest(t.Enabled)
		}
	}
	return best
}

func (s *pct) highest(enabled []int32) (best int32) {
	for _, id := range enabled {
		for int(id) >= len(s.priority) {
			s.priority = append(s.priority, 0)
		}
		if s.priority[id] == 0 {
			s.priority[id] = s.depth + 1 + s.r.IntN(1<<30)
		}
		if best == 0 || s.priority[id] > s.priority[best] {
			best = id
		}
	}
	return best
}
