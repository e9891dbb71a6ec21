// This file defines what a strategy can ask and be told of the steps within turns.

package serial

import (
	"github.com/gilsim/gilsim/trace"
)

// A Watcher is a strategy that is told of each step, right before it is made: also of those that it is not asked about, in the
// middle of a turn.
type Watcher interface {
	Steps(thread int32)
}

// An Announcement is the step that a thread makes next. Its numbers are those of the run's names.
type Announcement struct {
	Kind  trace.Kind // Park: the thread goes on after a wait
	Obj   int32      // a thread's number if the kind is about one; 0: it has none
	Place int64      // in the program's source; 0: not known
}

// Announced returns the step that a thread which can go on makes next.
func (m *Machine) Announced(thread int32) Announcement {
	s, k := &m.threads[thread], m.tasks[thread]
	if s.parked || s.woken {
		return Announcement{Kind: trace.Park, Obj: k.Request().On}
	}
	kind, object := k.Step()
	switch kind.Spec().Obj {
	case trace.Object, trace.Actor:
	case trace.Thread:
		if kind == trace.Spawn || kind == trace.Fork { // it has no number yet
			object = 0
		}
	default:
		object = 0
	}
	return Announcement{Kind: kind, Obj: object, Place: int64(k.Thread().Place())}
}

// LeftAt returns how many bytecodes a thread has executed at the soonest when another one goes on in its place: up to where it can
// lose the interlock, which may be before its next step. It is negative if the thread must begin its next step to find that it has
// to wait.
func (m *Machine) LeftAt(thread int32) int64 {
	s := &m.threads[thread]
	switch {
	case s.pending && !m.can(s):
		return -1
	case m.locks && s.pending && !s.parked && !s.woken:
		return s.openAt
	}
	return m.executed(thread)
}

// Keeps reports whether a thread has the interlock and cannot lose it before its next step: another one that goes on in its place
// has waited without it, and does just what it has waited for.
func (m *Machine) Keeps(thread int32) bool { return m.locks && m.holder == thread && m.keeps() }

// Executed returns how many bytecodes a thread has executed.
func (m *Machine) Executed(thread int32) int64 { return m.executed(thread) }

// Number returns the number, in an Access, of what has this one in the trace.
func (m *Machine) Number(traced int32) int32 { return m.object(traced) }

// Standing returns how a thread stands to the machine, beside what it has done: two runs in which all threads have seen the same and stand
// alike go on alike.
func (m *Machine) Standing(thread int32) (bits uint64) {
	s := &m.threads[thread]
	for i, is := range [...]bool{s.pending, s.open, s.outside, s.parked, s.timed, s.woken, s.permit, s.ended, s.waits, m.locks && m.holder == thread, m.broken, m.mayLook(s)} {
		if is {
			bits |= 1 << i
		}
	}
	return bits
}
