// This file defines the hub: the greenlet that waits for all others of its thread, and runs callbacks and timers.

package gevent

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
)

// A Hub runs the callbacks of a thread: it is the greenlet to which each other one switches when it waits, and that switches
// to those that can go on. It is a child of the main greenlet.
type Hub struct {
	raw    *greenlet.Greenlet
	main   *waiter
	thread *sched.Thread

	callbacks container.Ring[ready] // in the order in which they were queued
	timers    timers
	idlers    []ready       // in Idle: they wait until there is nothing else to do
	unref     int           // timers for which alone the hub does not wait
	now       time.Duration // when it has looked at the clock last
	serial    uint64        // of notifications
	inbox     inbox
	sockets   sockets
	parked    container.List[*waiter] // the greenlets that wait in place of the thread
	idents    idents
	onFail    FailureHandler
}

// A FailureHandler is told of an exception that nobody catches: of a greenlet, a link or a callback, which is the context. It is
// called where that has happened, in the greenlet itself or in the hub.
type FailureHandler func(t *sched.Thread, context any, err error)

// GetHub returns the thread's hub, which is made when it is first asked for: gevent.get_hub.
func GetHub(t *sched.Thread) *Hub {
	if w := mainOf(t); w != nil {
		return w.hub
	}
	return newHub(t)
}

// mainOf returns the waiter of the thread's main greenlet, nil if the thread has no hub yet.
func mainOf(t *sched.Thread) *waiter {
	main, ok := t.Own().Owner.(*greenlet.Greenlet)
	if !ok {
		return nil
	}
	w, _ := main.Owner.(*waiter)
	return w
}

func newHub(t *sched.Thread) *Hub {
	h := &Hub{thread: t, onFail: PrintFailure, idents: idents{free: *container.NewHeap(cmp.Less[int])}}
	main := greenlet.Main(t)
	h.raw = greenlet.NewHub("hub", h.run, main)
	h.main = newWaiter(main, h)
	newWaiter(h.raw, h)
	h.inbox.init(t, "hub of "+t.Name())
	return h
}

// Greenlet returns the greenlet that the hub is.
func (h *Hub) Greenlet() *greenlet.Greenlet { return h.raw }

// SetFailureHandler has another function told of exceptions that nobody catches, in place of PrintFailure. With nil nobody is.
func (h *Hub) SetFailureHandler(f FailureHandler) { h.onFail = f }

// PrintFailure prints a line as gevent does, but for the time and the traceback: `<Greenlet "worker"> failed with KeyError: 7`.
func PrintFailure(t *sched.Thread, context any, err error) {
	t.Print(fmt.Sprintf("%v failed with %v", context, err))
}

// report tells of an exception that nobody catches. A GreenletExit is none: NOT_ERROR of gevent's hub.
func (h *Hub) report(t *sched.Thread, context any, err error) {
	if !isExit(err) && h.onFail != nil {
		h.onFail(t, context, err)
	}
}

// guard calls a function of the program in the hub, and reports its exception.
func (h *Hub) guard(t *sched.Thread, context any, f func(t *sched.Thread)) {
	if err := greenlet.Catch(t, func() { f(t) }); err != nil {
		h.report(t, context, err)
	}
}

// RunCallback has the hub call f when it comes to it, behind all that is ready by now: loop.run_callback. What f calls must not
// wait.
func (h *Hub) RunCallback(f func(t *sched.Thread)) { h.callbacks.Push(ready{&function{h, f}, 0}) }

// until returns when a time that begins now will be over: it looks at the clock.
func (h *Hub) until(t *sched.Thread, d time.Duration) time.Duration {
	h.now = t.Now()
	if d > math.MaxInt64-h.now {
		return math.MaxInt64
	}
	return h.now + d
}

// mustOwn returns the waiter of the current greenlet, and raises an exception if it is not one of this hub's thread.
func (h *Hub) mustOwn(t *sched.Thread) *waiter {
	w := self(t)
	if w.hub != h {
		raise(ErrThreadUse)
	}
	return w
}

// A callback is what a hub runs between two greenlets: mostly it switches to one. The serial is that with which it was
// queued: a wake-up that is no longer wanted finds another one, and does nothing.
type callback interface {
	call(t *sched.Thread, serial uint64)
}

type function struct {
	hub *Hub
	f   func(t *sched.Thread)
}

// call calls the function of the program. An exception of it is reported, and disturbs nobody.
func (c *function) call(t *sched.Thread, _ uint64) { c.hub.guard(t, c, c.f) }

func (c *function) String() string { return "<callback>" }

// A ready callback waits for the hub to run it.
type ready struct {
	callback callback
	serial   uint64
}

// run is the hub's body: Hub.run of gevent 22.10.2. It never ends: when nothing can happen any more the main greenlet gets a
// LoopExit.
func (h *Hub) run(t *sched.Thread, _ greenlet.Args) (any, error) {
	for {
		h.runCallbacks(t)
		h.peek(t)
		if h.expire(t) || h.wakeIdlers(t) || h.rest(t) {
			continue
		}
		h.main.throw(t, ErrLoopExit)
	}
}

// How long callbacks may go on before timers are looked at, and after how many of them the clock is: sys.getswitchinterval() and
// CALLBACK_CHECK_COUNT in _run_callbacks of gevent's libev/corecext.pyx.
const (
	callbackTime  = 5 * time.Millisecond
	callbackCheck = 50
)

// runCallbacks runs callbacks until there are none: those that come meanwhile, too. If timers are set it ends after callbackTime, so that
// callbacks that keep queueing others cannot starve them.
func (h *Hub) runCallbacks(t *sched.Thread) {
	end := h.now + callbackTime
	for left := callbackCheck; h.inbox.filled() && h.collect(t) || h.callbacks.Len() > 0; left-- {
		if left == 0 {
			if h.timers.live > 0 && h.until(t, 0) >= end {
				return
			}
			left = callbackCheck
		}
		next := h.callbacks.Pop()
		w, ok := next.callback.(*waiter)
		if !ok {
			next.callback.call(t, next.serial)
			continue
		}
		me, err := w.resume(t, next.serial) // waiter.wake by hand: each return after a switch of stacks is mispredicted
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
		return h.callbacks.Len() > 0
	}
	now, serial := h.until(t, 0), h.timers.serial
	some := h.callbacks.Len() > 0
	for due := h.timers.expire(now, serial); due != nil; due = h.timers.expire(now, serial) {
		due.fire(t)
		some = true
	}
	return some
}

// wakeIdlers wakes the greenlets in Idle, the last one first, as libev does (gevent's issue 1421).
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
	if when, timed := h.timers.next(); h.callbacks.Len() > 0 || timed && when <= h.now {
		h.poll(t, 0)
	}
}

// block blocks the thread, for d at most: in the poller if a greenlet waits for a socket.
func (h *Hub) block(t *sched.Thread, d time.Duration) {
	if h.sockets.waiting > 0 {
		h.poll(t, d)
		return
	}
	h.inbox.wait(t, d)
}

// rest waits until another thread wakes one of the greenlets, a socket is ready or a timer is due: this is where the thread itself
// blocks. It reports false if none of that can happen.
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

// Join waits until the hub has nothing more to do, which would be a LoopExit elsewhere: gevent.wait without objects. It is for the
// main greenlet. It always reports true.
func (h *Hub) Join(t *sched.Thread) bool { return h.JoinTimeout(t, sched.Forever) }

// JoinTimeout is Join for at most d, and reports whether nothing is left to do. For that time alone the hub does not wait.
func (h *Hub) JoinTimeout(t *sched.Thread, d time.Duration) bool {
	w := h.mustOwn(t)
	if w != h.main {
		t.Fail("AssertionError: only possible from the MAIN greenlet")
	}
	if d >= 0 {
		h.unref++
	}
	late, thrown := w.waitFor(t, d)
	if d >= 0 {
		h.unref--
	}
	if errors.Is(thrown, ErrLoopExit) {
		return true
	}
	raise(thrown)
	return !late
}
