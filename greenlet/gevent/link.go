// This file defines links, and what events, results and semaphores have in common: when one is ready its links are called.

package gevent

import (
	"time"

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

// call is called in the hub: it wakes the greenlet, or calls the function.
func (l *link) call(t *sched.Thread, h *Hub, of any) {
	if l.waiter != nil {
		l.waiter.wake(t)
		return
	}
	h.guard(t, of, l.f)
}

// A chain is links in order. The zero value is empty.
type chain struct{ list container.List[*link] }

func (c *chain) empty() bool { return c.list.Len() == 0 }

func (c *chain) add(l *link) {
	l.place.Value = l
	c.list.Push(&l.place)
}

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

// A linkable is AbstractLinkable of gevent 22.10.2. When it is ready one callback is queued, however many wait: the
// notification. It calls the links that there are when it runs, in order, and after them those of the greenlets that came to wait
// meanwhile although it was ready. What is linked while it runs is left to the next one.
type linkable struct {
	hub     *Hub
	of      readiness
	each    bool // ready is asked before each link: a semaphore may be taken meanwhile (AbstractLinkable._notify_links)
	links   chain
	arrived chain  // came to wait while a notification was on its way
	serial  uint64 // of the notification that is on its way, or runs; 0: there is none
	runs    bool   // it does run
}

// readiness is what a linkable belongs to: whether the greenlets that wait can go on.
type readiness interface{ ready() bool }

// check queues a notification, if there is somebody to be told and none is on its way.
func (l *linkable) check() {
	if !l.links.empty() && l.serial == 0 && l.of.ready() {
		l.hub.serial++
		l.serial = l.hub.serial
		l.hub.callbacks.Push(ready{l, l.serial})
	}
}

// call is the notification.
func (l *linkable) call(t *sched.Thread, serial uint64) {
	if l.serial != serial {
		return
	}
	l.runs = true
	l.notify(t, &l.links)
	l.notify(t, &l.arrived)
	for left := l.arrived.pop(); left != nil; left = l.arrived.pop() {
		l.links.add(left)
	}
	l.serial, l.runs = 0, false
	l.check()
}

// notify calls links, up to the one that is last now.
func (l *linkable) notify(t *sched.Thread, list *chain) {
	for last := list.last(); last != nil && !(l.each && !l.of.ready()); {
		next := list.pop()
		if next == nil {
			return
		}
		next.call(t, l.hub, l.of)
		if next == last {
			return
		}
	}
}

// await waits until it is ready, for at most d, whether it is ready or not.
func (l *linkable) await(t *sched.Thread, d time.Duration) (late bool, thrown error) {
	w := l.mustBelong(t)
	l.links.add(&w.link)
	l.check()
	late, thrown = w.waitFor(t, d)
	l.leave(&w.link)
	return late, thrown
}

// wait waits until it is ready, for at most d. Where a notification is on its way, or runs, a wait for what is ready ends with
// it, behind the greenlets that waited before.
func (l *linkable) wait(t *sched.Thread, d time.Duration) (late bool, thrown error) {
	w := l.mustBelong(t)
	switch {
	case !l.of.ready():
		return l.await(t, d)
	case l.serial != 0:
		l.arrived.add(&w.link)
		thrown = w.wait(t)
		l.leave(&w.link)
	}
	return false, thrown
}

// leave takes a link out. A notification that is on its way, with no link left, is withdrawn; the greenlets that came
// meanwhile are forgotten with it, as in gevent.
func (l *linkable) leave(x *link) {
	if l.links.remove(x) && l.links.empty() && l.serial != 0 && !l.runs {
		l.serial = 0
		l.arrived.clear()
	}
	l.arrived.remove(x)
}

// RawLink has f called in the hub when it is ready, at once if it is: rawlink. What f calls must not wait.
func (l *linkable) RawLink(t *sched.Thread, f func(t *sched.Thread)) *Link {
	enter(t)
	l.mustBelong(t)
	x := &Link{link{f: f}}
	l.links.add(&x.link)
	l.check()
	return x
}

// Unlink takes a link away, so that its function is not called.
func (l *linkable) Unlink(x *Link) { l.leave(&x.link) }

// A setting is what another thread has made ready: it happens in the hub, whose greenlets are told then.
type setting struct {
	of    *linkable
	apply func()
}

func (s *setting) come(*Hub) {
	s.apply()
	s.of.check()
}

// foreign reports whether t is not the thread of the hub. What it makes ready it gives to the hub's inbox, as gevent does with
// run_callback_threadsafe: if the hub has nothing to wait for, that is too late. A thread of another run, or process, is refused.
func (l *linkable) foreign(t *sched.Thread) bool {
	if t == l.hub.thread {
		return false
	}
	if t.Process() != l.hub.thread.Process() {
		l.mustBelong(t)
	}
	return true
}

func (l *linkable) mustBelong(t *sched.Thread) *waiter { return l.hub.mustOwn(t) }
