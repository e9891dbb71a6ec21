// This file defines TCP sockets, as programs see them: how they are made, connected and closed.

package socket

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A TCP is a stream socket of Python's module socket: one that listens, or one end of a connection. Several threads may
// use it.
type TCP struct {
	made
	accepted atomic.Int32 // how many connections it has accepted, which are numbered
	timeout  timeout
	link     stream
}

// A stream is what a TCP socket is made of on one kind of machine. The arguments have been checked.
type stream interface {
	attempts
	options
	// system returns the system call that attempts the operation, with the interpreter lock free, and waits, if it has to
	// and may.
	system(o *operation, within time.Duration) systemCall
	// attempt attempts the operation once.
	attempt(t *sched.Thread, o *operation) error
	bind(t *sched.Thread, at Addr) error
	listen(t *sched.Thread, backlog int) error
	shutdown(t *sched.Thread, how How) error
	close(t *sched.Thread)
}

// Options are what is asked of a socket and set on it.
type options interface {
	local() Addr
	peer() (Addr, error)
	pending() error // the error that no call has told yet, which is told thereby
	linger(on bool) error
	noDelay(on bool) error
	quickAck() error
	buffers(send, receive int) error
	named(object int32) // its number in the trace
}

// A How says which direction Shutdown ends.
type How int

// The directions, numbered as Python's.
const (
	ShutRd   How = iota // what is received
	ShutWr              // what is sent: the peer receives the end of the data
	ShutRdWr            // both
)

// NewTCP returns a socket of this name that is not connected, with the default costs: socket.socket(). Making one takes
// no time.
func NewTCP(t *sched.Thread, name string) (*TCP, error) { return Config{}.NewTCP(t, name) }

// NewTCP returns a socket of this name that is not connected. Making one takes no time. The error is that of the
// configuration, or the real system's.
func (c Config) NewTCP(t *sched.Thread, name string) (*TCP, error) {
	full, m, virtual, err := c.begin(t, name)
	switch {
	case err != nil:
		return nil, err
	case virtual:
		link := newVirtualStream(networkOf(t), full, m.object)
		link.ownedBy(t)
		return newTCP(m, link), nil
	}
	link, err := newRealStream(t, m.object)
	if err != nil {
		return nil, fmt.Errorf("socket: cannot open TCP socket %q: %w", name, err)
	}
	return newTCP(m, link), nil
}

func newTCP(m made, link stream) *TCP {
	s := &TCP{made: m, link: link}
	s.timeout.set(sched.Forever)
	return s
}

// ListenTCP returns a socket that listens on a port of 127.0.0.1, with the default costs: socket.create_server.
func ListenTCP(t *sched.Thread, name string, port, backlog int) (*TCP, error) {
	return Config{}.ListenTCP(t, name, port, backlog)
}

// ListenTCP returns a socket that listens on a port of 127.0.0.1, or, with port 0, on one that is free:
// socket.create_server. The backlog is that of Listen.
func (c Config) ListenTCP(t *sched.Thread, name string, port, backlog int) (*TCP, error) {
	s, err := c.NewTCP(t, name)
	if err != nil {
		return nil, err
	}
	if err = s.Bind(t, port); err == nil {
		err = s.Listen(t, backlog)
	}
	if err != nil {
		s.Close(t)
		return nil, err
	}
	return s, nil
}

// DialTCP returns a socket that is connected to an address, with the default costs: socket.create_connection.
func DialTCP(t *sched.Thread, name string, to Addr) (*TCP, error) {
	return Config{}.DialTCP(t, name, to)
}

// DialTCP returns a socket that is connected to an address: socket.create_connection.
func (c Config) DialTCP(t *sched.Thread, name string, to Addr) (*TCP, error) {
	s, err := c.NewTCP(t, name)
	if err != nil {
		return nil, err
	}
	if err := s.Connect(t, to); err != nil {
		s.Close(t)
		return nil, err
	}
	return s, nil
}

// Addr returns the socket's own address: getsockname. It has none before it is bound or connected.
func (s *TCP) Addr() Addr { return s.link.local() }

// Peer returns the address of the other end: getpeername. Without one the error is ErrNotConnected.
func (s *TCP) Peer() (Addr, error) { return s.link.peer() }

// Bind gives the socket a port of 127.0.0.1, or, with port 0, one that is free. If another socket has it the error is
// ErrAddressInUse, if this one has one already ErrInvalid. A port that was used a moment ago can be had again, as with
// SO_REUSEADDR, which Python's create_server sets.
func (s *TCP) Bind(t *sched.Thread, port int) error {
	s.call(t)
	return s.bind(t, port)
}

// BindOp returns Bind as an op.
func (s *TCP) BindOp(port int) sched.Call[struct{}] {
	return actOf(&s.made, func(t *sched.Thread) error { return s.bind(t, port) })
}

func (s *TCP) bind(t *sched.Thread, port int) error {
	if port < 0 || port > maxPort {
		return fmt.Errorf("socket: bind: port %d: it must be from 0 to %d", port, maxPort)
	}
	return s.because(t, "bind", s.link.bind(t, Addr{port: port}))
}

// BindTo is Bind for an address, which may be one that other computers reach: the error is ErrNoPort if this computer has no
// such address. The virtual loopback has one computer, whose address is 127.0.0.1.
func (s *TCP) BindTo(t *sched.Thread, at Addr) error {
	s.call(t)
	return s.because(t, "bind", s.link.bind(t, at))
}

// BindToOp returns BindTo as an op.
func (s *TCP) BindToOp(at Addr) sched.Call[struct{}] {
	return actOf(&s.made, func(t *sched.Thread) error { return s.because(t, "bind", s.link.bind(t, at)) })
}

// Listen lets the socket accept connections. As on Linux one more than the backlog can wait to be accepted; while they
// do, whoever connects tries again after 1 s, 2 s more, and so on, and gives up after 127 s.
func (s *TCP) Listen(t *sched.Thread, backlog int) error {
	s.call(t)
	return s.listen(t, backlog)
}

// ListenOp returns Listen as an op.
func (s *TCP) ListenOp(backlog int) sched.Call[struct{}] {
	return actOf(&s.made, func(t *sched.Thread) error { return s.listen(t, backlog) })
}

func (s *TCP) listen(t *sched.Thread, backlog int) error {
	return s.because(t, "listen", s.link.listen(t, min(max(backlog, 0), maxBacklog)))
}

// maxBacklog is the longest backlog: net.core.somaxconn of Linux.
const maxBacklog = 4096

// Shutdown ends one direction of the connection, or both. What was sent still arrives. A socket that listens stops to with ShutRd
// or ShutRdWr, as on Linux: Accept and who waits in it get ErrInvalid, who connects is refused, and Listen makes it listen again.
// Under a hub other greenlets that wait for what ends get ErrClosed, as in gevent.
func (s *TCP) Shutdown(t *sched.Thread, how How) error {
	s.call(t)
	return s.shutdown(t, how)
}

// ShutdownOp returns Shutdown as an op.
func (s *TCP) ShutdownOp(how How) sched.Call[struct{}] {
	return actOf(&s.made, func(t *sched.Thread) error { return s.shutdown(t, how) })
}

func (s *TCP) shutdown(t *sched.Thread, how How) error {
	if how < ShutRd || how > ShutRdWr {
		return s.because(t, "shutdown", ErrInvalid)
	}
	cancels(t, s, how)
	return s.because(t, "shutdown", s.link.shutdown(t, how))
}

// Close closes the socket: every later call gets ErrClosed. A call of another thread that is under way goes on, as on Linux,
// where it keeps the open file: it stays there until data or a connection comes, which it gets; with a time-out it gets ErrClosed
// when it has waited. Only then is the socket really closed. (Under a hub who waits gets ErrClosed at once, as in gevent.) What
// was sent still arrives, and then the peer receives the end of the data; but if there is data that was not read, the connection
// is reset. Closing it twice does nothing. Deferred, it closes the socket also in a run that fails.
func (s *TCP) Close(t *sched.Thread) {
	s.mustBe(t)
	defer s.close(t)
	s.call(t)
}

// CloseOp returns Close as an op.
func (s *TCP) CloseOp() sched.Op { return effectOf(&s.made, s.close) }

func (s *TCP) close(t *sched.Thread) {
	s.link.close(t)
	closes(t, s)
}

// SetLinger sets the option SO_LINGER. On, with a time of 0, Close resets the connection, and drops what was not sent
// yet. Longer times are not supported.
func (s *TCP) SetLinger(t *sched.Thread, on bool, d time.Duration) error {
	s.call(t)
	return s.setLinger(t, on, d)
}

// SetLingerOp returns SetLinger as an op.
func (s *TCP) SetLingerOp(on bool, d time.Duration) sched.Call[struct{}] {
	return actOf(&s.made, func(t *sched.Thread) error { return s.setLinger(t, on, d) })
}

func (s *TCP) setLinger(t *sched.Thread, on bool, d time.Duration) error {
	if on && d != 0 {
		return fmt.Errorf("socket: a linger time of %v: it must be 0", d)
	}
	return s.because(t, "setsockopt", s.link.linger(on))
}

// SetNoDelay sets the option TCP_NODELAY: what is sent leaves at once, and does not wait, after another small piece, until the peer
// has acknowledged that. The virtual loopback never waits for that.
func (s *TCP) SetNoDelay(t *sched.Thread, on bool) error {
	s.call(t)
	return s.because(t, "setsockopt", s.link.noDelay(on))
}

// QuickAck sets the option TCP_QUICKACK for now: what is received next is acknowledged at once, so that a peer without
// TCP_NODELAY need not wait 40 ms with what it sends after that. Systems without the option do nothing, nor does the virtual loopback.
func (s *TCP) QuickAck(t *sched.Thread) error {
	s.call(t)
	return s.because(t, "setsockopt", s.link.quickAck())
}

// SetBuffers sets the options SO_SNDBUF and SO_RCVBUF, in bytes; 0 leaves one as it is. Linux takes twice of either, for
// its own accounts. The receive buffer must be set before the socket listens or connects.
func (s *TCP) SetBuffers(t *sched.Thread, send, receive int) error {
	s.call(t)
	return s.setBuffers(t, send, receive)
}

// SetBuffersOp returns SetBuffers as an op.
func (s *TCP) SetBuffersOp(send, receive int) sched.Call[struct{}] {
	return actOf(&s.made, func(t *sched.Thread) error { return s.setBuffers(t, send, receive) })
}

func (s *TCP) setBuffers(t *sched.Thread, send, receive int) error {
	if min(send, receive) < 0 || max(send, receive) > largest {
		return fmt.Errorf("socket: buffers of %d and %d bytes: they must be from 0 to %d", send, receive, largest)
	}
	return s.because(t, "setsockopt", s.link.buffers(send, receive))
}

// Error returns the error that no call has told yet, such as that of a connection in the background, and forgets it:
// getsockopt of SO_ERROR. nil is none.
func (s *TCP) Error(t *sched.Thread) error {
	s.call(t)
	return s.link.pending()
}

// ErrorOp returns Error as an op.
func (s *TCP) ErrorOp() sched.Call[error] {
	return methodOf(&s.made, func(*sched.Thread) (pending, _ error) { return s.link.pending(), nil })
}

// because says what a call was about that met an error. What programs meet all the time comes as it is.
func (s *TCP) because(t *sched.Thread, what string, err error) error {
	switch err {
	case nil, ErrWouldBlock, ErrInProgress, ErrTimeout, ErrClosed:
		return err
	}
	name, _ := t.Process().Names.Object(s.object)
	return fmt.Errorf("socket: %s of %q: %w", what, name.Name, err)
}
