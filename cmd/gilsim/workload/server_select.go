// This file defines the model of the server that waits for all its sockets in one call of select.

package workload

import (
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// serveSelect waits until a socket is ready, and serves those that are. A reply that the send buffer has no room for waits
// among the writers, as in the tutorials' last server.
func (s *service) serveSelect(t *sched.Thread) {
	s.listener.SetTimeout(t, 0)
	var open []*conversation
	for {
		ready, err := s.selectReady(t, open)
		must(t, err)
		var fresh *conversation
		if slices.Contains(ready, socket.Pollable(s.listener)) {
			if fresh, err = s.accept(t, 0); err != nil {
				hangUpAll(t, open)
				return
			}
		}
		open = slices.DeleteFunc(open, func(c *conversation) bool {
			return slices.Contains(ready, socket.Pollable(c.socket)) && c.over(t, c.turn(t))
		})
		if fresh != nil {
			open = append(open, fresh)
		}
	}
}

// selectReady waits for the sockets, and returns those that are ready for what they wait for.
func (s *service) selectReady(t *sched.Thread, open []*conversation) ([]socket.Pollable, error) {
	readers, writers := []socket.Pollable{s.listener}, []socket.Pollable(nil)
	for _, c := range open {
		if len(c.reply) == 0 {
			readers = append(readers, c.socket)
		} else {
			writers = append(writers, c.socket)
		}
	}
	readable, writable, err := s.config.Select(t, readers, writers, sched.Forever)
	return slices.Concat(readable, writable), err
}
