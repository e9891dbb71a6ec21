// This file defines the greenlet of gevent: one that the hub starts, that others wait for, and whose result is kept.

package gevent

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
)

// A Func is what a greenlet runs. Its result, or its exception, is kept for the greenlets that wait for it.
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

// A start is how far the start of a greenlet has come: _start_event of gevent's Greenlet.
type start uint8

const (
	unstarted start = iota
	scheduled       // it stands in the hub's queue of callbacks, or its timer is set
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
	h.callbacks.Push(ready{w, w.turn})
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
	t.Charge(sched.CallHubSpawn)
	enter(t)
	g.waiter.hub.mustOwn(t)
	if g.start == unstarted {
		g.start = scheduled
		g.waiter.hub.callbacks.Push(ready{(*starting)(g), 0})
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

// call does nothing if the greenlet has been killed meanwhile.
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

// finish notes the result, and has the links called. An exception is reported.
func (g *Greenlet) finish(t *sched.Thread, value any, err error) {
	h := g.waiter.hub
	g.ended, g.value, g.err = true, value, err
	if isExit(err) {
		g.value, g.err = err, nil
	}
	if g.ident >= 0 {
		h.idents.free.Push(g.ident)
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
			return nil, NewTimeout(d)
		}
	}
	return g.result()
}

// GetNowait is Get that does not wait: the error is a *Timeout if the greenlet is not over.
func (g *Greenlet) GetNowait(t *sched.Thread) (any, error) {
	enter(t)
	if !g.Ready() {
		return nil, NewTimeout(sched.Forever)
	}
	return g.result()
}

func (g *Greenlet) result() (any, error) {
	if g.err != nil {
		return nil, g.err
	}
	return g.value, nil
}

func (g *Greenlet) await(t *sched.Thread, d time.Duration) (late bool, thrown error) {
	w := g.waiter.hub.mustOwn(t)
	g.links.add(&w.link)
	late, thrown = w.waitFor(t, d)
	g.links.remove(&w.link)
	return late, thrown
}

// RawLink has f called in the hub when the greenlet is over, after the greenlets that wait for it and the links made before:
// Greenlet.rawlink. What f calls must not wait.
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
		g.waiter.hub.callbacks.Push(ready{(*ending)(g), 0})
	}
}

// ending is a greenlet as the callback that notifies of its end.
type ending Greenlet

// call calls the links, those that come meanwhile, too: Greenlet._notify_links of gevent 22.10.2.
func (e *ending) call(t *sched.Thread, _ uint64) {
	g := (*Greenlet)(e)
	for l := g.links.pop(); l != nil; l = g.links.pop() {
		l.call(t, g.waiter.hub, g)
	}
	g.notifies = false
}

// idents hands out numbers: always the lowest that nobody has, as gevent's minimal_ident is (_ident.py).
type idents struct {
	next int // no higher one was handed out so far
	free container.Heap[int]
}

func (i *idents) take() int {
	if i.free.Len() > 0 {
		return i.free.Pop()
	}
	i.next++
	return i.next - 1
}
