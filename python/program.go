// This file defines the program: what is compiled once, and run many times.

package python

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/python/lib"
	"github.com/gilsim/gilsim/python/syntax"
)

// A Finder finds the modules that lie beside a program. The machine itself opens no files.
type Finder interface {
	// Find returns the source of the module of this dotted name, and the name of its file; ok is false if there is none. It is
	// a package if pkg is true.
	Find(module string) (file string, source []byte, pkg, ok bool)
}

// A Program is a Python program that has been compiled with the modules that it imports. It is immutable: any number of
// goroutines can run it at the same time.
type Program struct {
	Name    string        // the file's name, as tracebacks show it
	Notes   []syntax.Note // what was taken though it is no Python, such as typographic quotes
	Missing []Missing     // the imports of modules that there are not
	version string
	major   int
	minor   int
	units   map[string]*unit // by module; __main__ is the program itself
	bodies  int

	parallel   sync.Once
	sideBySide *Program // as threads execute it that run side by side, once there were some
	rebinds    func() *rebinding
}

// A Missing is an import of a module that is not supported.
type Missing struct {
	Module string
	File   string
	Line   int
}

// String says so in a sentence.
func (m Missing) String() string {
	return fmt.Sprintf("%s:%d: there is no module %q", m.File, m.Line, m.Module)
}

// Compile compiles a program for a version of Python, such as "3.9" or "3.13t", with the modules that it imports: those beside it, which
// finder finds (nil: there are none), and those of the library. The error is of the program or of one of the modules beside it:
// a *syntax.Error, or that of constructs that are not supported.
func Compile(name string, source []byte, version string, finder Finder) (*Program, error) {
	needTables()
	p := &Program{Name: name, version: version, units: map[string]*unit{}}
	p.rebinds = sync.OnceValue(p.findRebinding)
	p.major, p.minor = versionNumbers(version)
	c := &compilation{Program: p, finder: finder}
	if err := c.compile("__main__", name, source, false, false); err != nil {
		return nil, err
	}
	for _, module := range twinModules {
		if module == asyncModule {
			continue
		}
		if err := c.require(module); err != nil {
			return nil, err
		}
	}
	if err := c.requireWanted(); err != nil {
		return nil, err
	}
	if p.units["gevent.monkey"] != nil { // what it puts in place of modules that the program has
		for _, module := range patched {
			if p.units[module] != nil {
				c.wanted = append(c.wanted, Missing{Module: "gevent." + module})
			}
		}
		if err := c.requireWanted(); err != nil {
			return nil, err
		}
	}
	if p.units["multiprocessing.spawn"] != nil { // what a process begins with that is not forked
		return p, c.require("_spawned")
	}
	return p, nil
}

// patched are the modules for which gevent.monkey has others, which are only compiled for programs that have them.
var patched = [...]string{"socket", "select"}

// requireWanted compiles what is wanted, and what that wants.
func (c *compilation) requireWanted() error {
	for len(c.wanted) > 0 {
		next := c.wanted[0]
		c.wanted = c.wanted[1:]
		if err := c.require(next.Module); err != nil {
			return err
		}
		if !c.has(next.Module) && next.File != "" {
			c.Missing = append(c.Missing, next)
		}
	}
	return nil
}

// versionNumbers returns the numbers of a version: 3 and 13 of "3.13t".
func versionNumbers(version string) (major, minor int) {
	a, b, _ := strings.Cut(strings.TrimSuffix(version, "t"), ".")
	major, _ = strconv.Atoi(a)
	minor, _ = strconv.Atoi(b)
	return major, minor
}

// osPath is a module of another name: os puts posixpath there.
const osPath = "os.path"

// has reports whether a module has been compiled, or is written in Go.
func (p *Program) has(module string) bool {
	if module == osPath {
		module = "posixpath"
	}
	return p.units[module] != nil || nativeModules[module] != nil
}

// A compilation is a program that is being compiled.
type compilation struct {
	*Program
	finder Finder
	wanted []Missing // modules that are imported; those of the library have no file
}

// require compiles a module, if it has not been compiled and can be found, and the packages that it is in.
func (c *compilation) require(module string) error {
	if c.units[module] != nil {
		return nil
	}
	if module == osPath {
		if err := c.require("os"); err != nil {
			return err
		}
		return c.require("posixpath")
	}
	if up := parent(module); up != "" {
		if err := c.require(up); err != nil {
			return err
		}
	}
	if c.finder != nil {
		if file, source, pkg, ok := c.finder.Find(module); ok {
			return c.compile(module, file, source, pkg, false)
		}
	}
	m, ok := lib.Find(c.version, module)
	switch {
	case !ok:
		return nil
	case m.Native:
		return c.takeNative(module, m)
	}
	return c.compile(module, m.Path, m.Source, m.Package, true)
}

// takeNative takes a module of the library that stands for C code, which has been compiled with gilsim, as a rule.
func (c *compilation) takeNative(module string, m lib.Module) error {
	f := stored(module, m)
	if f == nil {
		var err error
		if f, err = compileNative(m); err != nil {
			return err
		}
	}
	u := prepare(f, module, m.Package, "", &c.bodies)
	u.native = true
	c.units[module] = u
	c.wantImports(u, nil)
	return nil
}

// compile compiles one file.
func (c *compilation) compile(module, file string, source []byte, pkg, library bool) error {
	tree, notes, err := syntax.Parse(file, source)
	if err != nil {
		return err
	}
	f, err := code.Compile(tree, code.Options{Name: file, Source: source, Version: c.version})
	if err != nil {
		return err
	}
	if module == "__main__" {
		c.Notes = notes
	}
	u := prepare(f, module, pkg, string(source), &c.bodies)
	u.own = !library
	c.units[module] = u
	if u.usesAsync() {
		c.wanted = append(c.wanted, Missing{Module: asyncModule})
	}
	var guarded map[int]bool
	if u.own {
		guarded = guardedImports(tree.Body)
	}
	c.wantImports(u, guarded)
	c.wantLate(u)
	return nil
}

// lateModules are modules of the library that are compiled for programs only which name what they define: they need much else.
var lateModules = map[string]string{
	"ProcessPoolExecutor": "concurrent.futures.process",

	"AbstractAsyncContextManager": "asyncio.contextmanagers", "AsyncContextDecorator": "asyncio.contextmanagers",
	"asynccontextmanager": "asyncio.contextmanagers", "aclosing": "asyncio.contextmanagers", "AsyncExitStack": "asyncio.contextmanagers",
}

// wantLate notes the late modules that the program's own code needs.
func (c *compilation) wantLate(u *unit) {
	want := func(name string) {
		if module, ok := lateModules[name]; ok && u.own {
			c.wanted = append(c.wanted, Missing{Module: module})
		}
	}
	for _, name := range u.file.Names {
		want(name)
	}
	for _, b := range u.bodies {
		for i := range b.code.Imports {
			for _, part := range b.code.Imports[i].From {
				want(part)
			}
		}
		for _, k := range b.code.Consts { // of getattr
			if text, ok := k.(code.Str); ok {
				want(string(text))
			}
		}
	}
}

// wantImports notes what the code of a unit imports; guarded are the lines of what it need not find.
func (c *compilation) wantImports(u *unit, guarded map[int]bool) {
	for _, b := range u.bodies {
		for pc, in := range b.instrs {
			if name, ok := importedByCall(u, b, pc); ok {
				c.wanted = append(c.wanted, Missing{Module: name})
			}
			if in.Op != code.ImportName {
				continue
			}
			i := &b.code.Imports[in.Arg]
			name := absoluteName(u, i)
			w := Missing{Module: name}
			if line := int(b.line(pc)); u.own && !guarded[line] {
				w.File, w.Line = u.file.Name, line
			}
			if name != "" {
				c.wanted = append(c.wanted, w)
			}
			for _, part := range i.From {
				if part != "*" {
					c.wanted = append(c.wanted, Missing{Module: strings.TrimPrefix(name+"."+part, ".")})
				}
			}
		}
	}
}

// importedByCall returns the module that a call of __import__ with a literal imports, which begins at pc.
func importedByCall(u *unit, b *body, pc int) (name string, ok bool) {
	if in := b.instrs[pc]; in.Op != code.LoadGlobal || u.names[in.Arg] != "__import__" {
		return "", false
	}
	if next := b.instrs[pc+1]; next.Op == code.LoadConst && b.consts[next.Arg].isStr() {
		return b.consts[next.Arg].text(), true
	}
	return "", false
}

// absoluteName returns the absolute name of what a unit imports.
func absoluteName(u *unit, i *code.Import) string {
	if i.Level == 0 {
		return i.Name
	}
	pkg := u.packageName()
	for range i.Level - 1 {
		pkg = parent(pkg)
	}
	return strings.Trim(pkg+"."+i.Name, ".")
}

// Modules returns the names of the modules that a program can import beside those that lie beside it.
func Modules(version string) []string {
	needTables()
	names := lib.Names(version)
	for name := range nativeModules {
		names = append(names, name)
	}
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(name string) bool {
		return strings.HasPrefix(name, "_") && name != "__future__" && name != "_thread"
	})
	return names
}

// Builtins returns the names of the built-in functions, classes and constants, but those of the machine itself.
func Builtins() []string {
	needTables()
	var names []string
	m := nativeModules["builtins"]
	for _, v := range m.values {
		names = append(names, v.name)
	}
	for i := range m.functions {
		names = append(names, m.functions[i].name)
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return strings.HasPrefix(name, "_") && name != "__import__" })
}

// UsesNetwork reports whether the program may open sockets: it, or a module beside it, imports the modules that do.
func (p *Program) UsesNetwork() bool {
	return p.units["_socket"] != nil || p.units["_select"] != nil
}

// UsesSignals reports whether the program may set handlers of signals, or timers.
func (p *Program) UsesSignals() bool { return p.units["signal"] != nil }

// UsesProcesses reports whether the program may start processes: it imports multiprocessing or subprocess, or names fork.
func (p *Program) UsesProcesses() bool {
	if p.units["multiprocessing.popen"] != nil || p.units["subprocess"] != nil {
		return true
	}
	for _, u := range p.units {
		if u.own && p.units["_fork"] != nil && (slices.Contains(u.file.Names, "fork") || slices.Contains(u.names, "fork")) {
			return true
		}
	}
	return false
}
