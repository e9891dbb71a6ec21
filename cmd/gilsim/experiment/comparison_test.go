package experiment

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// seriesOf returns the series of runs that took so long.
func seriesOf(walls ...time.Duration) *measure.Series {
	s := new(measure.Series)
	for _, w := range walls {
		s.Results = append(s.Results, native.Result{Wall: w, Usage: native.Usage{CPU: native.Reading{N: int64(w), Known: true}}})
	}
	return s
}

// give gives a side made-up real runs, of which nothing came out, and before them one that does not count.
func (s *Side) give(measured *measure.Series) {
	s.Measured, s.Outcomes = measured, make([]workload.Outcome, 1+len(measured.Results))
}

// comparisonOf returns a comparison, simulated, with made-up times of the real runs: under the lock that was asked for, and
// under the other.
func comparisonOf(t *testing.T, asked gil.Discipline, measured, other *measure.Series) *Comparison {
	s := setupOf(t, sim.Config{Cores: 4, GIL: under(t, asked)}, "", "spin", 2, "rounds", "10000")
	c := NewComparison(s, new(Real), 3, 0)
	c.Predict(context.Background(), Watch{})
	c.Sides[0].give(measured)
	c.Sides[1].give(other)
	return c
}

// rowOf returns the row of a figure of a side, or of both.
func rowOf(t *testing.T, c *Comparison, s *Side, key string) *Row {
	for _, r := range c.Rows() {
		if r.Side == s && r.Key == key {
			return &r
		}
	}
	t.Fatalf("there is no %s", key)
	return nil
}

func TestTheOtherLockIsNoneOrElseThePresentOne(t *testing.T) {
	for asked, want := range map[gil.Discipline]gil.Discipline{gil.On: gil.Off, gil.Ticks: gil.Off, gil.Coop: gil.Off, gil.Off: gil.On} {
		c := NewComparison(setupOf(t, sim.Config{Cores: 9, GIL: under(t, asked)}, "", "spin", 0), new(Real), 1, 0)
		if got := c.Sides[1].Lock(); got.Discipline != want {
			t.Errorf("%v is compared with %v, want %v", asked, got.Discipline, want)
		}
		for _, s := range c.Sides {
			if s.Machine.Cores != CoresInReach() {
				t.Errorf("under %v there are %d cores, want %d", s.Lock(), s.Machine.Cores, CoresInReach())
			}
		}
	}
}

func TestTheRatioIsTheTimeWithTheLockOverThatWithout(t *testing.T) {
	fast, slow := seriesOf(10, 20, 40), seriesOf(20, 40, 80)
	for d, c := range map[gil.Discipline]*Comparison{
		gil.On:  comparisonOf(t, gil.On, slow, fast),
		gil.Off: comparisonOf(t, gil.Off, fast, slow),
	} {
		if r := rowOf(t, c, nil, "wall_ratio"); r.Measured.Median != 2 || r.Measured.Noise != 0 {
			t.Errorf("asked for %v, the ratio is %+v, want 2 in each round", d, r.Measured)
		}
	}
}

func TestLatenciesAreThoseOfTheRunsThatCount(t *testing.T) {
	c := comparisonOf(t, gil.On, seriesOf(1, 1, 1), seriesOf(1))
	s := c.Sides[0]
	s.Outcomes = nil
	for _, ms := range []time.Duration{100, 1, 2, 3, 100} { // the first warms up, the last is recorded
		s.Outcomes = append(s.Outcomes, workload.Outcome{Latencies: []time.Duration{ms * time.Millisecond}})
	}
	want := measure.Spread{Median: 0.002, Min: 0.001, Max: 0.003, Noise: 0.001, N: 3}
	if r := rowOf(t, c, s, "latency_p99_seconds"); r.Measured != want || r.Predicted.Known() {
		t.Errorf("it is %+v, predicted %v, want %+v and nothing", r.Measured, r.Predicted, want)
	}
	for _, r := range c.Rows() {
		if r.Side == c.Sides[1] && r.Key == "latency_p99_seconds" {
			t.Error("there is a row of latencies that nobody has")
		}
	}
}

func TestRunsThatFailAreTold(t *testing.T) {
	broken := errors.New("broken")
	for _, tt := range []struct {
		measured error
		recorded error
		want     error
	}{
		{nil, nil, nil}, {broken, nil, broken}, {nil, broken, broken},
		{sched.ErrInterrupted, nil, nil}, {context.Canceled, nil, nil},
	} {
		s := &Side{Measured: &measure.Series{Err: tt.measured}, Recorded: &Recording{Err: tt.recorded}}
		if got := s.Failure(); got != tt.want {
			t.Errorf("measuring gave %v, recording %v: the failure is %v, want %v", tt.measured, tt.recorded, got, tt.want)
		}
	}
}

// TestWhatThreadsShareIsChargedOnce predicts a program of the Python machine, whose bytecodes have been measured: without a lock what its
// threads share was part of that, with a lock there was nothing of it to measure.
func TestWhatThreadsShareIsChargedOnce(t *testing.T) {
	s := setupOf(t, sim.Config{Cores: 2, GIL: under(t, gil.On)}, "", "spin", 2)
	s.Machine.Touch = 70
	own := *s.Program
	own.Start = func() (sched.Runner, func() workload.Outcome) { panic("it is not run: what it costs is known") }
	s.Program = &own
	m := &Real{own: map[ownKey]int64{{&own, true}: 11_000, {&own, false}: 99_000}}
	c := NewComparison(s, m, 3, 0)
	c.Calibrate(context.Background())
	for i, want := range []struct{ bytecode, touch string }{{"11000", "70"}, {"99000", ""}} {
		header := c.Sides[i].Header()
		bytecode, _ := trace.Lookup(header.Config, "bytecode-ps")
		touch, _ := trace.Lookup(header.Config, "touch-ns")
		if bytecode != want.bytecode || touch != want.touch {
			t.Errorf("%v: a bytecode costs %q ps and a touch %q ns more, want %q and %q", c.Sides[i].Lock().Discipline, bytecode, touch, want.bytecode, want.touch)
		}
	}
}
