// This file defines loops that only look: a thread in one goes on when what it has looked at has changed.

package serial

import (
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A look is a read of an object: how often that had been written then.
type look struct {
	obj    int32
	writes int32
}

// A loopHead is a visit of a thread to the head of a loop: its state, and how many of its looks came before.
type loopHead struct {
	state sched.State
	looks int
}

// mostHeads is how many visits are remembered. The rounds of a loop that only looks visit as many heads as there are loops in it.
const mostHeads = 64

// spinning is what a thread has done since it wrote something last.
type spinning struct {
	heads   []loopHead
	looks   []look // since the first of them
	held    []held
	before  []look // in the last round, which was in vain: it waits until one of these has changed; empty: it does not
	forever bool   // it loops without a look at anything
}

// A held lock was taken when it had been written so often.
type held struct{ obj, writes int32 }

// A locking is the place in Turn.Did of what a step does to a lock.
type locking struct {
	at    int
	takes bool
}

// roundWork is what it costs, in units of Outcome.Work, to tell the state of a thread at the head of a loop.
const roundWork = 3

// Loops notes that a thread comes to the head of a loop, and has it wait if it only repeats itself.
func (m *Machine) Loops(t *sched.Thread, state sched.State) (forever bool) {
	m.works(roundWork)
	m.announcedDone()
	switch {
	case !m.spinners:
		m.spinners, m.noted = true, len(m.turn.Did)
	case m.stepper != 0:
		m.noteLooks(&m.threads[m.stepper])
	}
	k := &m.threads[t.ID()].spin
	for _, h := range k.held {
		state[0] = state[0]*31 + uint64(h.obj)
	}
	i := slices.IndexFunc(k.heads, func(h loopHead) bool { return h.state == state })
	if i < 0 {
		if len(k.heads) == mostHeads {
			k.forget()
		}
		k.heads = append(k.heads, loopHead{state, len(k.looks)})
		return false
	}
	k.before = append(k.before[:0], k.looks[k.heads[i].looks:]...)
	k.heads, k.looks = append(k.heads[:0], loopHead{state, 0}), k.looks[:0]
	k.forever = len(k.before) == 0
	return k.forever
}

// spareSpinning returns what a new thread has done, nothing, with the memory of the thread of an earlier run that had its number.
func (m *Machine) spareSpinning() (k spinning) {
	if n := len(m.threads); n < cap(m.threads) {
		k = m.threads[:n+1][n].spin
	}
	return spinning{heads: k.heads[:0], looks: k.looks[:0], held: k.held[:0], before: k.before[:0]}
}

// forget ends what may have been a round in vain.
func (k *spinning) forget() { k.heads, k.looks = k.heads[:0], k.looks[:0] }

// acts ends what may have been a round in vain of the thread whose code runs: it has got what it gets no second time.
func (m *Machine) acts() {
	if m.current != 0 {
		m.threads[m.current].spin.forget()
	}
}

// noteLock notes that the step under way, as what it has done last, takes or gives back a lock.
func (m *Machine) noteLock(kind trace.Kind) {
	if m.spinners && (kind == trace.Acquire || kind == trace.Release) {
		m.locking = append(m.locking, locking{len(m.turn.Did) - 1, kind == trace.Acquire})
	}
}

// noteLooks notes what the step has done that has just been made, by thread s.
func (m *Machine) noteLooks(s *thread) {
	k := &s.spin
	for i := min(m.noted, len(m.turn.Did)); i < len(m.turn.Did); i++ {
		a := m.turn.Did[i]
		switch {
		case a.Obj <= Interlock && a.Obj > endOfFirst:
		case m.isAllValues(a.Obj) && !a.Write:
			m.written(a.Obj) // by who has replaced one, as another place tells
		case !a.Write || m.isAllValues(a.Obj):
			k.looks = append(k.looks, look{a.Obj, m.timesWritten(a.Obj)})
		case m.lockingAt(i, true):
			m.takes(k, a)
		case m.lockingAt(i, false):
			m.givesBack(k, a.Obj)
		default:
			m.written(a.Obj)
			k.forget()
		}
	}
	m.noted = len(m.turn.Did)
}

func (m *Machine) lockingAt(at int, takes bool) bool {
	return slices.Contains(m.locking, locking{at, takes})
}

// takes notes that a thread takes a lock. That it did is something it has looked at, if it would have gone on without.
func (m *Machine) takes(k *spinning, a Access) {
	n := m.timesWritten(a.Obj)
	if !a.Waits {
		k.looks = append(k.looks, look{a.Obj, n})
	}
	k.held = append(k.held, held{a.Obj, n})
	m.written(a.Obj)
}

// givesBack notes that a thread gives a lock back. Others see that; to the thread itself the lock is then what it was before.
func (m *Machine) givesBack(k *spinning, lock int32) {
	m.written(lock)
	for i := len(k.held) - 1; i >= 0; i-- {
		if k.held[i].obj != lock {
			continue
		}
		if n := m.timesWritten(lock); n == k.held[i].writes+2 {
			for j := range k.looks {
				if l := &k.looks[j]; l.obj == lock && l.writes >= n-2 {
					l.writes = n
				}
			}
		}
		k.held = slices.Delete(k.held, i, i+1)
		return
	}
	k.forget()
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
	k := &s.spin
	return !k.forever && (len(k.before) == 0 || slices.ContainsFunc(k.before, func(l look) bool { return m.timesWritten(l.obj) != l.writes }))
}

// looksAgain notes, as the thread goes on, what it depends on that it does: if there was a single write, on that one.
func (m *Machine) looksAgain(s *thread) {
	total := int32(0)
	for i, l := range s.spin.before {
		if !seenBefore(s.spin.before[:i], l.obj) {
			total += m.timesWritten(l.obj) - l.writes
		}
	}
	for _, l := range s.spin.before {
		why := Changed
		if total == 1 && m.timesWritten(l.obj) != l.writes {
			why = Enabled
		}
		m.turn.Did = append(m.turn.Did, Access{Obj: l.obj, Write: m.isAllValues(l.obj), Free: true, Again: why})
	}
	m.noted = len(m.turn.Did)
	s.spin.before = s.spin.before[:0]
}

func seenBefore(looks []look, object int32) bool {
	return slices.ContainsFunc(looks, func(l look) bool { return l.obj == object })
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
