// This file defines the instructions that load and store attributes and methods where their cache does not serve: they find the
// attribute, and note for the next execution where it was.

package python

import "github.com/gilsim/gilsim/trace"

// loadAttr executes LoadAttr, and notes where it found the attribute.
func (t *Thread) loadAttr(f *frame, name string) outcome {
	o := f.pop()
	if ic := f.caches[f.pc-1]; ic != nil && ic.value.p != nil && ic.class == o.p.class && ic.version == t.interp.classVersion {
		return t.callFunction(as[Function](as[Property](ic.value).get), []Value{o}, nil, continuation{})
	}
	if a := t.cachable(o); a != nil {
		stored := name
		attr := o.class().find(name)
		if attr.valid() && attr.class() == memberClass {
			stored = slotName(name)
		}
		if i, ok := a.shape.index[stored]; ok && (stored != name || !attr.valid() || !isData(attr)) {
			t.cacheAt(f, cache{class: o.class(), shape: a.shape, index: i})
			v := a.values[i]
			f.push(v)
			t.sawAttr(trace.Load, o, name, v)
			return goes
		}
	}
	if o.class().flags&looksUp == 0 && o.layout() == layoutInstance {
		if p := o.class().find(name); p.valid() && p.class() == propertyClass && as[Property](p).get.class() == functionClass {
			t.cacheAt(f, cache{class: o.class(), value: p})
		}
	}
	if t.interp.concurrent && t.interp.recording {
		if owner, v := ownerOf(o, name); v.valid() {
			t.sawAttr(trace.Load, owner, name, v)
		}
	}
	return t.getAttr(o, name, continuation{})
}

// ownerOf returns the class or the module that has an attribute of an object, as Python's own lookup finds it, and its value, if that is
// data that the lookup returns as it is.
func ownerOf(o Value, name string) (owner, v Value) {
	c := o.class()
	if c.flags&looksUp != 0 {
		return Value{}, Value{}
	}
	switch o.layout() {
	case layoutModule:
		v := as[Module](o).get(name)
		return o, v
	case layoutClass:
		if c.find(name).valid() { // of a metaclass: it can come first
			return Value{}, Value{}
		}
		c = as[Class](o)
	case layoutInstance:
		if a := o.p.attributes(); a == nil || a.get(name).valid() {
			return Value{}, Value{}
		}
	default:
		return Value{}, Value{}
	}
	v, in := c.lookup(name)
	if !v.valid() || !plainData(v) {
		return Value{}, Value{}
	}
	return in.ref(), v
}

// plainData reports whether a value that a class has is no descriptor, and nothing that is called.
func plainData(v Value) bool {
	switch v.layout() {
	case layoutInt, layoutFloat, layoutStr, layoutBytes, layoutMarker, layoutTuple, layoutList, layoutDict, layoutSet:
		return true
	case layoutInstance:
		return !v.class().find("__get__").valid()
	}
	return false
}

// cachable returns the attributes of an object whose place an instruction can note.
func (t *Thread) cachable(o Value) *Attributes {
	c := o.class()
	if c.flags&looksUp != 0 || c.layout != layoutInstance && c.layout != layoutException || c == objectClass {
		return nil
	}
	a := &as[Instance](o).Attributes
	if a.shape == nil || a.dict != nil {
		return nil
	}
	return a
}

// cacheAt notes what the instruction that is being executed has found.
func (t *Thread) cacheAt(f *frame, c cache) {
	c.version = t.interp.classVersion
	at := f.pc - 1
	if f.caches[at] == nil {
		f.caches[at] = new(cache)
	}
	*f.caches[at] = c
}

// storeAttr executes StoreAttr, and notes where the attribute is.
func (t *Thread) storeAttr(f *frame, name string) outcome {
	f.sp -= 2
	v, o := f.stack[f.sp], f.stack[f.sp+1]
	t.publishInto(o, v)
	if a := t.cachable(o); a != nil {
		stored := name
		attr := o.class().find(name)
		if attr.valid() && attr.class() == memberClass {
			stored = slotName(name)
		}
		if i, ok := a.shape.index[stored]; ok && (stored != name || !attr.valid() || !isData(attr)) {
			t.cacheAt(f, cache{class: o.class(), shape: a.shape, index: i})
			a.values[i] = v
			t.sawAttr(trace.Store, o, name, v)
			return goes
		}
		if (!attr.valid() || !isData(attr)) && o.class().flags&withoutDict == 0 {
			old := a.shape
			a.set(t.interp.root, name, v)
			t.cacheAt(f, cache{class: o.class(), shape: old, next: a.shape})
			t.sawAttr(trace.Store, o, name, v)
			return goes
		}
	}
	out := t.setAttr(o, name, v)
	if out == goes {
		t.sawAttr(trace.Store, o, name, v)
	}
	return out
}

// loadMethod executes LoadMethod, and notes the method.
func (t *Thread) loadMethod(f *frame, name string) outcome {
	o := f.pop()
	class := o.class()
	if class.flags&looksUp == 0 && class.layout != layoutClass && class.layout != layoutModule && class.layout != layoutSuper {
		method := class.find(name)
		if method.valid() && (method.p.class == functionClass || method.p.class == nativeMethodClass || method.p.class == slotWrapperClass) {
			a := o.p.attributes()
			if a == nil || !a.get(name).valid() {
				c := cache{class: class, value: method}
				if a != nil && t.cachable(o) != nil {
					c.shape = a.shape
				}
				if a == nil || c.shape != nil {
					t.cacheAt(f, c)
				}
				f.push(method)
				f.push(o)
				return goes
			}
		}
	}
	f.push(Value{})
	return t.getAttr(o, name, continuation{})
}
