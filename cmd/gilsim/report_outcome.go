// This file writes the end of a report: what the program printed, its own figures, and what came out.

package main

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/gilsim/gilsim/trace/view"
)

// printed adds the last lines that the program printed, unless it printed nothing but its result.
func (p *page) printed(l *lastLines, info runInfo) {
	only := len(l.lines) == 1 && info.outcome != nil && l.lines[0] == info.outcome.Result+"\n"
	if len(l.lines) == 0 || only {
		return
	}
	label := "Output"
	if l.more > 0 {
		p.list(label, styled(view.StyleNote, "… "+plural(l.more, "line")+" before these"))
		label = ""
	}
	for _, line := range l.lines {
		for text := range strings.Lines(line) {
			text = strings.TrimSuffix(text, "\n")
			p.line(styled(styleTitle, pad(label, labelWidth)), plain(cut(text, p.width-labelWidth)))
			label = ""
		}
	}
}

// outcome adds what the program says of its run.
func (p *page) outcome(info runInfo) {
	if info.failure != nil {
		p.list("Result", styled(view.StyleFailure, "✗ "+failureKind(info.failure)))
	}
	if recorded := new(recordedFailure); errors.As(info.failure, &recorded) { // that of a run goes to standard error
		p.failure(recorded)
	}
	if info.outcome == nil {
		return
	}
	p.metrics(info)
	p.latencies(info.outcome.Latencies)
	p.result(info)
}

// failure adds why a run failed, line by line.
func (p *page) failure(err error) {
	for line := range strings.Lines(err.Error()) {
		p.line(plain(strings.TrimSuffix(line, "\n")))
	}
}

// metrics adds the program's own figures.
func (p *page) metrics(info runInfo) {
	var cells []view.Cell
	for _, m := range info.outcome.Metrics {
		cells = append(cells, plain(m.Name+" "+figure(m.Value)))
	}
	if len(cells) > 0 {
		p.list("Figures", cells...)
	}
}

// latencies adds the spread of the program's latencies.
func (p *page) latencies(list []time.Duration) {
	if len(list) == 0 {
		return
	}
	sorted := slices.Sorted(slices.Values(list))
	p.list("Latency",
		plain("median "+duration(quantile(sorted, 50))),
		plain("p95 "+duration(quantile(sorted, 95))),
		plain("p99 "+duration(quantile(sorted, 99))),
		plain("of "+count(len(list))))
}

// quantile returns the smallest of the sorted values that so many percent of them do not exceed.
func quantile(sorted []time.Duration, percent int) time.Duration {
	rank := (len(sorted)*percent + 99) / 100
	return sorted[max(rank, 1)-1]
}

// result adds what came out, and whether it is right.
func (p *page) result(info runInfo) {
	verdict := styled(styleGood, "✓ right")
	if !info.outcome.OK {
		verdict = styled(view.StyleFailure, "✗ want "+info.outcome.Want)
	}
	p.list("Result", plain(info.outcome.Result), verdict)
}
