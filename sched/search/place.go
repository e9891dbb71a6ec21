// This file defines what is known of a tree that is exhausted by many.

package search

import (
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
)

// A place is a frame at which others explore what is tried there.
//
// The turns that are tried at it have an order. With each of them goes a sleep set: that of the place, and the turns before it. So every
// run from there on is made after the first of those turns that it can begin with, and nobody who makes it needs to
// know what others do meanwhile.
type place struct {
	before   *place   // nil: it is where runs begin
	turn     waypoint // that leads here from there
	root     []int64  // what is asked before the first turn, where runs begin
	sleep    []sleeper
	branches []*branch
}

// A branch is a turn that is tried at a place. Until that is begun, more can be planned to follow it.
type branch struct {
	*planned
	begun bool
	known bool
	all   []serial.Access // what the turn does, with all answers, if that is known
}

// A task is a subtree that nobody has begun.
type task struct {
	at     *place // nil: all that begins with these answers to what is asked before the first turn, and with those after them
	root   []int64
	branch int
	asked  []int64 // the answers from which on it is tried, if it was before with others
	others []serial.Access
}

// path returns the turns that lead to a place, and what is asked before them.
func (p *place) path() (root []int64, path []waypoint) {
	for ; p.before != nil; p = p.before {
		path = append(path, p.turn)
	}
	slices.Reverse(path)
	return p.root, path
}

// up returns the place so many turns before; nil if there is none.
func (p *place) up(turns int) *place {
	for ; turns > 0 && p != nil; turns-- {
		p = p.before
	}
	if turns < 0 {
		return nil
	}
	return p
}

// all returns what the turn of a branch does, with all answers to what is asked in it.
func (r *Rounds) all(p *place, b *branch) []serial.Access {
	if !b.known {
		root, path := p.path()
		did, ok := r.s.does(root, path, b.thread)
		if !ok {
			r.s.differs = strayed
		}
		b.all, b.known = did, true
	}
	return b.all
}

// asleep returns who need not be tried after the n-th branch of a place, nor anything that begins with their turns.
func (r *Rounds) asleep(p *place, n int) []sleeper {
	list := slices.Clip(p.sleep)
	for _, b := range p.branches[:n] {
		list = append(list, sleeper{b.thread, r.all(p, b)})
	}
	return list
}

// subtree returns a task as it travels, and marks that it is begun.
func (r *Rounds) subtree(t *task) subtree {
	if t.at == nil {
		return subtree{Root: t.root}
	}
	b := t.at.branches[t.branch]
	b.begun = true
	s := subtree{Turn: waypoint{b.thread, t.asked}, Others: t.others, Sleep: asSleeping(r.asleep(t.at, t.branch))}
	s.Root, s.Path = t.at.path()
	if t.asked == nil {
		s.Next = intents(b.next)
	}
	return s
}

// ends takes back that the task is begun.
func (t *task) ends() {
	if t.at != nil && t.asked == nil {
		t.at.branches[t.branch].begun = false
	}
}

// tries has a thread tried at a place.
func (r *Rounds) tries(p *place, n *planned) {
	if asleep(p.sleep, n.thread) || slices.ContainsFunc(p.branches, func(b *branch) bool { return b.thread == n.thread }) {
		return
	}
	p.branches = append(p.branches, &branch{planned: n})
	r.open = append(r.open, &task{at: p, branch: len(p.branches) - 1})
}

// obey sees to it that a run is made which begins with the turns of an order at a place, unless one is or will be.
func (r *Rounds) obey(p *place, o *order) {
	last := &o.Turns[len(o.Turns)-1]
	if last.Seq == 0 {
		r.tries(p, &planned{thread: last.Thread})
		return
	}
	d := &dpor{}
	for x := range o.Turns {
		d.events, d.v = append(d.events, o.Turns[x].event()), append(d.v, x)
	}
	f := &frame{strict: !r.s.tested.faults.loose, sleep: slices.Clip(p.sleep), tree: []*planned{nil}} // the first one is what is being explored
	for _, b := range p.branches {
		if b.begun {
			f.sleep = append(f.sleep, sleeper{b.thread, r.all(p, b)})
		} else {
			f.tree = append(f.tree, b.planned)
		}
	}
	known := len(f.tree)
	d.plan(f, last.Clock)
	for _, n := range f.tree[known:] {
		r.tries(p, n)
	}
}

// grow takes in what was explored of a task.
func (r *Rounds) grow(t *task, g *grown) {
	for i := range g.Orders {
		o := &g.Orders[i]
		if p := t.at.up(t.at.depth() - o.Frame); p != nil {
			r.obey(p, o)
		}
	}
	if g.More != nil {
		r.open = append(r.open, &task{root: g.More})
	}
	p, own := t.at, t.branch
	for i := range g.Left {
		l := &g.Left[i]
		if i > 0 || p == nil {
			if p = newPlace(p, l); i > 0 {
				p.turn = g.Left[i-1].Turn
			} else {
				p.root = g.Root
			}
			own = 0
		}
		if l.More != nil {
			r.open = append(r.open, &task{at: p, branch: own, asked: l.More, others: l.Did})
		}
		for _, n := range plans(l.Plans) {
			r.tries(p, n)
		}
	}
}

// newPlace returns the place of a level, at which its turn was begun.
func newPlace(before *place, l *level) *place {
	begun := &branch{planned: &planned{thread: l.Turn.Thread}, begun: true, known: len(l.Turn.Asked) == 0, all: l.Did}
	return &place{before: before, sleep: sleepers(l.Sleep), branches: []*branch{begun}}
}

// depth is how many turns lead to a place.
func (p *place) depth() (n int) {
	for ; p != nil && p.before != nil; p = p.before {
		n++
	}
	return n
}
