// This file defines the greenlet and its making.

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

	co     *sched.Coroutine
	space  *space // of its thread, once it has started
	parent atomic.Pointer[Greenlet]
	state  atomic.Uint32
	actor  int32 // its number in the trace; 0: it has none yet
	run    Func
	name   string
	class  string // of its actor

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
		name = "main of " + g.space.thread.Name()
	}
	return fmt.Sprintf("<greenlet %q%s>", name, g.describe())
}

// number returns the greenlet's number in the trace, which it gets when it is needed.
func (g *Greenlet) number(s *space) int32 {
	if g.actor == 0 && !g.isMain() {
		if g.name == "" {
			g.name = s.name()
		}
		g.actor = s.thread.Process().Actor(g.class, g.name)
	}
	return g.actor
}
