// This file defines the figures of a comparison: what each is called, and where it comes from on either machine.

package main

import (
	"math"
	"slices"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace"
)

// A quantity is what a figure is a number of.
type quantity uint8

// The quantities.
const (
	quantityTime    quantity = iota // seconds
	quantityPercent                 // errors of these are in percentage points
	quantityRate                    // per second
	quantityCount
	quantityRatio
)

// A figureSpec is one figure of a comparison.
type figureSpec struct {
	key       string // in JSON and CSV: its unit is the last word
	name      string
	quantity  quantity
	locked    bool // there is none without a lock
	predicted func(sum *trace.Summary) float64
	measured  measure.Figure                   // of the runs that are repeated; nil: of the recorded one
	recorded  func(sum *trace.Summary) float64 // of the recorded run

	outcome func(o *workload.Outcome) (x float64, known bool) // in place of all these: the program says it itself
}

// figureSpecs returns the figures, in the order in which they are shown.
func figureSpecs() []figureSpec {
	handovers := func(sum *trace.Summary) float64 { return float64(sum.Lock.Handoffs) }
	longest := func(sum *trace.Summary) float64 { return seconds(sum.Lock.Waits.Longest) }
	failed := func(sum *trace.Summary) float64 { return 100 * sum.Lock.FailedShare }
	return []figureSpec{
		{key: "wall_seconds", name: "wall time", quantity: quantityTime, measured: measure.Wall,
			predicted: func(sum *trace.Summary) float64 { return seconds(sum.Wall) }},
		{key: "cpu_percent", name: "CPU use", quantity: quantityPercent, measured: measure.CPU,
			predicted: func(sum *trace.Summary) float64 { return sum.CPUPercent }},
		{key: "voluntary_per_second", name: "gave up core", quantity: quantityRate, measured: measure.Voluntary,
			predicted: func(sum *trace.Summary) float64 { return perSecond(together(sum.Threads).Voluntary, sum.Wall) }},
		{key: "involuntary_per_second", name: "lost core", quantity: quantityRate, measured: measure.Involuntary,
			predicted: func(sum *trace.Summary) float64 { return perSecond(together(sum.Threads).Forced, sum.Wall) }},
		{key: "queued_seconds", name: "waited for core", quantity: quantityTime, measured: measure.Queued,
			predicted: func(sum *trace.Summary) float64 { return seconds(together(sum.Threads).Ready) }},
		{key: "handovers", name: "hand-overs", quantity: quantityCount, locked: true, predicted: handovers, recorded: handovers},
		{key: "longest_wait_seconds", name: "longest wait", quantity: quantityTime, locked: true, predicted: longest, recorded: longest},
		{key: "failed_percent", name: "woken in vain", quantity: quantityPercent, locked: true, predicted: failed, recorded: failed},
		{key: "latency_median_seconds", name: "latency, median", quantity: quantityTime, outcome: latency(50)},
		{key: "latency_p95_seconds", name: "latency, p95", quantity: quantityTime, outcome: latency(95)},
		{key: "latency_p99_seconds", name: "latency, p99", quantity: quantityTime, outcome: latency(99)},
		{key: throughput, name: "throughput", quantity: quantityRate, outcome: metric("rps")},
		{key: "wait_seconds", name: "waited for data", quantity: quantityTime, outcome: metric("wait_seconds")},
		{key: "copy_seconds", name: "received data in", quantity: quantityTime, outcome: metric("copy_seconds")},
	}
}

// latency returns what gives a quantile of a program's latencies, in seconds.
func latency(percent int) func(o *workload.Outcome) (float64, bool) {
	return func(o *workload.Outcome) (float64, bool) {
		if len(o.Latencies) == 0 {
			return 0, false
		}
		return seconds(quantile(slices.Sorted(slices.Values(o.Latencies)), percent)), true
	}
}

// metric returns what gives a figure of a program's own.
func metric(name string) func(o *workload.Outcome) (float64, bool) {
	return func(o *workload.Outcome) (float64, bool) {
		for _, m := range o.Metrics {
			if m.Name == name {
				return m.Value, true
			}
		}
		return 0, false
	}
}

// perSecond returns a count per second.
func perSecond(n int64, wall time.Duration) float64 {
	if wall <= 0 {
		return 0
	}
	return float64(n) / wall.Seconds()
}

// A experimentRow is a figure of one side, or of both: predicted and measured.
type experimentRow struct {
	*figureSpec
	side      *side          // nil for the ratio of both
	predicted measure.Spread // of one run
	measured  measure.Spread
}

// rows returns all rows: those of each side whose runs did not all fail, and then the ratio of their wall times.
func (c *experiment) rows() []experimentRow {
	var list []experimentRow
	for _, s := range c.sides {
		if rows := s.rows(); rows[0].predicted.Known() || rows[0].measured.Known() {
			list = append(list, rows...)
		}
	}
	if ratio := c.ratio(); ratio.predicted.Known() || ratio.measured.Known() {
		list = append(list, ratio)
	}
	return list
}

// rows returns the rows of one side.
func (s *side) rows() []experimentRow {
	var list []experimentRow
	specs := figureSpecs()
	for i := range specs {
		f := &specs[i]
		row := experimentRow{f, s, s.predictedFigure(f), s.measuredFigure(f)}
		if f.locked && s.lock.Discipline == gil.Off || f.outcome != nil && !row.predicted.Known() && !row.measured.Known() {
			continue
		}
		list = append(list, row)
	}
	return list
}

// predictedFigure returns a figure of the simulated run. That of a run which failed is not known.
func (s *side) predictedFigure(f *figureSpec) measure.Spread {
	if s.predicted == nil || s.predicted.info.failure != nil {
		return measure.Spread{}
	}
	if f.outcome != nil {
		return outcomeFigure(f, []workload.Outcome{*s.predicted.info.outcome})
	}
	return measure.SpreadOf([]float64{f.predicted(s.predicted.summary)})
}

// outcomeFigure returns a figure that the program says itself. It is known if every run has it.
func outcomeFigure(f *figureSpec, runs []workload.Outcome) measure.Spread {
	var list []float64
	for i := range runs {
		x, known := f.outcome(&runs[i])
		if !known {
			return measure.Spread{}
		}
		list = append(list, x)
	}
	return measure.SpreadOf(list)
}

// measuredFigure returns a figure of the real runs.
func (s *side) measuredFigure(f *figureSpec) measure.Spread {
	switch {
	case s.measured == nil:
	case f.outcome != nil:
		return outcomeFigure(f, s.repeated())
	case f.measured != nil:
		return s.measured.Spread(f.measured)
	case s.recorded != nil && s.recorded.err == nil:
		return measure.SpreadOf([]float64{f.recorded(s.recorded.summary)})
	}
	return measure.Spread{}
}

// repeated returns what came out of the real runs that count: neither of the first, nor of the one that is recorded.
func (s *side) repeated() []workload.Outcome {
	if n := len(s.measured.Results); n > 0 {
		return s.outcomes[1 : 1+n]
	}
	return nil
}

// ratio returns the row of the ratio: what the lock costs.
func (c *experiment) ratio() experimentRow {
	with, without := c.sides[0], c.sides[1]
	if with.lock.Discipline == gil.Off {
		with, without = without, with
	}
	row := experimentRow{figureSpec: &figureSpec{key: "wall_ratio", name: "wall, lock / off", quantity: quantityRatio}}
	wall := &figureSpecs()[0]
	if p, q := with.predictedFigure(wall), without.predictedFigure(wall); p.Known() && q.Median > 0 {
		row.predicted = measure.SpreadOf([]float64{p.Median / q.Median})
	}
	if with.measured != nil && without.measured != nil {
		row.measured = measure.Ratio(with.measured, without.measured, measure.Wall)
	}
	return row
}

// error returns what the prediction is off by, NaN if there is none: percentage points for percentages, for others
// percent of what was measured.
func (r *experimentRow) error() float64 {
	difference := r.predicted.Median - r.measured.Median
	switch {
	case !r.predicted.Known() || !r.measured.Known():
		return math.NaN()
	case r.quantity == quantityPercent || difference == 0:
		return difference
	case r.measured.Median == 0:
		return math.NaN()
	}
	return 100 * difference / r.measured.Median
}

// inside reports whether the prediction is off by no more than what the run differs by from itself.
func (r *experimentRow) inside() bool {
	return r.predicted.Known() && r.measured.Known() && r.measured.Inside(r.predicted.Median)
}
