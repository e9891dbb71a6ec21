// This file defines calls: of functions, methods, classes and whatever has __call__.

package python

import "github.com/gilsim/gilsim/python/code"

// call calls fn with these arguments, of which the last ones are given by name. Its result is delivered as c says, at once or
// when the frame that has been pushed is over. The arguments may lie on the stack of the current frame, above its sp.
func (t *Thread) call(fn Value, args []Value, keywords []keyword, c continuation) outcome {
	switch fn.p.class {
	case functionClass, cFunctionClass:
		return t.callFunction(as[Function](fn), args, keywords, c)
	case nativeFunctionClass, nativeMethodClass, slotWrapperClass:
		return t.callNative(as[Native](fn), args, keywords, c)
	case methodClass, builtinMethodClass, methodWrapperClass:
		m := as[Method](fn)
		return t.callWith(m.function, m.self, args, keywords, c)
	}
	switch fn.p.class.layout {
	case layoutClass:
		return t.callClass(as[Class](fn), args, keywords, c)
	case layoutNative:
		return t.callNative(as[Native](fn), args, keywords, c)
	case layoutWrapper:
		if fn.p.class.derives(staticMethodClass) {
			return t.call(as[Wrapper](fn).function, args, keywords, c)
		}
	}
	method, owner := fn.p.class.lookup("__call__")
	if !method.valid() || owner == objectClass {
		return t.fail(typeError, "'%s' object is not callable", fn.p.class.typeName())
	}
	return t.callMethod(method, fn, args, keywords, c)
}

// callMethod calls what a class has under the name of a special method, for an object.
func (t *Thread) callMethod(method, self Value, args []Value, keywords []keyword, c continuation) outcome {
	switch method.p.class {
	case functionClass, nativeMethodClass, slotWrapperClass:
		return t.callWith(method, self, args, keywords, c)
	}
	bound, err := t.bindPlain(method, self, self.class())
	if err != nil {
		return t.raises(err, c)
	}
	return t.call(bound, args, keywords, c)
}

// callWith is call with one more argument, which comes before the others.
func (t *Thread) callWith(fn, first Value, args []Value, keywords []keyword, c continuation) outcome {
	n := len(t.arguments)
	out := t.call(fn, t.prepend(first, args), keywords, c)
	t.dropArguments(n)
	return out
}

// callSpecial calls a special method of the object's class, if it has one; it reports false if not.
func (t *Thread) callSpecial(self Value, name string, args []Value, c continuation) (outcome, bool) {
	method := self.class().find(name)
	if !method.valid() || method == none {
		return goes, false
	}
	return t.callMethod(method, self, args, nil, c), true
}

// callFunction pushes a frame for a function.
func (t *Thread) callFunction(fn *Function, args []Value, keywords []keyword, c continuation) outcome {
	if !fn.body.unit.native && t.depth >= t.interp.recursionLimit {
		return t.raises(t.tooDeep(), c)
	}
	b := fn.body
	var f *frame
	if b.simple == len(args) && len(keywords) == 0 {
		f = t.newFrame(b)
		copy(f.locals, args)
	} else {
		f = t.newFrame(b)
		if err := t.bind(fn, f.locals, args, keywords); err != nil {
			t.recycle(f)
			return t.raises(err, c)
		}
	}
	t.pushFrame(f, fn, c)
	return entered
}

// pushFrame makes the frame of a function the innermost.
func (t *Thread) pushFrame(f *frame, fn *Function, c continuation) {
	f.module, f.continuation, f.back, f.byC = fn.module, c, t.frame, t.byC
	for i, cell := range fn.closure {
		f.locals[fn.body.free+i] = cell.ref()
	}
	t.frame = f
	if !fn.body.unit.native {
		t.depth++
	}
}

// tooDeep returns the exception of a recursion beyond the limit.
func (t *Thread) tooDeep() *Exception {
	return newException(recursionError, "maximum recursion depth exceeded")
}

// callNative calls a native, or its twin.
func (t *Thread) callNative(n *Native, args []Value, keywords []keyword, c continuation) outcome {
	if n.kind == anAttribute {
		return t.raises(newException(typeError, "'%s' object is not callable", n.Object.class.typeName()), c)
	}
	t.quick = n.cost == quick
	begin := len(t.arguments)
	all, err := n.bind(t, args, keywords)
	if err != nil {
		t.dropArguments(begin)
		return t.raises(err, c)
	}
	out := t.callBound(n, all, c)
	t.dropArguments(begin)
	return out
}

// callBound calls a native with the values of its parameters.
func (t *Thread) callBound(n *Native, all []Value, c continuation) outcome {
	if err := n.refuses(all); err != nil {
		return t.raises(err, c)
	}
	t.calling = c
	before := n.capacityOf(all)
	was := t.byC
	t.byC = true
	v, err := n.call(t, all)
	t.byC = was
	t.credit -= max(0, n.capacityOf(all)-before)
	if err == nil {
		t.charge(v)
	}
	if t.interp.concurrent && len(all) > 1 && all[0].valid() && all[0].p.flags&published != 0 {
		t.publishAll(all[1:])
	}
	if err == nil {
		return t.deliver(c, v)
	}
	switch err {
	case handOver:
		return t.callTwin(n, all, c)
	case exhausted:
		return t.exhausts(none, c)
	case performs:
		t.performing = c
		return operating
	case calls:
		return t.called
	}
	return t.raises(err, c)
}

// refuses checks that the first argument of a method is an object of its class, that of a class method or of __new__ a class that
// derives from it, and that an attribute is asked for by a str: what a native rests on that reads the memory of its arguments.
func (n *Native) refuses(args []Value) *Exception {
	switch {
	case n.owner == nil:
		return nil
	case n.kind == aStatic && n.name == "__new__" && args[0].layout() != layoutClass:
		return newException(typeError, "%s.__new__(X): X is not a type object (%s)", n.owner.name, args[0].class().typeName())
	case n.kind == aStatic && n.name == "__new__" && !as[Class](args[0]).derives(n.owner):
		made := as[Class](args[0]).name
		return newException(typeError, "%s.__new__(%s): %s is not a subtype of %s", n.owner.name, made, made, n.owner.name)
	case n.kind == aClassMethod && args[0].layout() != layoutClass:
		return newException(typeError, "descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", n.name, n.owner.name, args[0].class().typeName())
	case n.byAttribute && !args[1].isStr():
		return newException(typeError, "attribute name must be string, not '%s'", args[1].class().typeName())
	}
	if why := n.strange(args[0]); why != "" {
		return newException(typeError, "%s", why)
	}
	return nil
}

// callTwin calls the Python function that does the work of a native. Its arguments are those of the native, in order.
func (t *Thread) callTwin(n *Native, args []Value, c continuation) outcome {
	twin := t.interp.twins.get(n.twin)
	if !twin.valid() {
		return t.fail(systemError, "%s has no twin %q", n.title(), n.twin)
	}
	fn := as[Function](twin)
	nested := t.twinsUnderWay()
	if nested > 0 && nested+t.depth >= t.interp.recursionLimit {
		return t.raises(t.tooDeepIn(n), c)
	}
	if n.params.star < 0 && n.params.keywords < 0 || fn.body.simple == len(args) {
		f := t.newFrame(fn.body)
		for i, v := range args {
			if i < len(f.locals) {
				f.locals[i] = v
				if !v.valid() {
					f.locals[i] = t.interp.absent
				}
			}
		}
		if err := fn.fillIn(f.locals, len(args)); err != nil {
			return t.raises(err, c)
		}
		t.pushFrame(f, fn, c)
		f.nested = int32(nested + 1)
		return entered
	}
	positional, keywords := n.spread(args)
	out := t.callFunction(fn, positional, keywords, c)
	if out == entered {
		t.frame.nested = int32(nested + 1)
	}
	return out
}

// twinsUnderWay returns how many twins are under way one within the other, since Python code was last entered.
func (t *Thread) twinsUnderWay() int {
	for f := t.frame; f != nil && f.native(); f = f.back {
		if f.nested > 0 {
			return int(f.nested)
		}
	}
	return 0
}

// tooDeepIn is tooDeep for C code that calls itself.
func (t *Thread) tooDeepIn(n *Native) *Exception {
	why := "while calling a Python object"
	switch n.name {
	case "__repr__", "__str__":
		why = "while getting the repr of an object"
	case "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__":
		why = "in comparison"
	}
	return newException(recursionError, "maximum recursion depth exceeded %s", why)
}

// spread returns the values of a native's parameters as arguments of a call.
func (n *Native) spread(all []Value) (args []Value, keywords []keyword) {
	p := &n.params
	for i, v := range all {
		switch {
		case !v.valid():
		case i == p.star:
			args = append(args, v.items()...)
		case i == p.keywords:
			for k, v := range as[Dict](v).all {
				keywords = append(keywords, keyword{k.text(), v})
			}
		case i < p.positional:
			args = append(args, v)
		default:
			keywords = append(keywords, keyword{p.names[i], v})
		}
	}
	return args, keywords
}

// enters is what a native returns that has called something: its result is that of the native.
func (t *Thread) enters(fn Value, args []Value, keywords []keyword) (Value, *Exception) {
	return t.entersThen(fn, args, keywords, t.calling)
}

// entersThen is enters for a result that becomes something else.
func (t *Thread) entersThen(fn Value, args []Value, keywords []keyword, c continuation) (Value, *Exception) {
	t.called = t.call(fn, args, keywords, c)
	return Value{}, calls
}

// callClass makes an instance of a class, or does what its metaclass says.
func (t *Thread) callClass(class *Class, args []Value, keywords []keyword, c continuation) outcome {
	was := t.byC
	t.byC = true
	out := t.callsClass(class, args, keywords, c)
	t.byC = was
	return out
}

func (t *Thread) callsClass(class *Class, args []Value, keywords []keyword, c continuation) outcome {
	if class.class != typeClass {
		if method, owner := class.class.lookup("__call__"); owner != typeClass {
			return t.callMethod(method, class.ref(), args, keywords, c)
		}
	}
	return t.instantiate(class, args, keywords, c)
}

// instantiate is type.__call__: __new__, and then __init__ of what that returns if it is of the class.
func (t *Thread) instantiate(class *Class, args []Value, keywords []keyword, c continuation) outcome {
	if class == typeClass && len(args) == 1 && len(keywords) == 0 {
		return t.deliver(c, args[0].class().shown().ref())
	}
	k := class.construction(t.interp.classVersion)
	maker, of, init, in := k.maker, k.of, k.init, k.in
	if k.isOrdinary {
		return t.construct(class, init, in, args, keywords, c)
	}
	if of == baseException && c.then == toPush {
		return t.constructException(class, init, in, args, keywords, c)
	}
	if class.flags&uninstantiable != 0 || !maker.valid() {
		return t.raises(newException(typeError, "cannot create '%s' instances", class.title()), c)
	}
	if maker.p.class == nativeFunctionClass && (in == objectClass || class == typeClass && !otherMetaclass(args)) {
		return t.callWith(maker, class.ref(), args, keywords, c)
	}
	if maker.p.class == nativeFunctionClass && c.then == toPush && !as[Native](maker).enters {
		if x, ok := t.made(as[Native](maker), class, args, keywords); ok {
			return t.callMethod(init, x, args, keywords, continuation{then: toInit, kept: [2]Value{x}})
		}
	}
	return t.callWith(t.interp.twins.get("_instantiate"), class.ref(), args, keywords, c)
}

// otherMetaclass reports whether a class that type() is to make, with these arguments, has a base whose class is another one than
// type: its __new__ and __init__ are called.
func otherMetaclass(args []Value) bool {
	if len(args) != 3 || !args[1].isA(tupleClass) {
		return false
	}
	for _, base := range args[1].items() {
		if base.class() != typeClass {
			return true
		}
	}
	return false
}

// made returns what a native __new__ makes, if it makes it without Python and without an exception.
func (t *Thread) made(maker *Native, class *Class, args []Value, keywords []keyword) (x Value, ok bool) {
	defer t.dropArguments(len(t.arguments))
	all, err := maker.bind(t, t.prepend(class.ref(), args), keywords)
	if err != nil {
		return Value{}, false
	}
	if x, err = maker.call(t, all); err != nil {
		return Value{}, false
	}
	t.watchesNew(x.p)
	return x, true
}

// construct makes an object of a class that derives from no built-in one, and calls its __init__.
func (t *Thread) construct(class *Class, init Value, in *Class, args []Value, keywords []keyword, c continuation) outcome {
	if class.flags&abstractClass != 0 {
		return t.raises(t.abstract(class), c)
	}
	x := &Instance{Object: Object{class: class}}
	t.watchesNew(&x.Object)
	x.shape = t.interp.root
	if s := class.instanceShape.Load(); s != nil {
		x.values = make([]Value, 0, len(s.names))
	}
	if in == objectClass {
		if len(args) > 0 || len(keywords) > 0 {
			return t.raises(newException(typeError, "%s() takes no arguments", class.typeName()), c)
		}
		return t.deliver(c, x.ref())
	}
	if c.then == toPush {
		c = continuation{then: toInit, kept: [2]Value{x.ref()}}
		if init.p.class == functionClass && len(keywords) == 0 {
			if fn := as[Function](init); fn.body.simple == len(args)+1 && t.depth < t.interp.recursionLimit {
				f := t.newFrame(fn.body)
				f.locals[0] = x.ref()
				copy(f.locals[1:], args)
				t.pushFrame(f, fn, c)
				return entered
			}
		}
		return t.callMethod(init, x.ref(), args, keywords, c)
	}
	return t.callWith(t.interp.twins.get("_instantiate"), class.ref(), args, keywords, c)
}

// constructException makes an exception, whose __new__ keeps the arguments, and calls an __init__ of the program.
func (t *Thread) constructException(class *Class, init Value, in *Class, args []Value, keywords []keyword, c continuation) outcome {
	e := t.newExceptionOf(class, args)
	t.watchesNew(&e.Object)
	if in.isBuiltin() {
		if err := e.initialise(t, keywords); err != nil {
			return t.raises(err, c)
		}
		return t.deliver(c, e.ref())
	}
	return t.callMethod(init, e.ref(), args, keywords, continuation{then: toInit, kept: [2]Value{e.ref()}})
}

// title is how messages name a class: with its module, unless that is builtins.
func (c *Class) title() string {
	if c.module == "builtins" || c.module == "" {
		return c.name
	}
	return c.module + "." + c.name
}

// keywordsOf returns the arguments of a call with keywords, and splits those off that are given by name.
func keywordsOf(k *code.CallKeywords, args []Value) (positional []Value, keywords []keyword) {
	n := k.Args - len(k.Names)
	keywords = make([]keyword, len(k.Names))
	for i, name := range k.Names {
		keywords[i] = keyword{name, args[n+i]}
	}
	return args[:n], keywords
}
