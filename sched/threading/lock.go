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
// longest, and whoever tries first gets it. As long as one that was woken is on its way each release makes its system call, which
// wakes nobody: glibc's sem_post counts as a waiter whoever has not got the semaphore yet.
//
// Where nobody is told the events, an acquire of a free lock is one atomic step, and so is a release for which nobody
// waits. Where they are recorded their order is that of the attempts: then both are made under the mutex.
type Lock struct {
	object int32
	owner  sched.Atomic // the number of the thread that acquired it; 0: it is free
	actor  sched.Atomic // the coroutine of that thread that did, for reports; 0: none
	waits  sched.Atomic // 1 while somebody may stand in the queue
	mu     sched.Mutex
	queue  sched.Queue   // guarded by mu, as is coming
	coming *sched.Waiter // was woken last, and has not tried yet; nil where that costs nothing
	memory *sched.Memory
	signal bool // somebody else releases it than who has it
}

// NewLock returns a lock of this name. Making one takes no time.
func NewLock(t *sched.Thread, name string) *Lock {
	return &Lock{object: t.Process().Names.AddObject(trace.ClassLock, name), memory: t.Memory()}
}

// NewSignal returns a lock with which a thread waits for others, as each waiter of a Condition does in CPython: it acquires it twice, and
// another thread releases it. So nobody in particular must act before a wait for it can end.
func NewSignal(t *sched.Thread, name string) *Lock {
	l := NewLock(t, name)
	l.signal = true
	return l
}

// Fork returns the lock as a process has it that the thread by has forked, and whose main thread is main: if it is held it stays
// held, by main if by has it, and else by a thread that is none of that process. Nobody waits for it.
func (l *Lock) Fork(by, main *sched.Thread) *Lock {
	info, _ := l.memory.Names.Object(l.object)
	copied := NewLock(main, info.Name)
	copied.signal = l.signal
	owner := l.owner.Load()
	if owner == by.ID() {
		owner = main.ID()
	}
	copied.owner.Store(main, owner)
	copied.actor.Store(main, l.actor.Load())
	return copied
}

// Reset makes the lock free, whoever has it: _at_fork_reinit, which a process that has been forked calls. Nobody may wait for it.
func (l *Lock) Reset(t *sched.Thread) { l.owner.Store(t, 0) }

// Acquire takes the lock. If it is taken the thread lets the interpreter lock go and waits.
//
// It does what acquire does, written out: programs do nothing more often, and this takes nine tenths of the time.
func (l *Lock) Acquire(t *sched.Thread) { l.acquire(t, sched.Jump) }

// acquire is Acquire, or that of a with statement.
func (l *Lock) acquire(t *sched.Thread, call sched.Point) {
	t.Needs((*waitable)(l))
	t.Announce(trace.Acquire, l.object, call)
	if !l.take(t) {
		t.Block((*waitable)(l))
		t.Engine().Record(t, trace.Acquire, l.object, 0)
	}
}

// AcquireTimeout takes the lock. If it is taken the thread waits for at most d; it reports whether it got it. With 0 it
// does not wait.
func (l *Lock) AcquireTimeout(t *sched.Thread, d time.Duration) bool {
	a := acquire{lock: l, d: d}
	t.Finish(a.Step(t, sched.Begin))
	return a.got
}

// TryAcquire takes the lock if it is free, and reports whether it did: acquire(blocking=False).
func (l *Lock) TryAcquire(t *sched.Thread) bool {
	t.Announce(trace.Acquire, l.object, sched.Jump)
	return l.take(t)
}

// AcquireOp returns AcquireTimeout as an op.
func (l *Lock) AcquireOp(d time.Duration) sched.Call[bool] { return &acquire{lock: l, d: d} }

// EnterOp returns the call of __enter__ by a with statement as an op: Acquire, after which fewer versions look for a request to switch.
func (l *Lock) EnterOp() sched.Call[bool] { return &acquire{lock: l, d: sched.Forever, enters: true} }

// Release gives the lock back, and wakes who has waited longest.
func (l *Lock) Release(t *sched.Thread) {
	t.Announce(trace.Release, l.object, sched.Jump)
	l.release(t)
}

// ReleaseOp returns Release as an op.
func (l *Lock) ReleaseOp() sched.Op {
	return sched.Announced(trace.Release, l.object, sched.Jump, l.release)
}

// stepRelease is one step of Release.
func (l *Lock) stepRelease(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	r, done := t.StepAnnounce(w, trace.Release, l.object, sched.Jump)
	if done {
		l.release(t)
	}
	return r, done
}

// StepTryRelease is one step of Release that does not fail the thread if nobody has the lock, but reports that: a language has
// exceptions for it.
func (l *Lock) StepTryRelease(t *sched.Thread, w sched.Wake) (r sched.Request, held, done bool) {
	if r, done = t.StepAnnounce(w, trace.Release, l.object, sched.Jump); !done {
		return r, false, false
	}
	if held = l.open(t); held && l.waits.Load() != 0 {
		l.wake(t)
	}
	return r, held, true
}

// release is what Release does once it is announced.
func (l *Lock) release(t *sched.Thread) {
	switch {
	case !l.open(t):
		notHeld(t)
	case l.waits.Load() != 0:
		l.wake(t)
	}
}

// notHeld is the failure of a release, apart so that a release takes little room on a stack.
//
//go:noinline
func notHeld(t *sched.Thread) { t.Fail("release unlocked lock") }

// open makes the lock free, and reports whether it was not.
func (l *Lock) open(t *sched.Thread) bool {
	t.Charge(sched.CallLock)
	t.MustShare(l.memory, l.object)
	if l.memory.Unrecorded() {
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
	futexes := t.Futexes()
	l.mu.Lock(t)
	next := l.queue.Pop(t, sched.FIFO)
	switch {
	case next != nil && futexes != nil:
		l.coming = next
	case next == nil && l.coming != nil:
		futexes.WakeNobody(t)
	case next == nil:
		l.waits.Store(t, 0)
	}
	l.mu.Unlock(t)
	if next != nil {
		next.Unpark(t)
	}
}

// Locked reports whether somebody has the lock: lock.locked(). It is a step of the program, and leaves no event.
func (l *Lock) Locked(t *sched.Thread) bool {
	t.Announce(trace.Load, l.object, sched.Jump)
	return l.Held()
}

// Held is what Locked reports, for an interpreter that has announced the look, and for texts. It is no step.
func (l *Lock) Held() bool { return l.owner.Load() != 0 }

// Object returns the lock's number in the trace.
func (l *Lock) Object() int32 { return l.object }

// With acquires the lock, calls f and releases the lock, also when f panics: the with statement.
func (l *Lock) With(t *sched.Thread, f func()) {
	l.acquire(t, sched.Enter)
	defer l.Release(t)
	f()
}

// take takes the lock if it is free, and notes that, or an attempt in vain.
func (l *Lock) take(t *sched.Thread) bool {
	t.MustShare(l.memory, l.object)
	t.Charge(sched.CallLock)
	if l.memory.Unrecorded() {
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
	l.taken(t)
	t.Engine().Record(t, trace.Acquire, l.object, 0)
	return true
}

// taken notes which coroutine of the thread has the lock now.
func (l *Lock) taken(t *sched.Thread) {
	if actor := t.Actor(); actor != l.actor.Load() {
		l.actor.Store(t, actor)
	}
}

// waitable is the lock as something to wait for.
type waitable Lock

// OwnLock notes that it is a lock of the interpreter's own.
func (w *waitable) OwnLock() {}

// Try takes the lock, or queues up for it. It does the latter first: who releases the lock meanwhile, without the mutex,
// must see that somebody waits.
func (w *waitable) Try(t *sched.Thread) bool {
	w.mu.Lock(t)
	defer w.mu.Unlock(t)
	t.Self().Woken()
	if w.coming == t.Self() {
		w.coming = nil
	}
	w.queue.Push(t.Self())
	w.waits.Store(t, 1)
	got := w.owner.Replace(t, 0, t.ID())
	if got {
		(*Lock)(w).taken(t)
		w.queue.Remove(t.Self())
	}
	return t.Tried(w.object, got)
}

// Free reports whether nobody has the lock.
func (w *waitable) Free(*sched.Thread) bool { return w.owner.Load() == 0 }

// Object returns the lock's number in the trace.
func (w *waitable) Object() int32 { return w.object }

// Holder returns who has the lock, nil if nobody has, or if that is not who must release it.
func (w *waitable) Holder() *sched.Thread {
	if w.signal {
		return nil
	}
	return w.memory.Thread(w.owner.Load())
}

// HeldIn returns the coroutine of the holder that acquired the lock, 0 if none did.
func (w *waitable) HeldIn() int32 { return w.actor.Load() }

// An acquire is the acquire method of a Lock or an RLock under way.
type acquire struct {
	lock   *Lock
	owned  *RLock  // what lock is the inside of; nil: a Lock is acquired
	of     *waiter // whose lock it is; nil: the program's
	d      time.Duration
	line   sched.Line
	enters bool // a with statement calls it, as __enter__
	got    bool
}

// call returns what the call is to who looks for a request to switch.
func (a *acquire) call() sched.Point {
	if a.enters {
		return sched.Enter
	}
	return sched.Jump
}

// The lines of acquire.
const (
	acquireCall  sched.Line = iota // the call, and an attempt
	acquireAgain                   // the call, where the thread has the RLock already
	acquireWait                    // the attempt was in vain
)

// Step is one step of it.
func (a *acquire) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.begin(t)
	}
	switch a.line {
	case acquireAgain:
		if r, done = t.StepAnnounce(w, trace.None, 0, a.call()); done {
			a.owned.count++
		}
		return r, done
	case acquireCall:
		if w == sched.Begin && a.d == sched.Forever {
			t.Needs(a.needs())
		}
		if r, done = t.StepAnnounce(w, trace.Acquire, a.lock.object, a.call()); !done {
			return r, false
		}
		if a.lock.take(t) {
			break
		}
		if a.d == 0 {
			a.got = false
			return r, true
		}
		a.line, w = acquireWait, sched.Begin
		fallthrough
	case acquireWait:
		if r, done = t.StepBlockFor(w, a.waitable(), a.d); !done {
			return r, false
		}
		if a.got = !t.GaveUp(); !a.got {
			return r, true
		}
		t.Engine().Record(t, trace.Acquire, a.lock.object, 0)
	}
	if a.owned != nil {
		a.owned.own(t, 1)
	}
	return r, true
}

// begin decides which call it is.
func (a *acquire) begin(t *sched.Thread) {
	if a.owned != nil {
		t.Charge(sched.CallRLock)
	}
	a.line, a.got = acquireCall, true
	if a.owned != nil && a.owned.isOwned(t) {
		a.line = acquireAgain
		return
	}
	mustBeTimeout(t, a.d)
}

// waitable returns what a wait for the lock is for.
func (a *acquire) waitable() sched.Waitable {
	if a.of != nil {
		return a.of
	}
	return (*waitable)(a.lock)
}

// needs returns the same as what the attempt needs.
func (a *acquire) needs() sched.Needed {
	if a.of != nil {
		return a.of
	}
	return (*waitable)(a.lock)
}

// Result reports whether the lock was acquired.
func (a *acquire) Result() (got bool, _ error) { return a.got, nil }
