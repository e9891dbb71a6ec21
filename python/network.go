// This file defines the sockets that the processes of a run have open, and what their errors are in Python.

package python

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// errNetwork is why a run ends that cannot have sockets.
var errNetwork = errors.New("the program opens a socket: those of Python files live on the simulated machine and in a search, and a real run has none yet")

// errDatagrams is why a search ends whose program sends datagrams.
var errDatagrams = errors.New("the program opens a socket for datagrams: a search has only streams yet")

// An openSocket is what stands behind the descriptor of a socket: a stream, or a socket for datagrams. The processes that have
// it by fork share it.
type openSocket struct {
	tcp  *socket.TCP
	udp  *socket.UDP
	host string      // what it is bound to, as the program has said
	port int         // of one for datagrams; 0: none yet
	peer socket.Addr // the only one that datagrams go to, by connect; the zero value: none
	err  error       // that no call has told yet: nobody was there for a datagram

	sharers int // how many processes more have one for datagrams
}

// pollable returns what pollers wait for.
func (s *openSocket) pollable() socket.Pollable {
	if s.tcp != nil {
		return s.tcp
	}
	return s.udp
}

// A datagramPorts is which sockets have the ports for datagrams. The virtual loopback of package socket has none: there the
// address of such a socket is the socket.
type datagramPorts struct {
	sockets map[int]*openSocket
	ports   map[socket.Addr]int
	next    int
}

// firstDatagramPort and lastDatagramPort are the ports that a socket gets which does not ask for one, in order.
const (
	firstDatagramPort = 32768
	lastDatagramPort  = 60999
)

// take gives a port to a socket, or with 0 a free one, and reports whether it could.
func (d *datagramPorts) take(s *openSocket, port int) bool {
	if d.sockets == nil {
		d.sockets, d.ports, d.next = map[int]*openSocket{}, map[socket.Addr]int{}, firstDatagramPort
	}
	for range lastDatagramPort - firstDatagramPort + 1 {
		if port != 0 {
			break
		}
		if d.sockets[d.next] == nil {
			port = d.next
		}
		if d.next++; d.next > lastDatagramPort {
			d.next = firstDatagramPort
		}
	}
	if port == 0 || d.sockets[port] != nil {
		return false
	}
	s.port, d.sockets[port], d.ports[s.udp.Addr()] = port, s, port
	return true
}

// giveBack takes its port from a socket.
func (d *datagramPorts) giveBack(s *openSocket) {
	if s.port != 0 && d.sockets[s.port] == s {
		delete(d.sockets, s.port)
	}
}

// numbersOf are the numbers that Linux has for the errors of sockets.
var numbersOf = map[*socket.Error]int64{
	socket.ErrNotFound: 2, socket.ErrWouldBlock: 11, socket.ErrExists: 17, socket.ErrInvalid: 22, socket.ErrBrokenPipe: 32,
	socket.ErrAddressInUse: 98, socket.ErrNoPort: 99, socket.ErrUnreachable: 101, socket.ErrConnectionAborted: 103,
	socket.ErrConnectionReset: 104, socket.ErrIsConnected: 106, socket.ErrNotConnected: 107, socket.ErrConnectionTimedOut: 110,
	socket.ErrConnectionRefused: 111, socket.ErrAlready: 114, socket.ErrInProgress: 115,
}

// networkError is the exception for what a call on a socket has met; nil if that is nothing.
func (t *Thread) networkError(err error) *Exception {
	var known *socket.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, socket.ErrTimeout):
		class := as[Class](t.interp.builtins.get("TimeoutError"))
		return &Exception{Object: Object{class: class}, args: []Value{newStr("timed out")}}
	case errors.Is(err, socket.ErrClosed):
		return t.badDescriptor()
	case errors.As(err, &known):
		return t.osFailure(numbersOf[known], strings.TrimPrefix(known.Error(), known.Class+": "))
	}
	return newException(osError, "%s", err.Error())
}

// mustHaveNetwork ends a run in which a Python program cannot have sockets.
func (t *Thread) mustHaveNetwork() { t.mustNotBeReal(errNetwork) }

// passSockets gives a process that has been forked the sockets that are open.
func (in *Interpreter) passSockets(child *sched.Process) {
	for _, fd := range slices.Sorted(maps.Keys(in.descriptors)) {
		switch s := in.descriptors[fd].socket; {
		case s == nil:
		case s.tcp != nil:
			socket.Pass(child, s.tcp)
		default:
			s.sharers++
		}
	}
}

// socketAt returns the socket of a descriptor.
func (t *Thread) socketAt(fd Value) (*openSocket, *Exception) {
	d, open := t.interp.descriptors[fd.i]
	switch {
	case !open && (fd.i < 0 || fd.i >= firstDescriptor):
		return nil, t.badDescriptor()
	case d.socket == nil:
		return nil, t.osFailure(88, "Socket operation on non-socket")
	}
	return d.socket, nil
}

// streamAt is socketAt for what only streams can do.
func (t *Thread) streamAt(fd Value) (*socket.TCP, *Exception) {
	s, err := t.socketAt(fd)
	switch {
	case err != nil:
		return nil, err
	case s.tcp == nil:
		return nil, t.osFailure(95, "Operation not supported")
	}
	return s.tcp, nil
}

// addressOf returns the address of a host, as four numbers, and a port.
func addressOf(host, port Value) (socket.Addr, error) {
	return socket.ParseAddr(fmt.Sprintf("%s:%d", host.text(), port.i))
}

// addressPair is an address as Python has it.
func addressPair(host string, port int) Value { return newTuple(newStr(host), integer(int64(port))) }

// nowhere is the address of a socket that has none.
const nowhere = "0.0.0.0"

// address returns the socket's own address.
func (s *openSocket) address() Value {
	port := s.port
	host := s.host
	if s.tcp != nil {
		if port = s.tcp.Addr().Port(); port != 0 && host == "" {
			host = s.tcp.Addr().Host()
		}
	}
	if host == "" {
		host = nowhere
	}
	return addressPair(host, port)
}

// closesSocket closes a socket. Where other processes have it by fork, it stays open for them.
func (t *Thread) closesSocket(s *openSocket) (Value, *Exception) {
	if s.tcp != nil {
		return t.perform(&closing{Op: s.tcp.CloseOp()})
	}
	if s.sharers > 0 {
		s.sharers--
		return t.calledFor(none)
	}
	t.interp.machine.datagrams.giveBack(s)
	return t.perform(&closing{Op: s.udp.CloseOp()})
}
