// This file defines epoll on the virtual loopback: fs/eventpoll.c of Linux, in short.

package socket

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A virtualEpoll keeps its sockets, and a list of those to which something has happened.
type virtualEpoll struct {
	*Config
	devices sched.Devices
	at      *places // what a search is told of it: its list are the arrivals
	object  int32
	sockets map[virtualEndpoint]*interest // looked up only
	list    []*interest                   // those that may be ready, in order
	queue   sched.Queue                   // those who wait
	woken   bool
	closed  bool
}

// An interest is a socket in an epoll.
type interest struct {
	epoll  *virtualEpoll
	socket Pollable
	at     virtualEndpoint
	asked  Events
	listed bool // it is in the list
	rests  bool // it was told and is a one-shot
	gone   bool // it is in the epoll no longer
}

// newVirtualEpoll returns one without sockets. The configuration is complete.
func newVirtualEpoll(t *sched.Thread, c *Config, object int32) *virtualEpoll {
	at := placesOf(searchOf(t.Process().Run, t.Engine()), object, false)
	return &virtualEpoll{Config: c, devices: t.Engine().(sched.Devices), at: at, object: object, sockets: map[virtualEndpoint]*interest{}}
}

func (p *virtualEpoll) changing(c change) systemCall {
	return &virtualControl{change: c, epoll: p}
}

// A virtualControl is one call of epoll_ctl.
type virtualControl struct {
	change
	epoll *virtualEpoll
	free  sched.Allowing // the lock is free meanwhile
	err   error
}

func (c *virtualControl) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		c.epoll.devices.Spend(t, c.epoll.costs.Call)
	}
	if r, done = c.free.Step(t, w); done {
		c.err = c.make(t)
	}
	return r, done
}

func (c *virtualControl) failure() error { return c.err }

// make makes the change.
func (c *virtualControl) make(t *sched.Thread) error {
	p := c.epoll
	p.at.write(arrivals)
	at := c.socket.endpoint().(virtualEndpoint)
	at.looked(c.events)
	if p.closed || at.isClosed() {
		return ErrClosed
	}
	i := p.sockets[at]
	switch {
	case c.what == registers && i != nil:
		return ErrExists
	case c.what == registers:
		i = &interest{epoll: p, socket: c.socket, at: at, asked: c.events}
		p.sockets[at] = i
		at.watch(i)
		i.happened(t, at.ready())
	case i == nil:
		return ErrNotFound
	case c.what == modifies:
		i.asked, i.rests = c.events, false
		i.happened(t, at.ready())
	default:
		i.gone = true
		at.unwatch(i)
		delete(p.sockets, at)
	}
	return nil
}

// happened puts the socket into the list, if what has happened was asked for. One that is closed leaves.
func (i *interest) happened(by *sched.Thread, e Events) bool {
	p := i.epoll
	p.at.write(arrivals)
	switch {
	case i.at.isClosed():
		i.gone = true
		delete(p.sockets, i.at)
		return false
	case i.rests || i.listed || e&(i.asked|always) == 0:
		return true
	}
	i.listed = true
	p.list = append(p.list, i)
	p.queue.Wake(by, sched.FIFO)
	return true
}

// take returns the sockets in the list that are ready, most of them at the most. Those that are level-triggered go to its
// end: whether they are still ready is found out the next time.
func (p *virtualEpoll) take(t *sched.Thread, most int) (ready []Ready) {
	p.at.write(arrivals)
	for n := len(p.list); n > 0 && len(ready) < most; n-- {
		i := p.list[0]
		p.list[0] = nil
		p.list = p.list[1:]
		i.listed = false
		p.devices.Spend(t, p.costs.Look)
		i.at.looked(i.asked)
		e := i.at.ready() & (i.asked | always)
		if i.gone || i.rests || e == 0 {
			continue
		}
		ready = append(ready, Ready{i.socket, e})
		i.rests = i.asked&OneShot != 0
		if i.asked&(OneShot|EdgeTriggered) == 0 {
			i.listed = true
			p.list = append(p.list, i)
		}
	}
	return ready
}

func (p *virtualEpoll) waiting(most int, d time.Duration) resultCall[[]Ready] {
	return &virtualWait{epoll: p, most: most, within: d}
}

// wake lets a call of wait return.
func (p *virtualEpoll) wake(t *sched.Thread) error {
	if p.closed {
		return ErrClosed
	}
	p.at.write(arrivals)
	p.woken = true
	p.queue.Wake(t, sched.FIFO)
	return nil
}

// close wakes everybody.
func (p *virtualEpoll) close(t *sched.Thread) {
	p.at.write(arrivals)
	p.closed = true
	for p.queue.Wake(t, sched.FIFO) {
	}
}

// A virtualWait is one call of epoll_wait, and something to wait for.
type virtualWait struct {
	epoll  *virtualEpoll
	most   int
	within time.Duration // 0: it does not wait
	ready  []Ready
	closed bool
}

func (w *virtualWait) Step(t *sched.Thread, wake sched.Wake) (sched.Request, bool) {
	if wake == sched.Begin {
		w.epoll.devices.Spend(t, w.epoll.costs.Call)
	}
	return t.StepBlockFor(wake, w, w.within)
}

func (w *virtualWait) failure() error {
	if w.closed {
		return ErrClosed
	}
	return nil
}

func (w *virtualWait) result() []Ready { return w.ready }

// Try takes what is ready. If there is more, the next one who waits is woken.
func (w *virtualWait) Try(t *sched.Thread) bool {
	p := w.epoll
	t.Self().Woken()
	w.ready = p.take(t, w.most)
	w.closed = p.closed
	if len(w.ready) > 0 || p.woken || p.closed {
		p.woken = false
		p.queue.Remove(t.Self())
		if len(p.list) > 0 {
			p.queue.Wake(t, sched.FIFO)
		}
		return t.Tried(p.object, true)
	}
	if w.within == 0 {
		t.Refused(p.object)
		return true
	}
	p.queue.Push(t.Self())
	return t.Tried(p.object, false)
}

func (w *virtualWait) Object() int32 { return w.epoll.object }

// Holder returns nil: nobody in particular sends.
func (w *virtualWait) Holder() *sched.Thread { return nil }
