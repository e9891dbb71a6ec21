// This file defines how a greenlet waits: it switches to the hub until a callback of that switches back.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A waiter is a greenlet as its hub knows it. A greenlet waits for one thing at a time, so that one waiter does for its whole
// life.
type waiter struct {
	raw   *greenlet.Greenlet
	hub   *Hub
	owner *Greenlet // whose it is; nil for a main, a raw or a foreign greenlet

	turn  uint64 // how often it has waited: a wake-up for an earlier wait is void
	waits bool   // it does now
	woken bool   // by whom it waits for, and not by a switch of somebody else
	late  bool   // by its own timer

	timer timer // of its wait
	link  link  // its place where it waits
	park  parked

	locals map[any]any // of the greenlet, by Local
}

// self returns the waiter of the current greenlet.
func self(t *sched.Thread) *waiter {
	raw := greenlet.Current(t)
	if w, ok := raw.Owner.(*waiter); ok {
		return w
	}
	return newWaiter(raw, GetHub(t))
}

func newWaiter(raw *greenlet.Greenlet, h *Hub) *waiter {
	w := &waiter{raw: raw, hub: h}
	w.link.waiter = w
	raw.Owner = w
	return w
}

// wait switches to the hub until it is woken. It returns what was thrown into the greenlet meanwhile: then it is the caller's
// part to take its link out of where it stands. Hub.switch and Waiter.get of gevent 22.10.2.
func (w *waiter) wait(t *sched.Thread) (thrown error) {
	me, failed := w.depart(t)
	if me != nil && me.Yield() {
		me.Unwind()
	}
	return w.arrive(t, failed)
}

// depart is the part of wait before the switch to the hub, for which the coroutine must yield that it returns.
func (w *waiter) depart(t *sched.Thread) (me *sched.Coroutine, failed error) {
	if w.raw == w.hub.raw {
		return nil, ErrBlockingSwitchOut
	}
	w.waits, w.woken = true, false
	return w.hub.raw.Depart(t)
}

// arrive is the part of wait after that.
func (w *waiter) arrive(t *sched.Thread, failed error) (thrown error) {
	if thrown = failed; thrown == nil {
		_, thrown = greenlet.Arrive(t)
	}
	if thrown == nil && !w.woken {
		thrown = ErrInvalidSwitch
	}
	w.waits = false
	w.turn++
	return thrown
}

// waitFor is wait for at most d; a negative one is without end. It reports whether its time was over first.
func (w *waiter) waitFor(t *sched.Thread, d time.Duration) (late bool, thrown error) {
	if d < 0 {
		return false, w.wait(t)
	}
	w.hub.timers.set(&w.timer, w.hub.until(t, d), (*expiry)(w))
	thrown = w.wait(t)
	w.hub.timers.cancel(&w.timer)
	late, w.late = w.late, false
	return late, thrown
}

// wake lets the greenlet go on, if it waits: it is called by callbacks, and returns when the greenlet waits again, or has ended.
func (w *waiter) wake(t *sched.Thread) {
	me, err := w.resume(t, w.turn)
	if me != nil {
		if me.Yield() {
			me.Unwind()
		}
		_, err = greenlet.Arrive(t)
	}
	if err != nil {
		w.hub.report(t, w.raw, err)
	}
}

// resume is the part of wake before the switch to the greenlet, for which the coroutine must yield that it returns; nil if the
// greenlet is not in its turn-th wait.
func (w *waiter) resume(t *sched.Thread, turn uint64) (me *sched.Coroutine, err error) {
	if w.turn != turn || !w.waits {
		return nil, nil
	}
	w.woken = true
	return w.raw.Depart(t)
}

// call is the wake-up of a greenlet that waits in the hub's queue: of its turn-th wait.
func (w *waiter) call(t *sched.Thread, turn uint64) {
	if w.turn == turn {
		w.wake(t)
	}
}

// throw raises an exception in the greenlet, wherever it waits.
func (w *waiter) throw(t *sched.Thread, err error) {
	if _, err := w.raw.Throw(t, err); err != nil {
		w.hub.report(t, w.raw, err)
	}
}

// expiry is the end of the time for which a greenlet waits.
type expiry waiter

func (e *expiry) call(t *sched.Thread, _ uint64) {
	e.late = true
	(*waiter)(e).wake(t)
}

// raise raises what was thrown into the current greenlet, if that is not nil.
func raise(thrown error) {
	if thrown != nil {
		greenlet.Raise(thrown)
	}
}

// enter is the entry of a function of gevent: one bytecode, at which the thread can lose the processor.
func enter(t *sched.Thread) { t.CallBuiltin("gevent") }

// Sleep lets the other greenlets of the thread go on for d: gevent.sleep. With 0 or less those go first that are ready.
func Sleep(t *sched.Thread, d time.Duration) {
	w := self(t)
	if d > 0 {
		t.Announce(trace.Sleep, 0, sched.Jump)
		t.Engine().Record(t, trace.Sleep, 0, int64(d))
		raise(w.sleep(t, d))
		return
	}
	t.Charge(sched.CallHubSleep)
	w.hub.callbacks.Push(ready{w, w.turn})
	me, failed := w.depart(t)
	if me != nil && me.Yield() { // here, and not in wait: each return after a switch of stacks is mispredicted
		me.Unwind()
	}
	raise(w.arrive(t, failed))
}

// sleep is Sleep that returns what was thrown into the greenlet, and records no step.
func (w *waiter) sleep(t *sched.Thread, d time.Duration) (thrown error) {
	if d <= 0 {
		w.hub.callbacks.Push(ready{w, w.turn})
		return w.wait(t)
	}
	_, thrown = w.waitFor(t, d)
	return thrown
}

// Idle waits until no other greenlet of the thread is ready: gevent.idle.
func Idle(t *sched.Thread) {
	w := self(t)
	w.hub.idlers = append(w.hub.idlers, ready{w, w.turn})
	raise(w.wait(t))
}
