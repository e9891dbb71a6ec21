// This file defines functions of the program whose code the interpreter specialises once they have been called often.

package sched

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
)

// A Warmup says from which call of a function on its code is specialised, and what that gives. The zero value is an interpreter that
// does not tell calls apart: it never specialises code, or does so before that matters.
//
// CPython 3.11 counts the entries of a code object (co_warmup, from -8 to 0, at RESUME), and its backward jumps, but for the conditional
// ones that end the rounds of a while loop (POP_JUMP_BACKWARD_IF_TRUE). So a function whose work is such a loop is as slow as before up
// to its 7th call, whoever makes it, and threads that are in the midst of it go on faster when another one makes the 8th. Since
// 3.12 code is specialised from its first call on.
type Warmup struct {
	Calls   int32 // the first call of specialised code
	Percent int64 // what its bytecodes cost, in percent of what they cost before
}

// String is empty for the zero value, and else as in "warm-up=8:70".
func (w Warmup) String() string {
	if w == (Warmup{}) {
		return ""
	}
	return fmt.Sprintf("warm-up=%d:%d", w.Calls, w.Percent)
}

// set notes what a word of String says, and reports whether it is one.
func (w *Warmup) set(word string) bool {
	text, ok := strings.CutPrefix(word, "warm-up=")
	calls, percent, _ := strings.Cut(text, ":")
	n, err := strconv.ParseInt(calls, 10, 32)
	p, err2 := strconv.ParseInt(percent, 10, 64)
	*w = Warmup{int32(n), p}
	return ok && err == nil && err2 == nil && n > 0 && p > 0 && p <= 100
}

// A Pacer is what the simulated machine offers beside Engine: threads whose bytecodes cost less than others'. An engine that does
// not implement it executes code as fast as it does.
type Pacer interface {
	// SetPace has the bytecodes of t cost so many percent from now on. It is called where t runs and executes none.
	SetPace(t *Thread, percent int64)
}

// A Function is code that is compiled once, whichever thread calls it. The zero value has not been called.
type Function struct{ calls atomic.Int32 }

// Run executes body as the code of the function, and counts the call. What the call itself costs is the caller's: see Thread.Call.
func (f *Function) Run(t *Thread, body func()) {
	outer := t.function
	f.calls.Add(1)
	t.into(f)
	defer t.into(outer)
	body()
}

// into notes which function's code the thread executes, nil for one that is not counted.
func (t *Thread) into(f *Function) {
	t.function = f
	t.keepPace()
}

// keepPace has bytecodes cost what those of the thread's function cost by now.
func (t *Thread) keepPace() {
	if t.run.pacer == nil {
		return
	}
	w, percent := t.run.library.Warmup, int64(100)
	if t.function != nil && t.function.calls.Load() >= w.Calls {
		percent = w.Percent
	}
	t.run.pacer.SetPace(t, percent)
}
