// This file defines epoll on Linux's own.

package socket

import (
	"encoding/binary"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/sched"
)

// A realEpoll is the descriptor of an epoll, and that of an eventfd in it, by which it is woken.
type realEpoll struct {
	handle
	object int32
	fd     int
	waker  int

	guard   sync.Mutex // guards what follows
	sockets map[int32]Pollable
}

// newRealEpoll opens one.
func newRealEpoll(files *openFiles, object int32) (interests, error) {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, realError(err)
	}
	waker, err := unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err == nil {
		err = unix.EpollCtl(fd, unix.EPOLL_CTL_ADD, waker, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(waker)})
	}
	p := &realEpoll{object: object, fd: fd, waker: waker, sockets: map[int32]Pollable{}}
	p.opened(files, func() { unix.Close(fd); unix.Close(waker) })
	if err != nil {
		_ = p.Close()
		return nil, realError(err)
	}
	return p, nil
}

// changing returns the system call that makes a change, with the interpreter lock free, as CPython's pyepoll_internal_ctl
// does.
func (p *realEpoll) changing(c change) systemCall {
	x := &realControl{change: c, epoll: p}
	x.free.F = x.make
	return x
}

// A realControl is one call of epoll_ctl.
type realControl struct {
	change
	epoll *realEpoll
	free  sched.Allowing // makes it
	err   error
}

func (c *realControl) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if at := c.at(); w == sched.Begin && (c.epoll.isClosed() || at.isClosed()) {
		c.err = ErrClosed
		return r, true
	}
	return c.free.Step(t, w)
}

func (c *realControl) failure() error { return c.err }

func (c *realControl) at() realEndpoint { return c.socket.endpoint().(realEndpoint) }

// make makes the change.
func (c *realControl) make() {
	p, at := c.epoll, c.at()
	c.err = ErrClosed
	if !p.enter() {
		return
	}
	defer p.leave()
	if !at.enter() {
		return
	}
	defer at.leave()
	c.err = realError(c.control(int(c.what), at.descriptor()))
}

// control calls epoll_ctl, and notes what came of it.
func (c *realControl) control(operation, fd int) error {
	p := c.epoll
	p.guard.Lock()
	defer p.guard.Unlock()
	err := unix.EpollCtl(p.fd, operation, fd, &unix.EpollEvent{Events: uint32(c.events), Fd: int32(fd)})
	switch {
	case err != nil:
	case operation == unix.EPOLL_CTL_DEL:
		delete(p.sockets, int32(fd))
	default:
		p.sockets[int32(fd)] = c.socket
	}
	return err
}

func (p *realEpoll) waiting(most int, d time.Duration) resultCall[[]Ready] {
	return &realEpollWait{epoll: p, within: d, events: make([]unix.EpollEvent, min(most, mostAtOnce))}
}

// mostAtOnce is how many sockets a call returns, whatever it is asked for.
const mostAtOnce = 256

// wake lets a call of wait return.
func (p *realEpoll) wake(*sched.Thread) error {
	if !p.enter() {
		return ErrClosed
	}
	defer p.leave()
	one := binary.NativeEndian.AppendUint64(nil, 1)
	if _, err := unix.Write(p.waker, one); err != nil && err != unix.EAGAIN { // so often that it counts no further: it is awake
		return realError(err)
	}
	return nil
}

// A realEpollWait is one call of epoll_wait, and something to wait for: trying is making it.
type realEpollWait struct {
	epoll  *realEpoll
	within time.Duration
	events []unix.EpollEvent
	ready  []Ready
	err    error
}

func (w *realEpollWait) Step(t *sched.Thread, wake sched.Wake) (r sched.Request, done bool) {
	if wake == sched.Begin && w.epoll.isClosed() {
		w.err = ErrClosed
		return r, true
	}
	return t.StepBlock(wake, w)
}

func (w *realEpollWait) failure() error { return w.err }

func (w *realEpollWait) result() []Ready { return w.ready }

// Try makes the call. It is no attempt that could be replayed.
func (w *realEpollWait) Try(t *sched.Thread) bool {
	if !w.epoll.enter() {
		w.err = ErrClosed
		return true
	}
	defer w.epoll.leave()
	if w.within == 0 {
		w.look(0)
		return true
	}
	err := await(t, w.epoll.object, w.within, w.look)
	return err != errStopping
}

// look waits for d at most, rounded up to milliseconds as CPython does, and reports whether a socket is ready, or the
// poller was woken or closed.
func (w *realEpollWait) look(d time.Duration) bool {
	n, err := unix.EpollWait(w.epoll.fd, w.events, int((d+time.Millisecond-1)/time.Millisecond))
	switch {
	case err == unix.EINTR:
		n = 0
	case err != nil:
		w.err = realError(err)
		return true
	}
	if w.epoll.isClosed() {
		w.err = ErrClosed
		return true
	}
	return w.collect(w.events[:max(n, 0)])
}

// collect notes what is ready, and reports whether there is anything to tell.
func (w *realEpollWait) collect(events []unix.EpollEvent) (told bool) {
	p := w.epoll
	p.guard.Lock()
	defer p.guard.Unlock()
	for _, e := range events {
		told = true
		if e.Fd == int32(p.waker) {
			_, _ = unix.Read(p.waker, make([]byte, 8)) // another thread may have been faster
			continue
		}
		if s, ok := p.sockets[e.Fd]; ok {
			w.ready = append(w.ready, Ready{s, Events(e.Events)})
		}
	}
	return told
}

func (w *realEpollWait) Object() int32 { return w.epoll.object }

// Holder returns nil: only the system knows.
func (w *realEpollWait) Holder() *sched.Thread { return nil }
