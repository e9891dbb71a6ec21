// This file defines the module _network: the calls on sockets that _socket.py is made of (Modules/socketmodule.c), on the virtual
// loopback of the simulated machine. Sockets go by their descriptors.

package python

import (
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// The kinds of sockets, as Python numbers them.
const (
	sockStream = 1
	sockDgram  = 2
)

// socketFunction is socket(kind).
func socketFunction(t *Thread, a []Value) (Value, *Exception) {
	t.mustHaveNetwork()
	s := &openSocket{}
	var err error
	if a[0].i == sockDgram {
		t.mustNotBeSearched(errDatagrams)
		s.udp, err = socket.ListenUDP(t.sched, t.variable("socket"))
	} else {
		s.tcp, err = socket.NewTCP(t.sched, t.variable("socket"))
	}
	if err != nil {
		return Value{}, t.networkError(err)
	}
	return t.calledFor(t.opens(descriptor{socket: s}))
}

// A socketChange is a call on a socket under way that has no result but an error.
type socketChange struct{ sched.Call[struct{}] }

func (c *socketChange) value(t *Thread) (Value, *Exception) {
	_, err := c.Result()
	return none, t.networkError(err)
}

func bindFunction(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.socketAt(a[0])
	if failed != nil {
		return Value{}, failed
	}
	at, err := addressOf(a[1], a[2])
	if err != nil {
		return Value{}, t.networkError(err)
	}
	if s.tcp != nil {
		s.host = a[1].text()
		return t.perform(&socketChange{s.tcp.BindToOp(at)})
	}
	switch {
	case s.port != 0:
		return Value{}, t.networkError(socket.ErrInvalid)
	case !at.IsLoopback() && at.Host() != nowhere:
		return Value{}, t.networkError(socket.ErrNoPort)
	case !t.interp.machine.datagrams.take(s, at.Port()):
		return Value{}, t.networkError(socket.ErrAddressInUse)
	}
	s.host = a[1].text()
	return t.calledFor(none)
}

func listenSocket(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.streamAt(a[0])
	if failed != nil {
		return Value{}, failed
	}
	return t.perform(&socketChange{s.ListenOp(int(min(a[1].i, 4096)))})
}

func shutdownFunction(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.socketAt(a[0])
	switch {
	case failed != nil:
		return Value{}, failed
	case s.udp != nil && s.peer == (socket.Addr{}):
		return Value{}, t.networkError(socket.ErrNotConnected)
	case s.udp != nil:
		return t.calledFor(none)
	}
	return t.perform(&socketChange{s.tcp.ShutdownOp(socket.How(a[1].i))})
}

// A plainCall is a call on a socket under way that cannot fail.
type plainCall struct{ sched.Op }

func (*plainCall) value(*Thread) (Value, *Exception) { return none, nil }

// setTimeoutFunction is settimeout(fd, seconds): None waits without end.
func setTimeoutFunction(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.socketAt(a[0])
	if failed != nil {
		return Value{}, failed
	}
	d, err := t.patienceOf(a[1])
	if err != nil {
		return Value{}, err
	}
	d = min(d, longestTimeout)
	if s.tcp != nil {
		return t.perform(&plainCall{s.tcp.SetTimeoutOp(d)})
	}
	return t.perform(&plainCall{s.udp.SetTimeoutOp(d)})
}

// longestTimeout is the longest time-out of a socket: longer ones end no run either.
const longestTimeout = 49 * 365 * 24 * time.Hour

// setLingerFunction is linger(fd, on, seconds).
func setLingerFunction(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.streamAt(a[0])
	if failed != nil {
		return Value{}, failed
	}
	on := a[1] == pyTrue && a[2].i == 0 // a longer time makes close wait, which here is over at once
	return t.perform(&socketChange{s.SetLingerOp(on, 0)})
}

// setBuffersFunction is buffers(fd, send, receive).
func setBuffersFunction(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.socketAt(a[0])
	switch {
	case failed != nil:
		return Value{}, failed
	case s.tcp == nil:
		return t.calledFor(none)
	}
	return t.perform(&socketChange{s.tcp.SetBuffersOp(int(a[1].i), int(a[2].i))})
}

// A pendingError is getsockopt of SO_ERROR under way.
type pendingError struct{ sched.Call[error] }

func (p *pendingError) value(t *Thread) (Value, *Exception) {
	pending, err := p.Result()
	if e := t.networkError(err); e != nil {
		return Value{}, e
	}
	if e := t.networkError(pending); e != nil && len(e.args) == 2 {
		return e.args[0], nil
	}
	return integer(0), nil
}

func socketErrorFunction(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.socketAt(a[0])
	switch {
	case failed != nil:
		return Value{}, failed
	case s.tcp == nil:
		return t.calledFor(integer(0))
	}
	return t.perform(&pendingError{s.tcp.ErrorOp()})
}

// A countedCall is connect, send or sendall under way.
type countedCall struct {
	sched.Call[int]
	bare bool // its result is None
}

func (c *countedCall) value(t *Thread) (Value, *Exception) {
	n, err := c.Result()
	if e := t.networkError(err); e != nil {
		return Value{}, e
	}
	if c.bare {
		return none, nil
	}
	return integer(int64(n)), nil
}

func connectSocket(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.socketAt(a[0])
	if failed != nil {
		return Value{}, failed
	}
	to, err := addressOf(a[1], a[2])
	switch {
	case err != nil:
		return Value{}, t.networkError(err)
	case to.Port() == 0 && s.tcp != nil:
		return Value{}, t.networkError(socket.ErrConnectionRefused)
	case s.tcp != nil:
		return t.perform(&countedCall{s.tcp.ConnectOp(to), true})
	case s.port == 0 && !t.interp.machine.datagrams.take(s, 0):
		return Value{}, t.networkError(socket.ErrNoPort)
	}
	if s.host == "" {
		s.host = to.Host()
	}
	s.peer = to
	return t.calledFor(none)
}

func sendFunction(t *Thread, a []Value) (Value, *Exception) { return t.sends(a, false) }

func sendAllFunction(t *Thread, a []Value) (Value, *Exception) { return t.sends(a, true) }

// sends sends data to the other end.
func (t *Thread) sends(a []Value, all bool) (Value, *Exception) {
	s, failed := t.socketAt(a[0])
	switch {
	case failed != nil:
		return Value{}, failed
	case !isBytes(a[1]):
		return raise(typeError, "a bytes-like object is required, not '%s'", a[1].class().typeName())
	}
	data := slices.Clone(bytesOf(a[1]))
	switch {
	case s.udp != nil && s.peer == (socket.Addr{}):
		return Value{}, t.osFailure(89, "Destination address required")
	case s.udp != nil:
		return t.sendsDatagram(s, data, s.peer, all)
	case all:
		return t.perform(&countedCall{s.tcp.SendAllOp(data), true})
	}
	return t.perform(&countedCall{s.tcp.SendOp(data), false})
}

// sendToFunction is sendto(fd, data, host, port).
func sendToFunction(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.socketAt(a[0])
	switch {
	case failed != nil:
		return Value{}, failed
	case !isBytes(a[1]):
		return raise(typeError, "a bytes-like object is required, not '%s'", a[1].class().typeName())
	case s.tcp != nil:
		return t.sends(a, false)
	}
	to, err := addressOf(a[2], a[3])
	if err != nil {
		return Value{}, t.networkError(err)
	}
	return t.sendsDatagram(s, slices.Clone(bytesOf(a[1])), to, false)
}

// sendsDatagram sends a datagram. That nobody is there only a socket learns that has been connected, and with its next call.
func (t *Thread) sendsDatagram(s *openSocket, data []byte, to socket.Addr, bare bool) (Value, *Exception) {
	ports := &t.interp.machine.datagrams
	switch receiver := ports.sockets[to.Port()]; {
	case len(data) > socket.MaxDatagram:
		return Value{}, t.osFailure(90, "Message too long")
	case !to.IsLoopback() && to.Host() != nowhere:
		return Value{}, t.networkError(socket.ErrUnreachable)
	case s.port == 0 && !ports.take(s, 0):
		return Value{}, t.networkError(socket.ErrNoPort)
	case s.err != nil:
		return Value{}, t.networkError(s.takeError())
	case receiver != nil:
		return t.perform(&countedCall{s.udp.SendToOp(receiver.udp.Addr(), data), bare})
	case s.peer != socket.Addr{}:
		s.err = socket.ErrConnectionRefused
	}
	if bare {
		return t.calledFor(none)
	}
	return t.calledFor(integer(int64(len(data))))
}

// takeError returns the error that no call has told, and forgets it.
func (s *openSocket) takeError() error {
	err := s.err
	s.err = nil
	return err
}

// A socketReceipt is recv of a stream under way.
type socketReceipt struct{ sched.Call[[]byte] }

func (r *socketReceipt) value(t *Thread) (Value, *Exception) {
	data, err := r.Result()
	if e := t.networkError(err); e != nil {
		return Value{}, e
	}
	return newBytes(string(data)), nil
}

// A datagramReceipt is recv or recvfrom of a socket for datagrams under way.
type datagramReceipt struct {
	sched.Call[socket.Datagram]
	from bool // who has sent it is told, too
}

func (r *datagramReceipt) value(t *Thread) (Value, *Exception) {
	d, err := r.Result()
	if e := t.networkError(err); e != nil {
		return Value{}, e
	}
	data := newBytes(string(d.Payload))
	if !r.from {
		return data, nil
	}
	return newTuple(data, addressPair("127.0.0.1", t.interp.machine.datagrams.ports[d.From])), nil
}

func receiveFunction(t *Thread, a []Value) (Value, *Exception) { return t.receives(a, false) }

func receiveFromFunction(t *Thread, a []Value) (Value, *Exception) { return t.receives(a, true) }

// receives receives a[1] bytes at most.
func (t *Thread) receives(a []Value, from bool) (Value, *Exception) {
	s, failed := t.socketAt(a[0])
	switch n := a[1].i; {
	case failed != nil:
		return Value{}, failed
	case t.tooLarge(n) || n > 1<<30:
		return Value{}, exceptionOf(memoryError)
	case s.tcp != nil:
		return t.perform(&socketReceipt{s.tcp.RecvOp(int(n))})
	case s.err != nil:
		return Value{}, t.networkError(s.takeError())
	default:
		return t.perform(&datagramReceipt{s.udp.RecvFromSizeOp(int(n)), from})
	}
}

// An acceptance is accept under way.
type acceptance struct{ sched.Call[*socket.TCP] }

func (c *acceptance) value(t *Thread) (Value, *Exception) {
	made, err := c.Result()
	if e := t.networkError(err); e != nil {
		return Value{}, e
	}
	from, _ := made.Peer() // it has one, but for a reset that has come already
	return newTuple(t.opens(descriptor{socket: &openSocket{tcp: made}}), addressPair(from.Host(), from.Port())), nil
}

func acceptSocket(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.streamAt(a[0])
	if failed != nil {
		return Value{}, failed
	}
	return t.perform(&acceptance{s.AcceptOp()})
}

func socketName(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.socketAt(a[0])
	if failed != nil {
		return Value{}, failed
	}
	return s.address(), nil
}

func peerName(t *Thread, a []Value) (Value, *Exception) {
	s, failed := t.socketAt(a[0])
	if failed != nil {
		return Value{}, failed
	}
	peer, err := s.peer, error(nil)
	if s.tcp != nil {
		peer, err = s.tcp.Peer()
	} else if peer == (socket.Addr{}) {
		err = socket.ErrNotConnected
	}
	if e := t.networkError(err); e != nil {
		return Value{}, e
	}
	return addressPair(peer.Host(), peer.Port()), nil
}

func defineNetwork() {
	registerModule(&NativeModule{name: "_network", functions: []Native{
		{name: "socket", signature: "(kind, /)", cost: engages, call: socketFunction},
		{name: "bind", signature: "(fd, host, port, /)", cost: engages, call: bindFunction},
		{name: "listen", signature: "(fd, backlog, /)", cost: engages, call: listenSocket},
		{name: "accept", signature: "(fd, /)", cost: engages, call: acceptSocket},
		{name: "connect", signature: "(fd, host, port, /)", cost: engages, call: connectSocket},
		{name: "send", signature: "(fd, data, /)", cost: engages, call: sendFunction},
		{name: "sendall", signature: "(fd, data, /)", cost: engages, call: sendAllFunction},
		{name: "sendto", signature: "(fd, data, host, port, /)", cost: engages, call: sendToFunction},
		{name: "recv", signature: "(fd, size, /)", cost: engages, call: receiveFunction},
		{name: "recvfrom", signature: "(fd, size, /)", cost: engages, call: receiveFromFunction},
		{name: "shutdown", signature: "(fd, how, /)", cost: engages, call: shutdownFunction},
		{name: "settimeout", signature: "(fd, seconds, /)", cost: engages, call: setTimeoutFunction},
		{name: "linger", signature: "(fd, on, seconds, /)", cost: engages, call: setLingerFunction},
		{name: "buffers", signature: "(fd, send, receive, /)", cost: engages, call: setBuffersFunction},
		{name: "error", signature: "(fd, /)", cost: engages, call: socketErrorFunction},
		{name: "getsockname", signature: "(fd, /)", call: socketName},
		{name: "getpeername", signature: "(fd, /)", call: peerName},
		{name: "kind", signature: "(fd, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			s, failed := t.socketAt(a[0])
			switch {
			case failed != nil:
				return Value{}, failed
			case s.tcp != nil:
				return integer(sockStream), nil
			}
			return integer(sockDgram), nil
		}},
	}})
}
