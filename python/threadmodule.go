// This file defines the module _thread: the start and the end of threads, and what there is (Modules/_threadmodule.c). Its locks are in lock.go.

package python

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
)

var handleClass = builtin("_ThreadHandle", layoutOther, objectClass).in("_thread").with(final | uninstantiable)

// A handleState is the state of a handle: the thread.
type handleState struct{ thread *Thread }

func (h handleState) clone(by cloner) state {
	if c, ok := by.(*cloning); ok {
		return handleState{c.threads[h.thread]}
	}
	return h
}

func newHandle(t *Thread) Value {
	return (&Other{Object: Object{class: handleClass}, state: handleState{t}}).ref()
}

func handleOf(v Value) *Thread { return as[Other](v).state.(handleState).thread }

// A starting is the start of a thread under way.
type starting struct {
	sched.Spawning
	thread *Thread
	result Value
}

func (s *starting) value(t *Thread) (Value, *Exception) {
	child, _ := s.Spawning.Result()
	s.thread.others.Store(child)
	if t.interp.parallel != nil { // it may have begun: what it can reach was published before
		return s.result, nil
	}
	t.startsSharing()
	if f := s.thread.frame; f != nil {
		t.publishAll(f.locals)
	}
	return s.result, nil
}

// startsSharing is what comes with the second thread: what modules hold can be reached by others.
func (t *Thread) startsSharing() {
	if !t.interp.concurrent {
		t.interp.concurrent = true
		t.publishModules()
	}
}

// startThread starts a thread that calls a function.
func (t *Thread) startThread(fn Value, args []Value, keywords []keyword, name string, daemon bool) (Value, *Exception) {
	child := t.interp.newThread()
	child.title = name
	child.runsAs(t.sched) // until it has its own
	if child.call(fn, args, keywords, continuation{then: toEnd}) == raising {
		return Value{}, child.raised
	}
	t.publishAll(append(args, fn))
	if t.interp.parallel != nil {
		t.startsSharing()
		t.publishAll(child.frame.locals)
	}
	as := sched.Ordinary
	if daemon {
		as = sched.Daemon
	}
	return t.perform(&starting{Spawning: sched.Spawning{Name: name, Runner: child, As: as}, thread: child, result: newHandle(child)})
}

// A joining is the wait for a thread's end under way.
type joining struct{ sched.Joining }

func (j *joining) value(*Thread) (Value, *Exception) {
	ended, _ := j.Joining.Result()
	return boolean(ended), nil
}

// alive reports whether the thread has been started, and has not ended. One that a fork has not copied has ended.
func (t *Thread) alive() bool {
	s := t.others.Load()
	return s != nil && s.Alive()
}

// identOf is the ident of a thread, as get_ident returns it.
func identOf(t *Thread) Value { return integer(140_000_000_000_000 + int64(t.ident)*4096) }

func defineThread() {
	acquire := Native{name: "acquire", signature: "($self, blocking=True, timeout=-1)", call: lockAcquire, cost: engages}
	release := Native{name: "release", call: lockRelease, cost: engages}
	enter := Native{name: "__enter__", cost: engages, call: lockEnter}
	exit := Native{name: "__exit__", signature: "($self, /, *args)", cost: engages, call: lockRelease}
	for _, class := range [...]*Class{lockClass, rlockClass} {
		locked := Native{name: "locked", call: func(t *Thread, a []Value) (Value, *Exception) {
			return boolean(as[Lock](a[0]).lock.Held()), nil
		}}
		class.define(acquire, release, enter, exit, locked,
			named("acquire_lock", acquire), named("release_lock", release), named("locked_lock", locked),
			Native{name: "__new__", kind: aStatic, signature: "($cls, /)", call: func(t *Thread, a []Value) (Value, *Exception) { return t.newLock(as[Class](a[0])), nil }},
			Native{name: "_at_fork_reinit", call: func(t *Thread, a []Value) (Value, *Exception) {
				l := as[Lock](a[0])
				l.lock.Reset(t.sched)
				l.owner.Store(0)
				l.count.Store(0)
				return none, nil
			}},
			Native{name: "__repr__", call: func(t *Thread, a []Value) (Value, *Exception) {
				l := as[Lock](a[0])
				how := "unlocked"
				if l.lock.Held() {
					how = "locked"
				}
				if l.class.derives(rlockClass) {
					owner := int64(0)
					if n := l.owner.Load(); n != 0 {
						owner = identOf(t.interp.threads[n-1]).i
					}
					return newStr(fmt.Sprintf("<%s %s object owner=%d count=%d at %s>", how, l.class.title(), owner, l.count.Load(), t.address(a[0]))), nil
				}
				return newStr(fmt.Sprintf("<%s %s object at %s>", how, l.class.title(), t.address(a[0]))), nil
			}},
		)
	}
	rlockClass.define(
		Native{name: "_is_owned", call: func(t *Thread, a []Value) (Value, *Exception) {
			l := as[Lock](a[0])
			return boolean(l.ownedBy(t)), nil
		}},
		Native{name: "_recursion_count", call: func(t *Thread, a []Value) (Value, *Exception) {
			if l := as[Lock](a[0]); l.ownedBy(t) {
				return integer(l.count.Load()), nil
			}
			return integer(0), nil
		}},
		Native{name: "_release_save", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
			l := as[Lock](a[0])
			if l.count.Load() == 0 {
				return raise(runtimeError, "cannot release un-acquired lock")
			}
			return t.perform(&releasing{lock: l, result: newTuple(integer(l.count.Load()), integer(l.owner.Load()))})
		}},
		Native{name: "_acquire_restore", signature: "($self, state, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
			l := as[Lock](a[0])
			return t.perform(&acquisition{op: l.lock.AcquireOp(sched.Forever), lock: l, count: a[1].items()[0].i, bare: true})
		}},
	)
	handleClass.define(
		Native{name: "join", signature: "($self, timeout=None, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
			d, err := t.patienceOf(a[1])
			if err != nil {
				return Value{}, err
			}
			other := handleOf(a[0])
			if other == t {
				return raise(runtimeError, "cannot join current thread")
			}
			if other.others.Load() == nil { // it has not been copied by a fork
				return t.calledFor(pyTrue)
			}
			return t.perform(&joining{sched.Joining{Other: other.others.Load(), For: d}})
		}},
		Native{name: "is_done", call: func(_ *Thread, a []Value) (Value, *Exception) {
			return boolean(!handleOf(a[0]).alive()), nil
		}},
		readOnly("ident", func(v Value) Value { return identOf(handleOf(v)) }),
	)
	registerModule(&NativeModule{name: "_thread", values: []namedValue{
		{"LockType", lockClass.ref()}, {"lock", lockClass.ref()}, {"RLock", rlockClass.ref()}, {"error", runtimeError.ref()},
		{"TIMEOUT_MAX", float(timeoutMax)},
	}, functions: []Native{
		{name: "allocate_lock", signature: "()", call: func(t *Thread, a []Value) (Value, *Exception) { return t.newLock(lockClass), nil }},
		{name: "allocate", signature: "()", call: func(t *Thread, a []Value) (Value, *Exception) { return t.newLock(lockClass), nil }},
		{name: "get_ident", signature: "()", call: func(t *Thread, a []Value) (Value, *Exception) { return identOf(t), nil }},
		{name: "get_native_id", signature: "()", call: func(t *Thread, a []Value) (Value, *Exception) { return integer(4000 + int64(t.ident)), nil }},
		{name: "_get_main_thread_ident", signature: "()", call: func(t *Thread, a []Value) (Value, *Exception) { return identOf(t.interp.main), nil }},
		{name: "_main_handle", signature: "()", call: func(t *Thread, a []Value) (Value, *Exception) { return newHandle(t.interp.main), nil }},
		{name: "_handle", signature: "()", call: func(t *Thread, a []Value) (Value, *Exception) { return newHandle(t), nil }},
		{name: "stack_size", signature: "(size=0, /)", call: stackSize},
		{name: "_count", signature: "()", call: func(t *Thread, a []Value) (Value, *Exception) {
			n := 0
			for _, other := range t.interp.threads {
				if other != t.interp.main && other.alive() {
					n++
				}
			}
			return integer(int64(n)), nil
		}},
		{name: "_start", signature: "(function, name, daemon, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) {
			return t.startThread(a[0], nil, nil, a[1].text(), a[2] == pyTrue)
		}},
		{name: "start_new_thread", signature: "(function, args, kwargs=<absent>, /)", cost: engages, call: startNewThread},
		{name: "start_new", signature: "(function, args, kwargs=<absent>, /)", cost: engages, call: startNewThread},
		{name: "exit", signature: "()", call: func(*Thread, []Value) (Value, *Exception) { return Value{}, exceptionOf(systemExit) }},
		{name: "exit_thread", signature: "()", call: func(*Thread, []Value) (Value, *Exception) { return Value{}, exceptionOf(systemExit) }},
		{name: "interrupt_main", signature: "(signum=2, /)", cost: engages, call: raiseSignal},
	}})
}

// named returns a native under another name.
func named(name string, n Native) Native {
	n.name = name
	return n
}

// startNewThread is _thread.start_new_thread: a daemon thread, in whose function an exception is reported where it ends it.
func startNewThread(t *Thread, a []Value) (Value, *Exception) {
	if a[1].layout() != layoutTuple {
		return raise(typeError, "2nd arg must be a tuple")
	}
	kwargs := a[2]
	if !kwargs.valid() {
		kwargs = newDict().ref()
	}
	name := fmt.Sprintf("thread-%d", len(t.interp.threads))
	v, err := t.startThread(t.interp.twins.get("_bootstrap"), []Value{a[0], a[1], kwargs}, nil, name, true)
	if s, ok := t.operation.(*starting); ok && err == performs {
		s.result = identOf(s.thread)
	}
	return v, err
}

// leastStack is the smallest size of a stack that pthreads take, in bytes.
const leastStack = 32 << 10

// stackSize is _thread.stack_size: threads here need no stack, so the size is checked, kept for the next call, and does nothing.
func stackSize(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.index(a[0], notInteger)
	switch {
	case err != nil:
		return Value{}, err
	case n < 0:
		return raise(valueError, "size must be 0 or a positive value")
	case n != 0 && n < leastStack:
		return raise(valueError, "size not valid: %d bytes", n)
	}
	old := t.interp.stackSize
	t.interp.stackSize = n
	return integer(old), nil
}
