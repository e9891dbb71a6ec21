// This file defines the semaphore.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Semaphore is threading.Semaphore: a count that never falls below zero. Anybody may release it.
//
// As in Lib/threading.py a release hands nothing over: it wakes who has waited longest, and whoever comes first takes it.
type Semaphore struct {
	cond    *Condition
	value   *sched.Var[int]
	initial int
}

// NewSemaphore returns a semaphore of this name that can be acquired so many times, 0 or more. Making one takes no time.
func NewSemaphore(t *sched.Thread, name string, value int) *Semaphore {
	if value < 0 {
		t.Fail("semaphore initial value must be >= 0")
	}
	return &Semaphore{
		cond:    newCondition(t, NewLock(t, name), "semaphore", name),
		value:   sched.NewVar(t, name+"._value", value),
		initial: value,
	}
}

// Acquire takes one off the count. If it is zero the thread waits.
func (s *Semaphore) Acquire(t *sched.Thread) { s.acquire(t, true, sched.Forever) }

// AcquireTimeout is Acquire that waits for at most d; it reports whether it took one. With 0 or less it gives others a
// chance, and then does not wait.
func (s *Semaphore) AcquireTimeout(t *sched.Thread, d time.Duration) bool {
	return s.acquire(t, true, d)
}

// TryAcquire takes one off the count if it is not zero, and reports whether it did: acquire(blocking=False).
func (s *Semaphore) TryAcquire(t *sched.Thread) bool { return s.acquire(t, false, sched.Forever) }

// acquire is Semaphore.acquire.
func (s *Semaphore) acquire(t *sched.Thread, blocking bool, d time.Duration) (got bool) {
	enter(t)
	s.cond.enter(t)
	end := deadline{left: d}
	for s.value.Get(t) == 0 {
		if !blocking || !end.next(t) {
			s.cond.exit(t)
			return false
		}
		s.cond.WaitTimeout(t, end.left)
	}
	s.add(t, -1)
	s.taken(t)
	s.cond.exit(t)
	return true
}

// add changes the count, whose lock the thread has.
func (s *Semaphore) add(t *sched.Thread, n int) { s.value.Set(t, s.value.Get(t)+n) }

// taken notes for reports who has a semaphore that only one thread can have. Of others nobody in particular is waited for.
func (s *Semaphore) taken(t *sched.Thread) {
	if s.initial == 1 {
		s.cond.holder = t
	}
}

// Release adds n, 1 or more, to the count, and wakes the n threads that have waited longest.
func (s *Semaphore) Release(t *sched.Thread, n int) { s.release(t, n, false) }

// release is Semaphore.release, and BoundedSemaphore.release if it is bounded.
func (s *Semaphore) release(t *sched.Thread, n int, bounded bool) {
	enter(t)
	if n < 1 {
		t.Fail("n must be one or more")
	}
	s.cond.enter(t)
	if bounded && s.value.Get(t) > s.initial-n {
		s.cond.exit(t)
		t.Fail("Semaphore released too many times")
	}
	s.add(t, n)
	s.cond.holder = nil
	for range n {
		s.cond.Notify(t, 1)
	}
	s.cond.exit(t)
}

// With takes one off the count, calls f and gives it back, also when f panics: the with statement.
func (s *Semaphore) With(t *sched.Thread, f func()) {
	s.Acquire(t)
	defer s.Release(t, 1)
	f()
}
