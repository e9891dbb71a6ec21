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
	made
	timeout timeout
	link    link
}

// A link is what a datagram socket is made of on one kind of machine. The arguments have been checked.
type link interface {
	addr() Addr
	// sending returns the system call that sends a datagram.
	sending(to Addr, payload []byte) systemCall
	// receipt returns the system call that receives a datagram.
	// The flag is for a search: see waiting.
	receipt(within time.Duration, inside *bool) resultCall[Datagram]
	close(t *sched.Thread)
}

// ListenUDP returns a datagram socket of this name with an address of its own, on a loopback with the default costs.
// Making one takes no time.
func ListenUDP(t *sched.Thread, name string) (*UDP, error) { return Config{}.ListenUDP(t, name) }

// ListenUDP returns a datagram socket of this name with an address of its own. Making one takes no time. The error is
// that of the configuration, or the real system's.
func (c Config) ListenUDP(t *sched.Thread, name string) (*UDP, error) {
	full, m, virtual, err := c.begin(t, name)
	switch {
	case err != nil:
		return nil, err
	case virtual:
		return newUDP(m, newLoopback(t, full, m.object, name)), nil
	}
	n, err := newNative(openFilesOf(t), m.object)
	if err != nil {
		return nil, fmt.Errorf("socket: cannot open a datagram socket: %w", err)
	}
	return newUDP(m, n), nil
}

func newUDP(m made, link link) *UDP {
	u := &UDP{made: m, link: link}
	u.timeout.set(sched.Forever)
	return u
}

// Addr returns the socket's address.
func (u *UDP) Addr() Addr { return u.link.addr() }

// SendTo sends a datagram: sendto. That nobody listens at the address, or that there is no room left for the datagram
// where it arrives, is no error: it is lost. The payload may be changed afterwards.
func (u *UDP) SendTo(t *sched.Thread, to Addr, payload []byte) error {
	a := u.sendingTo(to, payload)
	t.Finish(a.Step(t, sched.Begin))
	return a.call.err
}

// SendToOp returns SendTo as an op, whose result is the length of the payload.
func (u *UDP) SendToOp(to Addr, payload []byte) sched.Call[int] {
	a := u.sendingTo(to, payload)
	return &a
}

// sendingTo returns a SendTo. It does not wait for its receiver, so that there is nothing for a hub to do meanwhile.
func (u *UDP) sendingTo(to Addr, payload []byte) udpSend {
	return udpSend{u: u, to: to, payload: payload, call: announced{whole: true}}
}

// A udpSend is SendTo under way.
type udpSend struct {
	u       *UDP
	to      Addr
	payload []byte
	call    announced
}

func (a *udpSend) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return a.call.step(t, w, trace.Send, a.u.object, a.system)
}

func (a *udpSend) system(t *sched.Thread) (systemCall, error) {
	a.u.mustBe(t)
	if err := a.mistake(); err != nil {
		return nil, err
	}
	t.Engine().Record(t, trace.Send, a.u.object, int64(len(a.payload)))
	return a.u.link.sending(a.to, a.payload), nil
}

// mistake returns why nothing can be sent, nil if it can.
func (a *udpSend) mistake() error {
	switch {
	case a.to == Addr{}:
		return errors.New("socket: a datagram is sent to no address: it must be that of a socket")
	case len(a.payload) > MaxDatagram:
		return fmt.Errorf("socket: a datagram has %d bytes: it must have at most %d", len(a.payload), MaxDatagram)
	}
	return nil
}

func (a *udpSend) Result() (n int, err error) { return len(a.payload), a.call.err }

// RecvFrom waits for a datagram, and returns it and who has sent it: recvfrom. Without one a non-blocking socket returns
// ErrWouldBlock, and one with a time-out, after that, ErrTimeout.
func (u *UDP) RecvFrom(t *sched.Thread) (payload []byte, from Addr, err error) {
	return u.RecvFromSize(t, MaxDatagram)
}

// RecvFromSize is RecvFrom with a buffer of n bytes: what a datagram has beyond them is lost, as with recvfrom(n).
func (u *UDP) RecvFromSize(t *sched.Thread, n int) (payload []byte, from Addr, err error) {
	a := udpReceive{u: u, size: n}
	t.Finish(a.Step(t, sched.Begin))
	return a.got.Payload, a.got.From, a.wait.err
}

// RecvFromOp returns RecvFrom as an op.
func (u *UDP) RecvFromOp() sched.Call[Datagram] { return u.RecvFromSizeOp(MaxDatagram) }

// RecvFromSizeOp returns RecvFromSize as an op.
func (u *UDP) RecvFromSizeOp(n int) sched.Call[Datagram] { return &udpReceive{u: u, size: n} }

// A Datagram is what RecvFromOp receives.
type Datagram struct {
	Payload []byte
	From    Addr
}

// A udpReceive is RecvFrom under way.
type udpReceive struct {
	u      *UDP
	size   int // of the buffer
	within time.Duration
	line   sched.Line
	wait   calling
	last   resultCall[Datagram]
	got    Datagram
	inside bool // see waiting
}

func (a *udpReceive) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	u := a.u
	if a.line.Start(w); a.line == 0 {
		if l, ok := u.link.(*loopback); ok && w == sched.Begin {
			l.announce(t, a.patience, &a.inside)
		}
		if r, done = t.StepAnnounce(w, trace.Recv, u.object, sched.Jump); !done {
			return r, false
		}
		u.mustBe(t)
		if a.size < 0 {
			t.FailWith("ValueError", "negative buffersize in recvfrom")
		}
		a.within, a.got = a.patience(), Datagram{}
		a.line, w = 1, sched.Begin
	}
	if r, done = a.wait.step(t, w, u, In, a.within, a.system); done && a.wait.err == nil {
		a.got = a.last.result()
		a.got.Payload = a.got.Payload[:min(a.size, len(a.got.Payload))]
		t.Engine().Record(t, trace.Recv, u.object, int64(len(a.got.Payload)))
	}
	return r, done
}

// patience returns how long the call waits.
func (a *udpReceive) patience() time.Duration {
	if a.inside {
		return sched.Forever
	}
	return a.u.timeout.get()
}

func (a *udpReceive) system(within time.Duration) systemCall {
	a.last = a.u.link.receipt(within, &a.inside)
	return a.last
}

func (a *udpReceive) Result() (Datagram, error) { return a.got, a.wait.err }

// Close closes the socket: who waits for a datagram gets ErrClosed, and so does every later call. Closing it twice does
// nothing. Deferred, it closes the socket also in a run that fails.
func (u *UDP) Close(t *sched.Thread) {
	u.mustBe(t)
	defer u.close(t)
	u.call(t)
}

// CloseOp returns Close as an op.
func (u *UDP) CloseOp() sched.Op { return effectOf(&u.made, u.close) }

func (u *UDP) close(t *sched.Thread) {
	u.link.close(t)
	closes(t, u)
}
