package code

import (
	"crypto/sha256"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/python/syntax"
)

// Options say how a file is compiled.
type Options struct {
	Name    string // of the file, for tracebacks and errors
	Source  []byte // what the tree was parsed from: its hash is kept
	Version string // of CPython: "3.9", "3.13t"; see Versions
	// Native says that the code stands for C code of the interpreter: it counts no bytecodes and never looks whether it must let
	// go of the lock.
	Native bool
	// Listing keeps the version's own bytecodes beside the instructions, for Disassemble.
	Listing bool
}

// A compiler compiles one file.
type compiler struct {
	v       release
	native  bool
	listing bool
	file    *File
	lines   []string
	errs    *errorList
	syms    *symbolTable
	top     *scope
	early   map[*syntax.ImportFrom]bool
	fold    *folder
	globals map[string]int32
	names   map[string]int32

	u  *unit
	at Position

	broken error // a stack whose depth is not the same on every path: a fault of the compiler
}

// Compile compiles a module. The error is a *syntax.Error, what CPython refuses while compiling, or an *UnsupportedError, all that
// gilsim cannot run, or says that the version is not known.
func Compile(m *syntax.Module, o Options) (*File, error) {
	v, err := parseVersion(o.Version)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(string(o.Source), "\n")
	c := &compiler{
		v: v, native: o.Native, listing: o.Listing, lines: lines,
		file:    &File{Name: o.Name, Version: o.Version, Hash: sha256.Sum256(o.Source)},
		errs:    &errorList{file: o.Name, lines: lines},
		early:   earlyFutures(m.Body),
		fold:    &folder{known: map[syntax.Expr]folded{}},
		globals: map[string]int32{},
		names:   map[string]int32{},
	}
	c.syms = buildSymbols(m, v, c.errs)
	if err := c.errs.err(); err != nil && len(c.errs.invalid) > 0 {
		return nil, err
	}
	c.top = c.syms.scopes[m]
	c.warnOfEscapes(m)
	c.module(m)
	if err := c.errs.err(); err != nil {
		return nil, err
	}
	if c.broken != nil {
		return nil, c.broken
	}
	for _, name := range c.file.Names {
		slot, ok := c.globals[name]
		if !ok {
			slot = -1
		}
		c.file.NameGlobals = append(c.file.NameGlobals, slot)
	}
	if o.Native {
		c.file.strip()
	}
	return c.file, nil
}

// strip drops what C code has not: it counts nothing, checks nothing, and has no lines.
func (f *File) strip() {
	for _, c := range f.Code {
		c.Positions = nil
		for i := range c.Instrs {
			in := &c.Instrs[i]
			in.N, in.Ticks, in.Flags = 0, 0, 0
		}
	}
}

func (c *compiler) module(m *syntax.Module) {
	u := c.enter(m, "<module>", 1)
	u.code.Flags |= Module
	c.file.Main = u.code
	c.at = Position{Line: 1, EndLine: 1}
	if c.v >= v311 {
		c.at = noLine
	}
	c.begin()
	if len(m.Body) == 0 {
		c.at = Position{Line: 1, EndLine: 1}
		c.nopForLine()
	}
	c.moduleBody(m.Body)
	c.leave()
}

// enter begins a body.
func (c *compiler) enter(node syntax.Node, name string, first int32) *unit {
	s := c.syms.scopes[node]
	code := &Code{File: c.file, Number: len(c.file.Code), Name: name, FirstLine: first}
	u := &unit{code: code, scope: s, parent: c.u, first: newBlock(), locals: map[string]int32{}, derefs: map[string]int32{},
		consts: map[string]int32{}, override: map[string]variable{}, hidden: map[string]bool{}}
	c.file.Code = append(c.file.Code, code)
	u.cur = u.first
	u.savedAt = c.at
	code.Qualname = name
	if c.u != nil {
		u.private = c.u.private
		code.Qualname = c.qualified(name)
	}
	switch {
	case s.generator && s.coroutine:
		code.Flags |= Generator | AsyncGenerator
	case s.generator:
		code.Flags |= Generator
	case s.coroutine:
		code.Flags |= Generator | Coroutine
	}
	if c.native {
		code.Flags |= Native
	}
	var cellNames, freeNames []string
	for _, sym := range s.symbols {
		switch {
		case sym.kind == cellVar:
			cellNames = append(cellNames, sym.name)
		case sym.kind == freeVar || sym.use&viaClass != 0:
			freeNames = append(freeNames, sym.name)
		}
	}
	if s.needsClass {
		cellNames = append(cellNames, "__class__")
	}
	slices.Sort(cellNames)
	slices.Sort(freeNames)
	for _, n := range slices.Concat(cellNames, freeNames) {
		u.derefs[n] = int32(len(u.names))
		u.names = append(u.names, n)
	}
	u.nCells, u.nFree = len(cellNames), len(freeNames)
	c.u = u
	c.at = Position{Line: first, EndLine: first}
	return u
}

// qualified returns the qualified name of a body that begins inside the current one (compiler_set_qualname).
func (c *compiler) qualified(name string) string {
	p := c.u
	if p.scope.kind == moduleScope {
		return name
	}
	mangled := mangle(p.private, name)
	if s := p.scope.lookup(mangled); s != nil && s.kind == globalExplicit && !strings.HasPrefix(name, "<") {
		return name
	}
	if p.scope.kind == classScope {
		return p.code.Qualname + "." + name
	}
	return p.code.Qualname + ".<locals>." + name
}

// begin emits what every body begins with.
func (c *compiler) begin() { c.resumeAt(0) }

// leave ends a body: it is optimised and lowered.
func (c *compiler) leave() *Code {
	u := c.u
	c.withoutLine(func() {
		c.load(nil)
		c.op(ReturnValue, 0)
	})
	if len(c.errs.invalid) == 0 && len(c.errs.unsupported) == 0 && c.broken == nil {
		c.broken = c.assemble(u)
	}
	c.u = u.parent
	c.at = u.savedAt
	return u.code
}

// constant returns the index of a constant.
func (c *compiler) constant(k Const) int32 {
	key := constKey(k)
	n, ok := c.u.consts[key]
	if !ok {
		n = int32(len(c.u.code.Consts))
		c.u.consts[key] = n
		c.u.code.Consts = append(c.u.code.Consts, k)
	}
	return n
}

// constKey returns a text that is the same for constants that are the same value of the same type.
func constKey(k Const) string {
	switch k := k.(type) {
	case nil:
		return "None"
	case Float:
		return "float " + strconv.FormatUint(math.Float64bits(float64(k)), 16)
	case *big.Int:
		return "int " + k.String()
	case Int:
		return "int " + strconv.FormatInt(int64(k), 10)
	case Tuple:
		return "(" + constKeys(k) + ")"
	case FrozenSet:
		return "{" + constKeys(k) + "}"
	}
	return fmt.Sprintf("%T %q", k, fmt.Sprint(k))
}

func constKeys(list []Const) string {
	var b strings.Builder
	for _, k := range list {
		b.WriteString(constKey(k))
		b.WriteByte(',')
	}
	return b.String()
}

// source returns the text of a span that lies in one line, or its lines joined.
func (c *compiler) source(s syntax.Span) string {
	var b strings.Builder
	for l := s.Start.Line; l <= s.End.Line && int(l) <= len(c.lines); l++ {
		r := []rune(c.lines[l-1])
		from, to := 0, len(r)
		if l == s.Start.Line {
			from = min(int(s.Start.Col), len(r))
		}
		if l == s.End.Line {
			to = min(int(s.End.Col), len(r))
		}
		if from < to {
			b.WriteString(strings.TrimSpace(string(r[from:to])))
		}
	}
	return b.String()
}
