// This file defines the connection: messages over a socket.

package connection

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// A Connection sends and receives messages. One thread may send while another one receives.
type Connection struct {
	socket *socket.TCP
}

// Longest is how long a message may be that is received, in bytes. CPython takes any length, and as much memory.
const Longest = 1 << 26

const (
	headSize  = 4
	longSize  = 8
	apart     = 16384 // what is longer is sent apart from its head (Connection._send_bytes)
	piece     = 1 << 16
	shortest  = math.MaxInt32 // the longest message whose head is a number of 4 bytes
	longMark  = math.MaxUint32
	sendCode  = 30 // what the Python code of one message executes, in bytecodes
	startCode = 120
)

// SendBytes sends a message: Connection.send_bytes.
func (c *Connection) SendBytes(t *sched.Thread, data []byte) error {
	t.Run(sendCode)
	head := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	if len(data) > apart {
		if err := c.socket.SendAll(t, head); err != nil {
			return err
		}
		return c.socket.SendAll(t, data)
	}
	return c.socket.SendAll(t, append(head, data...))
}

// RecvBytes receives a message of at most Longest bytes: Connection.recv_bytes. The error is ErrEOF if the peer has closed the
// connection.
func (c *Connection) RecvBytes(t *sched.Thread) ([]byte, error) { return c.recv(t, Longest) }

// recv receives a message of at most so many bytes. After an error the connection is of no more use.
func (c *Connection) recv(t *sched.Thread, most uint64) ([]byte, error) {
	t.Run(sendCode)
	size, err := c.recvLength(t)
	if err != nil {
		return nil, err
	}
	if size > most {
		return nil, ErrLength
	}
	data, err := c.read(t, int(size))
	if errors.Is(err, ErrEOF) {
		err = ErrCut
	}
	return data, err
}

func (c *Connection) recvLength(t *sched.Thread) (uint64, error) {
	head, err := c.read(t, headSize)
	if err != nil {
		return 0, err
	}
	size := binary.BigEndian.Uint32(head)
	switch {
	case size <= shortest:
		return uint64(size), nil
	case size != longMark:
		return 0, ErrLength
	}
	if head, err = c.read(t, longSize); errors.Is(err, ErrEOF) {
		err = ErrCut
	}
	if err != nil {
		return 0, err
	}
	return binary.BigEndian.Uint64(head), nil
}

// read reads n bytes, in as many parts as they come in. It takes no more memory than has come, and a piece.
func (c *Connection) read(t *sched.Thread, n int) (all []byte, err error) {
	for len(all) < n {
		data, err := c.socket.Recv(t, min(n-len(all), piece))
		switch {
		case err != nil:
			return nil, err
		case len(data) == 0 && len(all) == 0:
			return nil, ErrEOF
		case len(data) == 0:
			return nil, ErrCut
		}
		all = append(all, data...)
	}
	return all, nil
}

// Poll waits until something can be received, for d at most, and reports whether it can. It can as well when the peer has
// closed the connection: then RecvBytes fails.
func (c *Connection) Poll(t *sched.Thread, d time.Duration) (bool, error) {
	readable, _, err := socket.Select(t, []socket.Pollable{c.socket}, nil, d)
	return len(readable) > 0, err
}

// Close closes the connection. The peer receives what was sent, and then the end.
func (c *Connection) Close(t *sched.Thread) { c.socket.Close(t) }

// Shutdown ends the connection for both ends; a thread that waits in RecvBytes gets ErrEOF.
func (c *Connection) Shutdown(t *sched.Thread) { _ = c.socket.Shutdown(t, socket.ShutRdWr) }

// Peer returns the address of the other end, that of none once it is gone.
func (c *Connection) Peer() socket.Addr {
	a, err := c.socket.Peer()
	if err != nil {
		return socket.Addr{}
	}
	return a
}
