// This file defines the locks and semaphores: SemLock (Modules/_multiprocessing/semaphore.c), and what is made of it.

package multiprocessing

import (
	"math"
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// tooMany is the text of a release that goes beyond the bound.
const tooMany = "semaphore or lock released too many times"

// semCode is what an acquire or a release takes that finds nobody in its way, in bytecodes: the two together take 0.2 µs with
// CPython 3.11, where a bytecode takes 2 ns.
const semCode = 50

// A Semaphore is multiprocessing.Semaphore, or a BoundedSemaphore. Any thread of any process may release it.
type Semaphore struct {
	sem *ipc.Semaphore
	max int
}

// NewSemaphore returns a semaphore of this value.
func NewSemaphore(t *sched.Thread, name string, value int) *Semaphore {
	return newSemaphore(t, name, value, math.MaxInt32)
}

// NewBoundedSemaphore returns a semaphore whose value may not be higher than at first.
func NewBoundedSemaphore(t *sched.Thread, name string, value int) *Semaphore {
	return newSemaphore(t, name, value, value)
}

func newSemaphore(t *sched.Thread, name string, value, most int) *Semaphore {
	if value < 0 || value > math.MaxInt32 {
		t.FailWith("OSError", "[Errno 22] Invalid argument")
	}
	return &Semaphore{ipc.NewSemaphore(t, name, value), most}
}

// Acquire takes one, and waits until it can.
func (s *Semaphore) Acquire(t *sched.Thread) { s.AcquireTimeout(t, sched.Forever) }

// AcquireTimeout is Acquire that waits for d at most, and reports whether it has taken one. With 0 or less it does not wait.
func (s *Semaphore) AcquireTimeout(t *sched.Thread, d time.Duration) bool {
	if d < 0 && d != sched.Forever {
		d = 0
	}
	t.Run(semCode)
	return s.sem.Acquire(t, d)
}

// Release gives one back.
func (s *Semaphore) Release(t *sched.Thread) {
	t.Run(semCode)
	if !s.sem.ReleaseWithin(t, s.max) {
		t.FailWith("ValueError", tooMany)
	}
}

// GetValue returns how many can be taken.
func (s *Semaphore) GetValue() int { return s.sem.Value() }

// With acquires the semaphore, calls f and releases it, also when f panics: the with statement.
func (s *Semaphore) With(t *sched.Thread, f func()) {
	t.Run(semCode)
	s.sem.AcquireBy(t, sched.Forever, sched.Enter)
	defer s.Release(t)
	f()
}

// A Lock is multiprocessing.Lock. Any thread of any process may release it, and a process that ends leaves it as it is.
type Lock struct{ Semaphore }

// NewLock returns a lock of this name. Making one takes no time.
func NewLock(t *sched.Thread, name string) *Lock {
	return &Lock{Semaphore{ipc.NewLock(t, name), 1}}
}

// An RLock is multiprocessing.RLock: the thread of the process that has it takes it again at once.
type RLock struct {
	lock  Lock
	owner atomic.Pointer[sched.Thread] // for this alone its process knows that it has the lock
	count int                          // of the owner
}

// NewRLock returns a reentrant lock of this name. Making one takes no time.
func NewRLock(t *sched.Thread, name string) *RLock { return &RLock{lock: *NewLock(t, name)} }

// Acquire takes the lock, and waits until it can.
func (l *RLock) Acquire(t *sched.Thread) { l.AcquireTimeout(t, sched.Forever) }

// AcquireTimeout is Acquire that waits for d at most, and reports whether it has the lock.
func (l *RLock) AcquireTimeout(t *sched.Thread, d time.Duration) bool {
	if l.owner.Load() == t {
		t.Call(func() { l.count++ })
		return true
	}
	if !l.lock.AcquireTimeout(t, d) {
		return false
	}
	l.owner.Store(t)
	l.count = 1
	return true
}

// Release gives the lock back, once for each time that it was taken.
func (l *RLock) Release(t *sched.Thread) {
	assert(t, l.owner.Load() == t, "attempt to release recursive lock not owned by thread")
	if l.count > 1 {
		t.Call(func() { l.count-- })
		return
	}
	l.count = 0
	l.owner.Store(nil)
	l.lock.Release(t)
}

// With acquires the lock, calls f and releases the lock, also when f panics: the with statement.
func (l *RLock) With(t *sched.Thread, f func()) {
	l.Acquire(t)
	defer l.Release(t)
	f()
}
