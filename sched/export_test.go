package sched

// Offers is Yield without its step, up to the switch: it reports whether the thread must Suspend itself.
func (t *Thread) Offers() bool { return t.rest(t.run.timerObject(), 0) }

// Suspend suspends the current coroutine. It reports whether it must Unwind.
func (t *Thread) Suspend() bool { return t.suspend() }

// Unwind unwinds the current coroutine.
func (t *Thread) Unwind() { t.unwind() }

// BegunCoroutines returns the thread's coroutines that must be ended with it.
func (t *Thread) BegunCoroutines() (list []*Coroutine) {
	for n := t.begun.First(); n != nil; n = n.Next() {
		list = append(list, n.Value)
	}
	return list
}

// Over reports whether the coroutine's body has returned, or panicked.
func (c *Coroutine) Over() bool { return c.over }

// Runs reports whether the coroutine has been resumed and has not yielded since.
func (c *Coroutine) Runs() bool { return c.runs }
