// This file defines the greenlet: its making, its parent, its states.

package greenlet

import (
	"fmt"
	"sync/atomic"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Func is what a greenlet runs: it gets the arguments of the first switch, and its result goes to the parent.
type Func func(t *sched.Thread, a Args) (any, error)

// A Greenlet is a coroutine inside one thread. Its methods are for the code of that thread, but for those that only look;
// t is the thread that calls.
type Greenlet struct {
	Owner any // for whoever builds on it: what gevent knows of it, say

	co          *sched.Coroutine
	threadState *threadState // of its thread, once it has started
	parent      atomic.Pointer[Greenlet]
	state       atomic.Uint32
	actor       int32 // its number in the trace; 0: it has none
	run         Func
	name        string
	class       string // of its actor

	stack sched.Coroutine // what co points to, but for a main greenlet
}

// New returns a greenlet of this name that will run f: greenlet(run). Its parent is the current greenlet. With an empty name it
// is called greenlet-1, greenlet-2 and so on when it starts. With a nil f it has no function yet. Making one takes no time.
func New(t *sched.Thread, name string, f Func) *Greenlet {
	return NewChild(name, f, Current(t))
}

// NewChild is New for a greenlet of another parent: greenlet(run, parent).
func NewChild(name string, f Func, parent *Greenlet) *Greenlet {
	g := &Greenlet{run: f, name: name, class: trace.ClassGreenlet}
	g.co = &g.stack
	g.parent.Store(parent)
	return g
}

// NewHub is NewChild for a greenlet that waits for the others of its thread: pictures show it apart.
func NewHub(name string, f Func, parent *Greenlet) *Greenlet {
	g := NewChild(name, f, parent)
	g.class = trace.ClassHub
	return g
}

// Name returns the greenlet's name, which is empty for one that has none and has not started, and for a main greenlet.
func (g *Greenlet) Name() string { return g.name }

// Coroutine returns what the thread switches to.
func (g *Greenlet) Coroutine() *sched.Coroutine { return g.co }

// Run returns the function that the greenlet will run. Once it has started there is none: ErrNoRun.
func (g *Greenlet) Run() (Func, error) {
	switch {
	case g.isMain():
		return nil, ErrMainRun
	case g.state.Load() != pending || g.run == nil:
		return nil, ErrNoRun
	}
	return g.run, nil
}

// SetRun gives the greenlet another function, before it has started.
func (g *Greenlet) SetRun(f Func) error {
	switch {
	case g.isMain():
		return ErrMainRun
	case g.state.Load() != pending:
		return ErrRunStarted
	}
	g.run = f
	return nil
}

// String describes the greenlet as its repr in Python does, with its name in place of the addresses.
func (g *Greenlet) String() string {
	name := g.name
	if g.isMain() {
		name = "main of " + g.threadState.thread.Name()
	}
	return fmt.Sprintf("<greenlet %q%s>", name, g.describe())
}

// number returns the greenlet's number in the trace. It gets one when somebody first switches to it, so that making a greenlet
// leaves no mark.
func (g *Greenlet) number(s *threadState) int32 {
	if g.actor == 0 && !g.isMain() {
		if g.name == "" {
			g.name = s.name()
		}
		g.actor = s.thread.Process().Actor(g.class, g.name)
	}
	return g.actor
}

// Parent returns the greenlet's parent, nil for a main greenlet. Any thread may ask.
func (g *Greenlet) Parent() *Greenlet { return g.parent.Load() }

// SetParent gives the greenlet another parent, at any time: what counts is who it is when the greenlet ends. It refuses a cycle,
// and for a greenlet that has started a parent of another thread; the old one stays then.
func (g *Greenlet) SetParent(p *Greenlet) error {
	switch {
	case g.isMain():
		return ErrMainParent
	case p == nil:
		return ErrNoParent
	case p.descends(g):
		return ErrCycle
	case g.state.Load() != pending && p.home() != g.home():
		return ErrParentThread
	}
	g.parent.Store(p)
	return nil
}

// descends reports whether g is other, or has it among its ancestors.
func (g *Greenlet) descends(other *Greenlet) bool {
	for ; g != nil; g = g.parent.Load() {
		if g == other {
			return true
		}
	}
	return false
}

// home returns whose greenlet this is: its thread's, or as long as it has not started that of its ancestors.
func (g *Greenlet) home() *threadState {
	for g.state.Load() == pending {
		g = g.parent.Load()
	}
	return g.threadState
}

// The states. A greenlet that is current is active, and so is one that is suspended.
const (
	pending uint32 = iota // it has not started
	active                // it has started and not ended
	dead                  // it is over
)

// Dead reports whether the greenlet is over. Any thread may ask. Those of a thread that has ended are.
func (g *Greenlet) Dead() bool {
	switch g.state.Load() {
	case pending:
		return false
	case dead:
		return true
	}
	return !g.threadState.thread.Alive()
}

// Active reports whether the greenlet has started and is not over: bool(g). Any thread may ask.
func (g *Greenlet) Active() bool { return g.state.Load() == active && !g.Dead() }

// Suspended reports whether the greenlet is active and not current: its gr_frame is not None. It is for the code of its
// thread.
func (g *Greenlet) Suspended() bool {
	return g.Active() && g.threadState.thread.Current() != g.co
}

// isMain reports whether the greenlet is the main one of its thread: such a one alone has no parent.
func (g *Greenlet) isMain() bool { return g.parent.Load() == nil }

// describe returns the greenlet's states, as green_repr of greenlet.cpp 2.0 words them.
func (g *Greenlet) describe() string {
	words := ""
	switch g.state.Load() {
	case pending:
		words = " pending"
	case dead:
		words = " dead"
	default:
		words = " current active started"
		if g.Suspended() {
			words = " suspended active started"
		}
	}
	if g.isMain() {
		words += " main"
	}
	return words
}
