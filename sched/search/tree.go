// This file defines wakeup trees, with which the exhausting strategy makes no run that it must give up.

package search

import (
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
)

// A planned turn is a node of a wakeup tree: a turn to be made, and what is to follow it. Each sequence of turns in the tree begins a
// run that has not been made (Abdulla, Aronis, Jonsson, Sagonas, POPL 2014). After a leaf anything may come. A source set is a
// tree of leaves.
type planned struct {
	thread int32
	did    []serial.Access // what the turn did in the run that it is taken from
	next   []*planned
}

// plan sees to it that a run is made from the frame on that begins with the turns d.v, of which the last one, j, has the clock moved
// there; unless such a run is made, or has been.
func (d *dpor) plan(f *frame, moved []int32) {
	j := d.v[len(d.v)-1]
	if d.faults.moved {
		moved = d.events[j].clock
	}
	for _, s := range f.sleep {
		if d.mayBegin(d.v, j, moved, s.thread, s.did, f.strict) {
			return
		}
	}
	rest := slices.Clone(d.v)
	list := &f.tree
	for skip := 1; ; skip = 0 { // what is being explored is no place for it: it begins with the turn that comes later here
		hit := slices.IndexFunc((*list)[min(skip, len(*list)):], func(n *planned) bool { return d.mayBegin(rest, j, moved, n.thread, n.did, f.strict) })
		if hit < 0 {
			break
		}
		n := (*list)[hit+min(skip, len(*list))]
		if k := slices.IndexFunc(rest, func(k int) bool { return d.events[k].thread == n.thread }); k >= 0 {
			rest = slices.Delete(rest, k, k+1)
		}
		if len(n.next) == 0 || len(rest) == 0 {
			return
		}
		list = &n.next
	}
	for _, k := range rest {
		n := &planned{thread: d.events[k].thread, did: d.events[k].did}
		*list = append(*list, n)
		if list = &n.next; len(d.events[k].asked.list) > 0 {
			return // with another answer something else may follow
		}
	}
}

// mayBegin reports whether the thread's turn can come first in a run that begins with these turns: it is one of them, and nothing
// among them happens before it; or it has nothing to do with any, which is not enough if it is strict.
func (d *dpor) mayBegin(turns []int, j int, moved []int32, thread int32, did []serial.Access, strict bool) bool {
	for x, k := range turns {
		if d.events[k].thread != thread {
			continue
		}
		clock := d.events[k].clock
		if k == j {
			clock = moved
		}
		return d.initial(turns[:x], clock)
	}
	return !strict && !slices.ContainsFunc(turns, func(k int) bool { return serial.Conflict(d.events[k].did, did) })
}
