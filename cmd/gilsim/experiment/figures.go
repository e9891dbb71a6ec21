// This file defines the figures of a comparison: what each is called, and where it comes from on either machine.

package experiment

import (
	"math"
	"slices"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace"
)

// A Quantity is what a figure is a number of.
type Quantity uint8

// The quantities.
const (
	QuantityTime    Quantity = iota // seconds
	QuantityPercent                 // errors of these are in percentage points
	QuantityRate                    // per second
	quantityCount
	QuantityRatio
)

// A Figure is a number that both machines can have of a run: what it is called, and where it comes from.
type Figure struct {
	Key       string // in JSON and CSV: its unit is the last word
	Name      string
	Quantity  Quantity
	locked    bool // there is none without a lock
	Own       bool // it is predicted of the program's own threads, and measured with what others take from them: Go's runtime, other programs
	predicted func(sum *trace.Summary) float64
	measured  measure.Figure                   // of the runs that are repeated; nil: of the recorded one
	recorded  func(sum *trace.Summary) float64 // of the recorded run

	outcome func(o *workload.Outcome) (x float64, known bool) // in place of all these: the program says it itself
}

// Figures returns all of them, in the order in which they are shown.
func Figures() []Figure {
	handoffs := func(sum *trace.Summary) float64 { return float64(sum.Lock.Handoffs) }
	longest := func(sum *trace.Summary) float64 { return seconds(sum.Lock.Waits.Longest) }
	failed := func(sum *trace.Summary) float64 { return 100 * sum.Lock.FailedShare }
	return []Figure{
		{Key: "wall_seconds", Name: "wall time", Quantity: QuantityTime, measured: measure.Wall,
			predicted: func(sum *trace.Summary) float64 { return seconds(sum.Wall) }},
		{Key: "cpu_percent", Name: "CPU use", Quantity: QuantityPercent, measured: measure.CPU,
			predicted: func(sum *trace.Summary) float64 { return sum.CPUPercent }},
		{Key: "voluntary_per_second", Name: "gave up core", Quantity: QuantityRate, measured: measure.Voluntary,
			predicted: func(sum *trace.Summary) float64 { return perSecond(Total(sum.Threads).Voluntary, sum.Wall) }},
		{Key: "involuntary_per_second", Name: "lost core", Quantity: QuantityRate, Own: true, measured: measure.Involuntary,
			predicted: func(sum *trace.Summary) float64 { return perSecond(Total(sum.Threads).Forced, sum.Wall) }},
		{Key: "queued_seconds", Name: "waited for core", Quantity: QuantityTime, Own: true, measured: measure.Queued,
			predicted: func(sum *trace.Summary) float64 { return seconds(Total(sum.Threads).Ready) }},
		{Key: "handovers", Name: "hand-overs", Quantity: quantityCount, locked: true, predicted: handoffs, recorded: handoffs},
		{Key: "longest_wait_seconds", Name: "longest wait", Quantity: QuantityTime, locked: true, predicted: longest, recorded: longest},
		{Key: "failed_percent", Name: "woken in vain", Quantity: QuantityPercent, locked: true, predicted: failed, recorded: failed},
		{Key: "latency_median_seconds", Name: "latency, median", Quantity: QuantityTime, outcome: latency(50)},
		{Key: "latency_p95_seconds", Name: "latency, p95", Quantity: QuantityTime, outcome: latency(95)},
		{Key: "latency_p99_seconds", Name: "latency, p99", Quantity: QuantityTime, outcome: latency(99)},
		{Key: Took, Name: "work with start", Quantity: QuantityTime, outcome: metric("took_seconds")},
		{Key: "start_seconds", Name: "start alone", Quantity: QuantityTime, outcome: metric("start_seconds")},
		{Key: "work_seconds", Name: "work alone", Quantity: QuantityTime, outcome: metric("work_seconds")},
		{Key: RoundTrip, Name: "round trip", Quantity: QuantityTime, outcome: metric(RoundTrip)},
		{Key: OneWay, Name: "one way", Quantity: QuantityTime, outcome: metric(OneWay)},
		{Key: Megabytes, Name: "megabytes", Quantity: QuantityRate, outcome: metric(Megabytes)},
		{Key: Throughput, Name: "throughput", Quantity: QuantityRate, outcome: metric("rps")},
		{Key: "wait_seconds", Name: "waited for data", Quantity: QuantityTime, outcome: metric("wait_seconds")},
		{Key: "copy_seconds", Name: "received data in", Quantity: QuantityTime, outcome: metric("copy_seconds")},
	}
}

// latency returns what gives a quantile of a program's latencies, in seconds.
func latency(percent int) func(o *workload.Outcome) (float64, bool) {
	return func(o *workload.Outcome) (float64, bool) {
		if len(o.Latencies) == 0 {
			return 0, false
		}
		return seconds(measure.Quantile(slices.Sorted(slices.Values(o.Latencies)), percent)), true
	}
}

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

func perSecond(n int64, wall time.Duration) float64 {
	if wall <= 0 {
		return 0
	}
	return float64(n) / wall.Seconds()
}

// A Row is a figure of one side, or of both: predicted and measured.
type Row struct {
	*Figure
	Side      *Side          // nil for the ratio of both
	Predicted measure.Spread // of one run
	Measured  measure.Spread
}

// Rows returns all rows: those of each side whose runs did not all fail, and then the ratio of their wall times.
func (c *Comparison) Rows() []Row {
	var list []Row
	for _, s := range c.Sides {
		if rows := s.rows(); rows[0].Predicted.Known() || rows[0].Measured.Known() {
			list = append(list, rows...)
		}
	}
	if ratio := c.ratio(); ratio.Predicted.Known() || ratio.Measured.Known() {
		list = append(list, ratio)
	}
	return list
}

func (s *Side) rows() []Row {
	var list []Row
	all := Figures()
	for i := range all {
		f := &all[i]
		row := Row{f, s, s.predictedFigure(f), s.measuredFigure(f)}
		if f.locked && s.Lock().Discipline == gil.Off || f.outcome != nil && !row.Predicted.Known() && !row.Measured.Known() {
			continue
		}
		list = append(list, row)
	}
	return list
}

// predictedFigure returns a figure of the simulated run. That of a run which failed is not known.
func (s *Side) predictedFigure(f *Figure) measure.Spread {
	if s.Predicted == nil || s.Predicted.Info.Failure != nil {
		return measure.Spread{}
	}
	if f.outcome != nil {
		return outcomeFigure(f, []workload.Outcome{*s.Predicted.Info.Outcome})
	}
	return measure.SpreadOf([]float64{f.predicted(s.Predicted.Summary)})
}

// outcomeFigure returns a figure that the program says itself. It is known if every run has it.
func outcomeFigure(f *Figure, runs []workload.Outcome) measure.Spread {
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

func (s *Side) measuredFigure(f *Figure) measure.Spread {
	switch {
	case s.Measured == nil:
	case f.outcome != nil:
		return outcomeFigure(f, s.repeated())
	case f.measured != nil:
		return s.Measured.Spread(f.measured)
	case s.Recorded != nil && s.Recorded.Err == nil:
		return measure.SpreadOf([]float64{f.recorded(s.Recorded.Summary)})
	}
	return measure.Spread{}
}

// repeated returns what came out of the real runs that count: neither of the first, which warms up, nor of the one that is
// recorded, which comes last.
func (s *Side) repeated() []workload.Outcome {
	if n := len(s.Measured.Results); n > 0 {
		return s.Outcomes[1 : 1+n]
	}
	return nil
}

// ratio returns the row of the ratio: what the lock costs, as far as there is another side.
func (c *Comparison) ratio() Row {
	pair := c.pair()
	with, without := pair[0], pair[1]
	if with == nil || without == nil {
		return Row{}
	}
	row := Row{Figure: &Figure{Key: "wall_ratio", Name: "wall, lock / off", Quantity: QuantityRatio}}
	wall := &Figures()[0]
	if p, q := with.predictedFigure(wall), without.predictedFigure(wall); p.Known() && q.Median > 0 {
		row.Predicted = measure.SpreadOf([]float64{p.Median / q.Median})
	}
	if with.Measured != nil && without.Measured != nil {
		row.Measured = measure.Ratio(with.Measured, without.Measured, measure.Wall)
	}
	return row
}

// Error returns what the prediction is off by, NaN if there is none, as of a figure that is predicted of the program's own threads
// alone: percentage points for percentages, for others percent of what was measured.
func (r *Row) Error() float64 {
	difference := r.Predicted.Median - r.Measured.Median
	switch {
	case !r.Predicted.Known() || !r.Measured.Known() || r.Own:
		return math.NaN()
	case r.Quantity == QuantityPercent || difference == 0:
		return difference
	case r.Measured.Median == 0:
		return math.NaN()
	}
	return 100 * difference / r.Measured.Median
}

// Inside reports whether the prediction is off by no more than what the run differs by from itself.
func (r *Row) Inside() bool {
	return r.Predicted.Known() && r.Measured.Known() && r.Measured.Inside(r.Predicted.Median)
}

// Total returns the sum of many threads' figures.
func Total(list []trace.ThreadSummary) *trace.ThreadSummary {
	var all trace.ThreadSummary
	for i := range list {
		s := &list[i]
		for _, sum := range []struct{ to, from *time.Duration }{
			{&all.Ran, &s.Ran}, {&all.LockWait, &s.LockWait}, {&all.Ready, &s.Ready}, {&all.Blocked, &s.Blocked},
		} {
			*sum.to += *sum.from
		}
		all.Voluntary += s.Voluntary
		all.Forced += s.Forced
		all.Bytecodes += s.Bytecodes
	}
	return &all
}

func seconds(d time.Duration) float64 { return float64(d) / float64(time.Second) }
