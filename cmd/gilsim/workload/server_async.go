// This file defines the model of the server that has the system make its calls, and is told when they are complete.

package workload

import (
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// The tag of a call on a connection is its number twice, and 1 more if the call sends.
const tagAccept int64 = -1

// An asyncServer is a server with a ring.
type asyncServer struct {
	*service
	ring *socket.Ring
	all  []*conversation // by number; nil: it is over
}

// serveAsync submits calls and handles what came of them, until the server ends.
func (s *service) serveAsync(t *sched.Thread) {
	ring, err := s.config.NewRing(t, "ring")
	must(t, err)
	defer ring.Close(t)
	a := &asyncServer{service: s, ring: ring}
	must(t, ring.Accept(t, s.listener, tagAccept))
	for goesOn := true; goesOn; {
		completions, err := ring.Wait(t, 1, sched.Forever)
		must(t, err)
		for i := range completions {
			goesOn = a.handle(t, &completions[i]) && goesOn
		}
	}
	hangUpAll(t, slices.DeleteFunc(a.all, func(c *conversation) bool { return c == nil }))
}

// handle handles a completion. It reports whether the server goes on.
func (a *asyncServer) handle(t *sched.Thread, done *socket.Completion) bool {
	switch {
	case done.Tag != tagAccept:
		a.proceed(t, done)
		return true
	case done.Err == nil && a.closing.Get(t) == 1:
		done.Accepted.Close(t)
		return false
	case done.Err == nil:
		a.all = append(a.all, a.converse(t, done.Accepted))
		a.submit(t, len(a.all)-1)
	case !gone(done.Err):
		t.Fail("%v", done.Err)
	}
	must(t, a.ring.Accept(t, a.listener, tagAccept))
	return true
}

// proceed goes on in a conversation whose call is complete.
func (a *asyncServer) proceed(t *sched.Thread, done *socket.Completion) {
	number := int(done.Tag / 2)
	c, err := a.all[number], done.Err
	switch {
	case err != nil:
	case done.Tag%2 == 0:
		err = c.receive(t, done.N)
	default:
		c.sent(t, done.N)
	}
	if c.over(t, err) {
		a.all[number] = nil
		return
	}
	a.submit(t, number)
}

// submit submits the next call of a conversation.
func (a *asyncServer) submit(t *sched.Thread, number int) {
	c, tag := a.all[number], 2*int64(number)
	if len(c.reply) > 0 {
		must(t, a.ring.Send(t, c.socket, c.reply, tag+1))
		return
	}
	must(t, a.ring.Recv(t, c.socket, c.text[c.got:], tag))
}
