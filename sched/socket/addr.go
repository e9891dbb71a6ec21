// This file defines addresses.

package socket

import "strconv"

// An Addr is the address of a socket. The zero value is that of none.
type Addr struct {
	virtual *loopback // of a datagram socket on the virtual loopback, which has no port
	port    int
}

// Localhost returns the address of a port of 127.0.0.1, for Connect; none if there is no such port.
func Localhost(port int) Addr {
	if port < 1 || port > maxPort {
		return Addr{}
	}
	return Addr{port: port}
}

const maxPort = 65535

// Port returns the port, 0 if the address has none.
func (a Addr) Port() int { return a.port }

// String returns the address as host and port, or, for a datagram socket on the virtual loopback, the name of the socket.
func (a Addr) String() string {
	switch {
	case a.virtual != nil:
		return a.virtual.name
	case a.port != 0:
		return "127.0.0.1:" + strconv.Itoa(a.port)
	}
	return "no address"
}
