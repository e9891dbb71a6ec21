// This file tests that the picture of a difference shows what differs, however narrow it is.

package trace

import (
	"strings"
	"testing"
)

func TestANarrowPictureStillShowsTheValueThatDiffers(t *testing.T) {
	side := func(value, later int64) *Trace {
		s := newScene("MainThread", "Thread-1").at(123_456_789).do(1, Start, 0, 0).do(2, Start, 0, 0)
		return &s.after(10+later).do(2, Store, theBalance, value).Trace
	}
	for _, later := range []int64{0, 1} {
		d := Diff(side(7, 0), side(-5, later), Exact)
		got := pictureText(t, d.Picture(80))
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
