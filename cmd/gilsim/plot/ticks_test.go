package plot

import (
	"math"
	"strings"
	"testing"
)

func TestAxesAreMarkedAtRoundNumbers(t *testing.T) {
	for high, want := range map[float64]string{
		8: "0 2 4 6 8", 6: "0 1 2 3 4 5 6", 2.3: "0 0.5 1 1.5 2", 250: "0 50 100 150 200 250", 0.011: "0 0.002 0.004 0.006 0.008 0.01",
		0: "", math.Inf(1): "", math.NaN(): "",
	} {
		var labels []string
		for _, tick := range (steps{}).Ticks(0, high) {
			labels = append(labels, tick.Label)
		}
		if got := strings.Join(labels, " "); got != want {
			t.Errorf("up to %v there is %s, want %s", high, got, want)
		}
	}
}
