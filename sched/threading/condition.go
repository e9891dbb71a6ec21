// This file defines the condition.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Locker is what a Condition can be made on: a *Lock or an *RLock.
type Locker interface {
	Acquire(t *sched.Thread)
	AcquireTimeout(t *sched.Thread, d time.Duration) bool
	AcquireOp(d time.Duration) sched.Call[bool]
	TryAcquire(t *sched.Thread) bool
	Release(t *sched.Thread)
	ReleaseOp() sched.Op
	Locked(t *sched.Thread) bool

	// parts returns the lock, or the RLock and the lock inside it.
	parts() (lock *Lock, owned *RLock)
}

func (l *Lock) parts() (*Lock, *RLock)  { return l, nil }
func (l *RLock) parts() (*Lock, *RLock) { return &l.lock, l }

// A Condition is threading.Condition. Who waits gives its lock back meanwhile, however often it was acquired. A notify
// wakes those who have waited longest, each of whom goes on when it has the lock again.
//
// As in CPython a notify can be lost on a waiter whose time is over, but who has not got the lock again yet.
type Condition struct {
	locker  Locker
	lock    *Lock  // the same, or the inside of the RLock
	owned   *RLock // the same; nil: it is a Lock
	object  int32
	waiters waiters
	holder  *sched.Thread // who must act before a wait can end, for reports; nil for nobody in particular
}

// NewCondition returns a condition of this name, on a reentrant lock of its own. Making one takes no time.
func NewCondition(t *sched.Thread, name string) *Condition {
	return NewConditionOn(t, NewRLock(t, name), name)
}

// NewConditionOn returns a condition of this name on a lock, which it may share with other conditions. Making one takes
// no time.
func NewConditionOn(t *sched.Thread, lock Locker, name string) *Condition {
	return newCondition(t, lock, "condition", name)
}

// newCondition is NewConditionOn for what is built on conditions: those who wait do so for an object of this class.
func newCondition(t *sched.Thread, lock Locker, class, name string) *Condition {
	c := &Condition{locker: lock, object: t.Process().Names.AddObject(class, name)}
	c.lock, c.owned = lock.parts()
	return c
}

// Acquire takes the condition's lock.
func (c *Condition) Acquire(t *sched.Thread) { c.locker.Acquire(t) }

// AcquireTimeout takes the condition's lock within d, and reports whether it did.
func (c *Condition) AcquireTimeout(t *sched.Thread, d time.Duration) bool {
	return c.locker.AcquireTimeout(t, d)
}

// AcquireOp returns AcquireTimeout as an op.
func (c *Condition) AcquireOp(d time.Duration) sched.Call[bool] { return c.locker.AcquireOp(d) }

// TryAcquire takes the condition's lock if it can be had at once, and reports whether it did.
func (c *Condition) TryAcquire(t *sched.Thread) bool { return c.locker.TryAcquire(t) }

// Release gives the condition's lock back.
func (c *Condition) Release(t *sched.Thread) { c.locker.Release(t) }

// ReleaseOp returns Release as an op.
func (c *Condition) ReleaseOp() sched.Op { return c.locker.ReleaseOp() }

// With acquires the condition's lock, calls f and releases the lock, also when f panics: the with statement.
func (c *Condition) With(t *sched.Thread, f func()) {
	s := c.Statement()
	defer s.Unwind(t)
	t.Finish(s.StepEnter(t, sched.Begin))
	f()
}

// acquire returns an acquire of the condition's lock.
func (c *Condition) acquire() acquire {
	return acquire{lock: c.lock, owned: c.owned, d: sched.Forever}
}

// Wait gives the lock back, waits until it is notified, and takes the lock again.
func (c *Condition) Wait(t *sched.Thread) { c.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d, and reports whether it was notified. With 0 or less it does not wait, but gives the
// lock back and takes it again.
func (c *Condition) WaitTimeout(t *sched.Thread, d time.Duration) bool {
	a := wait{c: c, d: d}
	t.Finish(a.Step(t, sched.Begin))
	return a.got
}

// WaitOp returns WaitTimeout as an op.
func (c *Condition) WaitOp(d time.Duration) sched.Call[bool] { return &wait{c: c, d: d} }

// A wait is Condition.wait under way.
type wait struct {
	c       *Condition
	d       time.Duration
	line    sched.Line
	waiter  *waiter
	count   int // how often the lock was acquired
	acquire acquire
	poll    *poll // in place of acquire, from its call on
	got     bool
}

// The lines of wait, with those of what it calls: a Lock has no methods for conditions, as RLock has, and so
// Condition has them in its place, in Python.
const (
	waitDef       sched.Line = iota // def wait(self, timeout=None):
	waitOwned                       // if not self._is_owned(): def _is_owned(self):
	waitOwnedLock                   //     self._lock.acquire(False), or RLock._is_owned
	waitAllocate                    // waiter = _allocate_lock()
	waitAcquire                     // waiter.acquire()
	waitAppend                      // self._waiters.append(waiter)
	waitSave                        // saved_state = self._release_save(): def _release_save(self):
	waitSaveLock                    //     self._lock.release(), or RLock._release_save
	waitWaiter                      // gotit = waiter.acquire(True, timeout)
	waitRestore                     // self._acquire_restore(saved_state): def _acquire_restore(self, x):
	waitLock                        //     self._lock.acquire(), or RLock._acquire_restore
	waitRemove                      // if not gotit: self._waiters.remove(waiter)
	waitReturn
)

// Step is one step of it.
func (a *wait) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	a.line.Start(w)
	return a.run(t, w)
}

// run carries out what is left of it.
func (a *wait) run(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	c := a.c
	for ; a.line < waitReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case waitDef:
			if r, done = t.StepCall(w); c.owned != nil {
				next = waitOwnedLock
			}
		case waitOwned, waitAllocate, waitSave:
			r, done = t.StepCall(w)
		case waitOwnedLock:
			if r, done = t.StepCall(w); done {
				a.mayWait(t)
			}
		case waitAcquire:
			if r, done = t.StepCall(w); done {
				a.waiter = newWaiter(t, c)
			}
		case waitAppend:
			if r, done = t.StepCall(w); done {
				c.waiters.push(t, a.waiter)
			}
			if c.owned != nil {
				next = waitSaveLock
			}
		case waitSaveLock:
			r, done = a.release(t, w)
		case waitWaiter:
			r, done = a.await(t, w)
			next = a.restore()
		case waitRestore:
			r, done = t.StepCall(w)
		case waitLock:
			if w == sched.Begin {
				a.acquire = c.acquire()
			}
			if r, done = a.acquire.Step(t, w); done && c.owned != nil {
				c.owned.count = a.count
			}
			if a.got {
				next = waitReturn
			}
		case waitRemove:
			if r, done = t.StepCall(w); done {
				c.waiters.remove(t, a.waiter)
			}
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// await is one step of waiting for the waiter's lock. The lock of the condition is taken again also where a hub throws an
// exception into the wait: in CPython that is in a finally clause.
func (a *wait) await(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.acquire, a.poll = acquire{lock: a.waiter.lock(), of: a.waiter, d: a.timeout()}, nil
		if polls(t, a.d) {
			a.poll = &poll{try: a.waiter.lock().tryOp(a.waiter), d: a.d}
		}
	}
	a.got = false
	defer func() {
		if !done && t.HasStack() {
			a.line = a.restore()
			t.Finish(a.run(t, sched.Begin))
		}
	}()
	switch {
	case a.poll != nil:
		r, done = a.poll.Step(t, w)
		a.got = a.poll.got
	default:
		r, done = a.acquire.Step(t, w)
		a.got = done && a.acquire.got
	}
	return r, done
}

// tryOp returns an attempt to get the lock of a waiter.
func (l *Lock) tryOp(of *waiter) sched.Call[bool] { return &acquire{lock: l, of: of} }

// restore returns the line that comes after the wait.
func (a *wait) restore() sched.Line {
	if a.c.owned != nil {
		return waitLock
	}
	return waitRestore
}

// isOwned reports whether the lock is acquired: a plain one by whomever, as in Condition._is_owned, which tries to acquire
// it. That attempt is not noted: it is in vain whenever its answer is used, because the thread has the lock.
func (c *Condition) isOwned(t *sched.Thread) bool {
	if c.owned != nil {
		return c.owned.isOwned(t)
	}
	return c.lock.Held()
}

// mayWait fails unless the lock is acquired, and the time-out is one.
func (a *wait) mayWait(t *sched.Thread) {
	switch {
	case !a.c.isOwned(t):
		t.Fail("cannot wait on un-acquired lock")
	case a.d > TimeoutMax:
		t.FailWith("OverflowError", "timeout value is too large")
	}
}

// release is one step of giving the lock back, however often it was acquired.
func (a *wait) release(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if a.c.owned == nil {
		return a.c.lock.stepRelease(t, w)
	}
	if w == sched.Begin {
		a.count = a.c.owned.count
	}
	return a.c.owned.stepDisown(t, w)
}

// timeout returns how long to wait.
func (a *wait) timeout() time.Duration {
	if a.d == sched.Forever {
		return a.d
	}
	return max(0, a.d)
}

// Result reports whether it was notified.
func (a *wait) Result() (notified bool, _ error) { return a.got, nil }

// WaitFor waits until the predicate is true. It is called with the lock acquired, at once and after each wake-up.
func (c *Condition) WaitFor(t *sched.Thread, predicate func() bool) {
	c.WaitForTimeout(t, predicate, sched.Forever)
}

// WaitForTimeout is WaitFor for at most d, and returns what the predicate was last.
func (c *Condition) WaitForTimeout(t *sched.Thread, predicate func() bool, d time.Duration) bool {
	a := waitFor{predicate: predicate, wait: timedWait{d: d, wait: wait{c: c}}}
	t.Finish(a.Step(t, sched.Begin))
	return a.holds
}

// WaitForOp returns WaitForTimeout as an op, and so is its predicate.
func (c *Condition) WaitForOp(predicate sched.Call[bool], d time.Duration) sched.Call[bool] {
	return &waitFor{op: predicate, wait: timedWait{d: d, wait: wait{c: c}}}
}

// A waitFor is Condition.wait_for under way.
type waitFor struct {
	predicate func() bool      // one of them
	op        sched.Call[bool] // is nil
	line      sched.Line
	wait      timedWait
	holds     bool
}

// The lines of wait_for.
const (
	waitForDef       sched.Line = iota // def wait_for(self, predicate, timeout=None):
	waitForCall                        // result = predicate(): it is a Python function
	waitForPredicate                   //     and what it does
	waitForWait                        // waittime = endtime - _time(); self.wait(waittime)
	waitForReturn
)

// Step is one step of it.
func (a *waitFor) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for a.line.Start(w); a.line < waitForReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case waitForDef:
			r, done = t.StepCall(w)
			a.wait.start()
		case waitForCall:
			r, done = t.StepCall(w)
		case waitForPredicate:
			if r, done = a.ask(t, w); a.holds {
				next = waitForReturn
			}
		case waitForWait:
			next = waitForCall
			if r, done = a.wait.step(t, w); a.wait.over {
				next = waitForReturn
			}
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// ask is one step of the predicate.
func (a *waitFor) ask(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if a.op == nil {
		a.holds = a.predicate()
		return r, true
	}
	if r, done = a.op.Step(t, w); done {
		a.holds, _ = a.op.Result()
	}
	return r, done
}

// Result returns what the predicate was last.
func (a *waitFor) Result() (holds bool, _ error) { return a.holds, nil }

// Notify wakes the n threads that have waited longest, or all if there are no more.
func (c *Condition) Notify(t *sched.Thread, n int) {
	a := notify{c: c, n: n}
	t.Finish(a.Step(t, sched.Begin))
}

// NotifyAll wakes all threads that wait.
func (c *Condition) NotifyAll(t *sched.Thread) {
	a := notify{c: c, all: true}
	t.Finish(a.Step(t, sched.Begin))
}

// NotifyOp returns Notify as an op.
func (c *Condition) NotifyOp(n int) sched.Op { return &notify{c: c, n: n} }

// NotifyAllOp returns NotifyAll as an op.
func (c *Condition) NotifyAllOp() sched.Op { return &notify{c: c, all: true} }

// A notify is Condition.notify or notify_all under way.
type notify struct {
	c      *Condition
	all    bool
	n      int
	line   sched.Line
	left   int     // how many are still to be woken
	waiter *waiter // who is being woken
}

// The lines of notify_all and notify.
const (
	notifyAllDef    sched.Line = iota // def notify_all(self):
	notifyAllLen                      // self.notify(len(self._waiters))
	notifyDef                         // def notify(self, n=1):
	notifyOwned                       // if not self._is_owned(): def _is_owned(self):
	notifyOwnedLock                   //     self._lock.acquire(False), or RLock._is_owned
	notifyNext                        // while waiters and n > 0:
	notifyRelease                     // waiter.release()
	notifyRemove                      // waiters.remove(waiter)
	notifyReturn
)

// Step is one step of it.
func (a *notify) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	c := a.c
	if w == sched.Begin {
		a.begin()
	}
	for ; a.line < notifyReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case notifyAllDef, notifyOwned:
			r, done = t.StepCall(w)
		case notifyAllLen:
			if r, done = stepLen(t, w); done {
				a.left = c.waiters.len(t)
			}
		case notifyDef:
			if r, done = t.StepCall(w); c.owned != nil {
				next = notifyOwnedLock
			}
		case notifyOwnedLock:
			if r, done = t.StepCall(w); done {
				t.Charge(sched.CallNotify)
				a.mayNotify(t)
			}
		case notifyNext:
			done = true
			if !a.pop(t) {
				next = notifyReturn
			}
		case notifyRelease:
			if r, done = t.StepAnnounce(w, trace.Release, a.waiter.object, sched.Jump); done {
				a.waiter.lock().release(t)
			}
		case notifyRemove:
			r, done = t.StepCall(w)
			next = notifyNext
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// begin goes to the first line.
func (a *notify) begin() {
	a.line, a.left = notifyDef, a.n
	if a.all {
		a.line = notifyAllDef
	}
}

// mayNotify fails unless the lock is acquired.
func (a *notify) mayNotify(t *sched.Thread) {
	if !a.c.isOwned(t) {
		t.Fail("cannot notify on un-acquired lock")
	}
}

// pop takes the next one to be woken out of the line, and reports whether there is one.
func (a *notify) pop(t *sched.Thread) bool {
	if a.left <= 0 {
		return false
	}
	a.left--
	a.waiter = a.c.waiters.pop(t)
	return a.waiter != nil
}

// A waiter is one wait: a lock that is acquired, and that a notify releases.
type waiter struct {
	waitable
	condition *Condition
	place     container.Node[*waiter] // among the waiters
}

// newWaiter returns a waiter whose lock t has acquired. The trace does not tell, for nobody else knows of it yet.
func newWaiter(t *sched.Thread, c *Condition) *waiter {
	w := &waiter{waitable: waitable{object: c.object, memory: t.Memory()}, condition: c}
	if t.Process().Stepwise() {
		info, _ := t.Process().Names.Object(c.object)
		w.object = t.Process().Names.AddObject(info.Class, info.Name) // two of them are two objects to a search
	}
	w.owner.Store(t, t.ID())
	return w
}

// lock returns the waiter as the lock that it is.
func (w *waiter) lock() *Lock { return (*Lock)(&w.waitable) }

// Holder returns who must act before the wait can end.
func (w *waiter) Holder() *sched.Thread { return w.condition.holder }

// waiters are those who wait for a condition, in the order of their arrival. Whoever uses the condition as it must be used
// has its lock, but for a plain Lock nobody sees to that: so they have a mutex of their own.
type waiters struct {
	mu   sched.Mutex // guards list
	list container.List[*waiter]
}

// push puts w at the end.
func (l *waiters) push(t *sched.Thread, w *waiter) {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	w.place.Value = w
	l.list.Push(&w.place)
}

// pop takes the first one out, nil if there is none.
func (l *waiters) pop(t *sched.Thread) *waiter {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	if first := l.list.Pop(); first != nil {
		return first.Value
	}
	return nil
}

// remove takes w out, if it is there.
func (l *waiters) remove(t *sched.Thread, w *waiter) {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	l.list.Remove(&w.place)
}

// len returns how many there are.
func (l *waiters) len(t *sched.Thread) int {
	l.mu.Lock(t)
	defer l.mu.Unlock(t)
	return l.list.Len()
}
