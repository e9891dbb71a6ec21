package code

import (
	"strings"

	"github.com/gilsim/gilsim/python/syntax"
)

// This file defines scopes and the names in them.

// scopeKind says what a scope is the body of.
type scopeKind uint8

const (
	moduleScope scopeKind = iota
	classScope
	functionScope
)

// Usage says how a scope uses a name, as the DEF_ and USE bits of CPython's symtable.c.
type usage uint16

const (
	used        usage = 1 << iota // read
	bound                         // stored
	isParam                       // a parameter
	isGlobal                      // global statement
	isNonlocal                    // nonlocal statement
	isImported                    // bound by an import
	isAssigned                    // bound by something else
	isAnnotated                   // has an annotation
	isIter                        // the target of a comprehension's for
	viaClass                      // free in a class body and used by a method of it
)

// variable says where a name of a scope lives.
type variable uint8

const (
	unresolved variable = iota
	local
	globalExplicit
	globalImplicit
	freeVar
	cellVar
)

// A symbol is a name in a scope.
type symbol struct {
	name string
	use  usage
	kind variable
	at   syntax.Span // of its global or nonlocal statement, or its first use
}

// A scope is the symbols of one body. The rules are those of CPython's symtable.c.
type scope struct {
	kind     scopeKind
	name     string
	node     syntax.Node
	parent   *scope
	children []*scope // in the order of the source

	symbols []*symbol
	byName  map[string]*symbol
	params  []string

	class         string // for name mangling: the innermost class around it
	comprehension bool   // a comprehension or generator expression
	genexp        bool
	generator     bool
	nested        bool // inside a function
	async         bool // async def
	coroutine     bool // it suspends the task: async def, and a comprehension with await or async for
	inlined       bool // a comprehension whose names live in the parent's frame
	hasFreeChild  bool
	needsClass    bool // a class whose methods use __class__
	varArgs       bool
	varKw         bool
	inIterable    int  // how many iterables of comprehensions are being visited
	annotations   bool // has an annotated name: SETUP_ANNOTATIONS
}

// lookup returns the symbol of a mangled name, or nil.
func (s *scope) lookup(name string) *symbol { return s.byName[name] }

// add notes a use of a name, and returns its symbol.
func (s *scope) add(name string, u usage, at syntax.Span) *symbol {
	sym := s.byName[name]
	if sym == nil {
		sym = &symbol{name: name, at: at}
		s.byName[name] = sym
		s.symbols = append(s.symbols, sym)
	}
	sym.use |= u
	return sym
}

// functionLike reports whether the scope's names are slots of a frame.
func (s *scope) functionLike() bool { return s.kind == functionScope }

// mangle returns a private name as it is spelled in a class (Python/compile.c, _Py_Mangle).
func mangle(class, name string) string {
	if class == "" || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}
