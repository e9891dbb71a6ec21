// This file defines what comes at the end of a grant: the thread goes on as long as nobody can see what it does, and then pays for it.

package python

import (
	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/sched"
)

// exhausted is what comes at the end of the grant, before the instruction next; in was executed last, and so much is left. The outcome
// is goes, stops or entered; t.granted is what is left then.
func (t *Thread) exhausted(in, next *code.Instr, n int64) outcome {
	switch {
	case t.interp.looksAtEach():
		return t.eachExhausted(in, next, n)
	case t.endOfGrant(in, next, n):
		return stops
	}
	return goes
}

// How many bytecodes that nobody can see are paid for at once, so that a thread which does nothing else for ever, without the lock, comes
// to the limits of the run, and others go on beside it; and how many in a search, where it is cut after so many payments.
const (
	unseen         = 1 << 13
	unseenSearched = 1 << 4
)

// longestUnseen returns which of them it is.
func (in *Interpreter) longestUnseen() int64 {
	if in.sharing != nil {
		return unseenSearched
	}
	return unseen
}

// endOfGrant is exhausted without a look at what has died. It reports whether the thread must stop before the next instruction.
func (t *Thread) endOfGrant(in, next *code.Instr, n int64) (stop bool) {
	if t.granted > n {
		t.sched.Spend(t.granted-n, t.pointAfter(in))
	}
	t.granted = 0
	if t.interp.parallel != nil { // it gets a new grant
		if !t.callsOperation(next) {
			t.owe(int64(next.N), 0, sched.Inside)
			t.paid = true
			return true
		}
		t.pending += int64(next.N)
		return false
	}
	if t.signalDue() {
		t.signalled = true
		return true
	}
	forever := t.loops()
	concerns := !forever && t.concerns(next)
	if !forever && !concerns && t.pending < t.interp.longestUnseen() {
		t.pending += int64(next.N)
		t.ticks += int64(next.Ticks)
		return false
	}
	if t.callsOperation(next) { // it pays for itself, and is announced by what it is
		t.pending += int64(next.N)
		t.ticks += int64(next.Ticks)
		return false
	}
	if t.step = (announcement{}); concerns {
		t.step = t.announces(next)
	}
	t.announcePlace(0)
	t.owe(int64(next.N), int64(next.Ticks), t.pointOf(next))
	t.paid = true
	return true
}

// account pays what has been executed of the grant, the instruction in included, before something is recorded.
func (t *Thread) account(in *code.Instr, n int64) {
	if t.granted > n {
		t.sched.Spend(t.granted-n, looks(in.Flags&code.Check != 0))
		t.granted = n
	}
}
