// This file computes how often each result comes: exactly.

package search

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/serial"
)

// A Distribution says how often each result of a program comes.
type Distribution struct {
	Results       []Share
	Interleavings *big.Int // how many there are; under ticks, from all phases of the counter
	States        int      // that the runs come to
	Runs          int      // that were made
}

// A Share is how often a result comes.
type Share struct {
	Result string
	OK     bool
	Ways   *big.Int // interleavings that end so
	Share  *big.Rat // of all interleavings
	Chance *big.Rat // if whose turn is next is drawn among those who can go on, each as likely as the others
}

// Distribute computes the distribution of a program's results: runs explore the states that there are, each once, and dynamic
// programming over those counts the interleavings that lead through each. Why is "" unless that was not possible: what was in
// the way, then. The error says why the program cannot be searched.
func Distribute(p Program, o Options) (d *Distribution, why string, err error) {
	s := &search{Options: o, program: p}
	s.bound()
	if err := s.check(); err != nil {
		return nil, "", err
	}
	d = &Distribution{Interleavings: new(big.Int)}
	defer s.close()
	var all tally
	for phase := range s.phases() {
		s.setPhase(phase)
		g := newGraph(s.machine, s.GIL.Discipline == gil.Ticks)
		if why := s.explore(g, &all, d); why != "" || s.err != nil {
			return nil, why, s.err
		}
		d.add(g, all.list, s.phases())
	}
	for i := range d.Results {
		r := &d.Results[i]
		r.Share = new(big.Rat).SetFrac(r.Ways, d.Interleavings)
	}
	slices.SortFunc(d.Results, func(a, b Share) int {
		return compareOutcomes(Outcome{Result: a.Result, OK: a.OK}, Outcome{Result: b.Result, OK: b.OK})
	})
	return d, "", nil
}

const stopped = "the search was ended before all states were known"

// explore has the graph make its runs, and says what was in the way of making them all.
func (s *search) explore(g *graph, all *tally, d *Distribution) (why string) {
	for g.Begin() {
		if s.Stop != nil && s.Stop() {
			return stopped
		}
		if s.Runs > 0 && d.Runs >= s.Runs || s.worked() {
			return "the runs were not enough to come to all states"
		}
		out, result, ok := s.run(g, g.seen)
		d.Runs++
		if s.Progress != nil {
			s.Progress(d.Runs)
		}
		switch {
		case s.err != nil:
			return ""
		case s.Stop != nil && s.Stop():
			return stopped
		case out.Cut:
			return "a run had too many steps, and was cut"
		case out.Widest > 1 || out.Clock:
			return "the program draws random numbers, wakes one of several waiters or looks at the clock: how likely each answer is nobody knows"
		case out.GivenUp:
			continue
		}
		g.end(all.indexOf(result, ok))
	}
	return ""
}

// A graph explores the states of a program, each once: a run that comes to one that is known is given up.
type graph struct {
	seen  *observer
	known map[digest]int32
	nodes []node
	path  []step
	at    int
	runs  int
	last  int32 // the outcome of the last run that ended
}

// A node is a state.
type node struct {
	depth int32
	next  []int32 // by choice: a state, or ^ of an outcome
}

// A step is one of the path to the state that is explored.
type step struct {
	node    int32
	taken   int
	enabled []int32
}

// unexplored is the next state that is not known yet.
const unexplored = int32(-1 << 31)

func newGraph(m *serial.Machine, whole bool) *graph {
	return &graph{seen: newObserver(m, whole), known: map[digest]int32{}}
}

// Begin goes to the next choice that has not been tried.
func (g *graph) Begin() bool {
	g.seen.begin()
	g.at = 0
	if g.runs++; g.runs == 1 {
		return true
	}
	for n := len(g.path); n > 0; n = len(g.path) {
		top := &g.path[n-1]
		if top.taken++; top.taken < len(top.enabled) {
			return true
		}
		g.path = g.path[:n-1]
	}
	return false
}

// Choose goes the path, and then on as long as states are new.
func (g *graph) Choose(t *serial.Turn) int32 {
	g.seen.turn(t)
	if len(t.Enabled) == 0 {
		return 0
	}
	if g.at == len(g.path) {
		state := g.seen.state()
		id, known := g.known[state]
		if !known {
			id = int32(len(g.nodes))
			g.known[state] = id
			g.nodes = append(g.nodes, node{depth: int32(g.at), next: slices.Repeat([]int32{unexplored}, len(t.Enabled))})
		}
		g.link(id)
		if known {
			return 0
		}
		g.path = append(g.path, step{id, 0, slices.Clone(t.Enabled)})
	}
	now := &g.path[g.at]
	g.at++
	return now.enabled[now.taken]
}

// link notes where the last choice of the path leads.
func (g *graph) link(to int32) {
	if g.at > 0 {
		from := &g.path[g.at-1]
		g.nodes[from.node].next[from.taken] = to
	}
}

// end notes that the run has ended with an outcome.
func (g *graph) end(outcome int32) {
	g.link(^outcome)
	g.last = outcome
}

// Answer gives the first answer: the run is not used.
func (g *graph) Answer(int64) int64 { return 0 }

// Blocked returns 0.
func (g *graph) Blocked() int { return 0 }

// A mass is how many interleavings lead somewhere, and with which chance.
type mass struct {
	ways   *big.Int
	chance *big.Rat
}

func newMass() mass { return mass{new(big.Int), new(big.Rat)} }

func (m mass) add(ways *big.Int, chance *big.Rat) {
	m.ways.Add(m.ways, ways)
	m.chance.Add(m.chance, chance)
}

// add adds what comes from the graph of one phase of the tick counter, of so many that are as likely.
func (d *Distribution) add(g *graph, outcomes []Outcome, phases int64) {
	d.States += len(g.nodes)
	for i := len(d.Results); i < len(outcomes); i++ {
		d.Results = append(d.Results, Share{Result: outcomes[i].Result, OK: outcomes[i].OK, Ways: new(big.Int), Chance: new(big.Rat)})
	}
	at := make([]mass, len(g.nodes))
	for i := range at {
		at[i] = newMass()
	}
	one := newMass()
	one.add(big.NewInt(1), big.NewRat(1, phases))
	if len(g.nodes) == 0 { // nobody had to be chosen
		d.give(g.last, one)
		return
	}
	at[0].add(one.ways, one.chance)
	for _, id := range g.inOrder() {
		n := &g.nodes[id]
		here := at[id]
		each := new(big.Rat).Mul(here.chance, big.NewRat(1, int64(len(n.next))))
		for _, next := range n.next {
			if next >= 0 {
				at[next].add(here.ways, each)
			} else {
				d.give(^next, mass{here.ways, each})
			}
		}
		at[id] = mass{} // which is large
	}
}

// give counts interleavings that end with an outcome.
func (d *Distribution) give(outcome int32, m mass) {
	r := &d.Results[outcome]
	mass{r.Ways, r.Chance}.add(m.ways, m.chance)
	d.Interleavings.Add(d.Interleavings, m.ways)
}

// inOrder returns the states, each after all that lead to it: those are less deep.
func (g *graph) inOrder() []int32 {
	list := make([]int32, len(g.nodes))
	for i := range list {
		list[i] = int32(i)
	}
	slices.SortFunc(list, func(a, b int32) int { return cmp.Compare(g.nodes[a].depth, g.nodes[b].depth) })
	return list
}
