// This file defines what is ready some time: gevent.event.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// An Event is gevent.event.Event: a flag for which greenlets wait.
type Event struct {
	linkable
	flag sched.Atomic // 1: it is set
}

// NewEvent returns an event that is not set.
func NewEvent(t *sched.Thread) *Event {
	e := new(Event)
	e.linkable = linkable{hub: GetHub(t), of: e}
	return e
}

func (e *Event) ready() bool { return e.flag.Load() != 0 }

// IsSet reports whether the event is set.
func (e *Event) IsSet(t *sched.Thread) bool {
	enter(t)
	return e.ready()
}

// Set sets the event. The greenlets that wait go on in the order in which they came, in a turn of the hub. Another thread may set it,
// too: the hub hears of that if it has something else to wait for, such as a timer.
func (e *Event) Set(t *sched.Thread) {
	enter(t)
	foreign := e.foreign(t)
	e.flag.Store(t, 1)
	if foreign {
		e.hub.inbox.put(t, &setting{&e.linkable, func() {}})
		return
	}
	e.check()
}

// Clear takes the flag back, on any thread. A greenlet whose wake-up is on its way is woken all the same.
func (e *Event) Clear(t *sched.Thread) {
	enter(t)
	e.flag.Store(t, 0)
}

// Wait waits until the event is set.
func (e *Event) Wait(t *sched.Thread) { e.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d, and reports whether the event was set: also if it has been cleared since.
func (e *Event) WaitTimeout(t *sched.Thread, d time.Duration) bool {
	enter(t)
	late, thrown := e.wait(t, d)
	raise(thrown)
	return !late
}

// An AsyncResult is gevent.event.AsyncResult: a value, or an exception, for which greenlets wait.
type AsyncResult struct {
	linkable
	has   bool // value is set
	value any
	err   error
}

// NewAsyncResult returns a result that is not there yet.
func NewAsyncResult(t *sched.Thread) *AsyncResult {
	r := new(AsyncResult)
	r.linkable = linkable{hub: GetHub(t), of: r}
	return r
}

func (r *AsyncResult) ready() bool { return r.has || r.err != nil }

// Ready reports whether a value or an exception is there.
func (r *AsyncResult) Ready() bool { return r.ready() }

// Successful reports whether a value is there.
func (r *AsyncResult) Successful() bool { return r.has }

// Value returns the value, nil if there is none.
func (r *AsyncResult) Value() any { return r.value }

// Exception returns the exception, or nil.
func (r *AsyncResult) Exception() error { return r.err }

// Set sets the value. The greenlets that wait go on in the order in which they came, in a turn of the hub. What another thread sets
// is there from the hub's next turn on.
func (r *AsyncResult) Set(t *sched.Thread, value any) {
	enter(t)
	if r.foreign(t) {
		r.hub.inbox.put(t, &setting{&r.linkable, func() { r.has, r.value = true, value }})
		return
	}
	r.has, r.value = true, value
	r.check()
}

// SetException sets the exception. The greenlets that wait go on as after Set.
func (r *AsyncResult) SetException(t *sched.Thread, err error) {
	enter(t)
	if r.foreign(t) {
		r.hub.inbox.put(t, &setting{&r.linkable, func() { r.err = err }})
		return
	}
	r.err = err
	r.check()
}

// SetFrom sets what a greenlet has ended with: as a link of that, it is result(greenlet).
func (r *AsyncResult) SetFrom(t *sched.Thread, g *Greenlet) {
	if g.Successful() {
		r.Set(t, g.Value())
		return
	}
	r.SetException(t, g.Exception())
}

// Get waits for the value or the exception, and returns it.
func (r *AsyncResult) Get(t *sched.Thread) (any, error) { return r.GetTimeout(t, sched.Forever) }

// GetTimeout is Get for at most d. When that has passed the error is a *Timeout.
func (r *AsyncResult) GetTimeout(t *sched.Thread, d time.Duration) (any, error) {
	enter(t)
	if !r.ready() {
		late, thrown := r.await(t, d)
		raise(thrown)
		if late {
			return nil, NewTimeout(d)
		}
	}
	return r.get()
}

// GetNowait is Get that does not wait: the error is a *Timeout if there is nothing yet.
func (r *AsyncResult) GetNowait(t *sched.Thread) (any, error) {
	enter(t)
	return r.get()
}

func (r *AsyncResult) get() (any, error) {
	switch {
	case r.has:
		return r.value, nil
	case r.err != nil:
		return nil, r.err
	}
	return nil, NewTimeout(sched.Forever)
}

// Wait waits for a value or an exception, and returns the value: nil in place of an exception.
func (r *AsyncResult) Wait(t *sched.Thread) any { return r.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d; when that has passed the value is nil.
func (r *AsyncResult) WaitTimeout(t *sched.Thread, d time.Duration) any {
	enter(t)
	_, thrown := r.wait(t, d)
	raise(thrown)
	return r.value
}
