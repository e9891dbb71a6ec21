// This file defines a client of the server.

package workload

import (
	"bytes"
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// A client sends requests, one after the other, and asks again when its connection is gone.
type client struct {
	number int
	config socket.Config
	to     socket.Addr
	size   int
	think  time.Duration
	thread *sched.Thread

	socket  *socket.TCP // nil: not connected
	trips   []time.Duration
	right   int64 // answers that were as they should be
	retries int64
	traffic traffic
}

// A traffic is how many bytes one end has sent and received.
type traffic struct{ sent, received int64 }

// add adds another one's.
func (t *traffic) add(u traffic) {
	t.sent += u.sent
	t.received += u.received
}

// How often a client asks at most, and how long it waits before it does so again.
const (
	attempts = 1000
	backoff  = time.Millisecond
)

// errGone is the error of a connection that the other end has closed.
var errGone = errors.New("workload: the connection was closed")

// run sends so many requests. It gives up if one of them gets no answer.
func (c *client) run(t *sched.Thread, requests int64) {
	defer c.hangUp(t)
	for i := range requests {
		if c.think > 0 {
			t.Sleep(c.think)
		}
		began := t.Now()
		if !c.insist(t, i) {
			return
		}
		c.trips = append(c.trips, t.Now()-began)
	}
}

// insist asks until there is an answer. It reports whether there was one.
func (c *client) insist(t *sched.Thread, i int64) bool {
	for range attempts {
		err := c.ask(t, i)
		if err == nil {
			return true
		}
		if !gone(err) {
			t.Fail("%v", err)
		}
		c.retries++
		c.hangUp(t)
		t.Sleep(backoff)
	}
	return false
}

// gone reports whether the error says that there is no connection, or none any more.
func gone(err error) bool {
	for _, other := range []error{errGone, socket.ErrConnectionRefused, socket.ErrConnectionReset, socket.ErrBrokenPipe} {
		if errors.Is(err, other) {
			return true
		}
	}
	return false
}

// hangUp closes the connection.
func (c *client) hangUp(t *sched.Thread) {
	if c.socket != nil {
		c.socket.Close(t)
		c.socket = nil
	}
}

// ask sends a request and receives its answer.
func (c *client) ask(t *sched.Thread, i int64) error {
	if c.socket == nil {
		s, err := c.config.DialTCP(t, t.Name(), c.to)
		if err != nil {
			return err
		}
		c.socket = s
	}
	text := request{client: int64(c.number), number: i, sent: t.Now()}.text(c.size)
	if err := c.send(t, text); err != nil {
		return err
	}
	answer, err := c.receive(t)
	if err == nil && bytes.Equal(answer, bytes.ToUpper(text)) {
		c.right++
	}
	return err
}

// send sends a request, in as many calls as that takes.
func (c *client) send(t *sched.Thread, text []byte) error {
	for len(text) > 0 {
		n, err := c.socket.Send(t, text)
		if err != nil {
			return err
		}
		c.traffic.sent += int64(n)
		text = text[n:]
	}
	return nil
}

// receive receives an answer.
func (c *client) receive(t *sched.Thread) ([]byte, error) {
	answer := make([]byte, c.size)
	for got := 0; got < len(answer); {
		n, err := c.socket.RecvInto(t, answer[got:])
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return nil, errGone
		}
		c.traffic.received += int64(n)
		got += n
	}
	return answer, nil
}
