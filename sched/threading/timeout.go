// This file defines what a time-out may be, and how a function waits that waits more than once.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// TimeoutMax is the longest time-out: threading.TIMEOUT_MAX. It is shorter than CPython's 292 years, because virtual time
// would overflow soon beyond that.
const TimeoutMax = 50 * 365 * 24 * time.Hour

// mustBeTimeout fails unless d is a time-out that a lock may have.
func mustBeTimeout(t *sched.Thread, d time.Duration) {
	switch {
	case d < 0 && d != sched.Forever:
		t.FailWith("ValueError", "timeout value must be a non-negative number")
	case d > TimeoutMax:
		t.FailWith("OverflowError", "timeout value is too large")
	}
}

// wrongQueueTimeout says what is wrong with d as a time-out of a queue; it is empty if nothing is.
func wrongQueueTimeout(d time.Duration) string {
	switch {
	case d < 0 && d != sched.Forever:
		return "'timeout' must be a non-negative number"
	case d > TimeoutMax:
		return "timeout value is too large"
	}
	return ""
}

// A timedWait is what Semaphore.acquire and Condition.wait_for do each time that they wait: they look how much time is
// left, and wait that long. They look at the clock only if they have to, and before the first wait to know when it is
// over: that one lasts as long as it was told.
type timedWait struct {
	d     time.Duration // in all
	wait  wait
	left  time.Duration // for the next wait; Forever: no end
	end   time.Duration // when the time is over, on the clock
	again bool          // end is known
	over  bool          // the time is over: there was no wait
	line  sched.Line
}

// start prepares for the first wait.
func (a *timedWait) start() { a.left, a.again, a.over = a.d, false, false }

// The lines of a timedWait.
const (
	timedLook sched.Line = iota
	timedWaiting
	timedDone
)

// step is one step of one of the waits.
func (a *timedWait) step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if a.line.Start(w); a.line == timedLook {
		if r, done = a.look(t, w); !done || a.over {
			return r, done
		}
		a.line, w = timedWaiting, sched.Begin
		a.wait.d = a.left
	}
	return a.wait.Step(t, w)
}

// look is one step of finding out how much time is left.
func (a *timedWait) look(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if a.left == sched.Forever {
		return r, true
	}
	var now time.Duration
	if r, done = t.StepNow(w, &now); !done {
		return r, false
	}
	if !a.again {
		a.again, a.end = true, now+a.left
		return r, true
	}
	a.left = a.end - now
	a.over = a.left <= 0
	return r, true
}
