// This file defines the lock.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Lock is threading.Lock: not reentrant, and anybody may release it. The release of a lock that is not held is an
// error, "release unlocked lock", as in CPython's _threadmodule.c.
//
// As on Linux, where CPython builds it on a semaphore, a release does not hand the lock over: it wakes who has waited
// longest, and whoever tries first gets it.
//
// Where nobody is told the events, an acquire of a free lock is one atomic step, and so is a release for which nobody
// waits. Where they are recorded their order is that of the attempts: then both are made under the mutex.
type Lock struct {
	object int32
	owner  sched.Atomic // the number of the thread that acquired it; 0: it is free
	waits  sched.Atomic // 1 while somebody may stand in the queue
	mu     sched.Mutex
	queue  sched.Queue // guarded by mu
	run    *sched.Run
}

// NewLock returns a lock of this name. Making one takes no time.
func NewLock(t *sched.Thread, name string) *Lock {
	return &Lock{object: t.Process().Names.AddObject(trace.ClassLock, name), run: t.Process().Run}
}

// Acquire takes the lock. If it is taken the thread lets the interpreter lock go and waits.
func (l *Lock) Acquire(t *sched.Thread) {
	t.Announce(trace.Acquire, l.object, sched.Jump)
	if !l.take(t) {
		t.Block((*waitable)(l))
		t.Engine().Record(t, trace.Acquire, l.object, 0)
	}
}

// AcquireTimeout takes the lock. If it is taken the thread waits for at most d; it reports whether it got it. With 0 it
// does not wait.
func (l *Lock) AcquireTimeout(t *sched.Thread, d time.Duration) bool {
	mustBeTimeout(t, d)
	t.Announce(trace.Acquire, l.object, sched.Jump)
	return l.acquire(t, (*waitable)(l), d)
}

// acquire is what AcquireTimeout does once it is announced; on is the lock as something to wait for.
func (l *Lock) acquire(t *sched.Thread, on sched.Waitable, d time.Duration) bool {
	switch {
	case l.take(t):
		return true
	case d == 0 || !t.BlockFor(on, d):
		return false
	}
	t.Engine().Record(t, trace.Acquire, l.object, 0)
	return true
}

// TryAcquire takes the lock if it is free, and reports whether it did: acquire(blocking=False).
func (l *Lock) TryAcquire(t *sched.Thread) bool {
	t.Announce(trace.Acquire, l.object, sched.Jump)
	return l.take(t)
}

// Release gives the lock back, and wakes who has waited longest.
func (l *Lock) Release(t *sched.Thread) {
	t.Announce(trace.Release, l.object, sched.Jump)
	l.release(t)
}

// release is what Release does once it is announced.
func (l *Lock) release(t *sched.Thread) {
	if !l.open(t) {
		t.Fail("release unlocked lock")
	}
	if l.waits.Load() != 0 {
		l.wake(t)
	}
}

// open makes the lock free, and reports whether it was not.
func (l *Lock) open(t *sched.Thread) bool {
	if l.run.Unrecorded() {
		return l.owner.Swap(t, 0) != 0
	}
	l.mu.Lock(t)
	held := l.owner.Load() != 0
	if held {
		t.Engine().Record(t, trace.Release, l.object, 0)
		l.owner.Store(t, 0)
	}
	l.mu.Unlock(t)
	return held
}

// wake wakes who has waited longest, if anybody does.
func (l *Lock) wake(t *sched.Thread) {
	l.mu.Lock(t)
	next := l.queue.Pop(t, sched.FIFO)
	if next == nil {
		l.waits.Store(t, 0)
	}
	l.mu.Unlock(t)
	if next != nil {
		next.Unpark(t)
	}
}

// Locked reports whether somebody has the lock. It is no step of the program: it takes no time and leaves no event, and
// a replay by order does not see to it that the answer is the same. A program that must know asks TryAcquire.
func (l *Lock) Locked(*sched.Thread) bool {
	return l.owner.Load() != 0
}

// With acquires the lock, calls f and releases the lock, also when f panics: the with statement.
func (l *Lock) With(t *sched.Thread, f func()) {
	l.Acquire(t)
	defer l.Release(t)
	f()
}

// take takes the lock if it is free, and notes that, or an attempt in vain.
func (l *Lock) take(t *sched.Thread) bool {
	if l.run.Unrecorded() {
		return l.attempt(t)
	}
	l.mu.Lock(t)
	got := l.attempt(t)
	l.mu.Unlock(t)
	return got
}

// attempt is take under the mutex, if it must be.
func (l *Lock) attempt(t *sched.Thread) bool {
	if !l.owner.Replace(t, 0, t.ID()) {
		t.Refused(l.object)
		return false
	}
	t.Engine().Record(t, trace.Acquire, l.object, 0)
	return true
}

// waitable is the lock as something to wait for.
type waitable Lock

// Try takes the lock, or queues up for it. It does the latter first: who releases the lock meanwhile, without the mutex,
// must see that somebody waits.
func (w *waitable) Try(t *sched.Thread) bool {
	w.mu.Lock(t)
	defer w.mu.Unlock(t)
	t.Self().Woken()
	w.queue.Push(t.Self())
	w.waits.Store(t, 1)
	got := w.owner.Replace(t, 0, t.ID())
	if got {
		w.queue.Remove(t.Self())
	}
	return t.Tried(w.object, got)
}

// Object returns the lock's number in the trace.
func (w *waitable) Object() int32 { return w.object }

// Holder returns who has the lock, nil if nobody has.
func (w *waitable) Holder() *sched.Thread { return w.run.Thread(w.owner.Load()) }

// Acquiring returns Acquire as an op, for threads that are plain data.
func (l *Lock) Acquiring() sched.Op { return (*acquiring)(l) }

// Releasing returns Release as an op.
func (l *Lock) Releasing() sched.Op { return (*releasing)(l) }

type acquiring Lock
type releasing Lock

// The states of a thread that acquires a lock step by step, kept in its Self.
const (
	announced uint8 = iota
	blocked
)

// Step is one step of Acquire.
func (a *acquiring) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	l, self := (*Lock)(a), t.Self()
	if w == sched.Begin {
		self.State = announced
	}
	if self.State == announced {
		if r, done := t.StepAnnounce(w, trace.Acquire, l.object, sched.Jump); !done {
			return r, false
		}
		if l.take(t) {
			return sched.Request{}, true
		}
		self.State, w = blocked, sched.Begin
	}
	r, done := t.StepBlock(w, (*waitable)(l))
	if done {
		t.Engine().Record(t, trace.Acquire, l.object, 0)
	}
	return r, done
}

// Step is one step of Release.
func (s *releasing) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	r, done := t.StepAnnounce(w, trace.Release, s.object, sched.Jump)
	if done {
		(*Lock)(s).release(t)
	}
	return r, done
}
