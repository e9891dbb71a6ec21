// This file keeps two figures apart: what the processes that real runs start cost here, which are gilsim's own, and what those of CPython cost.

package experiment

import (
	"context"

	"github.com/gilsim/gilsim/cmd/gilsim/survey"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// predictOwnProcesses measures what a process of gilsim's own costs, if any cell starts some for real, so that what is predicted beside those
// runs is predicted of the same processes. What processes of CPython would make of it is predicted, too. If it cannot be
// measured, all predictions are of CPython's processes.
func (m *Matrix) predictOwnProcesses(ctx context.Context) {
	if !m.Predicts || !m.Measures || !native.HasProcesses {
		return
	}
	for _, c := range m.Cells {
		if c.SimulatedOnly || c.Machine.Processes != (sched.ProcessCosts{}) || !c.startsProcesses() {
			continue
		}
		if m.Own == nil {
			costs, err := survey.Processes(ctx, native.Cores())
			if err != nil {
				return
			}
			m.Own = &costs
		}
		c.CPython = &Side{Setup: c.Setup, Predicted: c.Setup.simulate(ctx, Watch{})}
		own := *c.Setup
		own.Machine.Processes = *m.Own
		c.Setup = &own
	}
}

// startsProcesses reports whether the program starts processes for its work.
func (s *Setup) startsProcesses() bool {
	given := s.Program.Given(s.Input)
	switch by, _ := trace.Lookup(given, paramBy); by {
	case BySequential, ByThreads, byGreenlets:
		return false
	}
	return s.Program.StartsProcesses(given)
}

// TookCPython returns what the work with its start takes the processes of CPython, as predicted; not known if that is what stands in the
// column of what is predicted, or nowhere.
func (c *Cell) TookCPython() (seconds float64, known bool) {
	if c.CPython == nil {
		return 0, false
	}
	for _, f := range Figures() {
		if f.Key == Took {
			took := c.CPython.predictedFigure(&f)
			return took.Median, took.Known()
		}
	}
	return 0, false
}
