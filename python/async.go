// This file defines what await, async for and async with do, and what asynchronous generators are beside generators.

package python

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gilsim/gilsim/python/code"
)

// An asyncGeneration is what an asynchronous generator has beside a generator.
type asyncGeneration struct {
	running bool // what __anext__, asend, athrow or aclose has returned is being awaited
	closed  bool // it is over, or aclose has been awaited
	begun   bool // the event loop knows of it
}

// An awaited says what is awaited, for the error if it cannot be.
type awaited uint8

const (
	awaitedAny   awaited = iota
	awaitedEnter         // what __aenter__ returned
	awaitedExit          // what __aexit__ returned
	awaitedNext          // what __anext__ returned
)

// awaitable pushes the iterator that an await of v delegates to.
func (t *Thread) awaitable(v Value, what awaited) outcome {
	class := v.class()
	switch {
	case class == coroutineClass:
		if g := as[Generator](v); g.frame != nil && g.delegate().valid() {
			return t.fail(runtimeError, "coroutine is being awaited already")
		}
		t.frame.push(v)
		return goes
	case class == generatorClass && as[Generator](v).awaited:
		t.frame.push(v)
		return goes
	}
	method := class.find("__await__")
	if method.valid() {
		return t.callMethod(method, v, nil, nil, continuation{then: toAwait})
	}
	switch what {
	case awaitedEnter, awaitedExit:
		if t.interp.since(7) {
			name := map[awaited]string{awaitedEnter: "__aenter__", awaitedExit: "__aexit__"}[what]
			return t.fail(typeError, "'async with' received an object from %s that does not implement __await__: %s", name, class.typeName())
		}
	case awaitedNext:
		cause := newException(typeError, "object %s can't be used in 'await' expression", class.typeName())
		e := newException(typeError, "'async for' received an invalid object from __anext__: %s", class.typeName())
		e.cause, e.quiet, e.context = cause.ref(), true, cause
		t.raised = e
		return raising
	}
	return t.fail(typeError, "object %s can't be used in 'await' expression", class.typeName())
}

// awaits pushes what __await__ has returned, which must be an iterator and no coroutine.
func (t *Thread) awaits(v Value) outcome {
	switch class := v.class(); {
	case class == coroutineClass || class == generatorClass && as[Generator](v).awaited:
		return t.fail(typeError, "__await__() returned a coroutine")
	case !class.find("__next__").valid():
		return t.fail(typeError, "__await__() returned non-iterator of type '%s'", class.typeName())
	}
	t.frame.push(v)
	return goes
}

// yieldFrom pushes the iterator that a yield from delegates to.
func (t *Thread) yieldFrom(v Value) outcome {
	f := t.frame
	switch v.class() {
	case coroutineClass:
		if f.gen == nil || !f.gen.awaited {
			return t.fail(typeError, "cannot 'yield from' a coroutine object in a non-coroutine generator")
		}
	case generatorClass:
	default:
		return t.iterate(v, continuation{then: toIterator})
	}
	f.push(v)
	return goes
}

// asyncIterate executes GetAsyncIter.
func (t *Thread) asyncIterate(v Value) outcome {
	out, ok := t.callSpecial(v, "__aiter__", nil, continuation{then: toAsyncIterator})
	if !ok {
		return t.fail(typeError, "'async for' requires an object with __aiter__ method, got %s", v.class().typeName())
	}
	return out
}

// asyncNext executes GetAsyncNext: [iterator] → [iterator awaitable].
func (t *Thread) asyncNext(it Value) outcome {
	if it.class() == asyncGeneratorClass {
		return t.call(t.interp.twins.get("_agen_anext"), []Value{it}, nil, continuation{})
	}
	out, ok := t.callSpecial(it, "__anext__", nil, continuation{then: toAsyncNext})
	if !ok {
		return t.fail(typeError, "'async for' requires an iterator with __anext__ method, got %s", it.class().typeName())
	}
	return out
}

// endAsyncFor executes EndAsyncFor: [iterator exc] → [].
func (t *Thread) endAsyncFor() outcome {
	f := t.frame
	e := asException(f.pop())
	f.pop()
	if e.class.derives(stopAsyncIteration) {
		return goes
	}
	t.raised = e
	return raising
}

// forgets reports whether the innermost frame, of the program's own code, drops what is delivered to it next.
func (t *Thread) forgets(then then) bool {
	f := t.frame
	return f != nil && then == toPush && f.body.unit.own && f.body.instrs[f.pc].Op == code.PopTop
}

// neverAwaited delivers a coroutine that nobody can await any more, and warns of it, as CPython does when the last reference to it goes.
func (t *Thread) neverAwaited(g *Generator, c continuation) outcome {
	f := t.frame
	line := int(f.body.line(f.pc - 1))
	text := fmt.Sprintf("%s:%d: RuntimeWarning: coroutine '%s' was never awaited\n", f.body.unit.file.Name, line, g.qualname)
	if source := strings.TrimSpace(f.body.unit.sourceLine(line)); source != "" {
		text += "  " + source + "\n"
	}
	if t.interp.since(8) {
		text += "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n"
	}
	return t.call(t.interp.twins.get("_never_awaited"), []Value{g.ref(), newStr(text)}, nil, c)
}

// ofGenerator makes a native of the machine's own, whose first argument is a generator of any kind.
func ofGenerator(name, signature string, call func(t *Thread, a []Value) (Value, *Exception)) Native {
	return Native{name: name, signature: signature, call: func(t *Thread, a []Value) (Value, *Exception) {
		if a[0].layout() != layoutGenerator {
			return raise(typeError, "%s() takes a generator, not %s", name, a[0].class().typeName())
		}
		return call(t, a)
	}}
}

// isAwaited asks whether await takes an object as it is.
var isAwaited = Native{name: "_is_awaited", signature: "(obj, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
	return boolean(a[0].class() == coroutineClass || a[0].class() == generatorClass && as[Generator](a[0]).awaited), nil
}}

// asyncFlag makes the natives that look at a flag of an asynchronous generator, and set it.
func asyncFlag(name string, place func(g *asyncGeneration) *bool) []Native {
	return []Native{
		ofGenerator("_agen_is_"+name, "(g, /)", func(_ *Thread, a []Value) (Value, *Exception) {
			return boolean(*place(&as[Generator](a[0]).async)), nil
		}),
		ofGenerator("_agen_set_"+name, "(g, value, /)", func(_ *Thread, a []Value) (Value, *Exception) {
			*place(&as[Generator](a[0]).async) = a[1] == pyTrue
			return none, nil
		}),
	}
}

// entering returns a native that may push a frame.
func (n Native) entering() Native {
	n.enters = true
	return n
}

// defineAsync defines the functions in Go of lib/_async.py, and of what else stands for C code.
func defineAsync() {
	list := []Native{
		ofGenerator("_agen_over", "(g, /)", func(_ *Thread, a []Value) (Value, *Exception) { return boolean(as[Generator](a[0]).frame == nil), nil }),
		ofGenerator("_agen_send", "(g, value, /)", func(t *Thread, a []Value) (Value, *Exception) {
			t.called = t.resume(as[Generator](a[0]), a[1], t.calling)
			return Value{}, calls
		}).entering(),
		ofGenerator("_agen_throw", "(g, typ, val=None, tb=None, /)", generatorThrow).entering().withTwin("_agen_throw_made"),
		{name: "_as_awaited", signature: "(g, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if a[0].class() == generatorClass {
				as[Generator](a[0]).awaited = true
			}
			return a[0], nil
		}},
		isAwaited,
	}
	list = append(list, asyncFlag("running", func(g *asyncGeneration) *bool { return &g.running })...)
	list = append(list, asyncFlag("closed", func(g *asyncGeneration) *bool { return &g.closed })...)
	list = append(list, asyncFlag("begun", func(g *asyncGeneration) *bool { return &g.begun })...)
	registerModule(&NativeModule{name: "_builtins", functions: append(list, laneNatives()...)})
	registerModule(&NativeModule{name: "builtins", functions: []Native{
		{name: "aiter", signature: "(async_iterable, /)", twin: "_aiter", call: leave},
		{name: "anext", signature: "(aiterator, default=<absent>, /)", twin: "_anext", call: leave},
	}})
	registerModule(&NativeModule{name: "sys", values: []namedValue{{"_coroutine_types", packaged(newTuple(coroutineClass.ref(), asyncGeneratorClass.ref()))}}, functions: []Native{
		{name: "_iterable_coroutine", signature: "(function, /)", twin: "_iterable_coroutine", call: leave},
		isAwaited,
		{name: "set_asyncgen_hooks", signature: "(firstiter=<absent>, finalizer=<absent>)", twin: "_set_asyncgen_hooks", call: leave},
		{name: "get_asyncgen_hooks", signature: "()", twin: "_get_asyncgen_hooks", call: leave},
	}})
}

// asyncBuiltins are the built-in functions that came with Python 3.10.
var asyncBuiltins = [...]string{"aiter", "anext"}

// usesAsync reports whether the code of a unit has coroutines, or names what works on them: it needs the module _async then.
func (u *unit) usesAsync() bool {
	if u.native {
		return false
	}
	for _, b := range u.bodies {
		if b.code.Flags&(code.Coroutine|code.AsyncGenerator) != 0 {
			return true
		}
	}
	for _, name := range asyncBuiltins {
		if slices.Contains(u.names, name) {
			return true
		}
	}
	return slices.Contains(u.file.Names, "set_asyncgen_hooks") || slices.Contains(u.file.Names, "get_asyncgen_hooks")
}
