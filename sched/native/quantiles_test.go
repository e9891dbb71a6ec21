// This file tests how the survey sums a sample up.

package native

import (
	"slices"
	"testing"
)

func TestQuantilesLieAtEqualStepsWithoutOutliers(t *testing.T) {
	var sample []int64
	for i := range int64(81) {
		sample = append(sample, 1000+10*(80-i))
	}
	want := []int64{1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700, 1800}
	if got := quantiles(slices.Clone(sample)); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	got := quantiles(append(sample, 5, 1_000_000))
	if got[0] != 5 || got[8] != 1800 { // 5 is no outlier: the middle half is 400 wide
		t.Errorf("with outliers: %v", got)
	}
	if got := quantiles(sample[:17]); got != nil {
		t.Errorf("17 are too few: %v", got)
	}
	if got := quantiles(slices.Repeat([]int64{7}, 20)); !slices.Equal(got, slices.Repeat([]int64{7}, 9)) {
		t.Errorf("all the same: %v", got)
	}
}
