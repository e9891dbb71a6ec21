// This file defines imports: of modules of the program and of the library, which have been compiled with it, and of those written
// in Go. The machine itself opens no files.

package python

import (
	"fmt"
	"strings"

	"github.com/gilsim/gilsim/python/code"
)

// importName executes ImportName.
func (t *Thread) importName(i *code.Import) outcome {
	name, err := t.absolute(i)
	if err != nil {
		return t.raiseIn(err)
	}
	return t.importModule(name, i.From, continuation{}, continuation{})
}

// absolute returns the absolute name of what is imported.
func (t *Thread) absolute(i *code.Import) (string, *Exception) {
	if i.Level == 0 {
		return i.Name, nil
	}
	m := t.frame.module
	pkg := m.name
	if m.unit == nil || !m.unit.pkg {
		pkg = parent(pkg)
	}
	for range i.Level - 1 {
		if pkg = parent(pkg); pkg == "" {
			return "", newException(importError, "attempted relative import beyond top-level package")
		}
	}
	switch {
	case pkg == "":
		return "", newException(importError, "attempted relative import with no known parent package")
	case i.Name == "":
		return pkg, nil
	}
	return pkg + "." + i.Name, nil
}

// parent returns the package that a module is in, "" for none.
func parent(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[:i]
	}
	return ""
}

// importModule imports a module and the packages that it is in, and delivers it, or without from the outermost package. Names of
// from that are submodules are imported, too. Each body that has to be executed is a frame, after which the import begins anew.
func (t *Thread) importModule(name string, from []string, again, c continuation) outcome {
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '.' {
			continue
		}
		out, m := t.load(name[:i], again)
		if out != goes || m == nil {
			return out
		}
	}
	for _, part := range from {
		m := t.interp.modules[name]
		if full := name + "." + part; !m.get(part).valid() && t.interp.program.units[full] != nil {
			if out, m := t.load(full, again); out != goes || m == nil {
				return out
			}
		}
	}
	m := t.interp.modules[name]
	if len(from) == 0 {
		top, _, _ := strings.Cut(name, ".")
		m = t.interp.modules[top]
	}
	return t.deliver(c, m.ref())
}

// childMain is what the program's main module is called in a process that was not forked.
const childMain = "__mp_main__"

// load makes sure that the body of a module has been executed. Where it has not the outcome is entered, and the import is begun anew
// when it has: see imported.
func (t *Thread) load(name string, again continuation) (outcome, *Module) {
	in := t.interp
	if m := in.modules[name]; m != nil {
		return goes, m
	}
	if name == osPath && in.program.units[name] == nil && in.modules["posixpath"] != nil { // os has imported it
		in.modules[name] = in.modules["posixpath"]
		return goes, in.modules[name]
	}
	if n := nativeModules[name]; n != nil && in.program.units[name] == nil {
		m := in.nativeModule(n)
		in.shareModule(m)
		in.modules[name] = m
		if name == "sys" {
			in.fillSys(m)
		} else {
			in.tellSys(m)
		}
		in.bindSubmodule(name, m)
		return goes, m
	}
	u := in.program.units[name]
	if name == childMain && in.execution.given.valid() {
		u = in.program.units["__main__"]
	}
	if u == nil {
		return t.raiseIn(in.noModule(name)), nil
	}
	m := in.newModule(u)
	if name == childMain {
		m.name = childMain
		m.set("__name__", newStr(childMain))
		in.modules["__main__"] = m
	}
	in.shareModule(m)
	in.modules[name] = m
	in.tellSys(m)
	again.then, again.kept[0] = toImport, m.ref()
	in.tellWarnings(u)
	body := &Function{Object: Object{class: functionClass}, body: u.bodies[0], module: m, name: "<module>", qualname: "<module>"}
	out := t.callFunction(body, nil, nil, again)
	return out, nil
}

// tellWarnings writes to standard error what CPython warns of when it compiles a file of the program.
func (in *Interpreter) tellWarnings(u *unit) {
	if !u.own {
		return
	}
	for _, w := range u.file.Warnings {
		text := fmt.Sprintf("%s:%d: SyntaxWarning: %s\n", u.file.Name, w.Line, w.Text)
		if source := strings.TrimSpace(u.sourceLine(int(w.Line))); source != "" {
			text += "  " + source + "\n"
		}
		in.machine.stderr = append(in.machine.stderr, text...)
	}
}

// imported goes on with an import when the body of a module has been executed: of the instruction, or of a call of __import__, which
// names the module, and whether it wants the innermost one.
func (t *Thread) imported(c continuation) outcome {
	m := as[Module](c.kept[0])
	t.interp.bindSubmodule(m.name, m)
	if c.kept[1].valid() {
		return t.importNamed(c.kept[1].text(), c.way == 1, continuation{})
	}
	f := t.frame
	return t.importName(&f.body.code.Imports[f.body.instrs[f.pc-1].Arg])
}

// importNamed imports a module by its absolute name, and delivers it, or the outermost package that it is in.
func (t *Thread) importNamed(name string, innermost bool, c continuation) outcome {
	again := continuation{kept: [2]Value{1: t.name(name)}}
	var from []string
	if innermost {
		again.way, from = 1, []string{""}
	}
	return t.importModule(name, from, again, c)
}

// noModule is the error of a module that there is not.
func (in *Interpreter) noModule(name string) *Exception {
	e := newException(moduleNotFoundError, "No module named '%s'", name)
	if known, _, ok := strings.Cut(name, "."); ok && (in.program.units[parent(name)] != nil || nativeModules[parent(name)] != nil) {
		_ = known
		if u := in.program.units[parent(name)]; u != nil && !u.pkg || u == nil {
			e = newException(moduleNotFoundError, "No module named '%s'; '%s' is not a package", name, parent(name))
		}
	}
	e.state = []Value{newStr(name), none}
	return e
}

// bindSubmodule makes a module an attribute of the package that it is in.
func (in *Interpreter) bindSubmodule(name string, m *Module) {
	if p := in.modules[parent(name)]; p != nil {
		p.set(name[strings.LastIndexByte(name, '.')+1:], m.ref())
	}
}

// submodule returns a module by the package that it is in, once it has been imported; the zero Value otherwise.
func (in *Interpreter) submodule(m *Module, name string) Value {
	if sub := in.modules[m.name+"."+name]; sub != nil {
		return sub.ref()
	}
	return Value{}
}

// importFrom executes ImportFrom: [module] → [module v].
func (t *Thread) importFrom(name string) outcome {
	f := t.frame
	v := f.stack[f.sp-1]
	if v.layout() != layoutModule {
		return t.getAttr(v, name, continuation{})
	}
	m := as[Module](v)
	if x := m.get(name); x.valid() {
		f.push(x)
		return goes
	}
	if hook := m.get("__getattr__"); hook.valid() {
		return t.call(hook, []Value{t.name(name)}, nil, continuation{})
	}
	if x := t.interp.submodule(m, name); x.valid() {
		f.push(x)
		return goes
	}
	return t.fail(importError, "cannot import name '%s' from '%s' (%s)", name, m.name, m.where())
}

// where is where messages say that a module lies.
func (m *Module) where() string {
	if m.unit == nil {
		return "unknown location"
	}
	return m.unit.file.Name
}

// importStar executes ImportStar.
func (t *Thread) importStar() outcome {
	f := t.frame
	m := as[Module](f.pop())
	if all := m.get("__all__"); all.valid() && (all.is(listClass) || all.is(tupleClass)) {
		for _, name := range all.items() {
			v := m.get(name.text())
			if !v.valid() {
				return t.fail(attributeError, "module '%s' has no attribute '%s'", m.name, name.text())
			}
			f.module.set(name.text(), v)
		}
		return goes
	}
	for i, name := range m.names {
		if v := m.slots[i].load(); v.valid() && !strings.HasPrefix(name, "_") {
			f.module.set(name, v)
		}
	}
	return goes
}

// setupAnnotations executes SetupAnnotations.
func (t *Thread) setupAnnotations() {
	f := t.frame
	switch {
	case f.names != nil:
		if !f.names.getStr("__annotations__").valid() {
			f.names.setStr("__annotations__", newDict().ref())
		}
	case !f.module.get("__annotations__").valid():
		f.module.set("__annotations__", newDict().ref())
	}
}
