// This file tests that the picture of a difference shows what differs, however narrow it is.

package view

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

func TestANarrowPictureStillShowsTheValueThatDiffers(t *testing.T) {
	side := func(value, later int64) *trace.Trace {
		s := scene.New("MainThread", "Thread-1").At(123_456_789).Do(1, trace.Start, 0, 0).Do(2, trace.Start, 0, 0)
		return &s.After(10+later).Do(2, trace.Store, scene.TheBalance, value).Trace
	}
	for _, later := range []int64{0, 1} {
		d := diff.Traces(side(7, 0), side(-5, later), diff.Exact)
		got := pictureText(t, Difference(d, 80))
		for _, want := range []string{"balance ← 7", "balance ← -5"} {
			if !strings.Contains(got, want) {
				t.Errorf("the second side %d ns later: want %q in\n%s", later, want, got)
			}
		}
		if later > 0 != strings.Contains(got, "> 123456800") {
			t.Errorf("the second side %d ns later: times are shown only if they differ or have room:\n%s", later, got)
		}
	}
}

func TestOrdinals(t *testing.T) {
	tests := map[int]string{
		1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 112: "112th", 122: "122nd",
	}
	for n, want := range tests {
		if got := ordinal(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
