// This file defines real TCP sockets by system calls, where package unix has those of BSD sockets.

//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package socket

import (
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/sched"
)

// A realStream is a TCP socket of the operating system. Its descriptor does not block: a call that has to
// wait waits in poll, so that waiting and copying can be told apart, and goes on when that says so. CPython does it in
// this way for sockets with a time-out.
type realStream struct {
	handle
	object int32
	fd     int
	untold atomic.Pointer[error] // an error that the system has told, and no call; nil: none
}

// newRealStream opens a socket.
func newRealStream(t *sched.Thread, object int32) (stream, error) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	if err != nil {
		return nil, realError(err)
	}
	return adopt(openFilesOf(t), fd, object)
}

// adopt makes a socket of a descriptor.
func adopt(files *openFiles, fd int, object int32) (stream, error) {
	unix.CloseOnExec(fd)
	if err := unix.SetNonblock(fd, true); err != nil {
		unix.Close(fd)
		return nil, realError(err)
	}
	s := &realStream{object: object, fd: fd}
	s.opened(files, func() { unix.Close(fd) })
	return s, nil
}

// named sets the socket's number in the trace.
func (s *realStream) named(object int32) { s.object = object }

func (s *realStream) descriptor() int { return s.fd }

// call makes a system call on the descriptor, unless that is closed, again and again if a signal comes in between.
func (s *realStream) call(f func(fd int) error) error {
	if !s.enter() {
		return ErrClosed
	}
	defer s.leave()
	return s.retry(f)
}

// retry is call for who has entered it: the descriptor may have been closed since.
func (s *realStream) retry(f func(fd int) error) error {
	for {
		if err := f(s.fd); err != unix.EINTR {
			return realError(err)
		}
	}
}

// attempt makes an attempt of a call that does not keep the socket open.
func (s *realStream) attempt(t *sched.Thread, o *operation) error {
	if !s.enter() {
		return ErrClosed
	}
	defer s.leave()
	return o.attempt(t, s)
}

// forSystem returns the address for the system.
func (a Addr) forSystem() *unix.SockaddrInet4 {
	return &unix.SockaddrInet4{Port: a.port, Addr: a.host.bytes()}
}

func addrOf(a unix.Sockaddr) Addr {
	if inet, ok := a.(*unix.SockaddrInet4); ok {
		return Addr{host: hostOf(inet.Addr), port: inet.Port}
	}
	return Addr{}
}

func (s *realStream) local() (own Addr) {
	_ = s.call(func(fd int) error {
		a, err := unix.Getsockname(fd)
		own = addrOf(a)
		return err
	})
	return own
}

func (s *realStream) peer() (other Addr, err error) {
	err = s.call(func(fd int) error {
		a, err := unix.Getpeername(fd)
		other = addrOf(a)
		return err
	})
	return other, err
}

// bind gives the socket an address.
func (s *realStream) bind(_ *sched.Thread, at Addr) error {
	return s.call(func(fd int) error {
		if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1); err != nil {
			return err
		}
		return unix.Bind(fd, at.forSystem())
	})
}

// listen lets the socket accept connections, on 127.0.0.1 alone unless it is bound elsewhere.
func (s *realStream) listen(t *sched.Thread, backlog int) error {
	if s.local().port == 0 {
		if err := s.bind(t, Addr{}); err != nil {
			return err
		}
	}
	return s.call(func(fd int) error { return unix.Listen(fd, backlog) })
}

// accept takes the connection that has waited longest.
func (s *realStream) accept(*sched.Thread) (made stream, err error) {
	var fd int
	err = s.retry(func(listener int) (err error) {
		fd, _, err = unix.Accept(listener)
		return err
	})
	if err != nil {
		return nil, err
	}
	return adopt(s.files, fd, s.object)
}

// connect asks for a connection.
func (s *realStream) connect(_ *sched.Thread, to Addr) error {
	return s.retry(func(fd int) error {
		err := unix.Connect(fd, to.forSystem())
		if err == unix.EINTR {
			return unix.EINPROGRESS // it goes on without the call
		}
		return err
	})
}

// outcome tells what came of it, once poll has said that something did. Linux wants to tell a second call of connect, too,
// and only then the socket is like one that has waited in the first.
func (s *realStream) outcome(to Addr) error {
	err := s.retry(takeError)
	_ = s.retry(func(fd int) error { return unix.Connect(fd, to.forSystem()) })
	return err
}

// pending returns the error that no call has told, and forgets it.
func (s *realStream) pending() error {
	if s.isClosed() {
		return ErrClosed
	}
	if err := s.untold.Swap(nil); err != nil {
		return *err
	}
	return s.call(takeError)
}

// keep keeps an error for the next call: a blocking write of Linux leaves it in the socket, where one that does not block takes it.
func (s *realStream) keep(err error) { s.untold.Store(&err) }

func takeError(fd int) error {
	code, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_ERROR)
	if err != nil || code == 0 {
		return err
	}
	return unix.Errno(code)
}

// send sends what there is room for.
func (s *realStream) send(_ *sched.Thread, data []byte) (n int, err error) {
	if err := s.untold.Swap(nil); err != nil {
		return 0, *err
	}
	err = s.retry(func(fd int) (err error) {
		n, err = unix.Write(fd, data)
		return err
	})
	return max(n, 0), err
}

// recv reads what has arrived.
func (s *realStream) recv(_ *sched.Thread, room []byte) (n int, err error) {
	err = s.retry(func(fd int) (err error) {
		n, err = unix.Read(fd, room)
		return err
	})
	if n <= 0 {
		if err := s.untold.Swap(nil); err != nil {
			return 0, *err
		}
	}
	return max(n, 0), err
}

// shutdown ends one direction, or both.
func (s *realStream) shutdown(_ *sched.Thread, how How) error {
	return s.call(func(fd int) error { return unix.Shutdown(fd, int(how)) })
}

// linger says whether close resets.
func (s *realStream) linger(on bool) error {
	var l unix.Linger
	if on {
		l.Onoff = 1
	}
	return s.call(func(fd int) error { return unix.SetsockoptLinger(fd, unix.SOL_SOCKET, unix.SO_LINGER, &l) })
}

// noDelay says whether small pieces leave at once.
func (s *realStream) noDelay(on bool) error {
	value := 0
	if on {
		value = 1
	}
	return s.call(func(fd int) error { return unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, value) })
}

// quickAck has what comes next acknowledged at once.
func (s *realStream) quickAck() error { return s.call(quickAck) }

// buffers sets the sizes of the buffers; 0 leaves one as it is.
func (s *realStream) buffers(send, receive int) error {
	return s.call(func(fd int) error {
		if send > 0 {
			if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_SNDBUF, send); err != nil {
				return err
			}
		}
		if receive > 0 {
			return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, receive)
		}
		return nil
	})
}

// system returns a system call, which waits between its attempts.
func (s *realStream) system(o *operation, within time.Duration) systemCall {
	return &realCall{operation: o, socket: s, within: within}
}

// A realCall is a call on a socket, and something to wait for: trying is making it.
type realCall struct {
	operation *operation
	socket    *realStream
	within    time.Duration
	err       error
}

func (c *realCall) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return t.StepBlock(w, c)
}

func (c *realCall) failure() error { return c.err }

// Try makes the call, which blocks the operating system's thread. It is no attempt that could be replayed: what comes when
// is not the program's doing. If the run is being ended it reports false: the engine ends the thread when that asks to wait.
//
// Close does not end the call, which keeps the descriptor open: without a time-out it goes on, and with one it gets ErrClosed when
// it has waited.
func (c *realCall) Try(t *sched.Thread) bool {
	if !c.socket.enter() {
		c.err = ErrClosed
		return true
	}
	defer c.socket.leave()
	end := until(t, c.within)
	for {
		c.err = c.operation.attempt(t, c.socket)
		if !waits(c.err) || c.within == 0 {
			return true
		}
		err := c.wait(t, end.left(t))
		switch {
		case err == errStopping:
			return false
		case c.within > 0 && c.socket.isClosed():
			c.err = ErrClosed
			return true
		case err != nil:
			c.err = err
			return true
		}
	}
}

// wait waits until the next attempt is worth while, within a time.
func (c *realCall) wait(t *sched.Thread, within time.Duration) error {
	s := c.socket
	fds := []unix.PollFd{{Fd: int32(s.fd), Events: int16(c.operation.call.needs())}}
	return await(t, s.object, within, func(d time.Duration) bool {
		n, _ := pollFor(fds, d)
		return n > 0
	})
}

func (c *realCall) Object() int32 { return c.socket.object }

// Holder returns nil: only the system knows.
func (c *realCall) Holder() *sched.Thread { return nil }
