// This file defines the rules of the interpreter lock, as a pure state machine: told what happened, they say what to do.

package gil

import "github.com/gilsim/gilsim/sched"

// Rules is the state of a lock: no clock, no thread, no queue. Threads are numbers from 1. The names are those of
// CPython's ceval_gil.c (3.2 and later) and ceval.c (2.7).
type Rules struct {
	Discipline    Discipline
	Checks        Checks
	CheckInterval int64

	holder     int32  // who has the lock; 0: nobody
	lastHolder int32  // who had it last (last_holder)
	switches   uint64 // how often it went to another thread (switch_number)
	request    bool   // a waiter has asked for it (gil_drop_request)
	ticker     int64  // counted bytecodes that may still be executed before the next check (_Py_Ticker)
}

// Holder returns who has the lock, 0 for nobody.
func (r *Rules) Holder() int32 { return r.holder }

// Switches returns how often the lock has gone to another thread than the one that had it before.
func (r *Rules) Switches() uint64 { return r.switches }

// Requested reports whether a waiter has asked for the lock, and has not got it yet (gil_drop_request).
func (r *Rules) Requested() bool { return r.request }

// Asks reports whether a waiter may ask for the lock after a while. Under the other disciplines it waits without a timer.
func (r *Rules) Asks() bool { return r.Discipline == Interval }

// Take gives the lock to the thread, if nobody has it. It does not matter who has waited longer: nothing protects the
// lock from being taken by whoever comes first (barging).
func (r *Rules) Take(thread int32) bool {
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

// TimedOut is told that a thread has waited for a whole interval, which began when the lock had switched seen times.
// It reports whether the holder is to be asked: not if the lock is free, or has changed hands meanwhile.
func (r *Rules) TimedOut(seen uint64) bool {
	if r.holder == 0 || r.switches != seen {
		return false
	}
	r.request = true
	return true
}

// Drop lets the lock go.
func (r *Rules) Drop(thread int32) {
	r.holder = 0
	r.lastHolder = thread
}

// Forced reports whether the thread, which has let go and signalled, must wait until another one has taken the lock
// (FORCE_SWITCHING): if it was asked, and nobody has taken it yet. The request is fulfilled by that.
func (r *Rules) Forced(thread int32) bool {
	if !r.request || r.lastHolder != thread || r.holder != 0 {
		return false
	}
	r.request = false
	return true
}

// Check is asked by the holder before it executes code, after a bytecode of kind last: how many bytecodes it may
// execute before it asks again, 0 if it must let go first; and after which multiples of them, 0 included, an interrupt
// stops it, so that it asks again. Asked is the eval breaker: whether a request is pending.
func (r *Rules) Check(code sched.Code, last sched.Point, asked bool) (n, stride int64) {
	switch {
	case r.Discipline == Ticks:
		return r.countDown(code, last), 0
	case r.Discipline != Interval:
		return code.N, 0
	case last == sched.Taken:
		return r.Checks.least(code), 0 // who takes the lock at a check executes something before he looks again
	case !asked:
		return code.N, r.Checks.stride(code, last)
	case r.Checks.checked(last):
		return 0, 0
	}
	return r.Checks.least(code), 0 // not here: at the next bytecode where a holder looks
}

// countDown counts the code's bytecodes. The counter starts at the check interval, each counted bytecode takes one
// off, and the one that finds it below 0 lets go, resets it, and is executed without being counted again (ceval.c 2.7:
// if (--_Py_Ticker < 0) ...). So a check comes with every 101st counted bytecode if the interval is 100.
func (r *Rules) countDown(code sched.Code, last sched.Point) int64 {
	switch {
	case r.ticker == 0 && !r.Checks.checked(last):
		return code.RoundLeft() // not here: at the next bytecode where a holder looks
	case r.ticker == 0:
		r.ticker = r.CheckInterval + 1
		return 0
	}
	n := code.Until(r.ticker)
	r.ticker -= code.Counted(n)
	return n
}

// Start sets the tick counter as the program finds it: so many counted bytecodes are left to the first check.
func (r *Rules) Start(phase int64) { r.ticker = phase }
