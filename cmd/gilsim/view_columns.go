// This file shows a run in columns, a column for each thread.

package main

import (
	"github.com/gilsim/gilsim/trace"
)

// stepOptions says which steps the columns show.
type stepOptions struct {
	limit int  // how many; 0 is all
	all   bool // also those of the lock and the scheduler
}

// defaultSteps is how many steps are shown where nothing else is said.
const defaultSteps = 200

// A columnsView shows the first steps of a run.
type columnsView struct {
	names  *trace.Names
	opt    viewOptions
	events []trace.Event // as far as they are shown
	steps  int           // among them
	more   int64         // steps that are not shown
}

// maxHidden bounds the memory: after so many events the columns end, however few steps of the program they have.
const maxHidden = 4_000_000

// newColumnsView returns the view at the start of a run.
func newColumnsView(names *trace.Names, opt viewOptions) *columnsView {
	return &columnsView{names: names, opt: opt}
}

// Record keeps the events up to the last step that is shown, and after that those that tell of a failure.
func (v *columnsView) Record(events []trace.Event) {
	for _, e := range events {
		step := v.shows(e.Kind)
		switch {
		case v.full() && e.Kind != trace.Halt && e.Kind != trace.Crash:
			if step {
				v.more++
			}
			continue
		case step:
			v.steps++
		}
		v.events = append(v.events, e)
	}
}

// full reports whether no further step is to be shown.
func (v *columnsView) full() bool {
	return v.opt.steps.limit > 0 && (v.steps >= v.opt.steps.limit || len(v.events) >= maxHidden)
}

// shows reports whether an event of this kind has a row.
func (v *columnsView) shows(k trace.Kind) bool {
	group := k.Spec().Group
	return v.opt.steps.all || group == trace.Program || group == trace.Schedule
}

// draw shows the columns.
func (v *columnsView) draw(out *stream, colors palette, info runInfo) error {
	p := &page{width: v.opt.width}
	p.title(info)
	p.blank()
	t := &trace.Trace{Names: v.names, Events: v.events}
	p.picture(trace.Columns(t, trace.ColumnsOptions{Width: v.opt.width, All: v.opt.steps.all, More: v.more}))
	if info.outcome != nil {
		p.blank()
		p.result(info)
	}
	return p.write(out, colors)
}
