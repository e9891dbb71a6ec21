// This file defines the model of the server whose thread has a hub: a greenlet for each client, in one thread.

package workload

import (
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
)

// serveHub starts a greenlet for each client. Each is written as if it blocked; the hub waits for all of their sockets in one
// poller.
func (s *service) serveHub(t *sched.Thread) {
	gevent.Patch(t)
	handlers := gevent.NewGroup(t)
	s.acceptAll(t, func(c *conversation) {
		handlers.Spawn(t, "", func(t *sched.Thread) (any, error) {
			c.run(t)
			return nil, nil
		})
	})
	handlers.Join(t)
}
