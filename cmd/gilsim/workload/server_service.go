// This file defines what the server does, whoever waits for its sockets: it serves each request once.

package workload

import (
	"bytes"
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/sched/threading"
)

// A service is a server's sockets and its books.
type service struct {
	config   socket.Config
	listener *socket.TCP
	closing  *sched.Var[int] // 1: the server ends with the next connection
	size     int             // of a request and of its answer
	work     int64           // rounds for each answer
	knows    bool            // requests that come again
	guard    *threading.Lock // of what follows, where several threads serve; else nil

	served         map[[2]int64]bool // by client and number; looked up only
	once, again    int64             // how many requests were served, and how many of them were served again
	received       int64             // how many came, served or known
	waited, copied time.Duration     // of all that came: see account
	traffic        traffic
}

// newService opens the socket that listens.
func newService(t *sched.Thread, in Input) *service {
	s := &service{config: faulty(in), size: int(in.Int("size")), work: in.Int("work"), knows: in.Word("once") == "true", served: map[[2]int64]bool{}}
	var err error
	s.listener, err = s.config.ListenTCP(t, "listener", 0, int(in.Int("clients")))
	must(t, err)
	s.closing = sched.NewVar(t, "closing", 0)
	return s
}

// end has the server end: it sees that when it accepts a connection, so it gets a last one, without faults.
func (s *service) end(t *sched.Thread) {
	s.closing.Set(t, 1)
	last, err := socket.DialTCP(t, "last", s.listener.Addr())
	must(t, err)
	last.Close(t)
}

// errEnd is the error of a server that is to end.
var errEnd = errors.New("workload: the server ends")

// accept accepts a connection, whose calls wait for d. None, without an error, is one that was not there to accept, or is
// gone already. The only error is errEnd.
func (s *service) accept(t *sched.Thread, d time.Duration) (*conversation, error) {
	c, _, err := s.listener.Accept(t)
	switch {
	case errors.Is(err, socket.ErrWouldBlock), errors.Is(err, socket.ErrConnectionAborted), gone(err):
		return nil, nil
	}
	must(t, err)
	if s.closing.Get(t) == 1 {
		c.Close(t)
		return nil, errEnd
	}
	if d != sched.Forever {
		c.SetTimeout(t, d)
	}
	return s.converse(t, c), nil
}

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
		c.account(t)
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

// account enters a request into the books, and serves it if it has not been served: what the server does for it counts,
// not how often it answers. The server has waited up to when the request was sent; what came after is the copying, with
// all that delays it.
func (c *conversation) account(t *sched.Thread) {
	r, now := requestOf(c.text), t.Now()
	c.guarded(t, func() {
		c.received++
		c.waited += max(0, r.sent-c.since)
		c.copied += now - max(c.since, r.sent)
		switch id := [2]int64{r.client, r.number}; {
		case !c.served[id]:
			c.served[id] = true
			c.once++
		case c.knows:
			return
		default:
			c.again++
		}
		xor(t, c.work)
	})
}

// guarded calls f while no other thread of the server is at the books.
func (s *service) guarded(t *sched.Thread, f func()) {
	if s.guard == nil {
		f()
		return
	}
	s.guard.With(t, f)
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

// must fails the run on an error.
func must(t *sched.Thread, err error) {
	if err != nil {
		t.Fail("%v", err)
	}
}

// mean returns the mean for all requests that came, in seconds.
func (s *service) mean(all time.Duration) float64 {
	if s.received == 0 {
		return 0
	}
	return all.Seconds() / float64(s.received)
}
