// This file defines the connection: messages over a pipe, or over a pair of sockets.

package multiprocessing

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// The errors of connections, by the names of Python's exceptions, which have no text of their own.
var (
	ErrEOF   = errors.New("EOFError")
	ErrEmpty = errors.New("queue.Empty")
	ErrFull  = errors.New("queue.Full")
)

// A Connection is one end of a Pipe: multiprocessing.connection.Connection. It sends and receives messages: values, pickled.
type Connection struct {
	in, out *ipc.End // nil: it cannot receive, or send
}

// NewPipe returns two connections, to each other: Pipe(). It is a pair of sockets.
func NewPipe(t *sched.Thread, name string) (a, b *Connection) {
	left, right := ipc.NewSocketPair(t, name)
	return &Connection{left.In, left.Out}, &Connection{right.In, right.Out}
}

// NewOneWayPipe returns a connection that receives what the other one sends: Pipe(duplex=False).
func NewOneWayPipe(t *sched.Thread, name string) (receiver, sender *Connection) {
	r, w := ipc.NewPipe(t, name)
	return &Connection{in: r}, &Connection{out: w}
}

func (c *Connection) ends() (list []*ipc.End) {
	for _, e := range []*ipc.End{c.in, c.out} {
		if e != nil {
			list = append(list, e)
		}
	}
	return list
}

// The head of a message is its length. What is longer than apart is written apart from its head (Connection._send_bytes).
const (
	headSize = 4
	apart    = 16384
)

// pickleCode and unpickleCode are what the Python code around a message executes.
const (
	pickleCode   = 40
	unpickleCode = 40
)

// Send sends a value: what it is now, pickled.
func (c *Connection) Send(t *sched.Thread, value any) error {
	t.Run(pickleCode)
	data, err := Dumps(value)
	if err != nil {
		return err
	}
	return c.SendBytes(t, data)
}

// SendBytes sends a message of bytes.
func (c *Connection) SendBytes(t *sched.Thread, data []byte) error {
	if c.out == nil {
		return errors.New("OSError: connection is read-only")
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	if len(data) > apart {
		if err := c.out.Write(t, head); err != nil {
			return err
		}
		return c.out.Write(t, data)
	}
	return c.out.Write(t, append(head, data...))
}

// Recv receives a value. It fails with ErrEOF when nobody has the other end open any more.
func (c *Connection) Recv(t *sched.Thread) (any, error) {
	data, err := c.RecvBytes(t)
	if err != nil {
		return nil, err
	}
	t.Run(unpickleCode)
	return loads(t, data)
}

// RecvBytes receives a message of bytes.
func (c *Connection) RecvBytes(t *sched.Thread) ([]byte, error) {
	if c.in == nil {
		return nil, errors.New("OSError: connection is write-only")
	}
	head, err := c.read(t, headSize)
	if err != nil {
		return nil, err
	}
	return c.read(t, int(binary.BigEndian.Uint32(head)))
}

// read reads n bytes, in as many parts as they come in.
func (c *Connection) read(t *sched.Thread, n int) (all []byte, err error) {
	for len(all) < n {
		data, err := c.in.Read(t, n-len(all))
		if err != nil {
			return nil, err
		}
		if len(data) == 0 {
			return nil, ErrEOF
		}
		all = append(all, data...)
	}
	return all, nil
}

// Poll waits until something can be received, for at most d, and reports whether it can. It can as well when the other end is
// closed: then Recv fails.
func (c *Connection) Poll(t *sched.Thread, d time.Duration) (bool, error) {
	if c.in == nil {
		return false, errors.New("OSError: connection is write-only")
	}
	return c.in.Poll(t, d)
}

// Close closes the connection for the process of t.
func (c *Connection) Close(t *sched.Thread) {
	for _, e := range c.ends() {
		if e.IsOpen(t) {
			_ = e.Close(t) // it is open
		}
	}
}
