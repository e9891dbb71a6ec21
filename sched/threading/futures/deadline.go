// This file defines the moment when the time of an iterator is over.

package futures

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A deadline is the moment when a time is over, if ever.
type deadline struct {
	never bool
	at    time.Duration
}

// newDeadline returns the deadline d from now.
func newDeadline(t *sched.Thread, d time.Duration) deadline {
	if d == sched.Forever {
		return deadline{never: true}
	}
	return deadline{at: t.Now() + d}
}

// left returns how long it is until the deadline, Forever if it never comes, and whether it is over: nothing is left then.
func (d deadline) left(t *sched.Thread) (left time.Duration, over bool) {
	if d.never {
		return sched.Forever, false
	}
	left = d.at - t.Now()
	return max(0, left), left < 0
}
