// This file defines the selectively uniform random walk.

package search

import (
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
)

// surw draws the order of the steps on one object, which it draws for each run, so that every order has the same chance as far as the
// run before tells how many such steps each thread makes; in between any thread goes on (Zhao, Wolff, Mathur, Roychoudhury: Selectively
// uniform concurrency testing, ASPLOS 2025).
type surw struct {
	drawn
	object   int32
	intended int32 // whose step on the object comes next; 0: it is still to be drawn
	left     []int // by thread: its steps on the object that are still to come
	before   []taken
	now      []taken
}

// A taken step, and the object that it was announced to be on.
type taken struct{ thread, object int32 }

// Begin draws an object that several threads touched in the run before.
func (s *surw) Begin() bool {
	s.before, s.now = s.now, s.before[:0]
	s.object, s.intended, s.left = 0, 0, s.left[:0]
	shared := s.shared()
	if len(shared) == 0 {
		return true
	}
	s.object = shared[s.r.IntN(len(shared))]
	for _, one := range s.before {
		if one.object == s.object {
			s.of(one.thread)
			s.left[one.thread]++
		}
	}
	return true
}

// shared returns the objects that several threads touched in the run before.
func (s *surw) shared() (list []int32) {
	for _, one := range s.before {
		another := func(o taken) bool { return o.object == one.object && o.thread != one.thread }
		if one.object != 0 && !slices.Contains(list, one.object) && slices.ContainsFunc(s.before, another) {
			list = append(list, one.object)
		}
	}
	return list
}

// of returns how many steps on the object are left to the thread.
func (s *surw) of(thread int32) int {
	for int(thread) >= len(s.left) {
		s.left = append(s.left, 0)
	}
	return s.left[thread]
}

// Choose draws a thread whose step is not on the object, or whose turn at it has come.
func (s *surw) Choose(t *serial.Turn) int32 {
	if len(t.Enabled) == 0 {
		return 0
	}
	s.intend()
	free := func(id int32) bool { return s.object == 0 || t.Next[id].Obj != s.object || id == s.intended }
	n := 0
	for _, id := range t.Enabled {
		if free(id) {
			n++
		}
	}
	if n == 0 { // who is to come cannot
		return s.take(t, t.Enabled[s.r.IntN(len(t.Enabled))])
	}
	n = s.r.IntN(n)
	for _, id := range t.Enabled {
		if free(id) {
			if n--; n < 0 {
				return s.take(t, id)
			}
		}
	}
	return 0
}

// intend draws whose step on the object comes next, in proportion to what is left to each.
func (s *surw) intend() {
	if s.intended != 0 {
		return
	}
	sum := 0
	for _, n := range s.left {
		sum += n
	}
	if sum == 0 {
		return
	}
	x := s.r.IntN(sum)
	for id, n := range s.left {
		if x -= n; x < 0 {
			s.intended = int32(id)
			return
		}
	}
}

// take notes the step that is made.
func (s *surw) take(t *serial.Turn, id int32) int32 {
	made := t.Next[id].Obj
	s.now = append(s.now, taken{id, made})
	if made == s.object && s.object != 0 {
		if s.of(id) > 0 {
			s.left[id]--
		}
		s.intended = 0
	}
	return id
}
