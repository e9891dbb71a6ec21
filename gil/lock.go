// This file defines the lock, which carries the rules out on any engine: take_gil and drop_gil of CPython, line by line.

package gil

import (
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// A lock is the interpreter lock of one process. It is a sched.Interlock.
type lock struct {
	interval    time.Duration
	order       choice.WakeOrder
	object      int32
	evalBreaker atomic.Bool // a waiter has asked the holder: all that a check looks at (eval_breaker); written under mu
	fast        fastPath    // past mu, while nobody waits and nothing is recorded

	mu            sched.Mutex // guards what follows (gil->mutex), but for the tick counter, which is the holder's
	rules         rules
	queue         sched.Queue   // waits for the lock (gil->cond)
	switched      sched.Queue   // waits, having dropped it, until another thread has taken it (gil->switch_cond)
	holder        *sched.Thread // has it; nil: nobody
	coming        *sched.Waiter // was woken for it last, and has not tried it yet
	futexes       sched.Futexes // what its memory costs, if that is simulated; else nil
	savedSwitches []uint64      // by thread: the number of switches when its interval began (saved_switchnum)
	started       bool
}

// newLock needs a complete configuration.
func newLock(c Config, p *sched.Process) *lock {
	return &lock{
		rules:    rules{discipline: c.Discipline, checks: c.Checks, checkInterval: int64(c.CheckInterval)},
		interval: c.Interval,
		order:    c.signals(),
		object:   p.Names.AddObject(trace.ClassGIL, "gil"),
	}
}

// Check says how much code the holder may execute. Where it must let go and take the lock again, and nobody wants it,
// that is done here.
func (l *lock) Check(t *sched.Thread, code sched.Code, last sched.Point) (n, stride int64) {
	n, stride = l.rules.check(code, last, l.evalBreaker.Load())
	if n > 0 || !l.fast.drop(t.ID()) {
		return n, stride
	}
	if l.fast.retake(t.ID()) {
		return l.rules.check(code, sched.Taken, false)
	}
	t.Gate().State = passed
	return 0, 0
}

// Looks tells where the holder looks for signals: where it looks for requests to let go. A tick counter is set to 0 by a signal (ceval.c
// 2.7, Py_AddPendingCall), so that the holder looks after the next bytecode; within a stretch that has been counted it does not.
func (l *lock) Looks(code sched.Code, last sched.Point) (now bool, least, stride int64) {
	c := l.rules.checks
	now, least = c.checked(last), c.least(code)
	if l.rules.discipline != Ticks {
		stride = c.stride(code, last)
	}
	return now, least, stride
}

// The states of a thread that takes or drops the lock, kept in its Gate.
const (
	idle       uint8 = iota
	waiting          // take_gil: in COND_TIMED_WAIT
	signalling       // drop_gil: has signalled, which takes time; the lock is free meanwhile
	forced           // drop_gil: waits until another one has taken the lock
	asking           // before either: an untimed strategy is asked first
	passed           // between drop_gil and take_gil, if it has let go by the fast path
	looking          // sem_wait: has found it taken, and looks again in the kernel before it sleeps
)

// Acquire is take_gil of CPython's ceval_gil.h, one step of it: w says how its last wait has ended, and the request what it
// waits for next. It is done when the thread has the lock.
func (l *lock) Acquire(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if l.retakeFast(t) {
		return sched.Request{}, true
	}
	if l.asks(t, trace.Take) {
		return sched.Request{Kind: sched.Burn}, false
	}
	l.mu.Lock(t)
	took, switched := l.take(t, w)
	l.mu.Unlock(t)
	if switched != nil {
		switched.Unpark(t)
	}
	if took {
		return sched.Request{}, true
	}
	if t.Gate().State == looking {
		return sched.Request{Kind: sched.Burn}, false
	}
	return sched.Request{Kind: sched.Park, On: l.object, N: int64(l.timeout())}, false
}

// asks announces that t is about to take or drop the lock, and reports whether the strategy must be asked first.
func (l *lock) asks(t *sched.Thread, what trace.Kind) bool {
	g := t.Gate()
	if g.State != idle || !t.Announces(what, l.object) {
		return false
	}
	g.State = asking
	return true
}

// retakeFast takes the lock again by the fast path, if the thread has let it go there and nobody has come meanwhile.
func (l *lock) retakeFast(t *sched.Thread) bool {
	g := t.Gate()
	if g.State != passed {
		return false
	}
	g.State = idle
	return l.fast.retake(t.ID())
}

// take takes the lock, or queues up for it. It returns the waiter of a forced switch that this ends.
func (l *lock) take(t *sched.Thread, w sched.Wake) (took bool, switched *sched.Waiter) {
	g := t.Gate()
	l.settle()
	if g.State == waiting {
		l.resumed(t, w)
	}
	l.touch(t)
	if l.rules.take(t.ID()) {
		l.arrived(g)
		g.State = idle
		l.queue.Remove(g)
		return true, l.taken(t)
	}
	if l.looksAgain(t) {
		g.State = looking
		l.coming = g
		return false, nil
	}
	l.arrived(g)
	g.State = waiting
	l.queue.Push(g)
	l.saveSwitches(t)
	return false, nil
}

// looksAgain reports whether t, which has found a semaphore taken, looks again before it sleeps.
func (l *lock) looksAgain(t *sched.Thread) bool {
	return l.futexes != nil && l.rules.discipline == Ticks && t.Gate().State != looking && l.futexes.LooksAgain(t)
}

// arrived notes that a thread is not on its way any more, after its second look.
func (l *lock) arrived(g *sched.Waiter) {
	if g.State == looking && l.coming == g {
		l.coming = nil
	}
}

// touch lets t pay for the lock's memory, if another core has had it last.
func (l *lock) touch(t *sched.Thread) {
	if l.futexes != nil {
		l.futexes.TouchLine(t, l.object)
	}
}

// resumed handles the end of a wait for the lock: by a signal, which may come too late, or by the time-out.
func (l *lock) resumed(t *sched.Thread, w sched.Wake) {
	g := t.Gate()
	switch {
	case g.Woken():
		if l.coming == g {
			l.coming = nil
		}
		if l.rules.holder != 0 {
			t.Engine().Record(t, trace.Fail, l.object, 0)
		}
	case w == sched.TimedOut:
		if l.order != choice.FIFO {
			l.queue.Remove(g) // it waits anew, behind the others, as in pthread_cond_timedwait
		}
		if l.rules.timedOut(l.savedSwitches[t.ID()-1]) {
			t.Engine().Record(t, trace.Request, l.rules.holder, 0)
			l.evalBreaker.Store(true)
			t.Engine().Interrupt(l.holder)
		}
	}
}

// saveSwitches begins the thread's interval.
func (l *lock) saveSwitches(t *sched.Thread) {
	for len(l.savedSwitches) < int(t.ID()) {
		l.savedSwitches = append(l.savedSwitches, 0)
	}
	l.savedSwitches[t.ID()-1] = l.rules.switches
}

// timeout returns how long a waiter waits before it asks: one switch interval, or without end.
func (l *lock) timeout() time.Duration {
	if l.rules.timed() {
		return l.interval
	}
	return sched.Forever
}

// taken notes that t has the lock, and returns the waiter of a forced switch that this ends (switch_cond): at most one, as nobody could
// let go meanwhile.
func (l *lock) taken(t *sched.Thread) (switched *sched.Waiter) {
	l.holder = t
	l.evalBreaker.Store(false)
	t.Engine().Record(t, trace.Take, l.object, int64(l.rules.switches))
	if !l.started {
		l.start(t)
	}
	if t.Process().Unrecorded() && l.queue.Empty() && l.coming == nil {
		l.fast.open()
	}
	return l.switched.Pop(t, choice.FIFO)
}

// settle closes the fast path: from now on the rules know who has the lock.
func (l *lock) settle() {
	if l.fast.close() {
		l.holder = nil
		l.rules.drop(l.rules.holder)
	}
}

// start sets the tick counter. Where it stands comes from the seed: in CPython, start-up code has counted it down by
// an unknown number.
func (l *lock) start(t *sched.Thread) {
	l.started = true
	l.futexes = t.Futexes()
	if l.rules.discipline != Ticks {
		return
	}
	phase := t.Decide(choice.Decision{Kind: choice.Phase, Low: 1, High: l.rules.checkInterval + 1})
	l.rules.start(phase)
	t.Engine().Record(t, trace.Phase, l.object, phase)
}

// Release is drop_gil, a step of it as Acquire is of take_gil. A wake-up goes from here to the waiter by these stations: drop takes
// the waiter out of the queue, which marks it woken; Unpark, past the mutex, has the engine make its thread ready; when that
// runs, Acquire finds the mark (Woken), and tries the lock, which another thread may have taken by then.
func (l *lock) Release(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if l.dropFast(t) {
		return sched.Request{}, true
	}
	if l.asks(t, trace.Drop) {
		return sched.Request{Kind: sched.Burn}, false
	}
	l.mu.Lock(t)
	r, done, woken := l.release(t)
	l.mu.Unlock(t)
	if woken != nil {
		woken.Unpark(t)
	}
	return r, done
}

// dropFast reports whether the thread lets the lock go by the fast path, or has done so already.
func (l *lock) dropFast(t *sched.Thread) bool {
	g := t.Gate()
	if g.State == idle && l.fast.drop(t.ID()) {
		g.State = passed
	}
	return g.State == passed
}

// release is one step of Release. It returns the waiter to wake.
func (l *lock) release(t *sched.Thread) (r sched.Request, done bool, woken *sched.Waiter) {
	g := t.Gate()
	switch g.State {
	case idle, asking:
		g.State = signalling
		t.Announces(trace.Unpark, l.object)
		return sched.Request{Kind: sched.Burn}, false, l.drop(t)
	case signalling:
		if !l.rules.forced(t.ID()) {
			break
		}
		g.State = forced
		l.evalBreaker.Store(false)
		l.switched.Push(g)
		fallthrough
	case forced:
		if !g.Woken() {
			return sched.Request{Kind: sched.Park, On: l.object, N: int64(sched.Forever)}, false, nil
		}
	}
	g.State = idle
	return sched.Request{}, true, nil
}

// drop lets the lock go and returns whom to signal: one waiter, if there is one. Under ticks the lock is a semaphore, whose
// release makes its system call as long as a waiter is on its way to it, asleep or not: CPython 2.7 was seen to make
// 343,633 in 12 million rounds of a count-down. The call takes time, and the lock is free meanwhile.
func (l *lock) drop(t *sched.Thread) (woken *sched.Waiter) {
	t.Engine().Record(t, trace.Drop, l.object, t.Bytecodes())
	l.touch(t)
	l.holder = nil
	l.rules.drop(t.ID())
	if woken = l.queue.Pop(t, l.order); woken != nil {
		l.coming = woken
		return woken
	}
	switch {
	case l.rules.discipline != Ticks:
		return nil
	case l.coming != nil && l.coming.State == looking: // it counts as a waiter, and does not sleep
		l.futexes.WakeNobody(t)
		return nil
	}
	return l.coming
}

// Grants reports whether the holder need not ask: nobody has asked it, and its bytecodes are not counted. It is part of
// sched.GrantingInterlock.
func (l *lock) Grants() bool { return l.rules.discipline != Ticks && !l.evalBreaker.Load() }

// SwitchInterval returns the interval: sched.Tunable.
func (l *lock) SwitchInterval() time.Duration { return l.interval }

// SetSwitchInterval changes the interval, as sys.setswitchinterval does.
func (l *lock) SetSwitchInterval(d time.Duration) { l.interval = max(d, time.Microsecond) }
