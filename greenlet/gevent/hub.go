// This file defines the hub, the greenlet that waits for all others of its thread.

package gevent

import (
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

	line    container.Ring[ready] // of callbacks
	timers  timers
	idlers  []ready       // who waits until there is nothing else to do
	unref   int           // timers for which alone the hub does not wait
	now     time.Duration // when it has looked at the clock last
	serial  uint64        // of notifications
	inbox   inbox
	sockets sockets
	parked  container.List[*waiter] // the greenlets that wait in place of the thread
	idents  idents
	onFail  FailureHandler
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

// mainOf returns the waiter of the thread's main greenlet, nil if it has none yet.
func mainOf(t *sched.Thread) *waiter {
	main, ok := t.Own().Owner.(*greenlet.Greenlet)
	if !ok {
		return nil
	}
	w, _ := main.Owner.(*waiter)
	return w
}

// newHub makes the hub of a thread.
func newHub(t *sched.Thread) *Hub {
	h := &Hub{thread: t, onFail: PrintFailure}
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

// report tells of an exception that nobody catches. A GreenletExit is none.
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
func (h *Hub) RunCallback(f func(t *sched.Thread)) { h.line.Push(ready{&function{h, f}, 0}) }

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
