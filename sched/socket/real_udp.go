// This file defines real datagram sockets: what is common to all systems.

package socket

import (
	"sync"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A native is a datagram socket of the operating system, on 127.0.0.1. Several threads of it may call at the same time.
type native struct {
	handle
	object int32
	port   int
	conn   conn

	spares sync.Mutex
	spare  [][]byte // buffers of MaxDatagram bytes that no call uses; guarded by spares
}

// newNative opens a socket.
func newNative(files *openFiles, object int32) (*native, error) {
	c, port, err := listen()
	if err != nil {
		return nil, err
	}
	n := &native{object: object, port: port, conn: c}
	n.opened(files, c.close)
	return n, nil
}

func (n *native) addr() Addr { return Addr{port: n.port} }

// buffer returns a buffer of MaxDatagram bytes.
func (n *native) buffer() []byte {
	n.spares.Lock()
	defer n.spares.Unlock()
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
	n.spares.Lock()
	defer n.spares.Unlock()
	n.spare = append(n.spare, b)
}

func (n *native) sending(to Addr, payload []byte) systemCall {
	return &realSend{socket: n, to: to.port, payload: payload}
}

func (n *native) receipt(within time.Duration, _ *bool) resultCall[Datagram] {
	return &realReceive{socket: n, within: within}
}

// A realSend is one call of sendto. What is waited for is the end of the call: trying is making it.
type realSend struct {
	socket  *native
	to      int
	payload []byte
	err     error
}

func (c *realSend) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if w == sched.Begin && c.socket.isClosed() {
		c.err = ErrClosed
		return sched.Request{}, true
	}
	return t.StepBlock(w, c)
}

func (c *realSend) failure() error { return c.err }

// Try makes the call.
func (c *realSend) Try(*sched.Thread) bool {
	if !c.socket.enter() {
		c.err = ErrClosed
		return true
	}
	defer c.socket.leave()
	c.err = c.socket.conn.sendTo(c.to, c.payload)
	return true
}

func (c *realSend) Object() int32 { return c.socket.object }

// Holder returns nil: only the system knows.
func (c *realSend) Holder() *sched.Thread { return nil }

// A realReceive is one call of recvfrom.
type realReceive struct {
	socket  *native
	within  time.Duration
	payload []byte
	from    int
	err     error
}

func (c *realReceive) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if w == sched.Begin && c.socket.isClosed() {
		c.err = ErrClosed
		return sched.Request{}, true
	}
	return t.StepBlock(w, c)
}

func (c *realReceive) failure() error { return c.err }

func (c *realReceive) result() Datagram { return Datagram{c.payload, Addr{port: c.from}} }

// Try makes the call, which blocks the operating system's thread. It is no attempt that could be replayed: what comes when
// is not the program's doing. If the run is being ended it reports false: the engine ends the thread when that asks to wait.
func (c *realReceive) Try(t *sched.Thread) bool {
	if !c.socket.enter() {
		c.err = ErrClosed
		return true
	}
	defer c.socket.leave()
	buffer := c.socket.buffer()
	defer c.socket.giveBack(buffer)
	if c.within == 0 {
		c.look(buffer, 0)
		return true
	}
	waited := await(t, c.socket.object, c.within, func(d time.Duration) bool { return c.look(buffer, d) })
	switch {
	case waited == errStopping:
		return false
	case c.within > 0 && c.socket.isClosed():
		c.payload, c.err = nil, ErrClosed
	case waited != nil:
		c.err = waited
	}
	return true
}

// look calls recvfrom, which waits for d at most, and reports whether it has an answer.
func (c *realReceive) look(buffer []byte, d time.Duration) bool {
	n, from, timedOut, err := c.socket.conn.recvFrom(buffer, d)
	switch {
	case err != nil:
		c.err = err
		return true
	case timedOut:
		c.err = ErrWouldBlock
		return false
	}
	c.payload, c.from, c.err = append(make([]byte, 0, n), buffer[:n]...), from, nil
	return true
}

func (c *realReceive) Object() int32 { return c.socket.object }

// Holder returns nil: only the system knows.
func (c *realReceive) Holder() *sched.Thread { return nil }
