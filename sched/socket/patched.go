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

// A calling is a call on a socket that may wait, under way: one system call that waits, or, where a hub parks greenlets,
// attempts, each a system call that does not wait, as gevent's socket makes it; between them the hub waits.
type calling struct {
	system systemCall
	err    error
}

// step is one step of it. The function make makes the system call that is needed.
func (p *calling) step(t *sched.Thread, w sched.Wake, s Pollable, needs Events, within time.Duration, makes func(within time.Duration) systemCall) (r sched.Request, done bool) {
	if hub, ok := t.Hub().(poller); ok && within != 0 {
		p.err = attempt(t, hub, s, needs, within, func() error { return perform(t, makes(0)) })
		return r, true
	}
	if w == sched.Begin {
		p.system = makes(within)
	}
	if r, done = p.system.Step(t, w); done {
		p.err = p.system.failure()
	}
	return r, done
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
