// This file defines greenlets and the transfer of control between those of a thread, after greenlet 2.0.2 (src/greenlet/greenlet.cpp).

package python

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Greenlet is a stack of frames of a thread. One of them at a time is the thread's: the current one.
type Greenlet struct {
	Object
	Attributes
	run    Value // what it will execute; the zero Value: nothing, or it has been started
	parent *Greenlet
	thread *Thread // that it has been started in; nil: none yet
	life   greenletLife
	main   bool // it is the thread's own stack

	// Where it goes on, as long as another one is current.
	frame *frame
	depth int
	waits continuation

	name  string // in the trace
	actor int32  // its number there; 0: it has none yet, or is a main one
	acts  int32  // who acted in it when it was left: itself, or the task or event loop that it executes
}

// A greenletLife is how far a greenlet has come.
type greenletLife uint8

const (
	pending greenletLife = iota
	active
	dead
)

var (
	greenletClass = builtin("greenlet", layoutGreenlet, objectClass).in("greenlet")
	greenletExit  = builtin("GreenletExit", layoutException, baseException).in("greenlet")
	greenletError = builtin("error", layoutException, exception).in("greenlet")
)

func greenletOf(v Value) *Greenlet { return as[Greenlet](v) }

// currentGreenlet returns the one whose frames are the thread's.
func (t *Thread) currentGreenlet() *Greenlet {
	if t.green == nil {
		t.green = &Greenlet{Object: Object{class: greenletClass}, thread: t, life: active, main: true}
	}
	return t.green
}

// isDead reports whether the greenlet has ended, with its thread at the latest.
func (g *Greenlet) isDead() bool {
	return g.life == dead || g.life == active && g.thread.ended()
}

// ended reports whether the thread is over.
func (t *Thread) ended() bool { return t != t.interp.main && t.goesOn == over }

// home returns the thread that a greenlet belongs to: a pending one to that of its parent.
func (g *Greenlet) home() *Thread {
	for g.thread == nil {
		g = g.parent
	}
	return g.thread
}

// mustBelong checks that the thread may switch to a greenlet.
func (t *Thread) mustBelong(g *Greenlet) *Exception {
	switch home := g.home(); {
	case home == t:
		return nil
	case home.ended():
		return newException(greenletError, "cannot switch to a different thread (which happens to have exited)")
	}
	return newException(greenletError, "cannot switch to a different thread")
}

// A message is what control is transferred with: arguments or an exception.
type message struct {
	args     []Value
	keywords []keyword
	err      *Exception
}

// value is what the switch returns that the message arrives at.
func (m *message) value() Value {
	switch {
	case len(m.keywords) == 0 && len(m.args) == 1:
		return m.args[0]
	case len(m.keywords) == 0:
		return newTuple(m.args...)
	case len(m.args) == 0:
		return m.dict()
	}
	return newTuple(newTuple(m.args...), m.dict())
}

func (m *message) dict() Value {
	d := newDict()
	for _, k := range m.keywords {
		d.setStr(k.name, k.value)
	}
	return d.ref()
}

func (m *message) exception() Value {
	if m.err == nil {
		return none
	}
	return m.err.ref()
}

// event is how a tracer is told of the transfer.
func (m *message) event() string {
	if m.err != nil {
		return "throw"
	}
	return "switch"
}

func (m *message) kind() trace.Kind {
	if m.err != nil {
		return trace.Throw
	}
	return trace.Switch
}

// A switching is a transfer of control under way: switch, throw, or the end of a greenlet.
type switching struct {
	to *Greenlet
	message
	ends   bool  // the current greenlet ends with it
	inside bool  // it is called from C code, which executes no bytecode
	object int32 // the target in the trace
}

func (s *switching) appendHeld(list []Value) []Value {
	list = append(append(list, s.args...), s.to.ref())
	for _, k := range s.keywords {
		list = append(list, k.value)
	}
	if s.err != nil {
		list = append(list, s.err.ref())
	}
	return list
}

// switchTo transfers control to g, or to its nearest ancestor that is not dead.
func (t *Thread) switchTo(g *Greenlet, m message) (Value, *Exception) {
	if err := t.mustBelong(g); err != nil {
		return Value{}, err
	}
	t.publishAll(m.args)
	s := &switching{to: g, message: m, inside: t.frame.native(), object: t.actorOf(g)}
	return t.perform(s)
}

// Step is one step of it.
func (s *switching) Step(st *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if s.inside {
		return sched.Request{}, true
	}
	return st.StepAnnounce(w, s.kind(), s.object, sched.Jump)
}

// value makes the target current: what has called switch waits until somebody switches back.
func (s *switching) value(t *Thread) (Value, *Exception) {
	origin := t.currentGreenlet()
	target, run, err := t.target(s.to)
	if err != nil && !s.ends {
		return Value{}, err
	}
	for err != nil { // it cannot be started: its parent learns of that
		s.message = message{err: err}
		target, run, err = t.target(target.parent)
	}
	if s.ends {
		origin.life = dead
	} else {
		origin.frame, origin.depth, origin.waits = t.frame, t.depth, t.performing
	}
	t.called = t.transfer(origin, target, run, s)
	return Value{}, calls
}

// target returns who goes on when control is transferred to g, and what a pending one executes. With an error it returns the
// greenlet that cannot be started.
func (t *Thread) target(g *Greenlet) (target *Greenlet, run Value, err *Exception) {
	for g.isDead() && g.parent != nil {
		g = g.parent
	}
	if g.life == pending {
		if run, err = t.runOf(g); err != nil {
			return g, Value{}, err
		}
	}
	return g, run, t.mustBelong(g)
}

// runOf returns what a pending greenlet executes: the method run of its class, or what it was given.
func (t *Thread) runOf(g *Greenlet) (Value, *Exception) {
	method := g.class.find("run")
	if !isData(method) {
		if v := g.Attributes.get("run"); v.valid() {
			return v, nil
		}
	}
	return t.bindPlain(method, g.ref(), g.class)
}

// transfer lets target go on with what s carries.
func (t *Thread) transfer(origin, target *Greenlet, run Value, s *switching) outcome {
	t.recordTransfer(target, s)
	t.green = target
	m := &s.message
	if target.life == pending {
		target.life, target.thread, target.run = active, t, Value{}
		t.frame = nil
		args := []Value{t.tracerOrNone(), newStr(m.event()), origin.ref(), target.ref(), m.exception(), run, newTuple(m.args...), m.dict()}
		return t.call(t.interp.twins.get("_greenlet_body"), args, nil, continuation{then: toEnd})
	}
	c := target.waits
	t.frame, t.depth = target.frame, target.depth
	target.frame, target.waits = nil, continuation{}
	switch {
	case t.tracer.valid():
		value := none
		if m.err == nil {
			value = m.value()
		}
		args := []Value{t.tracer, newStr(m.event()), origin.ref(), target.ref(), m.exception(), value}
		return t.call(t.interp.twins.get("_greenlet_arrive"), args, nil, c)
	case m.err != nil:
		return t.entering(t.raisesAgain(m.err, c))
	}
	return t.entering(t.deliver(c, m.value()))
}

// raisesAgain is raises without a context: it is no new exception.
func (t *Thread) raisesAgain(e *Exception, c continuation) outcome {
	if out, taken := t.takes(e, c); taken {
		return out
	}
	t.raised = e
	return raising
}

func (t *Thread) tracerOrNone() Value {
	if t.tracer.valid() {
		return t.tracer
	}
	return none
}

// actorOf returns the number of a greenlet in the trace.
func (t *Thread) actorOf(g *Greenlet) int32 {
	if g.actor == 0 && !g.main {
		g.actor = t.interp.run.Actor(trace.ClassGreenlet, g.name)
	}
	return g.actor
}

// recordTransfer records a transfer of control, after which target acts in the thread.
func (t *Thread) recordTransfer(target *Greenlet, s *switching) {
	actor, ended := t.actorOf(target), int64(0)
	if s.ends {
		ended = 1
	}
	left := t.currentGreenlet()
	left.acts = t.sched.Actor()
	t.sched.Engine().Record(t.sched, s.kind(), actor, ended)
	if target.acts != 0 {
		actor = target.acts
	}
	t.sched.SetActor(actor)
}
