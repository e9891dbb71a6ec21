// This file defines the server's end of a connection, whoever waits for its socket.

package workload

import (
	"bytes"
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// A conversation is the server's end of a connection.
type conversation struct {
	*service
	socket *socket.TCP
	text   []byte        // room for a request
	got    int           // how much of it is there
	reply  []byte        // what is still to be sent
	since  time.Duration // when the server began to wait for the request
	own    traffic
}

// converse returns the conversation on a socket.
func (s *service) converse(t *sched.Thread, c *socket.TCP) *conversation {
	return &conversation{service: s, socket: c, text: make([]byte, s.size), since: t.Now()}
}

// turn receives what there is, and answers a request that is complete. It makes one call of each kind: on a socket that
// does not wait the error may be ErrWouldBlock.
func (c *conversation) turn(t *sched.Thread) error {
	if len(c.reply) == 0 {
		n, err := c.socket.RecvInto(t, c.text[c.got:])
		if err == nil {
			err = c.receive(t, n)
		}
		if err != nil {
			return err
		}
	}
	if len(c.reply) == 0 {
		return nil
	}
	n, err := c.socket.Send(t, c.reply)
	if err == nil {
		c.sent(t, n)
	}
	return err
}

// receive takes so many bytes in, and makes the reply if the request is complete. No bytes are the end: errGone.
func (c *conversation) receive(t *sched.Thread, n int) error {
	if n == 0 {
		return errGone
	}
	c.own.received += int64(n)
	if c.got += n; c.got == len(c.text) {
		c.got = 0
		c.serve(t)
		c.reply = bytes.ToUpper(c.text)
	}
	return nil
}

// sent strikes so many bytes from the reply. With the last of them the server begins to wait for the next request.
func (c *conversation) sent(t *sched.Thread, n int) {
	c.own.sent += int64(n)
	if c.reply = c.reply[n:]; len(c.reply) == 0 {
		c.since = t.Now()
	}
}

// serve serves a request that is complete, if it has not been served: what the server does for it counts, not how often it
// answers. It has waited for the request up to when that was sent; what came after is the copying, with all that delays it.
func (c *conversation) serve(t *sched.Thread) {
	r, now := requestOf(c.text), t.Now()
	waited, copied := max(0, r.sent-c.since), now-max(c.since, r.sent)
	fresh := false
	c.guarded(t, func() { fresh = c.enter(r, waited, copied) })
	if fresh {
		xor(t, c.work)
	}
}

// close ends the conversation.
func (c *conversation) close(t *sched.Thread) {
	c.socket.Close(t)
	c.guarded(t, func() { c.service.traffic.add(c.own) })
}

// over reports whether the error ends the conversation, and ends it then.
func (c *conversation) over(t *sched.Thread, err error) bool {
	switch {
	case err == nil, errors.Is(err, socket.ErrWouldBlock):
		return false
	case gone(err):
		c.close(t)
		return true
	}
	t.Fail("%v", err)
	return true
}
