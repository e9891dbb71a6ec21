// This file reduces repeats of a figure to a median, a spread and noise, and times to quantiles.

package measure

import (
	"math"
	"slices"
	"time"
)

// A Spread is a figure that was had several times. The zero value is a figure that is not known.
type Spread struct {
	Median, Min, Max float64
	Noise            float64 // what it differs by from one run to the next: the median of that; NaN with fewer than two
	N                int     // how often it was had; 0 if it is not known
}

// SpreadOf returns the spread of repeats, in the order in which they were made.
func SpreadOf(repeats []float64) Spread {
	if len(repeats) == 0 {
		return Spread{}
	}
	return Spread{median(repeats), slices.Min(repeats), slices.Max(repeats), noise(repeats), len(repeats)}
}

// Known reports whether there is such a figure.
func (s Spread) Known() bool { return s.N > 0 }

// Inside reports whether a difference to the median is inside the noise: not more than the figure differs by from itself.
func (s Spread) Inside(x float64) bool { return math.Abs(x-s.Median) <= s.Noise }

// NoisePercent is the noise in percent of the median, and NaN where that means nothing.
func (s Spread) NoisePercent() float64 {
	if s.Median == 0 {
		return math.NaN()
	}
	return 100 * s.Noise / math.Abs(s.Median)
}

func noise(repeats []float64) float64 {
	if len(repeats) < 2 {
		return math.NaN()
	}
	differences := make([]float64, len(repeats)-1)
	for i := range differences {
		differences[i] = math.Abs(repeats[i+1] - repeats[i])
	}
	return median(differences)
}

// median returns the middle of the values, or the mean of the two in the middle.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// Quantile returns the smallest of the sorted values that so many percent of them do not exceed: the
// nearest rank, so that it is always one of them.
func Quantile(sorted []time.Duration, percent int) time.Duration {
	rank := (len(sorted)*percent + 99) / 100
	return sorted[max(rank, 1)-1]
}
