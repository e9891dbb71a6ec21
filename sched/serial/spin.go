// This file defines loops that only look: a thread in one goes on when what it has looked at has changed.

package serial

import (
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/sched"
)

// A look is a read of an object: how often that had been written then.
type look struct {
	obj    int32
	writes int32
}

// spinning is what a thread has done since a round of its loop began.
type spinning struct {
	round  []look // in this round
	wrote  bool   // in this round
	notes  bool   // a round is under way
	ends   bool   // it is over, in vain, with the step that is being made
	before []look // in the last round, which was in vain: it waits until one of these has changed; empty: it does not
}

// Looks begins a round.
func (m *Machine) Looks(t *sched.Thread) {
	m.announcedDone()
	if m.spinners && m.stepper != 0 {
		m.noteLooks(&m.threads[m.stepper])
	}
	m.spinners, m.noted = true, len(m.turn.Did)
	s := &m.threads[t.ID()].spin
	s.round, s.wrote, s.notes, s.ends = s.round[:0], false, true, false
}

// LooksAgain ends a round in vain. The last step of it has not been noted yet.
func (m *Machine) LooksAgain(t *sched.Thread) { m.threads[t.ID()].spin.ends = true }

// noteLooks notes what the step has done that has just been made, by thread s.
func (m *Machine) noteLooks(s *thread) {
	for _, a := range m.turn.Did[min(m.noted, len(m.turn.Did)):] {
		switch {
		case a.Obj <= Interlock && a.Obj > endOfFirst:
		case a.Write:
			m.written(a.Obj)
			s.spin.wrote = true
		case s.spin.notes:
			s.spin.round = append(s.spin.round, look{a.Obj, m.timesWritten(a.Obj)})
		}
	}
	m.noted = len(m.turn.Did)
	if k := &s.spin; k.ends {
		if k.before = k.before[:0]; !k.wrote {
			k.before = append(k.before, k.round...)
		}
		k.round, k.wrote, k.ends = k.round[:0], false, false
	}
}

// written counts a write.
func (m *Machine) written(object int32) {
	if object < firstObject {
		m.otherWrites = append(m.otherWrites, object)
		return
	}
	for int(object-firstObject) >= len(m.writes) {
		m.writes = append(m.writes, 0)
	}
	m.writes[object-firstObject]++
}

// timesWritten returns how often an object has been written since the first round of any loop.
func (m *Machine) timesWritten(object int32) int32 {
	switch i := int(object - firstObject); {
	case object < firstObject: // the ends of threads, and such
		n := int32(0)
		for _, o := range m.otherWrites {
			if o == object {
				n++
			}
		}
		return n
	case i < len(m.writes):
		return m.writes[i]
	}
	return 0
}

// mayLook reports whether the thread, if it spins, can find anything new.
func (m *Machine) mayLook(s *thread) bool {
	return len(s.spin.before) == 0 || slices.ContainsFunc(s.spin.before, func(l look) bool { return m.timesWritten(l.obj) != l.writes })
}

// looksAgain notes, as the thread goes on, what it depends on that it does: if there was a single write, on that one.
func (m *Machine) looksAgain(s *thread) {
	total := int32(0)
	for _, l := range s.spin.before {
		total += m.timesWritten(l.obj) - l.writes
	}
	for _, l := range s.spin.before {
		m.turn.Did = append(m.turn.Did, Access{Obj: l.obj, Free: true, Change: total == 1 && m.timesWritten(l.obj) != l.writes})
	}
	m.noted = len(m.turn.Did)
	s.spin.before = s.spin.before[:0]
}

// livelock returns the error of a run in which nobody can go on, and some only look; nil if nobody does.
func (m *Machine) livelock() error {
	var who []string
	for id := range m.threads {
		if s := &m.threads[id]; s.pending && !m.mayLook(s) {
			who = append(who, m.tasks[id].Thread().Name())
		}
	}
	switch len(who) {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("livelock: %s looks again and again at what nobody changes", who[0])
	}
	return fmt.Errorf("livelock: %d threads look again and again at what nobody changes: %s, …", len(who), who[0])
}
