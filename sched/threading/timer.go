// This file defines Timer, the thread that waits before it calls its function.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Timer is threading.Timer: a Thread that calls a function after an interval, unless it has been cancelled by then.
type Timer struct {
	*Thread
	finished *Event
}

// NewTimer returns a timer that calls f, on a thread of its own, so long after it was started. Making one takes no time.
func NewTimer(t *sched.Thread, interval time.Duration, f func(t *sched.Thread)) *Timer {
	timer := &Timer{Thread: New(t, "", nil)}
	timer.class = "Timer"
	timer.finished = NewEvent(t, timer.Name()+".finished")
	timer.target = func(t *sched.Thread) {
		timer.finished.WaitTimeout(t, max(0, interval)) // less than 0 is no end there
		if !timer.finished.IsSet(t) {
			t.Call(func() { f(t) })
		}
		timer.finished.Set(t)
	}
	return timer
}

// Cancel stops the timer, if it has not called its function yet. It may be called before Start, too.
func (timer *Timer) Cancel(t *sched.Thread) {
	t.Finish(t.StepCall(sched.Begin))
	timer.finished.Set(t)
}

// Finished reports whether the timer has called its function, or has been cancelled.
func (timer *Timer) Finished(t *sched.Thread) bool { return timer.finished.IsSet(t) }
