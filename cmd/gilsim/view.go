// This file defines what a view of a run is, and which there are.

package main

import (
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// A runView shows a run. It is told the events while the run goes on, and keeps no more of them than it needs.
type runView interface {
	trace.Recorder
	// draw shows what it was told, and what else is known of the run.
	draw(out *stream, colors palette, info runInfo) error
}

// A summedView knows the run in figures, too.
type summedView interface {
	runView
	Summary() *trace.Summary
}

// The views of --view.
const (
	viewReport   = "report"
	viewColumns  = "columns"
	viewTimeline = "timeline"
	viewProgram  = "program"
)

// viewNames returns what --view takes.
func viewNames() []string { return []string{viewReport, viewColumns, viewTimeline, viewProgram} }

// viewOptions says how a view shows a run.
type viewOptions struct {
	width int
	steps stepOptions          // of columns
	time  view.TimelineOptions // of the timeline: the part that it shows
}

// newView returns the view of this name, for a run whose names these are.
func newView(name string, names *trace.Names, opt viewOptions) runView {
	switch name {
	case viewColumns:
		return newColumnsView(names, opt)
	case viewTimeline:
		return newTimelineView(names, opt)
	case viewProgram:
		return &programView{names: names}
	}
	return newReportView(names, opt)
}
