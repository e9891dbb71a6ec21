// This file writes the report of many seeds: each result, how often it came out, and a seed that gives it.

package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/trace/view"
)

// shownOutcomes is how many results are shown each by itself.
const shownOutcomes = 20

// SweepPage shows each result of a sweep, how often it came out, and a seed that gives it. The info is that of all its runs.
func SweepPage(info experiment.Info, w *experiment.Sweep, width int) *layout.Page {
	p := newPage(width)
	p.title(info, w.Seeds)
	p.Blank()
	p.outcomes(w)
	return &p.Page
}

func (p *page) outcomes(w *experiment.Sweep) {
	shown := w.Results[:min(len(w.Results), shownOutcomes)]
	name := 0
	for _, o := range shown {
		name = max(name, layout.Width(o.Text))
	}
	name = min(name, p.Width/2)
	for _, o := range shown {
		p.outcomeLine(&o, name, len(w.Walls), w.Results[0].Count)
	}
	if rest := w.Results[len(shown):]; len(rest) > 0 {
		runs := 0
		for _, o := range rest {
			runs += o.Count
		}
		p.Note("… and " + layout.Plural(len(rest), "other result") + " in " + layout.Plural(runs, "run"))
	}
	p.Blank()
	p.List("",
		layout.Plain(layout.Plural(len(w.Walls), "run")), layout.Plain(layout.Plural(len(w.Results), "result")), layout.Plain(judged(w)))
	p.Note("with --seed in place of --seeds the same command shows one of them")
}

// judged says in how many runs the program's check holds, or that there is none.
func judged(w *experiment.Sweep) string {
	if slices.ContainsFunc(w.Results, func(o experiment.Result) bool { return o.Open }) {
		return notJudged
	}
	return "the program's check holds in " + layout.Count(w.Right) + " of them: " + layout.Percent(100*float64(w.Right)/float64(len(w.Walls)))
}

// outcomeLine adds a result: the verdict, how often it came out, a bar, and its seed.
func (p *page) outcomeLine(o *experiment.Result, name, runs, most int) {
	verdict := layout.Styled(layout.StyleGood, "✓ ")
	style := view.StyleRunning
	switch {
	case o.Open:
		verdict = layout.Plain("  ")
	case !o.Right:
		verdict, style = layout.Styled(view.StyleFailure, "✗ "), view.StyleLock
	}
	seed := "  seed " + strconv.FormatUint(o.Seed, 10)
	left := layout.Pad(layout.Truncate(o.Text, name), name) + layout.PadLeft(layout.Count(o.Count), 2+len(layout.Count(most))) +
		layout.PadLeft(layout.Percent(100*float64(o.Count)/float64(runs)), 2+len("100 %")) + "  "
	room := max(0, min(barWidth, p.Width-2-layout.Width(left)-len("  seed 1,000,000")))
	bar := max(1, o.Count*room/runs)
	p.Line(verdict, layout.Plain(left), layout.Styled(style, strings.Repeat("█", min(bar, room))), layout.Plain(strings.Repeat(" ", room-min(bar, room))),
		layout.Styled(view.StyleNote, seed))
}

// SweepDocument returns a sweep as JSON: what all runs have in common as one, and the results.
func SweepDocument(info experiment.Info, w *experiment.Sweep) *Document {
	d := NewDocument("run")
	d.Describe(info)
	r := newJSONRun(info)
	r.Repeats, r.Wall = len(w.Walls), wallOf(w)
	d.Runs, d.Interrupted = append(d.Runs, r), w.Interrupted()
	for _, o := range w.Results {
		d.Outcomes = append(d.Outcomes, jsonOutcome{o.Text, o.Count, o.Seed})
	}
	return d
}

func wallOf(w *experiment.Sweep) *spread {
	times := slices.Sorted(slices.Values(w.Walls))
	return &spread{
		Median: seconds(measure.Quantile(times, 50)),
		Min:    seconds(times[0]),
		Max:    seconds(times[len(times)-1]),
		N:      len(times),
	}
}
