// This file compares two traces as partial orders: each thread's own steps, and the order of those that conflict.

package diff

import (
	"slices"

	"github.com/gilsim/gilsim/trace"
)

// An order is the program's steps of one trace, each known by its place, and which of them each thread did.
type order struct {
	side
	steps   []located
	own     [][]int32 // by thread: the places of its steps; at 0 what was done by threads that are not defined
	partner []int32   // by place: the place of the same step in the other order, absent if it has none
}

const absent = -1 // for a place or a thread

// orders is the work of one comparison at Equivalent.
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
	a, b  int32 // the thread in A and in B, absent where it has no partner
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
	o.partner = slices.Repeat([]int32{absent}, len(o.steps))
	return err
}

func (o *order) ownNumber(thread int32) int {
	if uint(thread) < uint(len(o.own)) {
		return int(thread)
	}
	if _, ok := o.names.Thread(thread); !ok {
		return 0
	}
	return int(thread)
}

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
			o.keep(parting{a: absent, b: b})
		}
	}
}

func (o *orders) hasPartner(b int32) bool {
	if b == 0 {
		return len(o.left.of(0)) > 0
	}
	return int(b) < len(o.threads.ofB) && o.threads.ofB[b] != 0 && len(o.left.of(o.threads.ofB[b])) > 0
}

func (o *orders) findSpare() {
	o.spare = map[string][]int32{}
	for b := int32(1); int(b) < len(o.right.own); b++ {
		if len(o.right.own[b]) > 0 {
			name, _ := o.b.Thread(b)
			o.spare[name] = append(o.spare[name], b)
		}
	}
}

// partnerOf returns the thread of B that is thread a of A, or absent: the one that was spawned in the same step, or else
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
	return absent
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

// A contact is where in the other order one object or thread is touched last by the steps seen so far, and where it is
// written last: places counted from 1, 0 for nowhere.
type contact struct{ access, write int32 }

// reversed returns the places in A of the first two conflicting steps that B has in the opposite order. They are among so
// many leading steps of A, or else of B.
func (o *orders) reversed(leadA, leadB int) (first, second int32, ok bool) {
	things := 2 * (max(len(o.threads.ofA), len(o.threads.ofB), len(o.objects.ofA), len(o.objects.ofB)) + 1)
	if x, y, ok := o.left.reversed(leadA, things); ok {
		return x, y, true
	}
	x, y, ok := o.right.reversed(leadB, things)
	if !ok {
		return 0, 0, false
	}
	return o.right.partner[y], o.right.partner[x], true
}

// reversed returns the places of two conflicting steps, among so many leading ones, whose partners stand the other way
// round: the pair with the earliest second step, and with that the earliest first one. Things beyond the given number are
// not defined, and in no pair.
func (o *order) reversed(lead, things int) (first, second int32, ok bool) {
	contacts := make([]contact, things)
	for i := range o.steps[:min(lead, len(o.steps))] {
		at := o.partner[i]
		touch := o.steps[i].Touch()
		if at == absent || touch.Thing == 0 || uint(touch.Thing) >= uint(things) {
			continue
		}
		c := &contacts[touch.Thing]
		if touch.Writes && c.access > at || c.write > at {
			return o.before(touch, at), int32(i), true
		}
		c.access = max(c.access, at+1)
		if touch.Writes {
			c.write = at + 1 // after all before it, or it would be reversed
		}
	}
	return 0, 0, false
}

// before returns the first step that conflicts with a touch and whose partner comes after a place. There is one.
func (o *order) before(touch trace.Touch, place int32) int32 {
	for i := range o.steps {
		if o.steps[i].Touch().Conflicts(touch) && o.partner[i] > place {
			return int32(i)
		}
	}
	return absent
}
