// This file puts together what is known of a difference.

package diff

import "slices"

// A resultBuilder is a Result in the making.
type resultBuilder struct {
	*Result
	pairing *pairing
	a, b    *wording
}

func newResult(p *pairing, a, b *side, nextA, nextB []located) resultBuilder {
	c := resultBuilder{&Result{Level: p.level}, p, newWording(p.a), newWording(p.b)}
	c.A, c.B = c.a.side(a, nextA), c.b.side(b, nextB)
	c.addOutcome(a.values, b.values)
	return c
}

func (c resultBuilder) addOutcome(a, b []variable) {
	var all []Field
	row := map[string]int{} // by name: the place in all
	for id, v := range a {
		if v.seen {
			name := c.a.object(int32(id))
			row[name] = len(all)
			all = append(all, Field{Name: name, A: c.a.value(int32(id), v)})
		}
	}
	for id, v := range b {
		if !v.seen {
			continue
		}
		name := c.nameOfB(int32(id))
		if _, ok := row[name]; !ok {
			row[name] = len(all)
			all = append(all, Field{Name: name})
		}
		all[row[name]].B = c.b.value(int32(id), v)
	}
	for _, f := range all {
		if f.A != f.B {
			c.Outcome = append(c.Outcome, f)
		}
	}
}

// nameOfB returns the name of an object of B, the one that it has in A if it is known to be the same.
func (c resultBuilder) nameOfB(id int32) string {
	if ofB := c.pairing.objects.ofB; int(id) < len(ofB) && ofB[id] != 0 {
		return c.a.object(ofB[id])
	}
	return c.b.object(id)
}

// addFields names what differs in the first events of both sides if the same thread or greenlet does the same thing in both.
func (c resultBuilder) addFields(nextA, nextB []located) {
	if len(nextA) == 0 || len(nextB) == 0 {
		return
	}
	a, b := &nextA[0].Event, &nextB[0].Event
	if a.Kind != b.Kind || c.a.who(a) != c.b.who(b) || c.a.what(a) != c.b.what(b) {
		return
	}
	argA, argB := c.a.argument(a), c.b.argument(b)
	c.field("class of "+c.a.what(a), c.a.class(a), c.b.class(b))
	c.field(c.a.argumentName(a), argA, argB)
	if c.Level != Exact {
		return
	}
	c.field("time", decimal(a.Time), decimal(b.Time))
	c.field("core", decimal(a.Core), decimal(b.Core))
	c.field("number of the greenlet", decimal(a.Actor), decimal(b.Actor))
	c.field("number of the thread", decimal(a.Thread), decimal(b.Thread))
	c.field("number of the object", decimal(a.Obj), decimal(b.Obj))
	if argA == argB {
		c.field("number of the argument", decimal(a.Arg), decimal(b.Arg))
	}
}

func (c resultBuilder) field(name, a, b string) {
	if a != b {
		c.Fields = append(c.Fields, Field{name, a, b})
	}
}

func (c resultBuilder) addProgress(thread int32, steps int, last located) {
	p := Progress{Thread: c.a.thread(thread), Steps: steps}
	if steps > 0 {
		s := c.a.step(last)
		p.Last = &s
	}
	c.Threads = append(c.Threads, p)
}

func (w *walk) explain(nextA, nextB []located) *Result {
	c := newResult(w.pairing, &w.left, &w.right, nextA, nextB)
	c.addFields(nextA, nextB)
	c.Common = w.common
	for n := max(0, w.common-stepsAround); n < w.common; n++ {
		c.Before = append(c.Before, c.a.step(w.last[n%lastKept]))
	}
	for i, p := range w.progress.Rows() {
		if p.steps > 0 {
			c.addProgress(int32(i)+1, p.steps, p.last)
		}
	}
	return c.Result
}

func (o *orders) explainParting(p parting) *Result {
	ownA, ownB := o.left.of(p.a), o.right.of(p.b)
	nextA, nextB := o.left.some(ownA, p.nth), o.right.some(ownB, p.nth)
	c := newResult(o.pairing, &o.left.side, &o.right.side, nextA, nextB)
	c.addFields(nextA, nextB)
	c.Before = c.a.steps(o.left.some(ownA[:min(p.nth, len(ownA))], p.nth-stepsAround))
	c.addOwn(o)
	if x, y, ok := o.reversed(int(p.atA)+1, int(p.atB)+1); ok {
		c.addReversal(o, x, y)
	}
	return c.Result
}

// explainReversed accounts for two conflicting steps of A, known by their places, that B has in the opposite order.
func (o *orders) explainReversed(x, y int32) *Result {
	nextA := []located{o.left.steps[x], o.left.steps[y]}
	nextB := []located{o.right.steps[o.left.partner[y]], o.right.steps[o.left.partner[x]]}
	c := newResult(o.pairing, &o.left.side, &o.right.side, nextA, nextB)
	c.addOwn(o)
	c.addReversal(o, x, y)
	c.Reversed.Alone = true
	return c.Result
}

// some returns a thread's nth own step and the few after it.
func (o *order) some(own []int32, nth int) []located {
	var out []located
	for _, place := range own[min(max(0, nth), len(own)):min(max(0, nth+stepsAround), len(own))] {
		out = append(out, o.steps[place])
	}
	return out
}

func (c resultBuilder) addOwn(o *orders) {
	for a, own := range o.left.own {
		if len(own) == 0 {
			continue
		}
		n := o.common[a]
		c.Common += n
		c.addProgress(int32(a), n, o.left.steps[own[max(0, n-1)]])
	}
}

func (c resultBuilder) addReversal(o *orders, x, y int32) {
	c.Reversed = &Reversal{
		First: c.a.step(o.left.steps[x]), FirstNth: o.left.nth(x),
		Second: c.a.step(o.left.steps[y]), SecondNth: o.left.nth(y),
	}
}

// nth returns which of its thread's own steps a step is, from 1.
func (o *order) nth(place int32) int {
	n, _ := slices.BinarySearch(o.of(o.steps[place].Thread), place)
	return n + 1
}
