// This file defines calls of the system: steps that are made without the interlock, on the virtual loopback.

package serial

import (
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// errDelay is why a program is not searched in which something is under way for some time.
var errDelay = errors.New("the network delays something, because of its latency or of a backlog that is full: in a search what is sent arrives with the call that sends it")

// The network is the virtual loopback.
var _ sched.Devices = (*Machine)(nil)

// After has what nothing delays happen at the end of the step, as part of it: on Linux's loopback the call that sends carries what it
// sends to the other socket.
func (m *Machine) After(d time.Duration, _ int32, f func(machine *sched.Thread)) {
	if d > 0 {
		panic(sched.Halting(errDelay))
	}
	m.due = append(m.due, f)
}

// carry makes what is due happen, and what comes of that.
func (m *Machine) carry() {
	for i := 0; i < len(m.due); i++ {
		m.due[i](m.run.Machine())
	}
	clear(m.due)
	m.due = m.due[:0]
}

// Spend costs nothing.
func (m *Machine) Spend(*sched.Thread, time.Duration) {}

// SocketCosts returns nothing.
func (m *Machine) SocketCosts() (none sched.SocketCosts) { return none }

// ProcessCosts returns nothing.
func (m *Machine) ProcessCosts() (none sched.ProcessCosts) { return none }

// Owes reports that nothing has to be paid for.
func (m *Machine) Owes(*sched.Thread) bool { return false }

// callsSystem notes that a thread calls the system next.
func (m *Machine) callsSystem(s *thread, c sched.SystemCall) {
	if s.pending { // it has announced the call already, and asks again because another thread was chosen
		return
	}
	s.pending, s.system, s.waits = true, true, c.Waits()
	s.next = Access{Obj: c.Place(), Write: true, Free: true, Waits: s.waits}
	m.turn.Next[s.id] = s.next
	if entry := c.Entry(); entry != 0 {
		m.turn.Did = append(m.turn.Did, Access{Obj: entry, Free: true})
	}
	if c.Outside() && m.locks {
		s.open, s.outside, s.openAt = true, true, m.tasks[s.id].Thread().Bytecodes()
	}
}

// beginCall notes what the call of the system does that a thread makes now: what it waits for, if it still does, comes first, and the
// call itself tells the rest.
func (m *Machine) beginCall(s *thread) {
	if !s.system {
		return
	}
	s.system, s.did = false, true
	if c, ok := m.tasks[s.id].Needs().(sched.SystemCall); ok && c.Waits() {
		m.turn.Did = append(m.turn.Did, s.made)
	}
}
