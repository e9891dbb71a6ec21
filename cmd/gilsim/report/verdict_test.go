package report

import (
	"errors"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
)

// failing returns a side whose real run failed, or is wrong, or is right.
func failing(err error, ok bool) *experiment.Side {
	return &experiment.Side{
		Setup:    new(experiment.Setup),
		Measured: &measure.Series{Err: err},
		Outcomes: []workload.Outcome{{OK: ok, Result: "1", Want: "0"}},
	}
}

func TestAFailedRunIsAFindingUnderEitherLockAndAWrongOneUnderThatAskedFor(t *testing.T) {
	broken := errors.New("broken")
	for _, tt := range []struct {
		asked, other *experiment.Side
		want         string
	}{
		{failing(nil, true), failing(nil, true), ""},
		{failing(broken, true), failing(nil, true), "broken"},
		{failing(nil, true), failing(broken, true), "with gil off: broken"},
		{failing(nil, false), failing(nil, true), "the program's check does not hold in 1 of 1 run: 1, want 0"},
		{failing(nil, true), failing(nil, false), ""},
	} {
		got := ""
		if err := ComparisonError(&experiment.Comparison{Sides: []*experiment.Side{tt.asked, tt.other}}); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("it is %q, want %q", got, tt.want)
		}
	}
}

func TestNothingIsSaidThatTheNoiseHides(t *testing.T) {
	noisy := &experiment.Effect{Cost: measure.SpreadOf([]float64{0.8, 2, 1.1}), Speedup: 2, Cores: 2, Threads: 2}
	if got := effectSentence(noisy); !strings.HasPrefix(got, "it is too noisy here to say what the lock costs") {
		t.Errorf("it says %q", got)
	}
	calm := &experiment.Effect{Cost: measure.SpreadOf([]float64{1.02, 0.98, 1.01}), Speedup: 2, Cores: 2, Threads: 2}
	if got := effectSentence(calm); !strings.HasPrefix(got, "the lock costs this workload nothing that shows") {
		t.Errorf("it says %q", got)
	}
}
