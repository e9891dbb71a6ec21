// This file defines what carries the requests of the echo server: datagrams, or a connection.

package workload

import (
	"errors"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// An end is one end of what carries requests and answers.
type end interface {
	// receive waits for the next request or answer. None, without an error, says that there are no more.
	receive(t *sched.Thread) ([]byte, error)
	// send sends a request or an answer; with none it says that there are no more.
	send(t *sched.Thread, payload []byte) error
	close(t *sched.Thread)
}

// openEnds opens both ends of a transport, whose requests have so many bytes.
func openEnds(t *sched.Thread, c socket.Config, transport string, size int64) (server, client end) {
	if transport == "tcp" {
		return openConnection(t, c, size)
	}
	u, v := open(t, c, "echo-port"), open(t, c, "client-port")
	return &datagrams{UDP: u}, &datagrams{v, u.Addr(), true}
}

// open opens a socket for datagrams.
func open(t *sched.Thread, c socket.Config, name string) *socket.UDP {
	u, err := c.ListenUDP(t, name)
	must(t, err)
	return u
}

// Datagrams are an end that sends each request by itself, to where the last one came from.
type datagrams struct {
	*socket.UDP
	other socket.Addr
	asks  bool // only the other end may send it anything
}

// errStray is the error of an answer that somebody else has sent.
var errStray = errors.New("workload: the answer does not come from the server")

// receive receives a datagram.
func (d *datagrams) receive(t *sched.Thread) ([]byte, error) {
	payload, from, err := d.RecvFrom(t)
	if err == nil && d.asks && from != d.other {
		err = errStray
	}
	d.other = from
	return payload, err
}

// send sends a datagram, if need be an empty one.
func (d *datagrams) send(t *sched.Thread, payload []byte) error { return d.SendTo(t, d.other, payload) }

// close closes the socket.
func (d *datagrams) close(t *sched.Thread) { d.Close(t) }

// A connection is an end of a TCP connection: requests follow each other without a mark.
type connection struct {
	*socket.TCP
	size int64
}

// openConnection connects two sockets.
func openConnection(t *sched.Thread, c socket.Config, size int64) (server, client end) {
	listener, err := c.ListenTCP(t, "echo-port", 0, 1)
	must(t, err)
	defer listener.Close(t)
	dialled, err := c.DialTCP(t, "client-port", listener.Addr())
	must(t, err)
	accepted, _, err := listener.Accept(t)
	must(t, err)
	return &connection{accepted, size}, &connection{dialled, size}
}

// errCut is the error of a connection that ends in the middle of a request.
var errCut = errors.New("workload: the connection has ended in the middle of a request")

// receive receives a whole request, in as many calls as that takes.
func (c *connection) receive(t *sched.Thread) ([]byte, error) {
	payload := make([]byte, c.size)
	for got := 0; got < len(payload); {
		n, err := c.RecvInto(t, payload[got:])
		switch {
		case err != nil:
			return nil, err
		case n == 0 && got > 0:
			return nil, errCut
		case n == 0:
			return nil, nil
		}
		got += n
	}
	return payload, nil
}

// send sends a whole request. That there are no more the end of the data says.
func (c *connection) send(t *sched.Thread, payload []byte) error {
	if len(payload) == 0 {
		return c.Shutdown(t, socket.ShutWr)
	}
	return c.SendAll(t, payload)
}

// close closes the socket.
func (c *connection) close(t *sched.Thread) { c.Close(t) }
