// This file finds the failing step of a run, and what happened before it.

package cause

import (
	"slices"

	"github.com/gilsim/gilsim/trace"
)

// A Cause is what led to the bad end of a run.
type Cause struct {
	trace    *trace.Trace
	past     []int     // indexes of events: the failing steps and what happens before them, in order
	Steps    int       // of the program in the past; ends of threads do not count
	All      int       // of the program in the run
	Threads  int       // that have steps in the past
	Conflict *Conflict // the steps that came into each other's way; nil: none stand out
}

// Of returns the cause of a run's end. These threads, by number, waited for ever; none: what failed is the last crash, or else the last
// step.
func Of(tr *trace.Trace, waiting []int32) *Cause {
	c := &Cause{trace: tr}
	lost, lostAt := lastLost(tr)
	failing := c.failing(waiting)
	c.past = pastOf(tr, failing)
	who := map[int32]bool{}
	for i := range tr.Events {
		if e := &tr.Events[i]; isStep(e) && e.Kind != trace.End {
			c.All++
		}
	}
	for _, i := range c.past {
		if e := &tr.Events[i]; e.Kind != trace.End {
			c.Steps++
			who[e.Thread] = true
		}
	}
	c.Threads = len(who)
	if len(waiting) == 0 {
		c.Conflict = c.conflict(lost, lostAt)
	}
	return c
}

// isStep reports whether an event is a step of the program.
func isStep(e *trace.Event) bool { return e.Kind.Spec().Group == trace.Program }

// failing returns the indexes of the failing steps.
func (c *Cause) failing(waiting []int32) (list []int) {
	crash, last := -1, -1
	ends := map[int32]int{}
	for i := range c.trace.Events {
		e := &c.trace.Events[i]
		if !isStep(e) {
			continue
		}
		switch e.Kind {
		case trace.Crash:
			crash = i
		case trace.End:
		default:
			last = i
		}
		ends[e.Thread] = i
	}
	switch {
	case len(waiting) > 0:
		for _, id := range waiting {
			if i, ok := ends[id]; ok {
				list = append(list, i)
			}
		}
		slices.Sort(list)
		return list
	case crash >= 0:
		return []int{crash}
	case last >= 0:
		return []int{last}
	}
	return nil
}

// pastOf returns the indexes of the steps that are among these or happen before one of them.
func pastOf(tr *trace.Trace, of []int) (past []int) {
	in := make([]bool, len(tr.Events))
	last := -1
	for _, i := range of {
		in[i] = true
		last = max(last, i)
	}
	var kept []int // the latest first
	for i := last; i >= 0; i-- {
		e := &tr.Events[i]
		if !isStep(e) {
			continue
		}
		in[i] = in[i] || slices.ContainsFunc(kept, func(j int) bool { return trace.Dependent(e, &tr.Events[j]) })
		if in[i] {
			kept = append(kept, i)
		}
	}
	slices.Reverse(kept)
	return kept
}

// Past returns the trace of the past alone, with where in its source each step is.
func (c *Cause) Past() *trace.Trace {
	stands, told := map[int32]trace.Event{}, map[int32]trace.Event{} // by thread
	var events []trace.Event
	next := 0
	for _, i := range c.past {
		for ; next <= i; next++ {
			if e := c.trace.Events[next]; e.Kind == trace.At {
				stands[e.Thread] = e
			}
		}
		e := c.trace.Events[i]
		if at := stands[e.Thread]; at != told[e.Thread] {
			events, told[e.Thread] = append(events, at), at
		}
		events = append(events, e)
	}
	return &trace.Trace{Header: c.trace.Header, Names: c.trace.Names, Events: events}
}

// lastLost returns the last update that is lost, and where that is; -1: nowhere.
func lastLost(tr *trace.Trace) (lost trace.LostUpdate, at int) {
	var u trace.Updates
	at = -1
	for i := range tr.Events {
		if l, found := u.Step(&tr.Events[i]); found && !inLibrary(tr.Names, tr.Events[i].Obj) {
			lost, at = l, i
		}
	}
	return lost, at
}
