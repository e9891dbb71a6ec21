// This file defines classes: their names, their order of method resolution, and how those that are built in are written down.

package python

import (
	"fmt"
	"slices"
	"sync/atomic"
)

// A Class is a type. Those that are built in are package data that nothing changes once the tables are made, as CPython
// lets nobody set their attributes: so all runs share them. A run's own classes are objects like others.
type Class struct {
	Object
	name, qualname, module string

	bases  []*Class
	mro    []*Class // itself first
	layout Layout
	flags  classFlags
	dict   Namespace

	instanceShape atomic.Pointer[Shape]        // what an instance has once __init__ is through: how much room the next one gets
	making        atomic.Pointer[construction] // how an instance is made, of a class of the program
}

// A construction is what a class, or one of its bases, has as __new__ and __init__, as long as the version of the run's classes is
// that.
type construction struct {
	version    uint32
	maker      Value
	init       Value
	of, in     *Class
	isOrdinary bool // it makes an instance of layoutInstance by the __new__ of object
}

// construction returns how an instance of the class is made.
func (c *Class) construction(version uint32) *construction {
	if k := c.making.Load(); k != nil && k.version == version && version != 0 {
		return k
	}
	k := &construction{version: version}
	k.maker, k.of = c.lookup("__new__")
	k.init, k.in = c.lookup("__init__")
	k.isOrdinary = k.of == objectClass && c.layout == layoutInstance && !c.isBuiltin()
	if !c.isBuiltin() {
		c.making.Store(k)
	}
	return k
}

type classFlags uint8

const (
	builtinClass   classFlags = 1 << iota // package data
	final                                 // it cannot be derived from
	withoutDict                           // __slots__ of it and its bases leave out __dict__
	abstractClass                         // it has abstract methods that nobody has overridden
	looksUp                               // __getattribute__, __getattr__ or __setattr__ or __delattr__ is defined by the program, in it or a base
	finalizes                             // it has a __del__
	uninstantiable                        // it has no __new__ that a program can call
	writtenInC                            // CPython has it in C: messages name it with its module
)

// A Namespace is a table of names in the order in which they were first set, as a class's __dict__.
type Namespace struct {
	index  map[string]int32
	names  []string
	values []Value // the zero Value: deleted
}

// get returns the value of a name, or the zero Value.
func (n *Namespace) get(name string) Value {
	if i, ok := n.index[name]; ok {
		return n.values[i].load()
	}
	return Value{}
}

// set sets a name.
func (n *Namespace) set(name string, v Value) {
	if i, ok := n.index[name]; ok {
		n.values[i] = v
		return
	}
	if n.index == nil {
		n.index = make(map[string]int32)
	}
	n.index[name] = int32(len(n.names))
	n.names, n.values = append(n.names, name), append(n.values, v)
}

// delete removes a name, and reports whether it was there.
func (n *Namespace) delete(name string) bool {
	i, ok := n.index[name]
	if ok {
		delete(n.index, name)
		n.values[i] = Value{}
	}
	return ok
}

// all yields the names and values in their order.
func (n *Namespace) all(yield func(name string, v Value) bool) {
	for i, name := range n.names {
		if v := n.values[i].load(); v.valid() && !yield(name, v) {
			return
		}
	}
}

// lookup returns what the class or the first of its bases has under a name, and which class that is; the zero Value if none.
func (c *Class) lookup(name string) (v Value, in *Class) {
	for _, k := range c.mro {
		if v := k.dict.get(name); v.valid() {
			return v, k
		}
	}
	return Value{}, nil
}

// find is lookup without the class.
func (c *Class) find(name string) Value {
	v, _ := c.lookup(name)
	return v
}

// derives reports whether c is the class base, or derives from it.
func (c *Class) derives(base *Class) bool { return slices.Contains(c.mro, base) }

// isBuiltin reports whether the class is package data.
func (c *Class) isBuiltin() bool { return c.flags&builtinClass != 0 }

// builtin returns a class that is built in, for a variable of the package. What it has is defined later, with the tables, since the
// functions that do the work refer to classes in turn.
func builtin(name string, layout Layout, base *Class) *Class {
	c := &Class{
		Object: Object{class: typeClass, flags: static, number: nextStatic()}, name: name, qualname: name, module: "builtins", layout: layout, flags: builtinClass,
	}
	c.bases, c.mro = []*Class{base}, []*Class{c, base}
	if base != objectClass {
		c.mro = append([]*Class{c}, base.mro...)
	}
	return c
}

// typeName is how messages name a class: tp_name, which has the module if the class is one of C and not of builtins.
func (c *Class) typeName() string {
	if c.flags&(builtinClass|writtenInC) != 0 {
		return c.title()
	}
	return c.name
}

// inC are the modules of the library, and single classes of others, that are Python here and C in CPython.
var inC = map[string]bool{"datetime": true, "types.SimpleNamespace": true}

// definedInC reports whether a class that is being made is one that CPython has in C.
func (t *Thread) definedInC(c *Class) bool {
	f := t.frame
	for f.back != nil && (f.module.name == "_machine" || f.module.name == "_builtins") {
		f = f.back
	}
	u := f.module.unit
	return u != nil && !u.own && (u.native || inC[c.module] || inC[c.module+"."+c.name])
}

// shown is the class that a program sees: CPython has one for built-in functions, and for the bound methods of built-in classes.
func (c *Class) shown() *Class {
	if c == builtinMethodClass || c == cFunctionClass {
		return nativeFunctionClass
	}
	return c
}

// statics counts the objects that are package data, as the tables are made: their numbers are the same in each run.
var statics uint32

func nextStatic() uint32 {
	statics++
	return statics
}

func defineRoots() {
	objectClass.number, typeClass.number = nextStatic(), nextStatic()
	objectClass.mro, typeClass.mro = []*Class{objectClass}, []*Class{typeClass, objectClass}
	objectClass.class, typeClass.class = typeClass, typeClass
	typeClass.bases = []*Class{objectClass}
}

// in sets the module of a class that is built in, and returns the class.
func (c *Class) in(module string) *Class {
	c.module = module
	return c
}

// with sets flags of a class that is built in, and returns the class.
func (c *Class) with(flags classFlags) *Class {
	c.flags |= flags
	return c
}

// linearise returns the order of method resolution of a class with these bases: the C3 merge of their orders (The Python
// 2.3 Method Resolution Order, M. Simionato). It reports false if there is none.
func linearise(c *Class, bases []*Class) (order []*Class, ok bool) {
	order = []*Class{c}
	lists := make([][]*Class, 0, len(bases)+1)
	for _, b := range bases {
		lists = append(lists, b.mro)
	}
	lists = append(lists, bases)
	for {
		lists = slices.DeleteFunc(lists, func(l []*Class) bool { return len(l) == 0 })
		if len(lists) == 0 {
			return order, true
		}
		next := head(lists)
		if next == nil {
			return nil, false
		}
		order = append(order, next)
		for i, l := range lists {
			if l[0] == next {
				lists[i] = l[1:]
			}
		}
	}
}

// head returns the first head of a list that stands in no tail, or nil.
func head(lists [][]*Class) *Class {
	for _, l := range lists {
		if !slices.ContainsFunc(lists, func(other []*Class) bool { return slices.Contains(other[1:], l[0]) }) {
			return l[0]
		}
	}
	return nil
}

// unordered is the error of bases that have no order of method resolution, as CPython words it.
func unordered(bases []*Class, gap string) string {
	text := ""
	for i, b := range bases {
		if i > 0 {
			text += ", "
		}
		text += b.name
	}
	return fmt.Sprintf("Cannot create a consistent method resolution%sorder (MRO) for bases %s", gap, text)
}

// The classes that are built in. Exceptions have a file of their own.
var (
	objectClass = &Class{Object: Object{flags: static}, name: "object", qualname: "object", module: "builtins", layout: layoutInstance, flags: builtinClass}
	typeClass   = &Class{Object: Object{flags: static}, name: "type", qualname: "type", module: "builtins", layout: layoutClass, flags: builtinClass}

	intClass            = builtin("int", layoutInt, objectClass)
	boolClass           = builtin("bool", layoutMarker, intClass).with(final)
	floatClass          = builtin("float", layoutFloat, objectClass)
	strClass            = builtin("str", layoutStr, objectClass)
	bytesClass          = builtin("bytes", layoutBytes, objectClass)
	bytearrayClass      = builtin("bytearray", layoutBytearray, objectClass)
	tupleClass          = builtin("tuple", layoutTuple, objectClass)
	listClass           = builtin("list", layoutList, objectClass)
	dictClass           = builtin("dict", layoutDict, objectClass)
	setClass            = builtin("set", layoutSet, objectClass)
	frozensetClass      = builtin("frozenset", layoutSet, objectClass)
	sliceClass          = builtin("slice", layoutSlice, objectClass).with(final)
	rangeClass          = builtin("range", layoutRange, objectClass).with(final)
	noneClass           = builtin("NoneType", layoutMarker, objectClass).with(final)
	notImplementedClass = builtin("NotImplementedType", layoutMarker, objectClass).with(final)
	ellipsisClass       = builtin("ellipsis", layoutMarker, objectClass).with(final)

	propertyClass     = builtin("property", layoutProperty, objectClass)
	staticMethodClass = builtin("staticmethod", layoutWrapper, objectClass)
	classMethodClass  = builtin("classmethod", layoutWrapper, objectClass)
	superClass        = builtin("super", layoutSuper, objectClass)

	functionClass       = builtin("function", layoutFunction, objectClass).with(final)
	cFunctionClass      = builtin("builtin_function_or_method", layoutFunction, objectClass).with(final | uninstantiable) // a Function that stands for one in C; shown as nativeFunctionClass
	methodClass         = builtin("method", layoutMethod, objectClass).with(final)
	methodWrapperClass  = builtin("method-wrapper", layoutMethod, objectClass).with(final | uninstantiable)
	builtinMethodClass  = builtin("builtin_function_or_method", layoutMethod, nativeFunctionClass).with(final | uninstantiable) // shown as nativeFunctionClass
	nativeFunctionClass = builtin("builtin_function_or_method", layoutNative, objectClass).with(final | uninstantiable)
	nativeMethodClass   = builtin("method_descriptor", layoutNative, objectClass).with(final | uninstantiable)
	slotWrapperClass    = builtin("wrapper_descriptor", layoutNative, objectClass).with(final | uninstantiable)
	classNativeClass    = builtin("classmethod_descriptor", layoutNative, objectClass).with(final | uninstantiable)
	getSetClass         = builtin("getset_descriptor", layoutNative, objectClass).with(final | uninstantiable)
	nativeMemberClass   = builtin("member_descriptor", layoutNative, objectClass).with(final | uninstantiable)
	memberClass         = builtin("member_descriptor", layoutSlot, objectClass).with(final | uninstantiable)
	moduleClass         = builtin("module", layoutModule, objectClass)
	cellClass           = builtin("cell", layoutCell, objectClass).with(final)
	codeClass           = builtin("code", layoutCode, objectClass).with(final | uninstantiable)
	frameClass          = builtin("frame", layoutFrame, objectClass).with(final | uninstantiable)
	tracebackClass      = builtin("traceback", layoutTraceback, objectClass).with(final)
	generatorClass      = builtin("generator", layoutGenerator, objectClass).with(final | uninstantiable)
	coroutineClass      = builtin("coroutine", layoutGenerator, objectClass).with(final | uninstantiable)
	asyncGeneratorClass = builtin("async_generator", layoutGenerator, objectClass).with(final | uninstantiable)
)
