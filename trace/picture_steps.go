// This file picks the steps that a picture in columns shows, and the places where control changes hands.

package trace

// A columnStep is one row of a picture in columns.
type columnStep struct {
	event    Event
	text     string
	handover string // "" unless control came to this step's thread from the one of the row before
	failure  string // "" unless something has failed
}

// A stepCollector goes through a trace and collects the rows.
type stepCollector struct {
	names   *Names
	opt     ColumnsOptions
	reasons reasoner
	actors  perThread[columnActor]
	steps   []columnStep
	more    int64 // how many steps were left out
	ran     bool  // a thread has got a core: it is a run, not a schedule
}

// A columnActor is what a picture in columns must know of a thread.
type columnActor struct {
	acts bool   // it has a row
	lost string // why it has lost control since its last row; "" if it has not
}

// newStepCollector returns a collector at the start of a trace.
func newStepCollector(names *Names, opt ColumnsOptions) *stepCollector {
	actors := perThread[columnActor]{names: names}
	return &stepCollector{names: names, opt: opt, reasons: newReasoner(names), actors: actors}
}

// step takes in the next event.
func (c *stepCollector) step(e *Event) {
	why, left := c.reasons.step(e)
	c.ran = c.ran || e.Kind == Run
	switch {
	case !c.shows(e):
	case c.opt.Limit > 0 && len(c.steps) >= c.opt.Limit:
		c.more++
	default:
		c.add(e)
	}
	if left {
		c.lose(e, why)
	}
}

// shows reports whether the picture has a row for the event. What undefined threads do is not shown.
func (c *stepCollector) shows(e *Event) bool {
	if e.Kind == Halt {
		return true
	}
	switch e.Kind.Spec().Group {
	case Program:
		return c.actors.row(e.Thread) != nil
	case Lock, Scheduler:
		return c.opt.All && c.actors.row(e.Thread) != nil
	case Schedule: // the turns of a schedule; those that a run has noted are the machine's business
		return (c.opt.All || !c.ran) && c.actors.row(e.Thread) != nil
	}
	return false
}

// add makes a row of the event. A halt is nobody's step and has only its line.
func (c *stepCollector) add(e *Event) {
	s := columnStep{event: *e, failure: c.failure(e)}
	if actor := c.actors.row(e.Thread); actor != nil && e.Kind != Halt {
		s.text, s.handover = c.names.words(e), c.handover(e)
		*actor = columnActor{acts: true}
	}
	c.steps = append(c.steps, s)
}

// failure returns the line below an event with which something has failed.
func (c *stepCollector) failure(e *Event) string {
	switch e.Kind {
	case Halt:
		return "halt: " + plainText(c.names.text(e.Arg))
	case Crash:
		return c.names.label(e.Thread) + " failed: " + plainText(c.names.text(e.Arg))
	}
	return ""
}

// handover says how control came from the thread of the last row to this event's, "" if it did not.
func (c *stepCollector) handover(e *Event) string {
	if len(c.steps) == 0 {
		return ""
	}
	from := c.steps[len(c.steps)-1].event.Thread
	last := c.actors.row(from)
	if from == e.Thread || last == nil || last.lost == "" {
		return ""
	}
	return "switch: " + c.names.label(from) + " → " + c.names.label(e.Thread) + " (" + last.lost + ")"
}

// lose notes why a thread has lost control. That it waits for the interpreter lock is no news if it had lost control before.
func (c *stepCollector) lose(e *Event, why reason) {
	actor := c.actors.row(e.Thread)
	if actor == nil || why == reasonGIL && actor.lost != "" {
		return
	}
	actor.lost = reasonNames[why].phrase
	if why.names() {
		actor.lost += " " + c.names.objectLabel(e.Obj)
	}
}
