// This file defines the search for two conflicting steps that two traces have in opposite orders.

package diff

import "github.com/gilsim/gilsim/trace"

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
		if at == none || touch.Thing == 0 || uint(touch.Thing) >= uint(things) {
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
	return none
}
