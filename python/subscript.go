// This file defines subscripts, membership and iteration as instructions.

package python

import (
	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/trace"
)

// subscript executes BinarySubscr; its operands have been popped.
func (t *Thread) subscript(in *code.Instr, o, key Value) outcome {
	if method := o.class().find("__getitem__"); method.valid() {
		v, err, known := t.answer(method, o, key)
		switch {
		case !known:
			return t.callMethod(method, o, []Value{key}, nil, continuation{})
		case err != nil:
			return t.raiseIn(err)
		}
		t.frame.push(v)
		t.sawItem(in, trace.Load, o, key, v)
		return goes
	}
	if o.layout() == layoutClass {
		if hook := as[Class](o).find("__class_getitem__"); hook.valid() {
			return t.callHook(hook, as[Class](o), []Value{key})
		}
		return t.fail(typeError, "type '%s' is not subscriptable", as[Class](o).name)
	}
	return t.fail(typeError, "'%s' object is not subscriptable", o.class().typeName())
}

// callHook calls what a class has as an implicit class method.
func (t *Thread) callHook(hook Value, class *Class, args []Value) outcome {
	v, err := t.bindPlain(hook, Value{}, class)
	if err != nil {
		return t.raiseIn(err)
	}
	if v == hook && v.class() == functionClass {
		return t.callWith(v, class.ref(), args, nil, continuation{})
	}
	return t.call(v, args, nil, continuation{})
}

// storeSubscript executes StoreSubscr; its operands have been popped.
func (t *Thread) storeSubscript(in *code.Instr, o, key, v Value) outcome {
	t.publishInto(o, v)
	t.publishInto(o, key)
	switch o.class() {
	case listClass:
		l := as[List](o)
		if key.isSmallInt() {
			i := key.i
			if i < 0 {
				i += int64(len(l.items))
			}
			if uint64(i) < uint64(len(l.items)) {
				l.items[i] = v
				t.sawItem(in, trace.Store, o, key, v)
				return goes
			}
		}
	case dictClass:
		if as[Dict](o).set(t, key, v) {
			t.sawItem(in, trace.Store, o, key, v)
			return goes
		}
	}
	out, ok := t.callSpecial(o, "__setitem__", []Value{key, v}, continuation{then: toDrop})
	if !ok && isSequence(o) && key.isInt() && !key.isSmallInt() && !key.isBool() {
		return t.fail(indexError, "cannot fit 'int' into an index-sized integer")
	}
	if !ok {
		return t.fail(typeError, "'%s' object does not support item assignment", o.class().typeName())
	}
	return out
}

// isSequence reports whether an object is of a built-in sequence that nobody can change: its index is read before that is said.
func isSequence(v Value) bool {
	switch v.layout() {
	case layoutStr, layoutBytes, layoutTuple, layoutRange:
		return true
	}
	return false
}

// contained executes ContainsOp; its operands have been popped.
func (t *Thread) contained(v, in Value) outcome {
	method := in.class().find("__contains__")
	if method.valid() && method != none {
		result, err, known := t.answer(method, in, v)
		switch {
		case !known:
			return t.callMethod(method, in, []Value{v}, nil, continuation{then: toContain})
		case err != nil:
			return t.raiseIn(err)
		}
		return t.deliver(continuation{then: toContain}, result)
	}
	if method != none && (in.class().find("__iter__").valid() || in.class().find("__getitem__").valid()) {
		return t.call(t.interp.twins.get("_contains"), []Value{in, v}, nil, continuation{then: toContain})
	}
	return t.fail(typeError, "argument of type '%s' is not iterable", in.class().typeName())
}

// iterate delivers iter(v).
func (t *Thread) iterate(v Value, c continuation) outcome {
	if method := v.class().find("__iter__"); method.valid() {
		if method == none {
			return t.raises(newException(typeError, "'%s' object is not iterable", v.class().typeName()), c)
		}
		return t.callMethod(method, v, nil, nil, c)
	}
	if v.class().find("__getitem__").valid() {
		return t.deliver(c, newIterator(sequenceIteratorClass, v))
	}
	return t.raises(newException(typeError, "'%s' object is not iterable", v.class().typeName()), c)
}

// forIter asks an iterator for its next element.
func (t *Thread) forIter(it Value) outcome {
	f := t.frame
	c := continuation{then: toFeed}
	if it.class() == generatorClass {
		return t.resume(as[Generator](it), none, c)
	}
	method := it.class().find("__next__")
	if !method.valid() {
		return t.fail(typeError, "'%s' object is not an iterator", it.class().typeName())
	}
	if method.p.class == slotWrapperClass {
		n := as[Native](method)
		v, err := n.call(t, f.stack[f.sp-1:f.sp])
		switch err {
		case nil:
			f.push(v)
			return goes
		case exhausted:
			t.stopped(none, c)
			return goes
		case handOver, performs, calls:
		default:
			return t.raises(err, c)
		}
	}
	return t.callMethod(method, it, nil, nil, c)
}
