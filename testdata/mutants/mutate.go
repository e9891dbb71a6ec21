// This file defines the mutants of a package: which changes are tried.

package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// A source is a file of the package.
type source struct {
	path string // absolute, as go test -overlay wants it
	name string
	text []byte
	set  *token.FileSet
}

// offset returns where in the text a position is.
func (s *source) offset(p token.Pos) int { return s.set.Position(p).Offset }

// part returns a piece of the text.
func (s *source) part(n ast.Node) string { return string(s.text[s.offset(n.Pos()):s.offset(n.End())]) }

// A mutant is a file with one piece replaced.
type mutant struct {
	file     *source
	from, to int
	text     string
	at       token.Position
}

// source returns the text of the changed file.
func (m mutant) source() []byte {
	return []byte(string(m.file.text[:m.from]) + m.text + string(m.file.text[m.to:]))
}

// String says where the change is, and what it is.
func (m mutant) String() string {
	old := string(m.file.text[m.from:m.to])
	return fmt.Sprintf("%s:%d:%d: %s -> %s", m.file.name, m.at.Line, m.at.Column, short(old), short(m.text))
}

// short returns a text on one line.
func short(text string) string {
	if line, _, cut := strings.Cut(text, "\n"); cut {
		return line + " ..."
	}
	return text
}

// mutantsOf returns all changes to the files of a folder that match the pattern, tests apart, in the order of the text.
func mutantsOf(dir, pattern string) ([]mutant, error) {
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		return nil, err
	}
	var all []mutant
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		list, err := mutantsIn(path)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	if all == nil {
		return nil, fmt.Errorf("%s has no Go code to change", dir)
	}
	return all, nil
}

// mutantsIn returns the changes to one file.
func mutantsIn(path string) ([]mutant, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	whole, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	s := &source{path: whole, name: filepath.ToSlash(path), text: text, set: token.NewFileSet()}
	file, err := parser.ParseFile(s.set, path, text, 0)
	if err != nil {
		return nil, err
	}
	c := changes{source: s}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
			ast.Inspect(f.Body, c.visit)
		}
	}
	return c.list, nil
}

// changes collects the mutants of a file.
type changes struct {
	*source
	list []mutant
}

// replace adds the mutant that has another text in place of a node.
func (c *changes) replace(n ast.Node, text string) { c.between(n.Pos(), n.End(), text) }

func (c *changes) between(from, to token.Pos, text string) {
	c.list = append(c.list, mutant{file: c.source, from: c.offset(from), to: c.offset(to), text: text, at: c.set.Position(from)})
}

// visit adds what can be changed in a node.
func (c *changes) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.IfStmt:
		c.negate(n.Cond)
	case *ast.SwitchStmt:
		c.cases(n)
	case *ast.BinaryExpr:
		c.operator(n)
	case *ast.IncDecStmt:
		c.between(n.TokPos, n.End(), map[token.Token]string{token.INC: "--", token.DEC: "++"}[n.Tok])
	case *ast.ExprStmt:
		c.replace(n, "")
	case *ast.AssignStmt:
		c.assignment(n)
	case *ast.CallExpr:
		c.bound(n)
	case *ast.Ident:
		if other := map[string]string{"true": "false", "false": "true"}[n.Name]; other != "" {
			c.replace(n, other)
		}
	}
	return true
}

// negate adds the mutant of the opposite condition, but for == and !=, whose operator is changed.
func (c *changes) negate(condition ast.Expr) {
	if b, ok := condition.(*ast.BinaryExpr); ok && (b.Op == token.EQL || b.Op == token.NEQ) {
		return
	}
	c.replace(condition, "!("+c.part(condition)+")")
}

// cases negates the conditions of a switch without a value.
func (c *changes) cases(n *ast.SwitchStmt) {
	if n.Tag != nil {
		return
	}
	for _, s := range n.Body.List {
		for _, condition := range s.(*ast.CaseClause).List {
			c.negate(condition)
		}
	}
}

// others are the operators that stand in for each.
var others = map[token.Token][]token.Token{
	token.LSS: {token.LEQ}, token.LEQ: {token.LSS}, token.GTR: {token.GEQ}, token.GEQ: {token.GTR},
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL},
	token.LAND: {token.LOR}, token.LOR: {token.LAND},
	token.ADD: {token.SUB}, token.SUB: {token.ADD}, token.MUL: {token.QUO}, token.QUO: {token.MUL}, token.REM: {token.MUL},
}

// operator adds the mutants that have another operator.
func (c *changes) operator(n *ast.BinaryExpr) {
	for _, other := range others[n.Op] {
		c.between(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), other.String())
	}
}

// assignment adds the mutant that does not assign, or takes off what it should add.
func (c *changes) assignment(n *ast.AssignStmt) {
	switch n.Tok {
	case token.ASSIGN:
		c.replace(n, "")
	case token.ADD_ASSIGN:
		c.between(n.TokPos, n.TokPos+2, "-=")
	case token.SUB_ASSIGN:
		c.between(n.TokPos, n.TokPos+2, "+=")
	}
}

// bound adds the mutant that has the larger of two in place of the smaller.
func (c *changes) bound(n *ast.CallExpr) {
	if f, ok := n.Fun.(*ast.Ident); ok {
		if other := map[string]string{"min": "max", "max": "min"}[f.Name]; other != "" {
			c.replace(f, other)
		}
	}
}
