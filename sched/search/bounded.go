// This file defines the strategy that makes every interleaving with few preemptions.

package search

import (
	"cmp"

	"github.com/gilsim/gilsim/sched/serial"
)

// A cost says how hard a run is to follow. Of two runs the simpler one is that with fewer preemptions; then that with fewer switches;
// then the one that is over after fewer turns.
type cost struct {
	preemptions int // how often a thread was left that could have gone on
	switches    int // how often another thread went on
	turns       int
}

func (c cost) less(o cost) bool {
	return cmp.Or(cmp.Compare(c.preemptions, o.preemptions), cmp.Compare(c.switches, o.switches), cmp.Compare(c.turns, o.turns)) < 0
}

// bounded makes every interleaving in which at most so many times a thread is left that could have gone on: iterative context
// bounding (Musuvathi, Qadeer, PLDI 2007). It gives up those that cannot be simpler any more than the best one that is known.
type bounded struct {
	naive
	most int
	best cost   // runs that are simpler are made; its zero value: all are
	used []cost // before each fork
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
		used := s.before()
		if least := (cost{used.preemptions, used.switches, used.turns + 1}); s.best != (cost{}) && !least.less(s.best) {
			return 0
		}
		s.path = append(s.path, fork{enabled: s.permitted(t, used)})
		s.used = append(s.used[:s.at], used)
	}
	f := &s.path[s.at]
	f.asked.begin()
	s.at++
	return f.enabled[f.taken]
}

// before is what the path costs up to here.
func (s *bounded) before() cost {
	if s.at == 0 {
		return cost{}
	}
	f := &s.path[s.at-1]
	used := s.used[s.at-1]
	used.turns++
	if s.at >= 2 && f.chosen() != s.path[s.at-2].chosen() {
		used.switches++
		if f.enabled[0] == s.path[s.at-2].chosen() { // who went on last is the first one listed, if it can go on
			used.preemptions++
		}
	}
	return used
}

// permitted lists who can go on within the bound.
func (s *bounded) permitted(t *serial.Turn, used cost) []int32 {
	var list []int32
	for _, id := range t.Enabled {
		if id == t.Last {
			list = append(list, id)
		}
	}
	if len(list) > 0 && used.preemptions >= s.most {
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
