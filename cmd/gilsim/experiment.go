// This file compares what is predicted with what is measured: a run under the lock that was asked for and one under
// another, each on the simulated machine and for real.

package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// An experiment has two sides, the lock that was asked for first. Both machines have the same number of cores.
type experiment struct {
	cores       int
	repeat      int // how often each real run was to be repeated
	real        *realMachine
	sides       []*side
	others      neighbourhood
	interrupted bool // Ctrl-C has ended it before its time
}

// A side is the program under one lock, on both machines. What there is not is nil.
type side struct {
	*setup
	predicted *simulated
	measured  *measure.Series
	outcomes  []workload.Outcome // of all real runs that did not fail
	recorded  *recordedRun
}

// simulated is a run of the simulated machine in figures, and what came out.
type simulated struct {
	summary *trace.Summary
	info    runInfo
}

// A recordedRun is a real run that was recorded.
type recordedRun struct {
	summary *trace.Summary
	result  native.Result
	err     error // why the run failed, if it did
}

// coresInReach returns how many cores both machines of a comparison have.
func coresInReach() int { return min(native.Cores(), maxCores) }

// newExperiment returns the experiment with a setup and the same under another lock, on the cores in reach: without a
// lock, or with CPython's if none was asked for.
func newExperiment(s *setup, r *realFlags) *experiment {
	c := &experiment{cores: coresInReach(), repeat: int(r.repeat.value), real: newRealMachine(r)}
	other := s.lock
	other.Discipline = gil.Off
	if s.lock.Discipline == gil.Off {
		other.Discipline = gil.On
	}
	for _, lock := range []gil.Config{s.lock, other} {
		c.sides = append(c.sides, &side{setup: s.with(lock, c.cores)})
	}
	return c
}

// with returns the same with another lock and so many cores.
func (s *setup) with(lock gil.Config, cores int) *setup {
	own := *s
	own.lock, own.machine.GIL, own.machine.Cores = lock, lock, cores
	return &own
}

// predict simulates what has not been simulated yet.
func (c *experiment) predict(ctx context.Context, shown *progress) {
	for _, s := range c.sides {
		if s.predicted == nil && ctx.Err() == nil {
			s.predicted = s.simulate(ctx, shown)
		}
	}
	c.interrupted = ctx.Err() != nil
}

// simulate makes a run of the simulated machine, nil if it was interrupted.
func (s *setup) simulate(ctx context.Context, shown *progress) *simulated {
	names := new(trace.Names)
	summary := trace.NewSummarizer(names)
	outcome, _, err := s.run(ctx, tee(summary, shown.recorder()), names)
	if errors.Is(err, sched.ErrInterrupted) {
		return nil
	}
	return &simulated{summary.Summary(), s.info().ended(outcome, err)}
}

// measure makes the real runs.
func (c *experiment) measure(ctx context.Context, shown *progress) {
	c.others.begin()
	measureSides(ctx, c.real, c.sides, c.repeat, shown)
	c.others.end()
	c.interrupted = ctx.Err() != nil
}

// measureSides makes the real runs of all sides, and tells how far it has come.
func measureSides(ctx context.Context, m *realMachine, sides []*side, repeat int, shown *progress) {
	runners := make([]measure.Runner, len(sides))
	for i, s := range sides {
		m.loop(s.setup)
		runners[i] = s.runner(m)
	}
	var done, runs atomic.Int64
	plan := measure.Plan{Repeat: repeat, Tell: func(d, r int) { done.Store(int64(d)); runs.Store(int64(r)) }}
	runs.Store(int64(len(sides) * (1 + repeat)))
	var group sync.WaitGroup
	group.Go(func() {
		for i, series := range plan.Run(ctx, runners) {
			sides[i].measured = series
		}
	})
	watch(&group, func() {
		shown.say("measuring: %s of %s done (Ctrl-C ends it)", count(done.Load()), plural(runs.Load(), "run"))
	})
}

// runner returns what makes a real run that is not recorded.
func (s *side) runner(m *realMachine) measure.Runner {
	return func(ctx context.Context) (native.Result, error) {
		outcome, result, err := m.run(ctx, s.setup, native.Config{})
		if err == nil {
			s.outcomes = append(s.outcomes, outcome)
		}
		return result, err
	}
}

// record makes one more real run, which is recorded, unless one has failed that nobody wants the trace of.
func (s *side) record(ctx context.Context, m *realMachine, names *trace.Names, to *traceFile) {
	if ctx.Err() != nil || s.measured.Err != nil && to == nil {
		return
	}
	summary := trace.NewSummarizer(names)
	outcome, result, err := m.run(ctx, s.setup, native.Config{
		Recorder: tee(summary, to.recorder()),
		Names:    names,
		Sample:   sampleEvery(s.measured.Spread(measure.Wall)),
	})
	if errors.Is(err, sched.ErrInterrupted) {
		return
	}
	if err == nil {
		s.outcomes = append(s.outcomes, outcome)
	}
	s.recorded = &recordedRun{summary.Summary(), result, err}
}

// The sampling of a run's processor use: a chart has about so many samples, but none is shorter than two ticks of a
// kernel that has 250 a second, as it brings the accounts of what runs on other cores up to date at each of them.
const (
	chartSamples = 40
	shortSample  = 8 * time.Millisecond
)

// sampleEvery returns how often the processor use of a run is looked at that takes about so long.
func sampleEvery(wall measure.Spread) time.Duration {
	return max(shortSample, time.Duration(wall.Median*float64(time.Second))/chartSamples)
}

// failure returns why a real run failed, nil if none did, or if it was interrupted.
func (s *side) failure() error {
	err := s.measured.Err
	if err == nil && s.recorded != nil {
		err = s.recorded.err
	}
	if errors.Is(err, sched.ErrInterrupted) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// wrong returns what came out of the first run whose check does not hold, nil if there is none, and how many there are.
func (s *side) wrong() (first *workload.Outcome, runs int) {
	for i := range s.outcomes {
		if s.outcomes[i].OK {
			continue
		}
		if runs++; first == nil {
			first = &s.outcomes[i]
		}
	}
	return first, runs
}

// verdict returns the error that a command ends with which only measures.
func (s *side) verdict() error {
	if err := s.failure(); err != nil {
		return finding("%w", err)
	}
	if first, runs := s.wrong(); first != nil {
		return finding("the program's check does not hold in %d of %s: %s, want %s", runs, plural(len(s.outcomes), "run"), first.Result, first.Want)
	}
	return nil
}

// overhead returns what recording adds to the time of a run, in percent, and whether that is inside the noise.
func (s *side) overhead() (percent float64, inside, known bool) {
	wall := s.measured.Spread(measure.Wall)
	if s.recorded == nil || s.recorded.err != nil || wall.Median == 0 {
		return 0, false, false
	}
	recorded := s.recorded.result.Wall.Seconds()
	return 100 * (recorded/wall.Median - 1), wall.Inside(recorded), true
}
