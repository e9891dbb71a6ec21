// This file defines the built-in functions that need the machine, and the intrinsics of the twins in python/lib/_machine.py.

package python

import (
	"slices"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

func defineMachineBuiltins() {
	classesOfBuiltins := []*Class{objectClass, typeClass, intClass, boolClass, floatClass, strClass, bytesClass, bytearrayClass, memoryViewClass, tupleClass, listClass, dictClass,
		setClass,
		frozensetClass, sliceClass, rangeClass, propertyClass, staticMethodClass, classMethodClass, superClass,
		enumerateClass, zipClass, mapClass, filterClass, reversedClass}
	values := []namedValue{{"None", none}, {"True", pyTrue}, {"False", pyFalse}, {"NotImplemented", notImplemented}, {"Ellipsis", ellipsis}, {"__debug__", pyTrue}, {"_absent", absent}}
	for _, c := range append(classesOfBuiltins, exceptionClasses...) {
		values = append(values, namedValue{c.name, c.ref()})
	}
	values = append(values, namedValue{"IOError", osError.ref()}, namedValue{"EnvironmentError", osError.ref()})
	registerModule(&NativeModule{name: "builtins", values: values, functions: []Native{
		{name: "getattr", signature: "(object, name, default=<absent>, /)", call: getattrFunction, twin: "_getattr_default", enters: true},
		{name: "setattr", signature: "(obj, name, value, /)", enters: true, call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[1].isStr() {
				return raise(typeError, "attribute name must be string, not '%s'", a[1].class().typeName())
			}
			t.publishInto(a[0], a[2])
			return t.settingAttr(a[0], a[1].text(), a[2])
		}},
		{name: "delattr", signature: "(obj, name, /)", enters: true, call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[1].isStr() {
				return raise(typeError, "attribute name must be string, not '%s'", a[1].class().typeName())
			}
			return t.settingAttr(a[0], a[1].text(), Value{})
		}},
		{name: "hasattr", signature: "(obj, name, /)", twin: "_hasattr", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[1].isStr() {
				return raise(typeError, "attribute name must be string, not '%s'", a[1].class().typeName())
			}
			v, found, known := t.simpleAttr(a[0], a[1].text())
			if !known {
				return Value{}, handOver
			}
			return boolean(found && v.valid()), nil
		}},
		{name: "isinstance", signature: "(obj, class_or_tuple, /)", call: isinstanceFunction, twin: "_isinstance", cost: quick},
		{name: "issubclass", signature: "(cls, class_or_tuple, /)", call: issubclassFunction, twin: "_issubclass"},
		{name: "callable", signature: "(obj, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			switch a[0].layout() {
			case layoutClass, layoutFunction, layoutNative, layoutMethod:
				return pyTrue, nil
			}
			v := a[0].class().find("__call__")
			return boolean(v.valid() && v != none), nil
		}},
		{name: "id", signature: "(obj, /)", call: func(t *Thread, a []Value) (Value, *Exception) { return integer(t.id(a[0])), nil }},
		{name: "globals", signature: "()", call: func(t *Thread, a []Value) (Value, *Exception) { return t.globalsOf(t.caller().module), nil }},
		{name: "locals", signature: "()", call: func(t *Thread, a []Value) (Value, *Exception) { return t.localsOfFrame(t.caller()), nil }},
		{name: "vars", signature: "(object=<absent>, /)", enters: true, twin: "_vars", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[0].valid() {
				return t.localsOfFrame(t.caller()), nil
			}
			if (a[0].p.attributes() == nil || a[0].class().flags&withoutDict != 0) && a[0].layout() != layoutClass && a[0].layout() != layoutModule && a[0].class().flags&looksUp == 0 {
				return raise(typeError, "vars() argument must have __dict__ attribute")
			}
			if a[0].class().flags&looksUp != 0 {
				return Value{}, handOver
			}
			t.called = t.getAttr(a[0], "__dict__", t.calling)
			return Value{}, calls
		}},
		{name: "dir", signature: "(object=<absent>, /)", twin: "_dir", call: func(t *Thread, a []Value) (Value, *Exception) {
			if a[0].valid() {
				return Value{}, handOver
			}
			d := as[Dict](t.localsOfFrame(t.caller()))
			var names []Value
			for k := range d.all {
				names = append(names, k)
			}
			return newList(sortedStrs(names)...), nil
		}},
		{name: "__import__", signature: "(name, globals=None, locals=None, fromlist=(), level=0)", enters: true, call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[0].isStr() {
				return raise(typeError, "__import__() argument 1 must be str, not %s", a[0].class().typeName())
			}
			inner := a[3].valid() && (a[3].layout() == layoutTuple || a[3].layout() == layoutList) && len(a[3].items()) > 0
			t.called = t.importNamed(a[0].text(), inner, t.calling)
			return Value{}, calls
		}},
		{name: "input", signature: "(prompt=<absent>, /)", twin: "_input", call: func(t *Thread, a []Value) (Value, *Exception) {
			if a[0].valid() {
				return Value{}, handOver
			}
			return t.readLine()
		}},
		{name: "open", signature: "(file, mode=<absent>, *args, **kwargs)", call: openFunction},
		notThere("eval", "gilsim compiles all of a program before it runs"),
		notThere("exec", "gilsim compiles all of a program before it runs"),
		notThere("breakpoint", "nobody sits at a run: gilsim --view shows every step, and --trace keeps them"),
		notThere("complex", "gilsim has int and float"),
		{name: "exit", signature: "(code=None, /)", call: exitFunction},
		{name: "quit", signature: "(code=None, /)", call: exitFunction},
		{name: "print", signature: "(*args, sep=None, end=None, file=None, flush=False)", call: printFunction, twin: "_print", cost: engages},
	}})
	registerModule(&NativeModule{name: "_builtins", functions: []Native{
		{name: "_execute_body", signature: "(function, namespace, /)", enters: true, call: executeBody},
		{name: "_make_class", signature: "(meta, name, bases, namespace, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			c, err := t.makeClass(as[Class](a[0]), a[1].text(), a[2].items(), as[Dict](a[3]))
			if err != nil {
				return Value{}, err
			}
			return c.ref(), nil
		}},
		{name: "_calculate_meta", signature: "(meta, bases, /)", call: calculateMeta},
		{name: "_handles", signature: "(exc, /)", call: handles},
		{name: "_is_instance", signature: "(obj, cls, /)", call: func(_ *Thread, a []Value) (Value, *Exception) { return boolean(a[0].isA(as[Class](a[1]))), nil }},
		{name: "_is_subclass", signature: "(cls, other, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if a[0].layout() != layoutClass {
				return raise(typeError, "issubclass() arg 1 must be a class")
			}
			if a[1].layout() != layoutClass {
				return raise(typeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
			}
			return boolean(as[Class](a[0]).derives(as[Class](a[1]))), nil
		}},
		{name: "_lookup", signature: "(cls, name, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			return t.orAbsent(as[Class](a[0]).find(a[1].text())), nil
		}},
		{name: "_own", signature: "(obj, name, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if at := a[0].p.attributes(); at != nil {
				return t.orAbsent(at.get(a[1].text())), nil
			}
			return absent, nil
		}},
		{name: "_write", signature: "(text, /)", cost: engages, call: func(t *Thread, a []Value) (Value, *Exception) { return t.write(a[0].text()) }},
		{name: "_write_error", signature: "(text, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			t.interp.machine.stderr = append(t.interp.machine.stderr, a[0].text()...)
			return none, nil
		}},
		{name: "_read_line", signature: "()", call: func(t *Thread, a []Value) (Value, *Exception) { return t.readLine() }},
		{name: "_crashed", signature: "()", cost: engages, call: crashed},
		{name: "_default_sort", signature: "(names, /)", call: func(_ *Thread, a []Value) (Value, *Exception) { return newList(sortedStrs(a[0].items())...), nil }},
		{name: "_global", signature: "(module, name, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			m := as[Module](a[0])
			if v := m.get(a[1].text()); v.valid() {
				return v, nil
			}
			if v := t.interp.builtin(a[1].text(), m); v.valid() {
				return v, nil
			}
			return raise(nameError, "name '%s' is not defined", a[1].text())
		}},
		{name: "_function_name", signature: "(function, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			return newStr(strings.TrimSuffix(callName(a[0]), "()")), nil
		}},
		{name: "_traceback_text", signature: "(traceback, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if a[0].class() != tracebackClass {
				return newStr(""), nil
			}
			return newStr(t.interp.tracebackText(as[Traceback](a[0]), -1)), nil
		}},
		{name: "_slots_of", signature: "(cls, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			var names []Value
			for _, k := range as[Class](a[0]).mro {
				for name, v := range k.dict.all {
					if v.class() == memberClass {
						names = append(names, newStr(name))
					}
				}
			}
			return newList(names...), nil
		}},
		{name: "_allocate", signature: "(cls, /)", call: func(_ *Thread, a []Value) (Value, *Exception) { return allocate(as[Class](a[0])), nil }},
	}})
}

// absent is what a twin gets for an argument that was not given and has no default.
var absent = packaged((&Instance{Object: Object{class: absentClass}}).ref())

var absentClass = builtin("_absent", layoutInstance, objectClass).with(final | uninstantiable)

// orAbsent returns v, or absent if there is none.
func (t *Thread) orAbsent(v Value) Value {
	if !v.valid() {
		return absent
	}
	return v
}

// caller returns the innermost frame that is none of C code.
func (t *Thread) caller() *frame {
	f := t.frame
	for f.native() && f.back != nil {
		f = f.back
	}
	return f
}

// localsOfFrame returns the variables of a frame as a dict.
func (t *Thread) localsOfFrame(f *frame) Value {
	switch {
	case f.names != nil:
		return f.names.ref()
	case f.body == f.body.unit.bodies[0]:
		return t.globalsOf(f.module)
	}
	return localsOf(f.body, f.locals).ref()
}

func (t *Thread) settingAttr(o Value, name string, v Value) (Value, *Exception) {
	c := t.calling
	if o.class().flags&looksUp != 0 { // a hook of the program: its result is no result
		t.called = t.callFunction(as[Function](t.interp.twins.get("_set_attribute")), []Value{o, newStr(name), t.orAbsent(v)}, nil, c)
		return Value{}, calls
	}
	attr := o.class().find(name)
	if attr.valid() && isData(attr) && o.layout() != layoutModule && (attr.layout() == layoutProperty || attr.layout() == layoutInstance) {
		t.called = t.callFunction(as[Function](t.interp.twins.get("_set_attribute")), []Value{o, newStr(name), t.orAbsent(v)}, nil, c)
		return Value{}, calls
	}
	t.called = t.setAttrPlain(o, name, v, c)
	return Value{}, calls
}

// simpleAttr returns an attribute whose look-up needs no Python; known is false if it does.
func (t *Thread) simpleAttr(o Value, name string) (v Value, found, known bool) {
	if o.class().flags&looksUp != 0 {
		return Value{}, false, false
	}
	switch o.layout() {
	case layoutClass, layoutModule, layoutSuper:
		return Value{}, false, false
	}
	attr := o.class().find(name)
	if attr.valid() && (attr.layout() == layoutProperty || attr.layout() == layoutInstance && attr.class().find("__get__").valid()) {
		return Value{}, false, false
	}
	v, err := t.plainAttr(o, name)
	return v, err == nil, true
}

func getattrFunction(t *Thread, a []Value) (Value, *Exception) {
	if !a[1].isStr() {
		return raise(typeError, "attribute name must be string, not '%s'", a[1].class().typeName())
	}
	if a[2].valid() {
		v, found, known := t.simpleAttr(a[0], a[1].text())
		switch {
		case !known:
			return Value{}, handOver
		case found:
			return v, nil
		}
		return a[2], nil
	}
	t.called = t.getAttr(a[0], a[1].text(), t.calling)
	return Value{}, calls
}

func isinstanceFunction(_ *Thread, a []Value) (Value, *Exception) {
	if a[1].layout() == layoutTuple {
		for _, c := range a[1].items() {
			if c.layout() != layoutClass || c.class() != typeClass {
				return Value{}, handOver
			}
			if a[0].isA(as[Class](c)) {
				return pyTrue, nil
			}
		}
		return pyFalse, nil
	}
	if a[1].class() != typeClass {
		return Value{}, handOver
	}
	return boolean(a[0].isA(as[Class](a[1]))), nil
}

func issubclassFunction(_ *Thread, a []Value) (Value, *Exception) {
	if a[0].layout() != layoutClass || a[1].class() != typeClass {
		return Value{}, handOver
	}
	return boolean(as[Class](a[0]).derives(as[Class](a[1]))), nil
}

// executeBody executes the body of a class in a namespace.
func executeBody(t *Thread, a []Value) (Value, *Exception) {
	fn := as[Function](a[0])
	f := t.newFrame(fn.body)
	t.pushFrame(f, fn, t.calling)
	if a[1].is(dictClass) {
		f.names = as[Dict](a[1])
	} else {
		f.mapping = a[1]
	}
	t.called = entered
	return Value{}, calls
}

// calculateMeta returns the most derived of a metaclass and those of the bases.
func calculateMeta(_ *Thread, a []Value) (Value, *Exception) {
	winner := as[Class](a[0])
	for _, b := range a[1].items() {
		m := b.class()
		switch {
		case winner.derives(m):
		case m.derives(winner):
			winner = m
		default:
			return raise(typeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
		}
	}
	return winner.ref(), nil
}

// readLine is input() without a prompt.
func (t *Thread) readLine() (Value, *Exception) {
	in := t.interp
	if len(in.machine.input) == 0 {
		return raise(eofError, "EOF when reading a line")
	}
	line, rest, _ := strings.Cut(string(in.machine.input), "\n")
	in.machine.input = []byte(rest)
	return newStr(strings.TrimSuffix(line, "\r")), nil
}

// printFunction is print to standard output of what needs no Python.
func printFunction(t *Thread, a []Value) (Value, *Exception) {
	if a[3] != none || t.interp.redirected() {
		return Value{}, handOver
	}
	sep, end := " ", "\n"
	for _, part := range [...]struct {
		v    Value
		name string
		to   *string
	}{{a[1], "sep", &sep}, {a[2], "end", &end}} {
		switch {
		case part.v == none:
		case part.v.isStr():
			*part.to = part.v.text()
		default:
			return raise(typeError, "%s must be None or a string, not %s", part.name, part.v.class().typeName())
		}
	}
	var b strings.Builder
	for i, v := range a[0].items() {
		if i > 0 {
			b.WriteString(sep)
		}
		s, err := t.str(v)
		if err == handOver {
			return Value{}, err
		}
		if err == nil {
			err = unencodable(s)
		}
		if err != nil { // what comes before is written
			return t.perform(&writing{text: b.String(), then: err})
		}
		b.WriteString(s.text())
	}
	b.WriteString(end)
	return t.write(b.String())
}

// write writes to the run's standard output: one step of the program.
func (t *Thread) write(text string) (Value, *Exception) {
	return t.perform(&writing{text: text})
}

// A writing is a write under way.
type writing struct {
	text   string
	then   *Exception // is raised after it
	counts bool       // its result is how many bytes there were
}

// Step is one step of it.
func (w *writing) Step(s *sched.Thread, wake sched.Wake) (sched.Request, bool) {
	r, done := s.StepAnnounce(wake, trace.Print, 0, sched.Jump)
	if done {
		s.Engine().Record(s, trace.Print, 0, int64(s.Process().Names.AddText(w.text)))
	}
	return r, done
}

func (w *writing) value(t *Thread) (Value, *Exception) {
	t.credit -= printedSize * int64(len(w.text))
	t.interp.machine.stdout = append(t.interp.machine.stdout, w.text...)
	switch {
	case w.then != nil:
		return Value{}, w.then
	case w.counts:
		return integer(int64(len(w.text))), nil
	}
	return none, nil
}

func sortedStrs(list []Value) []Value {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = v.text()
	}
	slices.Sort(texts)
	sorted := make([]Value, len(list))
	for i, s := range texts {
		sorted[i] = newStr(s)
	}
	return sorted
}
