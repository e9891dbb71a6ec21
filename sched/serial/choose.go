// This file defines who can make the next turn, and the beginning and the end of one.

package serial

import (
	"fmt"
	"slices"
)

// choose asks the strategy whose turn is next; 0: nobody's, and the run is over. While a thread keeps the interlock, and
// nobody can do anything without it, its turn goes on, and the strategy is not asked.
func (m *Machine) choose() int32 {
	m.endStep()
	if m.over {
		return 0
	}
	m.list()
	if h := m.holder; h != 0 && h == m.turn.Last && len(m.turn.Enabled) == 1 && m.turn.Enabled[0] == h && m.keeps() {
		return m.count(h)
	}
	m.endTurn()
	if len(m.turn.Enabled) == 0 {
		m.deadlocked()
		return 0
	}
	id := m.strategy.Choose(&m.turn)
	m.turn.Did, m.noted, m.locking = m.turn.Did[:0], 0, m.locking[:0]
	switch {
	case id == 0:
		m.over, m.out.GivenUp = true, true
		return 0
	case !slices.Contains(m.turn.Enabled, id):
		m.refuse(fmt.Errorf("serial: the strategy chose thread %d, which cannot go on", id))
		return 0
	}
	if id != m.turn.Last && m.turn.Last != 0 {
		m.out.Switches++
	}
	m.turn.Last, m.turning = id, true
	if m.locks && !m.threads[id].outside {
		m.holder = id
	}
	return m.count(id)
}

// count counts a step of the thread, and cuts a run that has too many.
func (m *Machine) count(id int32) int32 {
	if m.out.Steps++; m.out.Steps > m.MaxSteps {
		m.cut()
	}
	m.works(1)
	if m.over {
		return 0
	}
	return id
}

// poll counts a request, and cuts a run that has too many between two steps.
func (m *Machine) poll() {
	m.works(1)
	if m.polls++; m.polls > m.MaxPolls {
		m.cut()
	}
}

// works counts what a run costs, and gives it up if it is to stop, at which it looks now and then.
func (m *Machine) works(n int64) {
	const interval = 1 << 14
	looked := m.out.Work / interval
	m.out.Work += n
	if m.Stop != nil && m.out.Work/interval != looked && m.Stop() {
		m.over, m.out.GivenUp = true, true
	}
}

// cut ends a run that is too long.
func (m *Machine) cut() { m.over, m.out.Cut = true, true }

// keeps reports whether the holder of the interlock cannot lose it now.
func (m *Machine) keeps() bool {
	if m.holder == 0 {
		return false
	}
	h := &m.threads[m.holder]
	return h.pending && !h.open && (m.can(h) || !m.mayLook(h)) // who looks again and again keeps it meanwhile
}

// list finds out who can go on.
func (m *Machine) list() {
	m.turn.Enabled, m.turn.Blocked = m.turn.Enabled[:0], m.turn.Blocked[:0]
	keeps := m.keeps()
	for id := int32(1); int(id) < len(m.threads); id++ {
		s := &m.threads[id]
		switch {
		case !s.pending || m.Ordered && s.sleeps():
		case !m.can(s):
			s.outside = s.outside || m.locks && !keeps && m.mayLook(s)
			m.turn.Blocked = append(m.turn.Blocked, id)
		case !keeps || id == m.holder || s.outside && m.breaksIn(s):
			m.turn.Enabled = append(m.turn.Enabled, id)
		}
	}
	if m.Ordered && len(m.turn.Enabled) == 0 {
		m.timePasses()
	}
}

// breaksIn reports whether it matters that the thread, which waits without the interlock, gets what it waits for in the middle of the
// holder's turn: if it depends on the holder's next step. Otherwise it may as well come later.
func (m *Machine) breaksIn(s *thread) bool {
	h := &m.threads[m.holder]
	return h.system && s.system || h.next.Obj == s.next.Obj && (h.next.Write || s.next.Write)
}

// can reports whether what the thread's step needs is to be had.
func (m *Machine) can(s *thread) bool {
	if !m.mayLook(s) {
		return false
	}
	return !s.waits || m.tasks[s.id].Needs().Free(m.tasks[s.id].Thread())
}

// begin lets a thread make its step.
func (m *Machine) begin(id int32) {
	s := &m.threads[id]
	if m.watcher != nil {
		m.watcher.Steps(id)
	}
	if s.parked && s.timed {
		m.wakesUp(s)
	}
	if s.woken || s.parked {
		m.turn.Did = append(m.turn.Did, Access{Obj: wakeOf(id), Free: true, Waits: !s.timed})
	}
	if len(s.spin.before) > 0 {
		m.looksAgain(s)
	}
	s.pending, s.woken, s.open, s.parked, s.did, s.touched = false, false, false, false, false, false
	m.outside, s.outside = s.outside, m.locks && s.lockless
	s.made = s.next
	m.beginCall(s)
	m.tasks[id].Begins()
	m.runs(id)
	m.stepper, m.polls = id, 0
}

// runs notes whose code runs from now on: what has been made up to here was made by the one before.
func (m *Machine) runs(id int32) {
	if id != m.current {
		m.objects.adopt(&m.names, m.current)
		m.current = id
	}
}

// endStep ends the step that was under way.
func (m *Machine) endStep() {
	if m.stepper == 0 {
		return
	}
	m.carry()
	m.announcedDone()
	if m.spinners {
		m.noteLooks(&m.threads[m.stepper])
	}
	m.stepper = 0
}

// announcedDone adds what the step under way has done to its turn: what was announced, unless events have told, or the thread which of
// the places that only it knows.
func (m *Machine) announcedDone() {
	if m.stepper == 0 {
		return
	}
	if s := &m.threads[m.stepper]; !s.did && s.made.Obj != 0 && !(s.touched && m.isPlace(s.made.Obj)) {
		s.did = true
		m.turn.Did = append(m.turn.Did, s.made)
	}
}

// endTurn completes what the last turn did: whether it was broken into, and what it has to do with the end of the run.
func (m *Machine) endTurn() {
	if !m.turning {
		return
	}
	m.turning = false
	s := &m.threads[m.turn.Last]
	if m.broken && m.outside && !m.keeps() { // it has taken what the holder needs, who must wait without the interlock now
		m.broken = false
		m.turn.Did = append(m.turn.Did, Access{Obj: Interlock, Write: true})
	}
	if m.locks && !m.outside {
		broken := m.keeps() && m.holder == s.id
		m.turn.Did = append(m.turn.Did, Access{Obj: Interlock, Write: broken || m.broken, Free: !m.broken, Waits: !m.broken})
		m.broken = broken
		if s.pending && !s.open { // its end depends on whether the next step can be made
			m.turn.Did = append(m.turn.Did, Access{Obj: s.next.Obj, Write: broken, Free: true})
		}
	}
	if m.Ordered {
		m.turn.Did = append(m.turn.Did, Access{Obj: Passing, Free: true})
	}
	if m.daemons && (s.daemon || m.ordinaryEnded) {
		m.turn.Did = append(m.turn.Did, Access{Obj: CutOff, Write: m.ordinaryEnded, Free: true})
	}
	m.ordinaryEnded = false
}
