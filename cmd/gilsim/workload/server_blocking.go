// This file defines the models of the server whose threads block: one thread, one for each client, a pool of them.

package workload

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

// serveBlocking serves one client until it is gone, and then the next one.
func (s *service) serveBlocking(t *sched.Thread) {
	s.acceptAll(t, func(c *conversation) { c.run(t) })
}

// serveThreads starts a thread for each client.
func (s *service) serveThreads(t *sched.Thread) {
	s.guard = threading.NewLock(t, "books")
	var threads []*sched.Thread
	s.acceptAll(t, func(c *conversation) {
		threads = append(threads, t.Spawn(ordinal("handler", len(threads)), c.run))
	})
	join(t, threads)
}

// servePool hands each client to a pool of so many threads.
func (s *service) servePool(t *sched.Thread, workers int) {
	s.guard = threading.NewLock(t, "books")
	pool := futures.NewThreadPool(t, workers, "handler")
	s.acceptAll(t, func(c *conversation) {
		futures.Submit(t, pool, func(t *sched.Thread) (any, error) {
			c.run(t)
			return nil, nil
		})
	})
	pool.Shutdown(t, true)
}

// acceptAll hands each connection on, until the server ends.
func (s *service) acceptAll(t *sched.Thread, handle func(c *conversation)) {
	for {
		c, err := s.accept(t, sched.Forever)
		if err != nil {
			return
		}
		if c != nil {
			handle(c)
		}
	}
}

// run serves a client until it is gone.
func (c *conversation) run(t *sched.Thread) {
	for !c.over(t, c.turn(t)) {
	}
}
