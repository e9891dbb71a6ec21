package code

import (
	"strings"

	"github.com/gilsim/gilsim/python/syntax"
)

func (c *compiler) stmts(list []syntax.Stmt) {
	for _, s := range list {
		c.stmt(s)
	}
}

func (c *compiler) stmt(s syntax.Stmt) {
	c.setAt(s.Where())
	switch s := s.(type) {
	case *syntax.FunctionDef:
		c.functionDef(s)
	case *syntax.ClassDef:
		c.classDef(s)
	case *syntax.Return:
		c.returnStmt(s)
	case *syntax.Delete:
		for _, t := range s.Targets {
			c.unbind(t)
		}
	case *syntax.Assign:
		c.visit(s.Value)
		for i, t := range s.Targets {
			if i < len(s.Targets)-1 {
				c.dup()
			}
			c.store(t)
		}
	case *syntax.AugAssign:
		c.augAssign(s)
	case *syntax.AnnAssign:
		c.annAssign(s)
	case *syntax.For:
		c.forStmt(s)
	case *syntax.While:
		c.whileStmt(s)
	case *syntax.If:
		c.ifStmt(s)
	case *syntax.With:
		if s.Async {
			c.asyncStmt(s.Span, "async with")
		}
		c.with(s, 0)
	case *syntax.Match:
		c.match(s)
	case *syntax.Raise:
		c.raise(s)
	case *syntax.Try:
		if s.Star && c.v < v311 {
			c.errs.syntax(s.Handlers[0].Span, "invalid syntax (except* came with Python 3.11)")
		}
		c.try(s)
	case *syntax.Assert:
		c.assert(s)
	case *syntax.Import:
		c.importStmt(s)
	case *syntax.ImportFrom:
		c.importFrom(s)
	case *syntax.TypeAlias:
		c.errs.missing(s.Span, typeStatementConstruct)
	case *syntax.ExprStmt:
		if c.isConstantStmt(s.Value) {
			c.nopForLine()
			break
		}
		c.visit(s.Value)
		c.pop()
	case *syntax.Pass, *syntax.Global, *syntax.Nonlocal:
		if _, ok := s.(*syntax.Pass); ok {
			c.nopForLine()
		}
	case *syntax.Break:
		c.breakStmt(s)
	case *syntax.Continue:
		c.continueStmt(s)
	}
}

// isConstantStmt reports whether an expression statement is a constant, which is left out.
func (c *compiler) isConstantStmt(e syntax.Expr) bool {
	_, ok := c.fold.constant(e)
	return ok
}

func (c *compiler) returnStmt(s *syntax.Return) {
	if c.u.scope.kind != functionScope || c.u.scope.comprehension {
		c.errs.syntax(s.Span, "'return' outside function")
		return
	}
	if c.inStar(true) {
		c.errs.syntax(s.Span, exceptStarLeaves)
		return
	}
	if s.Value != nil && c.u.code.Flags&AsyncGenerator != 0 {
		c.errs.syntax(s.Span, "'return' with value in async generator")
		return
	}
	var k Const
	isConst := s.Value == nil
	if s.Value != nil {
		k, isConst = c.fold.constant(s.Value)
	}
	if !isConst {
		c.visit(s.Value)
	} else if s.Value != nil && c.v.has(lineNops) {
		c.setAt(s.Value.Where())
		c.nopForLine()
	}
	if s.Value == nil || s.Value.Where().Start.Line != s.Start.Line {
		c.setAt(s.Span)
		c.nopForLine()
	}
	if c.v.has(finallyReason) && isConst {
		c.load(k)
	}
	preserve := !isConst || c.v.has(finallyReason)
	if c.v.has(finallyReason) && c.unwindsMore() {
		c.ghost("RETURN_VALUE")
		c.unwindAll(preserve)
		c.silent(ReturnValue, 0)
		return
	}
	c.unwindAll(preserve)
	if !preserve {
		c.load(k)
	}
	c.op(ReturnValue, 0)
}

func (c *compiler) augAssign(s *syntax.AugAssign) {
	o := operatorOf(s.Op) + InplaceAdd
	at := c.at
	switch t := s.Target.(type) {
	case *syntax.Name:
		c.setAt(t.Span)
		c.name(t.ID, syntax.Load)
		c.at = at
		c.visit(s.Value)
		c.binary(o)
		c.setAt(t.Span)
		c.name(t.ID, syntax.Store)
	case *syntax.Attribute:
		c.visit(t.Value)
		c.setAt(t.Span)
		c.dup()
		c.op(LoadAttr, c.nameIndex(t.Attr))
		c.at = at
		c.visit(s.Value)
		c.binary(o)
		c.setAt(t.Span)
		c.swap()
		c.op(StoreAttr, c.nameIndex(t.Attr))
		c.noteStatic(t)
	case *syntax.Subscript:
		c.augSubscript(s, t, o)
	}
	c.at = at
}

func (c *compiler) augSubscript(s *syntax.AugAssign, t *syntax.Subscript, o Operator) {
	at := c.at
	c.visit(t.Value)
	sl, plain := c.plainSlice(t)
	if plain {
		c.augSlice(s, t, sl, o)
		return
	}
	c.visit(t.Slice)
	c.setAt(t.Span)
	if c.v.has(copySwap) {
		c.op(Copy, 2)
		c.op(Copy, 2)
	} else {
		c.op(DupTopTwo, 0)
	}
	c.op(BinarySubscr, 0)
	c.at = at
	c.visit(s.Value)
	c.binary(o)
	c.setAt(t.Span)
	if c.v.has(copySwap) {
		c.op(Swap, 3)
		c.op(Swap, 2)
	} else {
		c.op(RotThree, 0)
	}
	c.op(StoreSubscr, 0)
}

// augSlice compiles x[a:b] op= value, with the object on the stack.
func (c *compiler) augSlice(s *syntax.AugAssign, t *syntax.Subscript, sl *syntax.Slice, o Operator) {
	at := c.at
	c.bounds(sl)
	c.setAt(t.Span)
	if c.v.has(sliceOps) {
		c.silent(BuildSlice, 2)
		c.named("DUP_TOPX", DupTopTwo, 0)
		c.named(c.sliceName("", "SLICE", sl), BinarySubscr, 0)
	} else {
		for range 3 {
			c.op(Copy, 3)
		}
		c.silent(BuildSlice, 2)
		c.named("BINARY_SLICE", BinarySubscr, 0)
	}
	c.at = at
	c.visit(s.Value)
	c.binary(o)
	c.setAt(t.Span)
	if c.v.has(sliceOps) {
		rotate := "ROT_THREE"
		if sl.Lower != nil && sl.Upper != nil {
			rotate = "ROT_FOUR"
		}
		c.named(rotate, RotThree, 0)
		c.named(c.sliceName("", "STORE_SLICE", sl), StoreSubscr, 0)
		return
	}
	for n := int32(4); n >= 2; n-- {
		c.op(Swap, n)
	}
	c.silent(BuildSlice, 2)
	c.named("STORE_SLICE", StoreSubscr, 0)
}

func (c *compiler) annAssign(s *syntax.AnnAssign) {
	if s.Value != nil {
		c.visit(s.Value)
		c.store(s.Target)
	}
	switch t := s.Target.(type) {
	case *syntax.Name:
		if s.Simple && c.u.scope.kind != functionScope {
			c.storeAnnotation(t, s)
		}
	case *syntax.Attribute:
		if s.Value == nil {
			c.visit(t.Value)
			c.pop()
		}
	case *syntax.Subscript:
		if s.Value == nil {
			c.visit(t.Value)
			c.pop()
			c.visitSliceParts(t.Slice)
		}
	}
}

// visitSliceParts evaluates an index for its effects (check_ann_subscr).
func (c *compiler) visitSliceParts(e syntax.Expr) {
	var parts []syntax.Expr
	switch e := e.(type) {
	case *syntax.Slice:
		parts = []syntax.Expr{e.Lower, e.Upper, e.Step}
	case *syntax.Tuple:
		for _, x := range e.Elts {
			c.visitSliceParts(x)
		}
		return
	default:
		parts = []syntax.Expr{e}
	}
	for _, p := range parts {
		if p != nil {
			c.visit(p)
			c.pop()
		}
	}
}

// storeAnnotation stores the annotation of a variable of a module or class.
func (c *compiler) storeAnnotation(t *syntax.Name, s *syntax.AnnAssign) {
	store := func(push func(syntax.Expr)) {
		push(s.Annotation)
		c.name("__annotations__", syntax.Load)
		c.load(Str(mangle(c.u.private, t.ID)))
		c.op(StoreSubscr, 0)
	}
	if c.v.has(deferAnnotations) && !c.syms.future {
		c.silently(func() { store(c.lenient) })
		return
	}
	store(c.annotation)
}

func (c *compiler) ifStmt(s *syntax.If) {
	if test, ok := c.constantTest(s.Test); ok {
		if test {
			c.dead(s.Orelse)
			c.stmts(s.Body)
		} else {
			c.dead(s.Body)
			c.stmts(s.Orelse)
		}
		return
	}
	end := newBlock()
	next := end
	jumps := len(s.Orelse) > 0 || c.v == v27 // 2.7 jumps to what follows, too
	if jumps {
		next = newBlock()
	}
	c.jumpIf(s.Test, next, false)
	c.stmts(s.Body)
	if jumps {
		c.withoutLine(func() { c.jumpForward(end) })
		c.use(next)
		c.stmts(s.Orelse)
	}
	c.use(end)
}

// dead compiles statements that are never executed, to find what is wrong with them, and leaves them out.
func (c *compiler) dead(list []syntax.Stmt) {
	if len(list) == 0 {
		return
	}
	cur, at := c.u.cur, c.at
	statics, names := len(c.u.code.Codes), c.u.code.Codes
	c.u.cur = newBlock()
	c.stmts(list)
	c.u.cur, c.at = cur, at
	c.u.code.Codes = names[:statics]
}

func (c *compiler) raise(s *syntax.Raise) {
	n := int32(0)
	if s.Exc != nil {
		c.visit(s.Exc)
		n++
		if s.Cause != nil {
			c.visit(s.Cause)
			n++
		}
	}
	c.op(RaiseVarargs, n)
}

func (c *compiler) assert(s *syntax.Assert) {
	c.warnOfAssert(s)
	end := newBlock()
	if test, ok := c.constantTest(s.Test); ok && test {
		return
	}
	c.jumpIf(s.Test, end, true)
	c.op(LoadAssertionError, 0)
	if s.Msg != nil {
		c.visit(s.Msg)
		c.ghostIf(precall, "PRECALL")
		c.callOp(Call, 1)
	}
	c.op(RaiseVarargs, 1)
	c.use(end)
}

func (c *compiler) importStmt(s *syntax.Import) {
	for _, a := range s.Names {
		c.ghostImport()
		c.importName(Import{Name: a.Name})
		parts := strings.Split(a.Name, ".")
		if a.AsName == "" {
			c.name(parts[0], syntax.Store)
			continue
		}
		if len(parts) == 1 {
			c.name(a.AsName, syntax.Store)
			continue
		}
		for i, attr := range parts[1:] {
			if c.v < v37 {
				c.op(LoadAttr, c.nameIndex(attr))
				continue
			}
			c.op(ImportFrom, c.nameIndex(attr))
			if i < len(parts)-2 {
				c.swap()
				c.pop()
			}
		}
		c.name(a.AsName, syntax.Store)
		if c.v >= v37 {
			c.pop()
		}
	}
}

// ghostImport counts the two constants that an import pushes.
func (c *compiler) ghostImport() {
	if c.v.has(smallInt) {
		c.ghost("LOAD_SMALL_INT")
	} else {
		c.ghost("LOAD_CONST")
	}
	c.ghost("LOAD_CONST")
}

func (c *compiler) importName(i Import) {
	list := &c.u.code.Imports
	*list = append(*list, i)
	c.op(ImportName, int32(len(*list)-1))
}

func (c *compiler) importFrom(s *syntax.ImportFrom) {
	if s.Module == "__future__" {
		c.checkFuture(s)
	}
	i := Import{Name: s.Module, Level: s.Level}
	for _, a := range s.Names {
		i.From = append(i.From, a.Name)
	}
	c.ghostImport()
	c.importName(i)
	if i.From[0] == "*" {
		if c.v >= v312 {
			c.ghost("CALL_INTRINSIC_1")
			c.named("POP_TOP", ImportStar, 0)
			return
		}
		c.op(ImportStar, 0)
		return
	}
	for _, a := range s.Names {
		c.op(ImportFrom, c.nameIndex(a.Name))
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		c.name(name, syntax.Store)
	}
	c.pop()
}

// futures are the features of the module __future__ (Lib/__future__.py).
var futures = map[string]bool{"nested_scopes": true, "generators": true, "division": true, "absolute_import": true, "with_statement": true,
	"print_function": true, "unicode_literals": true, "barry_as_FLUFL": true, "generator_stop": true, "annotations": true}

// checkFuture refuses features that do not exist, and imports that come too late (Python/future.c).
func (c *compiler) checkFuture(s *syntax.ImportFrom) {
	start := syntax.Pos{Line: s.Start.Line}
	at := syntax.Span{Start: start, End: start}
	for _, a := range s.Names {
		switch {
		case a.Name == "braces":
			c.errs.syntax(at, "not a chance")
		case !futures[a.Name]:
			c.errs.syntax(at, "future feature %s is not defined", a.Name)
		}
	}
	if !c.early[s] {
		c.errs.syntax(at, "from __future__ imports must occur at the beginning of the file")
	}
}

// earlyFutures returns the imports from __future__ at the beginning of a file, behind its docstring.
func earlyFutures(body []syntax.Stmt) map[*syntax.ImportFrom]bool {
	early := map[*syntax.ImportFrom]bool{}
	_, body = docstring(body)
	for _, s := range body {
		f, ok := s.(*syntax.ImportFrom)
		if !ok || f.Module != "__future__" {
			break
		}
		early[f] = true
	}
	return early
}
