// This file defines the bytecode loop: a small interpreter, padded so that a bytecode costs what it should.

package native

import "sync/atomic"

// A Loop executes bytecodes at a calibrated cost. It can be shared by any number of runs.
type Loop struct {
	padding uint64 // units of padding work in a bytecode, in 1/65536
	stride  int64  // it was calibrated with this one
	cost    int64  // what a bytecode really costs, ps
	portion int64  // bytecodes that take about half a millisecond

	pretend func(n, stride int64, interrupted *atomic.Bool) (left int64) // in place of run, for tests in fake time
}

// A mill is the state of one thread in the bytecode loop.
type mill struct {
	x      uint64 // the one register: each bytecode waits for the one before
	credit uint64 // padding that is due, in 1/65536
}

// An opcode is what a bytecode does to the register: it is dispatched by a table, so that the processor can look ahead of
// the arithmetic, as it does in an interpreter whose branches it predicts well.
type opcode struct{ operand, factor uint64 }

// opcodes are those of the loop; which numbers does not matter, but that the factors are odd.
var opcodes = [4]opcode{{1, 3}, {0x9e3779b97f4a7c15, 5}, {7, 0x2545f4914f6cdd1d}, {0xff51afd7ed558ccd, 9}}

// unit is the credit of one unit of padding.
const unit = 1 << 16

// run executes n bytecodes. After each multiple of stride, 0 included, it looks whether it is interrupted, one atomic
// load; if it is, it takes note of that, and returns how many bytecodes are left.
func (l *Loop) run(m *mill, n, stride int64, interrupted *atomic.Bool) (left int64) {
	if l.pretend != nil {
		return l.pretend(n, stride, interrupted)
	}
	x, credit, padding := m.x, m.credit, l.padding
	for look := int64(1); n > 0; n-- {
		if look--; look == 0 {
			if interrupted.Load() {
				break
			}
			look = stride
		}
		op := &opcodes[n&3] // by its place in the code
		x = (x ^ op.operand) * op.factor
		for credit += padding; credit >= unit; credit -= unit {
			x = x*6364136223846793005 + 1442695040888963407
		}
	}
	m.x, m.credit = x, credit
	if n > 0 {
		interrupted.Store(false)
	}
	return n
}

// step executes one bytecode.
func (l *Loop) step(m *mill) {
	if l.pretend != nil {
		l.pretend(1, 1, new(atomic.Bool))
		return
	}
	op := &opcodes[1]
	x := (m.x ^ op.operand) * op.factor
	credit := m.credit + l.padding
	for ; credit >= unit; credit -= unit {
		x = x*6364136223846793005 + 1442695040888963407
	}
	m.x, m.credit = x, credit
}
