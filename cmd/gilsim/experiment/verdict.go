// This file says what the figures of a matrix mean: what the lock does to the program, and whether the tutorials' claim about
// models of input and output holds.

package experiment

import (
	"math"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace"
)

// From where on a ratio is a difference, a thread one that waits, and a program CPU-bound. A smaller ratio is no more
// than what a run may differ by from itself: measure.TooNoisy.
const (
	Differs = 1.1
	waits   = 0.5 // of its life
	Bound   = 80  // percent of one core with the lock
)

// HardlyDiffers reports whether a ratio is hardly a difference.
func HardlyDiffers(ratio float64) bool { return ratio < Differs && ratio > 1/Differs }

// rises reports whether a speed-up is one, and outside the noise.
func rises(s measure.Spread) bool { return s.Known() && s.Median >= Differs && !s.Inside(1) }

// A Nature is what the threads of a program mostly do.
type Nature uint8

// The natures.
const (
	Computes Nature = iota // all of its threads compute
	Awaits                 // all of them wait for time, input or output
	Both                   // some compute, some wait
)

// A VerdictKind is what may be said of the runs of a matrix. The first that holds is the only one: what stands above it
// forbids what is below.
type VerdictKind uint8

// The kinds.
const (
	VerdictWrong       VerdictKind = iota // a result is wrong: how fast it is does not matter
	VerdictFailed                         // a run failed
	VerdictInterrupted                    // not all runs were made
	VerdictNoisy                          // the runs differ too much from themselves, or how much is not known
	VerdictUnknown                        // figures are lacking
	VerdictAlone                          // there is no other lock to compare with
	VerdictNothing                        // the lock costs nothing that shows
	VerdictGain                           // the program is faster with the lock
	VerdictCost                           // the lock costs something
)

// An Advice is what helps the program.
type Advice uint8

// The advice.
const (
	NoAdvice   Advice = iota
	UseThreads        // they help, with the lock too
	UseCores          // processes or free threading help
	ShareLess
)

// A Verdict is what may be said of the runs of a matrix.
type Verdict struct {
	Kind    VerdictKind
	Advice  Advice
	Cell    *Cell             // the first that failed or is wrong, or the only one with the most threads; or else nil
	Wrong   *workload.Outcome // what came out of it, if it is wrong
	Runs    int               // of the wrong cell: how many real runs are wrong; 0 if the simulated one is
	Noise   float64           // what a run differs by from itself, in percent; NaN if that is not known
	Repeats int               // how often each run was repeated for real; 0 if all is predicted
	Effect  *Effect           // of those that compare with and without the lock

	Version *Version // of a Python file, the first that is wrong or failed as CPython runs it, which is simulated; or else nil
	// Unjudged says that results differ from run to run, and that nobody says which are right: so there is no advice.
	Unjudged bool
}

// Verdict returns what may be said of the matrix.
func (m *Matrix) Verdict() *Verdict {
	v := &Verdict{Noise: math.NaN(), Unjudged: m.unjudged()}
	if m.Measures {
		v.Repeats, _ = LeastRepeats(m.Sides())
		v.Noise = NoisePercent(m.Sides())
	}
	if v.Version = m.version((*Sweep).Wrong); v.Version != nil {
		v.Kind = VerdictWrong
		return v
	}
	if v.Cell = m.firstWrong(); v.Cell != nil {
		v.Kind = VerdictWrong
		v.Wrong, v.Runs = v.Cell.anyWrong()
		return v
	}
	v.Version, v.Cell = m.version((*Sweep).Failed), m.firstFailed()
	if v.Version != nil || v.Cell != nil {
		v.Kind = VerdictFailed
		return v
	}
	switch {
	case m.Interrupted:
		v.Kind = VerdictInterrupted
	case m.Measures && !(v.Noise <= measure.TooNoisy): // nor is it known
		v.Kind = VerdictNoisy
	default:
		m.compare(v)
	}
	if v.Unjudged {
		v.Advice = NoAdvice
	}
	return v
}

// version returns the first version of a Python file with such results, nil if there is none.
func (m *Matrix) version(such func(w *Sweep) (*Result, int)) *Version {
	for _, v := range m.Versions {
		if v.Sweep == nil {
			continue
		}
		if _, runs := such(v.Sweep); runs > 0 {
			return v
		}
	}
	return nil
}

// unjudged reports whether results that nobody judges differ: in simulated runs of one version, or in real ones.
func (m *Matrix) unjudged() bool {
	for _, v := range m.Versions {
		if v.Sweep != nil && len(v.Sweep.Results) > 1 && v.Sweep.Results[0].Open {
			return true
		}
	}
	results := map[string]bool{}
	for _, s := range m.Sides() {
		for _, o := range s.Outcomes {
			results[o.Result] = results[o.Result] || o.Open
		}
	}
	open := 0
	for _, nobodyJudges := range results {
		if nobodyJudges {
			open++
		}
	}
	return open > 1
}

// compare says what the lock does, where nothing forbids it.
func (m *Matrix) compare(v *Verdict) {
	if v.Cell = m.Alone(); v.Cell != nil {
		v.Kind = VerdictAlone
		if !m.Best(v.Cell).Speedup.Known() {
			v.Kind = VerdictUnknown
		}
		return
	}
	e := m.Effect()
	v.Kind, v.Effect = VerdictUnknown, e
	if e == nil {
		return
	}
	switch cost := e.Cost; {
	case cost.NoisePercent() > measure.TooNoisy:
		v.Kind, v.Noise = VerdictNoisy, cost.NoisePercent()
	case cost.Inside(1) || HardlyDiffers(cost.Median):
		v.Kind = VerdictNothing
		if e.ThreadsHelp() {
			v.Advice = UseThreads
		}
	case cost.Median < 1:
		v.Kind = VerdictGain
	default:
		v.Kind, v.Advice = VerdictCost, e.advice()
	}
}

// firstWrong returns the first cell with a wrong result, nil if there is none.
func (m *Matrix) firstWrong() *Cell {
	for _, c := range m.Cells {
		if wrong, _ := c.anyWrong(); wrong != nil {
			return c
		}
	}
	return nil
}

func (m *Matrix) firstFailed() *Cell {
	for _, c := range m.Cells {
		if c.Failed() != nil {
			return c
		}
	}
	return nil
}

// anyWrong returns a wrong result, nil if there is none, and how many real runs are wrong.
func (s *Side) anyWrong() (*workload.Outcome, int) {
	if first, runs := s.Wrong(); first != nil {
		return first, runs
	}
	if s.Predicted != nil && s.Predicted.Info.Outcome != nil && !s.Predicted.Info.Outcome.OK {
		return s.Predicted.Info.Outcome, 0
	}
	return nil, 0
}

// An Effect is what the lock does to a program, with the greatest number of threads.
type Effect struct {
	Cost    measure.Spread // time with the lock over that without it
	Freed   measure.Spread // speed-up without the lock, over one thread
	Locked  measure.Spread // the same with the lock
	CPU     measure.Spread // with the lock, in percent of one core
	Nature  Nature
	Shared  []string // the objects that several threads write
	Cores   int
	Threads int
}

// Scaled reports whether it is known what more threads do.
func (e *Effect) Scaled() bool { return e.Freed.Known() && e.Locked.Known() }

// ThreadsHelp reports whether more threads are faster than one, with the lock and without it.
func (e *Effect) ThreadsHelp() bool { return rises(e.Freed) && rises(e.Locked) }

// LocksIn reports whether more threads are no faster than one with the lock, though they are without it.
func (e *Effect) LocksIn() bool { return rises(e.Freed) && !rises(e.Locked) }

// advice returns what helps where the lock costs something. Without the lock, to write what another core wrote costs more
// than any figure here tells: for threads that share what they write, more cores are never recommended.
func (e *Effect) advice() Advice {
	switch {
	case len(e.Shared) > 0:
		return ShareLess
	case e.Nature != Computes:
		return UseCores
	case e.Freed.Known() && !rises(e.Freed):
		return ShareLess
	case e.CPU.Known() && e.CPU.Median < Bound:
		return NoAdvice
	}
	return UseCores
}

// Effect returns what the lock does to the program; nil if runs failed, or if there is nothing to compare with.
func (m *Matrix) Effect() *Effect {
	with, without := m.most(false), m.most(true)
	if with == nil || without == nil {
		return nil
	}
	e := &Effect{Cost: with.costOver(without, m.Measures), Cores: m.Cores, Threads: with.Threads}
	e.Freed, e.Locked, e.CPU = m.Best(without).Speedup, m.Best(with).Speedup, m.Best(with).Of("cpu_percent")
	sum := without.anySummary()
	if !e.Cost.Known() || sum == nil {
		return nil
	}
	e.Nature, e.Shared = NatureOf(sum), without.shared()
	return e
}

// shared returns the objects that several threads write, in either run that was looked at.
func (s *Side) shared() []string {
	if s.Predicted != nil && len(s.Predicted.Shared) > 0 {
		return s.Predicted.Shared
	}
	if s.Recorded != nil {
		return s.Recorded.Shared
	}
	return nil
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
	if m.Pair != nil {
		if off {
			return m.Pair[1]
		}
		return m.Pair[0]
	}
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

// NatureOf returns what the threads mostly do. The main thread, which starts the others, does not count beside them.
// Who waits for a lock of the program wants to compute.
func NatureOf(sum *trace.Summary) Nature {
	if !sleeps(sum) {
		return Computes
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
		return Computes
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
