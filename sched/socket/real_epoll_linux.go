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

// control makes a change, with the interpreter lock free, as CPython's pyepoll_internal_ctl does.
func (p *realEpoll) control(t *sched.Thread, operation int, s Pollable, e Events) (err error) {
	at, ok := s.endpoint().(realEndpoint)
	switch {
	case !ok:
		return errOtherMachine(t, s)
	case !p.enter():
		return ErrClosed
	}
	defer p.leave()
	if !at.enter() {
		return ErrClosed
	}
	defer at.leave()
	t.AllowThreads(0, func() {
		p.guard.Lock()
		defer p.guard.Unlock()
		fd := int32(at.descriptor())
		err = unix.EpollCtl(p.fd, operation, int(fd), &unix.EpollEvent{Events: uint32(e), Fd: fd})
		switch {
		case err != nil:
		case operation == unix.EPOLL_CTL_DEL:
			delete(p.sockets, fd)
		default:
			p.sockets[fd] = s
		}
	})
	return realError(err)
}

// add adds a socket.
func (p *realEpoll) add(t *sched.Thread, s Pollable, e Events) error {
	return p.control(t, unix.EPOLL_CTL_ADD, s, e)
}

// modify changes what is asked of a socket.
func (p *realEpoll) modify(t *sched.Thread, s Pollable, e Events) error {
	return p.control(t, unix.EPOLL_CTL_MOD, s, e)
}

// remove takes a socket out.
func (p *realEpoll) remove(t *sched.Thread, s Pollable) error {
	return p.control(t, unix.EPOLL_CTL_DEL, s, 0)
}

// wait makes the call.
func (p *realEpoll) wait(t *sched.Thread, most int, d time.Duration) ([]Ready, error) {
	if !p.enter() {
		return nil, ErrClosed
	}
	defer p.leave()
	w := &realEpollWait{epoll: p, within: d, events: make([]unix.EpollEvent, min(most, mostAtOnce))}
	t.Block(w)
	return w.ready, w.err
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

// A realEpollWait is one call of epoll_wait, as something to wait for: trying is making it.
type realEpollWait struct {
	epoll  *realEpoll
	within time.Duration
	events []unix.EpollEvent
	ready  []Ready
	err    error
}

// Try makes the call. It is no attempt that could be replayed.
func (w *realEpollWait) Try(t *sched.Thread) bool {
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

// Object returns the poller's number in the trace.
func (w *realEpollWait) Object() int32 { return w.epoll.object }

// Holder returns nil: only the system knows.
func (w *realEpollWait) Holder() *sched.Thread { return nil }
