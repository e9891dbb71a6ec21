// This file defines what C code costs that goes through many items: a call of sum or sorted is one bytecode, and may take as long as
// millions. Meanwhile the caller holds the interpreter lock, and does not look whether somebody wants it.

package python

import "github.com/gilsim/gilsim/python/code"

// What an item costs, in tenths of a bytecode: about what testdata/reference/items.py measures with CPython 3.9 to 3.13, beside a loop of the
// same interpreter. The versions differ from each other by up to a half.
const (
	itemCopied   = 5   // into a list or a tuple
	itemAdded    = 9   // sum
	itemJoined   = 10  // str.join
	itemTested   = 12  // any, all
	itemFound    = 20  // in, index and count of a list or a tuple
	itemMade     = 25  // by a range
	itemCompared = 28  // min, max, and each comparison of a sort
	itemKept     = 40  // a number made by a range that a list or a tuple keeps
	itemHashed   = 45  // set, frozenset
	itemMapped   = 120 // dict.fromkeys, and a dict made of pairs
)

// leastLabor is what is charged together, in tenths of a bytecode: small calls would end a grant each.
const leastLabor = 1000

// labors notes that C code goes through so many items, each of which costs so much.
func (t *Thread) labors(items, each int) { t.labor += int64(items) * int64(each) }

// charged charges the thread for what its C code has done, after the instruction in, with so much left of the grant; it returns what is
// left then: nothing, or eachStep, as the time that it takes is not part of the grant.
func (t *Thread) charged(in *code.Instr, left int64) int64 {
	n := t.labor / 10
	t.labor %= 10
	machine := t.sched.WorkCharger()
	if machine == nil {
		return left
	}
	if t.granted > left {
		t.sched.Spend(t.granted-left, t.pointAfter(in))
	}
	if t.granted = 0; t.interp.looksAtEach() {
		t.granted = eachStep
	}
	machine.ChargeWork(t.sched, n)
	return t.granted
}

// laborsOver notes that C code makes a list or a tuple of what it iterates over.
func (t *Thread) laborsOver(v Value, items int) {
	t.labors(items, itemCopied)
	if v.layout() == layoutRange {
		t.labors(items, itemKept)
	}
}
