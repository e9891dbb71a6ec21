// This file cuts the runs of a strategy that draws into parts, which anybody can make, and puts together what was found in them.

package search

import "cmp"

// PartRuns is how many runs a part has, but for the last one.
const PartRuns = 1000

// A Part is what was found in some of the runs.
type Part struct {
	Runs     int
	Work     int64     // in them
	Cuts     int       // of those that were cut
	Clock    bool      // the program has looked at the clock
	Wide     bool      // there were more answers to a question than are tried
	Outcomes []Outcome // in the order in which they came
	Bad      *Drawn    // the simplest bad run; nil: there is none
}

// A Drawn is a run that was drawn, as an Example has it.
type Drawn struct {
	Turns       []int32
	Answers     []int64
	Preemptions int
	Switches    int
}

// Parts is how many parts the runs have. It is 0 if they cannot be cut: the strategy does not draw, or there is no bound to them.
func (o *Options) Parts() int {
	one, err := (&search{Options: *o}).drawing(o.Strategy)
	if one == nil || err != nil || o.Runs < 0 {
		return 0
	}
	return (o.most() + PartRuns - 1) / PartRuns
}

// most is how many runs are made at most.
func (o *Options) most() int { return cmp.Or(o.Runs, DefaultRuns) }

// Draw makes the runs of a part; the first is 0. Each draws from a seed of its own, the options' and its number, so that it does not matter
// who makes it. The error says why the program cannot be searched.
func Draw(p Program, o Options, part int) (*Part, error) {
	s := &search{Options: o, program: p}
	if err := s.check(); err != nil {
		return nil, err
	}
	s.bound()
	s.Runs, s.wrongRuns = min(PartRuns, o.most()-part*PartRuns), 0
	s.Seed += uint64(part)
	defer s.close()
	s.setPhase(0)
	one, _ := s.drawing(s.Strategy)
	s.make(one, s.Runs, false)
	found := &Part{Runs: s.found.Runs, Work: s.work, Cuts: s.cuts, Clock: s.clock, Wide: s.wide, Outcomes: s.tally.list}
	if e := s.found.Example; e != nil {
		found.Bad = &Drawn{e.Turns, e.Answers, e.Preemptions, e.Switches}
	}
	return found, s.err
}

// A Join puts parts together. They count in their order, in whichever they come: so the answer does not depend on who was fast.
type Join struct {
	s     *search
	parts []*Part // that wait for one before them
	next  int
}

// NewJoin returns one for a search whose Options.Parts is not 0. The error is one of the options.
func NewJoin(p Program, o Options) (*Join, error) {
	s := &search{Options: o, program: p}
	if err := s.check(); err != nil {
		return nil, err
	}
	s.bound()
	s.setPhase(0)
	return &Join{s: s, parts: make([]*Part, o.Parts())}, nil
}

// Add takes a part, and reports whether the search is over: those after it do not count.
func (j *Join) Add(part int, found *Part) (over bool) {
	j.parts[part] = found
	for j.next < len(j.parts) && j.parts[j.next] != nil && !j.enough() {
		j.take(j.next)
		j.next++
	}
	return j.enough() || j.next == len(j.parts)
}

// enough reports whether a bad run is known, and as many were made as there are then, or there was as much work as there may be.
func (j *Join) enough() bool {
	return j.s.err != nil || j.s.worked() || j.s.wrongRuns > 0 && j.s.found.Example != nil && j.s.found.Runs >= j.s.wrongRuns
}

// take counts a part.
func (j *Join) take(part int) {
	s, found := j.s, j.parts[part]
	j.parts[part] = nil
	s.found.Runs += found.Runs
	s.work += found.Work
	s.cuts += found.Cuts
	s.clock = s.clock || found.Clock
	s.wide = s.wide || found.Wide
	for _, o := range found.Outcomes {
		s.tally.add(o.Result, o.OK, 0)
	}
	if found.Bad != nil {
		s.keepDrawn(found.Bad)
	}
}

// keepDrawn keeps a bad run of a part if it is the simplest one so far. It is made once more, as its error does not travel.
func (s *search) keepDrawn(d *Drawn) {
	if e := s.found.Example; e != nil && (e.Preemptions < d.Preemptions || e.Preemptions == d.Preemptions && e.Switches <= d.Switches) {
		return
	}
	defer s.close()
	out, result, _ := s.run(&replay{turns: d.Turns, given: d.Answers}, nil)
	s.found.Example = &Example{Result: result, Err: out.Err, Turns: d.Turns, Answers: d.Answers, Preemptions: d.Preemptions, Switches: d.Switches}
}

// Found returns what was found in all parts, those among them that wait for one which has not come. The error says why the program
// cannot be searched.
func (j *Join) Found() (*Found, error) {
	defer j.s.close()
	for part := j.next; part < len(j.parts) && !j.enough(); part++ {
		if j.parts[part] != nil {
			j.take(part)
		}
	}
	return j.s.answer()
}

// draw makes all parts, one after the other.
func draw(p Program, o Options) (*Found, error) {
	j, err := NewJoin(p, o)
	if err != nil {
		return nil, err
	}
	tell := o.Progress
	for part := 0; part < len(j.parts) && !j.enough() && (o.Stop == nil || !o.Stop()); part++ {
		if tell != nil {
			o.Progress = func(runs int) { tell(part*PartRuns + runs) }
		}
		found, err := Draw(p, o, part)
		if err != nil {
			return nil, err
		}
		j.Add(part, found)
	}
	return j.Found()
}
