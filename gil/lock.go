// This file defines the lock, which carries the rules out on any engine: take_gil and drop_gil of CPython, line by line.

package gil

import (
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// A Lock is the interpreter lock of one run. It is a sched.Interlock.
type Lock struct {
	interval time.Duration
	order    choice.WakeOrder
	object   int32
	breaker  atomic.Bool // a waiter has asked the holder: all that a check looks at (eval_breaker); written under mu
	shortcut shortcut    // past mu, while nobody waits and nothing is recorded

	mu       sched.Mutex // guards what follows (gil->mutex), but for the tick counter, which is the holder's
	rules    Rules
	queue    sched.Queue   // those who wait for the lock (gil->cond)
	switched sched.Queue   // those who wait until another has taken it (gil->switch_cond)
	holder   *sched.Thread // who has it
	coming   *sched.Waiter // who was woken for it last, and has not tried it yet
	seen     []uint64      // by thread: the number of switches when its interval began
	started  bool
}

// newLock returns the lock of a process. Its configuration is complete.
func newLock(c Config, p *sched.Process) *Lock {
	return &Lock{
		rules:    Rules{Discipline: c.Discipline, Checks: c.Checks, CheckInterval: int64(c.CheckInterval)},
		interval: c.Interval,
		order:    c.signals(),
		object:   p.Names.AddObject(trace.ClassGIL, "gil"),
	}
}

// Check says how much code the holder may execute. Where it must let go and take the lock again, and nobody wants it,
// that is done here.
func (l *Lock) Check(t *sched.Thread, code sched.Code, last sched.Point) (n, stride int64) {
	n, stride = l.rules.Check(code, last, l.breaker.Load())
	if n > 0 || !l.shortcut.out(t.ID()) {
		return n, stride
	}
	if l.shortcut.back(t.ID()) {
		return l.rules.Check(code, sched.Taken, false)
	}
	t.Gate().State = passed
	return 0, 0
}

// The states of a thread that takes or drops the lock, kept in its Gate.
const (
	idle    uint8 = iota
	waiting       // take_gil: in cond_timedwait
	paying        // drop_gil: has signalled, which takes time; the lock is free meanwhile
	forced        // drop_gil: waits until another one has taken the lock
	asking        // before either: an untimed strategy is asked first
	passed        // between drop_gil and take_gil, if it has let go by the shortcut
)

// Acquire is take_gil.
func (l *Lock) Acquire(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if l.again(t) {
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
	return sched.Request{Kind: sched.Park, On: l.object, N: int64(l.patience())}, false
}

// asks announces that t is about to take or drop the lock, and reports whether the strategy must be asked first.
func (l *Lock) asks(t *sched.Thread, what trace.Kind) bool {
	g := t.Gate()
	if g.State != idle || !t.Announces(what, l.object) {
		return false
	}
	g.State = asking
	return true
}

// again takes the lock again by the shortcut, if the thread has let it go there and nobody has come meanwhile.
func (l *Lock) again(t *sched.Thread) bool {
	g := t.Gate()
	if g.State != passed {
		return false
	}
	g.State = idle
	return l.shortcut.back(t.ID())
}

// take takes the lock, or queues up for it. It returns who had to wait for another one to take it.
func (l *Lock) take(t *sched.Thread, w sched.Wake) (took bool, switched *sched.Waiter) {
	g := t.Gate()
	l.settle()
	if g.State == waiting {
		l.resumed(t, w)
	}
	if l.rules.Take(t.ID()) {
		g.State = idle
		l.queue.Remove(g)
		return true, l.taken(t)
	}
	g.State = waiting
	l.queue.Push(g)
	l.saw(t)
	return false, nil
}

// resumed handles the end of a wait for the lock: by a signal, which may come too late, or by the time-out.
func (l *Lock) resumed(t *sched.Thread, w sched.Wake) {
	g := t.Gate()
	switch {
	case g.Woken():
		if l.coming == g {
			l.coming = nil
		}
		if l.rules.Holder() != 0 {
			t.Engine().Record(t, trace.Fail, l.object, 0)
		}
	case w == sched.TimedOut:
		if l.order != choice.FIFO {
			l.queue.Remove(g) // it waits anew, behind the others, as in pthread_cond_timedwait
		}
		if l.rules.TimedOut(l.seen[t.ID()-1]) {
			t.Engine().Record(t, trace.Request, l.rules.Holder(), 0)
			l.breaker.Store(true)
			t.Engine().Interrupt(l.holder)
		}
	}
}

// saw notes how often the lock had switched when the thread's interval began.
func (l *Lock) saw(t *sched.Thread) {
	for len(l.seen) < int(t.ID()) {
		l.seen = append(l.seen, 0)
	}
	l.seen[t.ID()-1] = l.rules.Switches()
}

// patience returns how long a waiter waits before it asks.
func (l *Lock) patience() time.Duration {
	if l.rules.Asks() {
		return l.interval
	}
	return sched.Forever
}

// taken notes that t has the lock, and returns who had to wait for that: at most one, as nobody could let go meanwhile.
func (l *Lock) taken(t *sched.Thread) (switched *sched.Waiter) {
	l.holder = t
	l.breaker.Store(false)
	t.Engine().Record(t, trace.Take, l.object, int64(l.rules.Switches()))
	if !l.started {
		l.start(t)
	}
	if t.Process().Unrecorded() && l.queue.Empty() && l.coming == nil {
		l.shortcut.open()
	}
	return l.switched.Pop(t, choice.FIFO)
}

// settle closes the shortcut: from now on the rules know who has the lock.
func (l *Lock) settle() {
	if l.shortcut.close() {
		l.holder = nil
		l.rules.Drop(l.rules.Holder())
	}
}

// start sets the tick counter. Where it stands comes from the seed: in CPython, start-up code has counted it down by
// an unknown number.
func (l *Lock) start(t *sched.Thread) {
	l.started = true
	if l.rules.Discipline != Ticks {
		return
	}
	phase := t.Decide(choice.Decision{Kind: choice.Phase, Low: 1, High: l.rules.CheckInterval + 1})
	l.rules.Start(phase)
	t.Engine().Record(t, trace.Phase, l.object, phase)
}

// Release is drop_gil.
func (l *Lock) Release(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	if l.passes(t) {
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

// passes reports whether the thread lets the lock go by the shortcut, or has done so already.
func (l *Lock) passes(t *sched.Thread) bool {
	g := t.Gate()
	if g.State == idle && l.shortcut.out(t.ID()) {
		g.State = passed
	}
	return g.State == passed
}

// release is one step of Release. It returns who is to be woken.
func (l *Lock) release(t *sched.Thread) (r sched.Request, done bool, woken *sched.Waiter) {
	g := t.Gate()
	switch g.State {
	case idle, asking:
		g.State = paying
		t.Announces(trace.Unpark, l.object)
		return sched.Request{Kind: sched.Burn}, false, l.drop(t)
	case paying:
		if !l.rules.Forced(t.ID()) {
			break
		}
		g.State = forced
		l.breaker.Store(false)
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
// release makes its system call as long as somebody is on his way to it, asleep or not: CPython 2.7 was seen to make
// 343,633 in 12 million rounds of a count-down. The call takes time, and the lock is free meanwhile.
func (l *Lock) drop(t *sched.Thread) (woken *sched.Waiter) {
	t.Engine().Record(t, trace.Drop, l.object, t.Bytecodes())
	l.holder = nil
	l.rules.Drop(t.ID())
	if woken = l.queue.Pop(t, l.order); woken != nil {
		l.coming = woken
		return woken
	}
	if l.rules.Discipline == Ticks {
		return l.coming
	}
	return nil
}
