// This file defines links: who is told when something has happened, in the order in which they came.

package gevent

import (
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// A Link is a function that is called when a greenlet is over, or when an event, a result or a semaphore is ready. It is what
// Unlink needs to take it away again.
type Link struct{ link }

// A link is one entry of a chain: a greenlet that waits, or a function.
type link struct {
	prev, next *link
	in         *chain // nil: it stands nowhere
	waiter     *waiter
	f          func(t *sched.Thread)
}

// call does what the link is there for. It is called by the hub.
func (l *link) call(t *sched.Thread, h *Hub, of any) {
	if l.waiter != nil {
		l.waiter.wake(t)
		return
	}
	h.guard(t, of, l.f)
}

// A chain is links in order. The zero value is empty.
type chain struct {
	first, last *link
}

// add puts a link at the end.
func (c *chain) add(l *link) {
	l.in, l.prev, l.next = c, c.last, nil
	if c.last == nil {
		c.first = l
	} else {
		c.last.next = l
	}
	c.last = l
}

// remove takes a link out, and reports whether it was there.
func (c *chain) remove(l *link) bool {
	if l.in != c {
		return false
	}
	if l.prev == nil {
		c.first = l.next
	} else {
		l.prev.next = l.next
	}
	if l.next == nil {
		c.last = l.prev
	} else {
		l.next.prev = l.prev
	}
	l.in, l.prev, l.next = nil, nil, nil
	return true
}

// pop takes out the first link, nil if there is none.
func (c *chain) pop() *link {
	l := c.first
	if l != nil {
		c.remove(l)
	}
	return l
}

// spawned returns a function that has f called in a raw greenlet of its own, at once: SpawnedLink of gevent.
func (h *Hub) spawned(f func(t *sched.Thread)) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		g := greenlet.NewChild("link", func(t *sched.Thread, _ greenlet.Args) (any, error) {
			f(t)
			return nil, nil
		}, h.raw)
		_, err := g.Switch(t)
		raise(err)
	}
}
