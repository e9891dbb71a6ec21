// This file holds the rules of single calls against the sentences that describe them.

package gil

import (
	"slices"
	"testing"

	"github.com/gilsim/gilsim/sched"
	"pgregory.net/rapid"
)

// A bytecode is one bytecode, as the interpreter of the twin sees it.
type bytecode struct {
	counted bool        // by the tick counter
	point   sched.Point // what it is to those who look for a request
}

// unroll returns the bytecodes that a stretch of code consists of.
func unroll(code sched.Code) []bytecode {
	list := make([]bytecode, code.N)
	for i := range list {
		left := code.N - 1 - int64(i) // bytecodes after this one
		list[i] = bytecode{counted: true}
		switch {
		case code.Round > 0 && left%code.Round == 0:
			list[i].point = sched.Jump
		case code.Round > 0 && code.Ticks > 0:
			list[i].counted = left%code.Round < code.Ticks
		case code.Round == 0 && left == 0:
			list[i].point = code.Last
		}
	}
	return list
}

// letsGoAt runs codes under the tick counter, one bytecode at a time, and returns after how many of all bytecodes the
// thread lets go.
func letsGoAt(codes []sched.Code, c Checks, interval, phase int64) (at []int64) {
	ticker, last, n := phase, sched.Plain, int64(0)
	for _, code := range codes {
		for _, b := range unroll(code) {
			if ticker == 0 && (c == Every && last != sched.Taken || last == sched.Jump || c == Calls && last == sched.Builtin) {
				at = append(at, n)
				ticker, last = interval+1, sched.Taken
			}
			if b.counted && ticker > 0 {
				ticker--
			}
			last = b.point
			n++
		}
	}
	return at
}

// codes generates stretches of code.
func codes() *rapid.Generator[sched.Code] {
	return rapid.Custom(func(r *rapid.T) sched.Code {
		if rapid.Bool().Draw(r, "straight") {
			return sched.Code{
				N:    rapid.Int64Range(1, 30).Draw(r, "n"),
				Last: rapid.SampledFrom([]sched.Point{sched.Plain, sched.Jump, sched.Builtin}).Draw(r, "last"),
			}
		}
		k := rapid.Int64Range(1, 7).Draw(r, "k")
		return sched.Code{
			N:     k * rapid.Int64Range(1, 20).Draw(r, "rounds"),
			Round: k,
			Ticks: rapid.Int64Range(0, k).Draw(r, "ticks"),
		}
	})
}

func TestTickCounterLetsGoWhereBytecodeByBytecodeItWould(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		list := rapid.SliceOfN(codes(), 1, 20).Draw(r, "codes")
		g := rules{
			discipline:    Ticks,
			checks:        rapid.SampledFrom(AllChecks()).Draw(r, "checks"),
			checkInterval: rapid.Int64Range(1, 40).Draw(r, "interval"),
		}
		phase := rapid.Int64Range(1, g.checkInterval+1).Draw(r, "phase")
		want := letsGoAt(list, g.checks, g.checkInterval, phase)
		g.start(phase)
		if got := carryOut(&g, list); !slices.Equal(got, want) {
			r.Fatalf("lets go after %v bytecodes, want %v", got, want)
		}
	})
}

// carryOut executes codes as the rules permit, and returns after how many of all bytecodes they let go.
func carryOut(g *rules, list []sched.Code) (at []int64) {
	last, done := sched.Plain, int64(0)
	for _, code := range list {
		for code.N > 0 {
			n, _ := g.check(code, last, g.request)
			if n == 0 {
				at, last = append(at, done), sched.Taken
				continue
			}
			done += n
			code.N -= n
			last = pointAt(code)
		}
	}
	return at
}

func TestHundredTicksAreHundredAndOneBytecodes(t *testing.T) {
	g := rules{discipline: Ticks, checkInterval: DefaultCheckInterval}
	g.start(101)
	got := carryOut(&g, []sched.Code{{N: 450}})
	if want := []int64{101, 202, 303, 404}; !slices.Equal(got, want) {
		t.Errorf("lets go after %v bytecodes, want %v: the one that finds the counter below 0 is not counted", got, want)
	}
}

func TestBurstsCanBeInterruptedWhereTheHolderLooks(t *testing.T) {
	loop, line, calls := sched.Code{N: 30, Round: 3}, sched.Code{N: 30}, sched.Code{N: 30, Round: 3, Whole: true}
	for _, c := range []struct {
		checks Checks
		code   sched.Code
		want   int64
		why    string
	}{
		{Every, loop, 1, "after every bytecode"},
		{Every, line, 1, "after every bytecode"},
		{Every, calls, 3, "after each call of C code"},
		{Calls311, calls, 3, "after each call of C code"},
		{Calls, loop, 3, "after the backward jump"},
		{Calls311, loop, 3, "after the backward jump"},
		{Calls, line, 0, "there is no call in it"},
	} {
		g := rules{discipline: Interval, checks: c.checks}
		n, stride := g.check(c.code, sched.Plain, g.request)
		if n != c.code.N || stride != c.want {
			t.Errorf("%v: %+v may run for %d, and stop after multiples of %d, want %d: %s", c.checks, c.code, n, stride, c.want, c.why)
		}
	}
}

func TestRequestIsHeardWhereTheEraLooks(t *testing.T) {
	for _, c := range []struct {
		checks Checks
		last   sched.Point
		heard  bool
	}{
		{Every, sched.Plain, true}, {Every, sched.Jump, true}, {Every, sched.Builtin, true},
		{Every, sched.Inside, false}, {Calls, sched.Inside, false}, {Calls311, sched.Inside, false},
		{Every, sched.Taken, false}, {Calls, sched.Taken, false}, {Calls311, sched.Taken, false},
		{Calls, sched.Plain, false}, {Calls, sched.Jump, true}, {Calls, sched.Builtin, true},
		{Calls311, sched.Plain, false}, {Calls311, sched.Jump, true}, {Calls311, sched.Builtin, false},
	} {
		g := rules{discipline: Interval, checks: c.checks}
		g.take(1)
		g.timedOut(g.switches)
		if n, _ := g.check(sched.Code{N: 1}, c.last, g.request); (n == 0) != c.heard {
			t.Errorf("%v: after a bytecode of kind %d a request is heard: %v, want %v", c.checks, c.last, n == 0, c.heard)
		}
	}
}

// A thread that was asked, and has let the lock go, may come to its forced switch late: another thread has had the lock meanwhile,
// was asked, too, and has let it go. The request is that one's to fulfil.
func TestAThreadIsNotForcedByTheRequestToALaterHolder(t *testing.T) {
	r := rules{discipline: Interval}
	asked := func(thread int32) {
		if !r.take(thread) || !r.timedOut(r.switches) {
			t.Fatalf("thread %d cannot take the lock, or is not asked", thread)
		}
		r.drop(thread)
	}
	asked(1)
	asked(2)
	if r.forced(1) {
		t.Error("the first one waits for a switch that has been")
	}
	if !r.forced(2) {
		t.Error("the second one does not wait for its switch")
	}
}

// Code that nothing can be cut in is executed whole: what it counts is taken off the counter, which stops at 0, and the check comes after it.
func TestWholeCodeIsCountedAndNotCut(t *testing.T) {
	for _, c := range []struct {
		code          sched.Code
		before, after int64
	}{
		{sched.Code{N: 10, Whole: true}, 50, 40},
		{sched.Code{N: 10, Ticks: 3, Whole: true}, 50, 47},
		{sched.Code{N: 10, Whole: true}, 10, 0},
		{sched.Code{N: 10, Whole: true}, 4, 0},
		{sched.Code{N: 10, Ticks: sched.NoTicks, Whole: true}, 4, 4},
	} {
		r := rules{discipline: Ticks, checkInterval: 100, ticker: c.before}
		if n, _ := r.check(c.code, sched.Plain, false); n != c.code.N || r.ticker != c.after {
			t.Errorf("of %+v with %d ticks left %d bytecodes are permitted, and %d ticks left then, want all and %d", c.code, c.before, n, r.ticker, c.after)
		}
	}
	r := rules{discipline: Ticks, checkInterval: 100, ticker: 4}
	if n, _ := r.check(sched.Code{N: 10, Round: 5, Whole: true}, sched.Plain, false); n != 4 {
		t.Errorf("of rounds of C code %d bytecodes are permitted with 4 ticks left", n)
	}
}
