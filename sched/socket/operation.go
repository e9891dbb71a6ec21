// This file defines an operation: one call on a TCP socket, and how it is attempted.

package socket

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A call names what an operation does.
type call uint8

const (
	receiving call = iota
	sending
	accepting
	connecting
)

func (c call) name() string {
	return [...]string{receiving: "recv", sending: "send", accepting: "accept", connecting: "connect"}[c]
}

// kind returns what the trace calls it.
func (c call) kind() trace.Kind {
	switch c {
	case receiving:
		return trace.Recv
	case sending:
		return trace.Send
	}
	return trace.IO
}

// needs returns what must be the case with the socket for the call not to wait.
func (c call) needs() Events {
	if c == sending || c == connecting {
		return Out
	}
	return In
}

// An operation is a call on a socket, and how far it has come. It is attempted until nothing is left to wait for.
type operation struct {
	call   call
	whole  bool // a call of Send that waits until all has been taken
	begun  bool // a call of Connect that waits for the answer
	inside bool // it waits already, though it has made no attempt: see waiting
	done   int  // bytes sent or received
	data   []byte
	to     Addr   // to connect to
	made   stream // what was accepted
}

// Attempts are what an operation needs of a socket. None of them waits: ErrWouldBlock says that there is nothing to do
// yet, and ErrInProgress that a connection is being made.
type attempts interface {
	recv(t *sched.Thread, room []byte) (int, error)
	send(t *sched.Thread, data []byte) (int, error)
	accept(t *sched.Thread) (stream, error)
	connect(t *sched.Thread, to Addr) error
	outcome(to Addr) error // of a connection that was being made
	keep(err error)        // an error that this call does not tell, for the next one
}

// attempt does what can be done now.
func (o *operation) attempt(t *sched.Thread, s attempts) (err error) {
	switch o.call {
	case receiving:
		o.done, err = s.recv(t, o.data)
	case sending:
		return o.send(t, s)
	case accepting:
		o.made, err = s.accept(t)
	case connecting:
		if o.begun {
			return s.outcome(o.to)
		}
		o.begun = true
		return s.connect(t, o.to)
	}
	return err
}

// send sends what there is room for. As on Linux a call that waits does so until all has been taken, and one that meets
// an error after a part tells of the part; the error comes with the next call.
func (o *operation) send(t *sched.Thread, s attempts) error {
	n, err := s.send(t, o.data[o.done:])
	o.done += n
	switch {
	case err == nil && o.whole && o.done < len(o.data):
		return ErrWouldBlock
	case err != nil && o.done > 0 && !(o.whole && waits(err)):
		if !waits(err) {
			s.keep(err)
		}
		return nil
	}
	return err
}
