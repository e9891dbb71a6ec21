// This file defines the strategy that makes every interleaving with few preemptions.

package search

import "github.com/gilsim/gilsim/sched/serial"

// bounded makes every interleaving in which at most so many times a thread is left that could have gone on: iterative context
// bounding (Musuvathi, Qadeer, PLDI 2007).
type bounded struct {
	naive
	most int
	used []int // preemptions before each fork
}

// Begin goes to the next interleaving.
func (s *bounded) Begin() bool {
	more := s.naive.Begin()
	s.used = s.used[:min(len(s.used), len(s.path))]
	return more
}

// Choose takes the path's branch. Where it has none yet, those that the bound permits are listed, whoever went on last first.
func (s *bounded) Choose(t *serial.Turn) int32 {
	if len(t.Enabled) == 0 {
		return 0
	}
	if s.at == len(s.path) {
		s.path = append(s.path, fork{enabled: s.permitted(t)})
		s.used = append(s.used[:s.at], s.before())
	}
	f := &s.path[s.at]
	f.asked.begin()
	s.at++
	return f.enabled[f.taken]
}

// before counts the preemptions up to here.
func (s *bounded) before() int {
	if s.at == 0 {
		return 0
	}
	f := &s.path[s.at-1]
	used := s.used[s.at-1]
	if s.at >= 2 && f.preempts(s.path[s.at-2].chosen()) {
		used++
	}
	return used
}

// permitted lists who can go on within the bound.
func (s *bounded) permitted(t *serial.Turn) []int32 {
	var list []int32
	for _, id := range t.Enabled {
		if id == t.Last {
			list = append(list, id)
		}
	}
	if len(list) > 0 && s.before() >= s.most {
		return list
	}
	for _, id := range t.Enabled {
		if id != t.Last {
			list = append(list, id)
		}
	}
	return list
}

func (f *fork) chosen() int32 { return f.enabled[f.taken] }

// preempts reports whether the thread that went on last could have gone on, and was left. It is the first one listed then.
func (f *fork) preempts(last int32) bool { return f.enabled[0] == last && f.chosen() != last }
