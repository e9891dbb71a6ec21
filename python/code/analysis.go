package code

import (
	"maps"
	"slices"

	"github.com/gilsim/gilsim/python/syntax"
)

// This file decides where each name lives: analyze_block and inline_comprehension of CPython's symtable.c.

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
