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
func newVirtualEpoll(c *Config, devices sched.Devices, object int32) *virtualEpoll {
	return &virtualEpoll{Config: c, devices: devices, object: object, sockets: map[virtualEndpoint]*interest{}}
}

// find makes a system call, and returns the interest in a socket, nil if there is none.
func (p *virtualEpoll) find(t *sched.Thread, s Pollable) (virtualEndpoint, *interest, error) {
	p.devices.Spend(t, p.SystemCall)
	t.AllowThreads(0, nil)
	at, ok := s.endpoint().(virtualEndpoint)
	switch {
	case !ok:
		return nil, nil, errOtherMachine(t, s)
	case p.closed || at.isClosed():
		return nil, nil, ErrClosed
	}
	return at, p.sockets[at], nil
}

// add adds a socket.
func (p *virtualEpoll) add(t *sched.Thread, s Pollable, e Events) error {
	at, i, err := p.find(t, s)
	switch {
	case err != nil:
		return err
	case i != nil:
		return ErrExists
	}
	i = &interest{epoll: p, socket: s, at: at, asked: e}
	p.sockets[at] = i
	at.watch(i)
	i.happened(t, at.ready())
	return nil
}

// modify changes what is asked of a socket.
func (p *virtualEpoll) modify(t *sched.Thread, s Pollable, e Events) error {
	at, i, err := p.find(t, s)
	switch {
	case err != nil:
		return err
	case i == nil:
		return ErrNotFound
	}
	i.asked, i.rests = e, false
	i.happened(t, at.ready())
	return nil
}

// remove takes a socket out.
func (p *virtualEpoll) remove(t *sched.Thread, s Pollable) error {
	at, i, err := p.find(t, s)
	switch {
	case err != nil:
		return err
	case i == nil:
		return ErrNotFound
	}
	i.gone = true
	at.unwatch(i)
	delete(p.sockets, at)
	return nil
}

// happened puts the socket into the list, if what has happened was asked for. One that is closed leaves.
func (i *interest) happened(by *sched.Thread, e Events) bool {
	p := i.epoll
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
	for n := len(p.list); n > 0 && len(ready) < most; n-- {
		i := p.list[0]
		p.list[0] = nil
		p.list = p.list[1:]
		i.listed = false
		p.devices.Spend(t, p.Lookup)
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

// wait makes the call.
func (p *virtualEpoll) wait(t *sched.Thread, most int, d time.Duration) ([]Ready, error) {
	w := &epollWait{epoll: p, most: most, waits: d != 0}
	p.devices.Spend(t, p.SystemCall)
	t.BlockFor(w, d)
	if w.closed {
		return nil, ErrClosed
	}
	return w.ready, nil
}

// wake lets a call of wait return.
func (p *virtualEpoll) wake(t *sched.Thread) error {
	if p.closed {
		return ErrClosed
	}
	p.woken = true
	p.queue.Wake(t, sched.FIFO)
	return nil
}

// close wakes everybody.
func (p *virtualEpoll) close(t *sched.Thread) {
	p.closed = true
	for p.queue.Wake(t, sched.FIFO) {
	}
}

// An epollWait is one call of epoll_wait, as something to wait for.
type epollWait struct {
	epoll  *virtualEpoll
	most   int
	waits  bool
	ready  []Ready
	closed bool
}

// Try takes what is ready. If there is more, the next one who waits is woken.
func (w *epollWait) Try(t *sched.Thread) bool {
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
	if !w.waits {
		t.Refused(p.object)
		return true
	}
	p.queue.Push(t.Self())
	return t.Tried(p.object, false)
}

// Object returns the poller's number in the trace.
func (w *epollWait) Object() int32 { return w.epoll.object }

// Holder returns nil: nobody in particular sends.
func (w *epollWait) Holder() *sched.Thread { return nil }
