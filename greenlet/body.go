// This file defines what a greenlet runs, from its start to its end.

package greenlet

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
)

// start makes the greenlet one of the thread. It runs when control is transferred to it.
func (g *Greenlet) start(s *space) {
	g.space = s
	g.stack.Init(s.thread, g.number(s), (*body)(g))
	g.stack.Owner = g
	g.state.Store(active)
}

// body is a greenlet as the body of its coroutine.
type body Greenlet

// Run runs the greenlet's function, and hands its result to its parent.
func (b *body) Run() (next *sched.Coroutine) {
	g := (*Greenlet)(b)
	run := g.run
	g.run = nil
	return g.end(g.call(run))
}

// call calls the function, unless an exception comes in its place.
func (g *Greenlet) call(run Func) (value any, err error) {
	defer func() {
		if !g.stack.Closing() {
			caught(g, recover(), &err)
		}
	}()
	a, err := g.space.begin()
	if err != nil {
		return nil, err
	}
	return run(g.space.thread, a)
}

// end ends the greenlet, and returns who goes on: the parent, or its nearest ancestor that is not dead. One that has no function
// to run gets nothing: its own parent gets the exception that comes of it.
func (g *Greenlet) end(value any, err error) (next *sched.Coroutine) {
	s := g.space
	switch {
	case err == nil:
		s.message.setOne(value)
	case isExit(err):
		s.message.setOne(err)
	default:
		s.message = message{err: err}
	}
	s.thread.Announce(s.message.step(), g.parent.Load().number(s), sched.Jump)
	g.state.Store(dead)
	for heir := g; heir != nil; heir = heir.heir() {
		target, err := heir.target(s)
		if err == nil {
			s.send(g, target, 1)
			return target.co
		}
		s.message = message{err: err}
	}
	panic(fmt.Errorf("%v has no parent in its thread that could go on: %w", g, s.message.err))
}

// heir returns the parent of the greenlet to which nothing could be delivered: of g itself, or its nearest ancestor that is not
// dead.
func (g *Greenlet) heir() *Greenlet {
	for g.state.Load() == dead {
		g = g.parent.Load()
	}
	return g.parent.Load()
}
