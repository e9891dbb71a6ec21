// This file defines the server's socket that listens, and its books: it serves each request once.

package workload

import (
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/sched/threading"
)

// A service is a server.
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
	waited, copied time.Duration     // of all that came: see conversation.serve
	traffic        traffic
}

// newService opens the socket that listens.
func newService(t *sched.Thread, in Input) *service {
	s := &service{config: faulty(in), size: int(in.Int("size")), work: in.Int("work"), served: map[[2]int64]bool{}}
	s.knows = in.Bool("once")
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

// enter enters a request that took so long to receive, and reports whether it is to be served.
func (s *service) enter(r request, waited, copied time.Duration) bool {
	s.received++
	s.waited += waited
	s.copied += copied
	switch id := [2]int64{r.client, r.number}; {
	case !s.served[id]:
		s.served[id] = true
		s.once++
		return true
	case s.knows:
		return false
	}
	s.again++
	return true
}

// guarded calls f while no other thread of the server is at the books.
func (s *service) guarded(t *sched.Thread, f func()) {
	if s.guard == nil {
		f()
		return
	}
	s.guard.With(t, f)
}

// mean returns the mean for all requests that came, in seconds.
func (s *service) mean(all time.Duration) float64 {
	if s.received == 0 {
		return 0
	}
	return all.Seconds() / float64(s.received)
}
