package main

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

// has is a figure that the operating system has.
func has(n int64) native.Reading { return native.Reading{N: n, Known: true} }

// seriesOf returns the series of runs that took so long.
func seriesOf(walls ...time.Duration) *measure.Series {
	s := new(measure.Series)
	for _, w := range walls {
		s.Results = append(s.Results, native.Result{Wall: w, Usage: native.Usage{CPU: has(int64(w))}})
	}
	return s
}

// give gives a side made-up real runs, of which nothing came out, and before them one that does not count.
func (s *side) give(measured *measure.Series) {
	s.measured, s.outcomes = measured, make([]workload.Outcome, 1+len(measured.Results))
}

// experimentFrom returns the experiment of these flags, simulated, with made-up times of the real runs: under the lock
// that was asked for, and under the other.
func experimentFrom(t *testing.T, asked, other *measure.Series, args ...string) *experiment {
	s := setupFrom(t, append([]string{"--threads=2", "--param=rounds=10000"}, args...)...)
	c := newExperiment(s, &realFlags{repeat: number{value: 3}})
	c.predict(context.Background(), new(progress))
	c.sides[0].give(asked)
	c.sides[1].give(other)
	return c
}

// rowOf returns the row of a figure of a side, or of both.
func rowOf(t *testing.T, c *experiment, s *side, key string) *experimentRow {
	for _, r := range c.rows() {
		if r.side == s && r.key == key {
			return &r
		}
	}
	t.Fatalf("there is no %s", key)
	return nil
}

func TestTheOtherLockIsNoneOrElseThePresentOne(t *testing.T) {
	for asked, want := range map[string]string{"on": "gil off", "ticks": "gil off", "coop": "gil off", "off": "gil on"} {
		c := newExperiment(setupFrom(t, "--gil="+asked, "--cores=9"), new(realFlags))
		if got := lockName(c.sides[1].lock); got != want {
			t.Errorf("%s is compared with %s, want %s", asked, got, want)
		}
		for _, s := range c.sides {
			if s.machine.Cores != coresInReach() || s.machine.GIL != s.lock {
				t.Errorf("under %v there are %d cores, want %d", s.lock, s.machine.Cores, coresInReach())
			}
		}
	}
}

func TestTheRatioIsTheTimeWithTheLockOverThatWithout(t *testing.T) {
	fast, slow := seriesOf(10, 20, 40), seriesOf(20, 40, 80)
	for gil, c := range map[string]*experiment{
		"on":  experimentFrom(t, slow, fast, "--gil=on"),
		"off": experimentFrom(t, fast, slow, "--gil=off"),
	} {
		if r := rowOf(t, c, nil, "wall_ratio"); r.measured.Median != 2 || r.measured.Noise != 0 {
			t.Errorf("asked for %s, the ratio is %+v, want 2 in each round", gil, r.measured)
		}
	}
}

func TestADifferenceInsideTheNoiseIsCalledThat(t *testing.T) {
	c := experimentFrom(t, seriesOf(1), seriesOf(1))
	predicted := c.sides[0].predicted.summary.Wall
	near := seriesOf(predicted-20*time.Microsecond, predicted+10*time.Microsecond, predicted-20*time.Microsecond)
	c.sides[0].give(near)
	if r := rowOf(t, c, c.sides[0], "wall_seconds"); r.errorText() != "inside the noise" {
		t.Errorf("%+v, predicted %v: the error is %q", r.measured, predicted, r.errorText())
	}
	c.sides[0].give(seriesOf(2*predicted, 2*predicted, 2*predicted))
	if r := rowOf(t, c, c.sides[0], "wall_seconds"); r.errorText() != "-50 %" {
		t.Errorf("%+v, predicted %v: the error is %q, want -50 %%", r.measured, predicted, r.errorText())
	}
}

func TestWhatTheSystemLacksIsShownAsSuch(t *testing.T) {
	c := experimentFrom(t, seriesOf(1), seriesOf(1))
	r := rowOf(t, c, c.sides[0], "voluntary_per_second")
	if got := r.text(r.measured.Median, r.measured.Known()); got != unknown || !math.IsNaN(r.error()) || r.json().Measured != nil {
		t.Errorf("it is shown as %q, with the error %v, in JSON %v", got, r.error(), r.json().Measured)
	}
}

func TestLatenciesAreThoseOfTheRunsThatCount(t *testing.T) {
	c := experimentFrom(t, seriesOf(1, 1, 1), seriesOf(1))
	s := c.sides[0]
	s.outcomes = nil
	for _, ms := range []time.Duration{100, 1, 2, 3, 100} { // the first warms up, the last is recorded
		s.outcomes = append(s.outcomes, workload.Outcome{Latencies: []time.Duration{ms * time.Millisecond}})
	}
	want := measure.Spread{Median: 0.002, Min: 0.001, Max: 0.003, Noise: 0.001, N: 3}
	if r := rowOf(t, c, s, "latency_p99_seconds"); r.measured != want || r.predicted.Known() {
		t.Errorf("it is %+v, predicted %v, want %+v and nothing", r.measured, r.predicted, want)
	}
	for _, r := range c.rows() {
		if r.side == c.sides[1] && r.key == "latency_p99_seconds" {
			t.Error("there is a row of latencies that nobody has")
		}
	}
}

func TestOtherProgramsAreToldOfIfTheyMatter(t *testing.T) {
	for cores, want := range map[float64]string{0: "", 0.09: "", 0.95: "other programs used 0.9 cores meanwhile"} {
		n := neighbourhood{cores: measure.SpreadOf([]float64{cores})}
		if got := n.loud(); got != want {
			t.Errorf("of %v cores it says %q, want %q", cores, got, want)
		}
	}
	if n := new(neighbourhood); n.loud() != "" || n.json() != nil {
		t.Errorf("what is not known is told as %q, %v", n.loud(), n.json())
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
		s := &side{measured: &measure.Series{Err: tt.measured}, recorded: &recordedRun{err: tt.recorded}}
		if got := s.failure(); got != tt.want {
			t.Errorf("measuring gave %v, recording %v: the failure is %v, want %v", tt.measured, tt.recorded, got, tt.want)
		}
	}
}

func TestTheChartShowsTheShareOfAllCores(t *testing.T) {
	at := func(ms, cpu int64) native.Sample {
		return native.Sample{At: time.Duration(ms) * time.Millisecond, CPU: has(cpu * int64(time.Millisecond))}
	}
	samples := []native.Sample{at(0, 0), at(10, 20), at(20, 30), at(30, 30), at(40, 31), at(50, 51)}
	if got := usageChart(samples, 2, 40); got != "█▅▁▁█" {
		t.Errorf("the chart is %q", got)
	}
	if got := usageChart(samples, 4, 40); got != "▅▃▁▁▅" {
		t.Errorf("of twice as many cores it is %q", got)
	}
	if got := usageChart(samples[:3], 2, 40); got != "" {
		t.Errorf("two samples give the chart %q, want none", got)
	}
	if got := usageChart(samples, 2, 4); width(got) != 4 {
		t.Errorf("in 4 characters it is %q", got)
	}
	samples[2].CPU.Known = false
	if got := usageChart(samples, 2, 40); got != "" {
		t.Errorf("without a figure it is %q, want none", got)
	}
}

func TestTheTableIsNoWiderThanThePage(t *testing.T) {
	c := experimentFrom(t, seriesOf(1e6, 2e6, 3e9), seriesOf(1e6, 2e6, 3e6))
	for _, to := range []int{40, 60, 80, 132} {
		p := &page{width: to}
		p.experiment(c)
		for _, row := range p.Rows {
			if n := row.Width(); n > to {
				t.Errorf("in %d characters there are %d", to, n)
			}
		}
	}
}

func TestTheJSONOfBothMachinesIsInItsOrder(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"--cores=" + count(coresInReach()), "simulated interval, simulated off, real interval, real off"},
		{"--cores=1000", "simulated interval, simulated off, real interval, real off, simulated interval"},
		{"--cores=1000 --gil=off", "simulated off, simulated interval, real off, real interval, simulated off"},
	} {
		c := experimentFrom(t, seriesOf(1), seriesOf(1), strings.Fields(tt.args)...)
		shown := c.sides[0].predicted
		d := newDocument("run")
		info := shown.info
		if strings.HasPrefix(tt.args, "--cores=1000") {
			info.cores = 1000
		}
		d.Runs = append(d.Runs, jsonRunOf(info, shown.summary))
		d.compare(c)
		var got []string
		for _, r := range d.Runs {
			got = append(got, r.Machine+" "+r.GIL)
		}
		if text := strings.Join(got, ", "); text != tt.want {
			t.Errorf("%s gives %s, want %s", tt.args, text, tt.want)
		}
	}
}
