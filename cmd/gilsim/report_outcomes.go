// This file writes the report of many seeds: each result, how often it came out, and a seed that gives it.

package main

import (
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace/view"
)

// shownOutcomes is how many results are shown each by itself.
const shownOutcomes = 20

// outcomes adds a line for each result, and a sum.
func (p *page) outcomes(w *sweep) {
	shown := w.outcomes[:min(len(w.outcomes), shownOutcomes)]
	name := 0
	for _, o := range shown {
		name = max(name, width(o.result))
	}
	name = min(name, p.width/2)
	for _, o := range shown {
		p.outcomeLine(&o, name, len(w.runs), w.outcomes[0].count)
	}
	if rest := w.outcomes[len(shown):]; len(rest) > 0 {
		runs := 0
		for _, o := range rest {
			runs += o.count
		}
		p.note("… and " + plural(len(rest), "other result") + " in " + plural(runs, "run"))
	}
	p.blank()
	p.list("",
		plain(plural(len(w.runs), "run")), plain(plural(len(w.outcomes), "result")),
		plain("the program's check holds in "+count(w.right)+" of them: "+percent(100*float64(w.right)/float64(len(w.runs)))))
	p.note("with --seed in place of --seeds the same command shows one of them")
}

// outcomeLine adds a result: the verdict, how often it came out, a bar, and its seed.
func (p *page) outcomeLine(o *outcome, name, runs, most int) {
	verdict := styled(styleGood, "✓ ")
	style := view.StyleRunning
	if !o.right {
		verdict, style = styled(view.StyleFailure, "✗ "), view.StyleLock
	}
	seed := "  seed " + strconv.FormatUint(o.seed, 10)
	left := pad(cut(o.result, name), name) + padLeft(count(o.count), 2+len(count(most))) +
		padLeft(percent(100*float64(o.count)/float64(runs)), 2+len("100 %")) + "  "
	room := max(0, min(barWidth, p.width-2-width(left)-len("  seed 1,000,000")))
	bar := max(1, o.count*room/runs)
	p.line(verdict, plain(left), styled(style, strings.Repeat("█", min(bar, room))), plain(strings.Repeat(" ", room-min(bar, room))),
		styled(view.StyleNote, seed))
}
