// This file defines the line of those who wait for a condition.

package threading

import "github.com/gilsim/gilsim/sched"

// A line holds waiters in the order of their arrival. Whoever uses the condition as it must be used has its lock, but for
// a plain Lock nobody sees to that: so the line has a mutex of its own.
type line struct {
	mu    sched.Mutex // guards what follows
	first *waiter
	last  *waiter
	n     int
}

// push puts w at the end.
func (l *line) push(t *sched.Thread, w *waiter) {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	w.before, w.waits = l.last, true
	if l.last == nil {
		l.first = w
	} else {
		l.last.behind = w
	}
	l.last = w
	l.n++
}

// pop takes the first one out, nil if there is none.
func (l *line) pop(t *sched.Thread) *waiter {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	w := l.first
	if w != nil {
		l.take(w)
	}
	return w
}

// remove takes w out, if it is there.
func (l *line) remove(t *sched.Thread, w *waiter) {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	if w.waits {
		l.take(w)
	}
}

// take takes w out, which is there.
func (l *line) take(w *waiter) {
	if w.before == nil {
		l.first = w.behind
	} else {
		w.before.behind = w.behind
	}
	if w.behind == nil {
		l.last = w.before
	} else {
		w.behind.before = w.before
	}
	w.before, w.behind, w.waits = nil, nil, false
	l.n--
}

// len returns how many there are.
func (l *line) len(t *sched.Thread) int {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	return l.n
}
