// This file defines the search for two conflicting steps that two traces have in opposite orders.

package trace

// A contact is where in the other order one object or thread is touched last by the steps seen so far, and where it is
// written last: places counted from 1, 0 for nowhere.
type contact struct{ access, write int32 }

// touches returns the index of what a step is about in a list of contacts, 0 for nothing, and whether the step writes.
// A thread is written by its start, its end and its being spawned, and read by those who join it. What is printed is
// written by each who prints: it takes the place of thread 0.
func touches(e *Event) (index int, writes bool) {
	switch spec := e.Kind.Spec(); {
	case e.Kind == Print:
		return 1, true
	case e.Kind == Start || e.Kind == End:
		return 2*int(e.Thread) + 1, true
	case e.Obj == 0:
		return 0, false
	case spec.Obj == Thread:
		return 2*int(e.Obj) + 1, e.Kind.starts()
	case spec.Obj == Object:
		return 2 * int(e.Obj), spec.Writes
	}
	return 0, false
}

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
		thing, writes := touches(&o.steps[i].Event)
		if at == none || thing == 0 || uint(thing) >= uint(things) {
			continue
		}
		c := &contacts[thing]
		if writes && c.access > at || c.write > at {
			return o.before(thing, writes, at), int32(i), true
		}
		c.access = max(c.access, at+1)
		if writes {
			c.write = at + 1 // after all before it, or it would be reversed
		}
	}
	return 0, 0, false
}

// before returns the first step that touches the thing, in conflict with one that writes it or not, and whose partner
// comes after a place. There is one.
func (o *order) before(thing int, writes bool, place int32) int32 {
	for i := range o.steps {
		other, otherWrites := touches(&o.steps[i].Event)
		if other == thing && (writes || otherWrites) && o.partner[i] > place {
			return int32(i)
		}
	}
	return none
}
