// This file defines select and poll on the virtual loopback.

package socket

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A virtualPoll is one call of select or poll, and something to wait for.
type virtualPoll struct {
	*Config
	devices sched.Devices
	object  int32
	entries []entry
	within  time.Duration // 0: it does not wait
	queue   sched.Queue   // the thread that calls
	watches bool
}

func (p *virtualPoll) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		p.devices.Spend(t, p.costs.Call)
	}
	if r, done = t.StepBlockFor(w, p, p.within); done {
		p.unwatch()
	}
	return r, done
}

func (p *virtualPoll) failure() error { return nil }

// Try looks at all sockets.
func (p *virtualPoll) Try(t *sched.Thread) bool {
	t.Self().Woken()
	p.devices.Spend(t, time.Duration(len(p.entries))*p.costs.Look)
	switch {
	case p.look():
		p.queue.Remove(t.Self())
		return t.Tried(p.object, true)
	case p.within == 0:
		t.Refused(p.object)
		return true
	}
	p.watch()
	p.queue.Push(t.Self())
	return t.Tried(p.object, false)
}

// look finds out for what the sockets are ready, and reports whether there is one.
func (p *virtualPoll) look() (any bool) {
	for i := range p.entries {
		e := &p.entries[i]
		at := e.socket.endpoint().(virtualEndpoint)
		at.looked(e.asked)
		e.found = at.ready() & (e.asked | always)
		any = any || e.found != 0
	}
	return any
}

// watch begins to watch the sockets.
func (p *virtualPoll) watch() {
	if p.watches {
		return
	}
	p.watches = true
	for i := range p.entries {
		p.entries[i].socket.endpoint().(virtualEndpoint).watch(p)
	}
}

// unwatch stops watching.
func (p *virtualPoll) unwatch() {
	if !p.watches {
		return
	}
	for i := range p.entries {
		p.entries[i].socket.endpoint().(virtualEndpoint).unwatch(p)
	}
}

// happened wakes the thread, which looks at all sockets again.
func (p *virtualPoll) happened(by *sched.Thread, _ Events) bool {
	p.queue.Wake(by, sched.FIFO)
	return true
}

func (p *virtualPoll) Object() int32 { return p.object }

// Holder returns nil: nobody in particular sends.
func (p *virtualPoll) Holder() *sched.Thread { return nil }
