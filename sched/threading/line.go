// This file defines the line of those who wait for a condition.

package threading

import (
	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
)

// A line holds waiters in the order of their arrival. Whoever uses the condition as it must be used has its lock, but for
// a plain Lock nobody sees to that: so the line has a mutex of its own.
type line struct {
	mu   sched.Mutex // guards list
	list container.List[*waiter]
}

// push puts w at the end.
func (l *line) push(t *sched.Thread, w *waiter) {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	w.place.Value = w
	l.list.Push(&w.place)
}

// pop takes the first one out, nil if there is none.
func (l *line) pop(t *sched.Thread) *waiter {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	if first := l.list.Pop(); first != nil {
		return first.Value
	}
	return nil
}

// remove takes w out, if it is there.
func (l *line) remove(t *sched.Thread, w *waiter) {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	l.list.Remove(&w.place)
}

// len returns how many there are.
func (l *line) len(t *sched.Thread) int {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	return l.list.Len()
}
