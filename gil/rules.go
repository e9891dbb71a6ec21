// This file defines the rules of the interpreter lock, as a pure state machine: told what happened, they say what to do.

package gil

import "github.com/gilsim/gilsim/sched"

// rules is the state of a lock: no clock, no thread, no queue. Threads are numbers from 1. The names are those of
// CPython's ceval_gil.h (ceval_gil.c since 3.12) and, for ticks, of ceval.c 2.7.
type rules struct {
	discipline    Discipline
	checks        Checks
	checkInterval int64

	holder     int32  // the thread that has the lock (gil->locked); 0: none
	lastHolder int32  // the thread that had it last (last_holder)
	switches   uint64 // how often it went to another thread than the one that had it before (switch_number)
	request    bool   // a waiter has asked for it and has not got it yet (gil_drop_request)
	ticker     int64  // counted bytecodes that may still be executed before the next check (_Py_Ticker)
}

// timed reports whether a waiter waits for one interval, and then asks. Under the other disciplines it waits without a timer.
func (r *rules) timed() bool { return r.discipline == Interval }

// take gives the lock to the thread, if nobody has it. Nothing reserves the lock for whoever has waited longest: the first
// to come gets it (barging).
func (r *rules) take(thread int32) bool {
	if r.holder != 0 {
		return false
	}
	r.holder = thread
	if r.lastHolder != thread {
		r.lastHolder = thread
		r.switches++
	}
	r.request = false
	return true
}

// timedOut is told that a thread has waited for a whole interval, which began when the lock had switched seen times.
// It reports whether the holder is to be asked: not if the lock is free, or has changed hands meanwhile, as then no
// holder has had it for an interval.
func (r *rules) timedOut(seen uint64) bool {
	if r.holder == 0 || r.switches != seen {
		return false
	}
	r.request = true
	return true
}

func (r *rules) drop(thread int32) {
	r.holder = 0
	r.lastHolder = thread
}

// forced reports whether the thread, which has let go and signalled, must wait until another one has taken the lock
// (FORCE_SWITCHING): if it was asked, and nobody has taken it yet. That fulfils the request.
func (r *rules) forced(thread int32) bool {
	if !r.request || r.lastHolder != thread || r.holder != 0 {
		return false
	}
	r.request = false
	return true
}

// check is asked by the holder before it executes code, after a bytecode of kind last. It returns how many bytecodes the
// holder may execute before it asks again, 0 if it must let go first; and the stride at whose multiples, 0 included, an
// interrupt stops it so that it asks again. Asked is the eval breaker: whether a request is pending.
func (r *rules) check(code sched.Code, last sched.Point, asked bool) (n, stride int64) {
	switch {
	case r.discipline == Ticks:
		return r.countDown(code, last), 0
	case r.discipline != Interval:
		return code.N, 0
	case last == sched.Taken:
		return r.checks.least(code), 0 // having taken the lock at a check, it executes something before it looks again
	case !asked:
		return code.N, r.checks.stride(code, last)
	case r.checks.checked(last):
		return 0, 0
	}
	return r.checks.least(code), 0 // not here: at the next bytecode where a holder looks
}

// countDown counts the code's bytecodes. The counter starts at the check interval, each counted bytecode takes one
// off, and the one that finds it below 0 lets go, resets it, and is executed without being counted again (ceval.c 2.7:
// if (--_Py_Ticker < 0) ...). So a check comes with every 101st counted bytecode if the interval is 100.
func (r *rules) countDown(code sched.Code, last sched.Point) int64 {
	switch {
	case r.ticker == 0 && !r.checks.checked(last):
		return code.RoundLeft() // not here: at the next bytecode where a holder looks
	case r.ticker == 0 && code.Ticks == sched.NoTicks:
		return code.N
	case r.ticker == 0 && code.Whole && code.Ticks > 0 && code.Round == 0 && code.N > code.Ticks:
		return code.N - code.Ticks // what is not counted comes first
	case r.ticker == 0:
		r.ticker = r.checkInterval + 1
		return 0
	}
	n := code.Until(r.ticker)
	r.ticker -= code.Counted(n)
	return n
}

// start sets the tick counter as the program finds it: so many counted bytecodes are left until the first check.
func (r *rules) start(phase int64) { r.ticker = phase }

// checked reports whether a holder looks after a bytecode of this kind.
func (c Checks) checked(p sched.Point) bool {
	switch c {
	case Every:
		return p != sched.Taken && p != sched.Inside
	case Calls:
		return p == sched.Jump || p == sched.Builtin
	case Calls314:
		return p == sched.Jump || p == sched.Enter
	}
	return p == sched.Jump
}

// least returns how many bytecodes of the code there are up to the end of the next one after which a holder looks.
func (c Checks) least(code sched.Code) int64 {
	if c == Every && !code.Whole {
		return min(code.N, 1)
	}
	return code.RoundLeft()
}

// stride returns after which multiples of its bytecodes a holder looks while it executes the code, which follows a
// bytecode of kind last; 0: not before its end.
func (c Checks) stride(code sched.Code, last sched.Point) int64 {
	switch {
	case c == Every && !code.Whole:
		return 1
	case code.Round == 0 && c.checked(last):
		return code.N // not after it has begun
	}
	return code.Round
}
