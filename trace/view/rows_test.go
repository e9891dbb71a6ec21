package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/internal/scene"
)

// The rows of a window are those that the whole run has there: what was read, who had control and why it was lost are known from before
// and after.
func TestRowsOfAWindowAreThoseOfTheWholeRun(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		tr := scene.AnyTrace(r, scene.AnyStep(r))
		first := rapid.IntRange(0, len(tr.Events)).Draw(r, "first")
		last := rapid.IntRange(first, len(tr.Events)).Draw(r, "last")
		f := Filter{All: rapid.Bool().Draw(r, "all")}
		var want []StepRow
		for _, row := range Rows(tr, f) {
			if row.Event >= first && row.Event < last {
				want = append(want, row)
			}
		}
		got := RowsBetween(tr, f, first, last)
		if diff := cmp.Diff(want, got); diff != "" && len(want)+len(got) > 0 {
			r.Fatalf("from %d to %d (-want +got):\n%s", first, last, diff)
		}
	})
}
