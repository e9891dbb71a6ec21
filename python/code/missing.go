package code

import (
	"slices"

	"github.com/gilsim/gilsim/python/syntax"
)

// Missing says all that a file uses and gilsim has not, at once: constructs, and modules for which has is false. The error is a
// *syntax.Error, or says that the version is not known.
func Missing(m *syntax.Module, o Options, has func(module string) bool) ([]Unsupported, error) {
	list, err := constructs(Compile(m, o))
	if err != nil {
		return nil, err
	}
	walkImports(m.Body, func(module string, at syntax.Span) {
		if !has(module) {
			list = append(list, Unsupported{at.Start.Line, "the module " + module})
		}
	})
	slices.SortStableFunc(list, func(a, b Unsupported) int { return int(a.Line - b.Line) })
	return list, nil
}

// constructs takes the constructs that are missing out of what Compile returned.
func constructs(_ *File, err error) ([]Unsupported, error) {
	if u, ok := err.(*UnsupportedError); ok {
		return slices.Clone(u.List), nil
	}
	return nil, err
}

// walkImports calls f for each module that a statement inside imports, but relative ones.
func walkImports(list []syntax.Stmt, f func(module string, at syntax.Span)) {
	for _, s := range list {
		switch s := s.(type) {
		case *syntax.Import:
			for _, a := range s.Names {
				f(a.Name, a.Span)
			}
		case *syntax.ImportFrom:
			if s.Level == 0 {
				f(s.Module, s.Span)
			}
		}
		for _, body := range bodiesOf(s) {
			walkImports(body, f)
		}
	}
}

// bodiesOf lists the bodies of a statement.
func bodiesOf(s syntax.Stmt) [][]syntax.Stmt {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		return [][]syntax.Stmt{s.Body}
	case *syntax.ClassDef:
		return [][]syntax.Stmt{s.Body}
	case *syntax.For:
		return [][]syntax.Stmt{s.Body, s.Orelse}
	case *syntax.While:
		return [][]syntax.Stmt{s.Body, s.Orelse}
	case *syntax.If:
		return [][]syntax.Stmt{s.Body, s.Orelse}
	case *syntax.With:
		return [][]syntax.Stmt{s.Body}
	case *syntax.Match:
		var list [][]syntax.Stmt
		for _, c := range s.Cases {
			list = append(list, c.Body)
		}
		return list
	case *syntax.Try:
		list := [][]syntax.Stmt{s.Body, s.Orelse, s.Finalbody}
		for _, h := range s.Handlers {
			list = append(list, h.Body)
		}
		return list
	}
	return nil
}
