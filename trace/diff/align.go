// This file says which steps of two traces belong together, for pictures that show both side by side.

package diff

import (
	"cmp"
	"slices"

	"github.com/gilsim/gilsim/trace"
)

// An Alignment is which of the program's own steps of two traces belong together. Indexes count all events of a trace from 0.
type Alignment struct {
	Pairs [][2]int // A's step and B's, in the order of A's
	Parts bool     // the runs part: there are steps after the common ones
	A, B  int      // the first step of each that the other does not do next; how many events there are if it has none
}

// Align pairs the steps of two traces. Up to where the runs part, step by step, those are the same; after that, each thread's
// own steps are paired in their order where the thread does the same things to the same objects, whatever the values. Steps that only
// one of the runs has stand between them.
func Align(a, b *trace.Trace) (al Alignment) {
	left := side{names: orNone(a.Names), level: Steps}
	right := side{names: orNone(b.Names), level: Steps}
	p := newPairing(&left, &right)
	own, other := ownSteps(a), ownSteps(b)
	n := 0
	for n < len(own) && n < len(other) && p.same(&a.Events[own[n]], &b.Events[other[n]]) {
		al.Pairs = append(al.Pairs, [2]int{own[n], other[n]})
		n++
	}
	al.A, al.B = at(own, n, len(a.Events)), at(other, n, len(b.Events))
	al.Parts = n < len(own) || n < len(other)
	p.alignThreads(&al, a, b, own[n:], other[n:])
	return al
}

// ownSteps returns the places of the program's own steps.
func ownSteps(t *trace.Trace) (list []int) {
	for i := range t.Events {
		if t.Events[i].Kind.Spec().Group == trace.Program {
			list = append(list, i)
		}
	}
	return list
}

func at(list []int, n, end int) int {
	if n < len(list) {
		return list[n]
	}
	return end
}

// alignThreads pairs the steps that are left, thread by thread.
func (p *pairing) alignThreads(al *Alignment, a, b *trace.Trace, own, other []int) {
	mine, theirs := byThread(a, own), byThread(b, other)
	first := len(al.Pairs)
	for _, i := range own {
		thread := a.Events[i].Thread
		steps := mine[thread]
		if delete(mine, thread); len(steps) > 0 {
			p.alignThread(al, a, b, steps, theirs[p.partner(thread, b.Names)])
		}
	}
	slices.SortFunc(al.Pairs[first:], func(x, y [2]int) int { return cmp.Compare(x[0], y[0]) })
}

// byThread returns the steps of each thread.
func byThread(t *trace.Trace, steps []int) map[int32][]int {
	list := make(map[int32][]int)
	for _, i := range steps {
		thread := t.Events[i].Thread
		list[thread] = append(list[thread], i)
	}
	return list
}

// alignThread pairs the steps of a thread. Where they are not alike, it goes on with the nearest ones that are: before and after a
// mistake was mended a thread does much the same, with a step more or less in between.
func (p *pairing) alignThread(al *Alignment, a, b *trace.Trace, mine, theirs []int) {
	for len(mine) > 0 && len(theirs) > 0 {
		skip, skipped, found := p.nearestAlike(a, b, mine, theirs)
		if !found {
			return
		}
		mine, theirs = mine[skip:], theirs[skipped:]
		p.alike(&a.Events[mine[0]], &b.Events[theirs[0]]) // and so what they are about is paired
		al.Pairs = append(al.Pairs, [2]int{mine[0], theirs[0]})
		mine, theirs = mine[1:], theirs[1:]
	}
}

// mostSkipped is how many steps of both runs together are left out at most to come to some that are alike again.
const mostSkipped = 24

// nearestAlike returns how many steps of each to leave out so that the next ones are alike; as few as possible. Two in a row are no
// chance, so these are looked for first.
func (p *pairing) nearestAlike(a, b *trace.Trace, mine, theirs []int) (skip, skipped int, found bool) {
	if p.alikeFrom(a, b, mine, theirs, 1) {
		return 0, 0, true
	}
	for row := 2; row > 0; row-- {
		for both := 1; both <= mostSkipped; both++ {
			for skip = max(0, both-len(theirs)+1); skip <= min(both, len(mine)-1); skip++ {
				if skipped = both - skip; p.alikeFrom(a, b, mine[skip:], theirs[skipped:], row) {
					return skip, skipped, true
				}
			}
		}
	}
	return 0, 0, false
}

// alikeFrom tells whether so many steps in a row are alike, or all that are left.
func (p *pairing) alikeFrom(a, b *trace.Trace, mine, theirs []int, row int) bool {
	for n := range min(row, len(mine), len(theirs)) {
		if !p.couldBeAlike(&a.Events[mine[n]], &b.Events[theirs[n]]) {
			return false
		}
	}
	return true
}

// partner returns the thread of B that belongs to a thread of A, 0 if there is none: the one that it is paired with, or else the
// first of its name that is free.
func (p *pairing) partner(thread int32, names *trace.Names) int32 {
	if thread > 0 && int(thread) < len(p.threads.ofA) && p.threads.ofA[thread] != 0 {
		return p.threads.ofA[thread]
	}
	for id := int32(1); names != nil && int(id) <= names.Threads(); id++ {
		if p.joinThreads(thread, id) {
			return id
		}
	}
	return 0
}
