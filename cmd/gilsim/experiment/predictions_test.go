package experiment

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// told is all that reports ask of a failure.
func told(err error) string {
	var d *sched.DeadlockError
	cycle := ""
	if errors.As(err, &d) {
		for _, w := range d.Cycle {
			cycle += fmt.Sprintf("%+v; ", *w)
		}
	}
	return fmt.Sprintf("%s, %q, of %q, %s", FailureKind(err), err, FailedThreads(err), cycle)
}

func TestAPredictionTravelsWithAllThatIsToldOfIt(t *testing.T) {
	for _, s := range []*Setup{
		setupOf(t, sim.Config{Cores: 2, Seed: 3, GIL: under(t, gil.Interval)}, "3.12", "server", 0),
		setupOf(t, sim.Config{Cores: 2, GIL: under(t, gil.Off)}, "", "balance", 0, "count", "50"),
		setupOf(t, sim.Config{Cores: 2, GIL: under(t, gil.Off)}, "", "deadlock", 0),
		setupOf(t, sim.Config{Cores: 2, MaxSteps: 10, GIL: under(t, gil.Off)}, "", "spin", 2),
		setupOf(t, sim.Config{Cores: 2, GIL: under(t, gil.Interval)}, "", "greenlet", 0),
	} {
		want := s.simulate(context.Background(), Watch{})
		list, err := (&PredictionPlan{Setups: []*Setup{s}}).Predict(context.Background(), Cores{}, func(int) {})
		if err != nil {
			t.Fatal(err)
		}
		got := list[0]
		if want.Info.Failure != nil {
			if got, want := told(got.Info.Failure), told(want.Info.Failure); got != want {
				t.Errorf("%s is told of as\n%s\nwant\n%s", s.Program.Name, got, want)
			}
			got.Info.Failure, want.Info.Failure = nil, nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", s.Program.Name, diff)
		}
	}
}

func TestAnInterruptedRunIsNoPrediction(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s := setupOf(t, sim.Config{Cores: 2, GIL: under(t, gil.Off)}, "", "balance", 0)
	p := &PredictionPlan{Setups: []*Setup{s}}
	data, err := p.Do(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := decodePrediction(data, s.Info()); got != nil || err != nil {
		t.Errorf("%s is read as %v, %v", data, got, err)
	}
}

func TestFiguresThatAreNoNumbersTravel(t *testing.T) {
	p := &Prediction{Summary: new(trace.Summary), Info: Info{Outcome: &workload.Outcome{}}}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), 0.1, math.MaxFloat64} {
		p.Info.Outcome.Metrics = append(p.Info.Outcome.Metrics, workload.Metric{Name: "x", Value: x})
	}
	data, err := encodePrediction(p)
	if err != nil {
		t.Fatal(err)
	}
	got, err := decodePrediction(data, Info{})
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range p.Info.Outcome.Metrics {
		if a, b := math.Float64bits(got.Info.Outcome.Metrics[i].Value), math.Float64bits(m.Value); a != b {
			t.Errorf("%v arrives as %v", m.Value, got.Info.Outcome.Metrics[i].Value)
		}
	}
}

func TestPredictionsThatMakeNoSenseAreRefused(t *testing.T) {
	for _, text := range []string{``, `[]`, `{}`, `{"Summary":{}}`, `{"Outcome":{}}`, `{"Summary":{},"Outcome":{},"Failure":{}}`,
		`{"Summary":{},"Outcome":{"Metrics":[{"Name":"x","Value":"many"}]}}`} {
		if p, err := decodePrediction([]byte(text), Info{}); err == nil {
			t.Errorf("%s is read as %+v", text, p)
		}
	}
}
