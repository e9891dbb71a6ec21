// This file defines how classes of the program are made: type.__new__ (Objects/typeobject.c).

package python

import (
	"slices"
	"strings"
)

// makeClass makes a class of the program. What Python does beyond it, __set_name__ and __init_subclass__, is up to the twin.
func (t *Thread) makeClass(meta *Class, name string, bases []Value, namespace *Dict) (*Class, *Exception) {
	list := []*Class{}
	for _, b := range bases {
		if b.layout() != layoutClass {
			return nil, newException(typeError, "bases must be types")
		}
		c := as[Class](b)
		if c.flags&final != 0 {
			return nil, newException(typeError, "type '%s' is not an acceptable base type", c.title())
		}
		list = append(list, c)
	}
	if len(list) == 0 {
		list = []*Class{objectClass}
	}
	for i, b := range list {
		for _, other := range list[:i] {
			if other == b {
				return nil, newException(typeError, "duplicate base class %s", b.name)
			}
		}
	}
	class := &Class{Object: Object{class: meta}, name: name, qualname: name, bases: list, module: "builtins"}
	var ok bool
	if class.mro, ok = linearise(class, list); !ok {
		gap := "\n"
		if t.interp.since(13) {
			gap = " "
		}
		return nil, newException(typeError, "%s", unordered(list, gap))
	}
	if class.layout, ok = commonLayout(list); !ok || conflict(list) {
		return nil, newException(typeError, "multiple bases have instance lay-out conflict")
	}
	if caller := t.caller(); caller != nil && !namespace.getStr("__module__").valid() {
		if name := caller.module.get("__name__"); name.valid() && name.isStr() {
			class.module = name.text()
		}
	}
	if err := t.fillClass(class, namespace); err != nil {
		return nil, err
	}
	class.findHooks()
	if t.definedInC(class) {
		class.flags |= writtenInC
	}
	for _, b := range list {
		t.interp.subclasses[b] = append(t.interp.subclasses[b], class)
	}
	t.interp.classVersion++
	return class, nil
}

// commonLayout returns the layout of a class with these bases.
func commonLayout(bases []*Class) (layout Layout, ok bool) {
	for _, b := range bases {
		switch {
		case b.layout == layoutInstance || b.layout == layout:
		case layout == layoutInstance:
			layout = b.layout
		default:
			return 0, false
		}
	}
	return layout, true
}

// conflict reports whether two bases lay out their instances differently, since both have slots, or one has and the other is built in (best_base).
func conflict(bases []*Class) bool {
	var winner *Class
	for _, b := range bases {
		switch c := b.solid(); {
		case c == nil || winner != nil && winner.derives(c):
		case winner == nil || c.derives(winner):
			winner = c
		default:
			return true
		}
	}
	return false
}

// solid returns the class that says how instances of c are laid out: the nearest one with slots, or that is built in; nil is object.
func (c *Class) solid() *Class {
	for _, k := range c.mro {
		switch {
		case k == objectClass:
		case k.isBuiltin() && k.layout == layoutException:
			return baseException
		case k.isBuiltin() && k.layout != layoutInstance:
			return k
		case !k.isBuiltin() && k.hasSlots():
			return k
		}
	}
	return nil
}

// hasSlots reports whether the class itself adds slots to its instances.
func (c *Class) hasSlots() bool {
	for _, v := range c.dict.all {
		if v.layout() == layoutSlot {
			return true
		}
	}
	return false
}

// fillClass gives a class what its body has defined.
func (t *Thread) fillClass(class *Class, namespace *Dict) *Exception {
	slots := Value{}
	for k, v := range namespace.all {
		if !k.isStr() {
			continue
		}
		name := k.text()
		switch name {
		case "__classcell__":
			if v.class() == cellClass {
				as[Cell](v).v = class.ref()
			}
			continue
		case "__qualname__":
			if !v.isStr() {
				return newException(typeError, "type __qualname__ must be a str, not %s", v.class().typeName())
			}
			class.qualname = v.text()
			continue
		case "__module__":
			if v.isStr() {
				class.module = v.text()
			}
		case "__slots__":
			slots = v
		case "__new__":
			if v.class() == functionClass {
				v = newWrapper(staticMethodClass, v)
			}
		case "__init_subclass__", "__class_getitem__":
			if v.class() == functionClass {
				v = newWrapper(classMethodClass, v)
			}
		}
		class.dict.set(name, v)
	}
	if namespace.getStr("__eq__").valid() && !namespace.getStr("__hash__").valid() {
		class.dict.set("__hash__", none)
	}
	if !class.dict.get("__doc__").valid() {
		class.dict.set("__doc__", none)
	}
	return t.defineSlots(class, slots)
}

// newWrapper returns a staticmethod or classmethod.
func newWrapper(class *Class, function Value) Value {
	return (&Wrapper{Object: Object{class: class}, function: function}).ref()
}

// defineSlots makes descriptors of the names in __slots__. Without it, and where a base has a __dict__, objects have one.
func (t *Thread) defineSlots(class *Class, slots Value) *Exception {
	if !slots.valid() {
		return nil
	}
	var names []Value
	switch {
	case slots.isStr():
		names = []Value{slots}
	case slots.layout() == layoutTuple || slots.layout() == layoutList:
		names = slots.items()
	case slots.layout() == layoutDict:
		for k := range as[Dict](slots).all {
			names = append(names, k)
		}
	}
	without := true
	for _, b := range class.mro[1:] {
		if b != objectClass && (b.isBuiltin() && b.layout == layoutException || !b.isBuiltin() && b.flags&withoutDict == 0) {
			without = false
		}
	}
	for _, n := range names {
		if !n.isStr() {
			return newException(typeError, "__slots__ items must be strings, not '%s'", n.class().typeName())
		}
		name := n.text()
		switch {
		case name == "__dict__":
			without = false
			continue
		case name == "__weakref__":
			continue
		case class.dict.get(name).valid():
			return newException(valueError, "'%s' in __slots__ conflicts with class variable", name)
		}
		name = mangled(class.name, name)
		class.dict.set(name, (&SlotDescriptor{Object: Object{class: memberClass}, name: name, of: class}).ref())
	}
	if without {
		class.flags |= withoutDict
	}
	return nil
}

// mangled returns a private name as it is stored (Language Reference, 6.2.1).
func mangled(class, name string) string {
	class = strings.TrimLeft(class, "_")
	if class == "" || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	return "_" + class + name
}

// abstract is the error of an instance of a class that has abstract methods.
func (t *Thread) abstract(class *Class) *Exception {
	var names []string
	if set := class.find("__abstractmethods__"); set.valid() && set.layout() == layoutSet {
		for _, v := range as[Set](set).members() {
			names = append(names, v.text())
		}
		slices.Sort(names)
	}
	s := ""
	if len(names) != 1 {
		s = "s"
	}
	if t.interp.minor >= 12 {
		return newException(typeError, "Can't instantiate abstract class %s without an implementation for abstract method%s '%s'", class.typeName(), s, strings.Join(names, "', '"))
	}
	return newException(typeError, "Can't instantiate abstract class %s with abstract method%s %s", class.typeName(), s, strings.Join(names, ", "))
}
