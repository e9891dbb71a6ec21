// This file defines the semaphore, and the bounded one.

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
		t.FailWith("ValueError", "semaphore initial value must be >= 0")
	}
	return &Semaphore{
		cond:    newCondition(t, NewLock(t, name+"._cond"), "semaphore", name),
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
func (s *Semaphore) acquire(t *sched.Thread, blocking bool, d time.Duration) bool {
	a := semaphoreAcquire{s: s, blocking: blocking, wait: timedWait{d: d, wait: wait{c: s.cond}}}
	t.Finish(a.Step(t, sched.Begin))
	return a.got
}

// AcquireOp returns AcquireTimeout as an op.
func (s *Semaphore) AcquireOp(d time.Duration) sched.Call[bool] {
	return &semaphoreAcquire{s: s, blocking: true, wait: timedWait{d: d, wait: wait{c: s.cond}}}
}

// TryAcquireOp returns TryAcquire as an op.
func (s *Semaphore) TryAcquireOp() sched.Call[bool] {
	return &semaphoreAcquire{s: s, wait: timedWait{d: sched.Forever, wait: wait{c: s.cond}}}
}

// A semaphoreAcquire is Semaphore.acquire under way.
type semaphoreAcquire struct {
	s        *Semaphore
	blocking bool
	line     sched.Line
	value    int
	with     With
	wait     timedWait
	got      bool
}

// The lines of acquire.
const (
	semAcquireDef   sched.Line = iota // def acquire(self, blocking=True, timeout=None):
	semAcquireEnter                   // with self._cond:
	semAcquireLook                    //     while self._value == 0:
	semAcquireWait                    //         if not blocking or no time is left: break; self._cond.wait(timeout)
	semAcquireLoad                    //     else: self._value -= 1, the load
	semAcquireStore                   //         and the store
	semAcquireExit                    // the end of the with statement
	semAcquireReturn
)

// Step is one step of it.
func (a *semaphoreAcquire) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.with.Unwind(t)
	s := a.s
	for a.line.Start(w); a.line < semAcquireReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case semAcquireDef:
			if r, done = t.StepCall(w); done {
				t.Charge(sched.CallSemaphore)
			}
			a.with, a.got = s.cond.Statement(), false
			a.wait.start()
		case semAcquireEnter:
			r, done = a.with.StepEnter(t, w)
		case semAcquireLook:
			r, done = s.value.StepGet(t, w, &a.value)
			switch {
			case a.value != 0:
				next = semAcquireLoad
			case !a.blocking:
				next = semAcquireExit
			}
		case semAcquireWait:
			next = semAcquireLook
			if r, done = a.wait.step(t, w); a.wait.over {
				next = semAcquireExit
			}
		case semAcquireLoad:
			r, done = s.value.StepGet(t, w, &a.value)
		case semAcquireStore:
			if r, done = s.value.StepSet(t, w, a.value-1); done {
				a.got = true
				s.taken(t)
			}
		case semAcquireExit:
			r, done = a.with.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// Result reports whether it took one.
func (a *semaphoreAcquire) Result() (got bool, _ error) { return a.got, nil }

// taken notes for reports who has a semaphore that only one thread can have. Of others nobody in particular is waited for.
func (s *Semaphore) taken(t *sched.Thread) {
	if s.initial == 1 {
		s.cond.holder = t
	}
}

// Release adds n, 1 or more, to the count, and wakes the n threads that have waited longest.
func (s *Semaphore) Release(t *sched.Thread, n int) {
	a := semaphoreRelease{s: s, n: n}
	t.Finish(a.Step(t, sched.Begin))
}

// ReleaseOp returns Release as an op.
func (s *Semaphore) ReleaseOp(n int) sched.Op { return &semaphoreRelease{s: s, n: n} }

// A semaphoreRelease is Semaphore.release, or BoundedSemaphore.release, under way.
type semaphoreRelease struct {
	s       *Semaphore
	n       int
	bounded bool
	line    sched.Line
	value   int
	with    With
	left    int // how many are still to be woken
	notify  notify
}

// The lines of release.
const (
	semReleaseDef    sched.Line = iota // def release(self, n=1):
	semReleaseEnter                    // with self._cond:
	semReleaseBound                    //     if self._value + n > self._initial_value: (BoundedSemaphore)
	semReleaseRaise                    //         raise ValueError
	semReleaseLoad                     //     self._value += n, the load
	semReleaseStore                    //         and the store
	semReleaseNotify                   //     for i in range(n): self._cond.notify()
	semReleaseExit                     // the end of the with statement
	semReleaseReturn
)

// Step is one step of it.
func (a *semaphoreRelease) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	s := a.s
	for a.line.Start(w); a.line < semReleaseReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case semReleaseDef:
			r, done = t.StepCall(w)
			a.with, a.left = s.cond.Statement(), a.n
			a.notify = notify{c: s.cond, n: 1}
			if done {
				t.Charge(sched.CallSemaphore)
				if a.n < 1 {
					t.FailWith("ValueError", "n must be one or more")
				}
			}
		case semReleaseEnter:
			if r, done = a.with.StepEnter(t, w); !a.bounded {
				next = semReleaseLoad
			}
		case semReleaseBound:
			if r, done = s.value.StepGet(t, w, &a.value); a.value <= s.initial-a.n {
				next = semReleaseLoad
			}
		case semReleaseRaise:
			if r, done = a.with.StepExit(t, w); done {
				t.FailWith("ValueError", "Semaphore released too many times")
			}
		case semReleaseLoad:
			r, done = s.value.StepGet(t, w, &a.value)
		case semReleaseStore:
			if r, done = s.value.StepSet(t, w, a.value+a.n); done {
				s.cond.holder = nil
			}
		case semReleaseNotify:
			if r, done = a.notify.Step(t, w); done {
				a.left--
			}
			if a.left > 0 {
				next = semReleaseNotify
			}
		case semReleaseExit:
			r, done = a.with.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// With takes one off the count, calls f and gives it back, also when f panics: the with statement.
func (s *Semaphore) With(t *sched.Thread, f func()) {
	s.Acquire(t)
	defer s.Release(t, 1)
	f()
}

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
func (s *BoundedSemaphore) Release(t *sched.Thread, n int) {
	a := semaphoreRelease{s: &s.Semaphore, n: n, bounded: true}
	t.Finish(a.Step(t, sched.Begin))
}

// ReleaseOp returns Release as an op.
func (s *BoundedSemaphore) ReleaseOp(n int) sched.Op {
	return &semaphoreRelease{s: &s.Semaphore, n: n, bounded: true}
}

// With takes one off the count, calls f and gives it back, also when f panics: the with statement.
func (s *BoundedSemaphore) With(t *sched.Thread, f func()) {
	s.Acquire(t)
	defer s.Release(t, 1)
	f()
}
