// This file defines which imports a program is prepared to miss.

package python

import "github.com/gilsim/gilsim/python/syntax"

// guardedImports returns the lines of the imports that may fail: those in a try statement that catches ImportError, and those that
// stand in a branch which asks for the version of Python. What they do not find is the program's to deal with, when it runs.
func guardedImports(body []syntax.Stmt) map[int]bool {
	g := guards{}
	g.block(body, false)
	return g
}

// guards are the lines of guarded imports.
type guards map[int]bool

func (g guards) block(body []syntax.Stmt, guarded bool) {
	for _, s := range body {
		g.statement(s, guarded)
	}
}

func (g guards) statement(s syntax.Stmt, guarded bool) {
	switch s := s.(type) {
	case *syntax.Import, *syntax.ImportFrom:
		if guarded {
			g[int(s.Where().Start.Line)] = true
		}
	case *syntax.Try:
		catches := guarded
		for _, h := range s.Handlers {
			catches = catches || catchesImportError(h.Type)
		}
		g.block(s.Body, catches)
		for _, h := range s.Handlers {
			g.block(h.Body, guarded || catchesImportError(h.Type))
		}
		g.block(s.Orelse, guarded)
		g.block(s.Finalbody, guarded)
	case *syntax.If:
		asks := guarded || asksForVersion(s.Test)
		g.block(s.Body, asks)
		g.block(s.Orelse, asks)
	case *syntax.For:
		g.block(s.Body, guarded)
		g.block(s.Orelse, guarded)
	case *syntax.While:
		g.block(s.Body, guarded)
		g.block(s.Orelse, guarded)
	case *syntax.With:
		g.block(s.Body, guarded)
	case *syntax.FunctionDef:
		g.block(s.Body, guarded)
	case *syntax.ClassDef:
		g.block(s.Body, guarded)
	}
}

// catchesImportError reports whether an except clause of this type, nil for any, catches the error of a module that there is not.
func catchesImportError(e syntax.Expr) bool {
	switch e := e.(type) {
	case nil:
		return true
	case *syntax.Name:
		switch e.ID {
		case "ImportError", "ModuleNotFoundError", "Exception", "BaseException":
			return true
		}
	case *syntax.Tuple:
		for _, item := range e.Elts {
			if catchesImportError(item) {
				return true
			}
		}
	}
	return false
}

// asksForVersion reports whether a condition is about the version of Python, or whether a type checker reads it.
func asksForVersion(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Name:
		return e.ID == "TYPE_CHECKING"
	case *syntax.Attribute:
		return e.Attr == "version_info" || e.Attr == "version" || e.Attr == "TYPE_CHECKING" || e.Attr == "hexversion" || asksForVersion(e.Value)
	case *syntax.Subscript:
		return asksForVersion(e.Value)
	case *syntax.Compare:
		return asksForVersion(e.Left)
	case *syntax.UnaryOp:
		return asksForVersion(e.Operand)
	}
	return false
}
