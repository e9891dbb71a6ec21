// This file tells what other programs did to the computer while it was measured.

package main

import (
	"math"
	"strconv"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/sched/native"
)

// A neighbourhood is how much of the computer other programs used while something was measured.
type neighbourhood struct {
	since  time.Time
	before native.Reading
	cores  measure.Spread // how many cores' worth, on average
}

// begin notes when measuring begins.
func (n *neighbourhood) begin() { n.since, n.before = time.Now(), native.Others() }

// end notes that it has ended.
func (n *neighbourhood) end() {
	after, took := native.Others(), time.Since(n.since)
	if after.Known && n.before.Known && took > 0 {
		n.cores = measure.SpreadOf([]float64{math.Max(0, float64(after.N-n.before.N)/float64(took))})
	}
}

// quiet is how many cores' worth of other programs do not matter.
const quiet = 0.1

// loud says what other programs used, "" if it is not worth a word.
func (n *neighbourhood) loud() string {
	if !n.cores.Known() || n.cores.Median < quiet {
		return ""
	}
	return "other programs used " + strconv.FormatFloat(n.cores.Median, 'f', 1, 64) + " cores meanwhile"
}

// json returns how many cores' worth other programs used, null if it is not known.
func (n *neighbourhood) json() *float64 {
	if !n.cores.Known() {
		return nil
	}
	return &n.cores.Median
}
