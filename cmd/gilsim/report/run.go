// This file shows a run as a report: the timeline, then everything in figures, then what came out.

package report

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// reportThreads is how many threads a report shows each by itself where nothing else is said.
const reportThreads = 16

// A reportView gathers a report while the run goes on. Its room does not depend on how long that is.
type reportView struct {
	trace.Tee
	timeline *view.Timeliner
	summary  *trace.Summarizer
	printed  *lastLines
	width    int
	rows     int // how many threads have one
}

func newReportView(names *trace.Names, opt ViewOptions) *reportView {
	time := opt.Time
	time.Width, time.Threads = opt.Width, cmp.Or(time.Threads, reportThreads)
	v := &reportView{
		timeline: view.NewTimeliner(names, time),
		summary:  trace.NewSummarizer(names),
		printed:  &lastLines{names: names},
		width:    opt.Width,
		rows:     time.Threads,
	}
	v.Tee = trace.Tee{v.timeline, v.summary, v.printed}
	return v
}

func (v *reportView) Summary() *trace.Summary { return v.summary.Summary() }

func (v *reportView) Draw(out io.Writer, paint layout.Paint, info experiment.Info) error {
	sum := v.summary.Summary()
	p := newPage(v.width)
	p.title(info, 1)
	p.Blank()
	p.AddPicture(v.timeline.Picture())
	p.Blank()
	p.cpu(sum, info.Cores)
	p.Blank()
	p.threads(sum, info.Locked(), v.rows)
	p.Blank()
	p.greenlets(sum, v.rows)
	if info.Locked() {
		p.lock(&sum.Lock)
	}
	p.switches(sum)
	p.Blank()
	p.printed(v.printed, info)
	p.outcome(info)
	return p.Write(out, paint)
}

// A lastLines is a recorder that keeps the last lines that the program prints.
type lastLines struct {
	names *trace.Names
	lines []string
	more  int64 // lines before those
}

const maxLines = 8

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

// The bars of the cores.
const (
	barWidth  = 40
	shownBars = 8 // cores with a bar; the others are summed up
)

// cpu adds the processor use: of all cores together, in percent of one, and of each.
func (p *page) cpu(sum *trace.Summary, cores int) {
	p.List("CPU use",
		layout.Styled(view.StyleRunning, layout.Percent(sum.CPUPercent)+" of one core"),
		layout.Plain(layout.Duration(sum.CPU)+" of CPU time in "+layout.Duration(sum.Wall)))
	if len(sum.Busy) == 0 {
		return // a real machine does not tell
	}
	busy := make([]time.Duration, max(cores, len(sum.Busy)))
	copy(busy, sum.Busy)
	for core, b := range busy {
		if core == shownBars {
			p.otherCores(busy[core:], sum.Wall)
			return
		}
		p.core("core "+strconv.Itoa(core), b, sum.Wall)
	}
}

func (p *page) core(name string, busy, wall time.Duration) {
	share := 0.0
	if wall > 0 {
		share = float64(busy) / float64(wall)
	}
	full := min(barWidth, p.Width-layout.LabelWidth-len("100 %  "))
	filled := int(share*float64(full) + 0.5)
	p.Line(layout.Plain(layout.Pad("  "+name, layout.LabelWidth)+layout.PadLeft(layout.Percent(100*share), len("100 %"))+"  "),
		layout.Styled(view.StyleRunning, strings.Repeat("█", filled)),
		layout.Styled(view.StyleNote, strings.Repeat("·", full-filled)))
}

func (p *page) otherCores(busy []time.Duration, wall time.Duration) {
	var all time.Duration
	for _, b := range busy {
		all += b
	}
	share := 0.0
	if wall > 0 {
		share = 100 * float64(all) / float64(wall)
	}
	p.Line(layout.Plain(strings.Repeat(" ", layout.LabelWidth) + layout.Percent(share) + " on " + layout.Plural(len(busy), "other") + " together"))
}

func (p *page) lock(l *trace.LockSummary) {
	failed := "nobody was woken for it"
	if l.Wakeups > 0 {
		failed = layout.Percent(100*l.FailedShare) + " of " + layout.Plural(l.Wakeups, "wake-up") + " found it taken"
	}
	p.List("Lock",
		layout.Plain(layout.Plural(l.Acquisitions, "acquisition")),
		layout.Plain(layout.Plural(l.Handoffs, "hand-over")),
		layout.Plain(layout.Count(l.Forced)+" on request"),
		layout.Plain("longest wait "+layout.Duration(l.Waits.Longest)),
		layout.Plain(failed))
}

// switches adds how often threads left their cores, of their own accord or not, and why.
func (p *page) switches(sum *trace.Summary) {
	all := experiment.Total(sum.Threads)
	cells := []view.Cell{layout.Plain("gave up core " + layout.Count(all.Voluntary)), layout.Plain("lost it " + layout.Count(all.Forced))}
	for _, s := range sum.Switches {
		if s.Count > 0 {
			cells = append(cells, layout.Plain(s.Reason+" "+layout.Count(s.Count)))
		}
	}
	p.List("Switches", cells...)
}

// printed adds the last lines that the program printed, unless it printed nothing but its result.
func (p *page) printed(l *lastLines, info experiment.Info) {
	only := len(l.lines) == 1 && info.Outcome != nil && l.lines[0] == info.Outcome.Result+"\n"
	if len(l.lines) == 0 || only {
		return
	}
	label := "Output"
	if l.more > 0 {
		p.List(label, layout.Styled(view.StyleNote, "… "+layout.Plural(l.more, "line")+" before these"))
		label = ""
	}
	for _, line := range l.lines {
		for text := range strings.Lines(line) {
			text = strings.TrimSuffix(text, "\n")
			p.Line(layout.Styled(layout.StyleTitle, layout.Pad(label, layout.LabelWidth)), layout.Plain(layout.Truncate(text, p.Width-layout.LabelWidth)))
			label = ""
		}
	}
}

func (p *page) outcome(info experiment.Info) {
	if info.Failure != nil {
		p.List("Result", layout.Styled(view.StyleFailure, "✗ "+experiment.FailureKind(info.Failure)))
	}
	if recorded := new(experiment.RecordedFailure); errors.As(info.Failure, &recorded) { // that of a run goes to standard error
		p.failure(recorded)
	}
	if info.Outcome == nil {
		return
	}
	p.metrics(info)
	p.latencies(info.Outcome.Latencies)
	p.result(info)
}

func (p *page) failure(err error) {
	for line := range strings.Lines(err.Error()) {
		p.Line(layout.Plain(strings.TrimSuffix(line, "\n")))
	}
}

func (p *page) metrics(info experiment.Info) {
	var cells []view.Cell
	for _, m := range info.Outcome.Metrics {
		cells = append(cells, layout.Plain(m.Name+" "+layout.Shortest(m.Value)))
	}
	if len(cells) > 0 {
		p.List("Figures", cells...)
	}
}

func (p *page) latencies(list []time.Duration) {
	if len(list) == 0 {
		return
	}
	sorted := slices.Sorted(slices.Values(list))
	p.List("Latency",
		layout.Plain("median "+layout.Duration(measure.Quantile(sorted, 50))),
		layout.Plain("p95 "+layout.Duration(measure.Quantile(sorted, 95))),
		layout.Plain("p99 "+layout.Duration(measure.Quantile(sorted, 99))),
		layout.Plain("of "+layout.Count(len(list))))
}

func (p *page) result(info experiment.Info) {
	verdict := layout.Styled(layout.StyleGood, "✓ right")
	switch {
	case info.Outcome.Wrong != "":
		verdict = layout.Styled(view.StyleFailure, "✗ "+info.Outcome.Wrong)
	case !info.Outcome.OK:
		verdict = layout.Styled(view.StyleFailure, "✗ want "+info.Outcome.Want)
	case info.Outcome.Open:
		verdict = layout.Styled(view.StyleNote, notJudged)
	}
	p.List("Result", layout.Plain(info.Outcome.Result), verdict)
}
