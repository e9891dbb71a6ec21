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
}

// NewVar returns a shared variable of this name. Making one takes no time.
func NewVar[T Word](t *Thread, name string, value T) *Var[T] {
	v := &Var[T]{object: t.run.Names.AddObject(trace.ClassVar, name)}
	v.word.Store(int64(value))
	return v
}

// Get reads the variable.
func (v *Var[T]) Get(t *Thread) T {
	t.Announce(trace.Load, v.object, Plain)
	word := v.word.Load()
	t.run.engine.Record(t, trace.Load, v.object, word)
	return T(word)
}

// Set writes the variable.
func (v *Var[T]) Set(t *Thread, value T) {
	t.Announce(trace.Store, v.object, Plain)
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
}

// NewRef returns a shared reference of this name. Making one takes no time.
func NewRef[T any](t *Thread, name string, value T) *Ref[T] {
	r := &Ref[T]{object: t.run.Names.AddObject(trace.ClassRef, name)}
	r.value.Store(&value)
	return r
}

// Get reads the reference.
func (r *Ref[T]) Get(t *Thread) T {
	t.Announce(trace.Load, r.object, Plain)
	value := *r.value.Load()
	t.run.engine.Record(t, trace.Load, r.object, t.textOf(value))
	return value
}

// Set writes the reference.
func (r *Ref[T]) Set(t *Thread, value T) {
	t.Announce(trace.Store, r.object, Plain)
	r.value.Store(&value)
	t.run.engine.Record(t, trace.Store, r.object, t.textOf(value))
}

// textOf returns the number of the text that shows a value.
func (t *Thread) textOf(value any) int64 {
	return int64(t.run.Names.AddText(fmt.Sprint(value)))
}
