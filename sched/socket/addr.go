// This file defines addresses.

package socket

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
)

// An Addr is the address of a socket. The zero value is that of none.
type Addr struct {
	virtual *loopback // of a datagram socket on the virtual loopback, which has no port
	host    host
	port    int
}

// A host is an address of IPv4. The zero value is 127.0.0.1.
type host struct {
	other bool // it is number, and not 127.0.0.1
	ip    [4]byte
}

func hostOf(ip [4]byte) host {
	if ip == localhost {
		return host{}
	}
	return host{true, ip}
}

// bytes returns the four numbers of the host.
func (h host) bytes() [4]byte {
	if h.other {
		return h.ip
	}
	return localhost
}

var localhost, everywhere = [4]byte{127, 0, 0, 1}, [4]byte{}

// isHere reports whether the virtual loopback has the host: it has one computer alone.
func (h host) isHere() bool { return h.bytes()[0] == localhost[0] || h.bytes() == everywhere }

// Localhost returns the address of a port of 127.0.0.1, for Connect; none if there is no such port.
func Localhost(port int) Addr {
	if port < 1 || port > maxPort {
		return Addr{}
	}
	return Addr{port: port}
}

const maxPort = 65535

// ParseAddr returns the address HOST:PORT. The host is localhost or four numbers: 127.0.0.1, or 0.0.0.0 for every address
// of the computer. With port 0 a socket that is bound there gets one that is free.
func ParseAddr(text string) (Addr, error) {
	name, port, err := net.SplitHostPort(text)
	if err != nil {
		return Addr{}, fmt.Errorf("socket: address %q: it must be HOST:PORT", text)
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return Addr{}, fmt.Errorf("socket: address %q: the port must be from 0 to %d", text, maxPort)
	}
	if name == "localhost" {
		return Addr{port: int(n)}, nil
	}
	ip, err := netip.ParseAddr(name)
	if err != nil || !ip.Is4() {
		return Addr{}, fmt.Errorf("socket: address %q: the host must be localhost or an IPv4 address such as 127.0.0.1", text)
	}
	return Addr{host: hostOf(ip.As4()), port: int(n)}, nil
}

// Port returns the port, 0 if the address has none.
func (a Addr) Port() int { return a.port }

// WithPort returns the address of another port of the same computer.
func (a Addr) WithPort(port int) Addr { return Addr{host: a.host, port: port} }

// Host returns the address of the computer, as four numbers.
func (a Addr) Host() string { return netip.AddrFrom4(a.host.bytes()).String() }

// IsLoopback reports whether only programs on this computer can reach the address.
func (a Addr) IsLoopback() bool { return a.host.bytes()[0] == localhost[0] }

// String returns the address as host and port, or, for a datagram socket on the virtual loopback, the name of the socket.
func (a Addr) String() string {
	switch {
	case a.virtual != nil:
		return a.virtual.name
	case a.port != 0:
		return a.Host() + ":" + strconv.Itoa(a.port)
	}
	return "no address"
}
