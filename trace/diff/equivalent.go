// This file compares two traces as partial orders: each thread's own steps, and the order of those that conflict.

package diff

import "slices"

// An order is the program's steps of one trace, each known by its place, and which of them each thread did.
type order struct {
	side
	steps   []located
	own     [][]int32 // by thread: the places of its steps; at 0 what was done by threads that are not defined
	partner []int32   // by place: the place of the same step in the other order, none if it has none
}

const none = -1 // for a place or a thread

// orders is the work of one Diff at Equivalent.
type orders struct {
	*pairing
	left, right order
	common      []int              // by A's thread: how many of its own steps are the same in both
	spare       map[string][]int32 // B's threads by name, in order; those that were paired may still stand in it
	parting     parting
}

// A parting is a thread's first step that is not the same in both orders.
type parting struct {
	found bool
	a, b  int32 // the thread in A and in B, none where it has no partner
	nth   int   // which of its own steps it is, from 0
	atA   int32 // its place in A, which is the end of A if A does not have it
	atB   int32
}

// diffOrders compares whole traces: first what each thread does, then the order of what they do to each other.
func diffOrders(left, right side) (*Result, error) {
	o := &orders{pairing: newPairing(&left, &right), left: order{side: left}, right: order{side: right}}
	if err := o.left.readAll(); err != nil {
		return nil, err
	}
	if err := o.right.readAll(); err != nil {
		return nil, err
	}
	o.matchThreads()
	if p := o.parting; p.found {
		return o.explainParting(p), nil
	}
	if x, y, ok := o.reversed(len(o.left.steps), 0); ok {
		return o.explainReversed(x, y), nil
	}
	return nil, nil
}

// readAll reads the trace to its end.
func (o *order) readAll() error {
	o.steps = make([]located, 0, len(o.window)) // enough if the trace is in memory
	e, err := o.next()
	for ; e != nil; e, err = o.next() {
		o.observe(e)
		thread := o.ownNumber(e.Thread)
		o.own = extend(o.own, thread+1)
		o.own[thread] = append(o.own[thread], int32(len(o.steps)))
		o.steps = append(o.steps, located{*e, o.index()})
	}
	o.partner = slices.Repeat([]int32{none}, len(o.steps))
	return err
}

// ownNumber returns a thread's number, 0 for one that is not defined.
func (o *order) ownNumber(thread int32) int {
	if uint(thread) < uint(len(o.own)) {
		return int(thread)
	}
	if _, ok := o.names.Thread(thread); !ok {
		return 0
	}
	return int(thread)
}

// of returns the places of a thread's steps.
func (o *order) of(thread int32) []int32 {
	if uint(thread) < uint(len(o.own)) {
		return o.own[thread]
	}
	return nil
}

// matchThreads goes through every thread's own steps in both orders. A thread comes after the one that has spawned it,
// so its partner is known by then.
func (o *orders) matchThreads() {
	o.common = make([]int, len(o.left.own))
	o.findSpare()
	for a := range int32(len(o.left.own)) {
		if len(o.left.own[a]) > 0 {
			o.matchOwn(a, o.partnerOf(a))
		}
	}
	for b := range int32(len(o.right.own)) {
		if len(o.right.own[b]) > 0 && !o.hasPartner(b) {
			o.keep(parting{a: none, b: b})
		}
	}
}

// hasPartner tells whether a thread of B is one of A that has steps.
func (o *orders) hasPartner(b int32) bool {
	if b == 0 {
		return len(o.left.of(0)) > 0
	}
	return int(b) < len(o.threads.ofB) && o.threads.ofB[b] != 0 && len(o.left.of(o.threads.ofB[b])) > 0
}

// findSpare lists B's threads by name.
func (o *orders) findSpare() {
	o.spare = map[string][]int32{}
	for b := int32(1); int(b) < len(o.right.own); b++ {
		if len(o.right.own[b]) > 0 {
			name, _ := o.b.Thread(b)
			o.spare[name] = append(o.spare[name], b)
		}
	}
}

// partnerOf returns the thread of B that is thread a of A, or none: the one that was spawned in the same step, or else
// the one with the same number and name, or else the first one left with its name.
func (o *orders) partnerOf(a int32) int32 {
	if a == 0 {
		return 0
	}
	if int(a) < len(o.threads.ofA) && o.threads.ofA[a] != 0 {
		return o.threads.ofA[a]
	}
	if len(o.right.of(a)) > 0 && o.joinThreads(a, a) {
		return a
	}
	name, _ := o.a.Thread(a)
	for len(o.spare[name]) > 0 {
		b := o.spare[name][0]
		o.spare[name] = o.spare[name][1:]
		if o.joinThreads(a, b) {
			return b
		}
	}
	return none
}

// matchOwn makes partners of a thread's steps, up to the first that is not the same. That one is still matched if only
// its value differs: the order of the conflicts will tell why.
func (o *orders) matchOwn(a, b int32) {
	ownA, ownB := o.left.of(a), o.right.of(b)
	for n := range max(len(ownA), len(ownB)) {
		same := false
		if n < len(ownA) && n < len(ownB) {
			same = o.matchStep(ownA[n], ownB[n])
		}
		if !same {
			o.keep(parting{a: a, b: b, nth: n})
			return
		}
		o.common[a]++
	}
}

// matchStep makes partners of two steps if they are the same but for a value, and tells whether that is the same too.
func (o *orders) matchStep(a, b int32) (same bool) {
	e, f := &o.left.steps[a].Event, &o.right.steps[b].Event
	if o.alike(e, f) {
		o.left.partner[a], o.right.partner[b] = b, a
	}
	return o.same(e, f)
}

// keep keeps the parting that comes first in A; of those that A does not have, the one that comes first in B.
func (o *orders) keep(p parting) {
	p.found = true
	p.atA, p.atB = o.left.placeOf(p.a, p.nth), o.right.placeOf(p.b, p.nth)
	if q := o.parting; !q.found || p.atA < q.atA || p.atA == q.atA && p.atB < q.atB {
		o.parting = p
	}
}

// placeOf returns the place of the nth step of a thread, the end of the order if it has no such step.
func (o *order) placeOf(thread int32, nth int) int32 {
	if own := o.of(thread); nth < len(own) {
		return own[nth]
	}
	return int32(len(o.steps))
}
