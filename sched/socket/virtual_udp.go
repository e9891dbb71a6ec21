// This file defines the virtual loopback: datagrams on the simulated machine.

package socket

import (
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A loopback is a datagram socket on the simulated machine, where one thread runs at a time.
type loopback struct {
	*Config
	watched
	devices sched.Devices
	object  int32
	name    string
	queue   sched.Queue // those who wait for a datagram
	inbox   []datagram  // arrived, in order
	taken   int         // bytes of the buffer
	closed  bool
}

// A datagram is one on its way, or in a socket's buffer.
type datagram struct {
	payload []byte
	from    *loopback
}

// size returns how much room a datagram takes in the buffer.
func (d *datagram) size() int { return len(d.payload) + overhead }

// newLoopback returns a socket. The configuration is complete.
func newLoopback(c *Config, devices sched.Devices, object int32, name string) *loopback {
	return &loopback{Config: c, devices: devices, object: object, name: name}
}

// addr returns the socket's address, which is the socket.
func (l *loopback) addr() Addr { return Addr{virtual: l} }

// send lets a datagram arrive. The time of the system call is charged before the lock is released, for the release pays
// for it when the lock is free.
func (l *loopback) send(t *sched.Thread, to Addr, payload []byte) error {
	if l.closed {
		return ErrClosed
	}
	d := datagram{slices.Clone(payload), l}
	l.devices.Spend(t, l.SystemCall)
	l.devices.After(l.SystemCall+l.Latency, to.virtual.object, func(machine *sched.Thread) { to.virtual.arrive(machine, d) })
	t.AllowThreads(0, nil)
	return nil
}

// arrive puts a datagram into the buffer and wakes who has waited longest for one.
func (l *loopback) arrive(machine *sched.Thread, d datagram) {
	if l.closed || l.taken+d.size() > l.Buffer {
		return
	}
	l.inbox = append(l.inbox, d)
	l.taken += d.size()
	l.queue.Wake(machine, sched.FIFO)
	l.tell(machine, In)
}

// ready returns what is the case with the socket: one can always send.
func (l *loopback) ready() Events {
	switch {
	case l.closed:
		return ofClosed
	case len(l.inbox) > 0:
		return In | Out
	}
	return Out
}

// isClosed reports whether the socket has been closed.
func (l *loopback) isClosed() bool { return l.closed }

// receive waits for a datagram.
func (l *loopback) receive(t *sched.Thread, within time.Duration) ([]byte, Addr, error) {
	r := &receipt{socket: l, waits: within != 0}
	l.devices.Spend(t, l.SystemCall)
	got := t.BlockFor(r, within)
	switch {
	case r.closed:
		return nil, Addr{}, ErrClosed
	case !got:
		return nil, Addr{}, ErrTimeout
	case r.got.from == nil:
		return nil, Addr{}, ErrWouldBlock
	}
	return r.got.payload, r.got.from.addr(), nil
}

// close wakes everybody.
func (l *loopback) close(t *sched.Thread) {
	l.closed, l.inbox, l.taken = true, nil, 0
	for l.queue.Wake(t, sched.FIFO) {
	}
	l.tell(t, ofClosed)
	l.watchers = nil
}

// A receipt is one call of recvfrom, as something to wait for.
type receipt struct {
	socket *loopback
	waits  bool
	got    datagram
	closed bool
}

// Try takes the first datagram out of the buffer.
func (r *receipt) Try(t *sched.Thread) bool {
	l := r.socket
	t.Self().Woken()
	switch {
	case l.closed || len(l.inbox) > 0:
	case !r.waits:
		t.Refused(l.object)
		return true
	default:
		l.queue.Push(t.Self())
		return t.Tried(l.object, false)
	}
	l.queue.Remove(t.Self())
	if r.closed = l.closed; !r.closed {
		r.got, l.inbox[0] = l.inbox[0], datagram{}
		l.inbox = l.inbox[1:]
		l.taken -= r.got.size()
	}
	return t.Tried(l.object, true)
}

// Object returns the socket's number in the trace.
func (r *receipt) Object() int32 { return r.socket.object }

// Holder returns nil: nobody in particular sends.
func (r *receipt) Holder() *sched.Thread { return nil }
