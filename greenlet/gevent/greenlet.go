// This file defines the greenlet of gevent: a greenlet that the hub starts, that others can wait for, and whose result is kept.

package gevent

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// A Func is what a greenlet runs. Its result, or its exception, is kept for those who wait for the greenlet.
type Func func(t *sched.Thread) (any, error)

// A Greenlet is gevent.Greenlet. It belongs to the thread in which it was made, for whose code its methods are.
type Greenlet struct {
	waiter waiter
	run    Func
	name   string
	ident  int

	start  start
	starts timer // of SpawnLater
	ended  bool  // value and err are known
	value  any
	err    error

	links    chain
	notifies bool // a notification is on its way, or runs
}

// A start is how far the start of a greenlet has come.
type start uint8

const (
	unstarted start = iota
	scheduled       // it stands in the hub's line, or its timer is set
	completed       // it runs, or has run
	aborted         // it was killed before
)

// New returns a greenlet of this name that will run f once it is started: gevent.Greenlet(f). With an empty name it is called
// Greenlet-0, Greenlet-1 and so on: the lowest number that no other greenlet of the hub has.
func New(t *sched.Thread, name string, f Func) *Greenlet {
	if f == nil {
		t.Fail("TypeError: The run argument or self._run must be callable")
	}
	h := GetHub(t)
	g := &Greenlet{run: f, name: name, ident: -1}
	if name == "" {
		g.ident = h.idents.take()
		g.name = fmt.Sprint("Greenlet-", g.ident)
	}
	g.waiter = waiter{hub: h, owner: g, raw: greenlet.NewChild(g.name, g.body, h.raw)}
	g.waiter.link.waiter = &g.waiter
	g.waiter.raw.Owner = &g.waiter
	return g
}

// Spawn returns a greenlet that will run f, behind all that is ready by now: gevent.spawn. Nothing of it runs before the current
// greenlet waits.
func Spawn(t *sched.Thread, name string, f Func) *Greenlet {
	g := New(t, name, f)
	g.Start(t)
	return g
}

// SpawnLater is Spawn for a greenlet that starts when d has passed: gevent.spawn_later.
func SpawnLater(t *sched.Thread, d time.Duration, name string, f Func) *Greenlet {
	g := New(t, name, f)
	g.StartLater(t, d)
	return g
}

// SpawnRaw has f run in a greenlet that has no more than that: gevent.spawn_raw. Its result is lost, its exception reported.
func SpawnRaw(t *sched.Thread, name string, f Func) *greenlet.Greenlet {
	h := GetHub(t)
	raw := greenlet.NewChild(name, func(t *sched.Thread, _ greenlet.Args) (any, error) { return f(t) }, h.raw)
	w := newWaiter(raw, h)
	w.waits = true // for its start
	h.line.Push(ready{w, w.turn})
	return raw
}

// Current returns the current greenlet, nil if that is none of gevent's, as a main greenlet is.
func Current(t *sched.Thread) *Greenlet {
	if w, ok := greenlet.Current(t).Owner.(*waiter); ok {
		return w.owner
	}
	return nil
}

// Start has the hub start the greenlet, if nobody has done so before.
func (g *Greenlet) Start(t *sched.Thread) {
	enter(t)
	g.waiter.hub.mustOwn(t)
	if g.start == unstarted {
		g.start = scheduled
		g.waiter.hub.line.Push(ready{(*starting)(g), 0})
	}
}

// StartLater is Start after d.
func (g *Greenlet) StartLater(t *sched.Thread, d time.Duration) {
	enter(t)
	h := g.waiter.hub
	h.mustOwn(t)
	if g.start == unstarted {
		g.start = scheduled
		h.timers.set(&g.starts, h.until(t, d), (*starting)(g))
	}
}

// starting is the start of a greenlet as a callback.
type starting Greenlet

// call starts the greenlet, unless it has been killed meanwhile.
func (s *starting) call(t *sched.Thread, _ uint64) {
	g := (*Greenlet)(s)
	if g.start != scheduled {
		return
	}
	if _, err := g.waiter.raw.Switch(t); err != nil {
		g.waiter.hub.report(t, g, err)
	}
}

// body is what the raw greenlet runs: Greenlet.run of gevent 22.10.2.
func (g *Greenlet) body(t *sched.Thread, _ greenlet.Args) (any, error) {
	g.start = completed
	run := g.run
	g.run = nil
	var value any
	var err error
	if raised := greenlet.Catch(t, func() { value, err = run(t) }); raised != nil {
		err = raised
	}
	g.finish(t, value, err)
	return nil, nil
}

// finish notes the result, and has those told who are linked. An exception is reported.
func (g *Greenlet) finish(t *sched.Thread, value any, err error) {
	h := g.waiter.hub
	g.ended, g.value, g.err = true, value, err
	if isExit(err) {
		g.value, g.err = err, nil
	}
	if g.ident >= 0 {
		h.idents.free(g.ident)
	}
	g.schedule()
	if g.err != nil {
		h.report(t, g, g.err)
	}
}

// Name returns the greenlet's name.
func (g *Greenlet) Name() string { return g.name }

// String describes the greenlet as gevent does, without its address and its arguments.
func (g *Greenlet) String() string { return fmt.Sprintf("<Greenlet %q>", g.name) }

// Raw returns the greenlet of package greenlet that this one is.
func (g *Greenlet) Raw() *greenlet.Greenlet { return g.waiter.raw }

// Started reports whether the greenlet was started and is not over: bool(g).
func (g *Greenlet) Started() bool { return g.start != unstarted && !g.ended }

// Dead reports whether the greenlet is over and runs no more.
func (g *Greenlet) Dead() bool { return g.start == aborted || g.waiter.raw.Dead() }

// Ready reports whether the greenlet's result is known.
func (g *Greenlet) Ready() bool { return g.ended || g.Dead() }

// Successful reports whether the greenlet is over without an exception. One that was killed is, by a GreenletExit.
func (g *Greenlet) Successful() bool { return g.ended && g.err == nil }

// Value returns what the greenlet's function has returned, or the GreenletExit that has ended it; nil before.
func (g *Greenlet) Value() any { return g.value }

// Exception returns the exception that has ended the greenlet, or nil.
func (g *Greenlet) Exception() error { return g.err }
