// This file gives the steps of a run as rows, for pictures that are not made of characters.

package view

import "github.com/gilsim/gilsim/trace"

// A StepRow is one row of columns: a step, and what is to be said before and after it.
type StepRow struct {
	Event   int      // the index of the step's event in the trace
	Text    string   // what the step does, in a few words; "" for a halt, which is nobody's step
	Handoff string   // through whose hands control has come since the row before, and why; "" if it is where it was
	Lost    string   // which update the step loses; "" if it loses none
	Failure []string // if something has failed, the lines of what it says
}

// Rows returns the rows that columns show of a trace under a filter, those of Columns without a limit.
func Rows(t *trace.Trace, f Filter) []StepRow { return RowsBetween(t, f, 0, len(t.Events)) }

// RowsBetween returns those of Rows whose events lie from one index to before another one. It keeps no others, so that a window of a
// long trace takes no more memory than the window.
func RowsBetween(t *trace.Trace, f Filter, first, last int) []StepRow {
	c := newStepCollector(t, ColumnsOptions{Filter: f})
	var events []int
	for i := range t.Events {
		c.outside = i < first || i >= last
		if c.step(&t.Events[i]); len(c.steps) > len(events) {
			events = append(events, i)
		}
	}
	rows := make([]StepRow, len(events))
	for i, at := range events {
		s := &c.steps[i] // its line of a switch may have got its reason later
		rows[i] = StepRow{Event: at, Text: s.text, Handoff: s.handoff, Lost: s.lost, Failure: s.failure}
	}
	return rows
}
