// This file defines the module _thread: locks, and the start of threads (Modules/_threadmodule.c).

package python

import (
	"fmt"
	"math"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// A Lock is a lock or an RLock. How often its owner has acquired an RLock is known here; for sched it is acquired once.
type Lock struct {
	Object
	lock  *threading.Lock
	owner atomic.Int64 // of an RLock: the ident of the thread that has it; 0: nobody
	count atomic.Int64
}

var (
	lockClass   = builtin("lock", layoutLock, objectClass).in("_thread").with(final)
	rlockClass  = builtin("RLock", layoutLock, objectClass).in("_thread")
	handleClass = builtin("_ThreadHandle", layoutOther, objectClass).in("_thread").with(final | uninstantiable)
)

// ownedBy reports whether the thread has an RLock.
func (l *Lock) ownedBy(t *Thread) bool { return l.owner.Load() == int64(t.ident) && l.count.Load() > 0 }

// timeoutMax is _thread.TIMEOUT_MAX in seconds.
const timeoutMax = 9223372036

// newLock returns a lock, which the trace names after the variable that it is assigned to.
func (t *Thread) newLock(class *Class) Value {
	made := threading.NewLock
	if isWaiter(t.libraryPart()) {
		made = threading.NewSignal
	}
	return (&Lock{Object: Object{class: class}, lock: made(t.sched, t.variable("lock"))}).ref()
}

// isWaiter reports whether a part of the library is the lock with which a Condition's wait waits.
func isWaiter(part string) bool { return strings.HasSuffix(part, ".waiter") }

// variable returns the name of the variable that the result of the current call will be assigned to by the program's own code, or
// else kind and a number.
func (t *Thread) variable(kind string) string {
	name, part := t.assigned(), t.libraryPart()
	in := t.interp
	if name == "" || isWaiter(part) { // what is assigned then is what the program waits for
		in.serial++
		return fmt.Sprintf("%s-%d%s", kind, in.serial, part)
	}
	if strings.HasPrefix(part, "._started") { // the program has made a thread, and not a lock
		name += part
	}
	return in.numbered(name)
}

// numbered returns a name, with a number if something else has it.
func (in *Interpreter) numbered(name string) string {
	in.named[name]++
	if n := in.named[name]; n > 1 {
		return fmt.Sprintf("%s-%d", name, n)
	}
	return name
}

// assigned returns the name of the variable that the result of the current call will be assigned to by the program's own code, "" if
// there is none.
func (t *Thread) assigned() string {
	f := t.frame
	for f != nil && !f.body.unit.own {
		f = f.back
	}
	if f == nil || f.pc >= len(f.body.instrs) {
		return ""
	}
	switch in := f.body.instrs[f.pc]; in.Op {
	case code.StoreGlobal, storeShared, storeParallel:
		return f.module.names[in.Arg]
	case code.StoreFast, code.StoreDeref:
		return f.body.code.Locals[in.Arg].Name
	case code.StoreName:
		return f.body.unit.file.Names[in.Arg]
	case code.LoadFast:
		if next := f.body.instrs[f.pc+1]; next.Op == code.StoreAttr {
			return f.body.unit.file.Names[next.Arg]
		}
	}
	return ""
}

// libraryPart says where in an object of the library what is made now will be: "._started._cond" for the lock of the event that a
// Thread has. It is "" if the program's own code makes it.
func (t *Thread) libraryPart() (part string) {
	for f := t.frame; f != nil && !f.body.unit.own; f = f.back {
		if f.pc+1 >= len(f.body.instrs) {
			continue
		}
		switch at, next := f.body.instrs[f.pc], f.body.instrs[f.pc+1]; {
		case at.Op == code.StoreFast && f == t.frame:
			part = "." + f.body.code.Locals[at.Arg].Name + part
		case at.Op == code.LoadFast && next.Op == code.StoreAttr:
			part = "." + f.body.unit.file.Names[next.Arg] + part
		}
	}
	return part
}

// An acquisition is acquire under way.
type acquisition struct {
	op    sched.Call[bool]
	lock  *Lock
	count int64 // how often the thread then has an RLock
	bare  bool  // its result is None
}

// Step is one step of it.
func (a *acquisition) Step(s *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return a.op.Step(s, w)
}

func (a *acquisition) value(t *Thread) (Value, *Exception) {
	got, _ := a.op.Result()
	if got {
		a.lock.count.Store(a.count)
		a.lock.owner.Store(int64(t.ident))
	}
	if a.bare {
		return none, nil
	}
	return boolean(got), nil
}

// A counting is a call that concerns nobody else: an RLock acquired again, or not released for the last time.
type counting struct {
	lock   *Lock
	by     int64
	call   sched.Point
	result Value
}

// Step is one step of it.
func (c *counting) Step(s *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return s.StepAnnounce(w, trace.None, 0, c.call)
}

func (c *counting) value(*Thread) (Value, *Exception) {
	c.lock.count.Add(c.by)
	return c.result, nil
}

// A releasing is release under way.
type releasing struct {
	lock   *Lock
	held   bool
	result Value
}

// Step is one step of it.
func (r *releasing) Step(s *sched.Thread, w sched.Wake) (req sched.Request, done bool) {
	if w == sched.Begin && r.lock.class.derives(rlockClass) { // who acquires it next says so itself
		r.lock.owner.Store(0)
		r.lock.count.Store(0)
	}
	req, r.held, done = r.lock.lock.StepTryRelease(s, w)
	return req, done
}

func (r *releasing) value(*Thread) (Value, *Exception) {
	if !r.held {
		return raise(runtimeError, "release unlocked lock")
	}
	return r.result, nil
}

func lockAcquire(t *Thread, a []Value) (Value, *Exception) {
	l := as[Lock](a[0])
	d, err := t.lockTimeout(a[1], a[2])
	if err != nil {
		return Value{}, err
	}
	return t.acquire(l, l.lock.AcquireOp(d), sched.Jump)
}

// lockEnter is __enter__, called by a with statement or by name.
func lockEnter(t *Thread, a []Value) (Value, *Exception) {
	l := as[Lock](a[0])
	if t.frame.body.instrs[t.frame.pc-1].Op != code.BeforeWith {
		return t.acquire(l, l.lock.AcquireOp(sched.Forever), sched.Jump)
	}
	return t.acquire(l, l.lock.EnterOp(), sched.Enter)
}

// acquire acquires the lock by op, or again, where the call is what call says.
func (t *Thread) acquire(l *Lock, op sched.Call[bool], call sched.Point) (Value, *Exception) {
	if l.class.derives(rlockClass) && l.ownedBy(t) {
		return t.perform(&counting{lock: l, by: 1, call: call, result: pyTrue})
	}
	return t.perform(&acquisition{op: op, lock: l, count: 1})
}

// lockTimeout returns how long acquire(blocking, timeout) waits at most.
func (t *Thread) lockTimeout(blocking, timeout Value) (time.Duration, *Exception) {
	if blocking != pyTrue && blocking != pyFalse && !blocking.isInt() && !blocking.class().find("__index__").valid() {
		return 0, newException(typeError, "'%s' object cannot be interpreted as an integer", blocking.class().name)
	}
	b, _ := t.truth(blocking)
	seconds, err := secondsOf(timeout)
	switch {
	case err != nil:
		return 0, err
	case !b && seconds != -1:
		return 0, newException(valueError, "can't specify a timeout for a non-blocking call")
	case !b:
		return 0, nil
	case seconds == -1:
		return sched.Forever, nil
	case seconds < 0:
		if t.interp.minor >= 13 {
			return 0, newException(valueError, "timeout value must be a non-negative number")
		}
		return 0, newException(valueError, "timeout value must be positive")
	}
	return durationOf(seconds)
}

// secondsOf returns a number of seconds.
func secondsOf(v Value) (float64, *Exception) {
	switch {
	case v.isFloat():
		return v.float64(), nil
	case v.isInt():
		f, err := real(v)
		return f, err
	case v.layout() == layoutFloat:
		return as[Float](v).f, nil
	}
	return 0, newException(typeError, "'%s' object cannot be interpreted as an integer", v.class().name)
}

// durationOf returns seconds as a duration, rounded up to the next nanosecond.
func durationOf(seconds float64) (time.Duration, *Exception) {
	switch {
	case math.IsNaN(seconds):
		return 0, newException(valueError, "Invalid value NaN (not a number)")
	case seconds > timeoutMax:
		return 0, newException(overflowError, "timeout value is too large")
	}
	return min(time.Duration(math.Ceil(seconds*1e9)), sched.LongestWait), nil
}

// patienceOf returns how long a call waits that is given this time-out: None waits without end, and what is over not at all.
func patienceOf(timeout Value) (time.Duration, *Exception) {
	if timeout == none {
		return sched.Forever, nil
	}
	seconds, err := secondsOf(timeout)
	if err != nil {
		return 0, err
	}
	return durationOf(max(seconds, 0))
}

func lockRelease(t *Thread, a []Value) (Value, *Exception) {
	l := as[Lock](a[0])
	if !l.class.derives(rlockClass) {
		return t.perform(&releasing{lock: l, result: none})
	}
	switch {
	case !l.ownedBy(t):
		return raise(runtimeError, "cannot release un-acquired lock")
	case l.count.Load() > 1:
		return t.perform(&counting{lock: l, by: -1, call: sched.Jump, result: none})
	}
	return t.perform(&releasing{lock: l, result: none})
}

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
			d, err := patienceOf(a[1])
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
