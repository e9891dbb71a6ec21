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
	target  func(t *sched.Thread)        // what it does: one of them
	runner  sched.Runner                 // is nil
	started *Event                       // nil: the thread has been started by somebody else
	thread  atomic.Pointer[sched.Thread] // nil until it has begun
	place   *list.Element                // in limbo or active; guarded by the roll's lock
	boot    bootstrap                    // not on the thread's stack, which would have to grow for it
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

// NewRunner is New for a thread whose body is plain data.
func NewRunner(t *sched.Thread, name string, body sched.Runner) *Thread {
	h := New(t, name, nil)
	h.runner = body
	return h
}

// NewFor is New for a target of this name, which CPython 3.10 and later put into the default name: Thread-1 (task).
func NewFor(t *sched.Thread, function string, target func(t *sched.Thread)) *Thread {
	if t.Process().Library().PlainNames {
		return New(t, "", target)
	}
	return New(t, fmt.Sprintf("%s (%s)", t.Process().DefaultName(), function), target)
}

// Start starts the thread, and returns when it has begun. A second time it is Python's error.
func (h *Thread) Start(t *sched.Thread) {
	a := threadStart{h: h}
	t.Finish(a.Step(t, sched.Begin))
}

// StartOp returns Start as an op.
func (h *Thread) StartOp() sched.Op { return &threadStart{h: h} }

// A threadStart is Thread.start under way.
type threadStart struct {
	h       *Thread
	line    sched.Line
	started hasStarted
	lock    rollLock
	spawn   sched.Spawning
	wait    eventWait
}

// The lines of start.
const (
	startDef   sched.Line = iota // def start(self):
	startOnce                    // if self._started.is_set(): raise RuntimeError
	startLimbo                   // with _active_limbo_lock: _limbo[self] = self
	startSpawn                   // _start_new_thread(self._bootstrap, ())
	startWait                    // self._started.wait()
	startReturn
)

// Step is one step of it.
func (a *threadStart) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	h := a.h
	for a.line.Start(w); a.line < startReturn; w = sched.Begin {
		switch a.line {
		case startDef:
			r, done = t.StepCall(w)
			a.started.h = h
		case startOnce:
			if r, done = a.started.Step(t, w); done && a.started.yes {
				t.Fail("threads can only be started once")
			}
			a.wait.e, a.wait.wait.c, a.wait.wait.d = h.started, nil, sched.Forever
		case startLimbo:
			r, done = a.lock.step(t, w, h, (*roll).await)
		case startSpawn:
			if w == sched.Begin {
				a.spawn = h.spawning()
			}
			r, done = a.spawn.Step(t, w)
			a.wait.wait.c = h.started.cond
		case startWait:
			r, done = a.wait.Step(t, w)
		}
		if !done {
			return r, false
		}
		a.line++
	}
	return r, true
}

// spawning returns how the machine starts the thread.
func (h *Thread) spawning() sched.Spawning {
	h.boot.h = h
	s := sched.Spawning{Name: h.Name(), As: sched.Ordinary}
	if h.Daemon() {
		s.As = sched.Daemon
	}
	if h.runner != nil {
		s.Runner = &h.boot
	} else {
		s.Function = h.boot.run
	}
	return s
}

// A bootstrap is Thread._bootstrap_inner under way: all that a thread does.
type bootstrap struct {
	h    *Thread
	line sched.Line
	lock rollLock
	set  eventSet
}

// The lines of _bootstrap_inner.
const (
	bootDef    sched.Line = iota // def _bootstrap_inner(self):
	bootSet                      // self._started.set()
	bootActive                   // with _active_limbo_lock: _active[self._ident] = self; del _limbo[self]
	bootRun                      // self.run(): def run(self):
	bootTarget                   //     self._target(*self._args, **self._kwargs)
	bootDelete                   // self._delete(): def _delete(self):
	bootStrike                   //     with _active_limbo_lock: del _active[get_ident()]
	bootReturn
)

// run runs the thread, if it runs a function.
func (b *bootstrap) run(t *sched.Thread) { t.Finish(b.step(t, sched.Begin)) }

// Resume runs the thread, if it runs plain data.
func (b *bootstrap) Resume(t *sched.Thread, w sched.Wake) sched.Request {
	r, done := b.step(t, w)
	if done {
		return sched.Request{Kind: sched.End}
	}
	return r
}

// Catch goes on with the end of the thread: except: self._invoke_excepthook(self), unless the body catches the exception.
func (b *bootstrap) Catch(t *sched.Thread, err error) (goesOn bool) {
	if b.line != bootTarget {
		return false
	}
	if body, ok := b.h.runner.(sched.Catcher); ok && body.Catch(t, err) {
		return true
	}
	t.Uncaught(err)
	b.line = bootDelete
	return true
}

// step is one step of it.
func (b *bootstrap) step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	h := b.h
	for ; b.line < bootReturn; w = sched.Begin {
		switch b.line {
		case bootDef:
			if r, done = t.StepCall(w); done {
				h.thread.Store(t)
			}
			b.set.e, b.set.to = h.started, 1
		case bootSet:
			r, done = b.set.Step(t, w)
		case bootActive:
			r, done = b.lock.step(t, w, h, (*roll).activate)
		case bootRun, bootDelete:
			r, done = t.StepCall(w)
		case bootTarget:
			r, done = h.run(t, w)
		case bootStrike:
			r, done = b.lock.step(t, w, h, (*roll).strike)
		}
		if !done {
			return r, false
		}
		b.line++
	}
	return r, true
}

// run is one step of what the program wants the thread to do.
func (h *Thread) run(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if h.runner != nil {
		r = h.runner.Resume(t, w)
		return r, r.Kind == sched.End
	}
	if h.target != nil {
		t.Guard(h.target)
	}
	return r, true
}

// A hasStarted is the question whether a thread has begun, under way.
type hasStarted struct {
	h   *Thread
	is  eventIsSet
	yes bool
}

// Step is one step of it.
func (a *hasStarted) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if a.is.e = a.h.started; a.is.e == nil {
		a.yes = true
		return r, true
	}
	r, done = a.is.Step(t, w)
	a.yes = a.is.flag != 0
	return r, done
}

// Join waits until the thread has ended. To join the current thread, or one that has not been started, is Python's error.
func (h *Thread) Join(t *sched.Thread) { h.JoinTimeout(t, sched.Forever) }

// JoinTimeout is Join for at most d; less than 0 is 0, but sched.Forever is without end. Whether the thread has ended IsAlive
// tells.
func (h *Thread) JoinTimeout(t *sched.Thread, d time.Duration) {
	a := threadJoin{h: h, d: d}
	t.Finish(a.Step(t, sched.Begin))
}

// JoinOp returns JoinTimeout as an op.
func (h *Thread) JoinOp(d time.Duration) sched.Op { return &threadJoin{h: h, d: d} }

// A threadJoin is Thread.join under way.
type threadJoin struct {
	h       *Thread
	d       time.Duration
	line    sched.Line
	started hasStarted
	join    sched.Joining
	poll    *poll // in place of join
}

// The lines of join.
const (
	joinDef    sched.Line = iota // def join(self, timeout=None):
	joinBegun                    // if not self._started.is_set(): raise RuntimeError
	joinTstate                   // self._wait_for_tstate_lock(): def _wait_for_tstate_lock(self, block=True, timeout=-1):
	joinTry                      //     lock.acquire(False), for a thread that is alive
	joinWait                     //     lock.acquire(block, timeout)
	joinReturn
)

// Step is one step of it.
func (a *threadJoin) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for a.line.Start(w); a.line < joinReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case joinDef, joinTstate:
			r, done = t.StepCall(w)
			a.started.h = a.h
			if done && a.line == joinTstate {
				next = a.how(t)
			}
		case joinBegun:
			if r, done = a.started.Step(t, w); done {
				a.mustBeAllowed(t)
			}
		case joinTry:
			r, done = t.StepCall(w)
			next = joinReturn
		case joinWait:
			if a.poll != nil {
				r, done = a.poll.Step(t, w)
			} else {
				r, done = a.join.Step(t, w)
			}
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// mustBeAllowed fails if the thread cannot be joined, or not so long.
func (a *threadJoin) mustBeAllowed(t *sched.Thread) {
	switch {
	case !a.started.yes:
		t.Fail("cannot join thread before it is started")
	case a.h.thread.Load() == t:
		t.Fail("cannot join current thread")
	case a.d > TimeoutMax:
		t.FailWith("OverflowError", "timeout value is too large")
	}
}

// how decides how the end of the thread is waited for.
func (a *threadJoin) how(t *sched.Thread) sched.Line {
	a.poll = nil
	a.join = sched.Joining{Other: a.h.thread.Load(), For: a.d}
	if a.d != sched.Forever {
		a.join.For = max(0, a.d)
	}
	if a.join.For == 0 && a.join.Other.Alive() {
		return joinTry
	}
	if polls(t, a.d) {
		a.poll = &poll{try: &joinAttempt{join: a.join}, d: a.join.For}
	}
	return joinWait
}

// A joinAttempt is a look whether a thread has ended, under way.
type joinAttempt struct {
	join sched.Joining
	over bool
}

// Step is one step of it.
func (a *joinAttempt) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.over = !a.join.Other.Alive()
	}
	if a.over {
		return a.join.Step(t, w)
	}
	return t.StepCall(w)
}

// Result reports whether it has.
func (a *joinAttempt) Result() (over bool, _ error) { return a.over, nil }

// IsAlive reports whether the thread has been started and has not ended.
func (h *Thread) IsAlive(t *sched.Thread) bool {
	a := threadIsAlive{h: h}
	t.Finish(a.Step(t, sched.Begin))
	return a.alive
}

// IsAliveOp returns IsAlive as an op.
func (h *Thread) IsAliveOp() sched.Call[bool] { return &threadIsAlive{h: h} }

// A threadIsAlive is Thread.is_alive under way.
type threadIsAlive struct {
	h       *Thread
	line    sched.Line
	started hasStarted
	alive   bool
}

// The lines of is_alive.
const (
	aliveDef   sched.Line = iota // def is_alive(self):
	aliveBegun                   // if self._is_stopped or not self._started.is_set(): return False
	aliveTry                     // self._wait_for_tstate_lock(False)
	aliveReturn
)

// Step is one step of it.
func (a *threadIsAlive) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for a.line.Start(w); a.line < aliveReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case aliveDef:
			r, done = t.StepCall(w)
			a.started.h, a.alive = a.h, false
		case aliveBegun:
			if r, done = a.started.Step(t, w); !a.started.yes {
				next = aliveReturn
			}
		case aliveTry:
			r, done = t.StepIsAlive(w, a.h.thread.Load(), &a.alive)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// Result reports whether it is alive.
func (a *threadIsAlive) Result() (alive bool, _ error) { return a.alive, nil }

// Name returns the thread's name. Any thread may ask, and it takes no time.
func (h *Thread) Name() string { return *h.name.Load() }

// SetName changes the thread's name. In traces and reports a thread that has begun keeps the one that it had.
func (h *Thread) SetName(t *sched.Thread, name string) {
	t.Finish(t.StepCall(sched.Begin))
	h.name.Store(&name)
}

// Daemon reports whether it is a daemon thread: the end of the run does not wait for it. Any thread may ask, and it takes
// no time.
func (h *Thread) Daemon() bool { return h.daemon.Load() }

// SetDaemon makes the thread a daemon thread, or an ordinary one. Once it has begun that is Python's error.
func (h *Thread) SetDaemon(t *sched.Thread, daemon bool) {
	t.Finish(t.StepCall(sched.Begin))
	a := hasStarted{h: h}
	if t.Finish(a.Step(t, sched.Begin)); a.yes {
		t.Fail("cannot set daemon status of active thread")
	}
	h.daemon.Store(daemon)
}

// MakeDaemon makes a thread that has not been started a daemon thread: the constructor's parameter. It takes no time.
func (h *Thread) MakeDaemon() { h.daemon.Store(true) }

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
