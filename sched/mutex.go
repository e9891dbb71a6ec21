// This file defines what several threads of a real machine may touch at the same time: a mutex, and an atomic number.

package sched

import (
	"sync"
	"sync/atomic"
)

// A Mutex guards state that several threads of a real machine may touch at the same time. On the simulated machine, where
// one thread runs at a time and can lose the processor at an announced step alone, it does nothing. It is held for a few
// instructions, never while a thread waits. The zero value is unlocked.
type Mutex struct {
	mu sync.Mutex
}

// Lock locks it, for t.
func (m *Mutex) Lock(t *Thread) {
	if t.run.parallel {
		m.mu.Lock()
	}
}

// Unlock unlocks it, for t, which has locked it.
func (m *Mutex) Unlock(t *Thread) {
	if t.run.parallel {
		m.mu.Unlock()
	}
}

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
