// This file defines the semaphore of an operating system: two words of shared memory, and a futex.

package ipc

import (
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A realSemaphore is a semaphore in shared memory, as glibc's sem_t is. Whoever dies while it has taken it leaves it so.
type realSemaphore struct {
	value   atomic.Uint32
	waiters atomic.Uint32 // how many are in the system, or were when they were killed
}

// realSemaphoreSize is what it takes of shared memory, in bytes.
const realSemaphoreSize = 8

// take takes one if there is one.
func (s *realSemaphore) take() bool {
	for v := s.value.Load(); v > 0; v = s.value.Load() {
		if s.value.CompareAndSwap(v, v-1) {
			return true
		}
	}
	return false
}

// give gives one more, unless there are as many as the limit, and reports whether it did.
func (s *realSemaphore) give(limit int) bool {
	for {
		v := s.value.Load()
		if int(v) >= limit {
			return false
		}
		if s.value.CompareAndSwap(v, v+1) {
			break
		}
	}
	if s.waiters.Load() > 0 {
		wake(&s.value, 1)
	}
	return true
}

// look waits until one can be taken, for at most d, and reports whether one can.
func (s *realSemaphore) look(d time.Duration) bool {
	if s.value.Load() == 0 && d > 0 {
		s.waiters.Add(1)
		waitWhile(&s.value, 0, d)
		s.waiters.Add(^uint32(0))
	}
	return s.value.Load() > 0
}

// acquireReal is Acquire where processes of an operating system share the semaphore.
func (s *Semaphore) acquireReal(t *sched.Thread, d time.Duration) bool {
	got, _ := t.Ask(trace.Acquire, func() (int64, []byte) {
		if s.far.take() {
			return 1, nil
		}
		t.Refused(s.object)
		return flag(d != 0 && callReal(t, realAcquire{s}, d, notMade)), nil
	})
	if got == 0 {
		return false
	}
	if t.Ghost() {
		s.value--
	}
	t.Engine().Record(t, trace.Acquire, s.object, 0)
	return true
}

// releaseReal is ReleaseWithin there.
func (s *Semaphore) releaseReal(t *sched.Thread, limit int) bool {
	done, _ := t.Ask(trace.Release, func() (int64, []byte) {
		if int(s.far.value.Load()) >= limit {
			return 0, nil
		}
		t.Engine().Record(t, trace.Release, s.object, 0) // before it takes effect
		return flag(s.far.give(limit)), nil
	})
	if done == 1 && t.Ghost() {
		s.value++
	}
	return done == 1
}

func flag(on bool) int64 {
	if on {
		return 1
	}
	return 0
}

// A realAcquire is an acquire under way.
type realAcquire struct{ *Semaphore }

// call takes one.
func (a realAcquire) call() (again bool) { return !a.far.take() }

// look waits until one can be taken.
func (a realAcquire) look(d time.Duration) bool { return a.far.look(d) }
