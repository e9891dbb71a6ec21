// This file says which steps of two traces belong together, for pictures that show both side by side.

package diff

import "github.com/gilsim/gilsim/trace"

// An Alignment is which of the program's own steps of two traces belong together. Indexes count all events of a trace from 0.
type Alignment struct {
	Pairs [][2]int // A's step and B's, in the order of A's
	Parts bool     // the runs part: there are steps after the common ones
	A, B  int      // the first step of each that the other does not do next; how many events there are if it has none
}

// Align pairs the steps of two traces. Up to where the runs part, step by step, those are the same; after that, each thread's
// own steps are paired in their order for as long as the thread does the same things to the same objects, whatever the values.
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
	left := make(map[int32][]int) // of B's threads
	for _, i := range other {
		thread := b.Events[i].Thread
		left[thread] = append(left[thread], i)
	}
	stopped := make(map[int32]bool) // A's threads whose steps are no more those of B's
	for _, i := range own {
		e := &a.Events[i]
		thread := p.partner(e.Thread, b.Names)
		if stopped[e.Thread] || len(left[thread]) == 0 {
			continue
		}
		if j := left[thread][0]; p.alike(e, &b.Events[j]) {
			al.Pairs = append(al.Pairs, [2]int{i, j})
			left[thread] = left[thread][1:]
		} else {
			stopped[e.Thread] = true
		}
	}
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
