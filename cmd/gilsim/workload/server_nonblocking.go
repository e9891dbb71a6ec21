// This file defines the model of the server that asks its sockets again and again.

package workload

import (
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// serveNonblocking asks each socket whether there is something, and sleeps for pause when it has asked all of them; with 0 it
// asks on, and burns a core.
func (s *service) serveNonblocking(t *sched.Thread, pause time.Duration) {
	s.listener.SetTimeout(t, 0)
	var open []*conversation
	for {
		c, err := s.accept(t, 0)
		if err != nil {
			hangUpAll(t, open)
			return
		}
		if c != nil {
			open = append(open, c)
		}
		open = slices.DeleteFunc(open, func(c *conversation) bool { return c.over(t, c.turn(t)) })
		if pause > 0 {
			t.Sleep(pause)
		}
	}
}

// hangUpAll closes the connections whose clients the server has not seen go.
func hangUpAll(t *sched.Thread, open []*conversation) {
	for _, c := range open {
		c.close(t)
	}
}
