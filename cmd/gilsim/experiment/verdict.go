// This file says what the figures of a matrix mean: what the lock does to the program, and whether the tutorials' claim about
// models of input and output holds.

package experiment

import (
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace"
)

// From where on a ratio is a difference, and a thread one that waits. A smaller ratio is no more
// than what a run may differ by from itself: measure.TooNoisy.
const (
	Differs = 1.1
	waits   = 0.5 // of its life
)

// HardlyDiffers reports whether a ratio is hardly a difference.
func HardlyDiffers(ratio float64) bool { return ratio < Differs && ratio > 1/Differs }

// A Nature is what the threads of a program mostly do.
type Nature uint8

// The natures.
const (
	computes Nature = iota // all of its threads compute
	Awaits                 // all of them wait for time, input or output
	Both                   // some compute, some wait
)

// An Effect is what the lock does to a program, with the greatest number of threads.
type Effect struct {
	Cost    measure.Spread // time with the lock over that without it
	Speedup float64        // without the lock, over one thread
	Nature  Nature
	Cores   int
	Threads int
}

// Effect returns what the lock does to the program; nil if runs failed, or if there is nothing to compare with.
func (m *Matrix) Effect() *Effect {
	with, without := m.most(false), m.most(true)
	if with == nil || without == nil {
		return nil
	}
	e := &Effect{Cost: with.costOver(without, m.Measures), Cores: m.Cores, Threads: with.Threads}
	e.Speedup = m.Best(without).Speedup.Median
	sum := without.anySummary()
	if !e.Cost.Known() || sum == nil {
		return nil
	}
	e.Nature = natureOf(sum)
	return e
}

// Alone returns the cell with the most threads of a matrix that has nothing to compare a lock with: it has locks only, or only
// none. Otherwise it returns nil.
func (m *Matrix) Alone() *Cell {
	with, without := m.most(false), m.most(true)
	switch {
	case with == nil:
		return without
	case without == nil:
		return with
	}
	return nil
}

// most returns the cell with the most threads, without a lock or with one, and then CPython's if it is there.
func (m *Matrix) most(off bool) *Cell {
	var found *Cell
	for _, c := range m.Cells {
		switch {
		case (c.Lock().Discipline == gil.Off) != off:
		case found == nil, found.Lock().Discipline != gil.On && c.Lock().Discipline == gil.On,
			found.Lock().Discipline == c.Lock().Discipline && c.Threads > found.Threads:
			found = c
		}
	}
	return found
}

// Best returns what was measured of a cell, or else what was predicted.
func (m *Matrix) Best(c *Cell) *Reading {
	if m.Measures {
		return c.Measurement()
	}
	return c.Prediction()
}

func (c *Cell) costOver(other *Cell, measured bool) measure.Spread {
	if measured {
		if c.Measured == nil || other.Measured == nil {
			return measure.Spread{}
		}
		return measure.Ratio(c.Measured, other.Measured, measure.Wall)
	}
	wall := &Figures()[0]
	x, y := c.predictedFigure(wall), other.predictedFigure(wall)
	if !x.Known() || y.Median == 0 {
		return measure.Spread{}
	}
	return measure.SpreadOf([]float64{x.Median / y.Median})
}

// anySummary returns what the threads did: of the run that was recorded, or else of the simulated one; nil if there is
// neither.
func (c *Cell) anySummary() *trace.Summary {
	switch {
	case c.Recorded != nil && c.Recorded.Err == nil:
		return c.Recorded.Summary
	case c.Predicted != nil && c.Predicted.Info.Failure == nil:
		return c.Predicted.Summary
	}
	return nil
}

// natureOf returns what the threads mostly do. The main thread, which starts the others, does not count beside them.
// Who waits for a lock of the program wants to compute.
func natureOf(sum *trace.Summary) Nature {
	if !sleeps(sum) {
		return computes
	}
	threads := sum.Threads
	if len(threads) > 1 {
		threads = threads[1:]
	}
	waiting := 0
	for i := range threads {
		if t := &threads[i]; float64(t.Blocked) > waits*float64(t.Life) {
			waiting++
		}
	}
	switch waiting {
	case 0:
		return computes
	case len(threads):
		return Awaits
	}
	return Both
}

// sleeps reports whether threads leave their cores for time, input or output, and not more often for locks.
func sleeps(sum *trace.Summary) bool {
	var outside, locks int64
	for _, s := range sum.Switches {
		switch s.Reason {
		case "io", "sleep":
			outside += s.Count
		case "lock", "wait":
			locks += s.Count
		}
	}
	return outside > 0 && outside >= locks
}

// Throughput is the key of the figure that decides the claim.
const Throughput = "requests_per_second"

// A Claim is what becomes of "with a GIL, coroutines and multiplexing beat threads and pools". Who polls, and who has the
// system make the calls, is on neither side.
type Claim struct {
	Lock       gil.Config
	One, Other *Cell   // the faster of those that multiplex, and of threads and pool; nil if runs failed
	Ratio      float64 // requests that one serves over those of the other
	Same       bool    // the ratio is hardly a difference, or inside the noise
	// What was predicted of the two where the ratio was measured, in requests a second; 0 if that is not known.
	PredictedOne, PredictedOther float64

	Freed                bool    // the same is known without the lock:
	FreedOne, FreedOther float64 // requests of each without the lock over those with it
}

// Claim returns what becomes of the claim under CPython's lock, or else under the first lock; nil if there is no lock.
func (m *Matrix) Claim() *Claim {
	base := m.claimedLock()
	if base == nil {
		return nil
	}
	c := &Claim{Lock: base.Lock(), One: m.fastest(base, "select", "hub"), Other: m.fastest(base, "threads", "pool")}
	if c.One == nil || c.Other == nil {
		c.One, c.Other = nil, nil
		return c
	}
	x, y := m.served(c.One), m.served(c.Other)
	c.Ratio = x.Median / y.Median
	c.Same = x.Inside(y.Median) || y.Inside(x.Median) || HardlyDiffers(c.Ratio)
	if m.Measures {
		c.PredictedOne, c.PredictedOther = c.One.Prediction().Of(Throughput).Median, c.Other.Prediction().Of(Throughput).Median
	}
	m.free(c)
	return c
}

// free compares with the same two models without the lock, if that is among the cells.
func (m *Matrix) free(c *Claim) {
	for _, base := range m.Cells {
		if base.Lock().Discipline != gil.Off || base.Base != base {
			continue
		}
		x, y := m.served(m.model(base, c.One.Model)), m.served(m.model(base, c.Other.Model))
		if c.Freed = x.Known() && y.Known(); c.Freed {
			c.FreedOne, c.FreedOther = x.Median/m.served(c.One).Median, y.Median/m.served(c.Other).Median
		}
		return
	}
}

// claimedLock returns the first cell of CPython's lock, or else of the first lock; nil if there is none.
func (m *Matrix) claimedLock() (found *Cell) {
	for _, c := range m.Cells {
		switch {
		case c.Lock().Discipline == gil.On && (found == nil || found.Lock().Discipline != gil.On):
			found = c
		case c.Lock().Discipline != gil.Off && found == nil:
			found = c
		}
	}
	return found
}

// fastest returns the cell of one of these models, under the lock of a cell, that serves most; nil if runs failed.
func (m *Matrix) fastest(lock *Cell, models ...string) (found *Cell) {
	for _, model := range models {
		c := m.model(lock.Base, model)
		if c == nil || !m.served(c).Known() {
			return nil
		}
		if found == nil || m.served(c).Median > m.served(found).Median {
			found = c
		}
	}
	return found
}

// model returns the cell of a model under the lock that base is the first cell of, nil if there is none.
func (m *Matrix) model(base *Cell, model string) *Cell {
	for _, c := range m.Cells {
		if c.Base == base && c.Model == model {
			return c
		}
	}
	return nil
}

// served returns how many requests a second were served: measured, or else predicted.
func (m *Matrix) served(c *Cell) measure.Spread { return m.Best(c).Of(Throughput) }
