// This file defines a TCP socket on the virtual loopback: its states, and what it answers.

package socket

import (
	"time"

	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
)

// A tcpState is how far a socket has come, as in RFC 9293, but for the states of the end: those follow from the pipes.
type tcpState uint8

const (
	isFresh tcpState = iota
	isListening
	isConnecting
	isConnected
	isDead // the connection was refused or reset, or its socket closed
)

// A virtualStream is a TCP socket on the simulated machine, where one thread runs at a time.
type virtualStream struct {
	watched
	at      *places // what a search is told of it
	net     *network
	config  *Config
	object  int32
	port    int
	state   tcpState
	bound   bool           // to a port that it has asked for, or listens at
	closed  bool           // its descriptor is
	calls   int            // that are under way, and keep it open all the same, as the system's open file
	gone    bool           // it is closed, and no call keeps it open
	noRead  bool           // by Shutdown
	noWrite bool           // by Shutdown
	told    bool           // Connect has told that the connection is made
	failed  bool           // the last attempt to connect has, and Connect has not told
	abrupt  bool           // Close resets
	full    bool           // the send buffer was found full, and nobody has been told that it no longer is
	sends   int32          // the size of the send buffer
	window  int32          // and that of the receive buffer
	in      pipe           // what comes from the other end
	other   *virtualStream // nil: none yet
	err     error          // that no call has told yet
	refused bool           // by a fault
	late    time.Duration  // by a fault: its request for a connection
	backlog *backlog       // of one that listens
	readers sched.Queue
	writers sched.Queue
	owned   container.Node[*virtualStream] // its place among those of the process that has it
	sharers int32                          // how many processes more have it
}

// newVirtualStream returns a socket with a complete configuration.
func newVirtualStream(n *network, c *Config, object int32) *virtualStream {
	return &virtualStream{net: n, config: n.shared(c), object: object, at: placesOf(n.search, object, false), sends: int32(c.SendBuffer), window: int32(c.ReceiveBuffer)}
}

// named sets the socket's number in the trace.
func (s *virtualStream) named(object int32) { s.object = object }

// local returns the socket's own address, none if it is closed.
func (s *virtualStream) local() Addr {
	s.at.read(standing)
	if s.closed {
		return Addr{}
	}
	return Addr{port: s.port}
}

func (s *virtualStream) peer() (Addr, error) {
	s.at.read(standing)
	switch {
	case s.closed:
		return Addr{}, ErrClosed
	case s.state != isConnected:
		return Addr{}, ErrNotConnected
	}
	return Addr{port: s.other.port}, nil
}

// bind gives the socket a port.
func (s *virtualStream) bind(_ *sched.Thread, at Addr) error {
	s.at.write(standing)
	switch {
	case s.closed:
		return ErrClosed
	case s.port != 0 || s.state != isFresh:
		return ErrInvalid
	case !at.host.isHere():
		return ErrNoPort
	}
	return s.net.take(s, at.port)
}

// linger says whether close resets.
func (s *virtualStream) linger(on bool) error {
	s.at.write(standing)
	if s.closed {
		return ErrClosed
	}
	s.abrupt = on
	return nil
}

// noDelay does nothing: nothing waits.
func (s *virtualStream) noDelay(bool) error { return s.quickAck() }

func (s *virtualStream) quickAck() error {
	s.at.read(standing)
	if s.closed {
		return ErrClosed
	}
	return nil
}

// buffers sets the sizes of the buffers; 0 leaves one as it is.
func (s *virtualStream) buffers(send, receive int) error {
	s.changes()
	if s.closed {
		return ErrClosed
	}
	if send > 0 {
		s.sends = int32(send)
	}
	if receive > 0 {
		s.window = int32(receive)
	}
	return nil
}

// pending returns the error that no call has told, and forgets it.
func (s *virtualStream) pending() error {
	s.at.write(standing)
	if s.closed {
		return ErrClosed
	}
	return s.takeError()
}

// keep keeps an error for the next call.
func (s *virtualStream) keep(err error) { s.err = err }

func (s *virtualStream) takeError() error {
	err := s.err
	s.err = nil
	return err
}

// recv reads what has arrived. Data comes before an error, and the end of the data, once received, before it, too.
func (s *virtualStream) recv(t *sched.Thread, room []byte) (int, error) {
	s.at.read(standing)
	s.at.read(arrivals)
	switch {
	case s.state == isConnecting:
		return 0, ErrWouldBlock
	case s.in.arrived > 0:
		return s.take(t, room), nil
	case s.in.end:
		return 0, nil
	case s.err != nil:
		s.at.write(standing)
		return 0, s.takeError()
	case s.other == nil:
		return 0, ErrNotConnected
	case s.noRead || s.state == isDead || len(room) == 0:
		return 0, nil
	}
	return 0, ErrWouldBlock
}

// take copies what has arrived. The other end can send more then: there is room again.
func (s *virtualStream) take(t *sched.Thread, room []byte) int {
	s.givesArrivals()
	n := s.in.take(room)
	s.net.devices.Spend(t, s.config.copying(n))
	s.other.depart()
	return n
}

// send puts into the send buffer what there is room for.
func (s *virtualStream) send(t *sched.Thread, data []byte) (int, error) {
	s.at.read(standing)
	s.at.read(room)
	switch {
	case s.state == isConnecting:
		return 0, ErrWouldBlock
	case s.err != nil:
		s.at.write(standing)
		return 0, s.takeError()
	case s.state != isConnected || s.noWrite:
		return 0, ErrBrokenPipe
	}
	n := min(len(data), int(s.sends)-s.other.in.unacknowledged())
	if n <= 0 && len(data) > 0 {
		s.full = true
		return 0, ErrWouldBlock
	}
	s.givesRoom()
	s.full = s.full || n < len(data)
	s.net.devices.Spend(t, s.config.copying(n))
	s.other.in.write(data[:max(n, 0)])
	s.depart()
	return max(n, 0), nil
}

// shutdown ends one direction, or both.
func (s *virtualStream) shutdown(t *sched.Thread, how How) error {
	s.at.write(standing)
	switch {
	case s.closed:
		return ErrClosed
	case s.state == isListening:
		s.stopListening(t, how)
		return nil
	case s.state != isConnected, s.in.end && s.other.in.end:
		return ErrNotConnected
	}
	if how != ShutWr {
		s.givesArrivals()
		s.noRead = true
	}
	if how != ShutRd && !s.noWrite {
		s.givesRoom()
		s.noWrite = true
		s.finish()
	}
	s.notify(t, s.ready())
	return nil
}

// ready returns what is the case with the socket.
func (s *virtualStream) ready() Events {
	if s.closed {
		return ofClosed
	}
	switch s.state {
	case isFresh:
		return Out | Hup
	case isListening:
		if len(s.backlog.made) > 0 {
			return In
		}
		return 0
	case isConnecting:
		return 0
	}
	return s.readyOnceConnected()
}

// readyOnceConnected returns what is the case with a socket that is connected, or was: tcp_poll.
func (s *virtualStream) readyOnceConnected() (e Events) {
	dead := s.state == isDead
	noMore := dead || s.noRead || s.in.end
	if noMore {
		e |= RdHup
	}
	if noMore || s.in.arrived > 0 {
		e |= In
	}
	if dead || s.noWrite || s.writable() {
		e |= Out
	}
	if dead || noMore && s.noWrite {
		e |= Hup
	}
	if s.err != nil {
		e |= Err
	}
	return e
}

func (s *virtualStream) isClosed() bool { return s.closed }

// writable reports whether a third of the send buffer is free: sk_stream_is_writeable.
func (s *virtualStream) writable() bool {
	used := s.other.in.unacknowledged()
	return int(s.sends)-used >= used/2 && used < int(s.sends)
}

// notify tells those who wait for the socket what has happened to it. Who waits to receive or to send is woken, whatever
// their number, as on Linux; of those who wait to accept, one.
func (s *virtualStream) notify(by *sched.Thread, e Events) {
	if e&(In|RdHup|Err|Hup) != 0 {
		for s.readers.Wake(by, sched.FIFO) && s.state != isListening {
		}
	}
	if e&(Out|Err|Hup) != 0 {
		for s.writers.Wake(by, sched.FIFO) {
		}
	}
	s.tell(by, e)
}

// queue returns where those wait who make such a call.
func (s *virtualStream) queue(c call) *sched.Queue {
	if c.needs() == Out {
		return &s.writers
	}
	return &s.readers
}

func (s *virtualStream) system(o *operation, within time.Duration) systemCall {
	return &virtualCall{operation: o, socket: s, within: within}
}

// A virtualCall is a system call of a thread, and something to wait for.
type virtualCall struct {
	operation *operation
	socket    *virtualStream
	within    time.Duration // 0: it does not wait
	holds     bool          // the socket, which stays open until it is over
	err       error
}

func (c *virtualCall) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if w == sched.Begin {
		c.socket.suffer(t, c.operation)
		c.socket.net.devices.Spend(t, c.socket.config.costOf(c.operation.call))
	}
	r, done := t.StepBlockFor(w, c, c.within)
	if done && t.GaveUp() {
		c.err = ErrTimeout
		c.letGo()
	}
	return r, done
}

func (c *virtualCall) failure() error { return c.err }

// Try makes an attempt, and another one where what it has sent has changed something, as the answer to a request for a connection
// does. A call that does not wait is over with it.
func (c *virtualCall) Try(t *sched.Thread) bool {
	queue := c.socket.queue(c.operation.call)
	t.Self().Woken()
	queue.Remove(t.Self())
	for c.socket.net.call(t, c.attempt) && waits(c.err) && c.within != 0 {
	}
	if !waits(c.err) {
		c.letGo()
		return t.Tried(c.socket.object, true)
	}
	if c.within == 0 {
		c.letGo()
		t.Refused(c.socket.object)
		return true
	}
	if c.operation.call == accepting {
		c.socket.givesArrivals() // who waits first is woken first
	}
	queue.Push(t.Self())
	return t.Tried(c.socket.object, false)
}

// attempt makes the attempt. Who finds the socket closed has nothing to try. Close does not end a call that is under way: with a
// time-out it finds it closed when it looks again, as CPython does, which polls the descriptor then; without one it never looks.
func (c *virtualCall) attempt(t *sched.Thread) {
	s := c.socket
	if s.at != nil {
		s.at.read(standing)
		s.at.waiting.remove(t)
		if c.operation.inside {
			c.operation.inside, c.holds = false, true
		}
	}
	if s.closed && (!c.holds || c.within >= 0) {
		c.err = ErrClosed
		return
	}
	if !c.holds {
		c.holds = true
		s.calls++
	}
	c.err = c.operation.attempt(t, s)
}

// letGo ends the call. The last one closes what has been closed meanwhile.
func (c *virtualCall) letGo() {
	s := c.socket
	if !c.holds {
		return
	}
	c.holds = false
	if s.closed {
		s.changes() // the last one really closes it
	}
	if s.calls--; s.closed && s.calls == 0 {
		s.release()
	}
}

// attempt makes an attempt of a call that does not keep the socket open.
func (s *virtualStream) attempt(t *sched.Thread, o *operation) error {
	if s.closed {
		return ErrClosed
	}
	return o.attempt(t, s)
}

func (c *virtualCall) Object() int32 { return c.socket.object }

// Holder returns nil: nobody in particular sends.
func (c *virtualCall) Holder() *sched.Thread { return nil }
