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
	x, y   uint64
	credit uint64 // padding that is due, in 1/65536
}

// unit is the credit of one unit of padding.
const unit = 1 << 16

// run executes n bytecodes. After each multiple of stride, 0 included, it looks whether it is interrupted, one atomic
// load; if it is, it takes note of that, and returns how many bytecodes are left.
func (l *Loop) run(m *mill, n, stride int64, interrupted *atomic.Bool) (left int64) {
	if l.pretend != nil {
		return l.pretend(n, stride, interrupted)
	}
	x, y, credit, padding := m.x, m.y, m.credit, l.padding
	for n > 0 && !interrupted.Load() {
		round := min(stride, n)
		n -= round
		for ; round > 0; round-- {
			switch round & 3 { // the opcode, by its place in the round
			case 0:
				x += y
			case 1:
				x ^= uint64(n)
			case 2:
				y += x >> 3
			}
			for credit += padding; credit >= unit; credit -= unit {
				x = x*6364136223846793005 + 1442695040888963407
			}
		}
	}
	m.x, m.y, m.credit = x, y, credit
	if n > 0 {
		interrupted.Store(false)
	}
	return n
}
