// This file has the classes of a program exhausted by many: in rounds, in each of which everybody explores another part of the tree.

package search

import (
	"cmp"

	"github.com/gilsim/gilsim/gil"
)

// sizes say how the tree is cut. That says nothing about what is found, but for what there is no time for.
type sizes struct {
	alone  int // so many runs are made before the first round
	share  int // a share has so many at least: what it costs to begin a subtree is little beside them
	shares int // that a round has at most
	tasks  int // that its shares have at most: who waits for many has much to remember
}

// usual returns sizes that leave a search to one tree which makes as many runs as one does unless more are asked for. So a round begins
// in those alone that do not end when something is wrong (see WrongRuns).
func usual(o *Options) sizes {
	return sizes{alone: cmp.Or(o.Alone, 2*DefaultRuns), share: 1000, shares: 64, tasks: 1024}
}

// strayed says that the turns which led somewhere cannot be made again.
const strayed = "a thread does something else in another one"

// Rounds is a search that exhausts classes. The tree of a program's runs is cut where something is left to be tried, and its parts are
// explored by anybody, in any order (see Explore). What they find counts in the order of the parts: so the answer does not
// depend on who explores what, nor on how many there are.
//
//	for shares := r.Next(); len(shares) > 0; shares = r.Next() {
//		for i := range shares {
//			r.Took(i, Explore(program, options, shares[i]))
//		}
//	}
//	found, err := r.Found()
//	r.Close()
//
// Each class is explored once, as in one tree. But who explores a part does not know what others plan meanwhile. In one tree a run that
// is in the way of no other turn tried before it can be left to what that one finds (see mayBegin). Here it is planned at once, as source sets
// do, while somebody sleeps whose turn others explore: and some of those runs are given up, as they turn out to be of a class of theirs.
type Rounds struct {
	sizes
	s     *search
	open  []*task // a stack: those on top are the smallest
	now   []*task // those of this round, dealt out to its shares in turn
	found []*explored
	lost  bool // something was not explored
	runs  int  // of the round, as far as they have come
}

// InRounds reports whether the search exhausts classes: then Rounds make it.
func (o *Options) InRounds() bool {
	name := cmp.Or(o.Strategy, "portfolio")
	return (name == "portfolio" || name == "dpor") && o.GIL.Discipline != gil.Ticks
}

// NewRounds begins the search of a program: most are over before the first round. The error is one of the options.
func NewRounds(p Program, o Options) (*Rounds, error) {
	return newRounds(p, o, usual(&o), tested{})
}

func newRounds(p Program, o Options, cut sizes, t tested) (*Rounds, error) {
	s := &search{Options: o, program: p, tested: t}
	s.bound()
	if err := s.check(); err != nil {
		return nil, err
	}
	s.setPhase(0)
	s.draws()
	d := s.exhausting()
	r := &Rounds{sizes: cut, s: s}
	whole := s.make(d, cut.alone-s.found.Runs, true)
	s.found.Blocked += d.Blocked()
	switch {
	case s.over():
		r.lost = !whole
	case !whole:
		d.reverseRaces()
		r.grow(&task{}, &grown{Left: d.left(), Root: pairs(d.root.list[:d.root.at]), More: more(&d.root)})
	}
	return r, nil
}

// Next returns the shares of the next round, each to be explored; none: the search is over.
func (r *Rounds) Next() [][]byte {
	r.merge()
	if len(r.open) == 0 {
		return nil
	}
	if r.lost = r.lost || r.s.over(); r.lost {
		return nil
	}
	n, most := r.size()
	from := max(0, len(r.open)-r.tasks)
	r.now = append([]*task(nil), r.open[from:]...)
	r.open = r.open[:from]
	n = min(n, len(r.now))
	r.found, r.runs = make([]*explored, n), 0
	shares := make([]portion, n)
	for i := range shares {
		shares[i].Runs = most
	}
	for i, t := range r.now {
		at := &shares[i%n]
		at.Subtrees = append(at.Subtrees, r.subtree(t))
	}
	list := make([][]byte, n)
	for i := range shares {
		list[i] = encode(r.s.machine, &shares[i])
	}
	return list
}

// size is how many shares the next round has at most, and how many runs each of them.
func (r *Rounds) size() (shares, runs int) {
	made := r.s.found.Runs
	runs = max(r.share, made/r.shares) // as many in all as were made before
	if r.s.Runs < 0 {
		return r.shares, runs
	}
	left := r.s.Runs - made
	shares = min(r.shares, max(1, left/runs))
	return shares, min(runs, left/shares)
}

// Took takes what Explore has found in a share. The error says that it makes no sense.
func (r *Rounds) Took(i int, result []byte) error {
	x := new(explored)
	if err := decode(result, r.s.machine, x); err != nil {
		return err
	}
	if want := (len(r.now) - i + len(r.found) - 1) / len(r.found); len(x.Of) != want || x.Runs < 0 {
		return errNonsense
	}
	r.found[i] = x
	if r.runs += x.Runs; r.s.Progress != nil {
		r.s.Progress(r.s.found.Runs + r.runs)
	}
	return nil
}

// merge takes in what was found in a round.
func (r *Rounds) merge() {
	for i, x := range r.found {
		if x == nil {
			r.lost = true
			continue
		}
		r.s.count(x)
		for k := range x.Of { // what was not begun can be planned on
			if t := r.now[i+k*len(r.found)]; !x.Of[k].Begun {
				r.open = append(r.open, t)
				t.ends()
			}
		}
	}
	if !r.lost {
		for k, t := range r.now {
			if g := &r.found[k%len(r.found)].Of[k/len(r.found)]; g.Begun {
				r.grow(t, g)
			}
		}
	}
	r.found, r.now = nil, nil
}

// count counts what was found in a share.
func (s *search) count(x *explored) {
	s.found.Runs += x.Runs
	s.work += x.Work
	s.found.Classes += x.Classes
	s.found.Blocked += x.Blocked
	s.cuts += x.Cuts
	s.clock = s.clock || x.Clock
	s.wide = s.wide || x.Wide
	s.differs = cmp.Or(s.differs, x.Differs)
	for _, o := range x.Outcomes {
		s.tally.add(o.Result, o.OK, o.Classes)
	}
	if x.Bad != nil {
		s.keepDrawn(x.Bad)
	}
}

// Found returns what was found. The error says why the program cannot be searched.
func (r *Rounds) Found() (*Found, error) {
	r.merge()
	s := r.s
	s.found.Complete = !r.lost && len(r.open) == 0 && s.cuts == 0 && s.differs == "" && !s.wide && !s.clock
	return s.answer()
}

// Close ends what is kept for more runs.
func (r *Rounds) Close() { r.s.close() }

// inRounds makes all rounds, one share after the other.
func inRounds(p Program, o Options, cut sizes, t tested) (*Found, error) {
	r, err := newRounds(p, o, cut, t)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for shares := r.Next(); len(shares) > 0; shares = r.Next() {
		for i := range shares {
			if err := r.make(i, shares[i]); err != nil {
				return nil, err
			}
		}
	}
	return r.Found()
}

// make makes the runs of a share here.
func (r *Rounds) make(i int, data []byte) error {
	s := &search{Options: r.s.Options, program: r.s.program, tested: r.s.tested}
	if s.Progress != nil {
		made := r.s.found.Runs + r.runs
		s.Progress = func(runs int) { r.s.Progress(made + runs) }
	}
	result, err := s.share(data)
	if err != nil {
		return err
	}
	return r.Took(i, result)
}
