// This file writes a matrix as text, as a table for a document, and for a spreadsheet.

package main

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace/view"
)

// The words for the two machines in tables.
const (
	wordPredicted = "predicted"
	wordMeasured  = "measured"
)

// matrix adds the matrix.
func (p *page) matrix(m *matrix) {
	info := m.cells[0].info()
	program := []view.Cell{styled(styleTitle, info.workload)}
	for _, param := range info.params {
		if param.Key != paramThreads && (m.family == nil || param.Key != m.family.varies) {
			program = append(program, plain(param.Key+" "+grouped3(param.Value)))
		}
	}
	p.list("", append(program, m.machineCells()...)...)
	p.blank()
	m.table().drawOn(p)
	p.blank()
	p.failures(m)
	for _, line := range wrap(m.meaning(), p.width) {
		p.line(plain(line))
	}
	p.note(m.remark())
}

// machineCells says what the runs of all cells have in common.
func (m *matrix) machineCells() []view.Cell {
	cells := []view.Cell{plain(plural(m.cores, "core"))}
	if m.predicts {
		cells = append(cells, plain("seed "+strconv.FormatUint(m.cells[0].machine.Seed, 10)))
	}
	if n := m.repeats(); n > 0 {
		cells = append(cells, plain("medians of "+plural(n, "repeat")))
	}
	if python := m.cells[0].python; python != "" {
		cells = append(cells, plain("speed of CPython "+python))
	}
	return cells
}

// repeats returns how often each real run was repeated at least.
func (m *matrix) repeats() int {
	least := math.MaxInt
	for _, c := range m.cells {
		if c.measured != nil && c.failure() == nil {
			least = min(least, len(c.measured.Results))
		}
	}
	if least == math.MaxInt {
		return 0
	}
	return least
}

// failures adds why runs failed, and which results are wrong.
func (p *page) failures(m *matrix) {
	for _, c := range m.cells {
		name := lockName(c.lock) + ", " + c.name()
		if err := c.failed(); err != nil {
			p.list("", styled(view.StyleFailure, "✗ "+name), plain(firstLine(err)))
			continue
		}
		if first, runs := c.wrong(); first != nil {
			p.list("", styled(view.StyleFailure, "✗ "+name), plain("wrong in "+count(runs)+" of "+plural(len(c.outcomes), "real run")+": "+first.Result))
		}
	}
}

// firstLine returns the first line of what an error says.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// remark says how the figures are to be read.
func (m *matrix) remark() string {
	text := "relative time is that per bytecode, over that with one thread; speed-up is the reverse"
	if m.family != nil {
		text = "received in: from when a request was sent until the server had it"
	}
	if m.predicts && m.measures {
		text += "; the error is that of the time"
	}
	if noise := m.noise(); noise > measure.TooNoisy {
		text += "; a run differs from itself by " + percent(noise) + ": too noisy"
	}
	if others := m.others.loud(); others != "" {
		text += "; " + others
	}
	return text
}

// noise returns what the time of a run differs by from itself in percent: that of the noisiest cell.
func (m *matrix) noise() float64 {
	noise := 0.0
	for _, c := range m.cells {
		if c.measured == nil {
			continue
		}
		if own := c.measured.Spread(measure.Wall).NoisePercent(); own > noise {
			noise = own
		}
	}
	return noise
}

// table returns the table: a row for each machine of each cell.
func (m *matrix) table() *table {
	t := &table{columns: []column{{title: "gil", left: true}, {title: "threads"}, {left: true}, {title: "relative", spare: 3},
		{title: "speed-up"}, {title: "CPU", spare: 2}, {title: "gave up/s", spare: 4}, {title: "hand-overs", spare: 5},
		{title: "longest wait", spare: 6}, {title: "in vain", spare: 7}}}
	if m.family != nil {
		t.columns = familyColumns(m.family.varies)
	}
	if m.predicts && m.measures {
		t.columns = append(t.columns, column{title: "error", spare: 1})
	}
	for _, row := range m.texts() {
		t.add(row...)
	}
	return t
}

// texts returns the texts of the table.
func (m *matrix) texts() [][]string {
	var rows [][]string
	for _, c := range m.cells {
		lock := lockName(c.lock)
		if c.lock.Discipline == gil.Interval && c.lock.Interval != gil.DefaultInterval {
			lock += " " + shortDuration(c.lock.Interval)
		}
		which := count(c.threads)
		if m.family != nil {
			which = c.model
		}
		switch predicted, measured := m.textsOf(c.prediction()), m.textsOf(c.measurement()); {
		case m.predicts && m.measures:
			rows = append(rows, slices.Concat([]string{lock, which, wordPredicted}, predicted, []string{""}),
				slices.Concat([]string{"", "", wordMeasured}, measured, []string{c.error().errorText()}))
		case m.predicts:
			rows = append(rows, slices.Concat([]string{lock, which, wordPredicted}, predicted))
		default:
			rows = append(rows, slices.Concat([]string{lock, which, wordMeasured}, measured))
		}
	}
	return rows
}

// textsOf returns the figures of the table's columns.
func (m *matrix) textsOf(r *reading) []string {
	if m.family != nil {
		return r.familyTexts()
	}
	return r.texts()
}

// texts returns the figures of the table's columns, from the relative time on.
func (r *reading) texts() []string {
	specs := figureSpecs()
	ratio := &figureSpec{quantity: quantityRatio}
	row := []string{cellText(ratio, r.relative), cellText(ratio, r.speedup)}
	for i, f := range specs {
		switch f.key {
		case "cpu_percent", "voluntary_per_second", "handovers", "longest_wait_seconds", "failed_percent":
			row = append(row, withoutUnit(cellText(&f, r.figures[i])))
		}
	}
	return row
}

// withoutUnit returns the text of a rate without its unit, which the title of the column has.
func withoutUnit(text string) string { return strings.TrimSuffix(text, "/s") }

// cellText returns a figure, or a dash for one that there is not.
func cellText(f *figureSpec, s measure.Spread) string {
	if !s.Known() {
		return "–"
	}
	return f.text(s.Median, true)
}

// markdown returns the matrix as a table of Markdown, and what it means.
func (m *matrix) markdown() string {
	var b strings.Builder
	line := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	var titles, rule []string
	for _, c := range m.table().columns {
		titles = append(titles, c.title)
		if c.left {
			rule = append(rule, "---")
		} else {
			rule = append(rule, "---:")
		}
	}
	line(titles)
	line(rule)
	for _, row := range m.texts() {
		line(row)
	}
	b.WriteString("\n" + sentence(m.meaning()) + "\n\n" + sentence(m.remark()) + "\n")
	return b.String()
}

// sentence returns a text with a capital at its beginning and a full stop at its end.
func sentence(text string) string {
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// csv returns the matrix as records: a line for each machine of each cell, a figure that is not known empty.
func (m *matrix) csv() [][]string {
	head := []string{"workload", "gil", "switch_interval_seconds", "threads", "model", "cores", "machine", "relative_time", "speed_up"}
	for _, f := range figureSpecs() {
		head = append(head, f.key)
	}
	records := [][]string{append(head, "wall_seconds_min", "wall_seconds_max", "repeats", "noise_percent", "error_percent", "inside_noise")}
	for _, c := range m.cells {
		if m.predicts {
			records = append(records, append(c.record(machineSimulated, c.prediction()), "", ""))
		}
		if m.measures {
			e := c.error()
			records = append(records, append(c.record(machineReal, c.measurement()), decimal(e.error()), strconv.FormatBool(e.inside())))
		}
	}
	return records
}

// record returns the record of one machine, but for its errors.
func (c *cell) record(machine string, r *reading) []string {
	interval := ""
	if c.lock.Discipline == gil.Interval {
		interval = decimal(c.lock.Interval.Seconds())
	}
	record := []string{c.program.Name, c.lock.Discipline.String(), interval, strconv.Itoa(c.threads), c.model, strconv.Itoa(c.machine.Cores),
		machine, decimalOf(r.relative), decimalOf(r.speedup)}
	for _, s := range r.figures {
		record = append(record, decimalOf(s))
	}
	wall := r.figures[0]
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
