// This file defines the check that runs of one class end alike: a search relies on it, and a program that shares what it does not
// announce breaks it.

package search

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/serial"
)

// Each of the first sampledFirst classes is checked, and then one in sampledEach.
const (
	sampledOften = 2 // the first of them more often
	sampledFirst = 8
	sampledEach  = 32
)

// sampled reports whether the n-th class, from 1, is checked.
func sampled(n int) bool { return n <= sampledFirst || n%sampledEach == 0 }

// An extension makes the turns of a run again in another order that leaves those that depend on each other as they were: another
// linear extension of its partial order.
type extension struct {
	root   questions
	asked  int     // questions of the present turn
	events []event // of the run
	of     [][]int // by thread: its turns
	made   []int32 // by thread: how many of them have been made
	turns  []int32 // whose they were
	differ bool    // this run is not of the class
	choose func(open []int) int
	open   []int
}

// newExtension returns one of the run that d has just made; choose picks one of the turns that can come next.
func newExtension(d *dpor, choose func(open []int) int) *extension {
	x := &extension{events: d.events[:d.known()], root: d.root, choose: choose}
	for i := range x.events {
		id := int(x.events[i].thread)
		for len(x.of) <= id {
			x.of = append(x.of, nil)
		}
		x.of[id] = append(x.of[id], i)
	}
	x.made = make([]int32, len(x.of))
	return x
}

// Begin lets one run be made.
func (x *extension) Begin() bool { return len(x.turns) == 0 }

// Blocked returns 0.
func (x *extension) Blocked() int { return 0 }

// Choose makes a turn that everything has been made for that happens before it.
func (x *extension) Choose(t *serial.Turn) int32 {
	if n := len(x.turns); n > 0 && !x.same(t.Did) {
		x.differ = true
		return 0
	}
	x.open = x.open[:0]
	for _, id := range t.Enabled {
		if i := x.next(id); i >= 0 && x.ready(i) {
			x.open = append(x.open, i)
		}
	}
	if len(x.open) == 0 {
		x.differ = x.differ || len(x.turns) < len(x.events) || len(t.Enabled) > 0
		return 0
	}
	i := x.choose(x.open)
	id := x.events[i].thread
	x.made[id]++
	x.asked = 0
	x.turns = append(x.turns, id)
	return id
}

// Answer gives the answers that the turn had in the run.
func (x *extension) Answer(n int64) int64 {
	q := &x.root
	if len(x.turns) > 0 {
		id := x.turns[len(x.turns)-1]
		q = &x.events[x.of[id][x.made[id]-1]].asked
	}
	if x.asked == len(q.list) {
		x.differ = true
		return 0
	}
	x.asked++
	return min(q.list[x.asked-1].answer(), n-1)
}

// next returns the thread's next turn, -1 if it made no more of them.
func (x *extension) next(id int32) int {
	if int(id) >= len(x.of) || int(x.made[id]) >= len(x.of[id]) {
		return -1
	}
	return x.of[id][x.made[id]]
}

// ready reports whether all turns have been made that happen before the i-th.
func (x *extension) ready(i int) bool {
	for id, n := range x.events[i].clock {
		if int32(id) != x.events[i].thread && id < len(x.made) && x.made[id] < n {
			return false
		}
	}
	return true
}

// same reports whether the last turn did what it did in the run.
func (x *extension) same(did []serial.Access) bool {
	id := x.turns[len(x.turns)-1]
	return slices.Equal(did, x.events[x.of[id][x.made[id]-1]].did)
}

// sample makes other runs of the class of the run that has just been made, and notes if one of them ends in another way.
//
// Under a lock a turn can be broken into where that changes nothing but how its steps are put together to turns: then the other run
// is given up, and says nothing.
func (s *search) sample(d *dpor, result string) {
	if s.differs != "" || d.known() == 0 {
		return
	}
	r := generator(uint64(s.found.Classes))
	times := 2
	if s.found.Classes <= sampledOften {
		times = 6
	}
	for i := range times {
		x := newExtension(d, anyone(r))
		if i%2 == 0 {
			x.choose = x.inOrder(i == 0, r)
		}
		out, other, _ := s.run(x, nil)
		switch {
		case s.err != nil || out.Cut || x.differ && s.machine.GIL != nil && s.GIL.Discipline != gil.Off:
			return
		case x.differ:
			s.differs = "a thread does something else in another one"
			return
		case other != result:
			s.differs = fmt.Sprintf("one ends with %q, and another with %q", result, other)
			return
		}
	}
}

// anyone chooses with equal chances.
func anyone(r *rand.Rand) func(open []int) int {
	return func(open []int) int { return open[r.IntN(len(open))] }
}

// inOrder chooses threads in an order: the main thread, which starts the others, and then from the last to the first, or in any.
func (x *extension) inOrder(lastFirst bool, r *rand.Rand) func(open []int) int {
	priority := r.Perm(len(x.of))
	if lastFirst {
		for id := range priority {
			priority[id] = id
		}
		priority[1] = len(x.of)
	}
	return func(open []int) int {
		return slices.MaxFunc(open, func(a, b int) int {
			return cmp.Compare(priority[x.events[a].thread], priority[x.events[b].thread])
		})
	}
}
