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
	place   trace.Place // where in the source it was made; the zero Place if that is not known
	handoff string      // "" unless control has changed hands before this step
	lost    string      // "" unless it loses an update
	failure []string    // if something has failed, the lines of what it says
	skipped int64       // how many steps the caller has left out before it
}

// A stepCollector goes through a trace and collects the rows.
type stepCollector struct {
	names   labels
	opt     ColumnsOptions
	chosen  *Selector
	control *controller
	updates trace.Updates
	acts    trace.PerThread[[]int32] // the actors that have rows, in the order of their numbers; 0 is the thread's own code
	places  trace.PerThread[int64]   // where each thread stands in its source
	steps   []columnStep
	rows    int   // how many there were, with those that were not kept
	before  int   // how many of these came before the steps that are kept
	outside bool  // the next step is not to be kept: it is only known from where it is
	more    int64 // how many steps were left out
	skipped int64 // how many were left out since the last row
}

func newStepCollector(t *trace.Trace, opt ColumnsOptions) *stepCollector {
	acts := trace.PerThread[[]int32]{Names: t.Names}
	return &stepCollector{names: labels{t.Names}, opt: opt, places: trace.PerThread[int64]{Names: t.Names}, chosen: NewSelector(t.Names, opt.Filter), control: newController(t), acts: acts, more: opt.More}
}

// step takes in the next event. What has failed is shown even beyond the limit.
func (c *stepCollector) step(e *trace.Event) {
	if row, why := c.control.step(e); why != "" && row >= c.before && row-c.before < len(c.steps) {
		c.steps[row-c.before].handoff += reasonText(why)
	}
	if e.Kind == trace.At {
		if at := c.places.Row(e.Thread); at != nil {
			*at = e.Arg
		}
		return
	}
	u := c.use(e) // also of what is not shown: it has been read and written, too
	switch {
	case !c.chosen.Shows(e):
	case c.opt.Limit > 0 && len(c.steps) >= c.opt.Limit && !fails(e.Kind):
		c.more++
	default:
		c.add(e, u)
	}
}

// A variableUse is what is known of a load or a store when it happens.
type variableUse struct {
	read  trace.Event // the load that a store goes by
	known bool        // it has one
	lost  trace.LostUpdate
	loses bool // it loses an update: lost
}

func (c *stepCollector) use(e *trace.Event) (u variableUse) {
	if e.Kind != trace.Load && e.Kind != trace.Store {
		return u
	}
	u.read, u.known = c.updates.Read(e)
	u.lost, u.loses = c.updates.Step(e)
	if l := c.opt.Lost; l != nil && l.Store == *e {
		u = variableUse{l.Read, true, *l, true}
	}
	return u
}

// skip notes that the caller has left steps out here. What was read before is forgotten: it may have been read again.
func (c *stepCollector) skip(steps int64) {
	c.skipped += steps
	c.updates = trace.Updates{}
}

// add makes a row of the event. A halt is nobody's step and has only its lines.
func (c *stepCollector) add(e *trace.Event, u variableUse) {
	if c.outside {
		c.pass(e)
		return
	}
	s := columnStep{event: *e, failure: c.failure(e), skipped: c.skipped}
	c.skipped = 0
	if acts := c.acts.Row(e.Thread); acts != nil && e.Kind != trace.Halt {
		if i, found := slices.BinarySearch(*acts, e.Actor); !found {
			*acts = slices.Insert(*acts, i, e.Actor)
		}
		if at := c.places.Row(e.Thread); e.Kind.Spec().Group == trace.Program {
			s.place, _ = c.names.Place(*at)
		}
		s.text, s.handoff = c.names.words(e)+c.change(e, u), c.control.handoff(e, c.rows)
		s.lost = c.lost(e, u)
	}
	c.rows++
	c.steps = append(c.steps, s)
}

// pass has a row that is not kept: control has come to it.
func (c *stepCollector) pass(e *trace.Event) {
	if c.acts.Row(e.Thread) != nil && e.Kind != trace.Halt {
		c.control.handoff(e, c.rows)
	}
	if c.rows++; len(c.steps) == 0 {
		c.before = c.rows
	}
}

// change says what a store has made of the number that its thread had read: for x = x + 5, which has read 3, " (3 + 5)".
func (c *stepCollector) change(e *trace.Event, u variableUse) string {
	info, _ := c.names.Object(e.Obj)
	switch change := e.Arg - u.read.Arg; {
	case e.Kind != trace.Store || !u.known || info.Class != trace.ClassVar || change == 0:
		return ""
	case change < 0:
		return " (" + strconv.FormatInt(u.read.Arg, 10) + " - " + strconv.FormatUint(-uint64(change), 10) + ")"
	default:
		return " (" + strconv.FormatInt(u.read.Arg, 10) + " + " + strconv.FormatInt(change, 10) + ")"
	}
}

func (c *stepCollector) lost(e *trace.Event, u variableUse) string {
	if !u.loses {
		return ""
	}
	return "lost update: " + c.names.who(e) + " had read " + c.names.value(&u.lost.Read) + " before " +
		c.names.who(&u.lost.Overwritten) + " wrote " + c.names.value(&u.lost.Overwritten)
}

func (c *stepCollector) failure(e *trace.Event) []string {
	switch e.Kind {
	case trace.Halt:
		return textLines("halt: " + c.names.text(e.Arg))
	case trace.Crash:
		return textLines(c.names.who(e) + " failed: " + c.names.text(e.Arg))
	case trace.Uncaught:
		return textLines(c.names.who(e) + " is ended by " + c.names.text(e.Arg))
	}
	return nil
}

// fails reports whether events of the kind tell of a failure.
func fails(k trace.Kind) bool { return k == trace.Halt || k.Fails() }

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
