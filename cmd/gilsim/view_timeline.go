// This file shows a run as a timeline, a row for each thread, each greenlet and each core.

package main

import (
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// A timelineView shows who did what when.
type timelineView struct {
	*view.Timeliner
	width int
}

// newTimelineView returns the view at the start of a run.
func newTimelineView(names *trace.Names, opt viewOptions) *timelineView {
	time := opt.time
	time.Width, time.Cores = opt.width, true
	return &timelineView{view.NewTimeliner(names, time), opt.width}
}

// draw shows the timeline.
func (v *timelineView) draw(out *stream, colors palette, info runInfo) error {
	p := &page{width: v.width}
	p.title(info)
	p.blank()
	p.picture(v.Picture())
	return p.write(out, colors)
}
