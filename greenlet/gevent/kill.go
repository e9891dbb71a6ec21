// This file defines how a greenlet is killed.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// Kill raises an exception in the greenlet where it waits, nil for a GreenletExit, and waits until it is over: Greenlet.kill. The
// exception is thrown in a turn of the hub. A greenlet that has not started never runs; one that is over stays as it is.
func (g *Greenlet) Kill(t *sched.Thread, err error) { g.KillTimeout(t, err, sched.Forever) }

// KillTimeout is Kill that waits for at most d, once the exception was thrown, and reports whether the greenlet is over.
func (g *Greenlet) KillTimeout(t *sched.Thread, err error, d time.Duration) bool {
	enter(t)
	h := g.waiter.hub
	w := h.mustOwn(t)
	err = orExit(err)
	if g.abort(t, err) || g.Ready() {
		return true
	}
	h.callbacks.Push(ready{&killing{[]*Greenlet{g}, err, w, w.turn}, 0})
	raise(w.wait(t))
	return g.JoinTimeout(t, d)
}

// KillNowait is Kill that does not wait: kill(block=False).
func (g *Greenlet) KillNowait(t *sched.Thread, err error) {
	enter(t)
	h := g.waiter.hub
	h.mustOwn(t)
	err = orExit(err)
	if !g.abort(t, err) && !g.Ready() {
		h.callbacks.Push(ready{&killing{list: []*Greenlet{g}, err: err}, 0})
	}
}

// KillAll kills greenlets in their order, and waits until all are over: gevent.killall.
func KillAll(t *sched.Thread, list []*Greenlet, err error) {
	KillAllTimeout(t, list, err, sched.Forever)
}

// KillAllTimeout is KillAll for at most d, and reports whether all are over. Gevent raises a Timeout where it returns false.
func KillAllTimeout(t *sched.Thread, list []*Greenlet, err error, d time.Duration) bool {
	enter(t)
	w := self(t)
	h := w.hub
	err = orExit(err)
	left := abortAll(t, list, err)
	if len(left) == 0 {
		return true
	}
	end := sched.Forever
	if d >= 0 {
		end = h.until(t, d)
	}
	h.callbacks.Push(ready{&killing{left, err, w, w.turn}, 0})
	late, thrown := w.waitFor(t, d)
	raise(thrown)
	if late {
		return false
	}
	return joinRest(t, left, end)
}

// joinRest waits, until a time of the hub's clock, for those that are not over, and reports whether all are.
func joinRest(t *sched.Thread, list []*Greenlet, end time.Duration) bool {
	for _, g := range list {
		left := sched.Forever
		if end >= 0 {
			left = max(0, end-g.waiter.hub.until(t, 0))
		}
		if !g.Dead() && !g.JoinTimeout(t, left) {
			return false
		}
	}
	return true
}

// KillAllNowait is KillAll that does not wait.
func KillAllNowait(t *sched.Thread, list []*Greenlet, err error) {
	enter(t)
	err = orExit(err)
	if left := abortAll(t, list, err); len(left) > 0 {
		left[0].waiter.hub.callbacks.Push(ready{&killing{list: left, err: err}, 0})
	}
}

// killing is the callback that throws an exception into greenlets, and then wakes the killer, if it waits for that: _kill and
// _killall3 of gevent 22.10.2. The turn is that of the killer's wait.
type killing struct {
	list   []*Greenlet
	err    error
	killer *waiter
	turn   uint64
}

func (k *killing) call(t *sched.Thread, _ uint64) {
	for _, g := range k.list {
		if !g.Dead() {
			g.waiter.throw(t, k.err)
		}
	}
	if k.killer != nil {
		k.killer.call(t, k.turn)
	}
}

// abort ends a greenlet that has not begun to run, and reports whether it does not run, now or any more.
func (g *Greenlet) abort(t *sched.Thread, err error) bool {
	if g.start == unstarted || g.start == scheduled {
		g.start = aborted
		g.waiter.hub.timers.cancel(&g.starts)
		g.run = nil
	}
	if g.start == aborted && !g.ended {
		g.finish(t, nil, err)
	}
	return g.Dead()
}

// abortAll is abort for several, and returns those that run.
func abortAll(t *sched.Thread, list []*Greenlet, err error) (left []*Greenlet) {
	for _, g := range list {
		g.waiter.hub.mustOwn(t)
		if !g.abort(t, err) {
			left = append(left, g)
		}
	}
	return left
}

func orExit(err error) error {
	if err == nil {
		return &greenlet.GreenletExit{}
	}
	return err
}
