// This file defines the steps of library code that stands for C code, in a search: what it does to what threads share is part of the step
// under way, and a step of its own where code of the program has been executed since that began.

package python

import (
	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/sched"
)

// looksAtEach reports whether threads stop before each instruction, those included that are no bytecode: to see what it drops, or to tell
// a search what it touches that others can reach.
func (in *Interpreter) looksAtEach() bool {
	return in.lives.watching || in.concurrent && in.sharing != nil
}

// stepsInC tells a search what the next instruction does, which stands for C code. It reports whether the thread must stop before it,
// because that is a step of its own.
func (t *Thread) stepsInC(next *code.Instr) (stop bool) {
	if t.interp.sharing == nil {
		return false
	}
	t.inC = true
	list := t.accesses(next)
	if len(list) == 0 {
		return false
	}
	if t.inStep {
		t.touched(list)
		return false
	}
	t.step = announced(list)
	t.announcePlace(0)
	t.owe(0, 0, sched.Inside)
	t.paid = true
	return true
}

// leavesC is what comes before the first instruction after C code. If that has called code of the program, what this has executed last
// is paid for, since the holder of the lock looks for a request after the call. It reports whether the thread must stop for that.
func (t *Thread) leavesC() (stop bool) {
	if !t.inC {
		return false
	}
	t.inC = false
	f := t.frame
	if t.sched.Unlocked() || f.pc == 0 {
		return false
	}
	return f.body.instrs[f.pc-1].Flags&(code.Check|code.CheckNative) != 0 && t.looksNow()
}

// beginsStep notes that the instruction that has been announced is executed now: it is a step if others can see what it does.
func (t *Thread) beginsStep(next *code.Instr) {
	list := t.accesses(next)
	t.inStep = len(list) > 0
	t.touched(list)
}

// touched tells the search what is done now.
func (t *Thread) touched(list []access) {
	for _, a := range list {
		t.interp.sharing.engine.Touch(t.sched, a.place, a.write)
	}
}
