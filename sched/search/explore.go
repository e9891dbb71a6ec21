// This file explores a share of the tree that is exhausted.

package search

import (
	"slices"

	"github.com/gilsim/gilsim/gil"
)

// Explore makes the runs of a share of Rounds, and returns what was found. It does not matter who does it. The error says why the
// program cannot be searched, or that the share makes no sense.
func Explore(p Program, o Options, data []byte) ([]byte, error) {
	s := &search{Options: o, program: p}
	if err := s.check(); err != nil {
		return nil, err
	}
	return s.share(data)
}

// share explores one.
func (s *search) share(data []byte) ([]byte, error) {
	defer s.close()
	s.Runs = -1
	s.setPhase(0)
	var here portion
	if err := decode(data, s.machine, &here); err != nil {
		return nil, err
	}
	found := &explored{Of: make([]grown, len(here.Subtrees))}
	for i := range here.Subtrees {
		if s.found.Runs >= here.Runs || s.over() {
			break
		}
		found.Of[i] = s.subtree(&here.Subtrees[i], here.Runs-s.found.Runs)
	}
	found.Part = Part{Runs: s.found.Runs, Work: s.work, Cuts: s.cuts, Clock: s.clock, Wide: s.wide, Outcomes: s.tally.list}
	if e := s.found.Example; e != nil {
		found.Bad = &Drawn{e.Turns, e.Answers, e.Preemptions, e.Switches}
	}
	found.Classes, found.Blocked, found.Differs = s.found.Classes, s.found.Blocked, s.differs
	return encode(s.machine, found), s.err
}

// subtree makes so many runs of a subtree at most.
func (s *search) subtree(t *subtree, most int) (g grown) {
	d := s.exhausting()
	d.root.list = questionsOf(t.Root)
	g.Begun = true
	if t.Turn.Thread != 0 {
		if !s.follow(d, t.Path) {
			s.differs = strayed
			return g
		}
		d.stand(t)
	}
	g.Whole = s.make(d, most, true)
	s.found.Blocked += d.Blocked()
	if !g.Whole && s.err == nil {
		d.reverseRaces()
		g.Left = d.left()
		if d.frozen == 0 {
			g.Root, g.More = pairs(d.root.list[:d.root.at]), more(&d.root)
		}
	}
	for i := range d.frames[:min(d.frozen, len(d.frames))] {
		for _, n := range d.frames[i].tree[1:] {
			d.orders.list = append(d.orders.list, order{i, []ordered{{Thread: n.thread}}})
		}
	}
	g.Orders = d.orders.list
	return g
}

// exhausting returns the strategy for the search's lock.
func (s *search) exhausting() *dpor {
	return &dpor{sources: s.GIL.Discipline != gil.Off, faults: s.tested.faults}
}

// stand has the strategy try the turn of a subtree next, at the place that it has been led to.
func (d *dpor) stand(t *subtree) {
	n := len(t.Path)
	d.frozen, d.fixed, d.at, d.runs = n+1, n, 0, 0
	d.root.begin()
	f := &d.frames[n]
	f.sleep = sleepers(t.Sleep)
	f.own, f.strict = len(f.sleep), !d.faults.loose
	f.tree = []*planned{{thread: t.Turn.Thread, next: plans(t.Next)}}
	d.events = append(d.events[:n], event{asked: questions{list: questionsOf(t.Turn.Asked)}, others: t.Others})[:n]
	d.again = len(t.Turn.Asked) > 0
}

// left returns what is left to be explored after a run whose races are reversed: at the frames of its path that are the strategy's own,
// from the place of the subtree on.
func (d *dpor) left() (list []level) {
	for n := max(0, d.frozen-1); n < len(d.frames); n++ {
		f, e := &d.frames[n], &d.events[n]
		l := level{Turn: waypoint{e.thread, pairs(e.asked.list[:e.asked.at])}, Did: e.everything(), Sleep: asSleeping(f.sleep)}
		if n >= d.frozen {
			l.Plans = intents(slices.DeleteFunc(slices.Clone(f.tree[1:]), func(n *planned) bool { return !f.begins(n) }))
		}
		l.More = more(&e.asked)
		list = append(list, l)
	}
	return list
}

// more returns the answers after those that were given; nil if there are none.
func more(q *questions) []int64 {
	next := questions{list: append([]question(nil), q.list...), at: q.at}
	if !next.advance() {
		return nil
	}
	return pairs(next.list)
}
