// This file defines the module greenlet, and what greenlets have.

package python

import "fmt"

// switchArguments is greenlet.switch.
func greenletSwitch(t *Thread, a []Value) (Value, *Exception) {
	return t.switchTo(greenletOf(a[0]), message{args: append([]Value(nil), a[1].items()...), keywords: keywordList(a[2])})
}

// greenletThrow is greenlet.throw. A GreenletExit is only a value for whoever a dead greenlet passes it on to.
func greenletThrow(t *Thread, a []Value) (Value, *Exception) {
	g, e := greenletOf(a[0]), exceptionOf(greenletExit)
	if a[1].valid() {
		var err *Exception
		if e, err = t.thrown(a[1], a[2], a[3], "classes, or instances"); err != nil {
			return Value{}, err
		}
	}
	if !a[3].valid() || a[3] == none {
		e.traceback = nil
	}
	if g.isDead() && e.class.derives(greenletExit) {
		return t.switchTo(g, message{args: []Value{e.ref()}})
	}
	return t.switchTo(g, message{err: e})
}

// setParent is the assignment to parent.
func setParent(t *Thread, self, v Value) *Exception {
	g := greenletOf(self)
	switch {
	case !v.valid():
		return newException(attributeError, "can't delete attribute")
	case g.main:
		return newException(attributeError, "cannot set the parent of a main greenlet")
	case v.layout() != layoutGreenlet:
		return newException(typeError, "GreenletChecker: Expected any type of greenlet, not %s", v.class().typeName())
	}
	for p := greenletOf(v); p != nil; p = p.parent {
		if p == g {
			return newException(valueError, "cyclic parent chain")
		}
	}
	if g.thread != nil && greenletOf(v).home() != g.thread {
		return newException(valueError, "parent cannot be on a different thread")
	}
	g.parent = greenletOf(v)
	return nil
}

// getRun is the attribute run, which a greenlet has until it starts.
func getRun(_ *Thread, a []Value) (Value, *Exception) {
	g := greenletOf(a[0])
	switch {
	case g.main:
		return raise(attributeError, "Main greenlets do not have a run attribute.")
	case g.life != pending || !g.run.valid():
		return raise(attributeError, "run")
	}
	return g.run, nil
}

func setRun(_ *Thread, self, v Value) *Exception {
	g := greenletOf(self)
	switch {
	case g.main:
		return newException(attributeError, "Main greenlets do not have a run attribute.")
	case g.life != pending:
		return newException(attributeError, "run cannot be set after the start of the greenlet")
	case !v.valid() && !g.run.valid():
		return newException(attributeError, "run")
	}
	g.run = v
	return nil
}

// greenletInit is greenlet(run=None, parent=None); its messages call it green.
func greenletInit(t *Thread, a []Value) (Value, *Exception) {
	args, keywords := a[1].items(), keywordList(a[2])
	if n := len(args) + len(keywords); n > 2 {
		return raise(typeError, "green() takes at most 2 arguments (%d given)", n)
	}
	var given [2]Value
	copy(given[:], args)
	for _, k := range keywords {
		i := 0
		switch k.name {
		case "run":
		case "parent":
			i = 1
		default:
			return raise(typeError, "'%s' is an invalid keyword argument for green()", k.name)
		}
		if i < len(args) {
			return raise(typeError, "argument for green() given by name ('%s') and position (%d)", k.name, i+1)
		}
		given[i] = k.value
	}
	if given[0].valid() {
		if err := setRun(t, a[0], given[0]); err != nil {
			return Value{}, err
		}
	}
	if given[1].valid() && given[1] != none {
		if err := setParent(t, a[0], given[1]); err != nil {
			return Value{}, err
		}
	}
	return none, nil
}

// greenletRepr is repr(g), as greenlet words it.
func greenletRepr(t *Thread, v Value) (Value, *Exception) {
	g := greenletOf(v)
	name := g.class.name
	if g.class == greenletClass {
		name = "greenlet.greenlet"
	}
	thread := "0x(nil)"
	if g.thread != nil {
		thread = fmt.Sprintf("0x%012x", 0x560000000000+int64(g.thread.ident)<<8)
	}
	exited := g.thread != nil && g.thread.ended()
	text := fmt.Sprintf("<%s object at %s (otid=%s)", name, t.address(v), thread)
	switch {
	case exited && g.isDead():
		text += " (thread exited) dead>"
	case g.isDead():
		text += " dead>"
	case g.life == pending:
		text += " pending>"
	default:
		how := " suspended"
		if g.thread.green == g {
			how = " current"
		}
		text += how + " active started"
		if g.main {
			text += " main"
		}
		text += ">"
	}
	return newStr(text), nil
}

func greenletFrame(t *Thread, a []Value) (Value, *Exception) {
	g := greenletOf(a[0])
	if g.life != active || g.frame == nil || g.isDead() {
		return none, nil
	}
	if f := t.frameObject(g.frame); f != nil {
		return f.ref(), nil
	}
	return none, nil
}

func defineGreenlet() {
	getcurrent := Native{name: "getcurrent", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) { return t.currentGreenlet().ref(), nil }}
	gettrace := Native{name: "gettrace", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) { return t.tracerOrNone(), nil }}
	settrace := Native{name: "settrace", signature: "(callback, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
		old := t.tracerOrNone()
		t.tracer = a[0]
		if a[0] == none {
			t.tracer = Value{}
		}
		return old, nil
	}}
	greenletClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, /, *args, **kwargs)", call: func(t *Thread, a []Value) (Value, *Exception) {
			return (&Greenlet{Object: Object{class: as[Class](a[0])}, parent: t.currentGreenlet(), name: t.variable("greenlet")}).ref(), nil
		}},
		Native{name: "__init__", signature: "($self, /, *args, **kwargs)", call: greenletInit},
		Native{name: "switch", signature: "($self, /, *args, **kwargs)", cost: engages, call: greenletSwitch},
		Native{name: "throw", signature: "($self, /, *args)", cost: engages, twin: "_greenlet_throw", call: func(t *Thread, a []Value) (Value, *Exception) {
			args := a[1].items()
			if len(args) > 3 {
				return raise(typeError, "throw() takes at most 3 arguments (%d given)", len(args))
			}
			var all [4]Value
			all[0] = a[0]
			copy(all[1:], args)
			return greenletThrow(t, all[:])
		}},
		Native{name: "run", kind: anAttribute, call: getRun, set: setRun, deletable: true},
		Native{name: "parent", kind: anAttribute, set: setParent, call: func(_ *Thread, a []Value) (Value, *Exception) {
			if p := greenletOf(a[0]).parent; p != nil {
				return p.ref(), nil
			}
			return none, nil
		}},
		readOnly("dead", func(v Value) Value { return boolean(greenletOf(v).isDead()) }),
		Native{name: "gr_frame", kind: anAttribute, call: greenletFrame},
		unary("__bool__", func(_ *Thread, v Value) (Value, *Exception) {
			g := greenletOf(v)
			return boolean(g.life == active && !g.isDead()), nil
		}),
		unary("__repr__", greenletRepr),
		unary("__getstate__", func(t *Thread, v Value) (Value, *Exception) {
			name := v.class().name
			if v.class() == greenletClass {
				name = "greenlet.greenlet"
			}
			return raise(typeError, "cannot serialize '%s' object", name)
		}),
	)
	values := []namedValue{{"greenlet", greenletClass.ref()}, {"GreenletExit", greenletExit.ref()}, {"error", greenletError.ref()}, {"__version__", packaged(newStr("2.0.2"))}}
	module := &NativeModule{name: "greenlet", values: values, functions: []Native{getcurrent, gettrace, settrace}}
	registerModule(module)
	for i := range module.functions {
		greenletClass.constant(module.functions[i].name, module.functions[i].ref())
	}
	greenletClass.constant("GreenletExit", greenletExit.ref())
	greenletClass.constant("error", greenletError.ref())
	registerModule(&NativeModule{name: "_builtins", functions: []Native{
		{name: "_greenlet_ended", signature: "(value, failed, /)", cost: engages, call: greenletEnded},
		{name: "_greenlet_raise", signature: "(self, error, val, tb, /)", cost: engages, call: greenletThrow},
		{name: "_greenlet_untrace", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) {
			t.tracer = Value{}
			return none, nil
		}},
		{name: "_raise_again", signature: "(exception, /)", enters: true, call: func(t *Thread, a []Value) (Value, *Exception) {
			t.called = t.raisesAgain(asException(a[0]), t.calling)
			return Value{}, calls
		}},
	}})
}

// greenletEnded ends the current greenlet with a result, or an exception, for its parent. A GreenletExit is a result.
func greenletEnded(t *Thread, a []Value) (Value, *Exception) {
	g := t.currentGreenlet()
	m := message{args: []Value{a[0]}}
	if a[1] == pyTrue && !a[0].class().derives(greenletExit) {
		m = message{err: asException(a[0])}
	}
	return t.perform(&switching{to: g.parent, message: m, ends: true, inside: true})
}
