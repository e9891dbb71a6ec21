// This file defines a thread as the machine sees it, and the engine's methods, which it calls.

package serial

import (
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A thread is the machine's part of one.
type thread struct {
	id       int32
	wake     sched.Wake
	pending  bool // it has announced a step, or can go on after a wait
	open     bool // it can lose the interlock before that
	outside  bool // it waits for what its step needs, without the interlock
	parked   bool
	timed    bool          // it parks with a time-out, which can fire
	deadline time.Duration // when that fires at the soonest
	onTime   bool          // it waits for time alone: it sleeps, or for input or output
	late     int           // how many time-outs of its waits have fired
	nap      time.Duration // how long it sleeps, or waits at most
	slept    time.Duration // how long it has, by its own clock

	forDeadline bool // it looks at the clock next to see how long it may still wait
	woken       bool // it was woken from a park
	permit      bool // it has been woken before it parks
	ended       bool
	daemon      bool
	waits       bool   // its step needs something
	next        Access // the step that it has announced
	made        Access // the one that it has made last
	did         bool   // events have told what that did
	openAt      int64  // bytecodes that it had executed where it could lose the interlock last
	spin        spinning
	touched     bool // the thread has told which places that touches
	system      bool // its step is a call of the system
	lockless    bool // its process has no interlock
}

// errProcesses is why a program with several processes is not searched.
var errProcesses = errors.New("the program starts a process that has memory or an interlock of its own: a search follows the threads of one")

// Spawn lets a new thread run. Its code before its first step is executed before anybody is chosen.
func (m *Machine) Spawn(_, t *sched.Thread) {
	id := t.ID()
	lockless := t.Process().Locking() == nil
	m.threads = append(m.threads, thread{id: id, wake: sched.Begin, open: true, outside: m.locks && lockless, lockless: lockless, daemon: t.Daemon(), spin: m.spareSpinning()})
	m.tasks = append(m.tasks, t.Task())
	m.turn.Next = append(m.turn.Next, Access{})
	m.starting = append(m.starting, id)
	if !t.Daemon() {
		m.ordinary++
	}
	m.daemons = m.daemons || t.Daemon()
	if p := t.Process(); p.Started() || p.Number() != 0 && !lockless {
		m.refuse(errProcesses)
	}
}

// Burn executes bytecodes, which takes no time; where they announce a step the strategy is asked before.
func (m *Machine) Burn(t *sched.Thread, n, _ int64) (left int64, ok bool) {
	s := &m.threads[t.ID()]
	m.poll()
	if !m.announced(s, t.Task()) {
		return 0, !m.over
	}
	if m.over || len(m.starting) > 0 || s.id != m.current {
		return 0, false
	}
	next := m.choose()
	if next != s.id {
		m.next = next
		return 0, false
	}
	m.begin(next)
	return 0, true
}

// announced notes the step that the thread has announced, and reports whether it is one that others can see.
func (m *Machine) announced(s *thread, t *sched.Task) bool {
	kind, object := t.Step()
	if c, ok := t.Needs().(sched.SystemCall); ok {
		m.callsSystem(s, c)
		return true
	}
	switch kind {
	case trace.None, trace.Random, trace.Now:
		if s.spin.forever {
			s.pending, s.next = true, Access{}
			m.turn.Next[s.id] = s.next
		}
		return s.spin.forever
	case trace.Sleep, trace.IO, trace.Park:
		s.open = true // it is about to wait
		return false
	}
	s.pending, s.waits = true, t.Needs() != nil
	s.next = m.access(s, kind, object)
	s.next.Waits = s.waits
	m.turn.Next[s.id] = s.next
	return true
}

// access is what a step does, as far as its announcement tells.
func (m *Machine) access(s *thread, kind trace.Kind, object int32) Access {
	switch kind {
	case trace.End:
		return Access{Obj: EndOf(s.id), Write: true}
	case trace.Join:
		return Access{Obj: EndOf(object), Free: true}
	case trace.Spawn, trace.Fork:
		return Access{Obj: Spawns, Write: true, Free: true}
	case trace.Print:
		return Access{Obj: Console, Write: true, Free: true}
	case trace.Put:
		return Access{Obj: m.object(object), Write: true, Free: m.tasks[s.id].WasFree()}
	case trace.Release:
		return Access{Obj: m.object(object), Write: true}
	}
	return Access{Obj: m.object(object), Write: kind.Spec().Writes, Free: true}
}

// Park never answers at once: whoever waits suspends itself.
func (m *Machine) Park(*sched.Thread, int32, time.Duration) (sched.Wake, bool) { return 0, false }

// park lets a thread wait for an object. If there is a time-out it can fire at any moment.
func (m *Machine) park(s *thread, t *sched.Task, r sched.Request) {
	s.open, s.outside, s.parked, s.wake = true, m.locks, true, sched.TimedOut
	s.next = Access{Obj: m.waitedFor(t, r.On), Write: true, Free: true}
	if !t.WaitsFor() {
		s.next = Access{}
	}
	s.pending, s.waits, s.timed = r.N >= 0, false, r.N >= 0
	if info, _ := m.names.Object(r.On); info.Class == trace.ClassIO && t.WaitsFor() {
		s.system, s.next = true, Access{} // it looks again, and tells at what
	}
	if s.timed {
		if t.WaitsFor() && !s.system {
			m.turn.Did = append(m.turn.Did, Access{Obj: m.lineOf(s.next.Obj), Write: true, Free: true})
		}
		s.onTime = !t.WaitsFor() && m.timeAlone(r.On)
		m.sleeps(s, time.Duration(r.N))
		if m.Ordered && r.N > 0 {
			s.spin.forget() // time goes on
		}
	}
	m.turn.Next[s.id] = s.next
}

// waitedFor is the object of an access for one that a thread parks for: the end of a thread has two numbers.
func (m *Machine) waitedFor(t *sched.Task, on int32) int32 {
	info, _ := m.names.Object(on)
	if holder := t.Thread().WaitsFor(); holder != nil && info.Class == trace.ClassThread {
		return EndOf(holder.ID())
	}
	return m.object(on)
}

// Unpark lets a thread that waits look again.
func (m *Machine) Unpark(_, other *sched.Thread) {
	s := &m.threads[other.ID()]
	switch {
	case s.parked:
		s.parked, s.pending, s.wake, s.woken = false, true, sched.Unparked, true
		m.turn.Did = append(m.turn.Did, Access{Obj: wakeOf(s.id), Write: true, Free: s.timed})
	case !s.ended:
		s.permit = true
	}
}

// Interrupt does nothing: nobody asks a holder here.
func (m *Machine) Interrupt(*sched.Thread) {}

// Gives notes that the step writes a place that others wait for.
func (m *Machine) Gives(place int32, free bool) {
	if m.stepper == 0 {
		return
	}
	m.threads[m.stepper].touched = true
	m.turn.Did = append(m.turn.Did, Access{Obj: place, Write: true, Free: free})
}

// Touch notes that the thread's step reads or writes an object: one of the trace, or a place that Place has numbered.
func (m *Machine) Touch(t *sched.Thread, object int32, write bool) {
	if m.stepper == 0 {
		return
	}
	if s := &m.threads[m.stepper]; object >= firstObject { // events about it say the same, with numbers that differ between runs
		s.touched = true
	}
	m.turn.Did = append(m.turn.Did, Access{Obj: m.object(object), Write: write, Free: true})
}

// MayLose notes that a thread can lose the interlock before its next step.
func (m *Machine) MayLose(t *sched.Thread, after int64) {
	s := &m.threads[t.ID()]
	s.open, s.openAt = true, t.Bytecodes()+after
}

// Record notes what a step has done, and tells the recorder.
func (m *Machine) Record(t *sched.Thread, kind trace.Kind, obj int32, arg int64) {
	m.events++
	if m.to != nil {
		m.batch[0] = trace.Event{Arg: arg, Thread: t.ID(), Actor: t.Actor(), Obj: obj, Core: trace.NoCore, Kind: kind}
		m.to.Record(m.batch[:])
	}
	if t.ID() != m.stepper || obj <= 0 || kind == trace.IO {
		return
	}
	if info, _ := m.names.Object(obj); info.Class == trace.ClassIO {
		return // calls of the system tell what they touch
	}
	s := &m.threads[m.stepper]
	if s.touched && (kind == trace.Load || kind == trace.Store) {
		return
	}
	if spec := kind.Spec(); spec.Obj == trace.Object && (spec.Group == trace.Program || kind == trace.Try) {
		a := m.access(s, kind, obj)
		if a.Obj == s.made.Obj {
			a.Waits, s.did = s.made.Waits, true
		}
		m.turn.Did = append(m.turn.Did, a)
		m.noteLock(kind)
	}
}
