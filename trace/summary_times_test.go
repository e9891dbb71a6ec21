// This file tests the histogram of stretches of time.

package trace

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestMedianIsAtMostOnePercentOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		center := rapid.Int64Range(0, 1<<50).Draw(t, "center")
		stretches := rapid.SliceOfN(rapid.Int64Range(center/2, center+1), 1, 40).Draw(t, "stretches")
		var log stretchLog
		for _, s := range stretches {
			log.add(s)
		}
		got, want := int64(log.times().Median), lowerMedian(stretches)
		if diff := max(got-want, want-got); diff > want/100 {
			t.Fatalf("median of %v: got %d, want %d", stretches, got, want)
		}
	})
}

func TestEveryStretchHasABucketInOrder(t *testing.T) {
	last := -1
	for bit := range 63 {
		for _, s := range []int64{1<<bit - 1, 1 << bit, 1<<bit + 1<<bit/3} {
			b := stretchBucket(s)
			if b < last || b >= stretchBuckets {
				t.Errorf("stretch %d is in bucket %d of %d, the one before in %d", s, b, stretchBuckets, last)
			}
			last = b
		}
	}
	if b := stretchBucket(1<<63 - 1); b != stretchBuckets-1 {
		t.Errorf("the longest stretch is in bucket %d, want the last, %d", b, stretchBuckets-1)
	}
}

// lowerMedian returns the median by sorting.
func lowerMedian(list []int64) int64 {
	list = slices.Sorted(slices.Values(list))
	return list[(len(list)-1)/2]
}
