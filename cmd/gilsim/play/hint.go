// This file looks ahead: which decision leads to the goal.

package play

import (
	"context"
	"math/rand/v2"
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
)

// A Hint says how the goal can be reached from where the game stands.
type Hint struct {
	Thread     int32 // who is to go on; 0 if no way was found, or if the goal is reached
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
	at := len(g.turns)
	if len(g.plan) > at && slices.Equal(g.plan[:at], g.turns) {
		return Hint{Thread: g.plan[at]}, nil
	}
	plan, impossible, err := g.player.reach(ctx, g.turns, g.goal)
	if len(plan) <= at || err != nil {
		return Hint{Impossible: impossible}, err
	}
	g.plan = plan
	return Hint{Thread: plan[at]}, nil
}

// reach looks for turns that begin with these and reach a goal. Without a result, impossible says that there are none.
func (p *player) reach(ctx context.Context, from []int32, goal Goal) (turns []int32, impossible bool, err error) {
	defer p.machine.Close()
	spent := 0
	try := func(then chooser) (reached bool) {
		var r *run
		if r, err = p.oneOf(from, stopAt(goal, then), false); err != nil {
			return true
		}
		spent += len(r.turns)
		if goal.reached(r) {
			turns = r.turns
			return true
		}
		return false
	}
	over := func() bool { return spent > aheadTurns || ctx.Err() != nil }
	for i := 0; i < drawnRuns && !over(); i++ {
		if try(drawing(goal, i)) {
			return turns, false, err
		}
	}
	var all branches
	for i := 0; i < exhaustedRuns && !over(); i++ {
		if !all.next() {
			return nil, true, nil
		}
		if try(all.choose) {
			return turns, false, err
		}
	}
	return nil, false, nil
}

// stopAt lets a run that starves somebody end as soon as that is done: it need not come to its end.
func stopAt(goal Goal, then chooser) chooser {
	if goal.Kind != Starve {
		return then
	}
	passed := &run{}
	return func(t *serial.Turn) int32 {
		if passed.most >= goal.Times {
			return 0
		}
		id := then(t)
		passed.pass(t.Enabled, id)
		return id
	}
}

// drawing returns the i-th of some choosers that draw: some like to switch, others to go on with the same thread, and for a goal of
// starving there are those that pass one thread over.
func drawing(goal Goal, i int) chooser {
	r := rand.New(rand.NewPCG(1, uint64(i)))
	if goal.Kind == Starve && i%2 == 0 {
		spared := int32(i/2%8 + 1)
		return func(t *serial.Turn) int32 {
			id := t.Enabled[r.IntN(len(t.Enabled))]
			for _, other := range t.Enabled {
				if id == spared {
					id = other
				}
			}
			return id
		}
	}
	stay := []float64{0, 0.5, 0.9}[i%3]
	return func(t *serial.Turn) int32 {
		if t.Last != 0 && r.Float64() < stay && slices.Contains(t.Enabled, t.Last) {
			return t.Last
		}
		return t.Enabled[r.IntN(len(t.Enabled))]
	}
}

// branches goes through every continuation, depth first.
type branches struct {
	path []branch
	at   int
	runs int
}

// A branch is a place where several threads could go on.
type branch struct {
	able  []int32
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
		if last.taken++; last.taken < len(last.able) {
			return true
		}
		b.path = b.path[:n-1]
	}
	return false
}

// done reports whether there is none left.
func (b *branches) done() bool { return b.runs > 1 && len(b.path) == 0 }

func (b *branches) choose(t *serial.Turn) int32 {
	if b.at == len(b.path) {
		b.path = append(b.path, branch{able: slices.Clone(t.Enabled)})
	}
	f := &b.path[b.at]
	b.at++
	return f.able[f.taken]
}
