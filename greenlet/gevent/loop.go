// This file defines the hub's loop: callbacks until there are none, then the timers that are due, then a wait.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// run is the hub's body: Hub.run of gevent 22.10.2. It never ends: when nothing can happen any more the main greenlet gets a
// LoopExit.
func (h *Hub) run(t *sched.Thread, _ greenlet.Args) (any, error) {
	for {
		h.pass(t)
		h.peek(t)
		if h.expire(t) || h.wakeIdlers(t) || h.rest(t) {
			continue
		}
		h.main.throw(t, ErrLoopExit)
	}
}

// How long callbacks may go on before timers are looked at, and after how many the clock is: _run_callbacks of gevent.
const (
	interval = 5 * time.Millisecond
	checked  = 50
)

// pass runs callbacks until there are none: those that come meanwhile, too. If timers are set it ends after an interval.
func (h *Hub) pass(t *sched.Thread) {
	end := h.now + interval
	for left := checked; h.inbox.filled() && h.collect(t) || h.line.Len() > 0; left-- {
		if left == 0 {
			if h.timers.live > 0 && h.until(t, 0) >= end {
				return
			}
			left = checked
		}
		next := h.line.Pop()
		w, ok := next.callback.(*waiter)
		if !ok {
			next.callback.call(t, next.serial)
			continue
		}
		me, err := w.resume(t, next.serial) // wake, without its return: each one after a switch of stacks is mispredicted
		if me != nil {
			if me.Yield() {
				me.Unwind()
			}
			_, err = greenlet.Arrive(t)
		}
		if err != nil {
			h.report(t, w.raw, err)
		}
	}
}

// expire runs the callbacks of all timers that are due, and reports whether there were any callbacks to run. One that is set
// meanwhile must wait for the next time.
func (h *Hub) expire(t *sched.Thread) bool {
	if h.timers.live == 0 {
		return h.line.Len() > 0
	}
	now, serial := h.until(t, 0), h.timers.serial
	some := h.line.Len() > 0
	for due := h.timers.expire(now, serial); due != nil; due = h.timers.expire(now, serial) {
		due.fire(t)
		some = true
	}
	return some
}

// wakeIdlers wakes those who wait until there is nothing to do, the last one first, as libev does (gevent's issue 1421).
func (h *Hub) wakeIdlers(t *sched.Thread) bool {
	all := h.idlers
	h.idlers = nil
	for i := len(all) - 1; i >= 0; i-- {
		all[i].callback.call(t, all[i].serial)
	}
	return len(all) > 0
}

// peek looks for sockets that are ready, if there is something to do besides: they would never be served otherwise.
func (h *Hub) peek(t *sched.Thread) {
	if h.sockets.waiting == 0 {
		return
	}
	if when, timed := h.timers.next(); h.line.Len() > 0 || timed && when <= h.now {
		h.poll(t, 0)
	}
}

// block blocks the thread, for d at most.
func (h *Hub) block(t *sched.Thread, d time.Duration) {
	if h.sockets.waiting > 0 {
		h.poll(t, d)
		return
	}
	h.inbox.wait(t, d)
}

// rest waits until another thread wakes one of the greenlets or a timer is due: this is where the thread itself blocks. It
// reports false if neither can happen.
func (h *Hub) rest(t *sched.Thread) bool {
	when, timed := h.timers.next()
	switch {
	case timed && h.timers.live > h.unref:
		h.block(t, max(0, when-h.now))
	case h.sockets.waiting > 0 || h.outside(t):
		h.block(t, sched.Forever)
	default:
		return h.inbox.filled()
	}
	return true
}
