// This file looks ahead: which decision leads to the goal.

package play

import (
	"context"
	"math/rand/v2"
	"slices"

	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/serial"
)

// A Hint says how the goal can be reached from where the game stands.
type Hint struct {
	Thread     int32 // who is to go on; 0 if no way was found, if the goal is reached, or if something else is asked
	Answer     int   // which answer is to be given to what is asked, from 1; 0 as above
	Impossible bool  // there is no way: every continuation was run
}

// The bounds of looking ahead. It stops at the first way that it finds, so most hints take a small part of that.
const (
	drawnRuns     = 400
	exhaustedRuns = 20_000
	aheadTurns    = 4_000_000 // all runs together
)

// Hint looks for a way to the goal, until the context is done.
func (g *Game) Hint(ctx context.Context) (Hint, error) {
	if g.Won() {
		return Hint{}, nil
	}
	if h, ok := g.planned(); ok {
		return h, nil
	}
	found, impossible, err := g.player.reach(ctx, g.path, g.goal)
	if found == nil || err != nil {
		return Hint{Impossible: impossible}, err
	}
	g.plan = found.path
	h, _ := g.planned()
	return h, nil
}

// planned returns the next decision of the plan, if the game is on its way.
func (g *Game) planned() (h Hint, ok bool) {
	turn, answer := len(g.path.turns), len(g.path.answers)
	if turn > len(g.plan.turns) || !slices.Equal(g.plan.turns[:turn], g.path.turns) ||
		answer > len(g.plan.answers) || !slices.Equal(g.plan.answers[:answer], g.path.answers) {
		return h, false
	}
	switch q := g.now.open; {
	case q != nil && answer < len(g.plan.answers):
		h.Answer = slices.Index(q.values, g.plan.answers[answer]) + 1
	case q == nil && turn < len(g.plan.turns):
		h.Thread = g.plan.turns[turn]
	}
	return h, h != Hint{}
}

// reach looks for a run that begins with a path and reaches a goal. If it finds none, impossible says that there is none.
func (p *player) reach(ctx context.Context, from path, goal Goal) (found *run, impossible bool, err error) {
	defer p.machine.Close()
	spent := 0
	try := func(then decider) (over bool) {
		r, failed := p.oneOf(from, stopAt(goal, then), false)
		if err = failed; err != nil {
			return true
		}
		spent += len(r.turns)
		if goal.reached(r) {
			found = r
		}
		return found != nil
	}
	over := func() bool { return spent > aheadTurns || ctx.Err() != nil }
	for i := 0; i < drawnRuns && !over(); i++ {
		if try(drawing(goal, i)) {
			return found, false, err
		}
	}
	var all branches
	for i := 0; i < exhaustedRuns && !over(); i++ {
		if !all.next() {
			return nil, true, nil
		}
		if try(&all) {
			return found, false, err
		}
	}
	return nil, false, nil
}

// stopAt lets a run that starves somebody end as soon as that is done: it need not come to its end.
func stopAt(goal Goal, then decider) decider {
	if goal.Kind != Starve {
		return then
	}
	return &starving{decider: then, times: goal.Times}
}

// starving ends a run once some thread has been passed over so many times in a row.
type starving struct {
	decider
	passed run
	times  int
}

func (s *starving) turn(t *serial.Turn) int32 {
	if s.passed.most >= s.times {
		return nobody
	}
	id := s.decider.turn(t)
	s.passed.pass(t.Enabled, id)
	return id
}

// drawn is a decider that draws: some like to switch, others to go on with the same thread, and for a goal of starving there are those
// that pass one thread over.
type drawn struct {
	*rand.Rand
	stay   float64 // how likely it lets the same thread go on
	spared int32   // whom it passes over where it can; 0: nobody
}

// drawing returns the i-th of some that draw.
func drawing(goal Goal, i int) decider {
	d := &drawn{Rand: rand.New(rand.NewPCG(1, uint64(i)))}
	if goal.Kind == Starve && i%2 == 0 {
		d.spared = int32(i/2%8 + 1)
		return d
	}
	d.stay = []float64{0, 0.5, 0.9}[i%3]
	return d
}

func (d *drawn) turn(t *serial.Turn) int32 {
	if t.Last != 0 && d.stay > 0 && d.Float64() < d.stay && slices.Contains(t.Enabled, t.Last) {
		return t.Last
	}
	id := t.Enabled[d.IntN(len(t.Enabled))]
	for _, other := range t.Enabled {
		if id == d.spared {
			id = other
		}
	}
	return id
}

func (d *drawn) answer(n int64) int64 {
	values := search.Tried(n)
	return values[d.IntN(len(values))]
}

// branches goes through every continuation, depth first.
type branches struct {
	path []branch
	at   int
	runs int
}

// A branch is a place where there are several ways: threads that could go on, or answers.
type branch struct {
	ways  []int64
	taken int
}

// next goes to the next continuation, and reports whether there is one.
func (b *branches) next() bool {
	b.at = 0
	if b.runs++; b.runs == 1 {
		return true
	}
	for n := len(b.path); n > 0; n = len(b.path) {
		last := &b.path[n-1]
		if last.taken++; last.taken < len(last.ways) {
			return true
		}
		b.path = b.path[:n-1]
	}
	return false
}

// done reports whether there is none left.
func (b *branches) done() bool { return b.runs > 1 && len(b.path) == 0 }

func (b *branches) turn(t *serial.Turn) int32 {
	if b.at == len(b.path) {
		f := branch{ways: make([]int64, len(t.Enabled))}
		for i, id := range t.Enabled {
			f.ways[i] = int64(id)
		}
		b.path = append(b.path, f)
	}
	return int32(b.take())
}

func (b *branches) answer(n int64) int64 {
	if b.at == len(b.path) {
		b.path = append(b.path, branch{ways: search.Tried(n)})
	}
	return b.take()
}

func (b *branches) take() int64 {
	f := &b.path[b.at]
	b.at++
	return f.ways[f.taken]
}
