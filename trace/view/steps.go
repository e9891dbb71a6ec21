// This file picks the steps that a picture in columns shows.

package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// A columnStep is one row of a picture in columns.
type columnStep struct {
	event   trace.Event
	text    string
	handoff string   // "" unless control has changed hands before this step
	lost    string   // "" unless it loses an update
	failure []string // if something has failed, the lines of what it says
	skipped int64    // how many steps the caller has left out before it
}

// A stepCollector goes through a trace and collects the rows.
type stepCollector struct {
	names   labels
	opt     ColumnsOptions
	control *controller
	updates trace.Updates
	acts    trace.PerThread[[]int32] // the actors that have rows, in the order of their numbers; 0 is the thread's own code
	steps   []columnStep
	more    int64 // how many steps were left out
	skipped int64 // how many were left out since the last row
	ran     bool  // a thread has got a core: it is a run, not a schedule
}

func newStepCollector(t *trace.Trace, opt ColumnsOptions) *stepCollector {
	acts := trace.PerThread[[]int32]{Names: t.Names}
	return &stepCollector{names: labels{t.Names}, opt: opt, control: newController(t), acts: acts, more: opt.More}
}

// step takes in the next event. What has failed is shown even beyond the limit.
func (c *stepCollector) step(e *trace.Event) {
	if row, why := c.control.step(e); why != "" {
		c.steps[row].handoff += reasonText(why)
	}
	c.ran = c.ran || e.Kind == trace.Run
	switch {
	case !c.shows(e):
	case c.opt.Limit > 0 && len(c.steps) >= c.opt.Limit && e.Kind != trace.Crash && e.Kind != trace.Halt:
		c.more++
	default:
		c.add(e)
	}
}

// skip notes that the caller has left steps out here. What was read before is forgotten: it may have been read again.
func (c *stepCollector) skip(steps int64) {
	c.skipped += steps
	c.updates = trace.Updates{}
}

// shows reports whether the picture has a row for the event. What undefined threads do is not shown.
func (c *stepCollector) shows(e *trace.Event) bool {
	if e.Kind == trace.Halt {
		return true
	}
	switch e.Kind.Spec().Group {
	case trace.Program:
		return c.acts.Row(e.Thread) != nil && (c.opt.All || !AsksAsHub(c.names.Names, e))
	case trace.Lock, trace.Scheduler:
		return c.opt.All && c.acts.Row(e.Thread) != nil
	case trace.Schedule: // the turns of a schedule; those that a run has noted are the machine's business
		return (c.opt.All || !c.ran) && c.acts.Row(e.Thread) != nil
	}
	return false
}

// AsksAsHub reports whether the event is a look of a hub at its clock, by which it tells which timers are due: replay needs it, but
// it is no step of the program, and columns that do not show everything pass over it.
func AsksAsHub(names *trace.Names, e *trace.Event) bool {
	if e.Kind != trace.Now || e.Actor == 0 {
		return false
	}
	info, _ := names.Object(e.Actor)
	return info.Class == trace.ClassHub
}

// add makes a row of the event. A halt is nobody's step and has only its lines.
func (c *stepCollector) add(e *trace.Event) {
	s := columnStep{event: *e, failure: c.failure(e), skipped: c.skipped}
	c.skipped = 0
	if acts := c.acts.Row(e.Thread); acts != nil && e.Kind != trace.Halt {
		if i, found := slices.BinarySearch(*acts, e.Actor); !found {
			*acts = slices.Insert(*acts, i, e.Actor)
		}
		s.text, s.handoff = c.names.words(e)+c.change(e), c.control.handoff(e, len(c.steps))
		s.lost = c.lost(e)
	}
	c.steps = append(c.steps, s)
}

// change says what a store has made of the number that its thread had read: for x = x + 5, which has read 3, " (3 + 5)".
func (c *stepCollector) change(e *trace.Event) string {
	info, _ := c.names.Object(e.Obj)
	read, ok := c.read(e)
	switch change := e.Arg - read.Arg; {
	case e.Kind != trace.Store || !ok || info.Class != trace.ClassVar || change == 0:
		return ""
	case change < 0:
		return " (" + strconv.FormatInt(read.Arg, 10) + " - " + strconv.FormatUint(-uint64(change), 10) + ")"
	default:
		return " (" + strconv.FormatInt(read.Arg, 10) + " + " + strconv.FormatInt(change, 10) + ")"
	}
}

// read returns the load that a store goes by, if it is known.
func (c *stepCollector) read(e *trace.Event) (trace.Event, bool) {
	if c.opt.Lost != nil && c.opt.Lost.Store == *e {
		return c.opt.Lost.Read, true
	}
	return c.updates.Read(e)
}

func (c *stepCollector) lost(e *trace.Event) string {
	l, found := c.updates.Step(e)
	if c.opt.Lost != nil && c.opt.Lost.Store == *e {
		l, found = *c.opt.Lost, true
	}
	if !found {
		return ""
	}
	return "lost update: " + c.names.who(e) + " had read " + c.names.value(&l.Read) + " before " +
		c.names.who(&l.Overwritten) + " wrote " + c.names.value(&l.Overwritten)
}

func (c *stepCollector) failure(e *trace.Event) []string {
	switch e.Kind {
	case trace.Halt:
		return textLines("halt: " + c.names.text(e.Arg))
	case trace.Crash:
		return textLines(c.names.who(e) + " failed: " + c.names.text(e.Arg))
	}
	return nil
}

func textLines(text string) []string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i := range lines {
		lines[i] = trace.Printable(lines[i])
	}
	return lines
}

// shown returns the steps up to where some were left out, and then what failed after those.
func (c *stepCollector) shown() (steps, failed []columnStep) {
	if c.more == 0 {
		return c.steps, nil
	}
	end := len(c.steps)
	for end > 0 && c.steps[end-1].failure != nil {
		end--
	}
	return c.steps[:end], c.steps[end:]
}

func (c *stepCollector) access() bool {
	return slices.ContainsFunc(c.steps, func(s columnStep) bool { return s.event.Kind == trace.Load || s.event.Kind == trace.Store })
}

func (c *stepCollector) switches() bool {
	return slices.ContainsFunc(c.steps, func(s columnStep) bool { return s.event.Kind.Switches() })
}
