// This file defines what functions, methods, modules, code, frames, cells and generators have.

package python

import (
	"fmt"

	"github.com/gilsim/gilsim/python/code"
)

func defineFunction() {
	functionClass.define(
		textAttribute("__name__", func(v Value) *string { return &as[Function](v).name }),
		textAttribute("__qualname__", func(v Value) *string { return &as[Function](v).qualname }),
		deletable(attribute("__doc__", func(v Value) Value { return as[Function](v).doc }, func(v, x Value) *Exception {
			as[Function](v).doc = orNone(x)
			return nil
		})),
		deletable(attribute("__module__", func(v Value) Value {
			if f := as[Function](v); f.moduleName.valid() {
				return f.moduleName
			} else {
				return newStr(f.module.name)
			}
		}, func(v, x Value) *Exception {
			as[Function](v).moduleName = orNone(x)
			return nil
		})),
		deletable(attribute("__annotations__", func(v Value) Value {
			f := as[Function](v)
			if !f.annotations.valid() {
				f.annotations = newDict().ref()
			}
			return f.annotations
		}, func(v, x Value) *Exception {
			if x.valid() && x != none && x.layout() != layoutDict {
				return newException(typeError, "__annotations__ must be set to a dict object")
			}
			as[Function](v).annotations = x
			return nil
		})),
		deletable(attribute("__defaults__", func(v Value) Value {
			if d := as[Function](v).defaults; len(d) > 0 {
				return newTuple(d...)
			}
			return none
		}, func(v, x Value) *Exception {
			as[Function](v).defaults = nil
			if x.valid() && x.layout() == layoutTuple {
				as[Function](v).defaults = x.items()
			}
			return nil
		})),
		deletable(attribute("__kwdefaults__", func(v Value) Value {
			if d := as[Function](v).kwDefaults; d != nil {
				return d.ref()
			}
			return none
		}, func(v, x Value) *Exception {
			as[Function](v).kwDefaults = nil
			if x.valid() && x.layout() == layoutDict {
				as[Function](v).kwDefaults = as[Dict](x)
			}
			return nil
		})),
		readOnly("__code__", func(v Value) Value { return as[Function](v).body.codeObj }),
		readOnly("__closure__", func(v Value) Value {
			cells := as[Function](v).closure
			if len(cells) == 0 {
				return none
			}
			list := make([]Value, len(cells))
			for i, c := range cells {
				list[i] = c.ref()
			}
			return newTuple(list...)
		}),
		Native{name: "__globals__", kind: anAttribute, call: func(t *Thread, a []Value) (Value, *Exception) { return t.globalsOf(as[Function](a[0]).module), nil }},
		Native{name: "__get__", signature: "($self, instance, owner=None, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if a[1] == none {
				return a[0], nil
			}
			return newMethod(a[0], a[1]), nil
		}},
		Native{enters: true, name: "__call__", signature: "($self, /, *args, **kwargs)", call: func(t *Thread, a []Value) (Value, *Exception) {
			return t.enters(a[0], a[1].items(), keywordList(a[2]))
		}},
		Native{name: "__repr__", call: func(t *Thread, a []Value) (Value, *Exception) {
			return newStr(fmt.Sprintf("<function %s at %s>", as[Function](a[0]).qualname, t.address(a[0]))), nil
		}},
	)
	cFunctionClass.define(
		readOnly("__name__", func(v Value) Value { return newStr(as[Function](v).name) }),
		readOnly("__qualname__", func(v Value) Value { return newStr(as[Function](v).qualname) }),
		readOnly("__doc__", func(v Value) Value { return as[Function](v).doc }),
		readOnly("__module__", func(v Value) Value { return newStr(as[Function](v).module.name) }),
		readOnly("__self__", func(Value) Value { return none }),
		readOnly("__text_signature__", func(Value) Value { return none }),
		Native{enters: true, name: "__call__", signature: "($self, /, *args, **kwargs)", call: func(t *Thread, a []Value) (Value, *Exception) {
			return t.enters(a[0], a[1].items(), keywordList(a[2]))
		}},
		Native{name: "__repr__", call: func(_ *Thread, a []Value) (Value, *Exception) {
			return newStr("<built-in function " + as[Function](a[0]).name + ">"), nil
		}},
	)
	for _, class := range [...]*Class{methodClass, builtinMethodClass, methodWrapperClass} {
		defineMethod(class)
	}
	methodClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, function, instance, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			return newMethod(a[1], a[2]), nil
		}},
		readOnly("__func__", func(v Value) Value { return as[Method](v).function }),
	)
	for _, class := range [...]*Class{nativeFunctionClass, nativeMethodClass, slotWrapperClass, classNativeClass, getSetClass, nativeMemberClass} {
		class.define(
			readOnly("__name__", func(v Value) Value { return newStr(as[Native](v).name) }),
			readOnly("__qualname__", func(v Value) Value {
				if n := as[Native](v); n.owner == nil {
					return newStr(n.name)
				}
				return newStr(as[Native](v).title())
			}),
			readOnly("__doc__", func(Value) Value { return none }),
			readOnly("__module__", func(v Value) Value {
				if m := as[Native](v).module; m != "" {
					return newStr(m)
				}
				return none
			}),
			readOnly("__self__", func(v Value) Value { return none }),
			Native{enters: true, name: "__call__", signature: "($self, /, *args, **kwargs)", call: func(t *Thread, a []Value) (Value, *Exception) {
				return t.enters(a[0], a[1].items(), keywordList(a[2]))
			}},
			Native{name: "__get__", signature: "($self, instance, owner=None, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
				o, owner := a[1], a[1].class()
				if a[2].layout() == layoutClass {
					owner = as[Class](a[2])
				}
				if a[1] == none {
					o = Value{}
				}
				return t.bindPlain(a[0], o, owner)
			}},
			Native{name: "__repr__", call: func(_ *Thread, a []Value) (Value, *Exception) { return newStr(as[Native](a[0]).show()), nil }},
		)
		if class != nativeFunctionClass {
			class.define(readOnly("__objclass__", func(v Value) Value { return as[Native](v).owner.ref() }))
		}
	}
	moduleClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, name, doc=None)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			m := &Module{Object: Object{class: as[Class](a[0])}, name: a[1].text()}
			m.set("__name__", a[1])
			m.set("__doc__", a[2])
			return m.ref(), nil
		}},
		Native{name: "__init__", signature: "($self, /, *args, **kwargs)", call: func(*Thread, []Value) (Value, *Exception) { return none, nil }},
		Native{name: "__repr__", call: func(_ *Thread, a []Value) (Value, *Exception) {
			m := as[Module](a[0])
			if m.unit == nil {
				return newStr(fmt.Sprintf("<module '%s' (built-in)>", m.name)), nil
			}
			return newStr(fmt.Sprintf("<module '%s' from '%s'>", m.name, m.unit.file.Name)), nil
		}},
		Native{name: "__dict__", kind: anAttribute, call: func(t *Thread, a []Value) (Value, *Exception) { return t.globalsOf(as[Module](a[0])), nil }},
		Native{name: "__dir__", call: func(_ *Thread, a []Value) (Value, *Exception) {
			m := as[Module](a[0])
			var list []Value
			for i, name := range m.names {
				if m.slots[i].load().valid() {
					list = append(list, newStr(name))
				}
			}
			return newList(list...), nil
		}},
	)
	cellClass.define(
		Native{name: "cell_contents", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) {
			if v := as[Cell](a[0]).v.load(); v.valid() {
				return v, nil
			}
			return raise(valueError, "Cell is empty")
		}, deletable: true, set: func(t *Thread, self, v Value) *Exception { t.setCell(as[Cell](self), v); return nil }},
	)
	codeClass.define(
		readOnly("co_name", func(v Value) Value { return newStr(as[CodeObject](v).body.code.Name) }),
		readOnly("co_qualname", func(v Value) Value { return newStr(as[CodeObject](v).body.code.Qualname) }),
		readOnly("co_filename", func(v Value) Value { return newStr(as[CodeObject](v).body.unit.file.Name) }),
		readOnly("co_firstlineno", func(v Value) Value { return integer(int64(as[CodeObject](v).body.code.FirstLine)) }),
		readOnly("co_argcount", func(v Value) Value { return integer(int64(as[CodeObject](v).body.code.Args)) }),
		readOnly("co_kwonlyargcount", func(v Value) Value { return integer(int64(as[CodeObject](v).body.code.KwOnly)) }),
		readOnly("co_varnames", func(v Value) Value { return as[CodeObject](v).body.variables() }),
		readOnly("co_freevars", func(v Value) Value { return as[CodeObject](v).body.localsOf(code.Free) }),
		readOnly("co_cellvars", func(v Value) Value { return as[CodeObject](v).body.localsOf(code.Cell) }),
		readOnly("co_flags", func(v Value) Value { return integer(int64(as[CodeObject](v).body.flags())) }),
		Native{name: "__repr__", call: func(t *Thread, a []Value) (Value, *Exception) {
			b := as[CodeObject](a[0]).body
			return newStr(fmt.Sprintf(`<code object %s at %s, file "%s", line %d>`, b.code.Name, t.address(a[0]), b.unit.file.Name, b.code.FirstLine)), nil
		}},
	)
	frameClass.define(
		readOnly("f_code", func(v Value) Value { return as[FrameObject](v).body.codeObj }),
		readOnly("f_lineno", func(v Value) Value { f := as[FrameObject](v); return integer(int64(f.body.line(f.pc))) }),
		readOnly("f_lasti", func(v Value) Value { return integer(int64(as[FrameObject](v).pc)) }),
		readOnly("f_back", func(v Value) Value {
			if b := as[FrameObject](v).back; b != nil {
				return b.ref()
			}
			return none
		}),
		Native{name: "f_globals", kind: anAttribute, call: func(t *Thread, a []Value) (Value, *Exception) {
			if m := as[FrameObject](a[0]).module; m != nil {
				return t.globalsOf(m), nil
			}
			return newDict().ref(), nil
		}},
		readOnly("f_locals", func(v Value) Value {
			f := as[FrameObject](v)
			return localsOf(f.body, f.locals).ref()
		}),
	)
	tracebackClass.define(
		attribute("tb_next", func(v Value) Value {
			if n := as[Traceback](v).next; n != nil {
				return n.ref()
			}
			return none
		}, func(v, x Value) *Exception {
			as[Traceback](v).next = nil
			if x.valid() && x.class() == tracebackClass {
				as[Traceback](v).next = as[Traceback](x)
			}
			return nil
		}),
		readOnly("tb_lineno", func(v Value) Value { tb := as[Traceback](v); return integer(int64(tb.body.line(tb.pc))) }),
		readOnly("tb_lasti", func(v Value) Value { return integer(int64(as[Traceback](v).pc)) }),
		Native{name: "tb_frame", kind: anAttribute, call: func(t *Thread, a []Value) (Value, *Exception) {
			tb := as[Traceback](a[0])
			return (&FrameObject{Object: Object{class: frameClass}, body: tb.body, pc: tb.pc, module: t.interp.modules[tb.body.unit.module]}).ref(), nil
		}},
	)
	defineGenerators()
}

// localsOf returns the names of the slots of a kind.
func (b *body) localsOf(kind code.LocalKind) Value {
	var list []Value
	for _, l := range b.code.Locals {
		if l.Kind == kind {
			list = append(list, newStr(l.Name))
		}
	}
	return newTuple(list...)
}

// variables are the names of co_varnames: the parameters, and the variables that no inner function shares.
func (b *body) variables() Value {
	c := b.code
	parameters := c.Args + c.KwOnly
	for _, flag := range [...]code.CodeFlags{code.VarArgs, code.VarKw} {
		if c.Flags&flag != 0 {
			parameters++
		}
	}
	var list []Value
	for i, l := range c.Locals {
		if i < parameters || l.Kind == code.Plain {
			list = append(list, newStr(l.Name))
		}
	}
	return newTuple(list...)
}

// attribute is an attribute that can be set.
func attribute(name string, get func(v Value) Value, set func(v, x Value) *Exception) Native {
	n := readOnly(name, get)
	n.set = func(_ *Thread, v, x Value) *Exception { return set(v, x) }
	return n
}

// textAttribute is an attribute that holds a str.
func textAttribute(name string, place func(v Value) *string) Native {
	return attribute(name, func(v Value) Value { return newStr(*place(v)) }, func(v, x Value) *Exception {
		if !x.isStr() {
			return newException(typeError, "%s must be set to a string object", name)
		}
		*place(v) = x.text()
		return nil
	})
}

// defineMethod gives one of the classes of bound methods what each of them has.
func defineMethod(class *Class) {
	class.define(
		readOnly("__self__", func(v Value) Value { return as[Method](v).self }),
		Native{enters: true, name: "__call__", signature: "($self, /, *args, **kwargs)", call: func(t *Thread, a []Value) (Value, *Exception) {
			return t.enters(a[0], a[1].items(), keywordList(a[2]))
		}},
		Native{enters: true, name: "__getattribute__", signature: "($self, name, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			t.called = t.getAttrPlain(a[0], a[1].text(), t.calling)
			return Value{}, calls
		}},
		Native{name: "__eq__", signature: "($self, value, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if a[1].layout() != layoutMethod {
				return notImplemented, nil
			}
			x, y := as[Method](a[0]), as[Method](a[1])
			return boolean(x.self == y.self && x.function == y.function), nil
		}},
		Native{name: "__hash__", call: func(t *Thread, a []Value) (Value, *Exception) {
			m := as[Method](a[0])
			return integer(t.id(m.self)>>4 ^ t.id(m.function)), nil
		}},
		Native{name: "__repr__", twin: "_method_repr", call: func(t *Thread, a []Value) (Value, *Exception) {
			m := as[Method](a[0])
			format := "<method-wrapper '%s' of %s object at %s>"
			switch m.class {
			case methodClass:
				return Value{}, handOver
			case builtinMethodClass:
				format = "<built-in method %s of %s object at %s>"
			}
			return newStr(fmt.Sprintf(format, as[Native](m.function).name, m.self.class().name, t.address(m.self))), nil
		}},
		Native{name: "__name__", kind: anAttribute, call: methodAttr("__name__")},
		Native{name: "__qualname__", kind: anAttribute, call: methodAttr("__qualname__")},
		Native{name: "__doc__", kind: anAttribute, call: methodAttr("__doc__")},
		Native{name: "__module__", kind: anAttribute, call: methodAttr("__module__")},
		Native{name: "__get__", signature: "($self, instance, owner=None, /)", call: func(_ *Thread, a []Value) (Value, *Exception) { return a[0], nil }},
	)
}

// deletable is an attribute that can be deleted, too.
func deletable(n Native) Native {
	n.deletable = true
	return n
}

// methodAttr gets an attribute of the function of a bound method.
func methodAttr(name string) func(t *Thread, a []Value) (Value, *Exception) {
	return func(t *Thread, a []Value) (Value, *Exception) { return t.plainAttr(as[Method](a[0]).function, name) }
}

// show is repr of a native.
func (n *Native) show() string {
	switch {
	case n.member:
		return fmt.Sprintf("<member '%s' of '%s' objects>", n.name, n.owner.name)
	case n.kind == anAttribute:
		return fmt.Sprintf("<attribute '%s' of '%s' objects>", n.name, n.owner.name)
	case n.Object.class == slotWrapperClass:
		return fmt.Sprintf("<slot wrapper '%s' of '%s' objects>", n.name, n.owner.name)
	case n.Object.class == nativeMethodClass || n.kind == aClassMethod:
		return fmt.Sprintf("<method '%s' of '%s' objects>", n.name, n.owner.name)
	}
	return fmt.Sprintf("<built-in function %s>", n.name)
}

// generatorThrow is generator.throw: an exception, or a class and its argument.
func generatorThrow(t *Thread, a []Value) (Value, *Exception) {
	e, err := t.thrown(a[1], a[2], a[3], "classes or instances deriving from BaseException")
	if err != nil {
		return Value{}, err
	}
	t.called = t.throw(as[Generator](a[0]), e, t.calling)
	return Value{}, calls
}

// flags returns co_flags, as far as programs look at them: generators, *args, **kwargs.
func (b *body) flags() int {
	flags := 3
	generates, coroutine, async := b.code.Flags&code.Generator != 0, b.code.Flags&code.Coroutine != 0, b.code.Flags&code.AsyncGenerator != 0
	for bit, want := range map[int]bool{4: b.code.Flags&1 != 0, 8: b.code.Flags&2 != 0, 32: generates && !coroutine && !async, 128: coroutine, 512: async} {
		if want {
			flags |= bit
		}
	}
	return flags
}

// frameObject returns where a frame is, and those that called it.
func (t *Thread) frameObject(f *frame) *FrameObject {
	var first, last *FrameObject
	for ; f != nil; f = f.back {
		if f.native() {
			continue
		}
		o := &FrameObject{Object: Object{class: frameClass}, body: f.body, pc: f.pc - 1, module: f.module, locals: append([]Value(nil), f.locals...)}
		if last == nil {
			first = o
		} else {
			last.back = o
		}
		last = o
	}
	return first
}

// localsOf returns the local variables of a frame as a dict.
func localsOf(b *body, values []Value) *Dict {
	d := newDict()
	for i, l := range b.code.Locals {
		if i == len(values) { // the frame of a traceback
			break
		}
		v := values[i]
		if v.valid() && v.class() == cellClass && l.Kind != 0 {
			v = as[Cell](v).v.load()
		}
		if v.valid() {
			d.setStr(l.Name, v)
		}
	}
	return d
}
