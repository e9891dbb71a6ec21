package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// This file notes the names that expressions and patterns use.

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
		if t.cur.comprehension {
			t.cur.coroutine = true
		}
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
		s.coroutine = s.coroutine || g.Async
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
	if s.coroutine && !s.genexp && t.cur.comprehension { // which awaits it
		t.cur.coroutine = true
	}
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
