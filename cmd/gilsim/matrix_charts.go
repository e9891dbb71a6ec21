// This file makes curves of a matrix: speed-up and CPU use over the number of threads.

package main

import (
	"slices"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/plot"
	"github.com/gilsim/gilsim/gil"
)

// charts returns the charts: a curve for each lock and machine.
func (m *matrix) charts() []plot.Chart {
	on := m.program.Name + " on " + plural(m.cores, "core")
	return []plot.Chart{
		{Title: "Speed-up of " + on, X: "threads", Y: "times as fast per bytecode as one thread",
			Curves: m.curves(func(r *reading) measure.Spread { return r.speedup })},
		{Title: "CPU use of " + on, X: "threads", Y: "percent of one core",
			Curves: m.curves(func(r *reading) measure.Spread { return r.of("cpu_percent") })},
	}
}

// curves returns the curves of a figure, lock by lock: first the predicted one, dashed, then the measured one.
func (m *matrix) curves(figure func(r *reading) measure.Spread) []plot.Curve {
	var curves []plot.Curve
	for i, base := range m.bases() {
		name := lockName(base.lock)
		if base.lock.Discipline == gil.Interval {
			name += " " + shortDuration(base.lock.Interval)
		}
		cells := m.of(base)
		curves = append(curves,
			plot.Curve{Name: name + ", " + wordPredicted, Color: i, Dashed: true, Points: points(cells, (*cell).prediction, figure)},
			plot.Curve{Name: name + ", " + wordMeasured, Color: i, Points: points(cells, (*cell).measurement, figure)})
	}
	return curves
}

// bases returns the cell with one thread of each lock.
func (m *matrix) bases() []*cell {
	var bases []*cell
	for _, c := range m.cells {
		if c == c.base {
			bases = append(bases, c)
		}
	}
	return bases
}

// of returns the cells of a lock, by the number of threads.
func (m *matrix) of(base *cell) []*cell {
	var cells []*cell
	for _, c := range m.cells {
		if c.base == base {
			cells = append(cells, c)
		}
	}
	slices.SortFunc(cells, func(a, b *cell) int { return a.threads - b.threads })
	return cells
}

// points returns the points of a curve.
func points(cells []*cell, of func(c *cell) *reading, figure func(r *reading) measure.Spread) [][2]float64 {
	var list [][2]float64
	for _, c := range cells {
		if s := figure(of(c)); s.Known() {
			list = append(list, [2]float64{float64(c.threads), s.Median})
		}
	}
	return list
}
