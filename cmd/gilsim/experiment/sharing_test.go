package experiment

import (
	"slices"
	"testing"
)

func TestObjectsThatSeveralThreadsWriteAreSeen(t *testing.T) {
	for program, want := range map[string][]string{"spin": nil, "balance": {"balance"}, "balance-locked": {"lock", "balance"}} {
		var params []string
		if program != "spin" {
			params = []string{"count", "1000"}
		}
		for _, c := range matrixOf(t, 2, 2, program, params...).Cells {
			expected := want
			if c.Threads == 1 {
				expected = nil
			}
			if got := c.Predicted.Shared; !slices.Equal(got, expected) {
				t.Errorf("%s with %d threads: %v is shared, want %v", program, c.Threads, got, expected)
			}
		}
	}
}
