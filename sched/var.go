// This file defines shared variables: the places where threads meet.

package sched

import (
	"fmt"
	"sync/atomic"

	"github.com/gilsim/gilsim/trace"
)

// Word is the kind of value that fits one atomic word.
type Word interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32
}

// A Var is a shared variable of one word. Reading and writing it are one bytecode each (LOAD_GLOBAL, STORE_GLOBAL), so
// that v.Set(t, v.Get(t)+1) can lose an update, as x += 1 can.
//
// Each process has its own: a fork copies it, and what one process writes then the other does not see.
type Var[T Word] struct {
	word   atomic.Int64
	object int32
	home   *Memory // of who made it
	made   T       // what it was then

	far *atomic.Int64 // where it is, if processes of an operating system share it; else nil: in word
}

// NewVar returns a shared variable of this name. Making one takes no time.
func NewVar[T Word](t *Thread, name string, value T) *Var[T] {
	v := &Var[T]{object: t.run.Names.AddObject(trace.ClassVar, name), home: t.memory, made: value}
	v.word.Store(int64(value))
	return v
}

// NewSharedVar is NewVar for shared memory: every process sees the same.
func NewSharedVar[T Word](t *Thread, name string, value T) *Var[T] {
	v := NewVar(t, name, value)
	v.home = &t.run.shared
	if memory, _ := t.Share(v.object, 8); memory != nil {
		v.far = (*atomic.Int64)(memory)
		if !t.Ghost() {
			v.far.Store(int64(value))
		}
	}
	return v
}

// at returns where the variable is.
func (v *Var[T]) at() *atomic.Int64 {
	if v.far != nil {
		return v.far
	}
	return &v.word
}

// in returns the variable's number in the trace of t's process.
func (v *Var[T]) in(t *Thread) int32 {
	if t.memory == v.home {
		return v.object
	}
	return t.objectIn(v.home, v.object)
}

// Get reads the variable.
func (v *Var[T]) Get(t *Thread) T {
	if t.memory != v.home || t.past != nil {
		t.Announce(trace.Load, v.in(t), Plain)
		return v.load(t)
	}
	t.Announce(trace.Load, v.object, Plain)
	word := v.word.Load() // as in load, which would be a call
	t.run.engine.Record(t, trace.Load, v.object, word)
	return T(word)
}

// StepGet is one step of Get, which puts the value there.
func (v *Var[T]) StepGet(t *Thread, w Wake, value *T) (Request, bool) {
	r, done := t.StepAnnounce(w, trace.Load, v.in(t), Plain)
	if done {
		*value = v.load(t)
	}
	return r, done
}

// GetOp returns Get as an op.
func (v *Var[T]) GetOp() Call[T] { return &getting[T]{of: v} }

func (v *Var[T]) load(t *Thread) T {
	if t.memory != v.home {
		return v.loadElsewhere(t)
	}
	if t.past != nil {
		return v.loadRecalled(t)
	}
	word := v.word.Load()
	t.run.engine.Record(t, trace.Load, v.object, word)
	return T(word)
}

// loadRecalled is load, in the memory of the variable, of a thread whose code may be executed again.
func (v *Var[T]) loadRecalled(t *Thread) T {
	word := v.word.Load()
	if t.mayDiffer() {
		word = t.askWord(trace.Load, v.word.Load)
	}
	t.run.engine.Record(t, trace.Load, v.object, word)
	return T(word)
}

// loadElsewhere is load where t has another memory than the variable's.
func (v *Var[T]) loadElsewhere(t *Thread) T {
	value := elsewhere(t, v.home, v.object, T(v.at().Load()), v.made)
	if v.far != nil && t.past != nil || t.mayDiffer() {
		value = T(t.askWord(trace.Load, func() int64 { return int64(value) }))
	}
	t.run.engine.Record(t, trace.Load, v.in(t), int64(value))
	return value
}

// Set writes the variable.
func (v *Var[T]) Set(t *Thread, value T) {
	t.Announce(trace.Store, v.in(t), Plain)
	v.store(t, value)
}

// StepSet is one step of Set.
func (v *Var[T]) StepSet(t *Thread, w Wake, value T) (Request, bool) {
	r, done := t.StepAnnounce(w, trace.Store, v.in(t), Plain)
	if done {
		v.store(t, value)
	}
	return r, done
}

// SetOp returns Set as an op.
func (v *Var[T]) SetOp(value T) Op { return &setting[T]{v, value} }

func (v *Var[T]) store(t *Thread, value T) {
	if t.memory != v.home || v.home.copies != nil {
		v.storeElsewhere(t, value)
		return
	}
	v.word.Store(int64(value))
	t.run.engine.Record(t, trace.Store, v.object, int64(value))
}

// storeElsewhere is store where there are several memories.
func (v *Var[T]) storeElsewhere(t *Thread, value T) {
	if writes(t, v.home, v.object, T(v.at().Load()), v.made, value) && (v.far == nil || !t.Ghost()) {
		v.at().Store(int64(value))
	}
	t.run.engine.Record(t, trace.Store, v.in(t), int64(value))
}

// elsewhere returns the value that t sees of a variable of another process's memory, home: it is itself there, and was made
// so.
func elsewhere[T any](t *Thread, home *Memory, object int32, itself, made T) T {
	t.MustBeOf(home.Run, object)
	value, found := seen(t, home, object, itself, made)
	if !found {
		t.stranger(home, object)
	}
	return value
}

// seen is elsewhere, but reports whether there is the variable at all.
func seen[T any](t *Thread, home *Memory, object int32, itself, made T) (value T, found bool) {
	defer t.run.guard()()
	switch p, own := t.memory.find(object, home); p {
	case inCopy:
		return own.(T), true
	case asMade:
		return made, true
	case inItself:
		return itself, true
	}
	return made, false
}

// writes lets t write a variable, of which copies keep what they have seen. It reports whether the variable itself is to be
// written: else t has a copy of its own.
func writes[T any](t *Thread, home *Memory, object int32, itself, made, value T) (inPlace bool) {
	m, now := t.memory, itself
	if m != home {
		now = elsewhere(t, home, object, itself, made)
	}
	if home.shared {
		return true
	}
	defer t.run.guard()()
	if len(m.copies) > 0 {
		m.preserve(object, now)
	}
	if m != home {
		m.keep(object, value)
	}
	return m == home
}

// Object returns the variable's number in the trace.
func (v *Var[T]) Object() int32 { return v.object }

// A Ref is a shared reference to a value of any type. Reading and writing it are one bytecode each; what the value
// looks like when it is read or written, as fmt prints it, is part of the trace.
type Ref[T any] struct {
	value  atomic.Pointer[T]
	object int32
	home   *Memory // of who made it
	made   *T      // what it was then
}

// NewRef returns a shared reference of this name. Making one takes no time.
func NewRef[T any](t *Thread, name string, value T) *Ref[T] {
	r := &Ref[T]{object: t.run.Names.AddObject(trace.ClassRef, name), home: t.memory, made: &value}
	r.value.Store(&value)
	return r
}

// in returns the reference's number in the trace of t's process.
func (r *Ref[T]) in(t *Thread) int32 {
	if t.memory == r.home {
		return r.object
	}
	return t.objectIn(r.home, r.object)
}

// Get reads the reference.
func (r *Ref[T]) Get(t *Thread) T {
	t.Announce(trace.Load, r.in(t), Plain)
	return r.load(t)
}

// StepGet is one step of Get, which puts the value there.
func (r *Ref[T]) StepGet(t *Thread, w Wake, value *T) (req Request, done bool) {
	if req, done = t.StepAnnounce(w, trace.Load, r.in(t), Plain); done {
		*value = r.load(t)
	}
	return req, done
}

// GetOp returns Get as an op.
func (r *Ref[T]) GetOp() Call[T] { return &getting[T]{of: r} }

func (r *Ref[T]) load(t *Thread) T {
	value := *r.value.Load()
	if t.memory != r.home {
		value = elsewhere(t, r.home, r.object, value, *r.made)
	}
	t.run.engine.Record(t, trace.Load, r.in(t), t.textOf(value))
	return value
}

// Set writes the reference.
func (r *Ref[T]) Set(t *Thread, value T) {
	t.Announce(trace.Store, r.in(t), Plain)
	r.store(t, value)
}

// StepSet is one step of Set.
func (r *Ref[T]) StepSet(t *Thread, w Wake, value T) (req Request, done bool) {
	if req, done = t.StepAnnounce(w, trace.Store, r.in(t), Plain); done {
		r.store(t, value)
	}
	return req, done
}

// SetOp returns Set as an op.
func (r *Ref[T]) SetOp(value T) Op { return &setting[T]{r, value} }

func (r *Ref[T]) store(t *Thread, value T) {
	if t.memory == r.home && len(r.home.copies) == 0 || writes(t, r.home, r.object, *r.value.Load(), *r.made, value) {
		r.value.Store(&value)
	}
	t.run.engine.Record(t, trace.Store, r.in(t), t.textOf(value))
}

// A getting is Get as an op.
type getting[T any] struct {
	of interface {
		StepGet(t *Thread, w Wake, value *T) (Request, bool)
	}
	value T
}

// Step is one step of it.
func (g *getting[T]) Step(t *Thread, w Wake) (Request, bool) { return g.of.StepGet(t, w, &g.value) }

// Result returns the value.
func (g *getting[T]) Result() (T, error) { return g.value, nil }

// A setting is Set as an op.
type setting[T any] struct {
	of interface {
		StepSet(t *Thread, w Wake, value T) (Request, bool)
	}
	value T
}

// Step is one step of it.
func (s *setting[T]) Step(t *Thread, w Wake) (Request, bool) { return s.of.StepSet(t, w, s.value) }

func (t *Thread) textOf(value any) int64 {
	return int64(t.run.Names.AddText(fmt.Sprint(value)))
}
