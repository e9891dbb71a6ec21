// This file defines the transfer of control between the greenlets of a thread, and what they share.

package greenlet

import (
	"strconv"

	"github.com/gilsim/gilsim/sched"
)

// Switch suspends the current greenlet and lets g go on, or its nearest ancestor that is not dead. If that is pending it starts
// with args; otherwise its own pending Switch returns them. Switch returns what somebody switches back with, later: a value, or
// an exception that was thrown. It is one bytecode.
//
// It fails in the current greenlet, and changes nothing, if the target has no function to run, or belongs to another thread.
func (g *Greenlet) Switch(t *sched.Thread, args ...any) (any, error) {
	s := Current(t).threadState
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

// Depart is the part of Switch before the switch of stacks, and Arrive the one after it, for callers that switch often: each return
// after a switch of stacks is mispredicted. Unless Depart fails, the coroutine that it returns must Yield in between, if there is
// one.
func (g *Greenlet) Depart(t *sched.Thread) (me *sched.Coroutine, err error) {
	s := Current(t).threadState
	s.message.set(nil, nil)
	return g.deliver(s)
}

// Arrive returns, after Depart, what somebody has switched back with.
func Arrive(t *sched.Thread) (any, error) { return Current(t).threadState.arrive() }

// SwitchNamed is Switch with named arguments, too.
func (g *Greenlet) SwitchNamed(t *sched.Thread, named Kwargs, args ...any) (any, error) {
	s := Current(t).threadState
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
	s := Current(t).threadState
	if g.Dead() && isExit(err) {
		s.message.setOne(err)
	} else {
		s.message = message{err: err}
	}
	return g.transfer(s)
}

func (g *Greenlet) transfer(s *threadState) (any, error) {
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
func (g *Greenlet) deliver(s *threadState) (me *sched.Coroutine, err error) {
	if err := g.mustBelong(s); err != nil {
		return nil, err
	}
	t := s.thread
	t.Charge(sched.CallSwitch)
	t.Announce(s.message.kind(), g.number(s), sched.Jump)
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

func (g *Greenlet) mustBelong(s *threadState) error {
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
func (g *Greenlet) target(s *threadState) (*Greenlet, error) {
	for g.state.Load() == dead {
		g = g.parent.Load()
	}
	if g.threadState == s {
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
func (s *threadState) send(origin, target *Greenlet, ended int64) {
	if target.state.Load() == pending {
		target.start(s)
	}
	s.origin = origin
	s.thread.Engine().Record(s.thread, s.message.kind(), target.actor, ended)
}

// A threadState is what the greenlets of one thread share, as greenlet 2.0 calls it (greenlet_thread_state.hpp): the main one, the tracer,
// and the transfer of control that is under way. Which one is current only the thread knows.
type threadState struct {
	thread *sched.Thread
	main   Greenlet
	tracer TraceFunc

	origin  *Greenlet // switched last
	message message   // and with what, until it has arrived
	serial  int       // of the names greenlet-1, greenlet-2 …
}

// Current returns the greenlet that is current in the thread: getcurrent. It is for the thread's own code.
func Current(t *sched.Thread) *Greenlet {
	if g, ok := t.Current().Owner.(*Greenlet); ok {
		return g
	}
	return newMain(t)
}

// Main returns the main greenlet of the thread: its own function. It is for the thread's own code.
func Main(t *sched.Thread) *Greenlet { return &Current(t).threadState.main }

// newMain makes the main greenlet of a thread. Its own function is current: any other greenlet starts by a switch, which has asked
// for the current one before.
func newMain(t *sched.Thread) *Greenlet {
	s := &threadState{thread: t}
	g := &s.main
	g.threadState, g.co = s, t.Own()
	g.state.Store(active)
	t.Own().Owner = g
	return g
}

func (s *threadState) name() string {
	s.serial++
	return "greenlet-" + strconv.Itoa(s.serial)
}

// arrive returns, in the greenlet that now is current, what the last transfer carries.
func (s *threadState) arrive() (any, error) {
	if s.tracer != nil {
		s.trace()
	}
	m := &s.message
	if m.err == nil && m.n <= 1 && m.named == nil { // as it mostly is
		value := m.one
		m.one = nil
		return value, nil
	}
	value, err := m.value(), m.err
	*m = message{}
	if err != nil {
		return nil, err
	}
	return value, nil
}

// begin is arrive for a greenlet that starts with it.
func (s *threadState) begin() (Args, error) {
	if s.tracer != nil {
		s.trace()
	}
	a, err := s.message.args(), s.message.err
	s.message = message{}
	return a, err
}

// A TraceFunc is told of each transfer of control, in the greenlet that goes on, before it does. The event is "switch" or, if an
// exception is carried, "throw". An error that it returns is raised in the target in place of what was carried, and removes the
// tracer. It may switch itself: such transfers are reported, too.
type TraceFunc func(t *sched.Thread, event string, origin, target *Greenlet) error

// SetTrace sets the thread's tracer, nil for none, and returns the one before.
func SetTrace(t *sched.Thread, f TraceFunc) (previous TraceFunc) {
	s := Current(t).threadState
	previous, s.tracer = s.tracer, f
	return previous
}

// GetTrace returns the thread's tracer, nil if there is none.
func GetTrace(t *sched.Thread) TraceFunc { return Current(t).threadState.tracer }

// trace calls the tracer. An exception that it raises takes the place of what is transferred, and the tracer is removed:
// g_calltrace of greenlet.cpp 2.0. What is transferred is out of the way meanwhile, as the tracer may switch.
func (s *threadState) trace() {
	m := s.message
	event := "switch"
	if m.err != nil {
		event = "throw"
	}
	if err := s.tracer(s.thread, event, s.origin, Current(s.thread)); err != nil {
		s.tracer = nil
		m = message{err: err}
	}
	s.message = m
}
