// This file defines the mutex that guards what the threads of a real machine share above the engine.

package sched

import "sync"

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
