// This file calibrates the bytecode loop on this computer.

package native

import (
	"sync/atomic"
	"time"
)

// Cost returns what a bytecode of the loop really costs, in picoseconds: at least what the loop's own dispatch does.
func (l *Loop) Cost() int64 { return l.cost }

// The measuring of a loop: the fastest sample, as whatever disturbs one makes it slower; of at least so many, and of so many more until a second
// one agrees with it within 1/agreement, as beside other programs all of a few may have been disturbed.
const (
	samples     = 9
	mostSamples = 300
	agreement   = 32
	sampleTime  = time.Millisecond
	corrections = 3
)

// Calibrate returns a loop whose bytecodes cost so many picoseconds, or as few as this computer needs for them if that is
// more, when it looks for an interrupt after each multiple of stride. It takes some 50 ms.
func Calibrate(picoseconds, stride int64) *Loop {
	l := &Loop{stride: max(1, stride)}
	bare := l.measure()
	if picoseconds > bare {
		l.padding = unit
		padded := max(1, l.measure()-bare)
		l.padding = uint64((picoseconds - bare) * unit / padded)
		l.correct(picoseconds)
	}
	l.cost = l.measure()
	l.portion = max(1, int64(sampleTime/2)*1000/l.cost)
	return l
}

// correct brings the padding nearer to what the cost asks for: units cost less side by side than alone.
func (l *Loop) correct(picoseconds int64) {
	for range corrections {
		cost := l.measure()
		l.padding = uint64(max(0, int64(l.padding)+(picoseconds-cost)*int64(l.padding)/cost))
	}
}

// measure returns what a bytecode costs, in picoseconds.
func (l *Loop) measure() int64 {
	var m mill
	var never atomic.Bool
	n := int64(1000)
	for l.time(&m, n, &never) < sampleTime/4 {
		n *= 2
	}
	best, second := time.Hour, time.Hour
	for i := 0; i < samples || i < mostSamples && second-best > best/agreement; i++ {
		took := l.time(&m, n, &never)
		best, second = min(best, took), min(second, max(best, took))
	}
	return max(1, int64(best)*1000/n)
}

// time returns how long n bytecodes take.
func (l *Loop) time(m *mill, n int64, never *atomic.Bool) time.Duration {
	began := time.Now()
	l.run(m, n, l.stride, never)
	return time.Since(began)
}
