// This file writes a matrix: on a page, as a table for a document or a spreadsheet, as charts.

package report

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/plot"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace/view"
)

const (
	wordPredicted = "predicted"
	wordMeasured  = "measured"
)

// MatrixPage shows a matrix as a table, and says what it means.
func MatrixPage(m *experiment.Matrix, width int) *layout.Page {
	p := newPage(width)
	info := m.Cells[0].Info()
	program := []view.Cell{layout.Styled(layout.StyleTitle, info.Workload)}
	for _, param := range info.Params {
		if param.Key != experiment.ParamThreads && (m.Family == nil || !m.Family.Varying(param.Key)) {
			program = append(program, layout.Plain(param.Key+" "+grouped3(param.Value)))
		}
	}
	p.List("", append(program, machineCells(m)...)...)
	p.Blank()
	p.Table(matrixTable(m))
	p.Blank()
	p.failures(m)
	p.Paragraphs(meaning(m))
	p.Note(remark(m))
	return &p.Page
}

// machineCells says what the runs of all cells have in common.
func machineCells(m *experiment.Matrix) []view.Cell {
	cells := []view.Cell{layout.Plain(layout.Plural(m.Cores, "core"))}
	if m.Predicts {
		cells = append(cells, layout.Plain("seed "+strconv.FormatUint(m.Cells[0].Machine.Seed, 10)))
	}
	if n, _ := experiment.LeastRepeats(m.Sides()); n > 0 {
		cells = append(cells, layout.Plain("medians of "+layout.Plural(n, "repeat")))
	}
	if python := m.Cells[0].Python; python != "" {
		cells = append(cells, layout.Plain("speed of CPython "+python))
	}
	return cells
}

// failures adds why runs failed, and which results are wrong.
func (p *page) failures(m *experiment.Matrix) {
	for _, c := range m.Cells {
		name := LockName(c.Lock()) + ", " + CellName(c)
		if err := c.Failed(); err != nil {
			p.List("", layout.Styled(view.StyleFailure, "✗ "+name), layout.Plain(firstLine(err)))
			continue
		}
		if first, runs := c.Wrong(); first != nil {
			p.List("", layout.Styled(view.StyleFailure, "✗ "+name), layout.Plain("wrong in "+layout.Count(runs)+" of "+layout.Plural(len(c.Outcomes), "real run")+": "+first.Result))
		}
	}
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// remark says how the figures are to be read.
func remark(m *experiment.Matrix) string {
	text := "relative time is that per bytecode, over that with " + baseName(m) + "; speed-up is the reverse"
	foretold := "the time"
	if m.Family != nil {
		text, foretold = familyRemark(m)
	}
	if m.Predicts && m.Measures {
		text += "; the error is that of " + foretold
	}
	text += ownProcesses(m)
	if noise := experiment.NoisePercent(m.Sides()); noise > measure.TooNoisy {
		text += "; a run differs from itself by " + layout.Percent(noise) + ": too noisy"
	}
	if others := othersText(&m.Others); others != "" {
		text += "; " + others
	}
	return text
}

// matrixTable returns the table: a row for each machine of each cell.
func matrixTable(m *experiment.Matrix) *layout.Table {
	t := &layout.Table{Columns: []layout.Column{{Title: "gil", Left: true}, {Title: "threads"}, {Left: true}, {Title: "relative", Spare: 3},
		{Title: "speed-up"}, {Title: "CPU", Spare: 2}, {Title: "gave up/s", Spare: 4}, {Title: "hand-overs", Spare: 5},
		{Title: "longest wait", Spare: 6}, {Title: "in vain", Spare: 7}}}
	if m.Family != nil {
		t.Columns = familyColumns(m.Family)
	}
	if m.Predicts && m.Measures {
		t.Columns = append(t.Columns, layout.Column{Title: "error", Spare: 1})
	}
	for _, row := range rowTexts(m) {
		t.Add(row...)
	}
	return t
}

func rowTexts(m *experiment.Matrix) [][]string {
	var rows [][]string
	for _, c := range m.Cells {
		lock := LockName(c.Lock())
		if c.Lock().Discipline == gil.Interval && c.Lock().Interval != gil.DefaultInterval {
			lock += " " + layout.Compact(c.Lock().Interval)
		}
		which := layout.Count(c.Threads)
		if m.Family != nil {
			which = c.Model
		}
		switch predicted, measured := readingTexts(m, c.Prediction()), readingTexts(m, c.Measurement()); {
		case m.Predicts && m.Measures:
			rows = append(rows, slices.Concat([]string{lock, which, wordPredicted}, predicted, []string{""}),
				slices.Concat([]string{"", "", wordMeasured}, measured, []string{errorText(m.Foretold(c))}))
		case m.Predicts:
			rows = append(rows, slices.Concat([]string{lock, which, wordPredicted}, predicted))
		default:
			rows = append(rows, slices.Concat([]string{lock, which, wordMeasured}, measured))
		}
	}
	return rows
}

// readingTexts returns the figures of the table's columns, from the relative time on, or those of a family.
func readingTexts(m *experiment.Matrix, r *experiment.Reading) []string {
	if m.Family != nil {
		return familyTexts(m.Family, r)
	}
	ratio := &experiment.Figure{Quantity: experiment.QuantityRatio}
	row := []string{cellText(ratio, r.Relative), cellText(ratio, r.Speedup)}
	for i, f := range experiment.Figures() {
		switch f.Key {
		case "cpu_percent", "voluntary_per_second", "handovers", "longest_wait_seconds", "failed_percent":
			row = append(row, withoutUnit(cellText(&f, r.Figures[i])))
		}
	}
	return row
}

// withoutUnit returns the text of a rate without its unit, which the title of the column has.
func withoutUnit(text string) string { return strings.TrimSuffix(text, "/s") }

// cellText returns a figure, or a dash for one that there is not.
func cellText(f *experiment.Figure, s measure.Spread) string {
	if !s.Known() {
		return "–"
	}
	return figureText(f, s.Median, true)
}

// MatrixMarkdown returns a matrix as a table of Markdown, and what it means.
func MatrixMarkdown(m *experiment.Matrix) string {
	var b strings.Builder
	line := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	var titles, rule []string
	for _, c := range matrixTable(m).Columns {
		titles = append(titles, c.Title)
		if c.Left {
			rule = append(rule, "---")
		} else {
			rule = append(rule, "---:")
		}
	}
	line(titles)
	line(rule)
	for _, row := range rowTexts(m) {
		line(row)
	}
	b.WriteString("\n" + sentence(meaning(m)) + "\n\n" + sentence(remark(m)) + "\n")
	return b.String()
}

// sentence returns a text with a capital at its beginning and a full stop at its end.
func sentence(text string) string {
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// MatrixCSV returns a matrix as records: a line for each machine of each cell, a figure that is not known empty.
func MatrixCSV(m *experiment.Matrix) [][]string {
	head := []string{"workload", "gil", "switch_interval_seconds", "threads", "model", "cores", "machine", "relative_time", "speed_up"}
	for _, f := range experiment.Figures() {
		head = append(head, f.Key)
	}
	records := [][]string{append(head, "wall_seconds_min", "wall_seconds_max", "repeats", "noise_percent", "error_percent", "inside_noise")}
	for _, c := range m.Cells {
		if m.Predicts {
			records = append(records, append(csvRecord(c, machineSimulated, c.Prediction()), "", ""))
		}
		if m.Measures {
			e := m.Foretold(c)
			records = append(records, append(csvRecord(c, machineReal, c.Measurement()), decimal(e.Error()), strconv.FormatBool(e.Inside())))
		}
	}
	return records
}

// csvRecord returns the record of one machine, but for its errors.
func csvRecord(c *experiment.Cell, machine string, r *experiment.Reading) []string {
	interval := ""
	if c.Lock().Discipline == gil.Interval {
		interval = decimal(c.Lock().Interval.Seconds())
	}
	record := []string{c.Program.Name, c.Lock().Discipline.String(), interval, strconv.Itoa(c.Threads), c.Model, strconv.Itoa(c.Machine.Cores),
		machine, decimalOf(r.Relative), decimalOf(r.Speedup)}
	for _, s := range r.Figures {
		record = append(record, decimalOf(s))
	}
	wall := r.Figures[0]
	if !wall.Known() {
		return append(record, "", "", "0", "")
	}
	return append(record, decimal(wall.Min), decimal(wall.Max), strconv.Itoa(wall.N), decimal(wall.NoisePercent()))
}

// decimalOf returns the median of a figure, "" if it is not known.
func decimalOf(s measure.Spread) string {
	if !s.Known() {
		return ""
	}
	return decimal(s.Median)
}

// decimal returns a number for a spreadsheet, "" for none.
func decimal(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', 10, 64)
}

// MatrixCharts returns the charts of a matrix: a curve for each lock and machine.
func MatrixCharts(m *experiment.Matrix) []plot.Chart {
	on := m.Program.Name + " on " + layout.Plural(m.Cores, "core")
	return []plot.Chart{
		{Title: "Speed-up of " + on, X: "threads", Y: "times as fast per bytecode as one thread",
			Curves: curves(m, func(r *experiment.Reading) measure.Spread { return r.Speedup })},
		{Title: "CPU use of " + on, X: "threads", Y: "percent of one core",
			Curves: curves(m, func(r *experiment.Reading) measure.Spread { return r.Of("cpu_percent") })},
	}
}

// curves returns the curves of a figure, lock by lock: first the predicted one, dashed, then the measured one.
func curves(m *experiment.Matrix, figure func(r *experiment.Reading) measure.Spread) []plot.Curve {
	var curves []plot.Curve
	for i, base := range bases(m) {
		name := LockName(base.Lock())
		if base.Lock().Discipline == gil.Interval {
			name += " " + layout.Compact(base.Lock().Interval)
		}
		cells := cellsOf(m, base)
		curves = append(curves,
			plot.Curve{Name: name + ", " + wordPredicted, Color: i, Dashed: true, Points: points(cells, (*experiment.Cell).Prediction, figure)},
			plot.Curve{Name: name + ", " + wordMeasured, Color: i, Points: points(cells, (*experiment.Cell).Measurement, figure)})
	}
	return curves
}

// bases returns the cell with one thread of each lock.
func bases(m *experiment.Matrix) []*experiment.Cell {
	var bases []*experiment.Cell
	for _, c := range m.Cells {
		if c == c.Base {
			bases = append(bases, c)
		}
	}
	return bases
}

// cellsOf returns the cells of a lock, by the number of threads.
func cellsOf(m *experiment.Matrix, base *experiment.Cell) []*experiment.Cell {
	var cells []*experiment.Cell
	for _, c := range m.Cells {
		if c.Base == base {
			cells = append(cells, c)
		}
	}
	slices.SortFunc(cells, func(a, b *experiment.Cell) int { return a.Threads - b.Threads })
	return cells
}

func points(cells []*experiment.Cell, of func(c *experiment.Cell) *experiment.Reading, figure func(r *experiment.Reading) measure.Spread) [][2]float64 {
	var list [][2]float64
	for _, c := range cells {
		if s := figure(of(c)); s.Known() {
			list = append(list, [2]float64{float64(c.Threads), s.Median})
		}
	}
	return list
}
