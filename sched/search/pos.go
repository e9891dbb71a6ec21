// This file defines partial order sampling.

package search

import "github.com/gilsim/gilsim/sched/serial"

// pos gives each announced step a random priority, and a new one when a step is made that it depends on: so the order of
// those that depend on each other is drawn anew, and that of others does not matter (Yuan, Yang, Gu, CAV 2018).
type pos struct {
	drawn
	priority []uint64 // by thread; 0: it has none yet
}

// Begin forgets all priorities.
func (s *pos) Begin() bool {
	s.priority = s.priority[:0]
	return true
}

// Choose takes the step of the highest priority.
func (s *pos) Choose(t *serial.Turn) int32 {
	best := int32(0)
	for _, id := range t.Enabled {
		for int(id) >= len(s.priority) {
			s.priority = append(s.priority, 0)
		}
		if s.priority[id] == 0 {
			s.priority[id] = s.r.Uint64() | 1
		}
		if best == 0 || s.priority[id] > s.priority[best] {
			best = id
		}
	}
	if best == 0 {
		return 0
	}
	made := t.Next[best]
	s.priority[best] = 0
	for _, id := range t.Enabled {
		if next := t.Next[id]; next.Obj == made.Obj && (next.Write || made.Write) {
			s.priority[id] = 0
		}
	}
	return best
}
