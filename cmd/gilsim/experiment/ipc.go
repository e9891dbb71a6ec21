// This file says what becomes of the tutorials' ranking of the ways in which processes talk to each other.

package experiment

import (
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
)

// The keys of the figures that decide.
const (
	RoundTrip = "round_trip_seconds"
	OneWay    = "one_way_seconds"
	Megabytes = "megabytes_per_second"
)

// The ways that the ranking names.
const (
	ByPipe   = "pipe"
	BySocket = "socketpair"
	ByMemory = "shm"
)

// noData is the way that carries nothing: no rank is its.
const noData = "semaphore"

// A Ranking is what becomes of "shared memory is the fastest, then pipes, then sockets". Of the small messages of the family, and of the large
// ones; both are the same if there is one size.
type Ranking struct {
	Small, Large     string  // how many bytes
	Fastest, Slowest Ranked  // one way, of the small ones: seconds a message
	Most, Least      Ranked  // of the large ones: megabytes a second
	Memory, Pipe     float64 // seconds of a round trip of the small ones
	Sockets          float64 // megabytes a second by sockets over those by a pipe, of the large ones; 0: not known
	SameTrip         bool    // those of shared memory and pipe hardly differ, or by no more than the noise
}

// A Ranked is the way with a rank, and its figure.
type Ranked struct {
	Way string
	X   float64
}

// Ranking returns what becomes of the ranking; nil if runs failed, or if no lock is among those that were compared.
func (m *Matrix) Ranking() *Ranking {
	base := m.claimedLock()
	if base == nil {
		return nil
	}
	r := new(Ranking)
	by := func(way, size, key string) measure.Spread {
		if c := m.model(base.Base, way+" "+size); c != nil {
			return m.Best(c).Of(key)
		}
		return measure.Spread{}
	}
	for _, c := range m.Cells {
		if c.Base != base.Base || c.SimulatedOnly && m.Measures {
			continue
		}
		way, size, _ := strings.Cut(c.Model, " ")
		if r.Small == "" {
			r.Small = size
		}
		r.Large = size
		if !m.Best(c).Of(OneWay).Known() {
			return nil
		}
		if one := m.Best(c).Of(OneWay).Median; size == r.Small && way != noData {
			r.Fastest, r.Slowest = ranked(r.Fastest, way, one, false), ranked(r.Slowest, way, one, true)
		}
	}
	for _, c := range m.Cells {
		if way, size, _ := strings.Cut(c.Model, " "); c.Base == base.Base && size == r.Large && way != noData && !(c.SimulatedOnly && m.Measures) {
			rate := m.Best(c).Of(Megabytes).Median
			r.Most, r.Least = ranked(r.Most, way, rate, true), ranked(r.Least, way, rate, false)
		}
	}
	memory, pipe := by(ByMemory, r.Small, RoundTrip), by(ByPipe, r.Small, RoundTrip)
	r.Memory, r.Pipe = memory.Median, pipe.Median
	r.SameTrip = memory.Inside(pipe.Median) || pipe.Inside(memory.Median) || pipe.Known() && HardlyDiffers(memory.Median/pipe.Median)
	if sockets, pipe := by(BySocket, r.Large, Megabytes), by(ByPipe, r.Large, Megabytes); sockets.Known() && pipe.Known() {
		r.Sockets = sockets.Median / pipe.Median
	}
	return r
}

// ranked returns which of two ways has the rank: the one with more, or with less.
func ranked(had Ranked, way string, x float64, more bool) Ranked {
	if had.Way == "" || more == (x > had.X) && x != had.X {
		return Ranked{way, x}
	}
	return had
}
