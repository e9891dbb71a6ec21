// This file defines the pool.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Pool is gevent.pool.Pool: a Group of a limited number of greenlets. Who adds one more waits until another one has left.
type Pool struct {
	Group
	size int
}

// NewPool returns a pool for so many greenlets, 0 or more.
func NewPool(t *sched.Thread, size int) *Pool {
	if size < 0 {
		t.Fail("ValueError: size must not be negative: %d", size)
	}
	p := &Pool{Group: *NewGroup(t), size: size}
	p.room = NewSemaphore(t, size)
	return p
}

// FreeCount returns how many greenlets more there is room for.
func (p *Pool) FreeCount() int { return max(0, p.size-p.Len()) }

// Full reports whether a greenlet more would have to wait for room.
func (p *Pool) Full() bool { return p.FreeCount() <= 0 }

// WaitAvailable waits until there is room, for at most d, and reports whether there is.
func (p *Pool) WaitAvailable(t *sched.Thread, d time.Duration) bool {
	return p.room.WaitTimeout(t, d) > 0
}
