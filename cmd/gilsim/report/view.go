// This file defines what a view of a run is, and those of a few lines: timeline, program, JSON, the export for browsers.

package report

import (
	"io"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/export"
	"github.com/gilsim/gilsim/trace/view"
)

// A View shows a run. It is told the events while the run goes on, and keeps no more of them than it needs.
type View interface {
	trace.Recorder
	// Draw shows what it was told, and what else is known of the run.
	Draw(out io.Writer, paint layout.Paint, info experiment.Info) error
}

// A SummedView knows the run in figures, too.
type SummedView interface {
	View
	Summary() *trace.Summary
}

// The views of --view.
const (
	ViewReport   = "report"
	ViewColumns  = "columns"
	ViewTimeline = "timeline"
	ViewProgram  = "program"
)

// ViewNames returns what --view takes.
func ViewNames() []string { return []string{ViewReport, ViewColumns, ViewTimeline, ViewProgram} }

// ViewOptions says how a view shows a run.
type ViewOptions struct {
	Width int
	Steps StepOptions          // of columns
	Time  view.TimelineOptions // of the timeline: the part that it shows
}

// NewView returns the view of this name, for a run whose names these are.
func NewView(name string, names *trace.Names, opt ViewOptions) View {
	switch name {
	case ViewColumns:
		return newColumnsView(names, opt)
	case ViewTimeline:
		return newTimelineView(names, opt)
	case ViewProgram:
		return &programView{names: names}
	}
	return newReportView(names, opt)
}

type timelineView struct {
	*view.Timeliner
	names *trace.Names
	only  []string
	width int
}

func newTimelineView(names *trace.Names, opt ViewOptions) *timelineView {
	time := opt.Time
	time.Width, time.Cores = opt.Width, true
	return &timelineView{view.NewTimeliner(names, time), names, time.Only, opt.Width}
}

func (v *timelineView) Draw(out io.Writer, paint layout.Paint, info experiment.Info) error {
	if err := (view.Filter{Threads: v.only}).Check(v.names); err != nil {
		return err
	}
	p := newPage(v.width)
	p.title(info, 1)
	p.Blank()
	p.AddPicture(v.Picture())
	return p.Write(out, paint)
}

// A programView keeps what the program prints. It is not shown at once: a trace may prove to be damaged further on.
type programView struct {
	names *trace.Names
	text  strings.Builder
}

func (v *programView) Record(events []trace.Event) {
	for i := range events {
		if e := &events[i]; e.Kind == trace.Print {
			text, _ := v.names.Text(e.Arg)
			v.text.WriteString(text)
		}
	}
}

func (v *programView) Draw(out io.Writer, _ layout.Paint, _ experiment.Info) error {
	_, err := io.WriteString(out, v.text.String())
	return err
}

// A JSONView sums a run up and writes it as a document.
type JSONView struct {
	*trace.Summarizer
	Document *Document
}

// NewJSONView returns the view of a run by this command.
func NewJSONView(command string, names *trace.Names) *JSONView {
	return &JSONView{trace.NewSummarizer(names), NewDocument(command)}
}

// Draw writes the document.
func (v *JSONView) Draw(out io.Writer, _ layout.Paint, info experiment.Info) error {
	v.Add(info)
	return v.Document.Write(out)
}

// Add puts the run into the document.
func (v *JSONView) Add(info experiment.Info) {
	v.Document.Describe(info)
	v.Document.Runs = append(v.Document.Runs, jsonRunOf(info, v.Summary()))
}

// AddReplay adds how the replay went that the run is.
func (v *JSONView) AddReplay(r *experiment.Replay) { v.Document.Replay = jsonReplayOf(r) }

// AddSummary adds what the trace is that the run was read from.
func (v *JSONView) AddSummary(events int64, sound bool) {
	v.Document.Summary = &jsonSummary{events, sound}
}

// A jsonSummary says what a trace is, besides the run that it holds.
type jsonSummary struct {
	Events int64 `json:"events"`
	Sound  bool  `json:"sound"` // it breaks none of the rules that every run obeys
}

// A chromeView exports a trace, which it must hold as a whole.
type chromeView struct {
	trace.Trace
}

// NewChromeView returns the view at the start of a run.
func NewChromeView(h trace.Header, names *trace.Names) View {
	return &chromeView{trace.Trace{Header: h, Names: names}}
}

func (v *chromeView) Record(events []trace.Event) { v.Events = append(v.Events, events...) }

func (v *chromeView) Draw(out io.Writer, _ layout.Paint, _ experiment.Info) error {
	return export.Chrome(out, &v.Trace)
}
