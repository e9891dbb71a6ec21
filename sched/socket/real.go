// This file defines real datagram sockets: what is common to all systems.

package socket

import (
	"slices"
	"sync"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// patience is how long a call waits in the system before it looks whether the socket has been closed, or the run is being
// ended: nothing else could interrupt it.
const patience = 50 * time.Millisecond

// A native is a datagram socket of the operating system, on 127.0.0.1. Several threads of it may call at the same time.
type native struct {
	object int32
	port   int

	mutex  sync.Mutex
	conn   conn
	calls  int      // under way: the last one closes what has been closed meanwhile
	closed bool     //
	spare  [][]byte // buffers of MaxDatagram bytes that no call uses
}

// newNative opens a socket.
func newNative(object int32) (*native, error) {
	c, port, err := listen()
	if err != nil {
		return nil, err
	}
	return &native{object: object, port: port, conn: c}, nil
}

// addr returns the socket's address.
func (n *native) addr() Addr { return Addr{port: n.port} }

// enter begins a call, and reports whether the socket is still open.
func (n *native) enter() bool {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	if n.closed {
		return false
	}
	n.calls++
	return true
}

// leave ends a call. A descriptor is closed only when no call uses it, for its number may belong to another file then.
func (n *native) leave() {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	n.calls--
	if n.closed && n.calls == 0 {
		n.conn.close()
	}
}

// isClosed reports whether the socket has been closed.
func (n *native) isClosed() bool {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	return n.closed
}

// close closes the socket, at once or when the last call is over.
func (n *native) close(*sched.Thread) {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	if !n.closed && n.calls == 0 {
		n.conn.close()
	}
	n.closed = true
}

// buffer returns a buffer of MaxDatagram bytes.
func (n *native) buffer() []byte {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	last := len(n.spare) - 1
	if last < 0 {
		return make([]byte, MaxDatagram)
	}
	b := n.spare[last]
	n.spare = n.spare[:last]
	return b
}

// giveBack gives a buffer back.
func (n *native) giveBack(b []byte) {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	n.spare = append(n.spare, b)
}

// send sends a datagram.
func (n *native) send(t *sched.Thread, to Addr, payload []byte) error {
	if !n.enter() {
		return ErrClosed
	}
	defer n.leave()
	call := &realSend{socket: n, to: to.port, payload: payload}
	t.Block(call)
	return call.err
}

// receive waits for a datagram.
func (n *native) receive(t *sched.Thread) ([]byte, Addr, error) {
	if !n.enter() {
		return nil, Addr{}, ErrClosed
	}
	defer n.leave()
	call := &realReceive{socket: n}
	t.Block(call)
	return call.payload, Addr{port: call.from}, call.err
}

// A realSend is one call of sendto. What is waited for is the end of the call: trying is making it.
type realSend struct {
	socket  *native
	to      int
	payload []byte
	err     error
}

// Try makes the call.
func (c *realSend) Try(*sched.Thread) bool {
	c.err = c.socket.conn.sendTo(c.to, c.payload)
	return true
}

// Object returns the socket's number in the trace.
func (c *realSend) Object() int32 { return c.socket.object }

// Holder returns nil: only the system knows.
func (c *realSend) Holder() *sched.Thread { return nil }

// A realReceive is one call of recvfrom.
type realReceive struct {
	socket  *native
	payload []byte
	from    int
	err     error
}

// Try makes the call, which blocks the operating system's thread. It is no attempt that could be replayed: what comes when
// is not the program's doing. If the run is being ended it reports false: the engine ends the thread when that asks to wait.
func (c *realReceive) Try(t *sched.Thread) bool {
	t.Engine().Record(t, trace.Park, c.socket.object, int64(sched.Forever))
	done := c.wait(t)
	t.Engine().Record(t, trace.Run, 0, 0)
	return done
}

// wait calls recvfrom until there is a datagram, or a reason to give up.
func (c *realReceive) wait(t *sched.Thread) bool {
	s := c.socket
	buffer := s.buffer()
	defer s.giveBack(buffer)
	for {
		n, from, timedOut, err := s.conn.recvFrom(buffer)
		switch {
		case err == nil && !timedOut:
			c.payload, c.from = slices.Clone(buffer[:n]), from
			return true
		case err != nil:
			c.err = err
			return true
		case s.isClosed():
			c.err = ErrClosed
			return true
		case t.Process().Stopping():
			return false
		}
	}
}

// Object returns the socket's number in the trace.
func (c *realReceive) Object() int32 { return c.socket.object }

// Holder returns nil: only the system knows.
func (c *realReceive) Holder() *sched.Thread { return nil }
