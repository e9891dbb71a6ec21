// This file defines a real datagram socket by system calls, where package syscall has those of BSD sockets.

//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package socket

import (
	"errors"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// A conn is the descriptor of a socket. Its calls block the thread of the operating system that makes them.
type conn int

// listen opens a socket on 127.0.0.1 and returns its port.
func listen() (c conn, port int, err error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM, 0)
	if err != nil {
		return 0, 0, err
	}
	if port, err = bind(fd); err != nil {
		syscall.Close(fd)
		return 0, 0, err
	}
	return conn(fd), port, nil
}

// bind gives the socket its longest wait, and a port that the system chooses.
func bind(fd int) (port int, err error) {
	syscall.CloseOnExec(fd)
	wait := syscall.NsecToTimeval(lookInterval.Nanoseconds())
	if err := syscall.SetsockoptTimeval(fd, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &wait); err != nil {
		return 0, err
	}
	if err := syscall.Bind(fd, loopbackAt(0)); err != nil {
		return 0, err
	}
	own, err := syscall.Getsockname(fd)
	if err != nil {
		return 0, err
	}
	return portOf(own), nil
}

// loopbackAt returns the address of a port of 127.0.0.1.
func loopbackAt(port int) *syscall.SockaddrInet4 {
	return &syscall.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}}
}

// portOf returns the port of an address, 0 for one that is not of this kind.
func portOf(a syscall.Sockaddr) int {
	if inet, ok := a.(*syscall.SockaddrInet4); ok {
		return inet.Port
	}
	return 0
}

// sendTo sends a datagram to a port. That nobody listened at an earlier one's address is no error of this one.
func (c conn) sendTo(port int, payload []byte) error {
	for {
		err := syscall.Sendto(int(c), payload, 0, loopbackAt(port))
		if !errors.Is(err, syscall.EINTR) && !errors.Is(err, syscall.ECONNREFUSED) {
			return err
		}
	}
}

// recvFrom waits for a datagram, for d at most. The longest wait is that of the socket, so that the call is all that it
// takes, as in a blocking call of Python; for a shorter one the socket is looked at first, as CPython does.
func (c conn) recvFrom(buffer []byte, d time.Duration) (n, port int, timedOut bool, err error) {
	if d < lookInterval {
		fds := []unix.PollFd{{Fd: int32(c), Events: unix.POLLIN}}
		if ready, err := pollFor(fds, d); ready == 0 {
			return 0, 0, true, err
		}
	}
	n, from, err := syscall.Recvfrom(int(c), buffer, 0)
	switch err {
	case nil:
		return n, portOf(from), false, nil
	case syscall.EAGAIN, syscall.EINTR, syscall.ECONNREFUSED:
		return 0, 0, true, nil
	}
	return 0, 0, false, err
}

func (c conn) descriptor() int { return int(c) }

// close closes the socket.
func (c conn) close() { syscall.Close(int(c)) }
