// This file defines the module _multiprocessing: semaphores and numbers that processes share (Modules/_multiprocessing), on the simulated
// machine.

package python

import (
	endian "encoding/binary"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// The kinds of a SemLock.
const (
	recursiveMutex = iota // it knows who has it, as an RLock
	plainSemaphore
)

// A semLock is the state of a SemLock: what one process knows of a semaphore that processes share.
type semLock struct {
	*ipc.Semaphore
	handle, kind, max int64
	count             int64 // how often this process has taken it, and not given it back
	owner             int   // the ident of the thread that has done so last
}

func (s *semLock) clone(cloner) state {
	c := *s
	return &c
}

var (
	semLockClass = builtin("SemLock", layoutOther, objectClass).in("_multiprocessing")
	blockClass   = builtin("Block", layoutOther, objectClass).in("_multiprocessing")
)

func semLockOf(v Value) *semLock { return as[Other](v).state.(*semLock) }

// isMine reports whether the thread has taken it.
func (s *semLock) isMine(t *Thread) bool { return s.count > 0 && s.owner == t.ident }

// sharedName returns the name of what is made for a variable of the program, with the attribute of it that it becomes.
func (t *Thread) sharedName(kind string) string {
	part := t.libraryPart()
	for _, inner := range [...]string{"._semlock", "._obj", "._block"} {
		part = strings.TrimSuffix(part, inner)
	}
	if part == "" {
		return t.variable(kind)
	}
	return t.interp.numbered(t.assigned() + part)
}

// A semAcquiring is acquire of a SemLock under way.
type semAcquiring struct {
	sched.Call[bool]
	of *semLock
}

func (a *semAcquiring) value(t *Thread) (Value, *Exception) {
	got, _ := a.Result()
	if got {
		a.of.count++
		a.of.owner = t.ident
	}
	return boolean(got), nil
}

func semAcquire(t *Thread, a []Value) (Value, *Exception) {
	s := semLockOf(a[0])
	if s.kind == recursiveMutex && s.isMine(t) {
		s.count++
		return t.calledFor(pyTrue)
	}
	d := time.Duration(0)
	if block, _ := t.truth(a[1]); block {
		var err *Exception
		if d, err = t.patienceOf(a[2]); err != nil {
			return Value{}, err
		}
	}
	return t.perform(&semAcquiring{s.AcquireOp(d, sched.Jump), s})
}

func semEnter(t *Thread, a []Value) (Value, *Exception) {
	s := semLockOf(a[0])
	if s.kind == recursiveMutex && s.isMine(t) {
		s.count++
		return t.calledFor(pyTrue)
	}
	by := sched.Jump
	if t.frame.body.instrs[t.frame.pc-1].Op == code.BeforeWith {
		by = sched.Enter
	}
	return t.perform(&semAcquiring{s.AcquireOp(sched.Forever, by), s})
}

// A semReleasing is release of a SemLock under way.
type semReleasing struct {
	sched.Call[bool]
	of *semLock
}

func (r *semReleasing) value(*Thread) (Value, *Exception) {
	if ok, _ := r.Result(); !ok {
		return raise(valueError, "semaphore or lock released too many times")
	}
	r.of.count--
	return none, nil
}

func semRelease(t *Thread, a []Value) (Value, *Exception) {
	s := semLockOf(a[0])
	if s.kind == recursiveMutex {
		if !s.isMine(t) {
			return raise(assertionError, "attempt to release recursive lock not owned by thread")
		}
		if s.count > 1 {
			s.count--
			return t.calledFor(none)
		}
	}
	return t.perform(&semReleasing{s.ReleaseOp(int(s.max)), s})
}

// newSemLock is SemLock(kind, value, maxvalue).
func newSemLock(t *Thread, a []Value) (Value, *Exception) {
	t.mustHaveProcesses()
	kind, value, most := a[1].i, a[2].i, a[3].i
	if value < 0 || value > most {
		return Value{}, t.osFailure(22, "Invalid argument")
	}
	s := &semLock{kind: kind, max: most}
	if most == 1 {
		s.Semaphore = ipc.NewLock(t.sched, t.sharedName("lock"))
		if value == 0 {
			s.Take(t.sched)
		}
	} else {
		s.Semaphore = ipc.NewSemaphore(t.sched, t.sharedName("semaphore"), int(value))
	}
	m := t.interp.machine
	s.handle = int64(len(m.semaphores))
	m.semaphores = append(m.semaphores, s.Semaphore)
	return (&Other{Object: Object{class: semLockClass}, state: s}).ref(), nil
}

// rebuildSemLock is _rebuild(handle, kind, maxvalue): what another process has made.
func rebuildSemLock(t *Thread, a []Value) (Value, *Exception) {
	m := t.interp.machine
	if a[0].i < 0 || a[0].i >= int64(len(m.semaphores)) {
		return raise(valueError, "there is no semaphore %d", a[0].i)
	}
	s := &semLock{Semaphore: m.semaphores[a[0].i], handle: a[0].i, kind: a[1].i, max: a[2].i}
	return (&Other{Object: Object{class: semLockClass}, state: s}).ref(), nil
}

// A block is the state of a Block: numbers in memory that processes share.
type block struct {
	handle int64
	floats bool
	words  []*sched.Var[int64]
}

func (b *block) clone(cloner) state { return b }

func blockOf(v Value) *block { return as[Other](v).state.(*block) }

// word returns a number as the block holds it.
func (b *block) word(v Value) (int64, *Exception) {
	if !b.floats {
		n, _ := v.int64()
		return n, nil
	}
	f, err := secondsOf(v)
	return int64(math.Float64bits(f)), err
}

func (b *block) number(word int64) Value {
	if b.floats {
		return float(math.Float64frombits(uint64(word)))
	}
	return integer(word)
}

// newBlock is Block(floats, numbers).
func newBlock(t *Thread, a []Value) (Value, *Exception) {
	t.mustHaveProcesses()
	b := &block{floats: a[1] == pyTrue}
	name, items := t.sharedName("value"), a[2].items()
	for i, v := range items {
		word, err := b.word(v)
		if err != nil {
			return Value{}, err
		}
		title := name
		if a[3] == pyTrue {
			title = name + "[" + strconv.Itoa(i) + "]"
		}
		b.words = append(b.words, sched.NewSharedVar(t.sched, title, word))
	}
	m := t.interp.machine
	b.handle = int64(len(m.blocks))
	m.blocks = append(m.blocks, b)
	return (&Other{Object: Object{class: blockClass}, state: b}).ref(), nil
}

// A fetching is the reading of a shared number under way.
type fetching struct {
	sched.Call[int64]
	of *block
}

func (f *fetching) value(*Thread) (Value, *Exception) {
	word, _ := f.Result()
	return f.of.number(word), nil
}

// A placing is the writing of a shared number under way.
type placing struct{ sched.Op }

func (*placing) value(*Thread) (Value, *Exception) { return none, nil }

func blockGet(t *Thread, a []Value) (Value, *Exception) {
	b := blockOf(a[0])
	return t.perform(&fetching{b.words[a[1].i].GetOp(), b})
}

func blockSet(t *Thread, a []Value) (Value, *Exception) {
	b := blockOf(a[0])
	word, err := b.word(a[2])
	if err != nil {
		return Value{}, err
	}
	return t.perform(&placing{b.words[a[1].i].SetOp(word)})
}

func defineMultiprocessing() {
	semLockClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, kind, value, maxvalue, /)", call: newSemLock},
		Native{name: "acquire", signature: "($self, block=True, timeout=None)", cost: engages, call: semAcquire},
		Native{name: "release", cost: engages, call: semRelease},
		Native{name: "__enter__", cost: engages, call: semEnter},
		Native{name: "__exit__", signature: "($self, /, *args)", cost: engages, call: semRelease},
		unary("_count", func(_ *Thread, v Value) (Value, *Exception) { return integer(semLockOf(v).count), nil }),
		unary("_is_mine", func(t *Thread, v Value) (Value, *Exception) { return boolean(semLockOf(v).isMine(t)), nil }),
		unary("_get_value", func(_ *Thread, v Value) (Value, *Exception) { return integer(int64(semLockOf(v).Value())), nil }),
		unary("_is_zero", func(_ *Thread, v Value) (Value, *Exception) { return boolean(semLockOf(v).Value() == 0), nil }),
		unary("_after_fork", func(_ *Thread, v Value) (Value, *Exception) {
			semLockOf(v).count = 0
			return none, nil
		}),
		readOnly("handle", func(v Value) Value { return integer(semLockOf(v).handle) }),
		readOnly("kind", func(v Value) Value { return integer(semLockOf(v).kind) }),
		readOnly("maxvalue", func(v Value) Value { return integer(semLockOf(v).max) }),
	)
	semLockClass.constant("SEM_VALUE_MAX", integer(math.MaxInt32))
	blockClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, floats, numbers, indexed, /)", call: newBlock},
		Native{name: "get", signature: "($self, index, /)", cost: engages, call: blockGet},
		Native{name: "set", signature: "($self, index, value, /)", cost: engages, call: blockSet},
		unary("__len__", func(_ *Thread, v Value) (Value, *Exception) { return integer(int64(len(blockOf(v).words))), nil }),
		readOnly("handle", func(v Value) Value { return integer(blockOf(v).handle) }),
	)
	registerModule(&NativeModule{name: "_multiprocessing", values: []namedValue{{"SemLock", semLockClass.ref()}, {"Block", blockClass.ref()}}, functions: []Native{
		{name: "_rebuild_semlock", signature: "(handle, kind, maxvalue, /)", call: rebuildSemLock},
		{name: "_rebuild_block", signature: "(handle, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			m := t.interp.machine
			if a[0].i < 0 || a[0].i >= int64(len(m.blocks)) {
				return raise(valueError, "there is no memory %d", a[0].i)
			}
			return (&Other{Object: Object{class: blockClass}, state: m.blocks[a[0].i]}).ref(), nil
		}},
	}})
	registerModule(&NativeModule{name: "_struct", functions: []Native{
		{name: "_pack_float", signature: "(x, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			f, err := secondsOf(a[0])
			if err != nil {
				return Value{}, err
			}
			if n := float32(f); math.IsInf(float64(n), 0) && !math.IsInf(f, 0) {
				return none, nil // it is too large
			}
			return newBytes(string(endian.BigEndian.AppendUint32(nil, math.Float32bits(float32(f))))), nil
		}},
		{name: "_unpack_float", signature: "(data, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			b := bytesOf(a[0])
			if len(b) != 4 {
				return raise(valueError, "a float has 4 bytes, not %d", len(b))
			}
			return float(float64(math.Float32frombits(endian.BigEndian.Uint32(b)))), nil
		}},
		{name: "_pack_double", signature: "(x, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			f, err := secondsOf(a[0])
			if err != nil {
				return Value{}, err
			}
			b := make([]byte, 8)
			endian.BigEndian.PutUint64(b, math.Float64bits(f))
			return newBytes(string(b)), nil
		}},
		{name: "_unpack_double", signature: "(data, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			b := bytesOf(a[0])
			if len(b) != 8 {
				return raise(valueError, "a float has 8 bytes, not %d", len(b))
			}
			return float(math.Float64frombits(endian.BigEndian.Uint64(b))), nil
		}},
	}})
}
