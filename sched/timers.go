// This file defines the timers of the simulated machine: a heap in order of time, ties in order of insertion.

package sched

// A timer is an event that is due later for a thread: its time-out, or its becoming ready after a wake-up.
type timer struct {
	when int64
	seq  uint64
	t    *Thread
}

// before reports whether the timer is due before another one.
func (a *timer) before(b *timer) bool {
	return a.when < b.when || a.when == b.when && a.seq < b.seq
}

// timers is a heap of four children a node: half as deep as a binary one, and its children share a cache line or two.
// Each thread has at most one timer and knows its place. Invariant: heap[t.sim.timer-1].t == t; 0 means none.
type timers struct {
	heap []timer
}

// add puts in a timer for t, which must have none.
func (h *timers) add(when int64, seq uint64, t *Thread) {
	h.heap = append(h.heap, timer{})
	h.up(len(h.heap)-1, timer{when, seq, t})
}

// pop takes out the earliest.
func (h *timers) pop() *Thread {
	t := h.heap[0].t
	h.remove(t)
	return t
}

// remove takes out the timer of t, if it has one.
func (h *timers) remove(t *Thread) {
	i := int(t.sim.timer) - 1
	if i < 0 {
		return
	}
	t.sim.timer = 0
	last := len(h.heap) - 1
	moved := h.heap[last]
	h.heap[last] = timer{}
	h.heap = h.heap[:last]
	if i == last {
		return
	}
	if i > 0 && moved.before(&h.heap[(i-1)/4]) {
		h.up(i, moved)
	} else {
		h.down(i, moved)
	}
}

// put sets the timer at a place.
func (h *timers) put(i int, x timer) {
	h.heap[i] = x
	x.t.sim.timer = int32(i + 1)
}

// up moves x from place i towards the root until it is where it belongs.
func (h *timers) up(i int, x timer) {
	for i > 0 {
		parent := (i - 1) / 4
		if !x.before(&h.heap[parent]) {
			break
		}
		h.put(i, h.heap[parent])
		i = parent
	}
	h.put(i, x)
}

// down moves x from place i towards the leaves until it is where it belongs.
func (h *timers) down(i int, x timer) {
	for {
		first := 4*i + 1
		if first >= len(h.heap) {
			break
		}
		least := first
		for child := first + 1; child < min(first+4, len(h.heap)); child++ {
			if h.heap[child].before(&h.heap[least]) {
				least = child
			}
		}
		if !h.heap[least].before(&x) {
			break
		}
		h.put(i, h.heap[least])
		i = least
	}
	h.put(i, x)
}
