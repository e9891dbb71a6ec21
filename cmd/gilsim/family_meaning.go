// This file holds what the tutorials claim of the models of input and output against the figures of a matrix.

package main

import (
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/gil"
)

// throughput is the key of the figure that decides.
const throughput = "requests_per_second"

// claim returns what becomes of "with a GIL, coroutines and multiplexing beat threads and pools", without its full stop. Who
// polls, and who has the system make the calls, is on neither side.
func (m *matrix) claim() string {
	lock := m.claimedLock()
	if lock == nil {
		return "the claim is about a lock, and none is compared: leave --gil=off out, or add on"
	}
	one, other := m.fastest(lock, "select", "hub"), m.fastest(lock, "threads", "pool")
	if one == nil || other == nil {
		return m.nothing()
	}
	text := "with " + lockName(lock.lock) + " and " + m.beside() + ", " + m.beats(one, other)
	if free := m.freed(one, other); free != "" {
		text += "; " + free
	}
	if !m.measures {
		text += " (so it is predicted)"
	}
	return text
}

// claimedLock returns the first cell of CPython's lock, or else of the first lock; nil if there is none.
func (m *matrix) claimedLock() (found *cell) {
	for _, c := range m.cells {
		switch {
		case c.lock.Discipline == gil.On && (found == nil || found.lock.Discipline != gil.On):
			found = c
		case c.lock.Discipline != gil.Off && found == nil:
			found = c
		}
	}
	return found
}

// fastest returns the cell of one of these models, under the lock of a cell, that serves most; nil if runs failed.
func (m *matrix) fastest(lock *cell, models ...string) (found *cell) {
	for _, model := range models {
		c := m.model(lock.base, model)
		if c == nil || !m.bestReading(c).of(throughput).Known() {
			return nil
		}
		if found == nil || m.serves(c) > m.serves(found) {
			found = c
		}
	}
	return found
}

// model returns the cell of a model under the lock that base is the first cell of, nil if there is none.
func (m *matrix) model(base *cell, model string) *cell {
	for _, c := range m.cells {
		if c.base == base && c.model == model {
			return c
		}
	}
	return nil
}

// serves returns how many requests a second were served: measured, or else predicted.
func (m *matrix) serves(c *cell) float64 { return m.bestReading(c).of(throughput).Median }

// beside says who computes beside the servers.
func (m *matrix) beside() string {
	if n := m.cells[0].input.Int("cpu"); n > 0 {
		return plural(n, "CPU-bound thread") + " beside the server"
	}
	return "nobody who computes beside the server"
}

// The answers.
const (
	asTheySay    = "coroutines and multiplexing beat threads and pools here, as the tutorials say"
	notAsTheySay = "threads and pools beat coroutines and multiplexing here; the tutorials say the opposite"
	neither      = "coroutines and multiplexing do not beat threads and pools here, though the tutorials say so"
)

// beats says which of the two sides serves more.
func (m *matrix) beats(one, other *cell) string {
	x, y := m.bestReading(one).of(throughput), m.bestReading(other).of(throughput)
	switch r := x.Median / y.Median; {
	case insideNoise(x, y) || r < differs && r > 1/differs:
		return "the models " + one.model + " and " + other.model + " serve about as many requests a second" +
			m.foretold(one, other) + ": " + neither
	case r > 1:
		return m.more(one, other, r) + ": " + asTheySay
	default:
		return m.more(other, one, 1/r) + ": " + notAsTheySay
	}
}

// more says how many times as many requests one model serves as the other.
func (m *matrix) more(one, other *cell, r float64) string {
	return "the model " + one.model + " serves " + factor(r) + " times as many requests a second as " + other.model +
		m.foretold(one, other)
}

// insideNoise reports whether two figures differ by no more than either does from itself.
func insideNoise(x, y measure.Spread) bool { return x.Inside(y.Median) || y.Inside(x.Median) }

// foretold says what was predicted of a ratio that was measured.
func (m *matrix) foretold(one, other *cell) string {
	x, y := one.prediction().of(throughput), other.prediction().of(throughput)
	if !m.measures || !x.Known() || !y.Known() || y.Median == 0 {
		return ""
	}
	return " (" + factor(x.Median/y.Median) + " times were predicted)"
}

// freed says how many times as many requests the two are served without the lock; "" if that is not compared.
func (m *matrix) freed(one, other *cell) string {
	for _, c := range m.cells {
		if c.lock.Discipline != gil.Off || c.base != c {
			continue
		}
		x, y := m.model(c, one.model), m.model(c, other.model)
		if !m.bestReading(x).of(throughput).Known() || !m.bestReading(y).of(throughput).Known() {
			return ""
		}
		return "without the lock the model " + other.model + " serves " + timesAsMany(m.serves(y)/m.serves(other)) +
			", and " + one.model + " " + timesAsMany(m.serves(x)/m.serves(one))
	}
	return ""
}

// timesAsMany returns a ratio of requests for a sentence.
func timesAsMany(r float64) string {
	if r < differs && r > 1/differs {
		return "about as many"
	}
	return factor(r) + " times as many"
}
