// This file defines exceptions under way: from where they are raised to their handler.

package python

import (
	"sort"

	"github.com/gilsim/gilsim/python/code"
)

// unwind takes t.raised to its handler, and reports false if there is none: the thread is over then.
func (t *Thread) unwind() bool {
	for {
		f, e := t.frame, t.raised
		if f == nil {
			return false
		}
		at := f.pc - 1
		if g := f.temporary(f.body.handler(at)); g.valid() {
			t.raised = nil
			if out := t.dropped(g, continuation{then: toDelegate, kept: [2]Value{e.ref()}}); out == raising {
				continue
			}
			return true
		}
		if !f.native() && at >= 0 && !again(&f.body.instrs[at], e) {
			t.trace(e, &Traceback{Object: Object{class: tracebackClass}, body: f.body, pc: at})
		}
		h := f.body.handler(at)
		if t.interp.lives.watching {
			t.unwindsFrom(f, e, h)
		}
		if h != nil {
			f.sp = int(h.Depth)
			f.push(e.ref())
			f.pc = int(h.Target)
			t.raised = nil
			return true
		}
		if !t.leave(f, e) {
			return false
		}
		if t.raised == nil {
			return true
		}
	}
}

// trace adds an entry to the traceback of an exception.
func (t *Thread) trace(e *Exception, entry *Traceback) {
	add := func() {
		entry.next = e.traceback
		e.traceback = entry
	}
	if e.flags&published == 0 || !t.together() {
		add()
		return
	}
	t.interp.parallel.exclusively(add)
}

// again reports whether an instruction raises an exception again, which has been in its frame before.
func again(in *code.Instr, e *Exception) bool {
	return in.Op == code.Reraise || in.Op == code.RaiseVarargs && in.Arg == 0 && e.traceback != nil
}

// leave takes an exception out of a frame, into the one that called it. It reports false if the thread is over.
func (t *Thread) leave(f *frame, e *Exception) bool {
	c := f.continuation
	t.dropFrame(f)
	if f.gen != nil {
		e = t.left(f, e)
	} else {
		t.recycle(f)
	}
	t.raised = e
	if c.then == toEnd {
		return false
	}
	out, taken := t.takes(e, c)
	if !taken {
		return true
	}
	if out != raising {
		t.raised = nil
	}
	return out != finished
}

// left is what a generator makes of an exception that leaves it: it has ended, and StopIteration becomes RuntimeError (PEP 479).
func (t *Thread) left(f *frame, e *Exception) *Exception {
	f.gen.frame, f.gen.running = nil, false
	raised := ""
	switch {
	case e.class.derives(stopIteration):
		raised = "StopIteration"
	case f.gen.class == asyncGeneratorClass && e.class.derives(stopAsyncIteration):
		raised = "StopAsyncIteration"
	default:
		return e
	}
	r := newException(runtimeError, "%s raised %s", f.gen.kind(), raised)
	r.cause, r.context, r.quiet = e.ref(), e, true
	return r
}

// dropFrame takes the innermost frame off.
func (t *Thread) dropFrame(f *frame) {
	t.frame = f.back
	if !f.native() {
		t.depth--
	}
}

// handler returns where an exception goes that is raised at an instruction; nil: out of the frame.
func (b *body) handler(at int) *code.Handler {
	list := b.code.Handlers
	i := sort.Search(len(list), func(i int) bool { return int(list[i].End) > at })
	if i < len(list) && int(list[i].Start) <= at {
		return &list[i]
	}
	return nil
}

// handled returns the exception that is being handled: by the innermost frame that handles one. Nil if none does.
func (t *Thread) handled() *Exception {
	for f := t.frame; f != nil; f = f.back {
		if f.handled.valid() && f.handled != none {
			return asException(f.handled)
		}
	}
	return nil
}

// setContext notes on an exception that is raised which one was being handled (_PyErr_SetObject).
func (t *Thread) setContext(e *Exception) {
	if handled := t.handled(); handled != nil {
		t.setContextTo(e, handled)
	}
}

// setContextTo notes on an exception that this one was being handled when it was raised.
func (t *Thread) setContextTo(e, handled *Exception) {
	if handled == e {
		return
	}
	for o := handled; !t.leadsAway(o, e) && o.context != nil; o = o.context { // no circle
		if o.context == e {
			o.context = nil
			break
		}
	}
	e.context = handled
}

// leadsAway reports whether e cannot be among the contexts of o, as others can reach those and not e; they may change them, too.
func (t *Thread) leadsAway(o, e *Exception) bool {
	return t.interp.parallel != nil && o.flags&published != 0 && e.flags&published == 0
}

// raiseStatement executes raise exc from cause; cause is the zero Value if there is none. Classes are called first.
func (t *Thread) raiseStatement(exc, cause Value) outcome {
	e, ok := t.exceptionFrom(exc)
	if !ok {
		return t.callFunction(as[Function](t.interp.twins.get("_raise")), raiseArguments(exc, cause), nil, continuation{then: toDrop})
	}
	if e == nil {
		return t.fail(typeError, "exceptions must derive from BaseException")
	}
	if cause.valid() {
		c, ok := t.exceptionFrom(cause)
		switch {
		case cause == none:
			e.cause = none
		case !ok:
			return t.callFunction(as[Function](t.interp.twins.get("_raise")), raiseArguments(exc, cause), nil, continuation{then: toDrop})
		case c == nil:
			return t.fail(typeError, "exception causes must derive from BaseException")
		default:
			e.cause = c.ref()
		}
		e.quiet = true
	}
	return t.raiseIn(e)
}

func raiseArguments(exc, cause Value) []Value {
	if !cause.valid() {
		return []Value{exc}
	}
	return []Value{exc, cause}
}

// exceptionFrom returns the exception that raising v raises: v itself, or an instance of the class v. It is nil if v is neither;
// ok is false if only Python can make the instance.
func (t *Thread) exceptionFrom(v Value) (e *Exception, ok bool) {
	if v.layout() == layoutException {
		return asException(v), true
	}
	if v.layout() != layoutClass || !as[Class](v).derives(baseException) {
		return nil, true
	}
	class := as[Class](v)
	_, newIn := class.lookup("__new__")
	_, initIn := class.lookup("__init__")
	if !newIn.isBuiltin() || !initIn.isBuiltin() {
		return nil, false
	}
	return &Exception{Object: Object{class: class}}, true
}

// thrown returns the exception that throw(type, value, tb) raises. Where only Python can make it the error is handOver; allowed
// says what the first argument can be.
func (t *Thread) thrown(typ, value, tb Value, allowed string) (e, err *Exception) {
	switch {
	case tb.valid() && tb != none && tb.layout() != layoutTraceback:
		return nil, newException(typeError, "throw() third argument must be a traceback object")
	case typ.layout() == layoutException:
		if value.valid() && value != none {
			return nil, newException(typeError, "instance exception may not have a separate value")
		}
		e = asException(typ)
	case typ.layout() != layoutClass || !as[Class](typ).derives(baseException):
		return nil, newException(typeError, "exceptions must be %s, not %s", allowed, typ.class().typeName())
	case value.valid() && value.layout() == layoutException && value.class().derives(as[Class](typ)):
		e = asException(value)
	default:
		if _, ok := t.exceptionFrom(typ); !ok {
			return nil, handOver
		}
		e = t.newExceptionOf(as[Class](typ), argumentsOf(value))
	}
	if tb.valid() && tb != none {
		e.traceback = as[Traceback](tb)
	}
	return e, nil
}

// argumentsOf returns the arguments that the value of a raised class stands for (PyErr_NormalizeException).
func argumentsOf(value Value) []Value {
	switch {
	case !value.valid() || value == none:
		return nil
	case value.is(tupleClass):
		return value.items()
	}
	return []Value{value}
}

// matches reports whether an exception is of a class, or of one of a tuple of classes; bad is the error of what is neither.
func (t *Thread) matches(e *Exception, classes Value) (match bool, bad *Exception) {
	if classes.layout() == layoutTuple {
		for _, c := range classes.items() {
			m, bad := t.matches(e, c)
			if bad != nil {
				return false, bad
			}
			match = match || m
		}
		return match, nil
	}
	if classes.layout() != layoutClass || !as[Class](classes).derives(baseException) {
		return false, newException(typeError, "catching classes that do not inherit from BaseException is not allowed")
	}
	return e.class.derives(as[Class](classes)), nil
}
