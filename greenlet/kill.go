// This file defines the end of a greenlet that nobody needs any more.

package greenlet

import "github.com/gilsim/gilsim/sched"

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
	if err := g.mustBelong(me.space); err != nil && !g.Dead() {
		return err
	}
	switch {
	case g == me:
		_, err := g.Throw(t, exit)
		return err
	case g.isMain():
		return ErrMainParent
	case g.state.Load() == pending:
		g.space = me.space
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
