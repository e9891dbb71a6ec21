// This file defines how data, their end and resets travel on the virtual loopback.

package socket

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// Everything that one socket lets go travels in order, on a wire of its own: bytes take their time to leave, one after
// another, and then the latency, if there are such. What the receiver acknowledges, and how large its window is, the sender knows
// at once.

// travel lets f happen at the other end when so many bytes have arrived there. It does not overtake what is delayed.
func (s *virtualStream) travel(bytes int, f func(by *sched.Thread)) {
	wire := &s.other.in
	now := s.net.now()
	wire.free = max(now, wire.free) + lasts(bytes, s.config.Bandwidth)
	d := s.arriving(wire.free + s.config.Latency - now)
	if d == 0 && wire.delayed == 0 {
		s.net.carry(0, s.other.object, f)
		return
	}
	wire.delayed++
	s.net.devices.After(d, s.other.object, func(machine *sched.Thread) {
		wire.delayed--
		f(machine)
	})
}

// arriving returns how long what would take so long does, where the network of one end may be cut.
func (s *virtualStream) arriving(d time.Duration) time.Duration {
	now := s.net.now()
	at := s.config.Faults.healed(now + d)
	if s.other != nil {
		at = s.other.config.Faults.healed(at)
	}
	return at - now
}

// depart lets the data leave that the receiver has room for, and behind the last of them the end.
func (s *virtualStream) depart() {
	to := s.other
	to.at.read(arrivals) // whether anything leaves depends on what has been read there
	if n := to.in.depart(int(to.window)); n > 0 {
		s.travel(n, func(by *sched.Thread) { to.arrive(by, n) })
	}
	if to.in.endNow() {
		s.travel(0, to.arriveEnd)
	}
}

// finish lets the end follow the data that were sent: FIN.
func (s *virtualStream) finish() {
	s.other.in.ending = true
	s.depart()
}

// arrive takes n bytes into the receive buffer. A socket that is closed answers with a reset.
func (s *virtualStream) arrive(by *sched.Thread, n int) {
	sender := s.other
	s.at.read(standing)
	switch {
	case s.state == isDead:
		return
	case s.gone:
		s.in.drop()
		s.reset()
		return
	}
	s.givesArrivals()
	sender.givesRoom()
	s.in.arrived += n
	s.notify(by, In)
	if sender.full && sender.writable() {
		sender.full = false
		sender.notify(by, Out)
	}
}

// arriveEnd takes the end of the data.
func (s *virtualStream) arriveEnd(by *sched.Thread) {
	s.at.read(standing)
	if s.state == isConnected {
		s.givesArrivals()
		s.in.end = true
		s.notify(by, In|RdHup)
	}
}

// reset kills the connection, and tells the other end: RST. What has not left is lost.
func (s *virtualStream) reset() {
	s.changes()
	s.state = isDead
	s.travel(0, s.other.arriveReset)
}

// arriveReset takes a reset. What was received can still be read; but then the next call fails, and if that is one that
// sends, or if the peer had ended its data before, it finds a broken pipe.
func (s *virtualStream) arriveReset(by *sched.Thread) {
	s.at.read(standing)
	if s.state != isConnected {
		return
	}
	s.givesArrivals()
	s.givesRoom()
	s.at.write(standing)
	s.state, s.err = isDead, ErrConnectionReset
	if s.in.end {
		s.err = ErrBrokenPipe
	}
	s.notify(by, s.ready())
}

// close closes the socket's descriptor, and the socket itself, unless calls are under way: then the last one does.
func (s *virtualStream) close(t *sched.Thread) {
	s.at.read(standing)
	if s.closed {
		return
	}
	if s.leaves(t.Process()); !s.isKept() {
		s.end(t)
	}
}

// end closes the socket's descriptor, which nobody else has.
func (s *virtualStream) end(t *sched.Thread) {
	s.changes()
	s.calls += s.at.interrupts(t)
	s.closed = true
	if s.calls == 0 {
		s.release()
	}
	s.tell(t, ofClosed)
	s.watchers = nil
}

// endProcess closes the socket, whose process has ended: nobody is left who calls.
func (s *virtualStream) endProcess(machine *sched.Thread) {
	if s.closed || s.isKept() {
		return
	}
	s.calls = 0
	s.end(machine)
}

// release closes the socket.
func (s *virtualStream) release() {
	s.gone = true
	s.disowned()
	s.net.giveBack(s)
	switch {
	case s.state == isListening:
		s.abandon()
	case s.state == isConnected && (s.abrupt || s.in.arrived > 0):
		s.other.in.buffer = s.other.in.buffer[:s.other.in.read+s.other.in.departed]
		s.in.drop()
		s.reset()
	case s.state == isConnected && !s.noWrite:
		s.finish()
	}
}
