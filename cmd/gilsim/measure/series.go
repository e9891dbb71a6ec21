// This file defines the series: the repeats of one run.

package measure

import "github.com/gilsim/gilsim/sched/native"

// A Series is what the repeats of one runner gave.
type Series struct {
	Results []native.Result // of each round that counts, in their order
	Err     error           // why there are no more, if a run failed or was interrupted
}

// Spread returns the spread of a figure. One that is lacking in any of the runs is not known.
func (s *Series) Spread(f Figure) Spread {
	repeats := make([]float64, len(s.Results))
	for i := range s.Results {
		x, known := f(&s.Results[i])
		if !known {
			return Spread{}
		}
		repeats[i] = x
	}
	return SpreadOf(repeats)
}

// Ratio returns the spread of the ratios of a figure of s to that of t, round by round.
func Ratio(s, t *Series, f Figure) Spread {
	ratios := make([]float64, min(len(s.Results), len(t.Results)))
	for i := range ratios {
		x, known := f(&s.Results[i])
		y, alsoKnown := f(&t.Results[i])
		if !known || !alsoKnown || y == 0 {
			return Spread{}
		}
		ratios[i] = x / y
	}
	return SpreadOf(ratios)
}
