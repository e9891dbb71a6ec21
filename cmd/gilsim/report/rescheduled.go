// This file says how the replay of a schedule in one line went.

package report

import (
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// A Rescheduled is the run that was made by a schedule.
type Rescheduled struct {
	Info     experiment.Info
	Replayed *search.Replayed
	Trace    *trace.Trace
	Judged   bool // somebody says which results are right
	Steps    StepOptions
}

// Page shows the run, where the schedule does not fit, and what came out.
func (r *Rescheduled) Page(width int) *layout.Page {
	p := newPage(width)
	p.searchTitle(r.Info)
	p.Blank()
	p.runColumns(r.Trace, r.Steps)
	p.Blank()
	drift := r.Replayed.Drift
	if len(drift) == 0 {
		p.good("the schedule was followed to its end")
	} else {
		p.bad("the schedule does not fit everywhere; this is as near as it gets")
	}
	for _, d := range drift {
		p.Note(d)
	}
	p.Blank()
	switch {
	case r.Replayed.Cut:
		p.bad("INCOMPLETE: " + r.Replayed.Result)
	case r.Replayed.Err != nil:
		p.failedRun(r.Replayed.Err)
	case !r.Replayed.OK:
		p.bad("wrong: " + oneLine(r.Replayed.Result))
	case r.Judged:
		p.good("right: " + oneLine(r.Replayed.Result))
	default:
		p.Line(layout.Plain("result: " + oneLine(r.Replayed.Result)))
	}
	if len(drift) > 0 {
		p.scheduleLine("the schedule of this run", r.Replayed.Schedule)
	}
	return &p.Page
}

// runColumns adds a run, a column for each thread.
func (p *page) runColumns(tr *trace.Trace, steps StepOptions) {
	v := newColumnsView(tr.Names, ViewOptions{Width: p.Width, Steps: steps})
	v.Record(tr.Events)
	events, opt := v.picked()
	opt.Width, opt.Filter = p.Width, steps.Filter
	p.AddPicture(view.Columns(&trace.Trace{Names: tr.Names, Events: events}, opt))
}

// failedRun adds why a run failed, in its lines.
func (p *page) failedRun(err error) {
	for line := range strings.Lines(err.Error()) {
		p.Line(layout.Plain(strings.TrimRight(line, "\n")))
	}
}

// scheduleLine adds the command that makes a run again. It is one line, however long, so that it can be copied.
func (p *page) scheduleLine(title string, s *search.Schedule) {
	p.Heading(title)
	p.Line(layout.Plain("gilsim replay " + shellQuoted(s.String())))
}

// shellQuoted quotes a text for a shell.
func shellQuoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// jsonRescheduled is the replay of a schedule.
type jsonRescheduled struct {
	Followed bool     `json:"followed"` // it fits everywhere
	Drift    []string `json:"drift"`    // where it does not
	Result   string   `json:"result"`
	OK       bool     `json:"ok"`
	Judged   bool     `json:"judged"`   // somebody says which results are right
	Schedule string   `json:"schedule"` // of the run that was made
}

// Document returns it as JSON.
func (r *Rescheduled) Document() *Document {
	d := NewDocument("replay")
	d.Describe(r.Info)
	d.Schedule = &jsonRescheduled{
		len(r.Replayed.Drift) == 0, append([]string{}, r.Replayed.Drift...), r.Replayed.Result, r.Replayed.OK, r.Judged, r.Replayed.Schedule.String(),
	}
	return d
}
