// This file defines how a call of this package gets into the operating system: announced, then in one call that may wait, or,
// under a hub that parks greenlets, in attempts between which the hub waits.

package socket

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A systemCall is one call of the operating system, which may wait, as an op.
type systemCall interface {
	sched.Op
	failure() error // what came of it
}

// A resultCall is a system call that comes to a result.
type resultCall[T any] interface {
	systemCall
	result() T
}

// perform makes a system call at once.
func perform(t *sched.Thread, c systemCall) error {
	t.Finish(c.Step(t, sched.Begin))
	return c.failure()
}

// An announced is a call under way of which the trace is told in advance: an announcement, and one system call.
type announced struct {
	whole  bool // the thread waits as a whole, even if it has a hub
	line   sched.Line
	system systemCall
	err    error
}

// The lines of an announced call.
const (
	announcedStep   sched.Line = iota // what the trace calls it
	announcedSystem                   // the system call
)

// step is one step of it. Once it has been announced, makes returns the system call, or says why there can be none.
func (a *announced) step(t *sched.Thread, w sched.Wake, kind trace.Kind, object int32, makes func(t *sched.Thread) (systemCall, error)) (r sched.Request, done bool) {
	if a.line.Start(w); a.line == announcedStep {
		if w == sched.Begin && searchOf(t.Process().Run, t.Engine()) != nil {
			t.CallsSystem(&searchedCall{outside: true})
		}
		if r, done = t.StepAnnounce(w, kind, object, sched.Jump); !done {
			return r, false
		}
		if a.system, a.err = makes(t); a.err != nil {
			return r, true
		}
		a.line, w = announcedSystem, sched.Begin
	}
	if a.whole && t.Hub() != nil {
		t.WithoutHub(func() { a.err = perform(t, a.system) })
		return r, true
	}
	if r, done = a.system.Step(t, w); done {
		a.err = a.system.failure()
	}
	return r, done
}

// A gathering is Wait of an Epoll or a Ring under way: it waits for some of what has happened.
type gathering[T any] struct {
	of   *made
	from source[T]
	n    int // how many are wanted
	d    time.Duration
	call announced
	wait resultCall[[]T]
}

// A source is what they wait for.
type source[T any] interface {
	// waiting returns the system call that waits for n, for d at most.
	waiting(n int, d time.Duration) resultCall[[]T]
	// mayWant returns what is wrong with n.
	mayWant(n int) error
}

func (a *gathering[T]) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return a.call.step(t, w, trace.IO, a.of.object, a.system)
}

func (a *gathering[T]) system(t *sched.Thread) (systemCall, error) {
	a.of.mustBe(t)
	mustBeTimeout(t, a.d)
	if err := a.from.mayWant(a.n); err != nil {
		return nil, err
	}
	t.Engine().Record(t, trace.IO, a.of.object, int64(a.d))
	a.wait = a.from.waiting(a.n, a.d)
	return a.wait, nil
}

// Result returns what has happened.
func (a *gathering[T]) Result() ([]T, error) {
	if a.call.err != nil {
		return nil, a.call.err
	}
	return a.wait.result(), nil
}

// A poller is a hub that waits for sockets: that of package gevent.
type poller interface {
	// AwaitSocket parks the thread's current greenlet until the socket is ready for one of the events, for d at most;
	// sched.Forever is without end. It reports false if the time was over first.
	AwaitSocket(t *sched.Thread, s Pollable, e Events, d time.Duration) (ready bool, err error)
	// CloseSocket lets go on who waits for a socket that has been closed.
	CloseSocket(t *sched.Thread, s Pollable)
	// CancelSocket ends the waits for these events of a socket that is shut down, which AwaitSocket tells as ErrClosed.
	CancelSocket(t *sched.Thread, s Pollable, e Events)
}

// A calling is a call on a socket that may wait, under way: one system call that waits, or, where a hub parks greenlets,
// attempts, each a system call that does not wait, as gevent's socket makes it; between them the hub waits.
type calling struct {
	system systemCall
	err    error
}

// step is one step of it. The function make makes the system call that is needed.
func (p *calling) step(t *sched.Thread, w sched.Wake, s Pollable, needs Events, within time.Duration, makes func(within time.Duration) systemCall) (r sched.Request, done bool) {
	if hub, ok := t.Hub().(poller); ok && within != 0 {
		p.err = attempt(t, hub, s, needs, within, func() error { return perform(t, makes(0)) })
		return r, true
	}
	if w == sched.Begin {
		p.system = makes(within)
	}
	if r, done = p.system.Step(t, w); done {
		p.err = p.system.failure()
	}
	return r, done
}

// attempt makes a call that does not wait, again and again, until there is nothing to wait for.
func attempt(t *sched.Thread, hub poller, s Pollable, needs Events, within time.Duration, call func() error) (err error) {
	for end := until(t, within); ; {
		t.WithoutHub(func() { err = call() })
		if !waits(err) {
			return err
		}
		ready, failed := hub.AwaitSocket(t, s, needs, end.left(t))
		switch {
		case failed != nil:
			return failed
		case !ready:
			return ErrTimeout
		}
	}
}

// closes tells a hub that the socket has been closed.
func closes(t *sched.Thread, s Pollable) {
	if hub, ok := t.Hub().(poller); ok {
		hub.CloseSocket(t, s)
	}
}

// cancels ends the waits, under a hub, of those who wait for what ends with a shutdown.
func cancels(t *sched.Thread, s Pollable, how How) {
	if hub, ok := t.Hub().(poller); ok {
		hub.CancelSocket(t, s, [...]Events{ShutRd: In, ShutWr: Out, ShutRdWr: In | Out}[how])
	}
}
