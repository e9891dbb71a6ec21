// This file defines the semaphore.

package ipc

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Semaphore is a POSIX semaphore that processes share: sem_wait and sem_post. A post does not hand it over: it wakes who has
// waited longest, and whoever tries first gets it. Nobody owns it: any thread of any process may post, and one that dies
// does not.
type Semaphore struct {
	object int32
	run    *sched.Run
	value  int            // where far is set, what a ghost knows of it
	far    *realSemaphore // where processes of an operating system share it; else nil
	taker  *sched.Thread  // who has taken it last, for reports; nil: that matters to nobody
	locks  bool
	queue  sched.Queue
}

// NewSemaphore returns a semaphore of this name, and value. Making one takes no time.
func NewSemaphore(t *sched.Thread, name string, value int) *Semaphore {
	return newSemaphore(t, trace.ClassSemaphore, name, value)
}

// NewLock returns a semaphore of the value 1 that pictures and reports show as a lock: whoever has taken it last holds it.
func NewLock(t *sched.Thread, name string) *Semaphore {
	s := newSemaphore(t, trace.ClassLock, name, 1)
	s.locks = true
	return s
}

func newSemaphore(t *sched.Thread, class, name string, value int) *Semaphore {
	mustHaveProcesses(t)
	s := &Semaphore{object: t.Process().Names.AddObject(class, name), run: t.Process().Run, value: value}
	if memory, _ := t.Share(s.object, realSemaphoreSize); memory != nil {
		s.far = (*realSemaphore)(memory)
		if !t.Ghost() {
			s.far.value.Store(uint32(value))
		}
	}
	return s
}

// mustHaveProcesses fails the thread on a real machine whose run has no processes.
func mustHaveProcesses(t *sched.Thread) {
	if t.Process().Parallel() && t.Process().Real() == nil {
		t.Fail("what processes communicate by needs the simulated machine, or on the real one a native.Program")
	}
}

// Acquire takes one, and waits for it for at most d, with the interpreter lock released; sched.Forever is without end, and with 0
// it does not wait. It reports whether it got it.
func (s *Semaphore) Acquire(t *sched.Thread, d time.Duration) bool {
	return s.AcquireBy(t, d, sched.Jump)
}

// AcquireBy is Acquire by a call of this kind: sched.Enter in a with statement.
func (s *Semaphore) AcquireBy(t *sched.Thread, d time.Duration, call sched.Point) bool {
	t.Announce(trace.Acquire, s.object, call)
	t.MustBeOf(s.run, s.object)
	switch {
	case s.far != nil:
		return s.acquireReal(t, d)
	case s.take(t):
	case d == 0:
		t.Refused(s.object)
		return false
	default:
		t.Refused(s.object)
		if !t.BlockFor(s, d) {
			return false
		}
	}
	t.Engine().Record(t, trace.Acquire, s.object, 0)
	return true
}

// Take takes one of a semaphore that has just been made. It is no step of the program.
func (s *Semaphore) Take(t *sched.Thread) { s.take(t) }

// take takes one if there is one.
func (s *Semaphore) take(t *sched.Thread) bool {
	if s.value == 0 {
		return false
	}
	s.value--
	s.taker = t
	return true
}

// Release gives one back, or one more, and wakes who has waited longest.
func (s *Semaphore) Release(t *sched.Thread) { s.ReleaseWithin(t, int(^uint(0)>>1)) }

// ReleaseWithin is Release unless the value is limit already, or higher: then it does nothing, and reports false.
func (s *Semaphore) ReleaseWithin(t *sched.Thread, limit int) bool {
	t.Announce(trace.Release, s.object, sched.Jump)
	t.MustBeOf(s.run, s.object)
	if s.far != nil {
		return s.releaseReal(t, limit)
	}
	return s.give(t, limit)
}

// give gives one back unless the value is limit already, or higher.
func (s *Semaphore) give(t *sched.Thread, limit int) bool {
	if s.value >= limit {
		return false
	}
	t.Engine().Record(t, trace.Release, s.object, 0)
	s.value++
	s.queue.Wake(t, sched.FIFO)
	return true
}

// Value returns how many can be taken. It is no step of the program.
func (s *Semaphore) Value() int {
	if s.far != nil && !s.run.Ghost() {
		return int(s.far.value.Load())
	}
	return s.value
}

// Try takes one, or queues up for it.
func (s *Semaphore) Try(t *sched.Thread) bool {
	t.Self().Woken()
	got := s.take(t)
	if !got {
		s.queue.Push(t.Self())
	}
	return t.Tried(s.object, got)
}

// Gone wakes another one in the place of a thread that has been killed while it waited.
func (s *Semaphore) Gone(machine *sched.Thread) {
	if s.value > 0 {
		s.queue.Wake(machine, sched.FIFO)
	}
}

// Object returns the semaphore's number in the trace.
func (s *Semaphore) Object() int32 { return s.object }

// Holder returns who has taken a lock last, while it is taken; nil for a semaphore.
func (s *Semaphore) Holder() *sched.Thread {
	if !s.locks || s.far != nil || s.value > 0 {
		return nil
	}
	return s.taker
}
