// This file writes the comparison: what was predicted beside what was measured.

package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace/view"
)

// ComparisonPage shows the table of a comparison, and what must be known to read it.
func ComparisonPage(c *experiment.Comparison, width int) *layout.Page {
	p := newPage(width)
	predicted := c.Sides[0].Predicted != nil
	title := "Measured"
	if predicted {
		title = "Predicted and measured"
	}
	p.Line(layout.Styled(layout.StyleTitle, title+" on "+layout.Plural(c.Cores, "core")))
	if t := comparisonTable(c, predicted); len(t.Rows) > 0 {
		p.Table(t)
		p.Blank()
	}
	p.measuring(c)
	for _, s := range c.Sides {
		p.realResult(s)
	}
	p.useOverTime(c)
	return &p.Page
}

func comparisonTable(c *experiment.Comparison, predicted bool) *layout.Table {
	t := &layout.Table{Columns: []layout.Column{{Title: "", Left: true}, {Title: "predicted"}, {Title: "measured"},
		{Title: "min … max", Spare: 2}, {Title: "error", Spare: 1}}}
	if !predicted {
		t.Columns = []layout.Column{{Title: "", Left: true}, {Title: "measured"}, {Title: "min … max", Spare: 1}}
	}
	var last *experiment.Side
	for _, r := range c.Rows() {
		indent := ""
		if r.Side != nil {
			indent = "  "
		}
		if r.Side != last && r.Side != nil {
			t.Add(append([]string{LockName(r.Side.Lock())}, make([]string, len(t.Columns)-1)...)...)
		}
		last = r.Side
		cells := []string{indent + r.Name, figureText(r.Figure, r.Predicted.Median, r.Predicted.Known()),
			figureText(r.Figure, r.Measured.Median, r.Measured.Known()), spreadText(&r), errorText(&r)}
		if !predicted {
			cells = []string{cells[0], cells[2], cells[3]}
		}
		t.Add(cells...)
	}
	return t
}

// unknown stands for a figure that the system lacks.
const unknown = "n/a"

func figureText(f *experiment.Figure, x float64, known bool) string {
	if !known {
		return unknown
	}
	switch f.Quantity {
	case experiment.QuantityTime:
		return layout.Duration(time.Duration(x * float64(time.Second)))
	case experiment.QuantityPercent:
		return layout.Percent(x)
	case experiment.QuantityRate:
		return layout.ThreeDigits(x) + "/s"
	case experiment.QuantityRatio:
		return layout.Ratio(x)
	}
	return layout.ThreeDigits(x)
}

func spreadText(r *experiment.Row) string {
	if r.Measured.N < 2 {
		return ""
	}
	low, high := figureText(r.Figure, r.Measured.Min, true), figureText(r.Figure, r.Measured.Max, true)
	if number, unit, ok := strings.Cut(low, " "); ok && strings.HasSuffix(high, " "+unit) {
		low = number
	}
	return strings.TrimSuffix(low, "/s") + " … " + high
}

func errorText(r *experiment.Row) string {
	e := r.Error()
	switch {
	case r.Inside():
		return "inside the noise"
	case r.Own && r.Predicted.Known() && r.Measured.Known():
		return "own threads only"
	case math.IsNaN(e):
		return ""
	case r.Quantity == experiment.QuantityPercent:
		return layout.Signed(e) + " points"
	}
	return layout.Signed(e) + " %"
}

func (p *page) measuring(c *experiment.Comparison) {
	s := c.Sides[0]
	cells := []view.Cell{layout.Plain(repeatsText(c))}
	if noise := experiment.NoisePercent(c.Sides); !math.IsNaN(noise) {
		style := ""
		text := "a run differs from itself by " + layout.Percent(noise)
		if noise > measure.TooNoisy {
			style, text = view.StyleFailure, text+": too noisy"
		}
		cells = append(cells, layout.Styled(style, text))
	}
	if text := othersText(&c.Others); text != "" {
		cells = append(cells, layout.Styled(view.StyleFailure, text))
	}
	cells = append(cells, layout.Plain(bytecodeText(c)))
	if text := recordingText(s); text != "" {
		cells = append(cells, layout.Plain(text))
	}
	switch {
	case s.Recorded == nil:
	case s.Recorded.Result.Processes > 0:
		cells = append(cells, layout.Plain("child processes of the operating system a run: "+layout.Count(s.Recorded.Result.Processes)+", each with its own lock"))
		if s.Predicted != nil && s.Machine.Processes == (sched.ProcessCosts{}) {
			cells = append(cells, layout.Plain(whoseProcesses(s)))
		}
	case s.Recorded.Forked:
		cells = append(cells, layout.Plain("no process is started: each is a thread of this one that no lock binds"))
	}
	if c.Real.Pin {
		cells = append(cells, layout.Plain("threads tied to cores"))
	}
	p.List("Measuring", cells...)
}

// whoseProcesses says that those which are predicted are others than those of real runs.
func whoseProcesses(s *experiment.Side) string {
	text := "these are gilsim's own, those predicted are CPython's"
	if s.Interprets() {
		return text
	}
	return text + ": gilsim compare predicts both"
}

// bytecodeText says what a bytecode costs in the real runs.
func bytecodeText(c *experiment.Comparison) string {
	m, s := c.Real, c.Sides[0]
	if s.Unpredictable {
		return "nothing is predicted: the program executes few bytecodes, or a few of them do nearly all of its work"
	}
	cost := nanoseconds(m.BytecodeCost(s.Setup))
	if era, err := gil.CPython(s.Python); s.Interprets() && err == nil {
		text := "on gilsim's own machine, for which this is predicted, a bytecode costs " + cost + " ns"
		if other := c.Sides[1]; !other.Unpredictable {
			text += ", and " + nanoseconds(m.BytecodeCost(other.Setup)) + " with " + LockName(other.Lock()) + ", where what the threads share has its price"
		}
		return text + "; CPython " + s.Python + " takes " + nanoseconds(era.Bytecode)
	}
	return "a bytecode costs " + cost + " ns, wanted " + nanoseconds(s.Bytecode())
}

// repeatsText says how many runs there were of each side.
func repeatsText(c *experiment.Comparison) string {
	least, ok := experiment.LeastRepeats(c.Sides)
	switch {
	case !ok:
		return "no run ended as it should"
	case c.Interrupted:
		return "interrupted after " + part(c, least)
	}
	text := "medians of " + layout.Plural(least, "repeat")
	if least < c.Repeat {
		text += fmt.Sprintf(", as they take long (--repeat=%d makes them all)", c.Repeat)
	}
	return text
}

// part says how many repeats there were of those that there were to be.
func part(c *experiment.Comparison, repeats int) string {
	return layout.Count(min(repeats, c.Repeat)) + " of " + layout.Plural(c.Repeat, "repeat")
}

func nanoseconds(picoseconds int64) string {
	return strconv.FormatFloat(float64(picoseconds)/1000, 'f', 2, 64)
}

// recordingText says what recording costs, "" if it is not known.
func recordingText(s *experiment.Side) string {
	over, inside, known := s.Overhead()
	switch {
	case !known:
		return ""
	case inside || over < 0:
		return "recording costs nothing that shows"
	}
	return "recording makes it " + layout.Percent(over) + " longer"
}

func (p *page) realResult(s *experiment.Side) {
	label := layout.Pad(LockName(s.Lock()), layout.LabelWidth)
	if cells := realCells(s); len(cells) > 0 {
		p.List(label, cells...)
	}
	if err := s.Failure(); err != nil {
		p.failure(err)
	}
}

// realCells says what came out of the real runs of a side: nothing if there are none.
func realCells(s *experiment.Side) []view.Cell {
	if err := s.Failure(); err != nil {
		return []view.Cell{layout.Styled(view.StyleFailure, "✗ "+experiment.FailureKind(err))}
	}
	if len(s.Outcomes) == 0 {
		return nil
	}
	first, runs := s.Wrong()
	switch {
	case first == nil && s.Outcomes[0].Open:
		return []view.Cell{layout.Plain(outcomesText(s.Outcomes)), layout.Styled(view.StyleNote, notJudged)}
	case first == nil:
		return []view.Cell{layout.Plain(s.Outcomes[0].Result), layout.Styled(layout.StyleGood, "✓ right in "+layout.Plural(len(s.Outcomes), "run"))}
	}
	return []view.Cell{layout.Plain(first.Result), layout.Styled(view.StyleFailure,
		"✗ wrong in "+layout.Count(runs)+" of "+layout.Plural(len(s.Outcomes), "run")+", want "+first.Want)}
}

// notJudged stands where a program says no more than what came out.
const notJudged = "not judged: --expect says what is right"

// countOutcomes returns what came out of real runs, an outcome for each result, the most frequent first, and how often each did.
func countOutcomes(runs []workload.Outcome) (results []workload.Outcome, count map[string]int) {
	count = map[string]int{}
	for _, o := range runs {
		if count[o.Result]++; count[o.Result] == 1 {
			results = append(results, o)
		}
	}
	slices.SortStableFunc(results, func(a, b workload.Outcome) int { return count[b.Result] - count[a.Result] })
	return results, count
}

// outcomesText lists what came out of real runs, the most frequent first.
func outcomesText(runs []workload.Outcome) string {
	results, count := countOutcomes(runs)
	texts := make([]string, len(results))
	for i, o := range results {
		texts[i] = layout.Truncate(strings.ReplaceAll(o.Result, "\n", "⏎"), 30) + " ×" + layout.Count(count[o.Result])
	}
	return strings.Join(texts, ", ")
}

// useOverTime adds a line for each side that shows the processor use over time.
func (p *page) useOverTime(c *experiment.Comparison) {
	var title bool
	for _, s := range c.Sides {
		if s.Recorded == nil || s.Recorded.Err != nil {
			continue
		}
		chart := usageChart(s.Recorded.Result.Samples, c.Cores, min(barWidth, p.Width-2-layout.LabelWidth))
		if chart == "" {
			continue
		}
		if !title {
			p.Heading("CPU use over time")
			title = true
		}
		p.Line(layout.Plain(layout.Pad("  "+LockName(s.Lock()), layout.LabelWidth+2)), layout.Styled(view.StyleRunning, chart),
			layout.Styled(view.StyleNote, " "+layout.Duration(s.Recorded.Result.Wall)))
	}
	if title {
		p.Note("a full block is " + layout.Plural(c.Cores, "core") + " busy all the time")
	}
}

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

// RepeatsDone says how many repeats of each real run there are, of those that there were to be.
func RepeatsDone(c *experiment.Comparison) string {
	done := c.Repeat
	for _, s := range c.Sides {
		done = min(done, len(s.Measured.Results))
	}
	return part(c, done)
}

// quiet is how many cores' worth of other programs do not matter.
const quiet = 0.1

// othersText says what other programs used while something was measured, "" if it is not worth a word.
func othersText(n *measure.Others) string {
	if !n.Cores.Known() || n.Cores.Median < quiet {
		return ""
	}
	return "other programs used " + strconv.FormatFloat(n.Cores.Median, 'f', 1, 64) + " cores meanwhile"
}
