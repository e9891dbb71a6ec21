// This file shows a run as a report: the timeline, then everything in figures, then what came out.

package main

import (
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// reportThreads is how many threads a report shows each by itself.
const reportThreads = 16

// A reportView gathers a report while the run goes on. Its room does not depend on how long that is.
type reportView struct {
	trace.Tee
	timeline *view.Timeliner
	summary  *trace.Summarizer
	printed  *lastLines
	width    int
}

// newReportView returns the view at the start of a run.
func newReportView(names *trace.Names, opt viewOptions) *reportView {
	time := opt.time
	time.Width, time.Threads = opt.width, reportThreads
	v := &reportView{
		timeline: view.NewTimeliner(names, time),
		summary:  trace.NewSummarizer(names),
		printed:  &lastLines{names: names},
		width:    opt.width,
	}
	v.Tee = trace.Tee{v.timeline, v.summary, v.printed}
	return v
}

// Summary returns the run in figures.
func (v *reportView) Summary() *trace.Summary { return v.summary.Summary() }

// draw writes the report.
func (v *reportView) draw(out *stream, colors palette, info runInfo) error {
	sum := v.summary.Summary()
	p := &page{width: v.width}
	p.title(info)
	p.blank()
	p.picture(v.timeline.Picture())
	p.blank()
	p.cpu(sum, info.cores)
	p.blank()
	p.threads(sum, info.locked())
	p.blank()
	p.greenlets(sum)
	if info.locked() {
		p.lock(&sum.Lock)
	}
	p.switches(sum)
	p.blank()
	p.printed(v.printed, info)
	p.outcome(info)
	return p.write(out, colors)
}

// A lastLines is a recorder that keeps the last lines that the program prints.
type lastLines struct {
	names *trace.Names
	lines []string
	more  int64 // lines before those
}

// maxLines is how many lines are kept.
const maxLines = 8

// Record looks for printed lines.
func (l *lastLines) Record(events []trace.Event) {
	for i := range events {
		if events[i].Kind == trace.Print {
			l.add(events[i].Arg)
		}
	}
}

// add keeps a line, and drops the first one if there are too many.
func (l *lastLines) add(text int64) {
	line, _ := l.names.Text(text)
	if len(l.lines) == maxLines {
		l.lines = l.lines[1:]
		l.more++
	}
	l.lines = append(l.lines, line)
}
