// This file defines how long the calls on a socket wait.

package socket

import (
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// maxTimeout is the longest time-out: virtual time would overflow soon beyond that.
const maxTimeout = 50 * 365 * 24 * time.Hour

// A timeout is how long the calls on a socket wait. Several threads may set it.
type timeout struct {
	d atomic.Int64
}

func (o *timeout) get() time.Duration { return time.Duration(o.d.Load()) }

// set sets it; it has been checked.
func (o *timeout) set(d time.Duration) { o.d.Store(int64(d)) }

// change is what settimeout does, for t.
func (o *timeout) change(t *sched.Thread, d time.Duration) {
	mustBeTimeout(t, d)
	o.set(d)
}

// mustBeTimeout fails unless d is a time-out.
func mustBeTimeout(t *sched.Thread, d time.Duration) {
	switch {
	case d < 0 && d != sched.Forever:
		t.FailWith("ValueError", "a time-out of %v: Timeout value out of range, it must be 0 or more, or Forever", d)
	case d > maxTimeout:
		t.FailWith("OverflowError", "a time-out of %v: Timeout value out of range, it must be at most 50 years", d)
	}
}

// SetTimeout sets how long a call on the socket waits: socket.settimeout. sched.Forever, at first, makes it a blocking
// socket. With 0 it is a non-blocking one: what would have to wait fails with ErrWouldBlock. After any other time a call
// fails with ErrTimeout.
func (s *TCP) SetTimeout(t *sched.Thread, d time.Duration) {
	s.call(t)
	s.setTimeout(t, d)
}

// SetTimeoutOp returns SetTimeout as an op.
func (s *TCP) SetTimeoutOp(d time.Duration) sched.Op {
	return effectOf(&s.made, func(t *sched.Thread) { s.setTimeout(t, d) })
}

// SetTimeout sets how long a call on the socket waits, as that of a TCP.
func (u *UDP) SetTimeout(t *sched.Thread, d time.Duration) {
	u.call(t)
	u.setTimeout(t, d)
}

// SetTimeoutOp returns SetTimeout as an op.
func (u *UDP) SetTimeoutOp(d time.Duration) sched.Op {
	return effectOf(&u.made, func(t *sched.Thread) { u.setTimeout(t, d) })
}

func (s *TCP) setTimeout(t *sched.Thread, d time.Duration) {
	if v, ok := s.link.(*virtualStream); ok {
		v.changes()
		v.calls += v.at.interrupts(t)
	}
	s.timeout.change(t, d)
}

func (u *UDP) setTimeout(t *sched.Thread, d time.Duration) {
	if l, ok := u.link.(*loopback); ok {
		l.changes()
		l.calls += l.at.interrupts(t)
	}
	u.timeout.change(t, d)
}

// A deadline is when a wait is over, on the engine's clock; sched.Forever is never.
type deadline time.Duration

// until returns the end of a wait that begins now.
func until(t *sched.Thread, within time.Duration) deadline {
	if within < 0 {
		return deadline(sched.Forever)
	}
	return deadline(t.Engine().Now() + within)
}

// left returns how long the wait still lasts, sched.Forever if it has no end.
func (d deadline) left(t *sched.Thread) time.Duration {
	if d < 0 {
		return sched.Forever
	}
	return max(0, time.Duration(d)-t.Engine().Now())
}
