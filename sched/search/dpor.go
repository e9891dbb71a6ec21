// This file defines the strategy that exhausts the classes of interleavings: dynamic partial order reduction.

package search

import (
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
)

// dpor makes one run for each class. It needs turns that depend on nothing but what they say that they touch.
//
// A run is a path of frames. Each frame knows what is still to be tried there (a wakeup tree), and which threads need not be (a
// sleep set): what they would begin has been explored. After a run its races are looked for: two turns that
// depend on each other, with nothing in between that forces their order. For each of them a run in which the later one
// comes first must exist, so the turns that begin such a run are added to the tree of the earlier turn's frame.
//
// Where a turn can be shorter or longer than it was, under a lock, one cannot know what it would be in another run. Then only the
// first turn is planned (a source set), and some runs are given up that turn out to be of a class already made.
type dpor struct {
	sources bool // source sets only
	events  []event
	frames  []frame
	arena   []serial.Access // what turns did; replaced, and never moved, when it is full
	stuck   []sleeper       // who waits at the end of the run
	v       []int           // scratch: the turns of a reversed race
	clock   []int32         // scratch
	at      int             // turns made in this run
	fixed   int             // of them repeat the run before
	blocked int             // runs that were given up
	runs    int
	faults  faults
	again   bool      // the first new turn is that of the run before, with other answers
	root    questions // asked before the first turn
	frozen  int       // the first frames, whose last one gets no other turn: what is to be tried at them is for others
	orders  orders    // that
}

// faults are put in by tests, to see that the oracle finds them.
type faults struct {
	stuck bool // the steps that wait at the end of a run are taken to race with nothing
	moved bool // a turn that is to come earlier is taken to happen after all that it happened after where it was
	loose bool // what others explore meanwhile is relied on for more than what begins with their turns
}

// An event is a turn that has been made.
type event struct {
	thread int32
	seq    int32 // which of the thread's turns it is, from 1
	did    []serial.Access
	clock  []int32 // by thread: how many of its turns happen before this one, itself included
	asked  questions
	others []serial.Access // what it did with the answers that have been tried before
	stuck  bool            // it is the step of who waits at the end of the run
}

// A frame is a place where somebody had to be chosen.
type frame struct {
	enabled []int32
	threads int        // numbers of threads that exist
	sleep   []sleeper  // need not be tried
	own     int        // how many of them came with the frame; the others have been tried here
	tree    []*planned // what must be tried here; the first one is being tried
	strict  bool       // somebody sleeps, and what was planned ended before the turn that would have woken him, or others explore his turn meanwhile
}

// A sleeper is a thread whose turn has been explored from here on, and what it did.
type sleeper struct {
	thread int32
	did    []serial.Access
}

// Begin goes back to the last frame where something is left to be tried, and reports whether there is one.
func (d *dpor) Begin() bool {
	if d.runs++; d.runs == 1 {
		return true
	}
	d.reverseRaces()
	d.at, d.again = 0, false
	defer d.root.begin()
	for n := len(d.frames); n > 0 && n >= d.frozen; n = len(d.frames) {
		f, e := &d.frames[n-1], &d.events[n-1]
		if e.asked.advance() {
			e.others = append(e.others, e.did...)
			d.events, d.fixed, d.again = d.events[:n-1], n-1, true
			f.tree[0].next = nil // what was planned may not follow another answer
			return true
		}
		if n == d.frozen {
			return false
		}
		f.sleep = append(f.sleep, sleeper{e.thread, e.everything()})
		for f.tree = f.tree[1:]; len(f.tree) > 0 && !f.begins(f.tree[0]); {
			f.tree = f.tree[1:]
		}
		d.events = d.events[:n-1]
		if len(f.tree) > 0 {
			d.fixed = n - 1
			return true
		}
		d.frames = d.frames[:n-1]
	}
	d.fixed = 0
	return d.frozen == 0 && d.root.advance()
}

// Answer gives the first answer that has not been tried.
func (d *dpor) Answer(n int64) int64 {
	if d.at == 0 {
		return d.root.next(n)
	}
	return d.events[d.at-1].asked.next(n)
}

// everything is what the turn has done with all answers.
func (e *event) everything() []serial.Access {
	if len(e.others) == 0 {
		return e.did
	}
	return append(e.others, e.did...)
}

// Blocked returns how many runs have been given up.
func (d *dpor) Blocked() int { return d.blocked }

// Choose repeats the path up to the frame where something new is tried, and then goes on with whoever went on last.
func (d *dpor) Choose(t *serial.Turn) int32 {
	i := d.at
	if i > d.fixed {
		d.learn(i-1, t.Did)
	}
	if len(t.Enabled) == 0 {
		d.note(t)
		return 0
	}
	switch {
	case i < d.fixed:
		d.at++
		d.events[i].asked.begin()
		return d.events[i].thread
	case i > d.fixed || i == len(d.frames):
		if !d.open(i, t) {
			d.note(t)
			return 0
		}
	}
	d.at++
	if i == cap(d.events) {
		d.events = slices.Grow(d.events, 1)
	}
	d.events = d.events[:i+1]
	e := &d.events[i]
	e.thread, e.seq, e.did, e.stuck = d.frames[i].tree[0].thread, 0, nil, false // the memory of its clock stays
	if d.again && i == d.fixed {
		e.asked.begin()
	} else {
		e.asked.clear()
		e.others = nil
	}
	return e.thread
}

// note notes who waits at the end of a run, be it the program's or that of one that is given up.
func (d *dpor) note(t *serial.Turn) {
	d.stuck = d.stuck[:0]
	for _, id := range t.Blocked {
		d.stuck = append(d.stuck, sleeper{id, []serial.Access{t.Next[id]}})
	}
}

// open makes the i-th frame, and reports whether anybody is left who could begin something new there.
func (d *dpor) open(i int, t *serial.Turn) bool {
	if i < cap(d.frames) {
		d.frames = d.frames[:i+1]
	} else {
		d.frames = append(d.frames[:i], frame{})
	}
	f := &d.frames[i]
	f.enabled = append(f.enabled[:0], t.Enabled...)
	f.threads, f.sleep, f.tree = len(t.Next), f.sleep[:0], nil
	if i > 0 {
		e := &d.events[i-1]
		for _, s := range d.frames[i-1].sleep {
			if s.thread != e.thread && !serial.Conflict(s.did, e.did) {
				f.sleep = append(f.sleep, s)
			}
		}
		f.tree = d.frames[i-1].tree[0].next
	}
	f.strict = i > 0 && len(f.sleep) > 0 && (d.frames[i-1].strict || len(d.events[i-1].asked.list) > 0)
	f.own = len(f.sleep)
	if len(f.tree) > 0 {
		if f.begins(f.tree[0]) {
			return true
		}
		f.strict = len(f.sleep) > 0
	}
	f.tree = nil
	first := int32(0)
	for _, id := range t.Enabled {
		if !asleep(f.sleep, id) && (first == 0 || id == t.Last) {
			first = id
		}
	}
	if first == 0 {
		d.blocked++
		d.frames = d.frames[:i]
		return false
	}
	f.tree = append(f.tree, &planned{thread: first})
	return true
}

// begins reports whether a planned turn can be made at the frame, and need be.
func (f *frame) begins(n *planned) bool {
	return slices.Contains(f.enabled, n.thread) && !asleep(f.sleep, n.thread)
}

func asleep(list []sleeper, id int32) bool {
	return slices.ContainsFunc(list, func(s sleeper) bool { return s.thread == id })
}

// learn notes what the i-th turn did, and its clock.
func (d *dpor) learn(i int, did []serial.Access) {
	e := &d.events[i]
	e.did = d.keep(did)
	e.clock = d.inherited(i, e.clock)
	e.seq = e.clock[e.thread] + 1
	left, passed := unordered(i, e.clock), 0
	for j := i - 1; left > passed; j-- {
		switch o := &d.events[j]; {
		case e.clock[o.thread] >= o.seq:
		case serial.Conflict(o.did, e.did):
			join(e.clock, o.clock)
			left = unordered(i, e.clock)
		default:
			passed++
		}
	}
	e.clock[e.thread] = e.seq
}

// unordered is how many of the first n turns do not happen before one with this clock. Who goes back through them need not look any further
// when he has passed so many.
func unordered(n int, clock []int32) int {
	for _, turns := range clock {
		n -= int(turns)
	}
	return n
}

// keep copies what a turn did to where it stays.
func (d *dpor) keep(did []serial.Access) []serial.Access {
	if len(d.arena)+len(did) > cap(d.arena) {
		d.arena = make([]serial.Access, 0, max(4096, len(did)))
	}
	n := len(d.arena)
	d.arena = append(d.arena, did...)
	return d.arena[n:len(d.arena):len(d.arena)]
}

// inherited is the clock of the i-th turn's thread before that turn: that of its turn before, or of the turn that made it.
func (d *dpor) inherited(i int, clock []int32) []int32 {
	id := d.events[i].thread
	clock = slices.Grow(clock[:0], d.frames[i].threads)[:d.frames[i].threads]
	clear(clock)
	for j := i - 1; j >= 0; j-- {
		if d.events[j].thread == id || d.frames[j].threads <= int(id) {
			copy(clock, d.events[j].clock)
			break
		}
	}
	return clock
}

func join(a, b []int32) {
	for i := range min(len(a), len(b)) {
		a[i] = max(a[i], b[i])
	}
}
