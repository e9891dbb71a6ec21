package code

import (
	"maps"
	"slices"
	"strings"

	"github.com/gilsim/gilsim/python/syntax"
)

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

// A symbolTable builds the scopes of a file.
type symbolTable struct {
	errs   *errorList
	inline func(comprehension syntax.Expr) bool // whether the version has no function for it
	scopes map[syntax.Node]*scope
	top    *scope
	cur    *scope
	future bool // from __future__ import annotations
	lazy   bool // annotations are evaluated when asked for
}

// buildSymbols returns the scope of each body of a module, by its node.
func buildSymbols(m *syntax.Module, r release, errs *errorList) *symbolTable {
	t := &symbolTable{errs: errs, scopes: map[syntax.Node]*scope{}, lazy: r.has(deferAnnotations)}
	t.inline = func(e syntax.Expr) bool {
		switch e.(type) {
		case *syntax.ListComp:
			return r.has(inlineListComp)
		case *syntax.SetComp, *syntax.DictComp:
			return r.has(inlineComps)
		}
		return false
	}
	t.top = t.enter(moduleScope, "top", m)
	t.stmts(m.Body)
	analyse := analysis{t: t}
	analyse.scope(t.top, nil, set{})
	return t
}

func (t *symbolTable) enter(kind scopeKind, name string, node syntax.Node) *scope {
	s := &scope{kind: kind, name: name, node: node, parent: t.cur, byName: map[string]*symbol{}}
	if p := t.cur; p != nil {
		p.children = append(p.children, s)
		s.nested = p.nested || p.kind == functionScope
		s.class = p.class
	}
	t.scopes[node] = s
	t.cur = s
	return s
}

func (t *symbolTable) leave() { t.cur = t.cur.parent }

func (t *symbolTable) errorAt(at syntax.Span, format string, args ...any) {
	t.errs.syntax(at, format, args...)
}

func (t *symbolTable) mangled(name string) string { return mangle(t.cur.class, name) }

// define notes that the current scope binds a name.
func (t *symbolTable) define(name string, u usage, at syntax.Span) {
	name = t.mangled(name)
	if u&(bound|isImported) == bound {
		u |= isAssigned
	}
	if name == "__debug__" && u&(bound|isParam) != 0 {
		t.errorAt(at, "cannot assign to __debug__")
	}
	if u&isParam != 0 {
		if s := t.cur.lookup(name); s != nil && s.use&isParam != 0 {
			t.errorAt(at, "duplicate argument '%s' in function definition", name)
			return
		}
		t.cur.params = append(t.cur.params, name)
	}
	t.cur.add(name, u, at)
}

func (t *symbolTable) stmts(list []syntax.Stmt) {
	for _, s := range list {
		t.stmt(s)
	}
}

func (t *symbolTable) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		t.define(s.Name, bound, s.Span)
		t.exprs(s.Decorators)
		t.function(s, s.Name, s.Args, s.Returns, func() {
			t.cur.async = s.Async
			t.stmts(s.Body)
		})
	case *syntax.ClassDef:
		t.define(s.Name, bound, s.Span)
		t.exprs(s.Decorators)
		t.exprs(s.Bases)
		for _, k := range s.Keywords {
			t.expr(k.Value)
		}
		c := t.enter(classScope, s.Name, s)
		c.class = s.Name
		t.stmts(s.Body)
		t.leave()
	case *syntax.Return:
		t.optional(s.Value)
	case *syntax.Delete:
		t.exprs(s.Targets)
	case *syntax.Assign:
		t.exprs(s.Targets)
		t.expr(s.Value)
	case *syntax.AugAssign:
		t.expr(s.Target)
		t.expr(s.Value)
	case *syntax.AnnAssign:
		t.annAssign(s)
	case *syntax.For:
		t.expr(s.Target)
		t.expr(s.Iter)
		t.stmts(s.Body)
		t.stmts(s.Orelse)
	case *syntax.While:
		t.expr(s.Test)
		t.stmts(s.Body)
		t.stmts(s.Orelse)
	case *syntax.If:
		t.expr(s.Test)
		t.stmts(s.Body)
		t.stmts(s.Orelse)
	case *syntax.With:
		for _, item := range s.Items {
			t.expr(item.Context)
			t.optional(item.Vars)
		}
		t.stmts(s.Body)
	case *syntax.Match:
		t.expr(s.Subject)
		for _, c := range s.Cases {
			t.pattern(c.Pattern)
			t.optional(c.Guard)
			t.stmts(c.Body)
		}
	case *syntax.Raise:
		t.optional(s.Exc)
		t.optional(s.Cause)
	case *syntax.Try:
		t.stmts(s.Body)
		for _, h := range s.Handlers {
			t.optional(h.Type)
			if h.Name != "" {
				t.define(h.Name, bound, h.Span)
			}
			t.stmts(h.Body)
		}
		t.stmts(s.Orelse)
		t.stmts(s.Finalbody)
	case *syntax.Assert:
		t.expr(s.Test)
		t.optional(s.Msg)
	case *syntax.Import:
		for _, a := range s.Names {
			name := a.AsName
			if name == "" {
				name, _, _ = strings.Cut(a.Name, ".")
			}
			t.define(name, bound|isImported, a.Span)
		}
	case *syntax.ImportFrom:
		t.importFrom(s)
	case *syntax.Global:
		t.declare(s.Names, isGlobal, s.Span)
	case *syntax.Nonlocal:
		t.declare(s.Names, isNonlocal, s.Span)
	case *syntax.ExprStmt:
		t.expr(s.Value)
	}
}

func (t *symbolTable) importFrom(s *syntax.ImportFrom) {
	for _, a := range s.Names {
		if s.Module == "__future__" && a.Name == "annotations" {
			t.future = true
		}
		if a.Name == "*" {
			if t.cur.kind != moduleScope {
				t.errorAt(a.Span, "import * only allowed at module level")
			}
			continue
		}
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		t.define(name, bound|isImported, a.Span)
	}
}

func (t *symbolTable) annAssign(s *syntax.AnnAssign) {
	if n, ok := s.Target.(*syntax.Name); ok {
		name := t.mangled(n.ID)
		sym := t.cur.lookup(name)
		if sym != nil && sym.use&(isGlobal|isNonlocal) != 0 && t.cur.kind != moduleScope && s.Simple {
			what := "global"
			if sym.use&isNonlocal != 0 {
				what = "nonlocal"
			}
			t.errorAt(s.Span, "annotated name '%s' can't be %s", n.ID, what)
			return
		}
		if s.Simple {
			t.cur.add(name, isAnnotated|bound|isAssigned, n.Span)
			if t.cur.kind != functionScope {
				t.cur.annotations = true
			}
		} else if s.Value != nil {
			t.define(n.ID, bound, n.Span)
		}
	} else {
		t.expr(s.Target)
	}
	t.annotation(s.Annotation)
	t.optional(s.Value)
}

// annotation visits an annotation that is evaluated where it stands. Under PEP 649 it lives in a function of its own; names in it
// are looked up all the same.
func (t *symbolTable) annotation(e syntax.Expr) {
	if e != nil && !t.future {
		t.expr(e)
	}
}

// declare notes a global or nonlocal statement.
func (t *symbolTable) declare(names []string, u usage, at syntax.Span) {
	word := "global"
	if u == isNonlocal {
		word = "nonlocal"
		if t.cur.kind == moduleScope {
			t.errorAt(at, "nonlocal declaration not allowed at module level")
			return
		}
	}
	for _, written := range names {
		name := t.mangled(written)
		if s := t.cur.lookup(name); s != nil && s.use&(isParam|used|isAnnotated|isAssigned) != 0 {
			switch {
			case s.use&isParam != 0:
				t.errorAt(at, "name '%s' is parameter and %s", written, word)
			case s.use&used != 0:
				t.errorAt(at, "name '%s' is used prior to %s declaration", written, word)
			case s.use&isAnnotated != 0:
				t.errorAt(at, "annotated name '%s' can't be %s", written, word)
			default:
				t.errorAt(at, "name '%s' is assigned to before %s declaration", written, word)
			}
			continue
		}
		if s := t.cur.add(name, 0, at); s.use&(isGlobal|isNonlocal) == 0 {
			s.at = at
		}
		t.cur.add(name, u, at)
		if u == isGlobal && t.cur != t.top {
			t.top.add(name, isGlobal, at)
		}
	}
}

// function visits what a function needs where it is defined, and its body in a scope of its own.
func (t *symbolTable) function(node syntax.Node, name string, args *syntax.Arguments, returns syntax.Expr, body func()) {
	t.exprs(args.Defaults)
	for _, d := range args.KwDefaults {
		t.optional(d)
	}
	for _, a := range allArgs(args) {
		t.annotation(a.Annotation)
	}
	t.annotation(returns)
	s := t.enter(functionScope, name, node)
	s.varArgs, s.varKw = args.Vararg != nil, args.Kwarg != nil
	for _, list := range [][]*syntax.Arg{args.PosOnly, args.Args, args.KwOnly, {args.Vararg}, {args.Kwarg}} {
		for _, a := range list {
			if a != nil {
				t.define(a.Name, isParam, a.Span)
			}
		}
	}
	body()
	t.leave()
}

// allArgs lists the parameters in the order in which CPython evaluates their annotations.
func allArgs(a *syntax.Arguments) []*syntax.Arg {
	list := slices.Concat(a.PosOnly, a.Args)
	if a.Vararg != nil {
		list = append(list, a.Vararg)
	}
	list = append(list, a.KwOnly...)
	if a.Kwarg != nil {
		list = append(list, a.Kwarg)
	}
	return list
}

func (t *symbolTable) exprs(list []syntax.Expr) {
	for _, e := range list {
		t.optional(e)
	}
}

// optional visits an expression that may be absent.
func (t *symbolTable) optional(e syntax.Expr) {
	if e != nil {
		t.expr(e)
	}
}

func (t *symbolTable) expr(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.BoolOp:
		t.exprs(e.Values)
	case *syntax.NamedExpr:
		t.namedExpr(e)
	case *syntax.BinOp:
		t.expr(e.Left)
		t.expr(e.Right)
	case *syntax.UnaryOp:
		t.expr(e.Operand)
	case *syntax.Lambda:
		t.function(e, "lambda", e.Args, nil, func() { t.expr(e.Body) })
	case *syntax.IfExp:
		t.expr(e.Test)
		t.expr(e.Body)
		t.expr(e.Orelse)
	case *syntax.Dict:
		t.exprs(e.Keys)
		t.exprs(e.Values)
	case *syntax.Set:
		t.exprs(e.Elts)
	case *syntax.ListComp:
		t.comprehension(e, "listcomp", e.Elt, nil, e.Generators)
	case *syntax.SetComp:
		t.comprehension(e, "setcomp", e.Elt, nil, e.Generators)
	case *syntax.DictComp:
		t.comprehension(e, "dictcomp", e.Key, e.Value, e.Generators)
	case *syntax.GeneratorExp:
		t.comprehension(e, "genexpr", e.Elt, nil, e.Generators)
	case *syntax.Yield:
		t.yield(e.Span)
		t.optional(e.Value)
	case *syntax.YieldFrom:
		t.yield(e.Span)
		t.expr(e.Value)
	case *syntax.Await:
		t.expr(e.Value)
	case *syntax.Compare:
		t.expr(e.Left)
		t.exprs(e.Comparators)
	case *syntax.Call:
		t.expr(e.Func)
		t.exprs(e.Args)
		for _, k := range e.Keywords {
			t.expr(k.Value)
		}
	case *syntax.FormattedValue:
		t.expr(e.Value)
		t.optional(e.FormatSpec)
	case *syntax.JoinedStr:
		t.exprs(e.Values)
	case *syntax.Attribute:
		if e.Attr == "__debug__" && e.Ctx != syntax.Load {
			t.errorAt(e.Span, "cannot %s __debug__", [...]string{syntax.Store: "assign to", syntax.Del: "delete"}[e.Ctx])
		}
		t.expr(e.Value)
	case *syntax.Subscript:
		t.expr(e.Value)
		t.expr(e.Slice)
	case *syntax.Starred:
		t.expr(e.Value)
	case *syntax.Name:
		t.name(e)
	case *syntax.List:
		t.exprs(e.Elts)
	case *syntax.Tuple:
		t.exprs(e.Elts)
	case *syntax.Slice:
		t.optional(e.Lower)
		t.optional(e.Upper)
		t.optional(e.Step)
	}
}

func (t *symbolTable) name(e *syntax.Name) {
	if e.ID == "__debug__" && e.Ctx == syntax.Del {
		t.errorAt(e.Span, "cannot delete __debug__")
	}
	if e.Ctx == syntax.Del {
		t.cur.add(t.mangled(e.ID), bound|isAssigned, e.Span)
		return
	}
	if e.Ctx != syntax.Load {
		t.define(e.ID, bound, e.Span)
		return
	}
	t.cur.add(t.mangled(e.ID), used, e.Span)
	// A function that says super uses the cell __class__ of the class around it.
	if e.ID == "super" && t.cur.kind == functionScope {
		t.cur.add("__class__", used, e.Span)
	}
}

func (t *symbolTable) yield(at syntax.Span) {
	if t.cur.comprehension {
		what := map[string]string{"listcomp": "list comprehension", "setcomp": "set comprehension", "dictcomp": "dict comprehension",
			"genexpr": "generator expression"}[t.cur.name]
		t.errorAt(at, "'yield' inside %s", what)
		return
	}
	t.cur.generator = true
}

func (t *symbolTable) comprehension(e syntax.Expr, name string, elt, value syntax.Expr, gens []*syntax.Comprehension) {
	t.iterable(gens[0].Iter) // evaluated outside
	s := t.enter(functionScope, name, e)
	s.comprehension = true
	_, s.genexp = e.(*syntax.GeneratorExp)
	s.generator = s.genexp
	s.inlined = t.inline(e)
	t.cur.add(".0", isParam, e.Where())
	s.params = append(s.params, ".0")
	for i, g := range gens {
		t.compTarget(g.Target)
		if i > 0 {
			t.iterable(g.Iter)
		}
		t.exprs(g.Ifs)
	}
	if value != nil {
		t.expr(value)
	}
	t.expr(elt)
	t.leave()
}

// iterable visits what a comprehension iterates over.
func (t *symbolTable) iterable(e syntax.Expr) {
	t.cur.inIterable++
	t.expr(e)
	t.cur.inIterable--
}

// compTarget visits the target of a comprehension's for: its names cannot be rebound by a walrus.
func (t *symbolTable) compTarget(target syntax.Expr) {
	t.expr(target)
	for _, n := range targetNames(target) {
		if s := t.cur.lookup(t.mangled(n)); s != nil {
			s.use |= isIter
		}
	}
}

// targetNames lists the names that an assignment to a target binds.
func targetNames(target syntax.Expr) (list []string) {
	switch e := target.(type) {
	case *syntax.Name:
		return []string{e.ID}
	case *syntax.Starred:
		return targetNames(e.Value)
	case *syntax.Tuple:
		for _, x := range e.Elts {
			list = append(list, targetNames(x)...)
		}
	case *syntax.List:
		for _, x := range e.Elts {
			list = append(list, targetNames(x)...)
		}
	}
	return list
}

// namedExpr visits a := b. In a comprehension it binds the name in the function around it (PEP 572).
func (t *symbolTable) namedExpr(e *syntax.NamedExpr) {
	if t.cur.inIterable > 0 {
		t.errorAt(e.Span, "assignment expression cannot be used in a comprehension iterable expression")
		return
	}
	if !t.cur.comprehension {
		t.expr(e.Value)
		t.expr(e.Target)
		return
	}
	name := t.mangled(e.Target.ID)
	for s := t.cur; s != nil; s = s.parent {
		if s.comprehension {
			if sym := s.lookup(name); sym != nil && sym.use&isIter != 0 {
				t.errorAt(e.Target.Span, "assignment expression cannot rebind comprehension iteration variable '%s'", e.Target.ID)
				return
			}
			continue
		}
		switch s.kind {
		case classScope:
			t.errorAt(e.Target.Span, "assignment expression within a comprehension cannot be used in a class body")
			return
		case functionScope:
			if sym := s.lookup(name); sym != nil && sym.use&isGlobal != 0 {
				t.cur.add(name, isGlobal, e.Span)
			} else {
				t.cur.add(name, isNonlocal, e.Span)
			}
			t.cur.add(name, bound, e.Span)
			s.add(name, bound, e.Span)
		case moduleScope:
			t.cur.add(name, isGlobal|bound, e.Span)
			s.add(name, isGlobal|bound, e.Span)
		}
		break
	}
	t.expr(e.Value)
}

func (t *symbolTable) pattern(p syntax.Pattern) {
	capture := func(name string, at syntax.Span) {
		if name != "" {
			t.define(name, bound, at)
		}
	}
	switch p := p.(type) {
	case *syntax.MatchValue:
		t.expr(p.Value)
	case *syntax.MatchSequence:
		t.patterns(p.Patterns)
	case *syntax.MatchMapping:
		t.exprs(p.Keys)
		t.patterns(p.Patterns)
		capture(p.Rest, p.Span)
	case *syntax.MatchClass:
		t.expr(p.Class)
		t.patterns(p.Patterns)
		t.patterns(p.KwdPatterns)
	case *syntax.MatchStar:
		capture(p.Name, p.Span)
	case *syntax.MatchAs:
		if p.Pattern != nil {
			t.pattern(p.Pattern)
		}
		capture(p.Name, p.Span)
	case *syntax.MatchOr:
		t.patterns(p.Patterns)
	}
}

func (t *symbolTable) patterns(list []syntax.Pattern) {
	for _, p := range list {
		t.pattern(p)
	}
}

// A set is a set of names; what is done with one never depends on an order.
type set map[string]bool

func (s set) add(o set) { maps.Copy(s, o) }

func (s set) sorted() []string { return slices.Sorted(maps.Keys(s)) }

// An analysis decides where each name lives, from the outside in, then which names are cells, from the inside out
// (symtable.c, analyze_block).
type analysis struct{ t *symbolTable }

// scope resolves the names of s and of what is inside. boundOutside holds the names bound by functions around it (nil at module
// level, where nonlocal is no name's kind), globals those that a function around declared global. It returns the free names.
func (a *analysis) scope(s *scope, boundOutside, globals set) set {
	free, newBound, newGlobals := set{}, set{}, set{}
	locals := set{}
	if s.kind == classScope {
		newGlobals.add(globals)
		newBound.add(boundOutside)
	}
	for _, sym := range s.symbols {
		a.name(s, sym, boundOutside, locals, globals, free)
	}
	if s.kind != classScope {
		if s.functionLike() {
			newBound.add(locals)
		}
		newBound.add(boundOutside)
		newGlobals.add(globals)
	} else {
		newBound["__class__"] = true
	}
	inner := set{}
	inlinedCells := set{}
	for _, c := range s.children {
		childFree := a.scope(c, maps.Clone(newBound), maps.Clone(newGlobals))
		if c.inlined {
			a.inline(s, c, childFree, inlinedCells)
		}
		inner.add(childFree)
		if len(childFree) > 0 || c.hasFreeChild {
			s.hasFreeChild = true
		}
	}
	switch s.kind {
	case functionScope:
		cells(s, inner, inlinedCells)
	case classScope:
		if inner["__class__"] {
			delete(inner, "__class__")
			s.needsClass = true
		}
	}
	a.pass(s, boundOutside, inner)
	free.add(inner)
	return free
}

// name decides where one name lives (analyze_name).
func (a *analysis) name(s *scope, sym *symbol, boundOutside, locals, globals, free set) {
	switch {
	case sym.use&isGlobal != 0:
		if sym.use&isNonlocal != 0 {
			a.t.errorAt(sym.at, "name '%s' is nonlocal and global", sym.name)
			return
		}
		sym.kind = globalExplicit
		globals[sym.name] = true
		delete(boundOutside, sym.name)
	case sym.use&isNonlocal != 0:
		if !boundOutside[sym.name] {
			a.t.errorAt(sym.at, "no binding for nonlocal '%s' found", sym.name)
			return
		}
		sym.kind = freeVar
		free[sym.name] = true
	case sym.use&(bound|isParam) != 0:
		sym.kind = local
		locals[sym.name] = true
		delete(globals, sym.name)
	case boundOutside[sym.name]:
		sym.kind = freeVar
		free[sym.name] = true
	case globals[sym.name]:
		sym.kind = globalImplicit
	default:
		sym.kind = globalImplicit
	}
}

// cells makes those locals cells that inner functions use, those of inlined comprehensions too (analyze_cells).
func cells(s *scope, inner, inlinedCells set) {
	for _, sym := range s.symbols {
		if sym.kind == local && (inner[sym.name] || inlinedCells[sym.name]) {
			sym.kind = cellVar
			delete(inner, sym.name)
		}
	}
}

// pass adds to a scope the names that inner functions take through it (update_symbols).
func (a *analysis) pass(s *scope, boundOutside, inner set) {
	for _, name := range inner.sorted() {
		sym := s.lookup(name)
		if sym != nil {
			if s.kind == classScope && sym.use&(bound|isGlobal) != 0 {
				sym.use |= viaClass
			}
			continue
		}
		if !boundOutside[name] {
			continue // global
		}
		sym = s.add(name, 0, syntax.Span{})
		sym.kind = freeVar
	}
}

// inline merges the names of an inlined comprehension into the scope around it (inline_comprehension).
func (a *analysis) inline(s, comp *scope, compFree, inlinedCells set) {
	for _, sym := range comp.symbols {
		if sym.use&isParam != 0 {
			continue
		}
		if sym.kind == cellVar {
			inlinedCells[sym.name] = true
		}
		outer := s.lookup(sym.name)
		if outer == nil {
			kind := sym.kind
			if kind == freeVar && s.kind == classScope && sym.name == "__class__" {
				kind = globalImplicit
				delete(compFree, sym.name)
			}
			s.add(sym.name, sym.use&^isIter, sym.at).kind = kind
			continue
		}
		// What is free in the comprehension and bound outside is now simply the same variable, unless a function inside the
		// comprehension takes it.
		if outer.use&(bound|isParam) != 0 && s.kind != classScope && !freeInChildren(comp, sym.name) {
			delete(compFree, sym.name)
		}
	}
}

// freeInChildren reports whether a function inside takes a name from outside.
func freeInChildren(s *scope, name string) bool {
	for _, c := range s.children {
		if sym := c.lookup(name); sym != nil && sym.kind == freeVar {
			return true
		}
	}
	return false
}
