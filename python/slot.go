// This file defines how threads that run side by side share a variable: a global one, a cell, an attribute of a class.

package python

import (
	"sync/atomic"
	"unsafe"
)

// A boxed value is what the slot of a variable points to where the value itself has a number in it, other than an int in a slot that
// has held nothing but ints: a reader must never see the marker of one value beside the number of another.
type boxed struct {
	Object
	v Value // never changed
}

// boxClass is the class of boxed values. No program sees one: load unpacks it.
var boxClass = &Class{Object: Object{flags: static}, name: "boxed"}

// wide says that a word holds an int64: elsewhere the number of a value cannot be read or written by itself at once.
const wide = unsafe.Sizeof(uintptr(0)) == 8

// load reads a variable that other threads may store meanwhile.
func (v *Value) load() Value {
	p := (*Object)(atomic.LoadPointer((*unsafe.Pointer)(unsafe.Pointer(&v.p))))
	switch {
	case p == nil:
		return Value{}
	case p.class == boxClass:
		return (*boxed)(unsafe.Pointer(p)).v
	case p == &smallInt && wide:
		return Value{p: p, i: atomic.LoadInt64(&v.i)}
	case p == &smallInt || p == &floatMarker || p == &boolMarker: // from before there was a second thread: nobody writes the number any more
		return Value{p: p, i: v.i}
	}
	return Value{p: p}
}

// store writes a variable that other threads may read or store meanwhile. A slot that holds an int takes another one without memory,
// and once it has held something else never again: so a number that is written late, after another thread has stored an object,
// is as if it had been written just before.
func (v *Value) store(x Value) {
	at := (*unsafe.Pointer)(unsafe.Pointer(&v.p))
	if wide && x.p == &smallInt && atomic.LoadPointer(at) == unsafe.Pointer(&smallInt) {
		atomic.StoreInt64(&v.i, x.i)
		return
	}
	if x.p == &smallInt || x.i != 0 || x.p == &floatMarker || x.p == &boolMarker {
		x = (&boxed{Object: Object{class: boxClass}, v: x}).ref()
	}
	atomic.StorePointer(at, unsafe.Pointer(x.p))
}

// appendLoaded appends what variables hold.
func appendLoaded(list, variables []Value) []Value {
	for i := range variables {
		list = append(list, variables[i].load())
	}
	return list
}
