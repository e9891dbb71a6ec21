// This file makes bare calls on sockets, where package unix has those of BSD sockets.

//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package survey

import (
	"golang.org/x/sys/unix"
)

// here is the address of this computer.
var here = [4]byte{127, 0, 0, 1}

// bareCalls returns the bare calls of the operating system, and what closes their sockets; nil if it has no loopback.
func bareCalls() (c *calls, done func()) {
	b := new(bare)
	if err := b.open(); err != nil {
		b.close()
		return nil, nil
	}
	one := []unix.PollFd{{Fd: int32(b.datagrams), Events: unix.POLLOUT}}
	all := make([]unix.PollFd, many)
	for i := range all {
		all[i] = one[0]
	}
	return &calls{
		send: func(data []byte) { _, _ = unix.Write(b.client, data) },
		receive: func(room []byte) {
			for len(room) > 0 {
				n, _ := unix.Read(b.end, room)
				if n <= 0 {
					return
				}
				room = room[n:]
			}
		},
		sendTo:      func(data []byte) { _ = unix.Sendto(b.datagrams, data, 0, b.at) },
		receiveFrom: func(room []byte) { _, _, _ = unix.Recvfrom(b.datagrams, room, 0) },
		connect: func() {
			b.next, _ = unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
			_ = unix.Connect(b.next, b.listens)
		},
		accept: func() { b.accepted, _, _ = unix.Accept(b.listener) },
		hangUp: func() {
			unix.Close(b.next)
			unix.Close(b.accepted)
		},
		poll:     func() { _, _ = unix.Poll(one, 0) },
		pollMany: func() { _, _ = unix.Poll(all, 0) },
	}, b.close
}

// Bare are the sockets of the bare calls.
type bare struct {
	listener, client, end int
	next, accepted        int
	datagrams             int
	listens, at           unix.Sockaddr
	opened                []int
}

// open opens them.
func (b *bare) open() (err error) {
	if b.listener, b.listens, err = b.bound(unix.SOCK_STREAM); err != nil {
		return err
	}
	if err = unix.Listen(b.listener, 1); err != nil {
		return err
	}
	if b.client, err = b.socket(unix.SOCK_STREAM); err != nil {
		return err
	}
	if err = unix.Connect(b.client, b.listens); err != nil {
		return err
	}
	if b.end, _, err = unix.Accept(b.listener); err != nil {
		return err
	}
	b.opened = append(b.opened, b.end)
	b.datagrams, b.at, err = b.bound(unix.SOCK_DGRAM)
	return err
}

// socket opens a socket of a kind.
func (b *bare) socket(kind int) (fd int, err error) {
	if fd, err = unix.Socket(unix.AF_INET, kind, 0); err == nil {
		b.opened = append(b.opened, fd)
	}
	return fd, err
}

// bound opens a socket on a port of this computer.
func (b *bare) bound(kind int) (fd int, at unix.Sockaddr, err error) {
	if fd, err = b.socket(kind); err != nil {
		return fd, nil, err
	}
	if err = unix.Bind(fd, &unix.SockaddrInet4{Addr: here}); err != nil {
		return fd, nil, err
	}
	at, err = unix.Getsockname(fd)
	return fd, at, err
}

func (b *bare) close() {
	for _, fd := range b.opened {
		unix.Close(fd)
	}
}
