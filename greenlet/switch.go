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
	s := Current(t).space
	s.message.set(args, nil)
	me, err := g.deliver(s)
	if err != nil {
		return nil, err
	}
	if me != nil && me.Yield() { // here, and not in a function of its own: each return after a switch of stacks is mispredicted
		me.Unwind()
	}
	return s.arrive()
}

// Depart is the part of Switch before the switch of stacks, and Arrive the one after it, for whoever switches often: each return
// after a switch of stacks is mispredicted. Unless Depart fails, the coroutine that it returns must Yield in between, if there is
// one.
func (g *Greenlet) Depart(t *sched.Thread) (me *sched.Coroutine, err error) {
	s := Current(t).space
	s.message.set(nil, nil)
	return g.deliver(s)
}

// Arrive returns what somebody has switched back with.
func Arrive(t *sched.Thread) (any, error) { return Current(t).space.arrive() }

// SwitchNamed is Switch with named arguments, too.
func (g *Greenlet) SwitchNamed(t *sched.Thread, named Kwargs, args ...any) (any, error) {
	s := Current(t).space
	s.message.set(args, named)
	return g.transfer(s)
}

// Throw is Switch with an exception: g's pending Switch returns it. A nil err is a GreenletExit. A pending greenlet dies of it and
// does not run; a dead one passes it on to its nearest ancestor that is not, but for a GreenletExit, which is only a value
// there.
func (g *Greenlet) Throw(t *sched.Thread, err error) (any, error) {
	if err == nil {
		err = &GreenletExit{}
	}
	s := Current(t).space
	if g.Dead() && isExit(err) {
		s.message.setOne(err)
	} else {
		s.message = message{err: err}
	}
	return g.transfer(s)
}

// transfer transfers control to g with the message, and returns what comes back.
func (g *Greenlet) transfer(s *space) (any, error) {
	me, err := g.deliver(s)
	if err != nil {
		return nil, err
	}
	if me != nil && me.Yield() {
		me.Unwind()
	}
	return s.arrive()
}

// deliver makes g current, for the message, and returns the coroutine that must yield then; nil if g is current already.
func (g *Greenlet) deliver(s *space) (me *sched.Coroutine, err error) {
	if err := g.mustBelong(s); err != nil {
		return nil, err
	}
	t := s.thread
	t.Announce(s.message.step(), g.number(s), sched.Jump)
	target, err := g.target(s)
	if err != nil {
		return nil, err
	}
	origin := Current(t)
	s.send(origin, target, 0)
	if target == origin {
		return nil, nil
	}
	return target.co.Transfer(), nil
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

// target returns who goes on when control is transferred to g. It must be a greenlet of this thread: the parents of a pending one
// may have been given to another.
func (g *Greenlet) target(s *space) (*Greenlet, error) {
	for g.state.Load() == dead {
		g = g.parent.Load()
	}
	if g.space == s {
		return g, nil
	}
	if err := g.mustBelong(s); err != nil {
		return nil, err
	}
	if g.run == nil {
		return nil, ErrNoRun
	}
	return g, nil
}

// send notes who transfers the message to whom. The origin ends with it if ended is 1.
func (s *space) send(origin, target *Greenlet, ended int64) {
	if target.state.Load() == pending {
		target.start(s)
	}
	s.origin = origin
	s.thread.Engine().Record(s.thread, s.message.step(), target.actor, ended)
}

// step returns what a transfer is called in the trace.
func (m *message) step() trace.Kind {
	if m.err != nil {
		return trace.Throw
	}
	return trace.Switch
}
