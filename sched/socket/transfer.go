// This file defines the calls on TCP sockets that may wait: connect, accept, send and receive.

package socket

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// Connect connects the socket to one that listens: ErrConnectionRefused if nobody does. A non-blocking socket returns
// ErrInProgress; when it is ready for Out, Error tells what came of it.
func (s *TCP) Connect(t *sched.Thread, to Addr) error {
	s.begins(t)
	if to.port == 0 {
		return fmt.Errorf("socket: connect to %v: it must be the address of a TCP socket", to)
	}
	err := s.perform(t, &operation{call: connecting, to: to}, s.timeout.get())
	return s.because(t, "connect", err)
}

// Accept waits for a connection, and returns its end and the address of the other one. The new socket blocks, and is
// called after the one that listens and its number.
func (s *TCP) Accept(t *sched.Thread) (*TCP, Addr, error) {
	s.begins(t)
	o := &operation{call: accepting}
	if err := s.perform(t, o, s.timeout.get()); err != nil {
		return nil, Addr{}, s.because(t, "accept", err)
	}
	accepted := s.newAccepted(t.Process().Names, o.made)
	from, _ := accepted.link.peer()
	return accepted, from, nil
}

// newAccepted returns the socket of an accepted connection.
func (s *TCP) newAccepted(names *trace.Names, made stream) *TCP {
	info, _ := names.Object(s.object)
	object := names.AddObject(trace.ClassIO, fmt.Sprintf("%s-%d", info.Name, s.accepted.Add(1)))
	made.named(object)
	return newTCP(object, made)
}

// begins announces and records that the thread is about to block on the socket.
func (s *TCP) begins(t *sched.Thread) {
	t.Announce(trace.IO, s.object, sched.Jump)
	t.Engine().Record(t, trace.IO, s.object, int64(s.timeout.get()))
}

// Send sends data, and returns how many bytes of it the send buffer has taken. A blocking socket waits until it has taken
// all of them; any other one may take a part, and if it takes nothing the error is ErrWouldBlock or ErrTimeout. Once
// the peer has reset the connection it is ErrConnectionReset, and after that, or after a Shutdown, ErrBrokenPipe.
func (s *TCP) Send(t *sched.Thread, data []byte) (int, error) {
	return s.send(t, data, s.timeout.get())
}

// SendAll sends all data, in as many calls as that takes: sendall. Its time-out is for all of them. How much has been
// sent when it fails nobody knows.
func (s *TCP) SendAll(t *sched.Thread, data []byte) error {
	within := s.timeout.get()
	end := until(t, within)
	for {
		n, err := s.send(t, data, within)
		if data = data[n:]; err != nil || len(data) == 0 {
			return err
		}
		if within > 0 {
			if within = end.left(t); within == 0 {
				return ErrTimeout
			}
		}
	}
}

// send is Send within a time.
func (s *TCP) send(t *sched.Thread, data []byte, within time.Duration) (int, error) {
	t.Announce(trace.Send, s.object, sched.Jump)
	o := &operation{call: sending, data: data, whole: within == sched.Forever}
	err := s.perform(t, o, within)
	if err != nil {
		return 0, s.because(t, "send", err)
	}
	t.Engine().Record(t, trace.Send, s.object, int64(o.done))
	return o.done, nil
}

// Recv waits for data and returns what there is, at most n bytes. No bytes are the end of the data: the peer will not
// send any more, however often it is asked.
func (s *TCP) Recv(t *sched.Thread, n int) ([]byte, error) {
	if n < 0 || n > largest {
		return nil, fmt.Errorf("socket: recv of %d bytes: it must be from 0 to %d", n, largest)
	}
	room := make([]byte, n)
	n, err := s.RecvInto(t, room)
	return room[:n:n], err
}

// RecvInto is Recv into the caller's memory, of which it returns how many bytes it has filled: recv_into.
func (s *TCP) RecvInto(t *sched.Thread, room []byte) (int, error) {
	t.Announce(trace.Recv, s.object, sched.Jump)
	o := &operation{call: receiving, data: room}
	if err := s.perform(t, o, s.timeout.get()); err != nil {
		return 0, s.because(t, "recv", err)
	}
	t.Engine().Record(t, trace.Recv, s.object, int64(o.done))
	return o.done, nil
}
