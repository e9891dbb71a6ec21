// This file defines the bounded semaphore.

package threading

import "github.com/gilsim/gilsim/sched"

// A BoundedSemaphore is threading.BoundedSemaphore: a Semaphore whose count never rises above its first value. A release
// that would do so is an error, "Semaphore released too many times".
type BoundedSemaphore struct {
	Semaphore
}

// NewBoundedSemaphore returns a semaphore of this name that can be acquired so many times, 0 or more. Making one takes no
// time.
func NewBoundedSemaphore(t *sched.Thread, name string, value int) *BoundedSemaphore {
	return &BoundedSemaphore{*NewSemaphore(t, name, value)}
}

// Release adds n, 1 or more, to the count, and wakes the n threads that have waited longest.
func (s *BoundedSemaphore) Release(t *sched.Thread, n int) { s.release(t, n, true) }

// With takes one off the count, calls f and gives it back, also when f panics: the with statement.
func (s *BoundedSemaphore) With(t *sched.Thread, f func()) {
	s.Acquire(t)
	defer s.Release(t, 1)
	f()
}
