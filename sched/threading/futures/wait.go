// This file defines Wait, which waits for some or all of several futures, and what is left with them meanwhile.

package futures

import (
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// A When says when Wait returns.
type When uint8

// When Wait returns.
const (
	AllCompleted   When = iota // all are done
	FirstCompleted             // one of them is done
	FirstException             // one has ended with an exception, or all are done
)

// String is the name of the constant in Python.
func (w When) String() string {
	return [...]string{"ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"}[w]
}

// Wait waits for the futures, and returns those that are done and those that are not, each once, in the order given.
func Wait[T any](t *sched.Thread, fs []*Future[T], when When) (done, notDone []*Future[T]) {
	return WaitTimeout(t, fs, when, sched.Forever)
}

// WaitTimeout is Wait for at most d. That the time is over is no error.
func WaitTimeout[T any](t *sched.Thread, fs []*Future[T], when When, d time.Duration) (done, notDone []*Future[T]) {
	a := waiting[T]{given: fs, when: when, d: d}
	t.Finish(a.Step(t, sched.Begin))
	return split(a.fs, a.counted)
}

// WaitOp returns WaitTimeout as an op.
func WaitOp[T any](fs []*Future[T], when When, d time.Duration) sched.Call[DoneAndNotDone[T]] {
	return &waiting[T]{given: fs, when: when, d: d}
}

// DoneAndNotDone is what Wait returns: DoneAndNotDoneFutures.
type DoneAndNotDone[T any] struct{ Done, NotDone []*Future[T] }

// A waiting is wait under way.
type waiting[T any] struct {
	given   []*Future[T]
	when    When
	d       time.Duration
	line    sched.Line
	fs      []*Future[T] // each once
	counted map[*Future[T]]bool
	hold    holding[T]
	waiter  *waiter[T]
	wait    sched.Call[bool]
	guard   guard
	at      int
}

// The lines of wait.
const (
	waitDef     sched.Line = iota // def wait(fs, timeout=None, return_when=ALL_COMPLETED):
	waitAcquire                   // with _AcquireFutures(fs): if all or enough are done: return
	waitWaiter                    //     waiter = _create_and_install_waiters(fs, return_when), a Python function
	waitRelease                   // the end of the with statement
	waitEvent                     // waiter.event.wait(timeout)
	waitRemove                    // for f in fs: with f._condition: f._waiters.remove(waiter)
	waitReturn
)

func (a *waiting[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.begin(t)
	}
	for ; a.line < waitReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case waitDef:
			r, done = t.StepCall(w)
		case waitAcquire:
			if r, done = a.hold.acquire(t, w, a.fs); done && enough(a.fs, a.when, a.counted) {
				next = waitRelease
			}
		case waitWaiter:
			if r, done = t.StepCall(w); done {
				a.install(t)
			}
		case waitRelease:
			if r, done = a.hold.release(t, w); a.waiter == nil {
				next = waitReturn
			}
		case waitEvent:
			r, done = a.wait.Step(t, w)
		case waitRemove:
			r, done = a.remove(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

func (a *waiting[T]) begin(t *sched.Thread) {
	if a.when > FirstException {
		t.FailWith("ValueError", "Invalid return condition: %d", a.when)
	}
	a.line, a.at, a.waiter = waitDef, 0, nil
	a.fs, a.counted = distinct(a.given), make(map[*Future[T]]bool)
}

// install leaves a waiter with the futures.
func (a *waiting[T]) install(t *sched.Thread) {
	a.waiter = newWaiter[T](t, a.when, len(a.fs)-len(a.counted))
	a.waiter.install(a.fs)
	a.wait = a.waiter.event.WaitOp(a.d)
}

// remove is one step of taking the waiter away from all futures, and of counting those that have arrived.
func (a *waiting[T]) remove(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for ; a.at < len(a.fs); a.at++ {
		if r, done = a.waiter.stepRemove(t, w, &a.guard, a.fs[a.at]); !done {
			return r, false
		}
		w = sched.Begin
	}
	for _, f := range a.waiter.take(t) {
		a.counted[f] = true
	}
	return r, true
}

// Result returns which of the futures are done.
func (a *waiting[T]) Result() (all DoneAndNotDone[T], _ error) {
	all.Done, all.NotDone = split(a.fs, a.counted)
	return all, nil
}

// enough marks the futures that are done, and reports whether there is nothing to wait for. The thread has the
// conditions of all.
func enough[T any](fs []*Future[T], when When, counted map[*Future[T]]bool) bool {
	raised := false
	for _, f := range fs {
		if f.state.counted() {
			counted[f] = true
			raised = raised || f.state == Finished && f.exception != nil
		}
	}
	return len(counted) == len(fs) || when == FirstCompleted && len(counted) > 0 || when == FirstException && raised
}

// distinct returns the futures, each once.
func distinct[T any](fs []*Future[T]) (once []*Future[T]) {
	seen := make(map[*Future[T]]bool)
	for _, f := range fs {
		if !seen[f] {
			seen[f] = true
			once = append(once, f)
		}
	}
	return once
}

// split returns the futures that are marked, and the others.
func split[T any](fs []*Future[T], marked map[*Future[T]]bool) (in, out []*Future[T]) {
	for _, f := range fs {
		if marked[f] {
			in = append(in, f)
		} else {
			out = append(out, f)
		}
	}
	return in, out
}

// A holding is _AcquireFutures under way: it acquires the conditions of several futures in the order of their making, as
// whoever wants several does, so that there is no deadlock.
type holding[T any] struct {
	ordered []*Future[T]
	at      int
	with    threading.With
}

// acquire is one step of acquiring all.
func (h *holding[T]) acquire(t *sched.Thread, w sched.Wake, fs []*Future[T]) (r sched.Request, done bool) {
	if w == sched.Begin {
		h.at = 0
		h.ordered = slices.SortedFunc(slices.Values(fs), func(a, b *Future[T]) int { return a.number - b.number })
	}
	for ; h.at < len(h.ordered); h.at++ {
		if w == sched.Begin {
			h.with = h.ordered[h.at].lock.Statement()
		}
		if r, done = h.with.StepEnter(t, w); !done {
			return r, false
		}
		w = sched.Begin
	}
	return r, true
}

// release is one step of releasing all.
func (h *holding[T]) release(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		h.at = 0
	}
	for ; h.at < len(h.ordered); h.at++ {
		if w == sched.Begin {
			h.with = h.ordered[h.at].lock.Statement()
		}
		if r, done = h.with.StepExit(t, w); !done {
			return r, false
		}
		w = sched.Begin
	}
	return r, true
}

// A waiter is told of each future that is done, by the thread that makes it so, which has the future's condition. It is one of
// the classes _FirstCompletedWaiter, _AllCompletedWaiter and _AsCompletedWaiter.
type waiter[T any] struct {
	kind    waiterKind
	event   *threading.Event // what the waiting thread waits for
	lock    *threading.Lock  // guards pending, or keeps what has arrived and the event together; nil: there is none
	pending int              // how many are not done

	mu       sched.Mutex  // guards finished: in Python an append is atomic
	finished []*Future[T] // those that are done, in their order
}

// A waiterKind says when the waiting thread is woken.
type waiterKind uint8

// When the waiting thread is woken.
const (
	eachTime       = waiterKind(FirstCompleted)
	atTheLast      = waiterKind(AllCompleted)
	firstException = waiterKind(FirstException)
	asCompleted    = firstException + 1 // each time, and one after the other
)

// newWaiter returns the waiter of Wait for so many futures that are not done.
func newWaiter[T any](t *sched.Thread, when When, pending int) *waiter[T] {
	w := &waiter[T]{kind: waiterKind(when), event: threading.NewEvent(t, "waiter event"), pending: pending}
	if w.kind != eachTime {
		w.lock = threading.NewLock(t, "_Waiter.lock")
	}
	return w
}

// newAsCompletedWaiter returns that of AsCompleted.
func newAsCompletedWaiter[T any](t *sched.Thread) *waiter[T] {
	return &waiter[T]{kind: asCompleted, event: threading.NewEvent(t, "waiter event"), lock: threading.NewLock(t, "_Waiter.lock")}
}

// install leaves the waiter with the futures. The thread has the conditions of all.
func (w *waiter[T]) install(fs []*Future[T]) {
	for _, f := range fs {
		f.waiters = append(f.waiters, w)
	}
}

// stepRemove is one step of taking the waiter away from a future.
func (w *waiter[T]) stepRemove(t *sched.Thread, wake sched.Wake, guard *guard, f *Future[T]) (sched.Request, bool) {
	return guard.stepInside(t, wake, f.condition, func() {
		if i := slices.Index(f.waiters, w); i >= 0 {
			f.waiters = slices.Delete(f.waiters, i, i+1)
		}
	})
}

// append notes that the future is done.
func (w *waiter[T]) append(t *sched.Thread, f *Future[T]) {
	w.mu.Lock(t)
	defer w.mu.Unlock(t)
	w.finished = append(w.finished, f)
}

// take returns what has arrived since the last time.
func (w *waiter[T]) take(t *sched.Thread) []*Future[T] {
	w.mu.Lock(t)
	defer w.mu.Unlock(t)
	finished := w.finished
	w.finished = nil
	return finished
}

// A telling tells a future's waiters that it is done: for waiter in self._waiters: waiter.add_result(self). The thread has
// the condition.
type telling[T any] struct {
	f    *Future[T]
	at   int
	line sched.Line
	with threading.With // on the waiter's lock
	set  sched.Op
}

// The lines of add_result, of whichever class.
const (
	tellDef       sched.Line = iota // def add_result(self, future):
	tellLock                        // _AsCompletedWaiter: with self.lock:
	tellAppend                      // self.finished_futures.append(future)
	tellDecrement                   // _AllCompletedWaiter: self._decrement_pending_calls(): def _decrement_pending_calls(self):
	tellPending                     //     with self.lock: self.num_pending_calls -= 1
	tellSet                         // self.event.set()
	tellUnlock                      // the end of the with statement
	tellNext
)

func (a *telling[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.with.Unwind(t)
	if w == sched.Begin {
		a.line, a.at = tellDef, 0
	}
	for ; a.at < len(a.f.waiters); a.line, a.at = tellDef, a.at+1 {
		if r, done = a.tell(t, w, a.f.waiters[a.at]); !done {
			return r, false
		}
		w = sched.Begin
	}
	return r, true
}

// tell is one step of telling one waiter.
func (a *telling[T]) tell(t *sched.Thread, w sched.Wake, to *waiter[T]) (r sched.Request, done bool) {
	for ; a.line < tellNext; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case tellDef:
			r, done = t.StepCall(w)
			if next = tellAppend; to.kind == asCompleted {
				next = tellLock
			}
		case tellLock, tellPending:
			if w == sched.Begin {
				a.with = to.lock.Statement()
			}
			if r, done = a.with.StepEnter(t, w); done && a.line == tellPending {
				next = a.decrement(to)
			}
		case tellAppend:
			if r, done = t.StepAnnounce(w, trace.None, 0, sched.Builtin); done {
				to.append(t, a.f)
			}
			if next = tellSet; a.counts(to) {
				next = tellDecrement
			}
		case tellDecrement:
			r, done = t.StepCall(w)
		case tellSet:
			if w == sched.Begin {
				a.set = to.event.SetOp()
			}
			if r, done = a.set.Step(t, w); to.kind == eachTime || to.kind == firstException && !a.counts(to) {
				next = tellNext
			}
		case tellUnlock:
			r, done = a.with.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// counts reports whether the waiter counts the future: others wake the waiting thread.
func (a *telling[T]) counts(to *waiter[T]) bool {
	switch to.kind {
	case atTheLast:
		return true
	case firstException:
		return a.f.state != Finished || a.f.exception == nil
	}
	return false
}

// decrement counts the future, and returns the line that comes then.
func (a *telling[T]) decrement(to *waiter[T]) sched.Line {
	if to.pending--; to.pending == 0 {
		return tellSet
	}
	return tellUnlock
}
