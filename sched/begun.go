// This file defines the coroutines of a thread that have begun and not ended: they must be ended with the thread.

package sched

import "github.com/gilsim/gilsim/internal/container"

// remember notes that c has begun: it must be ended with the thread.
func (t *Thread) remember(c *Coroutine) {
	c.place.Value = c
	t.listOf(c).Push(&c.place)
}

// forget notes that c has ended.
func (t *Thread) forget(c *Coroutine) { t.listOf(c).Remove(&c.place) }

// listOf returns the list that c is on while it has begun and not ended. Those that stand on others have one of their own, so
// that who is ended next need not be searched for.
func (t *Thread) listOf(c *Coroutine) *container.List[*Coroutine] {
	if c.stands {
		return &t.standing
	}
	return &t.begun
}

// toClose returns the coroutine that is unwound next, nil if none is left that can be: the current one, then the others
// that were, for generators that execute stand on them, and then the generators that are left.
func (t *Thread) toClose() *Coroutine {
	if t.current.place.In() == &t.begun {
		return t.current
	}
	if first := t.begun.First(); first != nil {
		return first.Value
	}
	for n := t.standing.First(); n != nil; n = n.Next() {
		if !n.Value.runs { // those that do stand on one that refused to end
			return n.Value
		}
	}
	return nil
}
