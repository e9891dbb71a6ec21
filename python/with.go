// This file defines the instructions of with, raise and of calls that are put together at run time.

package python

import "github.com/gilsim/gilsim/python/code"

// beforeWith executes BeforeWith and BeforeAsyncWith, with the names of what is called at the beginning and at the end, and that of the
// protocol: [m] → [exit v].
func (t *Thread) beforeWith(begin, end, protocol string) outcome {
	f := t.frame
	m := f.pop()
	class := m.class()
	enter, exit := class.find(begin), class.find(end)
	old := !t.interp.since(11)
	switch {
	case !enter.valid() && old:
		return t.fail(attributeError, "%s", begin)
	case !exit.valid() && old:
		return t.fail(attributeError, "%s", end)
	case !enter.valid():
		return t.fail(typeError, "'%s' object does not support the %s protocol", class.typeName(), protocol)
	case !exit.valid():
		return t.fail(typeError, "'%s' object does not support the %s protocol (missed %s method)", class.typeName(), protocol, end)
	}
	bound, err := t.bindPlain(exit, m, class)
	if err != nil {
		return t.raiseIn(err)
	}
	f.push(bound)
	return t.callMethod(enter, m, nil, nil, continuation{})
}

// raiseVarargs executes RaiseVarargs.
func (t *Thread) raiseVarargs(n int) outcome {
	f := t.frame
	switch n {
	case 0:
		e := t.handled()
		if e == nil {
			return t.fail(runtimeError, "No active exception to reraise")
		}
		t.raised = e
		return raising
	case 1:
		return t.raiseStatement(f.pop(), Value{})
	}
	cause := f.pop()
	return t.raiseStatement(f.pop(), cause)
}

// callEx executes CallEx.
func (t *Thread) callEx(withKeywords bool) outcome {
	f := t.frame
	kwargs := Value{}
	if withKeywords {
		kwargs = f.pop()
	}
	args := f.pop()
	fn := f.pop()
	if !args.is(tupleClass) && !args.is(listClass) {
		if !iterable(args) {
			return t.fail(typeError, "%s argument after * must be an iterable, not %s", callName(fn), args.class().typeName())
		}
		return t.call(t.interp.twins.get("_call_ex"), []Value{fn, args, orNone(kwargs)}, nil, continuation{})
	}
	var keywords []keyword
	if kwargs.valid() {
		if kwargs.layout() != layoutDict {
			if !kwargs.class().find("keys").valid() {
				return t.fail(typeError, "%s argument after ** must be a mapping, not %s", callName(fn), kwargs.class().typeName())
			}
			return t.call(t.interp.twins.get("_call_ex"), []Value{fn, args, kwargs}, nil, continuation{})
		}
		for k, v := range as[Dict](kwargs).all {
			if !k.isStr() {
				return t.wrongKeyword(fn)
			}
			keywords = append(keywords, keyword{k.text(), v})
		}
	}
	return t.call(fn, append([]Value(nil), args.items()...), keywords, continuation{})
}

// wrongKeyword is what comes of a keyword that is no str: what takes no keywords at all says so first.
func (t *Thread) wrongKeyword(fn Value) outcome {
	method, owner := fn.p.class.lookup("__call__")
	switch {
	case fn.layout() == layoutMethod && fn.class() == methodWrapperClass:
		return t.fail(typeError, "wrapper %s() takes no keyword arguments", as[Native](as[Method](fn).function).name)
	case fn.layout() != layoutNative && (!method.valid() || owner == objectClass):
		return t.fail(typeError, "'%s' object is not callable", fn.p.class.typeName())
	}
	return t.fail(typeError, "keywords must be strings")
}

// standForC are the modules whose functions a program sees as built-in ones.
var standForC = map[string]bool{"_operator": true, "_functools": true, "_bisect": true, "_heapq": true, "_itertools": true}

// makeFunction executes MakeFunction.
func (t *Thread) makeFunction(c *code.Code) {
	f := t.frame
	body := f.body.unit.bodies[c.Number]
	var fn *Function
	if f.body.code.Flags&(code.Module|code.Class) != 0 {
		fn = f.module.newFunction()
	} else {
		fn = new(Function)
	}
	*fn = Function{Object: Object{class: functionClass}, body: body, module: f.module, name: c.Name, qualname: c.Qualname, doc: body.doc}
	if f.body.unit.native && f.body.code.Flags&code.Module != 0 && standForC[f.module.name] {
		fn.class = cFunctionClass
	}
	if c.Makes&code.Annotations != 0 {
		fn.annotations = f.pop()
	}
	if c.Makes&code.KwDefaults != 0 {
		fn.kwDefaults = as[Dict](f.pop())
	}
	if c.Makes&code.Defaults != 0 {
		fn.defaults = f.pop().items()
	}
	for _, slot := range c.Closure {
		fn.closure = append(fn.closure, as[Cell](f.locals[slot]))
	}
	f.push(fn.ref())
}
