// This file defines property, staticmethod, classmethod and super (Objects/descrobject.c, funcobject.c, typeobject.c).

package python

import "github.com/gilsim/gilsim/python/code"

func defineDescriptors() {
	propertyClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, /, *args, **kwargs)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			p := alloc[Property](as[Class](a[0]))
			p.get, p.set, p.del, p.doc = none, none, none, none
			return p.ref(), nil
		}},
		Native{name: "__init__", signature: "($self, /, fget=None, fset=None, fdel=None, doc=None)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			p := as[Property](a[0])
			p.get, p.set, p.del, p.doc = a[1], a[2], a[3], a[4]
			if p.doc == none && p.get.class() == functionClass {
				p.doc = as[Function](p.get).doc
			}
			return none, nil
		}},
		Native{enters: true, name: "__get__", signature: "($self, instance, owner=None, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if a[1] == none {
				return a[0], nil
			}
			t.called = t.describe(a[0], a[1], a[1].class(), t.calling)
			return Value{}, calls
		}},
		Native{enters: true, name: "__set__", signature: "($self, instance, value, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			t.called = t.setData(a[0], a[1], as[Property](a[0]).name, a[2], t.calling)
			return Value{}, calls
		}},
		Native{enters: true, name: "__delete__", signature: "($self, instance, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			t.called = t.setData(a[0], a[1], as[Property](a[0]).name, Value{}, t.calling)
			return Value{}, calls
		}},
		Native{name: "__set_name__", signature: "($self, owner, name, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if a[2].isStr() {
				as[Property](a[0]).name = a[2].text()
			}
			return none, nil
		}},
		derived("getter", func(p *Property, v Value) { p.get = v }),
		derived("setter", func(p *Property, v Value) { p.set = v }),
		derived("deleter", func(p *Property, v Value) { p.del = v }),
		asMember(readOnly("fget", func(v Value) Value { return as[Property](v).get })),
		asMember(readOnly("fset", func(v Value) Value { return as[Property](v).set })),
		asMember(readOnly("fdel", func(v Value) Value { return as[Property](v).del })),
		readOnly("__doc__", func(v Value) Value { return as[Property](v).doc }),
		Native{name: "__isabstractmethod__", kind: anAttribute, twin: "_property_is_abstract", call: func(t *Thread, a []Value) (Value, *Exception) {
			p := as[Property](a[0])
			for _, f := range [...]Value{p.get, p.set, p.del} {
				if isAbstract(f) {
					return pyTrue, nil
				}
			}
			return pyFalse, nil
		}},
	)
	for _, class := range [...]*Class{staticMethodClass, classMethodClass} {
		class.define(
			Native{name: "__new__", kind: aStatic, signature: "($cls, function, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
				return newWrapper(as[Class](a[0]), a[1]), nil
			}},
			Native{name: "__init__", signature: "($self, function, /)", call: func(*Thread, []Value) (Value, *Exception) { return none, nil }},
			Native{name: "__get__", signature: "($self, instance, owner=None, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
				owner := a[1].class()
				if a[2].layout() == layoutClass {
					owner = as[Class](a[2])
				}
				return t.bindPlain(a[0], a[1], owner)
			}},
			readOnly("__func__", func(v Value) Value { return as[Wrapper](v).function }),
			readOnly("__wrapped__", func(v Value) Value { return as[Wrapper](v).function }),
			Native{name: "__repr__", twin: "_wrapper_repr", call: func(t *Thread, a []Value) (Value, *Exception) {
				if !t.interp.since(10) {
					return newStr(t.reprPlain(a[0])), nil
				}
				shown, err := t.repr(as[Wrapper](a[0]).function)
				if err != nil {
					return Value{}, err
				}
				return newStr("<" + a[0].class().name + "(" + shown.text() + ")>"), nil
			}},
			readOnly("__isabstractmethod__", func(v Value) Value { return boolean(isAbstract(as[Wrapper](v).function)) }),
			Native{name: "__name__", kind: anAttribute, call: wrappedAttr("__name__")},
			Native{name: "__qualname__", kind: anAttribute, call: wrappedAttr("__qualname__")},
			Native{name: "__doc__", kind: anAttribute, call: wrappedAttr("__doc__")},
		)
	}
	staticMethodClass.define(Native{enters: true, name: "__call__", signature: "($self, /, *args, **kwargs)", call: func(t *Thread, a []Value) (Value, *Exception) {
		return t.enters(as[Wrapper](a[0]).function, a[1].items(), keywordList(a[2]))
	}})
	superClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, type=<absent>, object=<absent>, /)", call: superNew},
		Native{name: "__init__", signature: "($self, /, *args)", call: func(*Thread, []Value) (Value, *Exception) { return none, nil }},
		readOnly("__thisclass__", func(v Value) Value { return as[Super](v).after.ref() }),
		readOnly("__self__", func(v Value) Value { return orNone(as[Super](v).self) }),
		Native{name: "__repr__", call: func(_ *Thread, a []Value) (Value, *Exception) {
			s := as[Super](a[0])
			if !s.self.valid() {
				return newStr("<super: <class '" + s.after.name + "'>, NULL>"), nil
			}
			return newStr("<super: <class '" + s.after.name + "'>, <" + s.owner.name + " object>>"), nil
		}},
	)
}

// wrappedAttr gets an attribute of the function in a staticmethod or classmethod.
func wrappedAttr(name string) func(t *Thread, a []Value) (Value, *Exception) {
	return func(t *Thread, a []Value) (Value, *Exception) {
		return t.plainAttr(as[Wrapper](a[0]).function, name)
	}
}

// plainAttr returns an attribute that needs no Python, or the error that there is none.
func (t *Thread) plainAttr(o Value, name string) (Value, *Exception) {
	attr := o.class().find(name)
	if attr.valid() && isData(attr) && !onlyWrites(attr) {
		return t.bindPlain(attr, o, o.class())
	}
	if a := o.p.attributes(); a != nil {
		if v := a.get(name); v.valid() {
			return v, nil
		}
	}
	if attr.valid() {
		return t.bindPlain(attr, o, o.class())
	}
	if o.class() == methodClass { // the function's
		return t.plainAttr(as[Method](o).function, name)
	}
	return Value{}, t.noAttribute(o, name)
}

// readOnly is an attribute that cannot be set.
func readOnly(name string, get func(v Value) Value) Native {
	return Native{name: name, kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) { return get(a[0]), nil }}
}

// derived is a method of property that returns one with another function.
func derived(name string, set func(p *Property, v Value)) Native {
	return Native{enters: true, name: name, signature: "($self, function, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
		old := as[Property](a[0])
		p := alloc[Property](a[0].class())
		p.get, p.set, p.del, p.doc, p.name = old.get, old.set, old.del, old.doc, old.name
		set(p, a[1])
		if name == "getter" && a[1].class() == functionClass {
			p.doc = as[Function](a[1]).doc
		}
		return p.ref(), nil
	}}
}

// isAbstract reports whether a function has been marked by abc.abstractmethod.
func isAbstract(v Value) bool {
	switch v.layout() {
	case layoutProperty:
		p := as[Property](v)
		return isAbstract(p.get) || isAbstract(p.set) || isAbstract(p.del)
	case layoutWrapper:
		return isAbstract(as[Wrapper](v).function)
	}
	a := v.p.attributes()
	return a != nil && a.get("__isabstractmethod__") == pyTrue
}

// keywordList returns the contents of a dict as keywords.
func keywordList(dict Value) (list []keyword) {
	for k, v := range as[Dict](dict).all {
		list = append(list, keyword{k.text(), v})
	}
	return list
}

// superNew is super(type, object), and super() of a method: its class is the cell __class__, its object the first argument.
func superNew(t *Thread, a []Value) (Value, *Exception) {
	s := &Super{Object: Object{class: as[Class](a[0])}}
	after, self := a[1], a[2]
	if !after.valid() {
		var err *Exception
		if after, self, err = t.methodOf(); err != nil {
			return Value{}, err
		}
	}
	if after.layout() != layoutClass {
		return raise(typeError, "super() argument 1 must be a type, not %s", after.class().typeName())
	}
	s.after = as[Class](after)
	if !self.valid() || self == none {
		return s.ref(), nil
	}
	s.self = self
	switch {
	case self.layout() == layoutClass && as[Class](self).derives(s.after):
		s.owner = as[Class](self)
	case self.isA(s.after):
		s.owner = self.class()
	default:
		if t.interp.since(13) {
			kind, of := "instance of", self.class()
			if self.layout() == layoutClass {
				kind, of = "type", as[Class](self)
			}
			return raise(typeError, "super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).", kind, of.name, s.after.name)
		}
		return raise(typeError, "super(type, obj): obj must be an instance or subtype of type")
	}
	return s.ref(), nil
}

// methodOf returns the class that the method of the innermost frame was defined in, and its first argument.
func (t *Thread) methodOf() (class, self Value, err *Exception) {
	f := t.caller()
	c := f.body.code
	if c.Args == 0 && c.Flags&code.VarArgs == 0 {
		return class, self, newException(runtimeError, "super(): no arguments")
	}
	for i, l := range c.Locals {
		if l.Name != "__class__" || l.Kind != code.Free {
			continue
		}
		if class = as[Cell](f.locals[i]).v.load(); !class.valid() {
			return class, self, newException(runtimeError, "super(): empty __class__ cell")
		}
	}
	if !class.valid() {
		return class, self, newException(runtimeError, "super(): __class__ cell not found")
	}
	if self = f.locals[0]; self.valid() && self.class() == cellClass {
		self = as[Cell](self).v.load()
	}
	if !self.valid() {
		return class, self, newException(runtimeError, "super(): arg[0] deleted")
	}
	return class, self, nil
}
