package report

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
)

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
