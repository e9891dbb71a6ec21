package experiment

import "testing"

// What bytecodes cost is told by the runs behind the first, as that one gets its memory from the system; a program that executes too few
// of them tells nothing.
func TestTheFirstRunOfAProgramDoesNotTellWhatBytecodesCost(t *testing.T) {
	for _, c := range []struct {
		name  string
		costs []int64
		want  int64
	}{
		{"the first run is the dearest", []int64{900, 102, 100, 101, 99, 103}, 101},
		{"one run is disturbed", []int64{900, 100, 700, 101, 99, 102}, 101},
		{"there are too few bytecodes", []int64{0}, 0},
	} {
		runs := 0
		got := typicalCost(func() int64 { runs++; return c.costs[runs-1] })
		if got != c.want || runs != len(c.costs) {
			t.Errorf("%s: %d after %d runs, want %d after %d", c.name, got, runs, c.want, len(c.costs))
		}
	}
}
