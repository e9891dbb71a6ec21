// This file defines what a greenlet runs, from its start to its end, and how one that nobody needs is ended.

package greenlet

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
)

// start makes the greenlet one of the thread, for good. It runs when control is transferred to it.
func (g *Greenlet) start(s *threadState) {
	g.threadState = s
	g.stack.Init(s.thread, g.number(s), (*body)(g))
	g.stack.Owner = g
	g.state.Store(active)
}

// body is a greenlet as the body of its coroutine.
type body Greenlet

// Run runs the greenlet's function, and hands its result to its parent. The function is let go before: a started greenlet has no
// run (AttributeError), and what the function refers to may be garbage before the greenlet is.
func (b *body) Run() (next *sched.Coroutine) {
	g := (*Greenlet)(b)
	run := g.run
	g.run = nil
	return g.end(g.call(run))
}

// call calls the function, unless an exception was thrown in its place. When the coroutine is being closed, nothing is recovered:
// that panic unwinds the stack of a greenlet which its thread has abandoned.
func (g *Greenlet) call(run Func) (value any, err error) {
	defer func() {
		if !g.stack.Closing() {
			if raised := g.threadState.thread.Recovered(recover()); raised != nil {
				err = raised
			}
		}
	}()
	a, err := g.threadState.begin()
	if err != nil {
		return nil, err
	}
	return run(g.threadState.thread, a)
}

// end ends the greenlet, and returns who goes on: the parent, or its nearest ancestor that is not dead. An heir that has no
// function to run gets nothing: its own parent gets the exception that comes of it (inner_bootstrap of greenlet.cpp 2.0).
func (g *Greenlet) end(value any, err error) (next *sched.Coroutine) {
	s := g.threadState
	switch {
	case err == nil:
		s.message.setOne(value)
	case isExit(err):
		s.message.setOne(err)
	default:
		s.message = message{err: err}
	}
	s.thread.Announce(s.message.kind(), g.parent.Load().number(s), sched.Jump)
	g.state.Store(dead)
	for heir := g; heir != nil; heir = heir.parent.Load() { // a dead one stands for its parent
		target, err := heir.target(s)
		if err == nil {
			s.send(g, target, 1)
			return target.co
		}
		s.message = message{err: err}
	}
	panic(fmt.Errorf("%v has no parent in its thread that could go on: %w", g, s.message.err))
}

// Kill ends the greenlet as Python does when the last reference to it has gone: a GreenletExit is thrown into it, its parent is
// the current greenlet meanwhile, and what it returns is dropped. A pending one is over without having run.
//
// A greenlet cannot kill one of its own ancestors that is suspended: ErrCycle. In Python it refers to them, so that nobody can.
//
// Kill returns what Python would report as unraisable: another exception that comes out of it; ErrNotKilled if it has caught the
// exception and switched back. Killing a dead greenlet does nothing. The current greenlet cannot kill itself so: it has the
// exception raised at once, as by Throw, which Kill returns.
func (g *Greenlet) Kill(t *sched.Thread) error {
	exit := &GreenletExit{Args: []any{"Killing the greenlet because all references have vanished."}}
	me := Current(t)
	if err := g.mustBelong(me.threadState); err != nil && !g.Dead() {
		return err
	}
	switch {
	case g == me:
		_, err := g.Throw(t, exit)
		return err
	case g.isMain():
		return ErrMainParent
	case g.state.Load() == pending:
		g.threadState = me.threadState
		g.run = nil
		g.state.Store(dead)
	}
	switch {
	case g.Dead():
		return nil
	case me.descends(g):
		return ErrCycle
	}
	return g.kill(t, me, exit)
}

// kill throws the exception into g, whose parent is the killer meanwhile. It is not restored if it has become a child of g.
func (g *Greenlet) kill(t *sched.Thread, killer *Greenlet, exit error) error {
	parent := g.parent.Swap(killer)
	defer func() {
		if !parent.descends(g) {
			g.parent.Store(parent)
		}
	}()
	if _, err := g.Throw(t, exit); err != nil {
		return err
	}
	if !g.Dead() {
		return ErrNotKilled
	}
	return nil
}
