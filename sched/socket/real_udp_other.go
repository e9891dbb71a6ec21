// This file defines a real datagram socket by package net, where package syscall differs too much.

//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package socket

import (
	"errors"
	"net"
	"os"
	"time"
)

// A conn is a socket of package net.
type conn struct{ udp *net.UDPConn }

// listen opens a socket on 127.0.0.1 and returns its port.
func listen() (c conn, port int, err error) {
	udp, err := net.ListenUDP("udp4", loopbackAt(0))
	if err != nil {
		return conn{}, 0, err
	}
	return conn{udp}, udp.LocalAddr().(*net.UDPAddr).Port, nil
}

// loopbackAt returns the address of a port of 127.0.0.1.
func loopbackAt(port int) *net.UDPAddr {
	return &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}
}

// sendTo sends a datagram to a port.
func (c conn) sendTo(port int, payload []byte) error {
	_, err := c.udp.WriteToUDP(payload, loopbackAt(port))
	return err
}

// recvFrom waits for a datagram, for d at most.
func (c conn) recvFrom(buffer []byte, d time.Duration) (n, port int, timedOut bool, err error) {
	if err := c.udp.SetReadDeadline(time.Now().Add(d)); err != nil {
		return 0, 0, false, err
	}
	n, from, err := c.udp.ReadFromUDP(buffer)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return 0, 0, true, nil
	case err != nil:
		return 0, 0, false, err
	}
	return n, from.Port, false, nil
}

// close closes the socket.
func (c conn) close() { c.udp.Close() }
