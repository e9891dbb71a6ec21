// This file defines how to wait for a greenlet, and who else is told of its end.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// Join waits until the greenlet is over: Greenlet.join.
func (g *Greenlet) Join(t *sched.Thread) { g.JoinTimeout(t, sched.Forever) }

// JoinTimeout is Join for at most d, and reports whether the greenlet is over.
func (g *Greenlet) JoinTimeout(t *sched.Thread, d time.Duration) bool {
	enter(t)
	if !g.Ready() {
		_, thrown := g.await(t, d)
		raise(thrown)
	}
	return g.Ready()
}

// Get waits until the greenlet is over, and returns its value or its exception: Greenlet.get.
func (g *Greenlet) Get(t *sched.Thread) (any, error) { return g.GetTimeout(t, sched.Forever) }

// GetTimeout is Get for at most d. When that has passed the error is a *Timeout.
func (g *Greenlet) GetTimeout(t *sched.Thread, d time.Duration) (any, error) {
	enter(t)
	if !g.Ready() {
		late, thrown := g.await(t, d)
		raise(thrown)
		if late {
			return nil, newTimeout(d)
		}
	}
	return g.result()
}

// GetNowait is Get that does not wait: the error is a *Timeout if the greenlet is not over.
func (g *Greenlet) GetNowait(t *sched.Thread) (any, error) {
	enter(t)
	if !g.Ready() {
		return nil, newTimeout(sched.Forever)
	}
	return g.result()
}

// result returns what the greenlet has ended with.
func (g *Greenlet) result() (any, error) {
	if g.err != nil {
		return nil, g.err
	}
	return g.value, nil
}

// await waits until the greenlet is over, for at most d.
func (g *Greenlet) await(t *sched.Thread, d time.Duration) (late bool, thrown error) {
	w := g.waiter.hub.mustOwn(t)
	g.links.add(&w.link)
	late, thrown = w.waitFor(t, d)
	g.links.remove(&w.link)
	return late, thrown
}

// RawLink has f called in the hub when the greenlet is over, after those who wait or were linked before: Greenlet.rawlink. What f
// calls must not wait.
func (g *Greenlet) RawLink(t *sched.Thread, f func(t *sched.Thread)) *Link {
	enter(t)
	g.waiter.hub.mustOwn(t)
	l := &Link{link{f: f}}
	g.links.add(&l.link)
	if g.Ready() {
		g.schedule()
	}
	return l
}

// Link is RawLink with f in a raw greenlet of its own, so that it may wait: Greenlet.link.
func (g *Greenlet) Link(t *sched.Thread, f func(t *sched.Thread)) *Link {
	return g.RawLink(t, g.waiter.hub.spawned(f))
}

// LinkValue is Link for a greenlet that ends without an exception; otherwise f is not called.
func (g *Greenlet) LinkValue(t *sched.Thread, f func(t *sched.Thread)) *Link {
	return g.linkIf(t, true, f)
}

// LinkException is Link for a greenlet that ends with an exception; otherwise f is not called.
func (g *Greenlet) LinkException(t *sched.Thread, f func(t *sched.Thread)) *Link {
	return g.linkIf(t, false, f)
}

// linkIf links f for one of both ends.
func (g *Greenlet) linkIf(t *sched.Thread, successful bool, f func(t *sched.Thread)) *Link {
	spawned := g.waiter.hub.spawned(f)
	return g.RawLink(t, func(t *sched.Thread) {
		if g.Successful() == successful {
			spawned(t)
		}
	})
}

// Unlink takes a link away, so that its function is not called.
func (g *Greenlet) Unlink(l *Link) { g.links.remove(&l.link) }

// schedule has the links called, in a turn of the hub, unless that is on its way.
func (g *Greenlet) schedule() {
	if !g.links.empty() && !g.notifies {
		g.notifies = true
		g.waiter.hub.line.Push(ready{(*ending)(g), 0})
	}
}

// ending is the notification of a greenlet's end as a callback.
type ending Greenlet

// call calls the links, those that come meanwhile, too: Greenlet._notify_links of gevent.
func (e *ending) call(t *sched.Thread, _ uint64) {
	g := (*Greenlet)(e)
	for l := g.links.pop(); l != nil; l = g.links.pop() {
		l.call(t, g.waiter.hub, g)
	}
	g.notifies = false
}
