// This file defines the timers of the simulated machine: threads in the order in which their time comes.

package sched

// timers is an agenda in which each thread has at most one entry that counts: the one whose number the thread knows. So
// cancelling a timer touches nothing but its thread; the entry stays until it comes to the front, or until most entries
// are such.
type timers struct {
	agenda
	live int // entries that count
}

// set puts in a timer for t, which must have none.
func (h *timers) set(when int64, seq uint64, t *Thread) {
	if h.len() > 2*h.live+64 {
		h.keep(counts)
	}
	t.sim.timer, t.sim.fires = seq, when
	h.add(0, when, seq, t)
	h.live++
}

// counts reports whether an entry is that of a timer which has not been cancelled.
func counts(x *entry) bool { return x.t.sim.timer == x.seq }

// cancel takes away the timer of t, if it has one.
func (h *timers) cancel(t *Thread) {
	if t.sim.timer != 0 {
		t.sim.timer = 0
		h.live--
	}
}

// next returns the earliest timer, nil if there is none.
func (h *timers) next() *entry {
	for h.len() > 0 {
		x := h.first()
		if counts(x) {
			return x
		}
		h.pop()
	}
	return nil
}

// expire takes out the earliest timer. There must be one, as next has found.
func (h *timers) expire() *Thread {
	t, _ := h.pop()
	h.cancel(t)
	return t
}
