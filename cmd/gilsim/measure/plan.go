// This file defines the plan by which runs are measured: how often, and in which order.

package measure

import (
	"context"
	"time"

	"github.com/gilsim/gilsim/sched/native"
)

// A Runner makes one run for real.
type Runner func(ctx context.Context) (native.Result, error)

// A Plan says how often runs are repeated.
type Plan struct {
	Repeat int                  // rounds that count; default 5
	Least  int                  // so many of them are made even if they take longer than the budget; default Repeat
	Budget time.Duration        // runs that are too noisy are repeated as long as so much time has not passed; default 4s
	Tell   func(done, runs int) // told after each run how many are done, of how many at least; default: nobody
}

// The defaults of a plan, and its bounds.
const (
	defaultRepeat = 5
	defaultBudget = 4 * time.Second
	maxRounds     = 3 // times Repeat, where runs are too noisy
)

// TooNoisy is what the time of a run may differ by from itself, in percent.
const TooNoisy = 10

// Run makes the runs, round by round, and returns a series for each runner. One whose run fails takes no further part.
// When the context is done all series end, with what was measured up to there. While a run is too noisy there are more
// rounds, up to three times as many and as far as the budget goes.
func (p Plan) Run(ctx context.Context, runners []Runner) []*Series {
	p = p.complete()
	m := &measuring{ctx: ctx, runners: runners, series: make([]*Series, len(runners)), plan: p}
	for i := range m.series {
		m.series[i] = new(Series)
	}
	began := time.Now()
	m.round(false)
	early := func() bool { return time.Since(began) < p.Budget }
	for n := 0; n < p.Least || n < p.Repeat && early() || n < maxRounds*p.Repeat && m.noisy() && early(); n++ {
		m.round(true)
	}
	return m.series
}

// complete returns the plan with its defaults filled in.
func (p Plan) complete() Plan {
	if p.Repeat <= 0 {
		p.Repeat = defaultRepeat
	}
	if p.Least <= 0 || p.Least > p.Repeat {
		p.Least = p.Repeat
	}
	if p.Budget == 0 {
		p.Budget = defaultBudget
	}
	if p.Tell == nil {
		p.Tell = func(int, int) {}
	}
	return p
}

// measuring is a plan that is being carried out.
type measuring struct {
	ctx     context.Context
	plan    Plan
	runners []Runner
	series  []*Series
	done    int // runs so far
}

// round makes one run of each runner that has not failed.
func (m *measuring) round(counts bool) {
	for i, s := range m.series {
		if s.Err != nil {
			continue
		}
		if s.Err = m.ctx.Err(); s.Err != nil {
			continue
		}
		result, err := m.runners[i](m.ctx)
		m.done++
		m.plan.Tell(m.done, max(m.done, len(m.runners)*(1+m.plan.Least)))
		switch {
		case err != nil:
			s.Err = err
		case counts:
			s.Results = append(s.Results, result)
		}
	}
}

// noisy reports whether a run that can be repeated is too noisy.
func (m *measuring) noisy() bool {
	for _, s := range m.series {
		if s.Err == nil && s.Noisy() {
			return true
		}
	}
	return false
}

// Noisy reports whether the run is too noisy: its time differs by more than 10 % from itself.
func (s *Series) Noisy() bool { return s.Spread(Wall).NoisePercent() > TooNoisy }
