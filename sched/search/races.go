// This file defines how the exhausting strategy finds the races of a run, and sees to it that each is made the other way round.

package search

import (
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
)

// reverseRaces looks for the races of the new turns of the run that has just been made with those before them. Steps that could
// not be made at its end race, too: what they wait for might have been had earlier.
func (d *dpor) reverseRaces() {
	n := min(len(d.frames), d.known())
	for j := d.fixed; j < n; j++ {
		d.racesOf(j)
	}
	for _, s := range d.stuck {
		if d.faults.stuck {
			break
		}
		d.pending(n, s)
	}
	d.stuck = d.stuck[:0]
	d.frames, d.events = d.frames[:n], d.events[:n]
}

// known is how many turns of the run the strategy has been shown.
func (d *dpor) known() int {
	n := len(d.events)
	if n > 0 && d.events[n-1].seq == 0 {
		n--
	}
	return n
}

// pending finds the races of a step that could not be made.
func (d *dpor) pending(n int, s sleeper) {
	d.events = append(d.events[:n], event{thread: s.thread, stuck: true})
	threads := d.frames[n-1].threads
	d.frames = append(d.frames[:n], frame{threads: max(threads, int(s.thread)+1)})
	d.learn(n, s.did)
	d.racesOf(n)
	d.events, d.frames = d.events[:n], d.frames[:n]
}

// racesOf finds the races of the j-th turn: with turns that it depends on, and that are not before it for another reason.
func (d *dpor) racesOf(j int) {
	e := &d.events[j]
	d.clock = d.inherited(j, d.clock)
	left, passed := unordered(j, d.clock), 0
	for i := j - 1; left > passed; i-- {
		switch o := &d.events[i]; {
		case d.clock[o.thread] >= o.seq:
		case !serial.Conflict(o.did, e.did), d.waitsAt(i, j),
			enables(o.did, e.did): // what was taken before it was given back might have been taken later, though
			passed++
		default:
			d.reverse(i, j)
			join(d.clock, o.clock)
			left = unordered(j, d.clock)
		}
	}
}

// enables reports whether nothing new could come of a turn that did b before one that did a, because its first step waits for what a
// gives: it could not begin.
//
// A later step of b that waits is no reason. Without what it waits for the turn ends there, and it is only in that shorter form that
// it has nothing to do with others, which can come between then.
func enables(a, b []serial.Access) bool {
	if wakesUp(b) {
		return !wakesUp(a) // time passes when nobody can go on
	}
	if slices.ContainsFunc(b, func(x serial.Access) bool { return x.Again == serial.Enabled && writes(a, x.Obj) }) {
		return true
	}
	if k := slices.IndexFunc(b, func(x serial.Access) bool { return x.Obj == serial.Interlock }); k >= 0 && b[k].Waits && gives(a, serial.Interlock) {
		return true
	}
	object, ok := awaited(b)
	return ok && gives(a, object)
}

// waitsAt reports whether the j-th turn could not begin where the i-th was made: what it waits for was not to be had there, and whoever
// gave it then, if anybody did, happens after the i-th. An attempt in vain to take a lock that another thread holds is such an i-th
// turn, for whoever takes the lock later. The lock must be given back before the attempt first, and that is a race of its own.
func (d *dpor) waitsAt(i, j int) bool {
	object, ok := awaited(d.events[j].did)
	if !ok {
		return false
	}
	for k := i; k < j; k++ {
		if writes(d.events[k].did, object) {
			return gives(d.events[k].did, object) && d.after(k, i)
		}
	}
	return d.events[j].stuck
}

// awaited returns the object that a turn waits for before it can begin, if there is one.
func awaited(did []serial.Access) (object int32, ok bool) {
	first := slices.IndexFunc(did, func(x serial.Access) bool { return x.Again == 0 })
	if first < 0 || !did[first].Waits {
		return 0, false
	}
	return did[first].Obj, true
}

// wakesUp reports whether a turn begins when time passes.
func wakesUp(did []serial.Access) bool {
	return slices.ContainsFunc(did, func(x serial.Access) bool { return x.Obj == serial.Passing && x.Write })
}

// writes reports whether a turn has written an object.
func writes(did []serial.Access, object int32) bool {
	return slices.ContainsFunc(did, func(x serial.Access) bool { return x.Obj == object && x.Write })
}

// gives reports whether a turn has made an object free that was not before it.
func gives(did []serial.Access, object int32) bool {
	for i := range did {
		if did[i].Obj == object && did[i].Write {
			return !did[i].Free
		}
	}
	return false
}

// reverse sees to it that a run is made in which the j-th turn comes before the i-th: it begins with what is between them
// and does not happen after the i-th.
func (d *dpor) reverse(i, j int) {
	f := &d.frames[i]
	if d.sources {
		d.everyone(f, i, j)
		return
	}
	d.v = d.v[:0]
	for k := i + 1; k < j; k++ {
		if !d.after(k, i) {
			d.v = append(d.v, k)
		}
	}
	moved := d.without(j)
	d.v = append(d.v, j)
	if slices.Contains(f.enabled, d.events[d.v[0]].thread) {
		if i < d.frozen {
			d.order(i, moved)
		} else {
			d.plan(f, moved)
		}
		return
	}
	for _, id := range f.enabled { // nobody is known to begin it: so everybody is tried
		d.try(f, id)
	}
}

// everyone has all threads tried at the frame of the i-th turn that can begin a run in which the j-th comes before it. What that turn
// does then is not known: after another beginning it may touch more, or less, than it did. So more threads are tried than a
// source set has: all whose next turn did not happen after the i-th.
func (d *dpor) everyone(f *frame, i, j int) {
	for _, id := range f.enabled {
		k := i + 1 + slices.IndexFunc(d.events[i+1:], func(e event) bool { return e.thread == id })
		if id == d.events[j].thread || k > i && !d.after(k, i) {
			d.try(f, id)
		}
	}
}

// after reports whether the k-th turn happens after the i-th.
func (d *dpor) after(k, i int) bool {
	e, c := &d.events[i], d.events[k].clock
	return int(e.thread) < len(c) && c[e.thread] >= e.seq
}

// try has the thread tried at the frame, unless it is, or has been.
func (d *dpor) try(f *frame, thread int32) {
	if !f.tries(thread) && !asleep(f.sleep[f.own:], thread) {
		f.tree = append(f.tree, &planned{thread: thread})
	}
}

// tries reports whether the thread is tried at the frame, or is to be.
func (f *frame) tries(thread int32) bool {
	return slices.ContainsFunc(f.tree, func(n *planned) bool { return n.thread == thread })
}

// initial reports whether none of the turns before happens before the one with this clock, and so whether that can be the first.
func (d *dpor) initial(before []int, clock []int32) bool {
	for _, k := range before {
		if o := &d.events[k]; int(o.thread) < len(clock) && clock[o.thread] >= o.seq {
			return false
		}
	}
	return true
}

// without is the clock that the j-th turn has right after the turns d.v, without what comes between them: a lock that is given back
// in between, say, need not be waited for then.
func (d *dpor) without(j int) []int32 {
	e := &d.events[j]
	clock := d.inherited(j, nil)
	for _, k := range d.v {
		if o := &d.events[k]; serial.Conflict(o.did, e.did) {
			join(clock, o.clock)
		}
	}
	return clock
}
