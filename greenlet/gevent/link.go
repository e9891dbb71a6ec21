// This file defines links: who is told when something has happened, in the order in which they came.

package gevent

import (
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
)

// A Link is a function that is called when a greenlet is over, or when an event, a result or a semaphore is ready. It is what
// Unlink needs to take it away again.
type Link struct{ link }

// A link is one entry of a chain: a greenlet that waits, or a function.
type link struct {
	place  container.Node[*link]
	waiter *waiter
	f      func(t *sched.Thread)
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
type chain struct{ list container.List[*link] }

// empty reports whether there are none.
func (c *chain) empty() bool { return c.list.Len() == 0 }

// add puts a link at the end.
func (c *chain) add(l *link) {
	l.place.Value = l
	c.list.Push(&l.place)
}

// remove takes a link out, and reports whether it was there.
func (c *chain) remove(l *link) bool { return c.list.Remove(&l.place) }

// last returns the last link, nil if there is none.
func (c *chain) last() *link {
	if last := c.list.Last(); last != nil {
		return last.Value
	}
	return nil
}

// pop takes out the first link, nil if there is none.
func (c *chain) pop() *link {
	if first := c.list.Pop(); first != nil {
		return first.Value
	}
	return nil
}

// clear takes out all links.
func (c *chain) clear() {
	for c.list.Pop() != nil {
	}
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
