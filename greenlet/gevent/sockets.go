// This file defines how a hub waits for sockets: it has one poller for all of them, in which it also hears of other threads.

package gevent

import (
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// Sockets are those for which greenlets have waited. The poller is edge-triggered: a greenlet waits only after an attempt that
// would have blocked, so that whatever happens after that is told, and a socket needs to be added once.
type sockets struct {
	poller  *socket.Epoll                // nil before the first greenlet waits
	known   map[socket.Pollable]*awaited // looked up only
	waiting int                          // how many greenlets wait
}

// An awaited socket is one for which a greenlet can wait: one for what comes, and one for room for what goes.
type awaited struct {
	reader, writer slot
}

// A slot is where a greenlet stands that waits.
type slot struct {
	*waiter
	cancelled bool // its wait is over
}

// slot returns where the greenlet stands that waits for the events.
func (a *awaited) slot(e socket.Events) *slot {
	if e&socket.In != 0 {
		return &a.reader
	}
	return &a.writer
}

// AwaitSocket parks the current greenlet until the socket is ready for one of the events, for d at most. It reports false if the
// time was over first. As in gevent two greenlets cannot wait for the same of one socket: ErrConcurrentUse; and who waits for a
// direction that is shut down meanwhile gets socket.ErrClosed.
func (p *patch) AwaitSocket(t *sched.Thread, s socket.Pollable, e socket.Events, d time.Duration) (ready bool, err error) {
	w, h := self(t), (*Hub)(p)
	raise(w.owed())
	a, err := h.sockets.find(t, s)
	if err != nil {
		return false, err
	}
	place := a.slot(e)
	if place.waiter != nil {
		return false, ErrConcurrentUse
	}
	*place = slot{waiter: w}
	h.sockets.waiting++
	late, thrown := w.waitFor(t, d)
	h.sockets.waiting--
	cancelled := place.cancelled
	*place = slot{}
	raise(thrown)
	if cancelled {
		return false, socket.ErrClosed
	}
	return !late, nil
}

// find returns the socket, which is added to the poller when it is first waited for.
func (l *sockets) find(t *sched.Thread, s socket.Pollable) (a *awaited, err error) {
	if a = l.known[s]; a != nil {
		return a, nil
	}
	t.WithoutHub(func() {
		if l.poller == nil {
			l.poller, err = socket.NewEpoll(t, "poller of "+t.Name())
		}
		if err == nil {
			err = l.poller.Register(t, s, socket.In|socket.Out|socket.EdgeTriggered)
		}
	})
	if err != nil {
		return nil, err
	}
	if l.known == nil {
		l.known = map[socket.Pollable]*awaited{}
	}
	a = &awaited{}
	l.known[s] = a
	return a, nil
}

// CloseSocket wakes the greenlets that wait for a socket which has been closed: their next attempt fails.
func (p *patch) CloseSocket(_ *sched.Thread, s socket.Pollable) {
	if a := p.sockets.known[s]; a != nil {
		delete(p.sockets.known, s)
		(*Hub)(p).readied(a, socket.In|socket.Out)
	}
}

// CancelSocket ends the waits for a direction that is shut down: Hub.cancel_wait.
func (p *patch) CancelSocket(_ *sched.Thread, s socket.Pollable, e socket.Events) {
	a := p.sockets.known[s]
	if a == nil {
		return
	}
	for _, direction := range []socket.Events{socket.In, socket.Out} {
		if place := a.slot(direction); e&direction != 0 && place.waiter != nil {
			place.cancelled = true
			(*Hub)(p).readied(a, direction)
		}
	}
}

// readied wakes the greenlets that wait for what a socket is ready for. One that has failed is ready for everything.
func (h *Hub) readied(a *awaited, e socket.Events) {
	if e&(socket.In|socket.Err|socket.Hup) != 0 && a.reader.waiter != nil {
		h.callbacks.Push(ready{a.reader.waiter, a.reader.turn})
	}
	if e&(socket.Out|socket.Err|socket.Hup) != 0 && a.writer.waiter != nil {
		h.callbacks.Push(ready{a.writer.waiter, a.writer.turn})
	}
}

// atOnce is how many events one wait of the poller returns at most: libev's epoll backend starts with as many (ev_epoll.c).
const atOnce = 64

// poll waits until a socket is ready or another thread wakes a greenlet, for d at most, and wakes the greenlets that waited for it: the
// socket that was told last first, as libev does.
func (h *Hub) poll(t *sched.Thread, d time.Duration) {
	if !h.inbox.listen(t, h.sockets.poller) {
		d = 0
	}
	var list []socket.Ready
	var err error
	t.WithoutHub(func() { list, err = h.sockets.poller.Wait(t, atOnce, d) })
	h.inbox.ignore(t)
	if err != nil {
		h.main.throw(t, err)
		return
	}
	for _, r := range slices.Backward(list) {
		if a := h.sockets.known[r.Socket]; a != nil {
			h.readied(a, r.Events)
		}
	}
}
