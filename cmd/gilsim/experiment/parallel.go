// This file says what becomes of "threads for what waits, processes for what computes": what each way of doing the same work takes, what
// starting it costs, and how much work makes up for that.

package experiment

import (
	"math"

	"github.com/gilsim/gilsim/gil"
)

// The ways of doing the work that the answer names.
const (
	BySequential = "sequential"
	ByThreads    = "threads"
	ByProcesses  = "processes"
	ByPool       = "pool"
	byGreenlets  = "greenlets"
)

// paramBy is the parameter that says which way.
const paramBy = "by"

// Took is the key of the figure that decides: what the work takes with its start.
const Took = "took_seconds"

// A Parallel is what becomes of the advice. All times are in seconds: measured, or predicted if nothing was.
type Parallel struct {
	Tasks int
	Task  float64 // what one task takes, done one after the other
	Ways  []*Way  // all but the sequential one, as they stand in the matrix
}

// A Way is one way of doing the work.
type Way struct {
	*Cell
	Speedup float64 // over doing it one after the other
	Same    bool    // that is hardly a difference, or inside the noise
	Start   float64 // of starting and ending it, with nothing to do
	Work    float64 // of the rest

	// Breaks is, of processes, the work of a task in seconds below which they lose to threads under the lock: 0 if they win however little
	// there is to do, infinite if they lose however much. NaN: it is not known, or they are no processes.
	Breaks float64
}

// Parallel returns what becomes of the advice; nil if runs failed, or if no lock is among those that were compared.
func (m *Matrix) Parallel() *Parallel {
	base := m.claimedLock()
	if base == nil {
		return nil
	}
	base = base.Base
	one, threads := m.model(base, BySequential), m.model(base, ByThreads)
	if one == nil || threads == nil || !m.Best(one).Of(Took).Known() || !m.Best(threads).Of(Took).Known() {
		return nil
	}
	alone, p := m.Best(one).Of(Took), &Parallel{Tasks: one.Threads}
	p.Task = alone.Median / float64(p.Tasks)
	for _, c := range m.Cells {
		took := m.Best(c).Of(Took)
		if c == one || c.Base != base && c.Lock().Discipline != gil.Off {
			continue
		}
		if !took.Known() {
			return nil
		}
		w := &Way{Cell: c, Speedup: alone.Median / took.Median, Start: m.Best(c).Of("start_seconds").Median, Work: m.Best(c).Of("work_seconds").Median}
		w.Same = alone.Inside(took.Median) || took.Inside(alone.Median) || HardlyDiffers(w.Speedup)
		p.Ways = append(p.Ways, w)
	}
	var locked *Way
	for _, w := range p.Ways {
		if w.Cell == threads {
			locked = w
		}
	}
	for _, w := range p.Ways {
		w.Breaks = math.NaN()
		if w.Model == ByProcesses || w.Model == ByPool {
			w.Breaks = p.breaks(w, locked)
		}
	}
	return p
}

// breaks returns the work of a task below which one way loses to another. What a way takes is taken to be its start, and what grows with
// the work.
func (p *Parallel) breaks(w, than *Way) float64 {
	dearer, gained := w.Start-than.Start, than.Work-w.Work
	switch {
	case dearer <= 0 && gained >= 0:
		return 0
	case gained <= 0 || HardlyDiffers(than.Work/w.Work):
		return math.Inf(1)
	}
	return p.Task * dearer / gained
}
