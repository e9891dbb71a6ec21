// This file defines the timers of the simulated machine: threads in the order in which their time comes.

package sim

// timers is a runQueue in which each thread has at most one entry that counts: the one whose number the thread knows. So
// cancelling a timer touches nothing but its thread; the entry stays until it comes to the front, or until most entries
// are such.
type timers struct {
	runQueue
	live int // entries that count
}

// set puts in a timer for a thread, which must have none.
func (h *timers) set(threads []thread, t *thread, when int64, seq uint64) {
	if h.len() > 2*h.live+64 {
		h.keep(func(x *entry) bool { return counts(threads, x) })
	}
	t.timer, t.fires = seq, when
	h.add(0, when, seq, t.id)
	h.live++
}

// counts reports whether an entry is that of a timer which has not been cancelled.
func counts(threads []thread, x *entry) bool { return threads[x.id].timer == x.seq }

// cancel takes away the timer of a thread, if it has one.
func (h *timers) cancel(t *thread) {
	if t.timer != 0 {
		t.timer = 0
		h.live--
	}
}

// next returns the earliest timer, nil if there is none.
func (h *timers) next(threads []thread) *entry {
	for h.len() > 0 {
		x := h.first()
		if counts(threads, x) {
			return x
		}
		h.pop()
	}
	return nil
}

// expire takes out the earliest timer. There must be one, as next has found.
func (h *timers) expire(threads []thread) (id int32) {
	id = h.pop()
	h.cancel(&threads[id])
	return id
}
