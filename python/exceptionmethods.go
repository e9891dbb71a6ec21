// This file defines what exceptions have (Objects/exceptions.c).

package python

import "strings"

// initialise is the __init__ of a built-in class of exceptions, whose arguments __new__ has kept.
func (e *Exception) initialise(t *Thread, keywords []keyword) *Exception {
	if len(keywords) > 0 {
		taken := map[string]bool{}
		switch {
		case e.class.derives(importError):
			taken = map[string]bool{"name": true, "path": true}
		case e.class.derives(attributeError):
			taken = map[string]bool{"name": true, "obj": true}
		case e.class.derives(nameError):
			taken = map[string]bool{"name": true}
		}
		for _, k := range keywords {
			if !taken[k.name] {
				if len(taken) == 0 {
					return newException(typeError, "%s() takes no keyword arguments", e.class.typeName())
				}
				return newException(typeError, "'%s' is an invalid keyword argument for %s()", k.name, e.class.typeName())
			}
			e.set(t, k.name, k.value)
		}
	}
	return nil
}

// set sets an attribute of the object itself.
func (e *Exception) set(t *Thread, name string, v Value) { e.Attributes.set(t.interp.root, name, v) }

// argument returns the i-th argument, or None.
func (e *Exception) argument(i int) Value {
	if i < len(e.args) {
		return e.args[i]
	}
	return none
}

// detail is the i-th of the details of a SyntaxError, which are its second argument.
func (e *Exception) detail(i int) Value {
	if d := e.argument(1); d.layout() == layoutTuple && i < len(d.items()) {
		return d.items()[i]
	}
	return none
}

// newExceptionOf is BaseException.__new__.
func (t *Thread) newExceptionOf(class *Class, args []Value) *Exception {
	if t.interp.major > 2 && class.derives(osError) && 2 <= len(args) && len(args) <= 5 {
		return t.newOSError(class, args)
	}
	return &Exception{Object: Object{class: class}, args: append([]Value(nil), args...)}
}

// byErrno are the classes that OSError(errno, text) makes in place of its own (PEP 3151), by the numbers of Linux.
var byErrno = map[int64]string{
	1: "PermissionError", 2: "FileNotFoundError", 3: "ProcessLookupError", 4: "InterruptedError", 10: "ChildProcessError", 11: "BlockingIOError",
	13: "PermissionError", 17: "FileExistsError", 20: "NotADirectoryError", 21: "IsADirectoryError", 32: "BrokenPipeError",
	103: "ConnectionAbortedError", 104: "ConnectionResetError", 108: "BrokenPipeError", 110: "TimeoutError", 111: "ConnectionRefusedError",
	114: "BlockingIOError", 115: "BlockingIOError",
}

// newOSError is OSError(errno, text, file name, None, second file name): the names are no arguments of the exception.
func (t *Thread) newOSError(class *Class, args []Value) *Exception {
	if class == osError && args[0].isSmallInt() {
		if name, ok := byErrno[args[0].i]; ok {
			class = as[Class](t.interp.builtins.get(name))
		}
	}
	e := &Exception{Object: Object{class: class}, args: append([]Value(nil), args[:2]...)}
	if len(args) > 2 && args[2] != none && !(class.name == "BlockingIOError" && args[2].isInt()) { // how much was written is an argument
		e.state = []Value{args[2], none}
		if len(args) == 5 {
			e.state[1] = args[4]
		}
	} else {
		e.args = append([]Value(nil), args...)
	}
	return e
}

func tracebackOf(e *Exception) Value {
	if e.traceback == nil {
		return none
	}
	return e.traceback.ref()
}

func defineExceptions() {
	baseException.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, /, *args, **kwargs)", call: func(t *Thread, a []Value) (Value, *Exception) {
			return t.newExceptionOf(as[Class](a[0]), a[1].items()).ref(), nil
		}},
		Native{name: "__init__", signature: "($self, /, *args, **kwargs)", call: func(t *Thread, a []Value) (Value, *Exception) {
			e := asException(a[0])
			e.args = append([]Value(nil), a[1].items()...)
			if err := e.initialise(t, keywordList(a[2])); err != nil {
				return Value{}, err
			}
			return none, nil
		}},
		Native{name: "__str__", twin: "_exception_str", call: func(t *Thread, a []Value) (Value, *Exception) {
			e := asException(a[0])
			switch {
			case len(e.args) == 0:
				return newStr(""), nil
			case len(e.args) == 1 && e.args[0].is(strClass):
				return e.args[0], nil
			}
			return Value{}, handOver
		}},
		Native{name: "__repr__", twin: "_exception_repr", call: leave},
		Native{name: "__reduce__", signature: "($self, /)", twin: "_exception_reduce", call: leave},
		Native{name: "__setstate__", signature: "($self, state, /)", call: setState},
		Native{name: "with_traceback", signature: "($self, tb, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			return a[0], setTraceback(nil, a[0], a[1])
		}},
		Native{name: "add_note", signature: "($self, note, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[1].isStr() {
				return raise(typeError, "note must be a str, not '%s'", a[1].class().typeName())
			}
			e := asException(a[0])
			notes := e.Attributes.get("__notes__")
			if !notes.valid() {
				notes = newList()
				e.set(t, "__notes__", notes)
			}
			if notes.layout() == layoutList {
				as[List](notes).items = append(as[List](notes).items, a[1])
			}
			return none, nil
		}},
		attribute("args", func(v Value) Value { return newTuple(asException(v).args...) }, func(v, x Value) *Exception {
			if !x.valid() || x.layout() != layoutTuple && x.layout() != layoutList {
				return newException(typeError, "args must be a sequence")
			}
			asException(v).args = append([]Value(nil), x.items()...)
			return nil
		}),
		attribute("__cause__", func(v Value) Value { return orNone(asException(v).cause) }, func(v, x Value) *Exception {
			if !x.valid() || x != none && x.layout() != layoutException {
				return newException(typeError, "exception cause must be None or derive from BaseException")
			}
			asException(v).cause, asException(v).quiet = x, true
			return nil
		}),
		attribute("__context__", func(v Value) Value {
			if c := asException(v).context; c != nil {
				return c.ref()
			}
			return none
		}, func(v, x Value) *Exception {
			switch {
			case x == none:
				asException(v).context = nil
			case x.valid() && x.layout() == layoutException:
				asException(v).context = asException(x)
			default:
				return newException(typeError, "exception context must be None or derive from BaseException")
			}
			return nil
		}),
		attribute("__suppress_context__", func(v Value) Value { return boolean(asException(v).quiet) }, func(v, x Value) *Exception {
			asException(v).quiet = x == pyTrue
			return nil
		}),
		Native{name: "__traceback__", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) { return tracebackOf(asException(a[0])), nil }, set: setTraceback},
	)
	keyError.define(Native{name: "__str__", twin: "_key_error_str", call: leave})
	stopIteration.define(argumentOr("value", 0))
	systemExit.define(Native{name: "code", kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) {
		e := asException(a[0])
		if len(e.args) > 1 {
			return newTuple(e.args...), nil
		}
		return e.argument(0), nil
	}})
	osError.define(
		Native{name: "__str__", twin: "_os_error_str", call: leave},
		Native{name: "errno", kind: anAttribute, call: osField(0)},
		Native{name: "strerror", kind: anAttribute, call: osField(1)},
		Native{name: "filename", kind: anAttribute, call: osName(0)},
		Native{name: "filename2", kind: anAttribute, call: osName(1)},
	)
	importError.define(stateOr("name", 0), stateOr("path", 1), argumentOr("msg", 0))
	syntaxError.define(argumentOr("msg", 0), Native{name: "__str__", twin: "_syntax_error_str", call: leave})
	for i, name := range [...]string{"filename", "lineno", "offset", "text", "end_lineno", "end_offset"} {
		syntaxError.define(own(name, func(e *Exception) Value { return e.detail(i) }))
	}
	nameError.define(stateOr("name", 0))
	attributeError.define(stateOr("name", 0), stateOr("obj", 1))
	for i, name := range [...]string{"encoding", "object", "start", "end", "reason"} {
		unicodeError.define(argumentOr(name, i))
	}
	for _, class := range [...]*Class{unicodeDecodeError, unicodeEncodeError} {
		class.define(Native{name: "__str__", twin: "_unicode_error_str", call: leave})
	}
}

// setState sets the attributes that the state of an exception has: what __reduce__ has returned of them.
func setState(t *Thread, a []Value) (Value, *Exception) {
	if a[1] == none {
		return none, nil
	}
	if a[1].layout() != layoutDict {
		return raise(typeError, "state is not a dictionary")
	}
	for key, v := range as[Dict](a[1]).all {
		if !key.isStr() {
			return raise(typeError, "attribute name must be string, not '%s'", key.class().typeName())
		}
		asException(a[0]).set(t, key.text(), v)
	}
	return none, nil
}

func setTraceback(_ *Thread, v, x Value) *Exception {
	switch {
	case x == none:
		asException(v).traceback = nil
	case x.valid() && x.class() == tracebackClass:
		asException(v).traceback = as[Traceback](x)
	default:
		return newException(typeError, "__traceback__ must be a traceback or None")
	}
	return nil
}

// argumentOr is an attribute that is one of the arguments, unless the program has set it.
func argumentOr(name string, i int) Native {
	return own(name, func(e *Exception) Value { return e.argument(i) })
}

// stateOr is an attribute that the machine has noted, unless the program has set it.
func stateOr(name string, i int) Native {
	return own(name, func(e *Exception) Value {
		if i < len(e.state) {
			return e.state[i]
		}
		return none
	})
}

// own is an attribute that lies among the object's own if it has been set.
func own(name string, get func(e *Exception) Value) Native {
	return Native{name: name, kind: anAttribute,
		call: func(_ *Thread, a []Value) (Value, *Exception) {
			e := asException(a[0])
			if v := e.Attributes.get(name); v.valid() {
				return v, nil
			}
			return get(e), nil
		},
		deletable: true,
		set: func(t *Thread, v, x Value) *Exception {
			if !x.valid() {
				x = none
			}
			asException(v).set(t, name, x)
			return nil
		}}
}

// osField is an attribute of OSError, which has it if it was made of two arguments or more.
func osField(i int) func(t *Thread, a []Value) (Value, *Exception) {
	return func(_ *Thread, a []Value) (Value, *Exception) {
		e := asException(a[0])
		if len(e.args) < 2 {
			return none, nil
		}
		return e.argument(i), nil
	}
}

// osName is one of the file names of an OSError.
func osName(i int) func(t *Thread, a []Value) (Value, *Exception) {
	return func(_ *Thread, a []Value) (Value, *Exception) {
		if e := asException(a[0]); i < len(e.state) {
			return e.state[i], nil
		}
		return none, nil
	}
}

// plainText returns what str of an exception is, as far as that needs no Python.
func (e *Exception) plainText() string {
	var b strings.Builder
	for i, v := range e.args {
		if i > 0 {
			b.WriteString(", ")
		}
		if v.isStr() {
			b.WriteString(v.text())
		} else {
			b.WriteString(brief(v))
		}
	}
	return b.String()
}
