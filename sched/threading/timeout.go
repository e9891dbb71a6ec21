// This file defines what a time-out may be.

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
		t.Fail("timeout value must be a non-negative number")
	case d > TimeoutMax:
		t.Fail("timeout value is too large")
	}
}

// mustBeQueueTimeout fails unless d is a time-out that a queue may have.
func mustBeQueueTimeout(t *sched.Thread, d time.Duration) {
	switch {
	case d < 0 && d != sched.Forever:
		t.Fail("'timeout' must be a non-negative number")
	case d > TimeoutMax:
		t.Fail("timeout value is too large")
	}
}

// A deadline is when the waiting of a function that waits more than once is over. It looks at the clock only if it has to,
// as Lib/threading.py does: not before the first wait, which lasts as long as it was told.
type deadline struct {
	left  time.Duration // for the next wait; sched.Forever: no end
	at    time.Duration
	begun bool
}

// next prepares for the next wait, and reports whether there is time for one.
func (d *deadline) next(t *sched.Thread) bool {
	switch {
	case d.left == sched.Forever:
		return true
	case !d.begun:
		d.begun, d.at = true, t.Now()+d.left
		return true
	}
	d.left = d.at - t.Now()
	return d.left > 0
}
