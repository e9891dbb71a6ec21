// This file defines the timeout, an exception that a timer raises in a greenlet.

package gevent

import (
	"fmt"
	"strconv"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// A Timeout is gevent.Timeout: an exception that is raised in a greenlet, wherever that waits then, when a time has passed. It is
// also what a call returns whose own time is over.
type Timeout struct {
	// Err is raised in place of the Timeout itself, if it is not nil.
	Err error
	// Text is added to the message.
	Text string
	// Silent says that the Timeout ends the call of With in which it was started, and nothing more.
	Silent bool

	d      time.Duration
	timer  timer
	target *waiter
}

// NewTimeout returns a timeout of d, which has not been started. A negative one never comes.
func NewTimeout(d time.Duration) *Timeout { return &Timeout{d: d} }

// Duration returns after how long it comes.
func (o *Timeout) Duration() time.Duration { return o.d }

// Error returns the time in seconds, as gevent does: "1 second", "0.5 seconds (silent)".
func (o *Timeout) Error() string {
	if o.d < 0 {
		return "Timeout"
	}
	text := strconv.FormatFloat(o.d.Seconds(), 'g', -1, 64) + " second"
	if o.d != time.Second {
		text += "s"
	}
	switch {
	case o.Silent:
		return text + " (silent)"
	case o.Err != nil:
		return fmt.Sprintf("%s: %v", text, o.Err)
	case o.Text != "":
		return text + ": " + o.Text
	}
	return text
}

// Start sets the timer, for the current greenlet. It fails the thread if the timeout has been started and has not come.
func (o *Timeout) Start(t *sched.Thread) {
	enter(t)
	if o.Pending() {
		t.Fail("AssertionError: the timeout of %v is already started; to restart it, cancel it first", o.d)
	}
	if o.d >= 0 {
		o.target = self(t)
		h := o.target.hub
		h.timers.set(&o.timer, h.until(t, o.d), o)
	}
}

// Pending reports whether the timeout has been started, and has not come.
func (o *Timeout) Pending() bool { return o.timer.serial != 0 }

// Cancel takes the timer away, if it is set.
func (o *Timeout) Cancel(t *sched.Thread) {
	enter(t)
	if o.target != nil {
		o.target.hub.timers.cancel(&o.timer)
	}
}

func (o *Timeout) call(t *sched.Thread, _ uint64) {
	var err error = o
	if o.Err != nil {
		err = o.Err
	}
	o.target.throw(t, err)
}

// With calls f, and has the timeout raised in it if it takes longer: "with timeout:". Afterwards it is cancelled. What is raised in
// f is raised again, but for the timeout itself if it is silent: then With reports that it came.
func (o *Timeout) With(t *sched.Thread, f func()) (came bool) {
	if !o.Pending() {
		o.Start(t)
	}
	err := greenlet.Catch(t, f)
	o.Cancel(t)
	came = err == error(o)
	if err != nil && !(came && o.Silent) {
		greenlet.Raise(err)
	}
	return came
}

// WithTimeout calls f, and ends it by a Timeout if it takes longer than d. Then it returns false: gevent.with_timeout with a
// timeout_value. Any other exception is raised again.
func WithTimeout(t *sched.Thread, d time.Duration, f func()) bool {
	return !(&Timeout{d: d, Silent: true}).With(t, f)
}
