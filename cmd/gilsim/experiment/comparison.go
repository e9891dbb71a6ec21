// This file compares what is predicted with what is measured: a run under the lock that was asked for and one under
// another, each on the simulated machine and for real.

package experiment

import (
	"cmp"
	"context"
	"errors"
	"math"
	"strings"
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

// A Comparison has sides that differ in their lock: two, the lock that was asked for first, or one for each version of Python, and among
// them one with a lock and one without it. Both machines have the same number of cores.
type Comparison struct {
	Cores       int
	Repeat      int // how often each real run is to be repeated
	Least       int // so often even if that takes long; 0: all of them
	Real        *Real
	Sides       []*Side
	Others      measure.Others
	Interrupted bool // it ended before its time, as the context was done
}

// Matrix returns the comparison as a matrix in which nothing tells what more threads do.
func (c *Comparison) Matrix() *Matrix {
	m := &Matrix{Program: c.Sides[0].Program, Cores: c.Cores, Repeat: c.Repeat, Real: c.Real, Measures: true, Interrupted: c.Interrupted, Pair: new([2]*Cell)}
	pair := c.pair()
	for _, s := range c.Sides {
		cell := &Cell{Side: *s, Threads: s.Input.Threads, Base: new(Cell)}
		m.Cells = append(m.Cells, cell)
		for i := range pair {
			if s == pair[i] {
				m.Pair[i] = cell
			}
		}
	}
	return m
}

// pair returns the side with the lock and the one without it that tell what the lock does: the latest without it, and the same version
// with it, or else the latest. What there is not is nil.
func (c *Comparison) pair() (pair [2]*Side) {
	const with, without = 0, 1
	for _, s := range c.Sides {
		if s.Lock().Discipline == gil.Off {
			pair[without] = s
		}
	}
	for _, s := range c.Sides {
		same := pair[without] != nil && s.Python == strings.TrimSuffix(pair[without].Python, "t")
		if s.Lock().Discipline != gil.Off {
			pair[with] = s
		}
		if pair[with] != nil && same {
			break
		}
	}
	return pair
}

// A Side is the program under one lock, on both machines. What there is not is nil.
type Side struct {
	*Setup
	Predicted *Prediction
	Measured  *measure.Series
	Outcomes  []workload.Outcome // of all real runs that did not fail
	Recorded  *Recording

	// SimulatedOnly says that the program cannot do this for real.
	SimulatedOnly bool

	// Unpredictable says that what the bytecodes of the program cost is not known.
	Unpredictable bool
}

// A Prediction is a run of the simulated machine in figures, and what came out.
type Prediction struct {
	Summary *trace.Summary
	Info    Info
	Shared  []string // the objects that several threads wrote
}

// A Recording is a real run that was recorded.
type Recording struct {
	Summary *trace.Summary
	Result  native.Result
	Shared  []string // the objects that several threads wrote
	Forked  bool     // the program started processes: for real they are threads that no lock binds
	Err     error    // why the run failed, if it did
}

// CoresInReach returns how many cores both machines of a comparison have.
func CoresInReach() int { return min(native.Cores(), MaxCores) }

// NewComparison returns the comparison of a setup and the same under another lock, on the cores in reach: without a lock, or
// with CPython's if it has none.
func NewComparison(s *Setup, m *Real, repeat, least int) *Comparison {
	c := &Comparison{Cores: CoresInReach(), Repeat: repeat, Least: least, Real: m}
	c.add(s, s.Lock())
	c.add(s, otherLock(s.Lock()))
	return c
}

// add adds the side of a setup with this lock.
func (c *Comparison) add(s *Setup, lock gil.Config) {
	c.Sides = append(c.Sides, &Side{Setup: s.With(lock, c.Cores)})
}

// otherLock returns no lock for one, and CPython's for none.
func otherLock(lock gil.Config) gil.Config {
	if lock.Discipline == gil.Off {
		lock.Discipline = gil.On
	} else {
		lock.Discipline = gil.Off
	}
	return lock
}

// A Watch is told how far a long step has come, by the goroutine that called for it. The zero value tells nobody.
type Watch struct {
	Simulating func() trace.Recorder // of a comparison: returns who is told the events of the next simulated run, nil for nobody
	Predicting func(done, runs int)  // of a matrix: now and then, how many simulated runs are done
	Measuring  func(done, runs int)  // now and then: how many real runs are done, of how many at least
	Recording  func(c *Cell)         // the real run of this cell is going to be recorded
}

// predicting returns what is told how many of the simulated runs are done.
func (w *Watch) predicting(runs int) func(done int) {
	return func(done int) {
		if w.Predicting != nil {
			w.Predicting(done, runs)
		}
	}
}

// Calibrate measures what bytecodes cost here. A Python file is predicted for gilsim's own machine, whose bytecodes are those that
// are executed for real; it is not predicted if what they cost is not known.
func (c *Comparison) Calibrate(ctx context.Context) {
	for _, s := range c.Sides {
		if !s.Interprets() {
			continue
		}
		if cost, known := c.Real.calibrate(ctx, s.Setup); known {
			s.measured(cost)
		} else {
			s.Unpredictable = true
		}
	}
}

// measured sets what a bytecode costs, as measured of the program itself. Without a lock its threads touched what they share meanwhile:
// the price of that is part of the cost, and not charged again.
func (s *Setup) measured(cost int64) {
	s.Machine.Bytecode = cost
	if s.Lock().Discipline == gil.Off {
		s.Machine.Touch = -1
	}
}

// Predict simulates what has not been simulated yet.
func (c *Comparison) Predict(ctx context.Context, w Watch) {
	for _, s := range c.Sides {
		if s.Predicted == nil && !s.Unpredictable && ctx.Err() == nil {
			s.Predicted = s.simulate(ctx, w)
		}
	}
	c.Interrupted = ctx.Err() != nil
}

// simulate makes a run of the simulated machine, nil if it was interrupted.
func (s *Setup) simulate(ctx context.Context, w Watch) *Prediction {
	names := new(trace.Names)
	summary, shared := trace.NewSummarizer(names), newSharing(names)
	var watched trace.Recorder
	if w.Simulating != nil {
		watched = w.Simulating()
	}
	outcome, _, err := s.Run(ctx, names, summary, shared, watched)
	if errors.Is(err, sched.ErrInterrupted) {
		return nil
	}
	return &Prediction{summary.Summary(), s.Info().Ended(outcome, err), shared.shared()}
}

// Measure makes the real runs. The one of each side that is recorded comes last; names and keep are for the first of those,
// nil if nobody wants its trace.
func (c *Comparison) Measure(ctx context.Context, w Watch, names *trace.Names, keep trace.Recorder) {
	c.Others.Begin()
	measureSides(ctx, c.Real, c.Sides, measure.Plan{Repeat: c.Repeat, Least: c.Least}, w)
	c.Others.End()
	for _, s := range c.Sides {
		s.record(ctx, c.Real, names, keep)
		names, keep = new(trace.Names), nil
	}
	c.Interrupted = ctx.Err() != nil
}

// measureSides makes the real runs of all sides, round by round. It does so on a goroutine of its own: the calling one tells how
// far it has come, also while a run takes long.
func measureSides(ctx context.Context, m *Real, sides []*Side, plan measure.Plan, w Watch) {
	runners := make([]measure.Runner, len(sides))
	for i, s := range sides {
		m.BytecodeCost(s.Setup) // calibrated now, and not while others are measured
		runners[i] = s.runner(m)
	}
	var done, runs atomic.Int64
	plan.Tell = func(d, r int) { done.Store(int64(d)); runs.Store(int64(r)) }
	runs.Store(int64(len(sides) * (1 + cmp.Or(plan.Least, plan.Repeat))))
	var group sync.WaitGroup
	group.Go(func() {
		for i, series := range plan.Run(ctx, runners) {
			sides[i].Measured = series
		}
	})
	everyTick(&group, func() {
		if w.Measuring != nil {
			w.Measuring(int(done.Load()), int(runs.Load()))
		}
	})
}

// tick is how often somebody is told how far a long step has come.
const tick = 100 * time.Millisecond

// everyTick calls look once a tick until the group is done.
func everyTick(group *sync.WaitGroup, look func()) {
	done := make(chan struct{})
	go func() { group.Wait(); close(done) }()
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			return
		case <-ticker.C:
			look()
		}
	}
}

// runner returns what makes a real run. It is not recorded: that costs time.
func (s *Side) runner(m *Real) measure.Runner {
	return func(ctx context.Context) (native.Result, error) {
		outcome, result, err := m.run(ctx, s.Setup, native.Config{})
		if err == nil {
			s.Outcomes = append(s.Outcomes, outcome)
		}
		return result, err
	}
}

// record makes one more real run, which is recorded, unless one has failed that nobody wants the trace of.
func (s *Side) record(ctx context.Context, m *Real, names *trace.Names, keep trace.Recorder) {
	if ctx.Err() != nil || s.Measured.Err != nil && keep == nil {
		return
	}
	summary, shared := trace.NewSummarizer(names), newSharing(names)
	outcome, result, err := m.run(ctx, s.Setup, native.Config{
		Recorder: tee([]trace.Recorder{summary, shared, keep}),
		Names:    names,
		Sample:   sampleEvery(s.Measured.Spread(measure.Wall)),
	})
	if errors.Is(err, sched.ErrInterrupted) {
		return
	}
	if err == nil {
		s.Outcomes = append(s.Outcomes, outcome)
	}
	s.Recorded = &Recording{summary.Summary(), result, shared.shared(), forked(names), err}
}

// forked reports whether there is more than one process.
func forked(names *trace.Names) bool {
	for id := 1; id <= names.Threads(); id++ {
		if names.Process(int32(id)) != 0 {
			return true
		}
	}
	return false
}

// The sampling of a run's processor use: a chart has about so many samples, but none is shorter than two ticks of a
// kernel that has 250 a second, as it brings the accounts of what runs on other cores up to date at each of them.
const (
	chartSamples = 40
	shortSample  = 8 * time.Millisecond
)

func sampleEvery(wall measure.Spread) time.Duration {
	return max(shortSample, time.Duration(wall.Median*float64(time.Second))/chartSamples)
}

// Failure returns why a real run failed, nil if none did, or if it was interrupted.
func (s *Side) Failure() error {
	err := s.Measured.Err
	if err == nil && s.Recorded != nil {
		err = s.Recorded.Err
	}
	if errors.Is(err, sched.ErrInterrupted) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Failed returns why a run failed, for real or simulated, nil if none did.
func (s *Side) Failed() error {
	if s.Measured != nil {
		if err := s.Failure(); err != nil {
			return err
		}
	}
	if s.Predicted != nil {
		return s.Predicted.Info.Failure
	}
	return nil
}

// Wrong returns what came out of the first run whose check does not hold, nil if there is none, and how many there are.
func (s *Side) Wrong() (first *workload.Outcome, runs int) {
	for i := range s.Outcomes {
		if s.Outcomes[i].OK {
			continue
		}
		if runs++; first == nil {
			first = &s.Outcomes[i]
		}
	}
	return first, runs
}

// Overhead returns what recording adds to the time of a run, in percent, and whether that is inside the noise.
func (s *Side) Overhead() (percent float64, inside, known bool) {
	wall := s.Measured.Spread(measure.Wall)
	if s.Recorded == nil || s.Recorded.Err != nil || wall.Median == 0 {
		return 0, false, false
	}
	recorded := s.Recorded.Result.Wall.Seconds()
	return 100 * (recorded/wall.Median - 1), wall.Inside(recorded), true
}

// LeastRepeats returns how often each real run was repeated at least; not ok if none ended as it should.
func LeastRepeats(sides []*Side) (least int, ok bool) {
	for _, s := range sides {
		if s.Measured == nil || s.Failure() != nil {
			continue
		}
		if n := len(s.Measured.Results); !ok || n < least {
			least, ok = n, true
		}
	}
	return least, ok
}

// NoisePercent returns what the wall time of a run differs by from itself, in percent: that of the noisiest; NaN if it is not
// known.
func NoisePercent(sides []*Side) float64 {
	noise := math.NaN()
	for _, s := range sides {
		if s.Measured == nil {
			continue
		}
		if own := s.Measured.Spread(measure.Wall).NoisePercent(); math.IsNaN(noise) || own > noise {
			noise = own
		}
	}
	return noise
}
