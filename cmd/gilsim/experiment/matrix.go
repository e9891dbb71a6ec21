// This file defines the matrix: a program under several locks, with several numbers of threads or in several models.

package experiment

import (
	"context"
	"math"
	"slices"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// A Matrix is runs of one program that differ in their lock, and in their number of threads or their model.
type Matrix struct {
	Program     *workload.Program
	Family      *Family // nil: numbers of threads
	Cores       int     // of both machines
	Repeat      int     // as of a Comparison
	Least       int     // as of a Comparison
	Real        *Real
	Predicts    bool // runs are simulated
	Measures    bool // runs are made for real
	Cells       []*Cell
	Pair        *[2]*Cell  // the cell with the lock and the one without it that tell what it does; nil: those with the most threads
	Versions    []*Version // of a Python file, simulated as CPython runs it under many seeds
	Others      measure.Others
	Interrupted bool // not all runs were made
}

// A Cell is one lock, and one number of threads or one model.
type Cell struct {
	Side
	Threads int
	Model   string // of a family; or else ""
	Base    *Cell  // the same lock with the fewest threads, or its first model
}

// Base returns the number of threads that the others are compared with: one, or the fewest with which the program can end.
func (m *Matrix) Base() int { return max(1, m.Program.Least) }

// Add adds the cells of the lock of a machine, one for each input: the first is that to which the others are compared.
func (m *Matrix) Add(inputs []workload.Input, python string, machine sim.Config) error {
	base := len(m.Cells)
	for _, in := range inputs {
		s, err := New(m.Program, in, python, machine)
		if err != nil {
			return err
		}
		c := &Cell{Side: Side{Setup: s}, Threads: in.Threads}
		if m.Family != nil {
			c.Model = in.Word(m.Family.Varies)
		}
		m.Cells = append(m.Cells, c)
		c.Base = m.Cells[base]
	}
	return nil
}

// Sides returns the sides of all cells.
func (m *Matrix) Sides() []*Side {
	sides := make([]*Side, len(m.Cells))
	for i, c := range m.Cells {
		sides[i] = &c.Side
	}
	return sides
}

// Run makes all runs. Those that are recorded come last, one of each cell, so that recording slows nothing that is measured.
func (m *Matrix) Run(ctx context.Context, w Watch) {
	for _, c := range m.Cells {
		if m.Predicts && ctx.Err() == nil {
			c.Predicted = c.simulate(ctx, w)
		}
	}
	if m.Measures && ctx.Err() == nil {
		m.Others.Begin()
		measureSides(ctx, m.Real, m.Sides(), measure.Plan{Repeat: m.Repeat, Least: m.Least}, w)
		m.Others.End()
		for _, c := range m.Cells {
			if w.Recording != nil {
				w.Recording(c)
			}
			c.Side.record(ctx, m.Real, new(trace.Names), nil)
		}
	}
	m.Interrupted = ctx.Err() != nil
}

// A Reading is one machine's part of a cell, in figures: the simulated machine's, or the real one's.
type Reading struct {
	Figures  []measure.Spread // in the order of Figures, not known where there is none
	Relative measure.Spread   // time per bytecode, over that with the fewest threads
	Speedup  measure.Spread   // the reverse
}

// Known reports whether there is anything to be read.
func (r *Reading) Known() bool { return r.Figures[0].Known() }

// Of returns a figure.
func (r *Reading) Of(key string) measure.Spread {
	for i, f := range Figures() {
		if f.Key == key {
			return r.Figures[i]
		}
	}
	return measure.Spread{}
}

// Prediction returns the figures of the simulated run.
func (c *Cell) Prediction() *Reading {
	r := c.reading(c.predictedFigure)
	if own, base := c.predictedPace(), c.Base.predictedPace(); own > 0 && base > 0 {
		r.Relative = measure.SpreadOf([]float64{own / base})
		r.Speedup = measure.SpreadOf([]float64{base / own})
	}
	return r
}

// Measurement returns the figures of the real runs.
func (c *Cell) Measurement() *Reading {
	r := c.reading(c.measuredFigure)
	if c.Measured != nil && c.Base.Measured != nil {
		r.Relative = measure.Ratio(c.Measured, c.Base.Measured, measure.Pace)
		r.Speedup = measure.Ratio(c.Base.Measured, c.Measured, measure.Pace)
	}
	return r
}

// reading returns the figures that a machine gives.
func (c *Cell) reading(of func(f *Figure) measure.Spread) *Reading {
	r := new(Reading)
	for _, f := range Figures() {
		s := of(&f)
		if f.locked && c.Lock().Discipline == gil.Off {
			s = measure.Spread{}
		}
		r.Figures = append(r.Figures, s)
	}
	return r
}

// predictedPace returns the time of the simulated run per bytecode, in seconds; 0 if there is none.
func (c *Cell) predictedPace() float64 {
	if c.Predicted == nil || c.Predicted.Info.Failure != nil {
		return 0
	}
	bytecodes := Total(c.Predicted.Summary.Threads).Bytecodes
	return seconds(c.Predicted.Summary.Wall) / math.Max(1, float64(bytecodes))
}

// Wall returns the row of the time.
func (c *Cell) Wall() *Row {
	wall := &Figures()[0]
	return &Row{Figure: wall, Side: &c.Side, Predicted: c.predictedFigure(wall), Measured: c.measuredFigure(wall)}
}

// A Family is a program that does the same in several ways, and the parameter that says in which.
type Family struct {
	Name     string
	Workload string
	Varies   string        // a parameter that is one of several words
	given    []trace.Param // in place of the program's defaults: something to do all the time
}

// Families returns all that there are.
func Families() []Family {
	return []Family{{Name: "io", Workload: "server", Varies: "model", given: []trace.Param{
		{Key: "clients", Value: "8"}, {Key: "requests", Value: "50"}, {Key: "think", Value: "0s"}}}}
}

// FamilyOf returns the family of this name, nil if there is none.
func FamilyOf(name string) *Family {
	for _, f := range Families() {
		if f.Name == name {
			return &f
		}
	}
	return nil
}

// Inputs returns what the program is run with: once for each word of the parameter that varies.
func (f *Family) Inputs(p *workload.Program, own []trace.Param) ([]workload.Input, error) {
	var list []workload.Input
	i := slices.IndexFunc(p.Params, func(x workload.Param) bool { return x.Name == f.Varies })
	for _, word := range p.Params[i].Words {
		in, err := p.Input(0, slices.Concat(f.given, own, []trace.Param{{Key: f.Varies, Value: word}}))
		if err != nil {
			return nil, err
		}
		list = append(list, in)
	}
	return list, nil
}
