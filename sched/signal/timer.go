// This file defines the timer of a process, which sends it SIGALRM.

package signal

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// Alarm has the process sent SIGALRM in so many seconds, in place of what was set before, and returns how many were left of that,
// rounded up: signal.alarm. With 0 nothing is sent.
func Alarm(t *sched.Thread, seconds uint) (left uint) {
	t.Call(func() {})
	before, _ := t.SetTimer(time.Duration(seconds)*time.Second, 0)
	return uint((before + time.Second - 1) / time.Second)
}

// SetITimer has the process sent SIGALRM after d, and then again every interval, if that is not 0; it returns what was left of what was
// set before, and its interval: signal.setitimer(ITIMER_REAL).
func SetITimer(t *sched.Thread, d, interval time.Duration) (left, before time.Duration) {
	t.Call(func() {})
	if d < 0 || interval < 0 || d > sched.LongestWait || interval > sched.LongestWait {
		t.FailWith("itimer_error", "[Errno 22] Invalid argument")
	}
	return t.SetTimer(d, interval)
}

// GetITimer returns what is left of the timer, and its interval: signal.getitimer(ITIMER_REAL).
func GetITimer(t *sched.Thread) (left, interval time.Duration) {
	t.Call(func() {})
	return t.Timer()
}
