// This file tells what other programs did to the computer while it was measured.

package measure

import (
	"math"
	"time"

	"github.com/gilsim/gilsim/sched/native"
)

// Others is how much of the computer other programs used while something was measured.
type Others struct {
	since  time.Time
	before native.Reading
	Cores  Spread // how many cores' worth, on average
}

// Begin notes when measuring begins.
func (o *Others) Begin() { o.since, o.before = time.Now(), native.Others() }

// End notes that it has ended.
func (o *Others) End() {
	after, took := native.Others(), time.Since(o.since)
	if after.Known && o.before.Known && took > 0 {
		o.Cores = SpreadOf([]float64{math.Max(0, float64(after.N-o.before.N)/float64(took))})
	}
}
