// This file defines generators: frames that are left and resumed.

package python

import "github.com/gilsim/gilsim/python/code"

// returnGenerator makes a generator of the innermost frame, which is the result of its call.
func (t *Thread) returnGenerator() outcome {
	f := t.frame
	g := &Generator{Object: Object{class: generatorKind(f.body.code.Flags)}, frame: f, body: f.body, name: f.body.code.Name, qualname: f.body.code.Qualname}
	c := f.continuation
	t.dropFrame(f)
	f.gen, f.back, f.continuation = g, nil, continuation{}
	if t.onlyIterated(g.class, c.then) {
		g.flags |= temporary
	}
	if g.class == coroutineClass && t.forgets(c.then) {
		return t.neverAwaited(g, c)
	}
	return t.entering(t.deliver(c, g.ref()))
}

// entering is the outcome of a delivery to another frame than that of the instruction.
func (t *Thread) entering(out outcome) outcome {
	if out == goes {
		return entered
	}
	return out
}

// resume goes on with a generator, in which v is the result of its yield.
func (t *Thread) resume(g *Generator, v Value, c continuation) outcome {
	switch {
	case g.running:
		return t.raises(newException(valueError, "%s already executing", g.kind()), c)
	case g.frame == nil:
		return t.resumeEnded(g, c)
	case !g.started && v != none:
		return t.raises(newException(typeError, "can't send non-None value to a just-started %s", g.kind()), c)
	case t.depth >= t.interp.recursionLimit && !g.frame.native():
		return t.raises(t.tooDeep(), c)
	}
	f := t.onto(g, c)
	f.push(v)
	return entered
}

// resumeEnded resumes a generator that has ended.
func (t *Thread) resumeEnded(g *Generator, c continuation) outcome {
	switch g.class {
	case coroutineClass:
		return t.raises(newException(runtimeError, "cannot reuse already awaited coroutine"), c)
	case asyncGeneratorClass:
		return t.raises(exceptionOf(stopAsyncIteration), c)
	}
	return t.exhausts(none, c)
}

// onto makes the frame of a generator the innermost.
func (t *Thread) onto(g *Generator, c continuation) *frame {
	f := g.frame
	f.back, f.continuation = t.frame, c
	if t.caches != nil { // another thread may have resumed it before
		f.caches = t.cachesOf(f.body)
	}
	g.running, g.started = true, true
	t.frame = f
	if !f.native() {
		t.depth++
	}
	return f
}

// yieldValue leaves a generator with a value.
func (t *Thread) yieldValue() outcome {
	f := t.frame
	v := f.pop()
	c := f.continuation
	t.suspend(f)
	if f.gen.class == asyncGeneratorClass && f.body.instrs[f.pc-1].Arg == 0 { // its own yield, and not that of an await
		return t.entering(t.exhausts(v, c))
	}
	return t.entering(t.deliver(c, v))
}

// suspend leaves the frame of a generator.
func (t *Thread) suspend(f *frame) {
	t.dropFrame(f)
	f.gen.running = false
	f.back, f.continuation = nil, continuation{}
}

// returnValue ends the innermost frame.
func (t *Thread) returnValue() outcome {
	f := t.frame
	v := f.pop()
	c := f.continuation
	t.dropFrame(f)
	if g := f.gen; g != nil {
		g.frame, g.running = nil, false
		t.recycle(f)
		if g.class == asyncGeneratorClass {
			return t.entering(t.raises(exceptionOf(stopAsyncIteration), c))
		}
		return t.entering(t.exhausts(v, c))
	}
	t.recycle(f)
	return t.entering(t.deliver(c, v))
}

// send executes Send: [iterator v].
func (t *Thread) send() outcome {
	f := t.frame
	v := f.pop()
	it := f.stack[f.sp-1]
	c := continuation{then: toSend}
	switch {
	case delegates(it):
		return t.resume(as[Generator](it), v, c)
	case v == none:
		method := it.class().find("__next__")
		if !method.valid() {
			return t.fail(typeError, "'%s' object is not an iterator", it.class().typeName())
		}
		return t.callMethod(method, it, nil, nil, c)
	}
	return t.call(t.interp.twins.get("_send"), []Value{it, v}, nil, c)
}

// throw raises an exception where a generator waits, or in the iterator that it delegates to.
func (t *Thread) throw(g *Generator, e *Exception, c continuation) outcome {
	if g.running {
		return t.raises(newException(valueError, "%s already executing", g.kind()), c)
	}
	if g.frame == nil {
		if g.class == coroutineClass {
			return t.resumeEnded(g, c)
		}
		return t.passOn(e, c)
	}
	sub := g.delegate()
	if !sub.valid() {
		return t.raiseInto(g, e, c)
	}
	if e.class.derives(generatorExit) {
		t.onto(g, c)
		return t.closeSub(sub, e)
	}
	t.onto(g, c)
	if delegates(sub) {
		return t.throw(as[Generator](sub), e, continuation{then: toThrow})
	}
	if !sub.class().isBuiltin() { // its attributes can come from anywhere
		return t.call(t.interp.twins.get("_delegate_throw"), []Value{sub, e.ref()}, nil, continuation{then: toThrow})
	}
	method := sub.class().find("throw")
	if !method.valid() {
		return t.raiseThrown(e)
	}
	return t.callMethod(method, sub, []Value{e.ref()}, nil, continuation{then: toThrow})
}

// closeSub closes the iterator that the innermost frame, a generator's, delegates to, and then raises e there.
func (t *Thread) closeSub(sub Value, e *Exception) outcome {
	c := continuation{then: toDelegate, kept: [2]Value{e.ref()}}
	if delegates(sub) {
		return t.close(as[Generator](sub), c)
	}
	if !sub.class().isBuiltin() {
		return t.call(t.interp.twins.get("_delegate_close"), []Value{sub}, nil, c)
	}
	if method := sub.class().find("close"); method.valid() {
		return t.callMethod(method, sub, nil, nil, c)
	}
	return t.raiseIn(e)
}

// delegate returns the iterator that a generator delegates to; the zero Value if it waits in no yield from.
func (g *Generator) delegate() Value {
	f := g.frame
	if !g.started || f.pc == 0 {
		return Value{}
	}
	if in := &f.body.instrs[f.pc-1]; in.Op == code.YieldValue && in.Arg != 0 {
		return f.stack[f.sp-1]
	}
	return Value{}
}

// raiseInto raises an exception where a generator waits.
func (t *Thread) raiseInto(g *Generator, e *Exception, c continuation) outcome {
	if !g.started { // it has executed nothing: it is over at once
		f := g.frame
		g.frame = nil
		if !f.native() {
			e.traceback = &Traceback{Object: Object{class: tracebackClass}, next: e.traceback, body: f.body, pc: 0}
		}
		if !t.interp.since(12) { // later the body would have to convert it, which has not begun
			e = t.left(f, e)
		}
		return t.passOn(e, c)
	}
	t.onto(g, c)
	return t.raiseThrown(e)
}

// raiseThrown raises an exception in the generator into which it was thrown. It keeps its context, whatever the caller handles; since 3.9
// one that the generator itself handles takes its place.
func (t *Thread) raiseThrown(e *Exception) outcome {
	if own := t.frame.handled; own.valid() && own != none && t.interp.since(9) {
		t.setContextTo(e, asException(own))
	}
	t.raised = e
	return raising
}

// passOn is raises of an exception that was thrown into a generator which does not execute.
func (t *Thread) passOn(e *Exception, c continuation) outcome {
	if out, taken := t.takes(e, c); taken {
		return out
	}
	t.raised = e
	return raising
}

// yieldOn is what a generator does with what throw of its sub-iterator has returned: it yields that.
func (t *Thread) yieldOn(v Value) outcome {
	f := t.frame
	c := f.continuation
	t.suspend(f)
	return t.entering(t.deliver(c, v))
}

// close ends a generator with GeneratorExit.
func (t *Thread) close(g *Generator, c continuation) outcome {
	if g.frame == nil && !g.running {
		return t.deliver(c, none)
	}
	if !g.started {
		g.frame = nil
		return t.deliver(c, none)
	}
	if c.then == toPush {
		exit := exceptionOf(generatorExit)
		t.setContext(exit)
		return t.throw(g, exit, continuation{then: toClose, kept: [2]Value{g.ref()}})
	}
	return t.call(t.interp.twins.get("_close_generator"), []Value{g.ref()}, nil, c)
}

// kind is how messages name a generator, a coroutine, or an asynchronous generator.
func (g *Generator) kind() string {
	if g.class == asyncGeneratorClass {
		return "async generator"
	}
	return g.class.name
}

// generatorKind returns the class of what a call returns.
func generatorKind(f code.CodeFlags) *Class {
	switch {
	case f&code.Coroutine != 0:
		return coroutineClass
	case f&code.AsyncGenerator != 0:
		return asyncGeneratorClass
	}
	return generatorClass
}

// delegates reports whether a value is resumed by the machine itself where a generator or coroutine delegates to it.
func delegates(v Value) bool {
	class := v.class()
	return class == generatorClass || class == coroutineClass
}
