// This file says in a sentence what the figures of a matrix mean for the program.

package main

import (
	"fmt"
	"strconv"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace"
)

// From where on a ratio of times is a difference, and a thread one that waits.
const (
	differs = 1.1
	waits   = 0.5 // of its life
)

// A nature is what the threads of a program mostly do.
type nature uint8

// The natures.
const (
	computes nature = iota // all of its threads compute
	awaits                 // all of them wait for time, input or output
	both                   // some compute, some wait
)

// An effect is what the lock does to a program, as far as the sentence goes.
type effect struct {
	cost    measure.Spread // time with the lock over that without it
	speedup float64        // without the lock, over one thread
	nature  nature
	cores   int
	threads int
}

// meaning returns the sentence, without its full stop. It is about the greatest number of threads, or about what is said of a family.
func (m *matrix) meaning() string {
	if m.family != nil {
		return m.claim()
	}
	with, without := m.most(false), m.most(true)
	if with == nil || without == nil {
		return m.plainly()
	}
	e, known := m.effect(with, without)
	if !known {
		return m.nothing()
	}
	if !m.measures {
		return e.sentence() + " (so it is predicted)"
	}
	return e.sentence()
}

// most returns the cell with the most threads, without a lock or with one, and then CPython's if it is there.
func (m *matrix) most(off bool) *cell {
	var found *cell
	for _, c := range m.cells {
		switch {
		case (c.lock.Discipline == gil.Off) != off:
		case found == nil, found.lock.Discipline != gil.On && c.lock.Discipline == gil.On,
			found.lock.Discipline == c.lock.Discipline && c.threads > found.threads:
			found = c
		}
	}
	return found
}

// plainly says how much faster many threads are than one, where there is nothing to compare with.
func (m *matrix) plainly() string {
	c, other := m.most(false), gil.Off.String()
	if c == nil {
		c, other = m.most(true), gilOn
	}
	r := m.bestReading(c)
	if !r.speedup.Known() {
		return m.nothing()
	}
	return fmt.Sprintf("with %s, %s are %s times as fast as one on %s; what the lock costs shows beside --gil=%s", lockName(c.lock),
		plural(c.threads, "thread"), factor(r.speedup.Median), plural(m.cores, "core"), other)
}

// nothing says why the figures mean nothing.
func (m *matrix) nothing() string {
	if m.interrupted {
		return "not all runs were made: the figures say nothing about the lock"
	}
	return "a run failed: the figures say nothing about the lock"
}

// bestReading returns what was measured of a cell, or else what was predicted.
func (m *matrix) bestReading(c *cell) *reading {
	if m.measures {
		return c.measurement()
	}
	return c.prediction()
}

// effect returns what the lock does; it is not known if runs failed.
func (m *matrix) effect(with, without *cell) (e effect, known bool) {
	e = effect{cost: with.costOver(without, m.measures), cores: m.cores, threads: with.threads}
	e.speedup = m.bestReading(without).speedup.Median
	sum := without.anySummary()
	if !e.cost.Known() || sum == nil {
		return e, false
	}
	e.nature = natureOf(sum)
	return e, true
}

// costOver returns the time of a cell over that of another.
func (c *cell) costOver(other *cell, measured bool) measure.Spread {
	if measured {
		if c.measured == nil || other.measured == nil {
			return measure.Spread{}
		}
		return measure.Ratio(c.measured, other.measured, measure.Wall)
	}
	wall := &figureSpecs()[0]
	x, y := c.predictedFigure(wall), other.predictedFigure(wall)
	if !x.Known() || y.Median == 0 {
		return measure.Spread{}
	}
	return measure.SpreadOf([]float64{x.Median / y.Median})
}

// anySummary returns what the threads did: of the run that was recorded, or else of the simulated one; nil if there is
// neither.
func (c *cell) anySummary() *trace.Summary {
	switch {
	case c.recorded != nil && c.recorded.err == nil:
		return c.recorded.summary
	case c.predicted != nil && c.predicted.info.failure == nil:
		return c.predicted.summary
	}
	return nil
}

// natureOf returns what the threads mostly do. The main thread, which starts the others, does not count beside them.
// Who waits for a lock of the program wants to compute.
func natureOf(sum *trace.Summary) nature {
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
		return awaits
	}
	return both
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

// sentence says what the effect means.
func (e *effect) sentence() string {
	on := " on " + plural(e.cores, "core")
	cost := e.cost.Median
	switch {
	case e.cost.Inside(1) && e.cost.NoisePercent() > measure.TooNoisy:
		return "it is too noisy here to say what the lock costs this workload: what it costs differs by " + percent(e.cost.NoisePercent()) + " from round to round"
	case e.cost.Inside(1) || cost < differs && cost > 1/differs:
		return "the lock costs this workload nothing that shows" + on + e.withoutCost()
	case cost < 1:
		return "without the lock this workload takes " + factor(1/cost) + " times as long" + on +
			": its threads get into each other's way, and the lock lets them take turns"
	}
	return "the lock costs this workload a factor of " + factor(cost) + on + e.withCost()
}

// withoutCost says why a lock that costs nothing does not.
func (e *effect) withoutCost() string {
	switch {
	case e.threads == 1:
		return ": there is one thread"
	case e.nature == awaits:
		return "; its threads wait for most of their time: threads help, with the lock too"
	case e.cores == 1:
		return ": there is one thread at a time anyway"
	case e.speedup < differs:
		return "; its threads take turns anyway: neither processes nor free threading help it as it is"
	}
	return "; threads help, with the lock too"
}

// withCost says what helps where the lock costs something.
func (e *effect) withCost() string {
	switch e.nature {
	case awaits:
		return "; its threads wait for most of their time, and then for the lock: processes or free threading help, less work under the lock does too"
	case both:
		return "; threads that wait must wait again for those that compute: processes or free threading help, a shorter switch interval does a little"
	}
	if e.speedup < differs {
		return "; more threads are no faster without it either: what helps is to share less"
	}
	return "; it is CPU-bound: processes or free threading help, threads do not"
}

// factor returns a ratio for a sentence.
func factor(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }
