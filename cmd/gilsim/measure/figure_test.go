package measure_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/sched/native"
)

func TestFiguresArePerSecondAndInPercentOfTheTimeOfTheRun(t *testing.T) {
	has := func(n int64) native.Reading { return native.Reading{N: n, Known: true} }
	r := &native.Result{
		Wall:    2 * time.Second,
		Usage:   native.Usage{CPU: has(3e9), Voluntary: has(10), Involuntary: has(4), Queued: has(5e8)},
		Threads: []native.ThreadUsage{{Bytecodes: 40}, {Bytecodes: 2}},
	}
	for name, tt := range map[string]struct {
		figure measure.Figure
		want   float64
	}{
		"wall": {measure.Wall, 2}, "cpu": {measure.CPU, 150}, "voluntary": {measure.Voluntary, 5},
		"involuntary": {measure.Involuntary, 2}, "queued": {measure.Queued, 0.5}, "bytecodes": {measure.Bytecodes, 42},
		"pace": {measure.Pace, 2.0 / 42},
	} {
		if got, known := tt.figure(r); got != tt.want || !known {
			t.Errorf("%s is %v, known %v, want %v", name, got, known, tt.want)
		}
	}
}

func TestWhatTheSystemLacksIsNotKnown(t *testing.T) {
	s := &measure.Series{Results: []native.Result{{Wall: time.Second}}}
	for name, f := range map[string]measure.Figure{
		"cpu": measure.CPU, "voluntary": measure.Voluntary, "involuntary": measure.Involuntary, "queued": measure.Queued, "pace": measure.Pace,
	} {
		if got := s.Spread(f); got.Known() {
			t.Errorf("%s is %+v, but the operating system did not tell", name, got)
		}
	}
}

func TestNoiseIsWhatNeighboursDifferBy(t *testing.T) {
	s := measure.SpreadOf([]float64{10, 11, 13, 13.5, 20})
	want := measure.Spread{Median: 13, Min: 10, Max: 20, Noise: 1.5, N: 5}
	if s != want {
		t.Errorf("the spread is %+v, want %+v", s, want)
	}
	for x, inside := range map[float64]bool{11.5: true, 14.5: true, 11.4: false, 14.6: false} {
		if s.Inside(x) != inside {
			t.Errorf("%v is inside the noise: %v, want %v", x, !inside, inside)
		}
	}
	if one := measure.SpreadOf([]float64{3}); one.Inside(3.1) || one.NoisePercent() > 0 {
		t.Errorf("a figure that was had once has the noise %v, want none", one.Noise)
	}
	if even := measure.SpreadOf([]float64{4, 1, 2, 3}); even.Median != 2.5 {
		t.Errorf("the median of 1, 2, 3, 4 is %v, want 2.5", even.Median)
	}
}
