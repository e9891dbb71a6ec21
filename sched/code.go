// This file defines code: how the work of a thread is measured, and where in it a switch can fall.

package sched

// A Point says what a bytecode is to the interpreters that look for a request to switch only at some of them.
// Which interpreter looks where is the interlock's business.
type Point uint8

// The kinds of point.
const (
	Plain   Point = iota // loads, stores, arithmetic
	Jump                 // a backward jump, a function's entry, a call of Python code or of most built-ins
	Builtin              // a call of len, isinstance, list.append or type: specialised from CPython 3.11 on
	Enter                // the call of a C function __enter__ by a with statement: only CPython up to 3.9 and 3.14 look after it
	Inside               // C code of a built-in that is not over: nobody looks
	Taken                // no bytecode: the thread has let the interlock go at a check and has just taken it again
)

// Code is a stretch of bytecodes, the unit in which threads do work. Time is the machine's business.
type Code struct {
	N     int64 // bytecodes
	Round int64 // bytecodes in a round: the last one of each jumps back. 0: the code is straight-line, or one call
	Ticks int64 // how many bytecodes of a round, or of straight-line code (the last ones), CPython 2's tick counter counts; 0: all; NoTicks: none
	Last  Point // of straight-line code: what its last bytecode is
	Whole bool  // each round is one call of C code that keeps the interlock: nobody looks for a request before it is over
}

// NoTicks, as Code.Ticks, is code of which CPython 2's tick counter counts nothing.
const NoTicks = -1

// valid reports whether the numbers make sense: a negative one could make a loop endless.
func (c Code) valid() bool {
	most := c.Round
	if most == 0 {
		most = c.N
	}
	return c.N|c.Round >= 0 && c.Ticks >= NoTicks && c.Ticks <= most
}

// RoundLeft returns how many bytecodes there are up to the end of the round that the code, of which some rounds may have
// been executed already, is in.
func (c Code) RoundLeft() int64 {
	if c.Round == 0 {
		return c.N
	}
	if r := c.N % c.Round; r != 0 {
		return r
	}
	return c.Round
}

// Until returns after how many bytecodes so many counted ones have been executed, at most all of the code.
func (c Code) Until(ticks int64) int64 {
	switch c.Ticks {
	case 0:
		return min(ticks, c.N)
	case NoTicks:
		return c.N
	}
	first := min(c.RoundLeft(), c.Ticks) // counted ones left in the present round
	if ticks <= first {
		return c.RoundLeft() - first + ticks
	}
	ticks -= first
	if c.Round == 0 || ticks/c.Ticks > c.N/c.Round {
		return c.N
	}
	n := c.RoundLeft() + ticks/c.Ticks*c.Round
	if rest := ticks % c.Ticks; rest != 0 {
		n += c.Round - c.Ticks + rest
	}
	return min(n, c.N)
}

// Counted returns how many of the next n bytecodes are counted.
func (c Code) Counted(n int64) int64 {
	switch c.Ticks {
	case 0:
		return n
	case NoTicks:
		return 0
	}
	left := c.RoundLeft()
	first := min(left, c.Ticks)
	if n < left || c.Round == 0 {
		return max(0, n-(left-first))
	}
	n -= left
	return first + n/c.Round*c.Ticks + max(0, n%c.Round-(c.Round-c.Ticks))
}

// at returns what the last bytecode executed is, once the code has been executed up to what is left of it.
func (c Code) at() Point {
	switch {
	case c.Round == 0 && c.N == 0:
		return c.Last
	case c.Round > 0 && c.N%c.Round == 0:
		return Jump
	}
	return Plain
}
