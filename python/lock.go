// This file defines locks, and how they are named in a trace (Modules/_threadmodule.c).

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
	lockClass  = builtin("lock", layoutLock, objectClass).in("_thread").with(final)
	rlockClass = builtin("RLock", layoutLock, objectClass).in("_thread")
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
		return 0, newException(typeError, "'%s' object cannot be interpreted as an integer", blocking.class().typeName())
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
	return t.durationOf(seconds, timeout.isInt())
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
	return 0, newException(typeError, "'%s' object cannot be interpreted as an integer", v.class().typeName())
}

// durationOf returns seconds, which were given as an int or as a float, as a duration, rounded up to the next nanosecond.
func (t *Thread) durationOf(seconds float64, isInt bool) (time.Duration, *Exception) {
	switch {
	case math.IsNaN(seconds):
		return 0, newException(valueError, "Invalid value NaN (not a number)")
	case seconds*1e9 >= math.MaxInt64 && t.interp.since(11) && !isInt:
		return 0, newException(overflowError, "timestamp out of range for platform time_t")
	case seconds*1e9 >= math.MaxInt64 && t.interp.since(13):
		return 0, newException(overflowError, "timestamp too large to convert to C PyTime_t")
	case seconds*1e9 >= math.MaxInt64 && t.interp.major == 3:
		return 0, newException(overflowError, "timestamp too large to convert to C _PyTime_t")
	case seconds > timeoutMax:
		return 0, newException(overflowError, "timeout value is too large")
	}
	return min(time.Duration(math.Ceil(seconds*1e9)), sched.LongestWait), nil
}

// patienceOf returns how long a call waits that is given this time-out: None waits without end, and what is over not at all.
func (t *Thread) patienceOf(timeout Value) (time.Duration, *Exception) {
	if timeout == none {
		return sched.Forever, nil
	}
	seconds, err := secondsOf(timeout)
	if err != nil {
		return 0, err
	}
	return t.durationOf(max(seconds, 0), timeout.isInt())
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
