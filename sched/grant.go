// This file defines grants: how far a thread that is plain data may go before it asks again. An interpreter that asked the
// engine before each bytecode would spend ten times as long on asking as on the bytecode.
//
// A run with grants is the run without them, event by event: a grant ends before anything else can happen, so that
// what is done within it may be done at once, and paid for together.

package sched

import (
	"time"

	"github.com/gilsim/gilsim/trace"
)

// A Granter is an engine that can tell in advance how far a thread gets. An engine that does not implement it grants nothing.
type Granter interface {
	// Room returns how many bytecodes t, which runs, may execute that end before anything else can happen; 0: it must ask.
	Room(t *Thread) int64
	// Granted lets the time of n of them pass.
	Granted(t *Thread, n int64)
}

// A GrantingInterlock is an interlock whose holder need not always ask before it executes bytecode. One that does not implement it
// wants to be asked each time.
type GrantingInterlock interface {
	// Grants reports whether the holder need not ask before anything happens elsewhere.
	Grants() bool
}

// Grant returns how many bytecodes the thread may execute before it must make a request. They take effect at once. Spend must be
// called before anything else of this package is.
func (t *Thread) Grant() int64 {
	e, ok := t.run.engine.(Granter)
	if !ok || t.tripped.Load() != 0 {
		return 0
	}
	if lock := t.interlock(); lock != nil {
		if g, ok := lock.(GrantingInterlock); !ok || !g.Grants() {
			return 0
		}
	}
	return e.Room(t)
}

// Spend tells that the thread has executed n granted bytecodes; the last of them was of this kind.
func (t *Thread) Spend(n int64, last Point) {
	t.last = last
	if n == 0 {
		return
	}
	t.bytecodes += n
	t.run.engine.(Granter).Granted(t, n)
}

// StepCode is one step of announcing what the thread is about to do to an object, and of executing the code whose last
// bytecode does it.
func (t *Thread) StepCode(w Wake, step trace.Kind, object int32, code Code) (Request, bool) {
	if w == Begin {
		t.next, t.nextObj = step, object
	}
	return t.stepExecute(w, code)
}

// SetActor says which greenlet or generator acts in a thread that is plain data; 0 is the thread's own code.
func (t *Thread) SetActor(actor int32) { t.actor = actor }

// SetPlace says at which place of the trace's names the step is made that a thread which is plain data announces next.
func (t *Thread) SetPlace(place int32) { t.place = place }

// Place returns what SetPlace was told last.
func (t *Thread) Place() int32 { return t.place }

// Unlocked reports whether the thread executes without an interlock.
func (t *Thread) Unlocked() bool { return t.proc.lock == nil }

// Unseen reports whether nobody is told the events.
func (r *Run) Unseen() bool { return r.unnumbered }

// A Tunable interlock is one whose switch interval can be changed while a run is under way.
type Tunable interface {
	// SwitchInterval returns the interval.
	SwitchInterval() time.Duration
	// SetSwitchInterval changes it for waits that have not begun.
	SetSwitchInterval(d time.Duration)
}

// Tunable returns the thread's interlock if it is tunable, or nil.
func (t *Thread) Tunable() Tunable {
	lock, _ := t.proc.lock.(Tunable)
	return lock
}
