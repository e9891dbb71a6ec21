// This file defines the value: what a variable, a slot of a frame, or an element of a list holds.

package python

import (
	"math"
	"unsafe"
)

// A Value is a reference to a Python object. Small ints, floats, bools, None, NotImplemented and Ellipsis need no memory: p
// is a marker that they all share, and i the number. Of every other object i is 0, so that == of two values is Python's
// "is". The zero Value is no object: an unbound variable, or an argument that was not given.
type Value struct {
	p *Object
	i int64
}

// The markers. All runs share them: they are never written to.
var (
	smallInt    = Object{class: intClass, flags: static}
	floatMarker = Object{class: floatClass, flags: static}
	boolMarker  = Object{class: boolClass, flags: static}
	noneMarker  = Object{class: noneClass, flags: static}
	notImplM    = Object{class: notImplementedClass, flags: static}
	ellipsisM   = Object{class: ellipsisClass, flags: static}
)

// The constants of the language.
var (
	none           = Value{p: &noneMarker}
	pyTrue         = Value{p: &boolMarker, i: 1}
	pyFalse        = Value{p: &boolMarker}
	notImplemented = Value{p: &notImplM}
	ellipsis       = Value{p: &ellipsisM}
)

// integer returns the int i.
func integer(i int64) Value { return Value{p: &smallInt, i: i} }

// float returns the float f.
func float(f float64) Value { return Value{p: &floatMarker, i: int64(math.Float64bits(f))} }

// boolean returns True or False.
func boolean(b bool) Value {
	if b {
		return pyTrue
	}
	return pyFalse
}

// valid reports whether v is an object at all.
func (v Value) valid() bool { return v.p != nil }

// class returns the object's class, Python's type(v).
func (v Value) class() *Class { return v.p.class }

// layout returns how the object lies in memory, which subclasses of a built-in class inherit.
func (v Value) layout() Layout { return v.p.class.layout }

// isSmallInt reports whether v is an exact int that fits 64 bits; v.i is it. An int that fits is never held as a big one,
// unless it is of a subclass.
func (v Value) isSmallInt() bool { return v.p == &smallInt }

// isFloat reports whether v is an exact float.
func (v Value) isFloat() bool { return v.p == &floatMarker }

// isBool reports whether v is True or False.
func (v Value) isBool() bool { return v.p == &boolMarker }

// float64 returns the number of an exact float.
func (v Value) float64() float64 { return math.Float64frombits(uint64(v.i)) }

// is reports whether the object is of exactly this class.
func (v Value) is(c *Class) bool { return v.p.class == c }

// isA reports whether the object is of this class or a subclass of it, without asking __instancecheck__.
func (v Value) isA(c *Class) bool { return v.p.class == c || v.p.class.derives(c) }

// as returns the object as its Go type. The caller has made sure of its layout: this is the one place where the memory of an
// object is read as that of its type, which begins with the Object header.
func as[T any](v Value) *T { return (*T)(unsafe.Pointer(v.p)) }
