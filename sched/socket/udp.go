// This file defines datagram sockets, as programs see them.

package socket

import (
	"errors"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// MaxDatagram is the longest payload of a datagram, in bytes: that of UDP over IPv4.
const MaxDatagram = 65507

// A UDP is a datagram socket. Several threads may use it.
type UDP struct {
	object  int32
	timeout timeout
	link    link
}

// A link is what a datagram socket is made of on one kind of machine. The arguments have been checked.
type link interface {
	addr() Addr
	send(t *sched.Thread, to Addr, payload []byte) error
	receive(t *sched.Thread, within time.Duration) ([]byte, Addr, error)
	close(t *sched.Thread)
}

// ListenUDP returns a datagram socket of this name with an address of its own, on a loopback with the default costs.
// Making one takes no time.
func ListenUDP(t *sched.Thread, name string) (*UDP, error) { return Config{}.ListenUDP(t, name) }

// ListenUDP returns a datagram socket of this name with an address of its own. Making one takes no time. The error is
// that of the configuration, or the real system's.
func (c Config) ListenUDP(t *sched.Thread, name string) (*UDP, error) {
	full, object, virtual, err := c.begin(t, name)
	switch {
	case err != nil:
		return nil, err
	case virtual:
		return newUDP(object, newLoopback(full, t.Engine().(sched.Devices), object, name)), nil
	}
	n, err := newNative(openFilesOf(t), object)
	if err != nil {
		return nil, fmt.Errorf("socket: cannot open a datagram socket: %w", err)
	}
	return newUDP(object, n), nil
}

// newUDP returns a socket that blocks.
func newUDP(object int32, made link) *UDP {
	u := &UDP{object: object, link: made}
	u.timeout.set(sched.Forever)
	return u
}

// Addr returns the socket's address.
func (u *UDP) Addr() Addr { return u.link.addr() }

// Object returns the socket's number in the trace.
func (u *UDP) Object() int32 { return u.object }

// SendTo sends a datagram: sendto. That nobody listens at the address, or that there is no room left for the datagram
// where it arrives, is no error: it is lost. The payload may be changed afterwards.
func (u *UDP) SendTo(t *sched.Thread, to Addr, payload []byte) (err error) {
	t.Announce(trace.Send, u.object, sched.Jump)
	switch {
	case to == Addr{}:
		return errors.New("socket: a datagram is sent to no address: it must be that of a socket")
	case len(payload) > MaxDatagram:
		return fmt.Errorf("socket: a datagram has %d bytes: it must have at most %d", len(payload), MaxDatagram)
	}
	t.Engine().Record(t, trace.Send, u.object, int64(len(payload)))
	t.WithoutHub(func() { err = u.link.send(t, to, payload) })
	return err
}

// RecvFrom waits for a datagram, and returns it and who has sent it: recvfrom. Without one a non-blocking socket returns
// ErrWouldBlock, and one with a time-out, after that, ErrTimeout.
func (u *UDP) RecvFrom(t *sched.Thread) (payload []byte, from Addr, err error) {
	t.Announce(trace.Recv, u.object, sched.Jump)
	payload, from, err = u.receive(t, u.timeout.get())
	if err == nil {
		t.Engine().Record(t, trace.Recv, u.object, int64(len(payload)))
	}
	return payload, from, err
}

// Close closes the socket: who waits for a datagram gets ErrClosed, and so does every later call. Closing it twice does
// nothing. Deferred, it closes the socket also in a run that fails.
func (u *UDP) Close(t *sched.Thread) {
	defer closes(t, u)
	defer u.link.close(t)
	t.CallBuiltin("close")
}
