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
	at      *places // what a search is told of it
	devices sched.Devices
	object  int32
	name    string
	queue   sched.Queue // those who wait for a datagram
	inbox   []datagram  // arrived, in order
	taken   int         // bytes of the buffer
	closed  bool        // its descriptor is
	calls   int         // that are under way, and keep it open all the same
}

// A datagram is one on its way, or in a socket's buffer.
type datagram struct {
	payload []byte
	from    *loopback
}

// size returns how much room a datagram takes in the buffer.
func (d *datagram) size() int { return len(d.payload) + overhead }

// newLoopback returns a socket. The configuration is complete.
func newLoopback(t *sched.Thread, c *Config, object int32, name string) *loopback {
	devices := t.Engine().(sched.Devices)
	return &loopback{Config: c, at: placesOf(searchOf(t.Process().Run, t.Engine()), object, false), devices: devices, object: object, name: name}
}

// addr returns the socket's address, which is the socket.
func (l *loopback) addr() Addr { return Addr{virtual: l} }

// sending returns the call that lets a datagram arrive. The time of the system call is charged before the lock is
// released, for the release pays for it when the lock is free.
func (l *loopback) sending(to Addr, payload []byte) systemCall {
	return &virtualSend{socket: l, to: to, payload: payload}
}

// A virtualSend is one call of sendto. Trying is sending: it never waits.
type virtualSend struct {
	socket  *loopback
	to      Addr
	payload []byte
	err     error
}

func (c *virtualSend) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	l := c.socket
	if w == sched.Begin {
		l.at.read(standing)
		if l.closed {
			c.err = ErrClosed
			return sched.Request{}, true
		}
		l.devices.Spend(t, l.costs.SendTo)
	}
	return t.StepBlock(w, c)
}

func (c *virtualSend) failure() error { return c.err }

// Try sends the datagram. The call carries it, as it does on a connection (see network.carry), unless it is delayed.
func (c *virtualSend) Try(t *sched.Thread) bool {
	l, to := c.socket, c.to.virtual
	d := datagram{slices.Clone(c.payload), l}
	l.devices.Spend(t, l.copying(len(d.payload)))
	if l.Latency == 0 {
		to.arrive(t, d)
	} else {
		l.devices.After(l.Latency, to.object, func(machine *sched.Thread) { to.arrive(machine, d) })
	}
	return t.Tried(l.object, true)
}

func (c *virtualSend) Object() int32 { return c.socket.object }

// Holder returns nil: nothing is waited for.
func (c *virtualSend) Holder() *sched.Thread { return nil }

// arrive puts a datagram into the buffer and wakes who has waited longest for one.
func (l *loopback) arrive(by *sched.Thread, d datagram) {
	l.at.gives(arrivals, len(l.inbox) > 0)
	l.at.read(standing)
	if l.closed && l.calls == 0 || l.taken+d.size() > l.Buffer {
		return
	}
	l.inbox = append(l.inbox, d)
	l.taken += d.size()
	l.queue.Wake(by, sched.FIFO)
	l.tell(by, In)
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

func (l *loopback) isClosed() bool { return l.closed }

func (l *loopback) receipt(within time.Duration, inside *bool) resultCall[Datagram] {
	return &receipt{socket: l, within: within, inside: inside}
}

// close closes the socket's descriptor, and the socket itself, unless calls are under way: then the last one does.
func (l *loopback) close(t *sched.Thread) {
	l.changes()
	l.calls += l.at.interrupts(t)
	l.closed = true
	l.release()
	l.tell(t, ofClosed)
	l.watchers = nil
}

// release closes the socket if it is to be.
func (l *loopback) release() {
	if l.closed && l.calls == 0 {
		l.inbox, l.taken = nil, 0
	}
}

// A receipt is one call of recvfrom, and something to wait for.
type receipt struct {
	socket *loopback
	within time.Duration // 0: it does not wait
	got    datagram
	holds  bool  // the socket, which stays open until it is over
	inside *bool // it waits already, though it has made no attempt: see waiting
	closed bool
	late   bool // the time was over
}

func (r *receipt) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if w == sched.Begin {
		r.socket.devices.Spend(t, r.socket.costs.ReceiveFrom)
	}
	req, done := t.StepBlockFor(w, r, r.within)
	if r.late = done && t.GaveUp(); r.late {
		r.letGo()
	}
	return req, done
}

// failure returns what went wrong.
func (r *receipt) failure() error {
	switch {
	case r.closed:
		return ErrClosed
	case r.late:
		return ErrTimeout
	case r.got.from == nil:
		return ErrWouldBlock
	}
	return nil
}

// datagram returns what was received.
func (r *receipt) result() Datagram { return Datagram{r.got.payload, r.got.from.addr()} }

// Try takes the first datagram out of the buffer.
func (r *receipt) Try(t *sched.Thread) bool {
	l := r.socket
	t.Self().Woken()
	r.enter(t)
	r.closed = l.closed && (!r.holds || r.within >= 0) // as a virtualCall sees it
	if !r.closed && !r.holds {
		r.holds = true
		l.calls++
	}
	switch {
	case r.closed || len(l.inbox) > 0:
	case r.within == 0:
		r.letGo()
		t.Refused(l.object)
		return true
	default:
		l.at.gives(arrivals, false) // who waits first is woken first
		l.queue.Push(t.Self())
		return t.Tried(l.object, false)
	}
	l.queue.Remove(t.Self())
	if !r.closed {
		l.at.write(arrivals)
		r.got, l.inbox[0] = l.inbox[0], datagram{}
		l.inbox = l.inbox[1:]
		l.taken -= r.got.size()
		l.devices.Spend(t, l.copying(len(r.got.payload)))
	}
	r.letGo()
	return t.Tried(l.object, true)
}

// announce tells a search of a receipt that comes next.
func (l *loopback) announce(t *sched.Thread, within func() time.Duration, inside *bool) {
	if l.at == nil {
		return
	}
	c := &searchedCall{outside: true, place: l.at.of[arrivals], entry: l.at.of[threshold]}
	if t.Hub() == nil && within() < 0 {
		c.free = func() bool { return len(l.inbox) > 0 }
		c.patient = func() bool { return within() < 0 && (*inside || !l.closed) }
		l.at.waiting.add(t, inside)
	}
	t.CallsSystem(c)
}

// enter notes in a search that the call is made.
func (r *receipt) enter(t *sched.Thread) {
	l := r.socket
	if l.at == nil {
		return
	}
	l.at.read(standing)
	l.at.read(arrivals)
	l.at.waiting.remove(t)
	if *r.inside {
		*r.inside, r.holds = false, true
	}
}

// letGo ends the call.
func (r *receipt) letGo() {
	if r.holds {
		r.holds = false
		r.socket.calls--
		r.socket.release()
	}
}

func (r *receipt) Object() int32 { return r.socket.object }

// Holder returns nil: nobody in particular sends.
func (r *receipt) Holder() *sched.Thread { return nil }

// looked tells a search that a poller looks whether there is a datagram.
func (l *loopback) looked(Events) {
	l.at.read(standing)
	l.at.read(arrivals)
}

// changes tells a search of a change that ends everything.
func (l *loopback) changes() {
	l.at.write(standing)
	l.at.gives(arrivals, len(l.inbox) > 0)
}
