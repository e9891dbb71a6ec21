// This file defines what type and object have (Objects/typeobject.c).

package python

import (
	"fmt"
	"slices"
)

// allocate returns a new object of a class of the program that derives from no built-in class but object, or of object itself.
func allocate(class *Class) Value {
	return (&Instance{Object: Object{class: class}}).ref()
}

func objectNew(t *Thread, a []Value) (Value, *Exception) {
	if a[0].layout() != layoutClass {
		return raise(typeError, "object.__new__(X): X is not a type object (%s)", a[0].class().typeName())
	}
	class := as[Class](a[0])
	switch {
	case class.flags&abstractClass != 0:
		return Value{}, t.abstract(class)
	case class.layout != layoutInstance:
		return raise(typeError, "object.__new__(%s) is not safe, use %s.__new__()", class.typeName(), class.baseOfLayout().name)
	}
	if excess := len(a[1].items()) > 0 || as[Dict](a[2]).live > 0; excess {
		_, newIn := class.lookup("__new__")
		_, initIn := class.lookup("__init__")
		if newIn != objectClass {
			return raise(typeError, "object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if initIn == objectClass {
			return raise(typeError, "%s() takes no arguments", class.typeName())
		}
	}
	return allocate(class), nil
}

// baseOfLayout returns the built-in class that a class has its layout from.
func (c *Class) baseOfLayout() *Class {
	for _, k := range c.mro {
		if k.isBuiltin() {
			return k
		}
	}
	return objectClass
}

func objectInit(_ *Thread, a []Value) (Value, *Exception) {
	class := a[0].class()
	if len(a[1].items()) > 0 || as[Dict](a[2]).live > 0 {
		_, newIn := class.lookup("__new__")
		_, initIn := class.lookup("__init__")
		if initIn != objectClass {
			return raise(typeError, "object.__init__() takes exactly one argument (the instance to initialize)")
		}
		if newIn == objectClass {
			return raise(typeError, "%s.__init__() takes exactly one argument (the instance to initialize)", class.typeName())
		}
	}
	return none, nil
}

// reprPlain is how an object without a __repr__ of its own shows: <module.C object at 0x...>.
func (t *Thread) reprPlain(v Value) string {
	c := v.class()
	name := c.qualname
	if c.module != "builtins" {
		name = c.module + "." + c.qualname
	}
	return fmt.Sprintf("<%s object at %s>", name, t.address(v))
}

// address is how an object's place in memory would show.
func (t *Thread) address(v Value) string { return fmt.Sprintf("0x%012x", t.id(v)) }

// id is id(v): unique among the objects of the run, and the same each time that the run is repeated.
func (t *Thread) id(v Value) int64 {
	switch v.p {
	case &smallInt, &floatMarker, &boolMarker:
		return int64(0x7f0000000000) + (v.i&0xffffffff)<<5 + int64(len(v.p.class.name))
	}
	return int64(0x7f8000000000) + int64(t.interp.numberOf(v.p))*48
}

func defineType() {
	objectClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, /, *args, **kwargs)", call: objectNew},
		Native{name: "__init__", signature: "($self, /, *args, **kwargs)", call: objectInit},
		Native{name: "__repr__", call: func(t *Thread, a []Value) (Value, *Exception) { return newStr(t.reprPlain(a[0])), nil }},
		Native{enters: true, name: "__str__", call: func(t *Thread, a []Value) (Value, *Exception) {
			return t.enters(a[0].class().find("__repr__"), a[:1], nil)
		}},
		Native{name: "__format__", signature: "($self, format_spec, /)", twin: "_object_format", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[1].isStr() {
				return raise(typeError, "__format__() argument must be str, not %s", argumentType(a[1]))
			}
			if a[1].text() == "" {
				return Value{}, handOver
			}
			return raise(typeError, "unsupported format string passed to %s.__format__", a[0].class().typeName())
		}},
		Native{name: "__eq__", signature: "($self, value, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if a[0] == a[1] {
				return pyTrue, nil
			}
			return notImplemented, nil
		}},
		Native{name: "__ne__", signature: "($self, value, /)", twin: "_object_ne", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if _, in := a[0].class().lookup("__eq__"); in != objectClass {
				return Value{}, handOver
			}
			if a[0] == a[1] {
				return pyFalse, nil
			}
			return notImplemented, nil
		}},
		Native{name: "__lt__", signature: "($self, value, /)", call: noOrder},
		Native{name: "__le__", signature: "($self, value, /)", call: noOrder},
		Native{name: "__gt__", signature: "($self, value, /)", call: noOrder},
		Native{name: "__ge__", signature: "($self, value, /)", call: noOrder},
		Native{name: "__hash__", call: func(t *Thread, a []Value) (Value, *Exception) { return integer(t.id(a[0]) >> 4), nil }},
		Native{enters: true, name: "__getattribute__", signature: "($self, name, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[1].isStr() {
				return raise(typeError, "attribute name must be string, not '%s'", a[1].class().typeName())
			}
			t.called = t.getAttrPlain(a[0], a[1].text(), t.calling)
			return Value{}, calls
		}},
		Native{enters: true, name: "__setattr__", signature: "($self, name, value, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			t.publishInto(a[0], a[2])
			t.called = t.setAttrPlain(a[0], a[1].text(), a[2], t.calling)
			return Value{}, calls
		}},
		Native{enters: true, name: "__delattr__", signature: "($self, name, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			t.called = t.setAttrPlain(a[0], a[1].text(), Value{}, t.calling)
			return Value{}, calls
		}},
		Native{name: "__init_subclass__", kind: aClassMethod, signature: "($cls, /)", call: func(*Thread, []Value) (Value, *Exception) { return none, nil }},
		Native{name: "__subclasshook__", kind: aClassMethod, signature: "($cls, subclass, /)", call: func(*Thread, []Value) (Value, *Exception) { return notImplemented, nil }},
		Native{name: "__dir__", twin: "_object_dir", call: leave},
		Native{name: "__sizeof__", call: func(*Thread, []Value) (Value, *Exception) { return integer(16), nil }},
		Native{name: "__reduce_ex__", signature: "($self, protocol, /)", twin: "_reduce_ex", call: leave},
		Native{name: "__class__", kind: anAttribute,
			call: func(_ *Thread, a []Value) (Value, *Exception) { return a[0].class().shown().ref(), nil },
			set: func(_ *Thread, self, v Value) *Exception {
				if v.layout() != layoutClass || as[Class](v).isBuiltin() || self.class().isBuiltin() || as[Class](v).layout != self.layout() {
					return newException(typeError, "__class__ assignment only supported for mutable types or ModuleType subclasses")
				}
				self.p.class = as[Class](v)
				return nil
			}},
		Native{name: "__dict__", kind: anAttribute, call: objectDict, set: setObjectDict},
		Native{name: "__weakref__", kind: anAttribute, call: objectWeakRef},
		Native{name: "__doc__", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) { return none, nil }},
		Native{name: "__module__", kind: anAttribute, call: func(t *Thread, a []Value) (Value, *Exception) {
			if c := a[0].class(); c.isBuiltin() && c.module == "builtins" { // it has no such entry in its dict
				return Value{}, t.noAttribute(a[0], "__module__")
			}
			return newStr(a[0].class().module), nil
		}},
	)
	typeClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($meta, name, bases, dict, /, **kwds)", call: typeNew, twin: "_type_new"},
		Native{name: "__init__", signature: "($self, /, *args, **kwds)", call: func(*Thread, []Value) (Value, *Exception) { return none, nil }},
		Native{enters: true, name: "__call__", signature: "($self, /, *args, **kwds)", call: func(t *Thread, a []Value) (Value, *Exception) {
			var keywords []keyword
			for k, v := range as[Dict](a[2]).all {
				keywords = append(keywords, keyword{k.text(), v})
			}
			t.called = t.instantiate(as[Class](a[0]), a[1].items(), keywords, t.calling)
			return Value{}, calls
		}},
		Native{name: "__repr__", call: func(_ *Thread, a []Value) (Value, *Exception) {
			c := as[Class](a[0])
			if c.module == "builtins" {
				return newStr("<class '" + c.qualname + "'>"), nil
			}
			return newStr("<class '" + c.module + "." + c.qualname + "'>"), nil
		}},
		Native{name: "__or__", signature: "($self, value, /)", twin: "_union", call: leave},
		Native{name: "__ror__", signature: "($self, value, /)", twin: "_union_reverse", call: leave},
		Native{name: "mro", call: func(_ *Thread, a []Value) (Value, *Exception) { return newList(classes(as[Class](a[0]).mro)...), nil }},
		Native{name: "__subclasses__", call: func(t *Thread, a []Value) (Value, *Exception) {
			return newList(classes(t.interp.subclasses[as[Class](a[0])])...), nil
		}},
		Native{name: "__prepare__", kind: aClassMethod, signature: "($cls, /, *args, **kwds)", call: func(*Thread, []Value) (Value, *Exception) { return newDict().ref(), nil }},
		Native{name: "__instancecheck__", signature: "($self, instance, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			return boolean(a[1].isA(as[Class](a[0]))), nil
		}},
		Native{name: "__subclasscheck__", signature: "($self, subclass, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			return boolean(a[1].layout() == layoutClass && as[Class](a[1]).derives(as[Class](a[0]))), nil
		}},
		Native{name: "__name__", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) { return newStr(as[Class](a[0]).name), nil },
			set: func(_ *Thread, self, v Value) *Exception { return as[Class](self).rename(&as[Class](self).name, v) }},
		Native{name: "__qualname__", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) { return newStr(as[Class](a[0]).qualname), nil },
			set: func(_ *Thread, self, v Value) *Exception { return as[Class](self).rename(&as[Class](self).qualname, v) }},
		Native{name: "__module__", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) { return newStr(as[Class](a[0]).module), nil },
			set: func(_ *Thread, self, v Value) *Exception { return as[Class](self).rename(&as[Class](self).module, v) }},
		Native{name: "__bases__", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) {
			return newTuple(classes(as[Class](a[0]).bases)...), nil
		}},
		Native{name: "__base__", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) {
			if c := as[Class](a[0]); len(c.bases) > 0 {
				return c.bases[0].ref(), nil
			}
			return none, nil
		}},
		Native{name: "__mro__", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) { return newTuple(classes(as[Class](a[0]).mro)...), nil }},
		Native{name: "__doc__", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) {
			if doc := as[Class](a[0]).dict.get("__doc__"); doc.valid() && doc.class() != getSetClass {
				return doc, nil
			}
			return none, nil
		}, set: func(t *Thread, self, v Value) *Exception { as[Class](self).dict.set("__doc__", v); return nil }},
		Native{name: "__dict__", kind: anAttribute, call: func(t *Thread, a []Value) (Value, *Exception) {
			return newMappingProxy(as[Class](a[0]).namespace()), nil
		}},
		Native{name: "__abstractmethods__", kind: anAttribute, call: func(t *Thread, a []Value) (Value, *Exception) {
			if v := as[Class](a[0]).dict.get("__abstractmethods__"); v.valid() {
				return v, nil
			}
			return raise(attributeError, "__abstractmethods__")
		}, deletable: true, set: func(t *Thread, self, v Value) *Exception {
			c := as[Class](self)
			if !v.valid() {
				c.dict.delete("__abstractmethods__")
				c.flags &^= abstractClass
				return nil
			}
			c.dict.set("__abstractmethods__", v)
			c.flags &^= abstractClass
			if v.layout() == layoutSet && as[Set](v).live > 0 {
				c.flags |= abstractClass
			}
			return nil
		}},
	)
}

// leave is the call of a native that its twin always does.
func leave(*Thread, []Value) (Value, *Exception) { return Value{}, handOver }

func noOrder(*Thread, []Value) (Value, *Exception) { return notImplemented, nil }

func typeNew(t *Thread, a []Value) (Value, *Exception) {
	if !a[1].isStr() {
		return raise(typeError, "type.__new__() argument 1 must be str, not %s", a[1].class().typeName())
	}
	if !a[2].isA(tupleClass) {
		return raise(typeError, "type.__new__() argument 2 must be tuple, not %s", a[2].class().typeName())
	}
	if !a[3].isA(dictClass) {
		return raise(typeError, "type.__new__() argument 3 must be dict, not %s", a[3].class().typeName())
	}
	return Value{}, handOver
}

// rename sets one of the names of a class.
func (c *Class) rename(name *string, v Value) *Exception {
	switch {
	case c.isBuiltin():
		return newException(typeError, "cannot set attribute of immutable type '%s'", c.name)
	case !v.valid() || !v.isStr():
		return newException(typeError, "can only assign string to %s.__name__", c.name)
	}
	*name = v.text()
	return nil
}

func classes(list []*Class) []Value {
	values := make([]Value, len(list))
	for i, c := range list {
		values[i] = c.ref()
	}
	return values
}

func objectDict(t *Thread, a []Value) (Value, *Exception) {
	attrs := a[0].p.attributes()
	if attrs == nil || a[0].class().flags&withoutDict != 0 {
		return raise(attributeError, "'%s' object has no attribute '__dict__'", a[0].class().typeName())
	}
	d := attrs.asDict()
	d.flags |= t.heldBy(a[0])
	if t.interp.sharing != nil { // traces do not speak of it
		t.publishInto(a[0], d.ref())
	}
	return d.ref(), nil
}

// objectWeakRef is the first of the weak references to an object, of which nobody keeps a list here.
func objectWeakRef(t *Thread, a []Value) (Value, *Exception) {
	for _, c := range a[0].class().mro {
		if !c.isBuiltin() && slices.Contains(c.instanceParts(), "__weakref__") {
			return none, nil
		}
	}
	return Value{}, t.noAttribute(a[0], "__weakref__")
}

func setObjectDict(_ *Thread, self, v Value) *Exception {
	attrs := self.p.attributes()
	if attrs == nil || !v.valid() || v.layout() != layoutDict {
		return newException(typeError, "__dict__ must be set to a dictionary")
	}
	*attrs = Attributes{dict: as[Dict](v)}
	return nil
}

// mappingProxyClass is what the __dict__ of a class is: a copy that cannot be changed.
var mappingProxyClass = builtin("mappingproxy", layoutDict, dictClass).with(final)

// newMappingProxy returns a dict that cannot be changed.
func newMappingProxy(d *Dict) Value {
	d.class = mappingProxyClass
	return d.ref()
}

func defineMappingProxy() {
	refuse := func(what string) func(*Thread, []Value) (Value, *Exception) {
		return func(*Thread, []Value) (Value, *Exception) {
			return raise(typeError, "'mappingproxy' object does not support item %s", what)
		}
	}
	mappingProxyClass.define(
		Native{name: "__setitem__", signature: "($self, key, value, /)", call: refuse("assignment")},
		Native{name: "__delitem__", signature: "($self, key, /)", call: refuse("deletion")},
		Native{name: "__repr__", signature: "($self, /)", call: leave, twin: "_mappingproxy_repr"},
		Native{name: "__str__", signature: "($self, /)", call: leave, twin: "_dict_repr"},
	)
}

// namespace is what the __dict__ of a class holds: what it has itself, and, as CPython shows them, the descriptors of what its instances
// have and those of its bases have not, before a __doc__ that its body has not set.
func (c *Class) namespace() *Dict {
	d := newDict()
	for name, v := range c.dict.all {
		if name == "__doc__" && v == none || name == "__weakref__" && c == objectClass {
			continue
		}
		d.setStr(name, v)
	}
	if !c.isBuiltin() {
		for _, name := range c.instanceParts() {
			n := &Native{Object: Object{class: getSetClass}, name: name, kind: anAttribute, owner: c, call: objectDict}
			if name == "__weakref__" {
				n.call = func(*Thread, []Value) (Value, *Exception) { return none, nil }
			}
			d.setStr(name, n.ref())
		}
	}
	if v := c.dict.get("__doc__"); v == none {
		d.setStr("__doc__", v)
	}
	return d
}

// instanceParts are the parts that the instances of a class of the program have and those of its bases have not (type_new_slots).
func (c *Class) instanceParts() []string {
	hasDict := c.layout == layoutException || c.layout == layoutModule || c.layout == layoutClass
	hasWeak := c.layout == layoutSet || c.layout == layoutModule || c.layout == layoutClass
	for _, b := range c.mro[1:] {
		if !b.isBuiltin() {
			hasDict = hasDict || b.flags&withoutDict == 0
			hasWeak = hasWeak || !b.dict.get("__slots__").valid()
		}
	}
	if c.layout == layoutInt || c.layout == layoutTuple || c.layout == layoutBytes {
		hasWeak = true // there is no room for it behind a part that varies in size
	}
	var parts []string
	if c.flags&withoutDict == 0 && !hasDict {
		parts = append(parts, "__dict__")
	}
	if !hasWeak && !c.dict.get("__slots__").valid() {
		parts = append(parts, "__weakref__")
	}
	return parts
}
