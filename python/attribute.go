// This file defines how attributes are looked up, set and deleted (Objects/object.c, Objects/typeobject.c).

package python

import (
	"fmt"
	"strings"
)

// slotName is under which name the value of a slot lies among an object's attributes: none that a source can spell.
func slotName(name string) string { return " " + name }

// getAttr looks up an attribute. What comes of it is delivered as c says.
func (t *Thread) getAttr(o Value, name string, c continuation) outcome {
	class := o.class()
	if class.flags&looksUp != 0 {
		return t.getAttrOverridden(o, name, c)
	}
	return t.getAttrPlain(o, name, c)
}

// getAttrOverridden is getAttr where the class has a __getattribute__ or __getattr__ of the program.
func (t *Thread) getAttrOverridden(o Value, name string, c continuation) outcome {
	class := o.class()
	fallback := class.find("__getattr__")
	if fallback.valid() {
		c.kept = [2]Value{o, t.name(name)}
		c = continuation{then: toFallBack, kept: c.kept}
	}
	method, in := class.lookup("__getattribute__")
	if !in.isBuiltin() {
		return t.callMethod(method, o, []Value{t.name(name)}, nil, c)
	}
	return t.getAttrPlain(o, name, c)
}

// getAttrPlain is __getattribute__ of object, type, module and super.
func (t *Thread) getAttrPlain(o Value, name string, c continuation) outcome {
	switch o.layout() {
	case layoutClass:
		return t.getClassAttr(as[Class](o), name, c)
	case layoutModule:
		return t.getModuleAttr(as[Module](o), name, c)
	case layoutSuper:
		if s := as[Super](o); name != "__class__" {
			return t.getSuperAttr(s, name, c)
		}
	}
	attr := o.class().find(name)
	if attr.valid() && isData(attr) && !onlyWrites(attr) {
		return t.describe(attr, o, o.class(), c)
	}
	if a := o.p.attributes(); a != nil {
		if v := a.get(name); v.valid() {
			return t.deliver(c, v)
		}
	}
	if attr.valid() {
		return t.describe(attr, o, o.class(), c)
	}
	if o.class() == methodClass { // the function's
		return t.getAttr(as[Method](o).function, name, c)
	}
	return t.raises(t.noAttribute(o, name), c)
}

// noAttribute is the AttributeError of an attribute that is not there.
func (t *Thread) noAttribute(o Value, name string) *Exception {
	var e *Exception
	switch o.layout() {
	case layoutClass:
		e = newException(attributeError, "type object '%s' has no attribute '%s'", as[Class](o).name, name)
	case layoutModule:
		e = newException(attributeError, "module '%s' has no attribute '%s'", as[Module](o).name, name)
	default:
		e = newException(attributeError, "'%s' object has no attribute '%s'", o.class().typeName(), name)
	}
	e.state = []Value{t.name(name), o}
	return e
}

// name returns a name as a str.
func (t *Thread) name(name string) Value { return newStr(name) }

// isData reports whether what a class has is a descriptor that comes before the object's own attribute.
func isData(attr Value) bool {
	switch attr.layout() {
	case layoutProperty, layoutSlot:
		return true
	case layoutNative:
		return attr.class() == getSetClass || attr.class() == nativeMemberClass
	case layoutInstance:
		c := attr.class()
		return c.find("__set__").valid() || c.find("__delete__").valid()
	}
	return false
}

// onlyWrites reports whether a descriptor of the program has no __get__: then the object's own attribute comes first when it is read.
func onlyWrites(attr Value) bool {
	return attr.layout() == layoutInstance && !attr.class().find("__get__").valid()
}

// describe delivers what a class has under a name, as an attribute of the object o: the descriptor protocol. Of a class itself o is
// the zero Value.
func (t *Thread) describe(attr, o Value, class *Class, c continuation) outcome {
	switch attr.layout() {
	case layoutProperty:
		p := as[Property](attr)
		switch {
		case !o.valid():
			return t.deliver(c, attr)
		case p.get == none:
			return t.raises(p.refuses(o, "getter", "unreadable attribute"), c)
		}
		return t.call(p.get, []Value{o}, nil, c)
	case layoutInstance:
		get := attr.class().find("__get__")
		if get.valid() {
			self := o
			if !o.valid() {
				self = none
			}
			return t.callMethod(get, attr, []Value{self, class.ref()}, nil, c)
		}
	}
	v, err := t.bindPlain(attr, o, class)
	if err != nil {
		return t.raises(err, c)
	}
	return t.deliver(c, v)
}

// bindPlain is describe for what needs no Python.
func (t *Thread) bindPlain(attr, o Value, class *Class) (Value, *Exception) {
	switch attr.p.class {
	case functionClass, nativeMethodClass, slotWrapperClass:
		if !o.valid() {
			return attr, nil
		}
		return newBound(attr, o), nil
	case getSetClass, nativeMemberClass:
		if !o.valid() {
			return attr, nil
		}
		args := [1]Value{o}
		return as[Native](attr).call(t, args[:])
	case memberClass:
		if !o.valid() {
			return attr, nil
		}
		s := as[SlotDescriptor](attr)
		if a := o.p.attributes(); a != nil {
			if v := a.get(slotName(s.name)); v.valid() {
				return v, nil
			}
		}
		return Value{}, newException(attributeError, "'%s' object has no attribute '%s'", o.class().typeName(), s.name)
	case classNativeClass:
		return newBound(attr, class.ref()), nil
	}
	if attr.layout() == layoutWrapper {
		w := as[Wrapper](attr)
		if attr.class().derives(classMethodClass) {
			return newMethod(w.function, class.ref()), nil
		}
		return w.function, nil
	}
	return attr, nil
}

// refuses is the error of a property that cannot be read or written.
func (p *Property) refuses(o Value, what, before string) *Exception {
	if p.name == "" {
		return newException(attributeError, "%s", before)
	}
	return newException(attributeError, "property '%s' of '%s' object has no %s", p.name, o.class().typeName(), what)
}

// getClassAttr is type.__getattribute__.
func (t *Thread) getClassAttr(class *Class, name string, c continuation) outcome {
	meta := class.class.find(name)
	if meta.valid() && isData(meta) {
		return t.describe(meta, class.ref(), class.class, c)
	}
	if attr := class.find(name); attr.valid() {
		return t.describe(attr, Value{}, class, c)
	}
	if meta.valid() {
		return t.describe(meta, class.ref(), class.class, c)
	}
	return t.raises(t.noAttribute(class.ref(), name), c)
}

// getModuleAttr looks up a variable of a module, or what its class has, or asks its __getattr__ (PEP 562).
func (t *Thread) getModuleAttr(m *Module, name string, c continuation) outcome {
	if v := m.get(name); v.valid() {
		return t.deliver(c, v)
	}
	if attr := moduleClass.find(name); attr.valid() {
		return t.describe(attr, m.ref(), moduleClass, c)
	}
	if hook := m.get("__getattr__"); hook.valid() {
		return t.call(hook, []Value{t.name(name)}, nil, c)
	}
	if v := t.interp.submodule(m, name); v.valid() {
		return t.deliver(c, v)
	}
	return t.raises(t.noAttribute(m.ref(), name), c)
}

// getSuperAttr looks up an attribute behind a class in the order of another one.
func (t *Thread) getSuperAttr(s *Super, name string, c continuation) outcome {
	if s.self.valid() {
		past := false
		for _, k := range s.owner.mro {
			if past {
				if attr := k.dict.get(name); attr.valid() {
					self := s.self
					if self.layout() == layoutClass && as[Class](self) == s.owner {
						self = Value{}
					}
					return t.describe(attr, self, s.owner, c)
				}
			}
			past = past || k == s.after
		}
	}
	if attr := superClass.find(name); attr.valid() {
		return t.describe(attr, s.ref(), superClass, c)
	}
	return t.raises(newException(attributeError, "'super' object has no attribute '%s'", name), c)
}

// setAttr sets an attribute, or deletes it if v is the zero Value. Nothing is delivered but that it is over.
func (t *Thread) setAttr(o Value, name string, v Value) outcome {
	class := o.class()
	c := continuation{then: toDrop}
	if class.flags&looksUp != 0 {
		hook := "__setattr__"
		if !v.valid() {
			hook = "__delattr__"
		}
		if method, in := class.lookup(hook); !in.isBuiltin() {
			args := []Value{t.name(name), v}
			if !v.valid() {
				args = args[:1]
			}
			return t.callMethod(method, o, args, nil, c)
		}
	}
	return t.setAttrPlain(o, name, v, c)
}

// setAttrPlain is __setattr__ and __delattr__ of object, type and module.
func (t *Thread) setAttrPlain(o Value, name string, v Value, c continuation) outcome {
	switch o.layout() {
	case layoutClass:
		return t.setClassAttr(as[Class](o), name, v, c)
	case layoutModule:
		m := as[Module](o)
		if v.valid() {
			m.set(name, v)
		} else if !m.delete(name) {
			return t.raises(t.noAttribute(o, name), c)
		}
		return t.delivered(c)
	}
	attr := o.class().find(name)
	if attr.valid() && isData(attr) {
		return t.setData(attr, o, name, v, c)
	}
	a := o.p.attributes()
	switch {
	case a == nil || o.class().flags&withoutDict != 0:
		if attr.valid() {
			return t.raises(newException(attributeError, "'%s' object attribute '%s' is read-only", o.class().typeName(), name), c)
		}
		err := t.noAttribute(o, name)
		if t.interp.since(13) {
			err.args = []Value{newStr(fmt.Sprintf("'%s' object has no attribute '%s' and no __dict__ for setting new attributes", o.class().typeName(), name))}
		}
		return t.raises(err, c)
	case v.valid():
		a.set(t.interp.root, name, v)
	case !a.delete(t.interp.root, name):
		return t.raises(t.noAttribute(o, name), c)
	}
	return t.delivered(c)
}

// delivered delivers the None of a call of which nothing else comes.
func (t *Thread) delivered(c continuation) outcome { return t.deliver(c, none) }

// setData sets an attribute that a data descriptor manages.
func (t *Thread) setData(attr, o Value, name string, v Value, c continuation) outcome {
	switch attr.layout() {
	case layoutProperty:
		p := as[Property](attr)
		if !v.valid() {
			if p.del == none {
				return t.raises(p.refuses(o, "deleter", "can't delete attribute"), c)
			}
			return t.call(p.del, []Value{o}, nil, c)
		}
		if p.set == none {
			return t.raises(p.refuses(o, "setter", "can't set attribute"), c)
		}
		return t.call(p.set, []Value{o, v}, nil, c)
	case layoutSlot:
		s := as[SlotDescriptor](attr)
		a := o.p.attributes()
		if v.valid() {
			a.set(t.interp.root, slotName(s.name), v)
		} else if !a.delete(t.interp.root, slotName(s.name)) {
			return t.raises(newException(attributeError, "'%s' object has no attribute '%s'", o.class().typeName(), s.name), c)
		}
		return t.delivered(c)
	case layoutNative:
		n := as[Native](attr)
		if n.set == nil && n.owner == objectClass && (name == "__doc__" || name == "__module__") { // plain entries of the class's dict in CPython
			if a := o.p.attributes(); a != nil && o.class().flags&withoutDict == 0 {
				if v.valid() {
					a.set(t.interp.root, name, v)
					return t.delivered(c)
				}
				if a.delete(t.interp.root, name) {
					return t.delivered(c)
				}
				return t.raises(t.noAttribute(o, name), c)
			}
			return t.raises(newException(attributeError, "'%s' object attribute '%s' is read-only", o.class().typeName(), name), c)
		}
		if n.set == nil && n.member {
			return t.raises(newException(attributeError, "readonly attribute"), c)
		}
		if n.set == nil {
			return t.raises(newException(attributeError, "attribute '%s' of '%s' objects is not writable", name, n.owner.title()), c)
		}
		if !v.valid() && !n.deletable {
			return t.raises(n.undeletable(), c)
		}
		if err := n.set(t, o, v); err != nil {
			return t.raises(err, c)
		}
		return t.delivered(c)
	}
	hook, args := "__set__", []Value{o, v}
	if !v.valid() {
		hook, args = "__delete__", args[:1]
	}
	out, ok := t.callSpecial(attr, hook, args, c)
	if !ok {
		return t.raises(newException(attributeError, "%s", hook), c)
	}
	return out
}

// undeletable is the error of deleting an attribute that an object of the class always has.
func (n *Native) undeletable() *Exception {
	switch {
	case n.owner == functionClass || n.owner == generatorClass:
		return newException(typeError, "%s must be set to a string object", n.name)
	case n.owner.derives(baseException):
		return newException(typeError, "%s may not be deleted", n.name)
	case n.owner == greenletClass:
		return newException(attributeError, "can't delete attribute")
	}
	return newException(typeError, "cannot delete %s attribute", n.name)
}

// setClassAttr is type.__setattr__ and __delattr__.
func (t *Thread) setClassAttr(class *Class, name string, v Value, c continuation) outcome {
	if class.isBuiltin() {
		return t.raises(newException(typeError, "cannot set '%s' attribute of immutable type '%s'", name, class.typeName()), c)
	}
	if meta := class.class.find(name); meta.valid() && isData(meta) {
		return t.setData(meta, class.ref(), name, v, c)
	}
	old := class.dict.get(name)
	if !v.valid() {
		if !class.dict.delete(name) {
			return t.raises(t.noAttribute(class.ref(), name), c)
		}
		t.interp.classChanged(class, name)
		return t.delivered(c)
	}
	if t.together() && class.holdsData(name, v) {
		class.dict.values[class.dict.index[name]].store(v)
		return t.delivered(c)
	}
	class.dict.set(name, v)
	if !old.valid() || behaves(old) || behaves(v) {
		t.interp.classChanged(class, name)
	}
	return t.delivered(c)
}

// behaves reports whether a value does something as an attribute of a class: only such are cached by instructions.
func behaves(v Value) bool {
	switch v.layout() {
	case layoutInt, layoutFloat, layoutMarker, layoutStr, layoutTuple, layoutList, layoutDict, layoutSet:
		return false
	}
	return true
}

// classChanged makes what instructions have cached of classes void.
func (in *Interpreter) classChanged(class *Class, name string) {
	in.classVersion++
	if strings.HasPrefix(name, "__") {
		class.findHooks()
	}
}

// findHooks notes whether the class, or one of its bases, defines what takes part in the access to attributes.
func (c *Class) findHooks() {
	c.flags &^= looksUp | finalizes
	if c.find("__del__").valid() {
		c.flags |= finalizes
	}
	for _, name := range [...]string{"__getattribute__", "__getattr__", "__setattr__", "__delattr__"} {
		if v, in := c.lookup(name); v.valid() && !in.isBuiltin() {
			c.flags |= looksUp
		}
	}
}
