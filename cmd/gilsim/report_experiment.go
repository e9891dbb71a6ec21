// This file writes the comparison: what was predicted beside what was measured.

package main

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace/view"
)

// comparison adds the table, and what must be known to read it.
func (p *page) experiment(c *experiment) {
	predicted := c.sides[0].predicted != nil
	title := "Measured"
	if predicted {
		title = "Predicted and measured"
	}
	p.line(styled(styleTitle, title+" on "+plural(c.cores, "core")))
	if t := c.table(predicted); len(t.rows) > 0 {
		t.drawOn(p)
		p.blank()
	}
	p.measuring(c)
	p.realResults(c)
	p.useOverTime(c)
}

// table returns the table of all rows.
func (c *experiment) table(predicted bool) *table {
	t := &table{columns: []column{{title: "", left: true}, {title: "predicted"}, {title: "measured"},
		{title: "min … max", spare: 2}, {title: "error", spare: 1}}}
	if !predicted {
		t.columns = []column{{title: "", left: true}, {title: "measured"}, {title: "min … max", spare: 1}}
	}
	var last *side
	for _, r := range c.rows() {
		indent := ""
		if r.side != nil {
			indent = "  "
		}
		if r.side != last && r.side != nil {
			t.add(append([]string{lockName(r.side.lock)}, make([]string, len(t.columns)-1)...)...)
		}
		last = r.side
		cells := []string{indent + r.name, r.text(r.predicted.Median, r.predicted.Known()),
			r.text(r.measured.Median, r.measured.Known()), r.spreadText(), r.errorText()}
		if !predicted {
			cells = []string{cells[0], cells[2], cells[3]}
		}
		t.add(cells...)
	}
	return t
}

// unknown stands for a figure that the system lacks.
const unknown = "n/a"

// text returns a value of the figure.
func (f *figureSpec) text(x float64, known bool) string {
	if !known {
		return unknown
	}
	switch f.quantity {
	case quantityTime:
		return duration(time.Duration(x * float64(time.Second)))
	case quantityPercent:
		return percent(x)
	case quantityRate:
		return short(x) + "/s"
	case quantityRatio:
		return ratioText(x)
	}
	return short(x)
}

// short returns a number in three digits, or all digits before the point.
func short(x float64) string {
	switch {
	case x == math.Trunc(x) || x >= 99.5:
		return count(int64(math.Round(x)))
	case x >= 9.95:
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
	return strconv.FormatFloat(x, 'f', 2, 64)
}

// ratioText returns a ratio, in three digits or so.
func ratioText(x float64) string {
	switch {
	case x >= 99.5:
		return short(x)
	case x < 0.095 && x > 0:
		return strconv.FormatFloat(x, 'g', 2, 64)
	}
	return strconv.FormatFloat(x, 'f', 2, 64)
}

// spreadText returns the least and the greatest of the repeats.
func (r *experimentRow) spreadText() string {
	if r.measured.N < 2 {
		return ""
	}
	low, high := r.text(r.measured.Min, true), r.text(r.measured.Max, true)
	if number, unit, ok := strings.Cut(low, " "); ok && strings.HasSuffix(high, " "+unit) {
		low = number
	}
	return strings.TrimSuffix(low, "/s") + " … " + high
}

// errorText returns how far the prediction is off.
func (r *experimentRow) errorText() string {
	e := r.error()
	switch {
	case math.IsNaN(e):
		return ""
	case r.inside():
		return "inside the noise"
	case r.quantity == quantityPercent:
		return signed(e) + " points"
	}
	return signed(e) + " %"
}

// signed returns a number with its sign, in two digits or more.
func signed(x float64) string {
	decimals := 1
	if math.Abs(x) >= 9.95 {
		decimals = 0
	}
	text := strconv.FormatFloat(x, 'f', decimals, 64)
	if x > 0 {
		text = "+" + text
	}
	return text
}

// measuring adds how it was measured.
func (p *page) measuring(c *experiment) {
	s := c.sides[0]
	cells := []view.Cell{plain(c.repeats())}
	if noise := c.noise(); !math.IsNaN(noise) {
		style := ""
		text := "a run differs from itself by " + percent(noise)
		if c.tooNoisy() {
			style, text = view.StyleFailure, text+": too noisy"
		}
		cells = append(cells, styled(style, text))
	}
	if text := c.others.loud(); text != "" {
		cells = append(cells, styled(view.StyleFailure, text))
	}
	loop := c.real.loop(s.setup)
	cells = append(cells, plain("a bytecode costs "+nanoseconds(loop.Cost())+" ns, wanted "+nanoseconds(s.bytecode())))
	if text := recordingText(s); text != "" {
		cells = append(cells, plain(text))
	}
	if c.real.pin {
		cells = append(cells, plain("threads tied to cores"))
	}
	p.list("Measuring", cells...)
}

// repeats says how many runs there were of each side.
func (c *experiment) repeats() string {
	least := math.MaxInt
	for _, s := range c.sides {
		if s.failure() == nil {
			least = min(least, len(s.measured.Results))
		}
	}
	switch {
	case least == math.MaxInt:
		return "no run ended as it should"
	case c.interrupted:
		return "interrupted after " + c.part(least)
	}
	return "medians of " + plural(least, "repeat")
}

// part says how many repeats there were of those that there were to be.
func (c *experiment) part(repeats int) string {
	return count(min(repeats, c.repeat)) + " of " + plural(c.repeat, "repeat")
}

// noise returns what the wall time of a run differs by from itself, in percent; that of the noisier side.
func (c *experiment) noise() float64 {
	noise := math.NaN()
	for _, s := range c.sides {
		if own := s.measured.Spread(measure.Wall).NoisePercent(); math.IsNaN(noise) || own > noise {
			noise = own
		}
	}
	return noise
}

// tooNoisy reports whether a side is too noisy.
func (c *experiment) tooNoisy() bool {
	for _, s := range c.sides {
		if s.measured.Noisy() {
			return true
		}
	}
	return false
}

// nanoseconds returns picoseconds in nanoseconds.
func nanoseconds(picoseconds int64) string {
	return strconv.FormatFloat(float64(picoseconds)/1000, 'f', 2, 64)
}

// recordingText says what recording costs, "" if it is not known.
func recordingText(s *side) string {
	over, inside, known := s.overhead()
	switch {
	case !known:
		return ""
	case inside || over < 0:
		return "recording costs nothing that shows"
	}
	return "recording makes it " + percent(over) + " longer"
}

// realResults adds what came out of the real runs of each side.
func (p *page) realResults(c *experiment) {
	for _, s := range c.sides {
		p.realResult(s)
	}
}

// realResult adds what came out of the real runs of one side.
func (p *page) realResult(s *side) {
	label := pad(lockName(s.lock), labelWidth)
	if err := s.failure(); err != nil {
		p.list(label, styled(view.StyleFailure, "✗ "+failureKind(err)))
		p.failure(err)
		return
	}
	if len(s.outcomes) == 0 {
		return
	}
	first, runs := s.wrong()
	if first == nil {
		p.list(label, plain(s.outcomes[0].Result), styled(styleGood, "✓ right in "+plural(len(s.outcomes), "run")))
		return
	}
	p.list(label, plain(first.Result), styled(view.StyleFailure,
		"✗ wrong in "+count(runs)+" of "+plural(len(s.outcomes), "run")+", want "+first.Want))
}

// useOverTime adds a line for each side that shows the processor use over time.
func (p *page) useOverTime(c *experiment) {
	var title bool
	for _, s := range c.sides {
		if s.recorded == nil || s.recorded.err != nil {
			continue
		}
		chart := usageChart(s.recorded.result.Samples, c.cores, min(barWidth, p.width-2-labelWidth))
		if chart == "" {
			continue
		}
		if !title {
			p.heading("CPU use over time")
			title = true
		}
		p.line(plain(pad("  "+lockName(s.lock), labelWidth+2)), styled(view.StyleRunning, chart),
			styled(view.StyleNote, " "+duration(s.recorded.result.Wall)))
	}
	if title {
		p.note("a full block is " + plural(c.cores, "core") + " busy all the time")
	}
}

// chartLevels are the heights of a chart.
var chartLevels = []rune("▁▂▃▄▅▆▇█")

// usageChart draws samples in so many characters at most, "" if there are too few.
func usageChart(samples []native.Sample, cores, most int) string {
	const fewest = 4
	n := min(len(samples)-1, most)
	if n < fewest {
		return ""
	}
	var b strings.Builder
	for i := range n {
		from, to := &samples[i*(len(samples)-1)/n], &samples[(i+1)*(len(samples)-1)/n]
		if !from.CPU.Known || !to.CPU.Known || to.At <= from.At {
			return ""
		}
		share := float64(to.CPU.N-from.CPU.N) / float64(to.At-from.At) / float64(cores)
		top := len(chartLevels) - 1
		b.WriteRune(chartLevels[max(0, min(top, int(share*float64(top)+0.5)))])
	}
	return b.String()
}

// interruptedMeasuring is the error of a comparison that Ctrl-C has ended.
func (c *experiment) interruptedMeasuring() error {
	done := c.repeat
	for _, s := range c.sides {
		done = min(done, len(s.measured.Results))
	}
	return interrupted("after %s", c.part(done))
}
