// This file tells what other programs did to the computer while it was measured.

package measure

import (
	"math"
	"time"

	"github.com/gilsim/gilsim/sched/native"
)

// A Others is how much of the computer other programs used while something was measured.
type Others struct {
	since  time.Time
	before native.Reading
	Cores  Spread // how many cores' worth, on average
}

// Begin notes when measuring begins.
func (n *Others) Begin() { n.since, n.before = time.Now(), native.Others() }

// End notes that it has ended.
func (n *Others) End() {
	after, took := native.Others(), time.Since(n.since)
	if after.Known && n.before.Known && took > 0 {
		n.Cores = SpreadOf([]float64{math.Max(0, float64(after.N-n.before.N)/float64(took))})
	}
}

// Quantile returns the smallest of the sorted values that so many percent of them do not exceed.
func Quantile(sorted []time.Duration, percent int) time.Duration {
	rank := (len(sorted)*percent + 99) / 100
	return sorted[max(rank, 1)-1]
}
