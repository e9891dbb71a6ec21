// This file defines the transfer of control between greenlets.

package greenlet

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// Switch suspends the current greenlet and lets g go on, or its nearest ancestor that is not dead. If that is pending it starts
// with args; otherwise its own pending Switch returns them. Switch returns what somebody switches back with, later: a value, or
// an exception that was thrown. It is one bytecode.
//
// It fails in the current greenlet, and changes nothing, if the target has no function to run, or belongs to another thread.
func (g *Greenlet) Switch(t *sched.Thread, args ...any) (any, error) {
	return g.deliver(t, newMessage(args, nil))
}

// SwitchNamed is Switch with named arguments, too.
func (g *Greenlet) SwitchNamed(t *sched.Thread, named Kwargs, args ...any) (any, error) {
	return g.deliver(t, newMessage(args, named))
}

// Throw is Switch with an exception: g's pending Switch returns it. A nil err is a GreenletExit. A pending greenlet dies of it and
// does not run; a dead one passes it on to its nearest ancestor that is not, but for a GreenletExit, which is only a value
// there.
func (g *Greenlet) Throw(t *sched.Thread, err error) (any, error) {
	if err == nil {
		err = &GreenletExit{}
	}
	if g.Dead() && isExit(err) {
		return g.deliver(t, one(err))
	}
	return g.deliver(t, message{err: err})
}

// deliver transfers control, and waits for what comes back.
func (g *Greenlet) deliver(t *sched.Thread, m message) (any, error) {
	me := Current(t)
	s := me.space
	if err := g.mustBelong(s); err != nil {
		return nil, err
	}
	t.Announce(m.step(), g.number(s), sched.Jump)
	target, err := g.target()
	if err != nil {
		return nil, err
	}
	s.send(me, target, m, 0)
	target.co.Transfer()
	m = s.arrive()
	if m.err != nil {
		return nil, m.err
	}
	return m.value(), nil
}

// mustBelong reports an error if g is no greenlet of this thread.
func (g *Greenlet) mustBelong(s *space) error {
	switch home := g.home(); {
	case home == s:
		return nil
	case home.thread.Alive():
		return ErrThread
	}
	return ErrThreadExited
}

// target returns who goes on when control is transferred to g.
func (g *Greenlet) target() (*Greenlet, error) {
	for g.state.Load() == dead {
		g = g.parent.Load()
	}
	if g.state.Load() == pending && g.run == nil {
		return nil, ErrNoRun
	}
	return g, nil
}

// send notes what is transferred to whom. The origin ends with it if ended is 1.
func (s *space) send(origin, target *Greenlet, m message, ended int64) {
	if target.state.Load() == pending {
		target.start(s)
	}
	s.origin, s.message = origin, m
	s.thread.Engine().Record(s.thread, m.step(), target.actor, ended)
}

// step returns what a transfer is called in the trace.
func (m *message) step() trace.Kind {
	if m.err != nil {
		return trace.Throw
	}
	return trace.Switch
}
