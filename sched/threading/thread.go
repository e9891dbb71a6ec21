// This file defines Thread, the handle around a thread.

package threading

import (
	"container/list"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Thread is threading.Thread: a thread that may have been started or not. The running thread itself, which the methods
// of all else take, is the sched.Thread that its function gets.
//
// start and the thread's first steps are those of Lib/threading.py: start returns only when the new thread has begun. Not
// repeated are the locks by which CPython knows at its end which threads to wait for; the machine knows.
type Thread struct {
	class   string // as its String begins: Thread, _MainThread, Timer
	name    atomic.Pointer[string]
	daemon  atomic.Bool
	target  func(t *sched.Thread)
	started *Event                       // nil: the thread has been started by somebody else
	thread  atomic.Pointer[sched.Thread] // nil until it has begun
	place   *list.Element                // in limbo or active; guarded by the roll's lock
}

// New returns a thread that will run target when it is started; nil is nothing. With an empty name it is called Thread-1,
// Thread-2 and so on. It is a daemon thread if t is one. Making one takes no time.
func New(t *sched.Thread, name string, target func(t *sched.Thread)) *Thread {
	if name == "" {
		name = t.Process().DefaultName()
	}
	h := &Thread{class: "Thread", target: target}
	h.name.Store(&name)
	h.daemon.Store(t.Daemon())
	h.started = NewEvent(t, name+"._started")
	return h
}

// NewFor is New for a target of this name, which CPython 3.10 and later put into the default name: Thread-1 (task).
func NewFor(t *sched.Thread, function string, target func(t *sched.Thread)) *Thread {
	return New(t, fmt.Sprintf("%s (%s)", t.Process().DefaultName(), function), target)
}

// Start starts the thread, and returns when it has begun. A second time it is Python's error.
func (h *Thread) Start(t *sched.Thread) {
	enter(t)
	if h.hasStarted(t) {
		t.Fail("threads can only be started once")
	}
	r := rollOf(t)
	r.lock.With(t, func() { h.place = r.limbo.PushBack(h) })
	spawn := t.SpawnOrdinary
	if h.Daemon() {
		spawn = t.SpawnDaemon
	}
	spawn(h.Name(), h.bootstrap)
	h.started.Wait(t)
}

// bootstrap is what the new thread runs.
func (h *Thread) bootstrap(t *sched.Thread) {
	enter(t)
	r := rollOf(t)
	h.thread.Store(t)
	h.started.Set(t)
	r.lock.With(t, func() { r.activate(t, h) })
	enter(t)
	if h.target != nil {
		h.target(t)
	}
	enter(t)
	r.lock.With(t, func() { r.strike(t, h) })
}

// hasStarted reports whether the thread has begun.
func (h *Thread) hasStarted(t *sched.Thread) bool { return h.started == nil || h.started.IsSet(t) }

// Join waits until the thread has ended. To join the current thread, or one that has not been started, is Python's error.
func (h *Thread) Join(t *sched.Thread) { h.JoinTimeout(t, sched.Forever) }

// JoinTimeout is Join for at most d; less than 0 is 0, but sched.Forever is without end. Whether the thread has ended IsAlive
// tells.
func (h *Thread) JoinTimeout(t *sched.Thread, d time.Duration) {
	enter(t)
	switch {
	case !h.hasStarted(t):
		t.Fail("cannot join thread before it is started")
	case h.thread.Load() == t:
		t.Fail("cannot join current thread")
	case d > TimeoutMax:
		t.Fail("timeout value is too large")
	}
	enter(t)
	if d != sched.Forever {
		d = max(0, d)
	}
	if d == 0 && h.thread.Load().Alive() {
		t.CallBuiltin("acquire")
		return
	}
	t.JoinFor(h.thread.Load(), d)
}

// IsAlive reports whether the thread has been started and has not ended.
func (h *Thread) IsAlive(t *sched.Thread) bool {
	enter(t)
	if !h.hasStarted(t) {
		return false
	}
	t.CallBuiltin("acquire")
	return h.thread.Load().Alive()
}

// Name returns the thread's name. Any thread may ask, and it takes no time.
func (h *Thread) Name() string { return *h.name.Load() }

// SetName changes the thread's name. In traces and reports a thread that has begun keeps the one that it had.
func (h *Thread) SetName(t *sched.Thread, name string) {
	enter(t)
	h.name.Store(&name)
}

// Daemon reports whether it is a daemon thread: the end of the run does not wait for it. Any thread may ask, and it takes
// no time.
func (h *Thread) Daemon() bool { return h.daemon.Load() }

// SetDaemon makes the thread a daemon thread, or an ordinary one. Once it has begun that is Python's error.
func (h *Thread) SetDaemon(t *sched.Thread, daemon bool) {
	enter(t)
	if h.hasStarted(t) {
		t.Fail("cannot set daemon status of active thread")
	}
	h.daemon.Store(daemon)
}

// Ident returns the number of the sched.Thread, which Python calls None, and this 0, until the thread has begun. Any
// thread may ask, and it takes no time.
func (h *Thread) Ident() int32 {
	if t := h.thread.Load(); t != nil {
		return t.ID()
	}
	return 0
}

// String returns what Python's repr returns: <Thread(Thread-1, started daemon 2)>. Any thread may ask, and it takes no time.
func (h *Thread) String() string {
	status, ident := "initial", ""
	if t := h.thread.Load(); t != nil {
		status, ident = "stopped", fmt.Sprintf(" %d", t.ID())
		if t.Alive() {
			status = "started"
		}
	}
	if h.Daemon() {
		status += " daemon"
	}
	return fmt.Sprintf("<%s(%s, %s%s)>", h.class, h.Name(), status, ident)
}
