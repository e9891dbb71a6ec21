// This file follows who has control, and tells the pictures in columns where it changes hands.

package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// maxChain is how many threads a line names through whose hands control went; of more it names the first and the last.
const maxChain = 4

// A control is what only one thread at a time can have: the interpreter lock, or a core.
type control struct {
	holder int32    // who had it last; 0 if nobody had it yet
	why    string   // why the holder has lost it, "" if it has not, or nobody knows yet
	late   int32    // who has lost it since the last row before it was known why
	chain  []int32  // who has had it since the last row, from who had it then; empty if it is still that one
	whys   []string // why they lost it, each reason once
}

// A controller follows a run. With an interpreter lock it is about the lock, for who has it executes bytecode, on whatever
// core; each process may have one. Without a lock each core is for itself: threads on two cores run at the same time and do
// not switch with each other.
type controller struct {
	names    labels
	reasons  *trace.Reasons
	locks    []int32              // the interpreter locks that are taken, in the order of their first takes
	locked   bool                 // there is one
	several  bool                 // more than one core is in use, or more than one lock if there is one
	lockOf   trace.PerThread[int] // the place in locks of the one that a thread took last
	controls []control            // by core, or by the place of the lock

	// By thread: 1 + the row above which a line tells of a switch from it without a reason. It has lost its core together
	// with control, before it could wait for anything, and the reason comes when it has a core again. 0: no such line.
	open trace.PerThread[int]
}

func newController(t *trace.Trace) *controller {
	c := &controller{names: labels{t.Names}, reasons: trace.NewReasons(t.Names), open: trace.PerThread[int]{Names: t.Names}, lockOf: trace.PerThread[int]{Names: t.Names}}
	for i := range t.Events {
		e := &t.Events[i]
		if e.Kind == trace.Take && !slices.Contains(c.locks, e.Obj) {
			c.locks = append(c.locks, e.Obj)
		}
		c.several = c.several || e.Kind == trace.Run && e.Core > 0
	}
	if c.locked = len(c.locks) > 0; c.locked {
		c.several = len(c.locks) > 1
	}
	return c
}

// of returns what the event's thread could have control of, nil if there is no such thing.
func (c *controller) of(e *trace.Event) *control {
	at := int(e.Core)
	if c.locked {
		at = c.lock(e)
	}
	if at < 0 {
		return nil
	}
	for len(c.controls) <= at {
		c.controls = append(c.controls, control{})
	}
	return &c.controls[at]
}

// lock returns the place of the lock that the event is about, or else of the one that binds the thread: until it takes one,
// that is the first.
func (c *controller) lock(e *trace.Event) (at int) {
	bound := c.lockOf.Row(e.Thread)
	if e.Kind == trace.Take {
		at = slices.Index(c.locks, e.Obj)
		if bound != nil {
			*bound = at
		}
	} else if bound != nil {
		at = *bound
	}
	return at
}

// step takes in the next event. If a line is found now to lack its reason, it returns above which row that line stands.
func (c *controller) step(e *trace.Event) (row int, reason string) {
	why, left := c.reasons.Step(e)
	control := c.of(e)
	switch {
	case control == nil:
	case left && !(c.locked && keepsLock(why, false)) && c.closes(e.Thread, &row):
		reason = c.phrase(why, e)
	case c.locked && e.Kind == trace.Take, !c.locked && e.Kind == trace.Run:
		control.give(e.Thread)
		c.closes(e.Thread, &row)
	case left && e.Thread == control.late && !(c.locked && keepsLock(why, false)):
		control.explain(c.phrase(why, e))
	case e.Thread != control.holder:
	case e.Kind == trace.Drop:
		control.why = ""
		if c.reasons.DroppedOnRequest(e.Thread) {
			control.why = reasonPhrases[trace.ReasonInterval]
		}
	case left && !(c.locked && keepsLock(why, control.why != "")):
		control.why = c.phrase(why, e)
	}
	return row, reason
}

// closes reports whether a line has waited for the thread's reason, and above which row. It waits no longer.
func (c *controller) closes(thread int32, row *int) bool {
	open := c.open.Row(thread)
	if open == nil || *open == 0 {
		return false
	}
	*row, *open = *open-1, 0
	return true
}

// keepsLock reports whether the reason for which a thread has left its core is none for which it has lost the lock.
func keepsLock(why trace.Reason, lost bool) bool {
	return why == trace.ReasonSlice || why == trace.ReasonPreempt || why == trace.ReasonGIL && lost
}

func (c *controller) phrase(why trace.Reason, e *trace.Event) string {
	text := reasonPhrases[why]
	switch {
	case why == trace.ReasonPreempt && e.Obj != 0:
		text += " by " + c.names.Label(e.Obj)
	case waitsForObject(why):
		text += " " + c.names.ObjectLabel(e.Obj)
	}
	return text
}

func (c *control) give(thread int32) {
	if c.holder != 0 && c.holder != thread {
		if len(c.chain) == 0 {
			c.chain = append(c.chain, c.holder)
		}
		c.chain = append(c.chain, thread)
		c.late = c.holder
		if c.why != "" {
			c.explain(c.why)
		}
	}
	c.holder, c.why = thread, ""
}

func (c *control) explain(why string) {
	c.late = 0
	if !slices.Contains(c.whys, why) {
		c.whys = append(c.whys, why)
	}
}

// handoff says through whose hands control went until it came to the thread of this row; "" if it was there before.
func (c *controller) handoff(e *trace.Event, row int) string {
	control := c.of(e)
	if control == nil || len(control.chain) == 0 {
		return ""
	}
	text := "switch"
	switch {
	case c.several && c.locked:
		text += " of " + c.names.ObjectLabel(c.locks[c.lock(e)])
	case c.several:
		text += " on core " + strconv.Itoa(int(e.Core))
	}
	text += ": " + c.path(control.chain)
	if len(control.whys) > 0 {
		text += reasonText(control.whys...)
	} else if open := c.open.Row(control.chain[0]); open != nil && len(control.chain) == 2 {
		*open = row + 1
	}
	control.chain, control.whys, control.late = control.chain[:0], nil, 0
	return text
}

func reasonText(whys ...string) string { return " (" + strings.Join(whys, ", ") + ")" }

// path names the threads of a chain, or counts the hand-overs if it is long.
func (c *controller) path(chain []int32) string {
	if len(chain) > maxChain {
		first, last := c.names.Label(chain[0]), c.names.Label(chain[len(chain)-1])
		return first + " → … " + groupDigits(int64(len(chain)-1)) + " hand-overs … → " + last
	}
	var labels []string
	for _, thread := range chain {
		labels = append(labels, c.names.Label(thread))
	}
	return strings.Join(labels, " → ")
}

// reasonPhrases are the reasons in a few words; some go on with the name of what the thread waits for.
var reasonPhrases = [...]string{
	trace.ReasonIO:       "waits for",
	trace.ReasonSleep:    "sleeps",
	trace.ReasonLock:     "waits for",
	trace.ReasonJoin:     "joins",
	trace.ReasonWait:     "waits for",
	trace.ReasonGIL:      "waits for",
	trace.ReasonInterval: "drop requested",
	trace.ReasonTicks:    "tick check",
	trace.ReasonYield:    "yields",
	trace.ReasonSlice:    "time slice used up",
	trace.ReasonPreempt:  "preempted",
	trace.ReasonExit:     "ended",
}

// waitsForObject reports whether the reason's phrase goes on with the name of what the thread waits for.
func waitsForObject(why trace.Reason) bool {
	switch why {
	case trace.ReasonIO, trace.ReasonLock, trace.ReasonJoin, trace.ReasonWait, trace.ReasonGIL:
		return true
	}
	return false
}
