// This file defines what every object in memory begins with, how the objects of each layout lie there, and their constructors.

package python

import (
	"math/big"
	"sync/atomic"
	"unicode/utf8"
	"unsafe"
)

// An Object is what every object begins with.
type Object struct {
	class *Class
	// number is what id() and the default hash are made of, given when it is first asked for; 0: nobody has.
	number uint32
	flags  objectFlags
}

type objectFlags uint32

const (
	static    objectFlags = 1 << iota // shared by all runs: nothing of it is ever written
	published                         // another thread may reach it: what is done to it is announced
	extended                          // an instance of a subclass of a built-in class: extended[T] in place of T
	measured                          // it has been counted: set by a walk, while it goes on
	watched                           // how long it lives can be observed: see watch.go
	displayed                         // while objects are watched: it has been written into a list, tuple, set or dict that was made after it
	finalized                         // its __del__ has been called, or is being called
	temporary                         // a generator to which nothing refers but the stack of the frame that has called for it
)

// A Layout says which Go type an object is. A class inherits that of the built-in class that it derives from; a class whose
// bases have two different ones beside layoutInstance cannot be made.
type Layout uint8

// The layouts, each with the Go type.
const (
	layoutInstance  Layout = iota // Instance
	layoutInt                     // Int, or a marker
	layoutFloat                   // Float, or a marker
	layoutMarker                  // bool, None, NotImplemented, Ellipsis
	layoutStr                     // Str
	layoutBytes                   // Bytes
	layoutBytearray               // Bytearray
	layoutTuple                   // Tuple
	layoutList                    // List
	layoutDict                    // Dict
	layoutSet                     // Set: set and frozenset
	layoutSlice                   // Slice
	layoutRange                   // Range
	layoutIterator                // Iterator: of every built-in type
	layoutException               // Exception
	layoutClass                   // Class
	layoutNative                  // Native
	layoutFunction                // Function
	layoutMethod                  // Method
	layoutModule                  // Module
	layoutCell                    // Cell
	layoutCode                    // CodeObject
	layoutGenerator               // Generator
	layoutFrame                   // FrameObject
	layoutTraceback               // Traceback
	layoutProperty                // Property
	layoutWrapper                 // Wrapper: staticmethod, classmethod
	layoutSuper                   // Super
	layoutSlot                    // SlotDescriptor
	layoutView                    // View: of a dict, a class's dict, a module's dict
	layoutLock                    // Lock, RLock
	layoutGreenlet                // Greenlet
	layoutOther                   // Other: state of a module written in Go, in a Go type that can be copied
)

// An Instance is an object of a class that derives from no built-in class but object.
type Instance struct {
	Object
	Attributes
}

// An extended object is one of a class that derives from a built-in class whose own objects have no attributes.
type extendedObject[T any] struct {
	base T
	Attributes
}

// An Int is an int that does not fit 64 bits, or an instance of a subclass of int.
type Int struct {
	Object
	n big.Int // never changed
}

// A Float is an instance of a subclass of float. Exact floats need no object.
type Float struct {
	Object
	f float64
}

// A Str is a string: UTF-8, in which a lone surrogate is encoded as WTF-8 does. It is never changed.
type Str struct {
	Object
	s      string
	length int          // in code points
	hash   atomic.Int64 // 0: not computed yet
}

// A Bytes is a bytes object. It is never changed.
type Bytes struct {
	Object
	b string
}

// A Bytearray is a bytearray.
type Bytearray struct {
	Object
	b []byte
}

// A Tuple is a tuple. It is never changed.
type Tuple struct {
	Object
	items []Value
}

// A List is a list.
type List struct {
	Object
	items []Value
}

// A Slice is a slice; what is not given is None.
type Slice struct {
	Object
	start, stop, step Value
}

// A Range is a range. Its numbers fit 64 bits: a range beyond that is refused.
type Range struct {
	Object
	start, stop, step int64
}

// A Cell holds a variable that a function shares with those inside it.
type Cell struct {
	Object
	v Value
}

// A Method is a function bound to an object.
type Method struct {
	Object
	function Value
	self     Value
}

// A Property is a property; what is not given is none.
type Property struct {
	Object
	get, set, del, doc Value
	name               string
}

// A Wrapper is a staticmethod or a classmethod; its class says which.
type Wrapper struct {
	Object
	function Value
}

// A Super is what super() returns.
type Super struct {
	Object
	after *Class // the search begins behind it in the order of owner
	self  Value  // the zero Value: unbound
	owner *Class
}

// A SlotDescriptor is what a class has for a name of its __slots__. The value lies among the object's attributes, under a name
// that no source can spell.
type SlotDescriptor struct {
	Object
	name string
	of   *Class
}

// ref returns the object as a value.
func (o *Object) ref() Value { return Value{p: o} }

// newStr returns the str s.
func newStr(s string) Value {
	return (&Str{Object: Object{class: strClass}, s: s, length: codePoints(s)}).ref()
}

// codePoints returns how many code points s has. Each byte that begins none (there are some in WTF-8) ends one.
func codePoints(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

// ascii reports whether the n-th code point is the n-th byte.
func (s *Str) ascii() bool { return s.length == len(s.s) }

// text returns the string of an object of layoutStr.
func (v Value) text() string { return as[Str](v).s }

// isStr reports whether v is a str or of a subclass of it.
func (v Value) isStr() bool { return v.p.class.layout == layoutStr }

// newBytes returns the bytes b.
func newBytes(b string) Value { return (&Bytes{Object: Object{class: bytesClass}, b: b}).ref() }

// newBytearray returns a bytearray that owns b.
func newBytearray(b []byte) Value {
	return (&Bytearray{Object: Object{class: bytearrayClass}, b: b}).ref()
}

// newTuple returns a tuple that owns items.
func newTuple(items ...Value) Value {
	return (&Tuple{Object: Object{class: tupleClass}, items: items}).ref()
}

// newList returns a list that owns items.
func newList(items ...Value) Value {
	return (&List{Object: Object{class: listClass}, items: items}).ref()
}

// newSlice returns a slice.
func newSlice(start, stop, step Value) Value {
	return (&Slice{Object: Object{class: sliceClass}, start: start, stop: stop, step: step}).ref()
}

// newRange returns a range.
func newRange(start, stop, step int64) Value {
	return (&Range{Object: Object{class: rangeClass}, start: start, stop: stop, step: step}).ref()
}

// newMethod returns function bound to self.
func newMethod(function, self Value) Value {
	return (&Method{Object: Object{class: methodClass}, function: function, self: self}).ref()
}

// newBound is newMethod for what a class has: CPython shows a method of a built-in class as a built-in method.
func newBound(function, self Value) Value {
	m := &Method{Object: Object{class: methodClass}, function: function, self: self}
	switch function.p.class {
	case nativeMethodClass, classNativeClass:
		m.class = builtinMethodClass
	case slotWrapperClass:
		m.class = methodWrapperClass
	}
	return m.ref()
}

// bigInt returns the int n, which it may keep.
func bigInt(n *big.Int) Value {
	if n.IsInt64() {
		return integer(n.Int64())
	}
	x := &Int{Object: Object{class: intClass}}
	x.n.Set(n)
	return x.ref()
}

// big returns the number of an int or bool, in memory that the caller must not change.
func (v Value) big() *big.Int {
	if v.p.class.layout == layoutInt && v.p != &smallInt {
		return &as[Int](v).n
	}
	return big.NewInt(v.i)
}

// isInt reports whether v is an int, a bool, or of a subclass of int.
func (v Value) isInt() bool { return v.p.class.layout == layoutInt || v.p == &boolMarker }

// int64 returns the number of an int or bool, and whether it fits.
func (v Value) int64() (int64, bool) {
	if v.p == &smallInt || v.p == &boolMarker {
		return v.i, true
	}
	n := &as[Int](v).n
	return n.Int64(), n.IsInt64()
}

// items returns the elements of a tuple or list, or of a subclass.
func (v Value) items() []Value {
	if v.p.class.layout == layoutTuple {
		return as[Tuple](v).items
	}
	return as[List](v).items
}

// attributes returns the attributes of an object, nil if its class gives it none.
func (o *Object) attributes() *Attributes {
	p := unsafe.Pointer(o)
	switch o.class.layout {
	case layoutInstance:
		if o.class == objectClass {
			return nil
		}
		return &(*Instance)(p).Attributes
	case layoutException:
		return &(*Exception)(p).Attributes
	case layoutFunction:
		return &(*Function)(p).Attributes
	case layoutGreenlet:
		return &(*Greenlet)(p).Attributes
	}
	if o.flags&extended == 0 {
		return nil
	}
	switch o.class.layout {
	case layoutInt:
		return &(*extendedObject[Int])(p).Attributes
	case layoutFloat:
		return &(*extendedObject[Float])(p).Attributes
	case layoutStr:
		return &(*extendedObject[Str])(p).Attributes
	case layoutBytes:
		return &(*extendedObject[Bytes])(p).Attributes
	case layoutBytearray:
		return &(*extendedObject[Bytearray])(p).Attributes
	case layoutTuple:
		return &(*extendedObject[Tuple])(p).Attributes
	case layoutList:
		return &(*extendedObject[List])(p).Attributes
	case layoutDict:
		return &(*extendedObject[Dict])(p).Attributes
	case layoutSet:
		return &(*extendedObject[Set])(p).Attributes
	case layoutProperty:
		return &(*extendedObject[Property])(p).Attributes
	case layoutOther:
		return &(*extendedObject[Other])(p).Attributes
	}
	return nil
}

// alloc returns the memory of a new object of a class, whose layout is T. A class of the program gets room for attributes.
func alloc[T any](c *Class) *T {
	if c.flags&builtinClass != 0 {
		p := new(T)
		(*Object)(unsafe.Pointer(p)).class = c
		return p
	}
	p := new(extendedObject[T])
	o := (*Object)(unsafe.Pointer(p))
	o.class, o.flags = c, extended
	return &p.base
}
