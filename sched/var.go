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
type Var[T Word] struct {
	word   atomic.Int64
	object int32
	run    *Run
}

// NewVar returns a shared variable of this name. Making one takes no time.
func NewVar[T Word](t *Thread, name string, value T) *Var[T] {
	v := &Var[T]{object: t.run.Names.AddObject(trace.ClassVar, name), run: t.run}
	v.word.Store(int64(value))
	return v
}

// Get reads the variable.
func (v *Var[T]) Get(t *Thread) T {
	t.Announce(trace.Load, v.object, Plain)
	return v.load(t)
}

// StepGet is one step of Get, which puts the value there.
func (v *Var[T]) StepGet(t *Thread, w Wake, value *T) (Request, bool) {
	r, done := t.StepAnnounce(w, trace.Load, v.object, Plain)
	if done {
		*value = v.load(t)
	}
	return r, done
}

// GetOp returns Get as an op.
func (v *Var[T]) GetOp() Call[T] { return AnnouncedCall(trace.Load, v.object, Plain, v.load) }

func (v *Var[T]) load(t *Thread) T {
	t.MustBeOf(v.run, v.object)
	word := v.word.Load()
	t.run.engine.Record(t, trace.Load, v.object, word)
	return T(word)
}

// Set writes the variable.
func (v *Var[T]) Set(t *Thread, value T) {
	t.Announce(trace.Store, v.object, Plain)
	v.store(t, value)
}

// StepSet is one step of Set.
func (v *Var[T]) StepSet(t *Thread, w Wake, value T) (Request, bool) {
	r, done := t.StepAnnounce(w, trace.Store, v.object, Plain)
	if done {
		v.store(t, value)
	}
	return r, done
}

// SetOp returns Set as an op.
func (v *Var[T]) SetOp(value T) Op {
	return Announced(trace.Store, v.object, Plain, func(t *Thread) { v.store(t, value) })
}

func (v *Var[T]) store(t *Thread, value T) {
	t.MustBeOf(v.run, v.object)
	v.word.Store(int64(value))
	t.run.engine.Record(t, trace.Store, v.object, int64(value))
}

// Object returns the variable's number in the trace.
func (v *Var[T]) Object() int32 { return v.object }

// A Ref is a shared reference to a value of any type. Reading and writing it are one bytecode each; what the value
// looks like when it is read or written, as fmt prints it, is part of the trace.
type Ref[T any] struct {
	value  atomic.Pointer[T]
	object int32
	run    *Run
}

// NewRef returns a shared reference of this name. Making one takes no time.
func NewRef[T any](t *Thread, name string, value T) *Ref[T] {
	r := &Ref[T]{object: t.run.Names.AddObject(trace.ClassRef, name), run: t.run}
	r.value.Store(&value)
	return r
}

// Get reads the reference.
func (r *Ref[T]) Get(t *Thread) T {
	t.Announce(trace.Load, r.object, Plain)
	return r.load(t)
}

// StepGet is one step of Get, which puts the value there.
func (r *Ref[T]) StepGet(t *Thread, w Wake, value *T) (req Request, done bool) {
	if req, done = t.StepAnnounce(w, trace.Load, r.object, Plain); done {
		*value = r.load(t)
	}
	return req, done
}

// GetOp returns Get as an op.
func (r *Ref[T]) GetOp() Call[T] { return AnnouncedCall(trace.Load, r.object, Plain, r.load) }

func (r *Ref[T]) load(t *Thread) T {
	t.MustBeOf(r.run, r.object)
	value := *r.value.Load()
	t.run.engine.Record(t, trace.Load, r.object, t.textOf(value))
	return value
}

// Set writes the reference.
func (r *Ref[T]) Set(t *Thread, value T) {
	t.Announce(trace.Store, r.object, Plain)
	r.store(t, value)
}

// StepSet is one step of Set.
func (r *Ref[T]) StepSet(t *Thread, w Wake, value T) (req Request, done bool) {
	if req, done = t.StepAnnounce(w, trace.Store, r.object, Plain); done {
		r.store(t, value)
	}
	return req, done
}

// SetOp returns Set as an op.
func (r *Ref[T]) SetOp(value T) Op {
	return Announced(trace.Store, r.object, Plain, func(t *Thread) { r.store(t, value) })
}

func (r *Ref[T]) store(t *Thread, value T) {
	t.MustBeOf(r.run, r.object)
	r.value.Store(&value)
	t.run.engine.Record(t, trace.Store, r.object, t.textOf(value))
}

func (t *Thread) textOf(value any) int64 {
	return int64(t.run.Names.AddText(fmt.Sprint(value)))
}
