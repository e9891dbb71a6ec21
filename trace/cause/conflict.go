// This file finds the steps that came into each other's way.

package cause

import (
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// A Pattern says what is wrong with the order of some steps.
type Pattern uint8

// The patterns, those that stand out most first.
const (
	LostUpdate   Pattern = iota // a thread read, another one wrote, and the first one wrote over it
	ChangedValue                // a thread read or wrote, another one wrote, and the first one read something else
	Intermediate                // a thread wrote, another one read that, and the first one wrote again
	HalfChange                  // a thread read two variables, and another one wrote both in between
	TooEarly                    // a thread read what another one wrote only later
)

// A Conflict are steps of one thread that another one has come between.
type Conflict struct {
	Pattern Pattern
	First   trace.Event // of the one thread
	Between trace.Event // of the other one; of TooEarly: what came later
	Then    trace.Event // of the one thread; of TooEarly: the same as First
	Locks   Advice
}

// A step of a variable.
type access struct {
	at    int // its index
	event *trace.Event
}

// conflict returns the conflict that stands out, nil if none does. A run is taken to fail by what comes last.
func (c *Cause) conflict(lost trace.LostUpdate, lostAt int) *Conflict {
	all := c.accesses()
	held := locksOf(c.trace)
	if lostAt >= 0 {
		if i, j := indexOf(all, lost.Read), indexOf(all, lost.Overwritten); i >= 0 && j >= 0 {
			return &Conflict{LostUpdate, lost.Read, lost.Overwritten, lost.Store, held.advice(c.trace.Events, i, j, lostAt)}
		}
	}
	for _, far := range []bool{false, true} { // who was left between two steps, one right after the other, was left there
		for then := len(all) - 1; then >= 0; then-- {
			for _, find := range []finder{changed, halfChange} {
				first, between, p, ok := find(all, then)
				if ok && (far || adjacent(all, first, then)) {
					return &Conflict{p, *all[first].event, *all[between].event, *all[then].event, held.advice(c.trace.Events, all[first].at, all[between].at, all[then].at)}
				}
			}
		}
	}
	return c.tooEarly(all)
}

// A finder finds the first one and the one between of a conflict whose last step is all[then].
type finder func(all []access, then int) (first, between int, p Pattern, ok bool)

// adjacent reports whether the thread of two accesses makes none in between.
func adjacent(all []access, first, then int) bool {
	for i := first + 1; i < then; i++ {
		if all[i].event.Thread == all[then].event.Thread {
			return false
		}
	}
	return true
}

// accesses are the loads and stores of the past, but for those of the library's own variables.
func (c *Cause) accesses() (list []access) {
	for _, i := range c.past {
		e := &c.trace.Events[i]
		if (e.Kind == trace.Load || e.Kind == trace.Store) && !inLibrary(c.trace.Names, e.Obj) {
			list = append(list, access{i, e})
		}
	}
	return list
}

func inLibrary(names *trace.Names, object int32) bool {
	info, _ := names.Object(object)
	return view.PartOfLibrary(info)
}

// indexOf returns the index of an event in its trace, -1 if it is none of the accesses.
func indexOf(all []access, e trace.Event) int {
	for _, a := range all {
		if *a.event == e {
			return a.at
		}
	}
	return -1
}

// changed finds the last step of the thread before all[then] on the same variable, and a step of another thread in between that does not
// go with the two.
func changed(all []access, then int) (first, between int, p Pattern, ok bool) {
	b := all[then].event
	other := -1
	for i := then - 1; i >= 0; i-- {
		a := all[i].event
		if a.Obj != b.Obj {
			continue
		}
		if a.Thread != b.Thread {
			if other < 0 || a.Kind == trace.Store && all[other].event.Kind != trace.Store {
				other = i
			}
			continue
		}
		if other < 0 {
			return 0, 0, 0, false
		}
		x := all[other].event
		switch {
		case b.Kind == trace.Load && x.Kind == trace.Store && a.Arg != b.Arg:
			return i, other, ChangedValue, true
		case a.Kind == trace.Store && b.Kind == trace.Store && x.Kind == trace.Load && x.Arg == a.Arg && a.Arg != b.Arg:
			return i, other, Intermediate, true
		}
		return 0, 0, 0, false
	}
	return 0, 0, 0, false
}

// halfChange finds a load by the thread of all[then], a load, of another variable, and stores to both by another thread in between.
func halfChange(all []access, then int) (first, between int, p Pattern, ok bool) {
	b := all[then].event
	if b.Kind != trace.Load {
		return 0, 0, 0, false
	}
	second := -1 // the other thread's store of the second variable
	for i := then - 1; i >= 0; i-- {
		a := all[i].event
		if second < 0 && a.Obj == b.Obj && a.Kind == trace.Store {
			if a.Thread == b.Thread {
				return 0, 0, 0, false
			}
			second = i
		}
		if second < 0 || a.Kind != trace.Load || a.Thread != b.Thread || a.Obj == b.Obj {
			continue
		}
		for k := i + 1; k < then; k++ {
			if x := all[k].event; x.Kind == trace.Store && x.Obj == a.Obj && x.Thread == all[second].event.Thread && x.Arg != a.Arg && i < second {
				return i, second, HalfChange, true
			}
		}
	}
	return 0, 0, 0, false
}

// tooEarly finds the last load by the thread of the failing step of a variable that another thread stores later.
func (c *Cause) tooEarly(all []access) *Conflict {
	if len(c.past) == 0 {
		return nil
	}
	last := c.past[len(c.past)-1]
	who := c.trace.Events[last].Thread
	for i := len(all) - 1; i >= 0; i-- {
		a := all[i].event
		if a.Thread != who || a.Kind != trace.Load {
			continue
		}
		for k := all[i].at + 1; k < len(c.trace.Events); k++ {
			if x := &c.trace.Events[k]; x.Kind == trace.Store && x.Obj == a.Obj && x.Thread != who && x.Arg != a.Arg {
				return &Conflict{Pattern: TooEarly, First: *a, Between: *x, Then: *a}
			}
		}
	}
	return nil
}
