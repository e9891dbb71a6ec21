// This file defines the module sys.

package python

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// fillSys gives the module sys what differs from run to run.
func (in *Interpreter) fillSys(m *Module) {
	version := versionInfo.of(integer(int64(in.major)), integer(int64(in.minor)), integer(0), newStr("final"), integer(0))
	m.set("version_info", version)
	m.set("version", newStr(fmt.Sprintf("%d.%d.0 (gilsim)", in.major, in.minor)))
	hex := integer(int64(in.major)<<24 | int64(in.minor)<<16 | 0xf0)
	m.set("hexversion", hex)
	m.set("implementation", implementation.of(newStr("cpython"), newStr(fmt.Sprintf("cpython-%d%d", in.major, in.minor)), version, hex))
	argv := []Value{newStr(in.program.Name)}
	for _, a := range in.options.Args {
		argv = append(argv, newStr(a))
	}
	m.set("argv", newList(argv...))
	m.set("path", newList())
	m.set("modules", newDict().ref())
	for _, name := range in.moduleNames() {
		in.tellSys(in.modules[name])
	}
	for _, name := range [...]string{"stdout", "stderr", "stdin", "excepthook"} {
		if v := in.twins.get("_" + name); v.valid() {
			m.set(name, v)
			m.set("__"+name+"__", v)
		}
	}
}

// tellSys adds a module to sys.modules, if that has been imported, unless it stands for C code.
func (in *Interpreter) tellSys(m *Module) {
	sys := in.modules["sys"]
	if sys == nil || m.unit != nil && m.unit.native {
		return
	}
	if list := sys.get("modules"); list.valid() && list.layout() == layoutDict {
		as[Dict](list).setStr(m.name, m.ref())
		if m.name == "posixpath" {
			as[Dict](list).setStr(osPath, m.ref())
		}
	}
}

// redirected reports whether the program has replaced sys.stdout.
func (in *Interpreter) redirected() bool {
	m := in.modules["sys"]
	return m != nil && m.get("stdout") != in.twins.get("_stdout")
}

func defineSys() {
	registerModule(&NativeModule{name: "sys", values: append(sysRecords(), []namedValue{
		{"platform", packaged(newStr("linux"))}, {"maxsize", integer(1<<63 - 1)}, {"byteorder", packaged(newStr("little"))}, {"maxunicode", integer(0x10ffff)},
		{"executable", packaged(newStr("gilsim"))}, {"dont_write_bytecode", pyTrue}, {"copyright", packaged(newStr(""))},
	}...), functions: []Native{
		{name: "exit", signature: "(status=None, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if a[0] == none {
				return Value{}, exceptionOf(systemExit)
			}
			return Value{}, exceptionOf(systemExit, a[0])
		}},
		{name: "exc_info", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) {
			e := t.handled()
			if e == nil {
				return newTuple(none, none, none), nil
			}
			return newTuple(e.class.ref(), e.ref(), tracebackOf(e)), nil
		}},
		{name: "exception", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) {
			if e := t.handled(); e != nil {
				return e.ref(), nil
			}
			return none, nil
		}},
		{name: "exc_clear", signature: "()", call: func(*Thread, []Value) (Value, *Exception) { return none, nil }},
		{name: "getswitchinterval", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) {
			if lock := t.sched.Tunable(); lock != nil {
				return float(lock.SwitchInterval().Seconds()), nil
			}
			return float(0.005), nil
		}},
		{name: "setswitchinterval", signature: "(interval, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			seconds, err := secondsOf(a[0])
			if err != nil {
				return Value{}, err
			}
			if seconds <= 0 {
				return raise(valueError, "switch interval must be strictly positive")
			}
			if lock := t.sched.Tunable(); lock != nil {
				lock.SetSwitchInterval(time.Duration(seconds * 1e9))
			}
			return none, nil
		}},
		{name: "getcheckinterval", signature: "()", call: func(*Thread, []Value) (Value, *Exception) { return integer(100), nil }},
		{name: "setcheckinterval", signature: "(n, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			n, err := t.index(a[0], notInteger)
			if err == nil && t.interp.major == 2 && n != 100 {
				return raise(notImplementedError, "sys.setcheckinterval(%d) is not supported in a program: gilsim --check-interval=%d says it", n, max(n, 1))
			}
			return none, err // without effect since 3.2
		}},
		{name: "getrecursionlimit", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) { return integer(int64(t.interp.recursionLimit)), nil }},
		{name: "setrecursionlimit", signature: "(limit, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			n, err := t.index(a[0], notInteger)
			if err != nil {
				return Value{}, err
			}
			if n < 1 {
				return raise(valueError, "recursion limit must be greater or equal than 1")
			}
			t.interp.recursionLimit = int(min(n, 1<<20))
			return none, nil
		}},
		{name: "getsizeof", signature: "(object, default=<absent>, /)", call: func(*Thread, []Value) (Value, *Exception) { return integer(64), nil }},
		{name: "getrefcount", signature: "(object, /)", call: func(t *Thread, a []Value) (Value, *Exception) { return integer(refcount(t, a[0])), nil }},
		{name: "intern", signature: "(string, /)", call: func(_ *Thread, a []Value) (Value, *Exception) { return a[0], nil }},
		{name: "getfilesystemencoding", signature: "()", call: func(*Thread, []Value) (Value, *Exception) { return newStr("utf-8"), nil }},
		{name: "is_finalizing", signature: "()", call: func(*Thread, []Value) (Value, *Exception) { return pyFalse, nil }},
		{name: "get_int_max_str_digits", signature: "()", call: func(*Thread, []Value) (Value, *Exception) { return integer(4300), nil }},
		{name: "getdefaultencoding", signature: "()", call: func(*Thread, []Value) (Value, *Exception) { return newStr("utf-8"), nil }},
		{name: "_is_gil_enabled", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) { return boolean(!t.sched.Unlocked()), nil }},
		{name: "settrace", signature: "(function, /)", call: untraced("settrace")},
		{name: "setprofile", signature: "(function, /)", call: untraced("setprofile")},
		{name: "gettrace", signature: "()", call: func(*Thread, []Value) (Value, *Exception) { return none, nil }},
		{name: "_getframe", signature: "(depth=0, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			f := t.frameObject(t.frame)
			for i := int64(0); i < a[0].i && f != nil; i++ {
				f = f.back
			}
			if f == nil {
				return raise(valueError, "call stack is not deep enough")
			}
			return f.ref(), nil
		}},
		{name: "_cpu_count", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) {
			return integer(int64(max(1, t.interp.options.Cores))), nil
		}},
		{name: "_caller_module", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) {
			for f := t.caller().back; f != nil; f = f.back {
				if !f.native() {
					return newStr(f.module.name), nil
				}
			}
			return newStr("__main__"), nil
		}},
		{name: "_warned_place", signature: "(stacklevel, /)", call: warnedPlace},
		{name: "_source_line", signature: "(file, line, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			for _, u := range t.interp.program.units {
				if u.file.Name == a[0].text() {
					return newStr(u.sourceLine(int(a[1].i))), nil
				}
			}
			return emptyStr, nil
		}},
		{name: "_caller", signature: "(module, stacklevel=1, /)", call: callerFunction},
		{name: "_extract_tb", signature: "(tb, limit=None, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			var list []Value
			if a[0].class() == tracebackClass {
				for tb := as[Traceback](a[0]); tb != nil; tb = tb.next {
					list = append(list, summary(tb.body, tb.pc))
				}
			}
			return newList(limited(list, a[1])...), nil
		}},
		{name: "_extract_stack", signature: "(frame=None, limit=None, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			f := t.frameObject(t.frame)
			if a[0].layout() == layoutFrame {
				f = as[FrameObject](a[0])
			} else { // that of whoever called the module traceback
				for own := f.body.unit; f != nil && f.body.unit == own; {
					f = f.back
				}
			}
			var list []Value
			for ; f != nil; f = f.back {
				list = append(list, summary(f.body, f.pc))
			}
			list = limited(list, a[1])
			slices.Reverse(list)
			return newList(list...), nil
		}},
		{name: "_format_tb", signature: "(tb, limit=None, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			var list []Value
			if a[0].class() == tracebackClass {
				for tb := as[Traceback](a[0]); tb != nil; tb = tb.next {
					list = append(list, newStr(t.interp.entryText(tb)))
				}
			}
			return newList(limited(list, a[1])...), nil
		}},
		{name: "_format_exception", signature: "(type, value, tb, limit=None, chain=True, /)", call: leave, twin: "_format_exception"},
		{name: "_format_exception_only", signature: "(type, value, /)", call: leave, twin: "_format_exception_only"},
		{name: "_crashed", signature: "()", cost: engages, call: crashed},
		{name: "_uncaught", signature: "()", cost: engages, call: uncaught},
		{name: "_print_exception", signature: "(type, value, tb, file=None, /)", call: leave, twin: "_print_exception"},
	}})
}

// limited returns the first entries of a traceback, or the last ones if the limit is negative.
func limited(list []Value, limit Value) []Value {
	if limit == none || !limit.isSmallInt() {
		return list
	}
	n := int(limit.i)
	switch {
	case n >= 0 && n < len(list):
		return list[:n]
	case n < 0 && -n < len(list):
		return list[len(list)+n:]
	}
	return list
}

// summary is an entry of a traceback as a tuple: file, line, name, text.
func summary(b *body, pc int) Value {
	line := int(b.line(pc))
	return newTuple(newStr(b.unit.file.Name), integer(int64(line)), newStr(b.code.Name), newStr(strings.TrimSpace(b.unit.sourceLine(line))))
}

// callerFunction is _caller(module, stacklevel): file, line and function of the code that has called the module.
func callerFunction(t *Thread, a []Value) (Value, *Exception) {
	if !a[0].isStr() {
		return raise(typeError, "the module must be a str, not %s", a[0].class().typeName())
	}
	module, level := a[0].text(), a[1].i
	for f := t.frame; f != nil; f = f.back {
		if f.native() || f.module.name == module {
			continue
		}
		if level--; level <= 0 {
			return newTuple(newStr(f.body.unit.file.Name), integer(int64(f.body.line(f.pc-1))), newStr(f.body.code.Name)), nil
		}
	}
	return newTuple(newStr("(unknown file)"), integer(0), newStr("(unknown function)")), nil
}

// warnedPlace is _warned_place(stacklevel): the file, the line, the module and the source of the frame that a warning is told of.
func warnedPlace(t *Thread, a []Value) (Value, *Exception) {
	level, err := t.index(a[0], notInteger)
	if err != nil {
		return Value{}, err
	}
	for f := t.frame; f != nil; f = f.back {
		if f.native() {
			continue
		}
		if level--; level <= 0 {
			line := int(f.body.line(f.pc - 1))
			return newTuple(newStr(f.body.unit.file.Name), integer(int64(line)), newStr(f.module.name), newStr(f.body.unit.sourceLine(line))), nil
		}
	}
	file, line := "sys", int64(1)
	if t.interp.since(12) {
		file, line = "<sys>", 0
	}
	return newTuple(newStr(file), integer(line), newStr("sys"), emptyStr), nil
}

// untraced is settrace or setprofile: nothing but None can be set.
func untraced(name string) func(*Thread, []Value) (Value, *Exception) {
	return func(_ *Thread, a []Value) (Value, *Exception) {
		if a[0] != none {
			return raise(notImplementedError, "sys.%s is not supported: gilsim --trace records every step of a run", name)
		}
		return none, nil
	}
}
