// This file writes what gilsim's own machine makes of a Python file under several versions of Python: predicted beside measured.

package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace/view"
)

// realVersions adds two rows for each version, predicted and measured, and what must be known to read them.
func (p *page) realVersions(r *experiment.VersionsReport) {
	c := r.Real
	p.Line(layout.Styled(layout.StyleTitle, "On gilsim's own machine, "+layout.Plural(c.Cores, "core")))
	t := &layout.Table{Columns: []layout.Column{{Title: "python", Left: true}, {Title: "lock", Left: true, Spare: 5}, {Left: true}, {Title: "wall time"},
		{Title: "CPU"}, {Title: "gave up/s", Spare: 3}, {Title: "hand-overs", Spare: 2}, {Title: "longest wait", Spare: 4}, {Title: "error", Spare: 1}}}
	for _, cell := range c.Matrix().Cells {
		name, lock := cell.Python, versionLock(&cell.Side)
		if predicted := cell.Prediction(); predicted.Known() {
			t.Add(append([]string{name, lock, wordPredicted}, append(versionTexts(predicted), "")...)...)
			name, lock = "", ""
		}
		if measured := cell.Measurement(); measured.Known() {
			t.Add(append([]string{name, lock, wordMeasured}, append(versionTexts(measured), errorText(cell.Row(experiment.Wall)))...)...)
		}
	}
	if len(t.Rows) > 0 {
		p.Table(t)
		p.Blank()
	}
	p.List("Measuring", measuringVersions(c)...)
	for _, s := range c.Sides {
		if s.Measured == nil {
			continue
		}
		if cells := realCells(s); len(cells) > 0 {
			p.List("", append([]view.Cell{layout.Plain(versionName(s))}, cells...)...)
		}
	}
	p.firstTrouble(r)
}

// firstTrouble adds where in the file the first real run that failed did so, or else what one that is wrong has written to its standard
// error, unless a simulated one has said it. Of the others it is the same, mostly.
func (p *page) firstTrouble(r *experiment.VersionsReport) {
	c := r.Real
	for _, s := range c.Sides {
		if s.Measured == nil {
			continue
		}
		if err := s.Failure(); err != nil {
			p.failure(fmt.Errorf("%s: %w", versionName(s), err))
			return
		}
	}
	if slices.ContainsFunc(r.Versions, func(v *experiment.Version) bool { return v.Trouble != nil }) {
		return
	}
	for _, s := range c.Sides {
		if first, _ := s.Wrong(); first != nil && first.Errors != "" {
			p.failure(fmt.Errorf("%s:\n%s", versionName(s), first.Errors))
			return
		}
	}
}

// versionTexts returns the figures of the table's columns.
func versionTexts(r *experiment.Reading) (row []string) {
	all := experiment.Figures()
	for _, key := range []string{"wall_seconds", "cpu_percent", "voluntary_per_second", "handovers", "longest_wait_seconds"} {
		for i := range all {
			if all[i].Key == key {
				row = append(row, withoutUnit(cellText(&all[i], r.Figures[i])))
			}
		}
	}
	return row
}

// versionLock names the lock of a side as the table of the simulated runs does.
func versionLock(s *experiment.Side) string {
	return lockText(gil.Era{Lock: s.Lock()})
}

// versionName says as which version a file was run, and with which lock where that is not the version's own.
func versionName(s *experiment.Side) string {
	name := "Python " + s.Python
	if era, err := gil.CPython(s.Python); err != nil || era.Lock.Discipline != s.Lock().Discipline {
		name += ", " + LockName(s.Lock())
	}
	return name
}

// measuringVersions says how it was measured, and what a bytecode costs on gilsim's own machine.
func measuringVersions(c *experiment.Comparison) []view.Cell {
	cells := []view.Cell{layout.Plain(repeatsText(c))}
	if noise := experiment.NoisePercent(c.Sides); noise > measure.TooNoisy {
		cells = append(cells, layout.Styled(view.StyleFailure, "a run differs from itself by "+layout.Percent(noise)+": too noisy"))
	} else if !math.IsNaN(noise) {
		cells = append(cells, layout.Plain("a run differs from itself by "+layout.Percent(noise)))
	}
	if text := othersText(&c.Others); text != "" {
		cells = append(cells, layout.Styled(view.StyleFailure, text))
	}
	if c.Real.Pin {
		cells = append(cells, layout.Plain("threads tied to cores"))
	}
	return append(cells, layout.Plain(ownBytecodes(c)))
}

// ownBytecodes says what a bytecode costs on gilsim's own machine, for which the figures are predicted.
func ownBytecodes(c *experiment.Comparison) string {
	least, most, unknown := int64(math.MaxInt64), int64(0), false
	for _, s := range c.Sides {
		if s.Unpredictable {
			unknown = true
			continue
		}
		cost := s.Machine.Bytecode
		least, most = min(least, cost), max(most, cost)
	}
	if most == 0 || unknown {
		return "nothing is predicted where the program executes few bytecodes, or a few of them do nearly all of its work"
	}
	return fmt.Sprintf("a bytecode costs %s to %s ns here: these figures are not CPython's, which --beside=python3 measures", nanoseconds(least), nanoseconds(most))
}
