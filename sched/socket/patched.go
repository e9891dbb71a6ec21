// This file defines how a call on a socket waits in a thread whose hub parks greenlets: not in the call.

package socket

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A poller is a hub that waits for sockets: that of package gevent.
type poller interface {
	// AwaitSocket parks the thread's current greenlet until the socket is ready for one of the events, for d at most;
	// sched.Forever is without end. It reports false if the time was over first.
	AwaitSocket(t *sched.Thread, s Pollable, e Events, d time.Duration) (ready bool, err error)
	// CloseSocket lets go on who waits for a socket that has been closed.
	CloseSocket(t *sched.Thread, s Pollable)
}

// perform makes a call on the socket. Where a hub parks greenlets it is made of attempts, each a system call that does not wait,
// as gevent's socket makes it; between them the hub waits.
func (s *TCP) perform(t *sched.Thread, o *operation, within time.Duration) error {
	hub, ok := t.Hub().(poller)
	if !ok || within == 0 {
		return s.link.perform(t, o, within)
	}
	return attempt(t, hub, s, o.call.needs(), within, func() error { return s.link.perform(t, o, 0) })
}

// receive waits for a datagram, in the same way.
func (u *UDP) receive(t *sched.Thread, within time.Duration) (payload []byte, from Addr, err error) {
	hub, ok := t.Hub().(poller)
	if !ok || within == 0 {
		return u.link.receive(t, within)
	}
	err = attempt(t, hub, u, In, within, func() (err error) {
		payload, from, err = u.link.receive(t, 0)
		return err
	})
	return payload, from, err
}

// attempt makes a call that does not wait, again and again, until there is nothing to wait for.
func attempt(t *sched.Thread, hub poller, s Pollable, needs Events, within time.Duration, call func() error) (err error) {
	for end := until(t, within); ; {
		t.WithoutHub(func() { err = call() })
		if !waits(err) {
			return err
		}
		ready, failed := hub.AwaitSocket(t, s, needs, end.left(t))
		switch {
		case failed != nil:
			return failed
		case !ready:
			return ErrTimeout
		}
	}
}

// closes tells a hub that the socket has been closed.
func closes(t *sched.Thread, s Pollable) {
	if hub, ok := t.Hub().(poller); ok {
		hub.CloseSocket(t, s)
	}
}
