// This file defines the matrix: a program under several locks, with several numbers of threads or in several models.

package main

import (
	"context"
	"math"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace"
)

// A matrix is runs of one program that differ in their lock, and in their number of threads or their model.
type matrix struct {
	program     *workload.Program
	family      *family // nil: numbers of threads
	cores       int     // of both machines
	repeat      int
	real        *realMachine
	predicts    bool // runs are simulated
	measures    bool // runs are made for real
	cells       []*cell
	others      neighbourhood
	interrupted bool // not all runs were made
}

// A cell is one lock, and one number of threads or one model.
type cell struct {
	side
	threads int
	model   string // of a family; or else ""
	base    *cell  // the same lock with one thread, or its first model
}

// name says which cell of its lock it is.
func (c *cell) name() string {
	if c.model != "" {
		return c.model
	}
	return plural(c.threads, "thread")
}

// run makes all runs. Those that are recorded come last, one of each cell.
func (m *matrix) run(ctx context.Context, shown *progress) {
	sides := make([]*side, len(m.cells))
	for i, c := range m.cells {
		sides[i] = &c.side
		if m.predicts && ctx.Err() == nil {
			c.predicted = c.simulate(ctx, shown)
		}
	}
	if m.measures && ctx.Err() == nil {
		m.others.begin()
		measureSides(ctx, m.real, sides, m.repeat, shown)
		m.others.end()
		for _, c := range m.cells {
			shown.say("recording: %s, %s (Ctrl-C ends it)", lockName(c.lock), c.name())
			c.side.record(ctx, m.real, new(trace.Names), nil)
		}
	}
	m.interrupted = ctx.Err() != nil
}

// verdict returns the error that the command ends with: a run that failed.
func (m *matrix) verdict() error {
	for _, c := range m.cells {
		if err := c.failed(); err != nil {
			return finding("with %s and %s: %w", lockName(c.lock), c.name(), err)
		}
	}
	return nil
}

// failed returns why a run of the cell failed, nil if none did.
func (c *cell) failed() error {
	if c.measured != nil {
		if err := c.failure(); err != nil {
			return err
		}
	}
	if c.predicted != nil {
		return c.predicted.info.failure
	}
	return nil
}

// A reading is one machine's part of a cell, in figures: the simulated machine's, or the real one's.
type reading struct {
	figures  []measure.Spread // as figureSpecs has them
	relative measure.Spread   // time per bytecode, over that with one thread
	speedup  measure.Spread   // the reverse
}

// known reports whether there is anything to be read.
func (r *reading) known() bool { return r.figures[0].Known() }

// of returns a figure.
func (r *reading) of(key string) measure.Spread {
	for i, f := range figureSpecs() {
		if f.key == key {
			return r.figures[i]
		}
	}
	return measure.Spread{}
}

// prediction returns the figures of the simulated run.
func (c *cell) prediction() *reading {
	r := c.reading(c.predictedFigure)
	if own, base := c.predictedPace(), c.base.predictedPace(); own > 0 && base > 0 {
		r.relative = measure.SpreadOf([]float64{own / base})
		r.speedup = measure.SpreadOf([]float64{base / own})
	}
	return r
}

// measurement returns the figures of the real runs.
func (c *cell) measurement() *reading {
	r := c.reading(c.measuredFigure)
	if c.measured != nil && c.base.measured != nil {
		r.relative = measure.Ratio(c.measured, c.base.measured, measure.Pace)
		r.speedup = measure.Ratio(c.base.measured, c.measured, measure.Pace)
	}
	return r
}

// reading returns the figures that a machine gives.
func (c *cell) reading(of func(f *figureSpec) measure.Spread) *reading {
	r := new(reading)
	for _, f := range figureSpecs() {
		s := of(&f)
		if f.locked && c.lock.Discipline == gil.Off {
			s = measure.Spread{}
		}
		r.figures = append(r.figures, s)
	}
	return r
}

// predictedPace returns the time of the simulated run per bytecode, in seconds; 0 if there is none.
func (c *cell) predictedPace() float64 {
	if c.predicted == nil || c.predicted.info.failure != nil {
		return 0
	}
	bytecodes := together(c.predicted.summary.Threads).Bytecodes
	return seconds(c.predicted.summary.Wall) / math.Max(1, float64(bytecodes))
}

// error returns what the predicted time is off by, as in an experiment.
func (c *cell) error() *experimentRow {
	wall := &figureSpecs()[0]
	return &experimentRow{figureSpec: wall, side: &c.side, predicted: c.predictedFigure(wall), measured: c.measuredFigure(wall)}
}
