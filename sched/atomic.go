// This file defines the atomic number, what a lock's fast path is made of.

package sched

import "sync/atomic"

// An Atomic is a number that the threads of a real machine change atomically. On the simulated machine, where one thread runs
// at a time, plain memory does, which is faster. The zero value is 0.
type Atomic struct {
	v int32
}

// Load returns the number. Any thread may ask, and who is none.
func (w *Atomic) Load() int32 { return atomic.LoadInt32(&w.v) }

// Store sets the number, for t.
func (w *Atomic) Store(t *Thread, n int32) {
	if t.run.parallel {
		atomic.StoreInt32(&w.v, n)
		return
	}
	w.v = n
}

// Replace sets the number to n if it is old, and reports whether it was, for t.
func (w *Atomic) Replace(t *Thread, old, n int32) bool {
	if t.run.parallel {
		return atomic.CompareAndSwapInt32(&w.v, old, n)
	}
	if w.v != old {
		return false
	}
	w.v = n
	return true
}

// Swap sets the number to n and returns what it was, for t.
func (w *Atomic) Swap(t *Thread, n int32) (old int32) {
	if t.run.parallel {
		return atomic.SwapInt32(&w.v, n)
	}
	old, w.v = w.v, n
	return old
}
