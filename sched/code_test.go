// This file holds the arithmetic of code against a twin that counts bytecode by bytecode.

package sched

import (
	"testing"

	"pgregory.net/rapid"
)

// counts reports whether the next bytecode of the code is counted, one at a time: the last Ticks of each round are, or of
// straight-line code.
func (c Code) counts() bool {
	after := c.N - 1 // bytecodes left after this one
	switch {
	case c.Ticks == 0:
		return true
	case c.Round == 0:
		return after < c.Ticks
	}
	return after%c.Round < c.Ticks
}

// untilTwin returns after how many bytecodes so many counted ones have been executed, at most all.
func untilTwin(c Code, ticks int64) (n int64) {
	for c.N > 0 && ticks > 0 {
		if c.counts() {
			ticks--
		}
		c.N--
		n++
	}
	return n
}

// countedTwin returns how many of the next n bytecodes are counted.
func countedTwin(c Code, n int64) (counted int64) {
	for range n {
		if c.counts() {
			counted++
		}
		c.N--
	}
	return counted
}

// codes generates code, some of which may have been executed already.
func codes() *rapid.Generator[Code] {
	return rapid.Custom(func(r *rapid.T) Code {
		c := Code{N: rapid.Int64Range(1, 200).Draw(r, "n")}
		if rapid.Bool().Draw(r, "loop") {
			c.Round = rapid.Int64Range(1, 12).Draw(r, "round")
			c.Ticks = rapid.Int64Range(0, c.Round).Draw(r, "ticks")
		} else {
			c.Ticks = rapid.Int64Range(0, c.N).Draw(r, "ticks")
		}
		return c
	})
}

func TestCodeCountsAsBytecodeByBytecode(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := codes().Draw(r, "code")
		ticks := rapid.Int64Range(1, 250).Draw(r, "wanted")
		if got, want := c.Until(ticks), untilTwin(c, ticks); got != want {
			r.Fatalf("%+v: %d counted bytecodes take %d, want %d", c, ticks, got, want)
		}
		n := rapid.Int64Range(0, c.N).Draw(r, "executed")
		if got, want := c.Counted(n), countedTwin(c, n); got != want {
			r.Fatalf("%+v: %d of the next %d are counted, want %d", c, got, n, want)
		}
	})
}

func TestRoundEndsWithAJump(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := codes().Draw(r, "code")
		n := c.RoundLeft()
		if n < 1 || n > c.N {
			r.Fatalf("%+v: %d bytecodes are left of the round", c, n)
		}
		for i := range n {
			left := c
			left.N -= i + 1
			jumps := c.Round > 0 && i == n-1
			if got := left.at() == Jump; got != jumps {
				r.Fatalf("%+v: bytecode %d of a round of %d jumps: %v, want %v", c, i+1, n, got, jumps)
			}
		}
	})
}

func TestLastBytecodeOfStraightLineCodeIsOfItsKind(t *testing.T) {
	for _, last := range []Point{Plain, Jump, Builtin} {
		if got := (Code{N: 0, Last: last}).at(); got != last {
			t.Errorf("after the last bytecode: kind %d, want %d", got, last)
		}
		if got := (Code{N: 1, Last: last}).at(); got != Plain {
			t.Errorf("before the last bytecode: kind %d, want plain", got)
		}
	}
}
