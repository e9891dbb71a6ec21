// This file defines the coroutines of a thread that have begun and not ended: they must be ended with the thread.

package sched

// begun is a list of coroutines, in the order in which they began.
type begun struct{ first, last *Coroutine }

// add adds c at the end.
func (l *begun) add(c *Coroutine) {
	c.prev = l.last
	if c.prev == nil {
		l.first = c
	} else {
		c.prev.next = c
	}
	l.last = c
}

// remove takes c off the list.
func (l *begun) remove(c *Coroutine) {
	if c.prev == nil {
		l.first = c.next
	} else {
		c.prev.next = c.next
	}
	if c.next == nil {
		l.last = c.prev
	} else {
		c.next.prev = c.prev
	}
	c.prev, c.next = nil, nil
}

// has reports whether c, if it is on any list, is on this one.
func (l *begun) has(c *Coroutine) bool { return c.prev != nil || l.first == c }

// remember notes that c has begun: it must be ended with the thread.
func (t *Thread) remember(c *Coroutine) { t.listOf(c).add(c) }

// forget notes that c has ended.
func (t *Thread) forget(c *Coroutine) { t.listOf(c).remove(c) }

// listOf returns the list that c is on while it has begun and not ended. Those that stand on others have one of their own, so
// that who is ended next need not be searched for.
func (t *Thread) listOf(c *Coroutine) *begun {
	if c.stands {
		return &t.standing
	}
	return &t.begun
}

// toClose returns the coroutine that is unwound next, nil if none is left that can be: the current one, then the others
// that were, for generators that execute stand on them, and then the generators that are left.
func (t *Thread) toClose() *Coroutine {
	switch {
	case t.begun.has(t.current):
		return t.current
	case t.begun.first != nil:
		return t.begun.first
	}
	c := t.standing.first
	for c != nil && c.runs { // on one that refused to end
		c = c.next
	}
	return c
}
