// This file shows a run in columns, a column for each thread and each greenlet.

package main

import (
	"slices"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// stepOptions says which steps the columns show.
type stepOptions struct {
	limit int  // how many; 0 is all
	all   bool // also those of the lock and the scheduler
}

// defaultSteps is how many steps are shown where nothing else is said.
const defaultSteps = 200

// A columnsView shows the first steps of a run. If none of them loses an update, and a later one does, the last of them
// make way for those around that.
type columnsView struct {
	names  *trace.Names
	opt    viewOptions
	events []trace.Event // the first ones
	steps  int           // among them
	head   int           // how many of the events are left if the others make way
	lost   lostSearch
	more   int64         // steps after all that are kept
	failed []trace.Event // what tells of a failure after the first events
}

// maxHidden bounds the memory: after so many events the columns end, however few steps of the program they have.
const maxHidden = 4_000_000

// newColumnsView returns the view at the start of a run.
func newColumnsView(names *trace.Names, opt viewOptions) *columnsView {
	return &columnsView{names: names, opt: opt}
}

// Record keeps the first events, those around a lost update, and those that tell of a failure.
func (v *columnsView) Record(events []trace.Event) {
	for i := range events {
		e := &events[i]
		early := v.lost.found && len(v.lost.around) == 0
		if !early {
			v.lost.look(e)
		}
		switch {
		case !v.full():
			v.keep(e)
		case e.Kind == trace.Halt || e.Kind == trace.Crash:
			v.failed = append(v.failed, *e)
		case !early && !v.lost.full():
			v.lost.keep(*e, v.shows)
		case v.shows(e):
			v.more++
		}
	}
}

// keep keeps one of the first events.
func (v *columnsView) keep(e *trace.Event) {
	v.events = append(v.events, *e)
	if v.shows(e) {
		v.steps++
	}
	if v.steps <= v.opt.steps.limit-lostWindow {
		v.head = len(v.events)
	}
}

// full reports whether no further step is to be shown.
func (v *columnsView) full() bool {
	return v.opt.steps.limit > 0 && (v.steps >= v.opt.steps.limit || len(v.events) >= maxHidden)
}

// shows reports whether an event has a row.
func (v *columnsView) shows(e *trace.Event) bool {
	group := e.Kind.Spec().Group
	return v.opt.steps.all || group == trace.Schedule || group == trace.Program && !view.AsksAsHub(v.names, e)
}

// draw shows the columns.
func (v *columnsView) draw(out *stream, colors palette, info runInfo) error {
	p := &page{width: v.opt.width}
	p.title(info)
	p.blank()
	events, opt := v.picked()
	opt.Width, opt.All = v.opt.width, v.opt.steps.all
	p.picture(view.Columns(&trace.Trace{Names: v.names, Events: events}, opt))
	if info.outcome != nil {
		p.blank()
		p.result(info)
	}
	return p.write(out, colors)
}

// picked returns the events to show, and where there are gaps among them.
func (v *columnsView) picked() ([]trace.Event, view.ColumnsOptions) {
	late := &v.lost
	if !late.found || len(late.around) == 0 || v.head == 0 {
		return slices.Concat(v.events, v.failed), view.ColumnsOptions{More: v.more + late.dropped + int64(late.steps)}
	}
	skipped := late.dropped
	for i := range v.events[v.head:] {
		if v.shows(&v.events[v.head+i]) {
			skipped++
		}
	}
	opt := view.ColumnsOptions{More: v.more, Gaps: []view.Gap{{At: v.head, Steps: skipped}}, Lost: &late.lost}
	return slices.Concat(v.events[:v.head], late.around, v.failed), opt
}
