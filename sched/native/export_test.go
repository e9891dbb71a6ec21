// This file opens to the tests what they need of the inside.

package native

import (
	"sync/atomic"
	"time"
)

// Measure returns what a bytecode of the loop costs now, in picoseconds.
func (l *Loop) Measure() int64 { return l.measure() }

// PretendLoop returns a loop that sleeps in place of computing, so that its bytecodes, of so many microseconds each, cost
// fake time inside testing/synctest. After each multiple of stride it calls due, which must let the others do what they
// do at the same moment.
func PretendLoop(microseconds int64, due func()) *Loop {
	pretend := func(n, stride int64, interrupted *atomic.Bool) (left int64) {
		for n > 0 && !interrupted.CompareAndSwap(true, false) {
			round := min(stride, n)
			time.Sleep(time.Duration(round*microseconds) * time.Microsecond)
			due()
			n -= round
		}
		return n
	}
	return &Loop{cost: microseconds * 1_000_000, portion: 1, pretend: pretend}
}
