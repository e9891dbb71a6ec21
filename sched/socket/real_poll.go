// This file defines select and poll on real sockets.

//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package socket

import (
	"time"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/sched"
)

// A realEndpoint is what pollers look at on the real machine.
type realEndpoint interface {
	enter() bool
	leave()
	isClosed() bool
	descriptor() int
}

func (n *native) descriptor() int { return n.conn.descriptor() }

// A realPoll is one call of select or poll, and something to wait for: trying is making it. Under select, too, it is poll
// that is called: that can do more.
type realPoll struct {
	object  int32
	within  time.Duration
	entries []entry
	fds     []unix.PollFd
	shut    bool // one of the sockets is closed
	err     error
}

func newRealPoll(object int32, entries []entry, d time.Duration) systemCall {
	return &realPoll{object: object, within: d, entries: entries, fds: make([]unix.PollFd, len(entries))}
}

func (p *realPoll) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return t.StepBlock(w, p)
}

func (p *realPoll) failure() error { return p.err }

// enter begins calls on the sockets. One that is closed is ready without a look.
func (p *realPoll) enter() {
	for i := range p.fds {
		e := &p.entries[i]
		e.found = 0
		p.fds[i] = unix.PollFd{Fd: -1, Events: int16(e.asked)} // poll does not look at it
		if at := e.socket.endpoint().(realEndpoint); at.enter() {
			p.fds[i].Fd = int32(at.descriptor())
			continue
		}
		p.shut = true
		e.found = ofClosed & (e.asked | always)
	}
}

// leave ends the calls on the sockets.
func (p *realPoll) leave() {
	for i := range p.fds {
		if p.fds[i].Fd >= 0 {
			p.entries[i].socket.endpoint().(realEndpoint).leave()
		}
	}
}

// Try makes the call. It is no attempt that could be replayed.
func (p *realPoll) Try(t *sched.Thread) bool {
	p.enter()
	defer p.leave()
	if p.shut || p.within == 0 {
		p.look(0)
		return true
	}
	err := await(t, p.object, p.within, func(d time.Duration) bool { return p.look(d) || p.shutMeanwhile() })
	return err != errStopping
}

// look waits for d at most, and reports whether a socket is ready, or something is wrong.
func (p *realPoll) look(d time.Duration) bool {
	n, err := pollFor(p.fds, d)
	if err != nil {
		p.err = realError(err)
		return true
	}
	for i := range p.fds {
		if e := &p.entries[i]; p.fds[i].Fd >= 0 {
			e.found = Events(uint16(p.fds[i].Revents)) & (e.asked | always)
		}
	}
	return n > 0
}

// shutMeanwhile reports whether a socket has been closed by another thread, and takes it for ready then.
func (p *realPoll) shutMeanwhile() (any bool) {
	for i := range p.entries {
		e := &p.entries[i]
		if e.socket.endpoint().(realEndpoint).isClosed() {
			e.found, any = ofClosed&(e.asked|always), true
		}
	}
	return any
}

func (p *realPoll) Object() int32 { return p.object }

// Holder returns nil: only the system knows.
func (p *realPoll) Holder() *sched.Thread { return nil }
