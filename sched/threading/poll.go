// This file defines how CPython up to 3.1 waits with a time-out: it looks for its wake-up again and again.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// The first sleep between two looks, and the longest one.
const (
	firstPoll = time.Millisecond
	lastPoll  = 50 * time.Millisecond
)

// polls reports whether a wait for d is a poll.
func polls(t *sched.Thread, d time.Duration) bool {
	return d != sched.Forever && t.Process().Library().PolledWaits
}

// A poll is the loop of Condition.wait (Lib/threading.py 2.7) under way, around an attempt.
type poll struct {
	try  sched.Call[bool]
	d    time.Duration
	line sched.Line
	now  time.Duration
	end  time.Duration
	next time.Duration // sleep
	rest sched.Op
	got  bool
}

// The lines of a poll.
const (
	pollEnd   sched.Line = iota // endtime = _time() + timeout; delay = 0.0005
	pollTry                     // while True: gotit = waiter.acquire(0); if gotit: break
	pollLeft                    //     remaining = endtime - _time(); if remaining <= 0: break
	pollSleep                   //     delay = min(delay * 2, remaining, .05); _sleep(delay)
	pollReturn
)

// Step is one step of it.
func (a *poll) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for a.line.Start(w); a.line < pollReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case pollEnd:
			r, done = t.StepNow(w, &a.now)
			a.end, a.next = a.now+a.d, firstPoll
		case pollTry:
			if r, done = a.try.Step(t, w); done {
				if a.got, _ = a.try.Result(); a.got {
					next = pollReturn
				}
			}
		case pollLeft:
			if r, done = t.StepNow(w, &a.now); done {
				left := a.end - a.now
				if left <= 0 {
					next = pollReturn
				}
				delay := min(a.next, left, lastPoll)
				a.rest, a.next = sched.SleepOp(delay), 2*delay
			}
		case pollSleep:
			r, done = a.rest.Step(t, w)
			next = pollTry
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}
