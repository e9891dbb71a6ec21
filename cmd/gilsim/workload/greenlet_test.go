// This file tests the program with greenlets.

package workload

import (
	"slices"
	"testing"
)

func TestGreenletsTakeTurnsAsInTheTutorials(t *testing.T) {
	lines, _ := printed(t, "greenlet")
	want := []string{"jerry task1 run1", "jerry task2 run1", "jerry task1 run2", "jerry task2 run2"}
	if !slices.Equal(lines, want) {
		t.Errorf("it prints %q, want %q", lines, want)
	}
	ends(t, "greenlet", 1, nil, "4 lines counted", true)
	ends(t, "greenlet", 3, params("rounds", "50"), "300 lines counted", true)
	ends(t, "greenlet", 1, params("rounds", "0"), "0 lines counted", true)
}
