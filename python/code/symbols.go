package code

import (
	"slices"
	"strings"

	"github.com/gilsim/gilsim/python/syntax"
)

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
			t.cur.async, t.cur.coroutine = s.Async, s.Async
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
