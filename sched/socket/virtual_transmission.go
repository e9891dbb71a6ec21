// This file defines how data, their end and resets travel on the virtual loopback.

package socket

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// Everything that one socket lets go travels in order, on a wire of its own: bytes take their time to leave, one after
// another, and then the latency. What the receiver acknowledges, and how large its window is, the sender knows at once.

// travel lets f happen at the other end when so many bytes, which leave after a while at the earliest, have arrived there.
func (s *virtualStream) travel(after time.Duration, bytes int, f func(machine *sched.Thread)) {
	wire := &s.other.in
	now := s.net.now()
	wire.free = max(now+after, wire.free) + lasts(bytes, s.config.Bandwidth)
	s.net.devices.After(s.arriving(wire.free+s.config.Latency-now), s.other.object, f)
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
func (s *virtualStream) depart(after time.Duration) {
	to := s.other
	if n := to.in.depart(int(to.window)); n > 0 {
		s.travel(after, n, func(machine *sched.Thread) { to.arrive(machine, n) })
	}
	if to.in.endNow() {
		s.travel(after, 0, to.arriveEnd)
	}
}

// finish lets the end follow the data that were sent: FIN.
func (s *virtualStream) finish() {
	s.other.in.ending = true
	s.depart(0)
}

// arrive takes n bytes into the receive buffer. A socket that is closed answers with a reset.
func (s *virtualStream) arrive(machine *sched.Thread, n int) {
	sender := s.other
	switch {
	case s.state == isDead:
		return
	case s.gone:
		s.in.drop()
		s.reset()
		return
	}
	s.in.arrived += n
	s.notify(machine, In)
	if sender.full && sender.writable() {
		sender.full = false
		sender.notify(machine, Out)
	}
}

// arriveEnd takes the end of the data.
func (s *virtualStream) arriveEnd(machine *sched.Thread) {
	if s.state == isConnected {
		s.in.end = true
		s.notify(machine, In|RdHup)
	}
}

// reset kills the connection, and tells the other end: RST. What has not left is lost.
func (s *virtualStream) reset() {
	s.state = isDead
	s.travel(0, 0, s.other.arriveReset)
}

// arriveReset takes a reset. What was received can still be read; but then the next call fails, and if that is one that
// sends, or if the peer had ended its data before, it finds a broken pipe.
func (s *virtualStream) arriveReset(machine *sched.Thread) {
	if s.state != isConnected {
		return
	}
	s.state, s.err = isDead, ErrConnectionReset
	if s.in.end {
		s.err = ErrBrokenPipe
	}
	s.notify(machine, s.ready())
}

// close closes the socket's descriptor, and the socket itself, unless calls are under way: then the last one does.
func (s *virtualStream) close(t *sched.Thread) {
	if s.closed {
		return
	}
	if s.leaves(t.Process()); !s.isKept() {
		s.end(t)
	}
}

// end closes the socket's descriptor, which nobody else has.
func (s *virtualStream) end(t *sched.Thread) {
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
