// This file marks the axes.

package plot

import (
	"math"
	"strconv"

	gonum "gonum.org/v1/plot"
)

// steps marks an axis at multiples of 1, 2 or 5 times a power of ten: at some five of them.
type steps struct{}

// wanted is how many marks an axis has at most, beside the one at its beginning.
const wanted = 6

// Ticks returns the marks.
func (steps) Ticks(low, high float64) []gonum.Tick {
	step := stepOf(high - low)
	if step == 0 {
		return nil
	}
	var ticks []gonum.Tick
	for i := math.Ceil(low / step); i*step <= high; i++ {
		ticks = append(ticks, gonum.Tick{Value: i * step, Label: strconv.FormatFloat(i*step, 'g', 6, 64)})
	}
	return ticks
}

// stepOf returns the distance between marks, 0 for an axis that has no length.
func stepOf(length float64) float64 {
	if !(length > 0) || math.IsInf(length, 0) {
		return 0
	}
	power := math.Pow(10, math.Floor(math.Log10(length/wanted)))
	for _, n := range []float64{1, 2, 5} {
		if n*power*wanted >= length {
			return n * power
		}
	}
	return 10 * power
}
