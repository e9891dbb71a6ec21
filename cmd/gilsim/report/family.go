// This file says what the tables of families have, and which sentence each ends with.

package report

import (
	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
)

// A familyFigure is a column of a family's table: a figure, and how it is called there.
type familyFigure struct{ key, title string }

// familyFigures returns the columns of a family's table.
func familyFigures(f *experiment.Family) []familyFigure {
	if f.Name == experiment.FamilyParallel {
		return []familyFigure{{experiment.Took, "all"}, {"start_seconds", "start"}, {"work_seconds", "work"}, {"cpu_percent", "CPU"}, {"voluntary_per_second", "gave up/s"}}
	}
	if f.Name == experiment.FamilyIPC {
		return []familyFigure{{experiment.RoundTrip, "round trip"}, {experiment.OneWay, "one way"}, {experiment.Megabytes, "MB/s"}, {"cpu_percent", "CPU"}, {"voluntary_per_second", "gave up/s"}}
	}
	return []familyFigure{
		{experiment.Throughput, "requests/s"}, {"latency_median_seconds", "median"}, {"latency_p95_seconds", "p95"}, {"latency_p99_seconds", "p99"},
		{"cpu_percent", "CPU"}, {"voluntary_per_second", "gave up/s"}, {"copy_seconds", "received in"},
	}
}

// familyColumns returns the columns of the table, but for the error.
func familyColumns(f *experiment.Family) []layout.Column {
	columns := []layout.Column{{Title: "gil", Left: true}, {Title: f.Varies, Left: true}, {Left: true}}
	for i, figure := range familyFigures(f) {
		c := layout.Column{Title: figure.title}
		if i > 1 {
			c.Spare = i + 1
		}
		columns = append(columns, c)
	}
	return columns
}

func familyTexts(f *experiment.Family, r *experiment.Reading) []string {
	var row []string
	all := experiment.Figures()
	for _, figure := range familyFigures(f) {
		for i := range all {
			if all[i].Key == figure.key {
				row = append(row, withoutUnit(cellText(&all[i], r.Figures[i])))
			}
		}
	}
	return row
}

// familyRemark says how the figures of a family are to be read, and of which the error is told.
func familyRemark(m *experiment.Matrix) (text, foretold string) {
	if m.Family.Name == experiment.FamilyParallel {
		return "start: all of them with nothing to do; work: all, less that", "all"
	}
	if m.Family.Name == experiment.FamilyIPC {
		text = "behind each kind: the bytes of a message; one way: many after each other, nobody answers"
		if m.Measures {
			text += "; a manager is simulated only"
		}
		return text, "one way"
	}
	return "received in: from when a request was sent until the server had it", "the time"
}

// familySentence says what becomes of what the tutorials say of a family, "" if figures are lacking. Whole says that nothing is to be added.
func familySentence(m *experiment.Matrix) (text string, whole bool) {
	if m.Family.Name == experiment.FamilyParallel {
		return parallelSentence(m), false
	}
	if m.Family.Name == experiment.FamilyIPC {
		return rankingSentence(m), false
	}
	c := m.Claim()
	if c == nil {
		return "the claim is about a lock, and none is compared: leave --gil=off out, or add on", true
	}
	return claimSentence(m, c), false
}
