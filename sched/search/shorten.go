// This file defines how a bad run is made simple.

package search

// shortenRuns is how many runs are made at most to find a bad run with fewer preemptions.
const shortenRuns = 20_000

// shorten looks for a bad run with fewer preemptions than the example, by making all that have none, then all that have one, and so
// on. If it comes so far that none is left with fewer, the example is proved to be minimal.
func (s *search) shorten() {
	e := s.found.Example
	if e == nil {
		return
	}
	budget := shortenRuns
	for most := 0; most <= e.Preemptions; most++ {
		if most == e.Preemptions {
			e.Proved = s.cuts == 0 && !s.wide && !s.clock
			return
		}
		better, exhausted := s.firstBad(most, &budget)
		if better != nil {
			better.Proved = s.cuts == 0 && !s.wide && !s.clock
			s.found.Example = better
			return
		}
		if !exhausted {
			return
		}
	}
}

// firstBad makes the runs with so many preemptions at most until one is bad.
func (s *search) firstBad(most int, budget *int) (better *Example, exhausted bool) {
	for phase := range s.phases() {
		s.setPhase(phase)
		n := &note{strategy: &bounded{most: most}}
		for n.Begin() {
			if *budget--; *budget < 0 || s.Stop != nil && s.Stop() {
				return nil, false
			}
			out, result, ok := s.run(n, nil)
			if s.err != nil {
				return nil, false
			}
			if !ok && !out.Cut && !out.GivenUp {
				return s.example(n, out, result), false
			}
		}
	}
	return nil, true
}
