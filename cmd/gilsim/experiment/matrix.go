// This file defines the matrix: a program under several locks, with several numbers of threads or in several models.

package experiment

import (
	"context"
	"math"
	"slices"
	"strconv"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
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
	Pair        *[2]*Cell           // the cell with the lock and the one without it that tell what it does; nil: those with the most threads
	Versions    []*Version          // of a Python file, simulated as CPython runs it under many seeds
	Own         *sched.ProcessCosts // what gilsim's own processes cost here, with which runs are predicted that are made for real, too; nil: CPython's do
	Others      measure.Others
	Interrupted bool // not all runs were made
}

// A Cell is one lock, and one number of threads or one model.
type Cell struct {
	Side
	Threads int
	Model   string // of a family; or else ""
	Base    *Cell  // the same lock with the fewest threads, or its first model
	CPython *Side  // the same, predicted with processes of CPython; nil if Predicted is, or if it starts none
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
			c.Model = m.Family.model(in)
			c.SimulatedOnly = slices.Contains(m.Family.simulated, in.Word(m.Family.Varies))
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

// measured returns the sides of the cells of which real runs can be made.
func (m *Matrix) measured() []*Side {
	return slices.DeleteFunc(m.Sides(), func(s *Side) bool { return s.SimulatedOnly })
}

// Plan returns the simulated runs: a shard for each cell.
func (m *Matrix) Plan() *PredictionPlan {
	p := new(PredictionPlan)
	for _, c := range m.Cells {
		p.Setups = append(p.Setups, c.Setup)
	}
	return p
}

// Run has the workers make the simulated runs, and then makes the real ones here. Those that are recorded come last, one of each cell, so
// that recording slows nothing that is measured. The error is that of the workers; what they have done is there.
func (m *Matrix) Run(ctx context.Context, by Workers, w Watch) error {
	m.predictOwnProcesses(ctx)
	if m.Predicts {
		list, err := m.Plan().Predict(ctx, by, w.predicting(len(m.Cells)))
		for i, c := range m.Cells {
			c.Predicted = list[i]
		}
		if err != nil {
			return err
		}
	}
	m.measure(ctx, w)
	m.Interrupted = ctx.Err() != nil
	return nil
}

// measure makes the real runs.
func (m *Matrix) measure(ctx context.Context, w Watch) {
	if m.Measures && ctx.Err() == nil {
		m.Others.Begin()
		measureSides(ctx, m.Real, m.measured(), measure.Plan{Repeat: m.Repeat, Least: m.Least}, w)
		m.Others.End()
		for _, c := range m.Cells {
			if c.SimulatedOnly {
				continue
			}
			if w.Recording != nil {
				w.Recording(c)
			}
			c.Side.record(ctx, m.Real, new(trace.Names), nil)
		}
	}
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

// Foretold returns the row of a cell whose error is told: the time, or what its family compares.
func (m *Matrix) Foretold(c *Cell) *Row {
	if m.Family != nil {
		return c.Row(m.Family.Foretold)
	}
	return c.Row(Wall)
}

// Row returns the row of a figure.
func (c *Cell) Row(key string) *Row {
	all := Figures()
	i := slices.IndexFunc(all, func(f Figure) bool { return f.Key == key })
	return &Row{Figure: &all[i], Side: &c.Side, Predicted: c.predictedFigure(&all[i]), Measured: c.measuredFigure(&all[i])}
}

// Wall is the key of the figure of the time.
const Wall = "wall_seconds"

// A Family is a program that does the same in several ways, and the parameter that says in which.
type Family struct {
	Name      string
	Workload  string
	Varies    string        // a parameter that is one of several words
	Foretold  string        // the key of the figure of whose prediction the error is told
	words     []string      // those of the parameter that are compared, the first is that with which the others are; nil: all
	free      []string      // those that are compared without the lock, too; nil: all
	simulated []string      // those that no real run can be made of
	size      string        // a parameter that varies, too: how large what is done is; "": none
	sizes     []string      // its values, unless one is given
	threads   bool          // the number of threads says how much there is to do
	given     []trace.Param // in place of the program's defaults
}

// The families.
const (
	FamilyIO       = "io"
	FamilyParallel = "parallel"
	FamilyIPC      = "ipc"
)

// Families returns all that there are.
func Families() []Family {
	return []Family{
		{Name: FamilyIO, Workload: "server", Varies: "model", Foretold: Wall, given: []trace.Param{ // something to do all the time
			{Key: "clients", Value: "8"}, {Key: "requests", Value: "50"}, {Key: "think", Value: "0s"}}},
		{Name: FamilyParallel, Workload: "processes", Varies: paramBy, Foretold: Took, threads: true,
			words: []string{BySequential, ByThreads, byGreenlets, ByProcesses, ByPool}, free: []string{ByThreads},
			given: []trace.Param{{Key: "rounds", Value: "2000000"}, {Key: "apart", Value: "true"}}},
		{Name: FamilyIPC, Workload: "process-ipc", Varies: "kind", Foretold: OneWay, free: []string{}, simulated: []string{"manager"}, size: "size", sizes: []string{"64", "8192", "200000"},
			given: []trace.Param{{Key: "trips", Value: "40"}, {Key: "stream", Value: "80"}}},
	}
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

// CountsThreads reports whether the number of threads says how much there is to do in each way.
func (f *Family) CountsThreads() bool { return f.threads }

// Inputs returns what the program is run with under a lock, on so many cores: once for each way. Threads is how many threads it has, 0 for its
// default.
func (f *Family) Inputs(p *workload.Program, threads, cores int, locked bool, own []trace.Param) ([]workload.Input, error) {
	words := f.words
	if words == nil {
		words = p.Param(f.Varies).Words
	}
	if !locked && f.free != nil {
		words = f.free
	}
	given := f.given
	if p.Param(paramPool) != nil { // as many as Python takes by default
		given = append(slices.Clip(given), trace.Param{Key: paramPool, Value: strconv.Itoa(cores)})
	}
	var list []workload.Input
	for _, size := range f.sizesOf(own) {
		for _, word := range words {
			in, err := p.Input(threads, slices.Concat(given, size, own, []trace.Param{{Key: f.Varies, Value: word}}))
			if err != nil {
				return nil, err
			}
			if f.size == "" || in.Int(f.size) <= int64(workload.LargestMessage(word)) {
				list = append(list, in)
			}
		}
	}
	return list, nil
}

// sizesOf returns what is given to the program for each size: nothing, once, if it has none, or if one is chosen.
func (f *Family) sizesOf(own []trace.Param) [][]trace.Param {
	if f.size == "" || slices.ContainsFunc(own, func(p trace.Param) bool { return p.Key == f.size }) {
		return [][]trace.Param{nil}
	}
	var list [][]trace.Param
	for _, size := range f.sizes {
		list = append(list, []trace.Param{{Key: f.size, Value: size}})
	}
	return list
}

// Varying reports whether a parameter differs from cell to cell.
func (f *Family) Varying(key string) bool { return key == f.Varies || f.size != "" && key == f.size }

// model names what an input does: in which way, and how large what it does it to is.
func (f *Family) model(in workload.Input) string {
	if f.size == "" {
		return in.Word(f.Varies)
	}
	return in.Word(f.Varies) + " " + in.Word(f.size)
}

// paramPool is the parameter of programs that have a pool of processes which says how many.
const paramPool = "pool"
