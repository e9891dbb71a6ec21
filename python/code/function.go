package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

func (c *compiler) functionDef(s *syntax.FunctionDef) {
	if s.Async && c.v == v27 {
		c.errs.syntax(s.Span, "invalid syntax (async def came with Python 3.5)")
	}
	if len(s.TypeParams) > 0 {
		c.errs.missing(s.Span, genericFunctionConstruct)
	}
	c.visitDecorators(s.Decorators)
	first := s.Start.Line
	if len(s.Decorators) > 0 {
		first = s.Decorators[0].Where().Start.Line
	}
	at := c.at
	doc, body := docstring(s.Body)
	f := c.function(s, s.Name, first, s.Args, s.Returns, func() {
		c.u.code.Doc = doc
		c.stmts(body)
	})
	c.makeFunction(f)
	c.applyDecorators(s.Decorators)
	c.at = at
	c.name(s.Name, syntax.Store)
}

// docstring returns the docstring of a body, and the rest.
func docstring(body []syntax.Stmt) (Const, []syntax.Stmt) {
	if len(body) > 0 {
		if e, ok := body[0].(*syntax.ExprStmt); ok {
			if k, ok := e.Value.(*syntax.Constant); ok {
				if text, ok := k.Value.(string); ok {
					return Str(text), body[1:]
				}
			}
		}
	}
	return nil, body
}

// visitDecorators pushes the decorators, the first one deepest.
func (c *compiler) visitDecorators(list []syntax.Expr) {
	for _, d := range list {
		c.visit(d)
	}
}

// applyDecorators calls them, the last one first.
func (c *compiler) applyDecorators(list []syntax.Expr) {
	at := c.at
	for i := len(list) - 1; i >= 0; i-- {
		c.setAt(list[i].Where())
		c.ghostIf(precall, "PRECALL")
		c.callOp(Call, 1)
	}
	c.at = at
}

func (c *compiler) lambda(e *syntax.Lambda) {
	f := c.function(e, "<lambda>", e.Start.Line, e.Args, nil, func() {
		c.visit(e.Body)
		c.setAt(e.Body.Where())
		c.op(ReturnValue, 0) // a generator's too: the value of its last yield
	})
	c.makeFunction(f)
}

// function compiles what a function takes where it is defined, and its body.
func (c *compiler) function(node syntax.Node, name string, first int32, args *syntax.Arguments, returns syntax.Expr, body func()) *Code {
	makes := c.defaults(args)
	if c.annotations(args, returns) {
		makes |= Annotations
	}
	u := c.enter(node, name, first)
	code := u.code
	code.Makes = makes
	code.PosOnly = len(args.PosOnly)
	code.Args = len(args.PosOnly) + len(args.Args)
	code.KwOnly = len(args.KwOnly)
	if args.Vararg != nil {
		code.Flags |= VarArgs
	}
	if args.Kwarg != nil {
		code.Flags |= VarKw
	}
	for _, list := range [][]*syntax.Arg{args.PosOnly, args.Args, args.KwOnly, {args.Vararg}, {args.Kwarg}} {
		for _, a := range list {
			if a != nil {
				c.slot(mangle(c.u.private, a.Name))
			}
		}
	}
	c.begin()
	body()
	return c.leave()
}

// defaults pushes the defaults of parameters.
func (c *compiler) defaults(args *syntax.Arguments) (makes MakeFlags) {
	if len(args.Defaults) > 0 {
		makes |= Defaults
		c.visitAll(args.Defaults)
		c.op(BuildTuple, int32(len(args.Defaults)))
	}
	var pairs []pair
	for i, d := range args.KwDefaults {
		if d != nil {
			a := args.KwOnly[i]
			pairs = append(pairs, pair{&syntax.Constant{Span: a.Span, Value: mangle(c.u.private, a.Name)}, d})
		}
	}
	if len(pairs) == 0 {
		return makes
	}
	makes |= KwDefaults
	if !c.v.has(constKeyMap) {
		c.pairs(pairs)
		return makes
	}
	keys, _ := c.constantKeys(pairs)
	for _, p := range pairs {
		c.visit(p.value)
	}
	c.load(keys)
	c.op(BuildConstKeyMap, int32(len(pairs)))
	return makes
}

// annotations pushes a dict of a function's annotations, if it has some.
func (c *compiler) annotations(args *syntax.Arguments, returns syntax.Expr) bool {
	type annotation struct {
		name string
		e    syntax.Expr
	}
	var list []annotation
	for _, a := range annotatedArgs(args) {
		if a.Annotation != nil {
			list = append(list, annotation{mangle(c.u.private, a.Name), a.Annotation})
		}
	}
	if returns != nil {
		list = append(list, annotation{"return", returns})
	}
	if len(list) == 0 {
		return false
	}
	silently := func() {
		for _, a := range list {
			c.load(Str(a.name))
			c.lenient(a.e)
		}
		c.op(BuildMap, int32(len(list)))
	}
	switch {
	case c.v == v27: // which has no annotations
		c.silently(silently)
		return true
	case c.v.has(deferAnnotations) && !c.syms.future:
		c.deferred(silently)
		return true
	}
	if c.v.has(annotationTuple) && !c.syms.future {
		consts := make([]syntax.Expr, len(list))
		for i, a := range list {
			consts[i] = a.e
		}
		if _, ok := c.fold.tuple(consts); ok {
			for _, a := range list {
				k, _ := c.fold.constant(a.e)
				c.loadSilently(Str(a.name))
				c.loadSilently(k)
			}
			c.named("LOAD_CONST", BuildMap, int32(len(list)))
			return true
		}
	}
	keys := Tuple{}
	for _, a := range list {
		keys = append(keys, Str(a.name))
		if c.v.has(annotationTuple) || c.v.has(deferAnnotations) {
			c.load(Str(a.name))
		}
		c.annotation(a.e)
	}
	if c.v.has(annotationTuple) || c.v.has(deferAnnotations) {
		c.named("BUILD_TUPLE", BuildMap, int32(len(list)))
		return true
	}
	c.load(keys)
	c.op(BuildConstKeyMap, int32(len(list)))
	return true
}

// annotation pushes an annotation: its value, or under "from __future__ import annotations" its text.
func (c *compiler) annotation(e syntax.Expr) {
	if c.syms.future {
		at := c.at
		c.setAt(e.Where())
		c.load(Str(c.source(e.Where())))
		c.at = at
		return
	}
	if v, ok := isStarred(e); ok { // *args: *Ts
		c.visit(v)
		c.op(UnpackSequence, 1)
		return
	}
	c.visit(e)
}

// annotatedArgs lists the parameters in the order in which their annotations are evaluated (compiler_visit_annotations).
func annotatedArgs(a *syntax.Arguments) []*syntax.Arg {
	list := append(append([]*syntax.Arg{}, a.Args...), a.PosOnly...)
	if a.Vararg != nil {
		list = append(list, a.Vararg)
	}
	list = append(list, a.KwOnly...)
	if a.Kwarg != nil {
		list = append(list, a.Kwarg)
	}
	return list
}

// deferred compiles annotations that the version evaluates only when they are asked for (PEP 649): there it makes a function of
// them. This machine evaluates them where they stand, which counts nothing; see lenient.
func (c *compiler) deferred(f func()) {
	c.silently(f)
	c.ghost("LOAD_CONST")
	c.ghost("MAKE_FUNCTION")
}

// lenient pushes the value of an annotation, or its text if it cannot be evaluated yet: when the version evaluates it, if ever, more may
// be defined.
func (c *compiler) lenient(e syntax.Expr) {
	at := c.at
	c.at = noLine
	failed, end := newBlock(), newBlock()
	c.setup(setupFinally, "", failed)
	c.annotation(e)
	c.popBlock("")

	c.jumpNamed("", Jump, end)
	c.use(failed)
	c.silent(PushExcInfo, 0)
	c.silent(PopTop, 0)
	c.silent(PopExcept, 0)
	c.load(Str(c.source(e.Where())))
	c.use(end)
	c.at = at
}

// makeFunction pushes a function of a code.
func (c *compiler) makeFunction(code *Code) {
	if n := len(code.Closure); n > 0 {
		for range n {
			if c.v.has(closureIsFast) {
				c.ghost("LOAD_FAST")
			} else {
				c.ghost("LOAD_CLOSURE")
			}
		}
		c.ghost("BUILD_TUPLE")
	}
	c.ghost("LOAD_CONST")
	c.ghostIf(qualname, "LOAD_CONST")
	name := "MAKE_FUNCTION"
	if c.v == v27 && len(code.Closure) > 0 {
		name = "MAKE_CLOSURE"
	}
	c.u.code.Codes = append(c.u.code.Codes, code)
	c.named(name, MakeFunction, int32(len(c.u.code.Codes)-1))
	if c.v.has(functionAttrs) {
		for f := Defaults; f <= Annotations; f <<= 1 {
			if code.Makes&f != 0 {
				c.ghost("SET_FUNCTION_ATTRIBUTE")
			}
		}
		if len(code.Closure) > 0 {
			c.ghost("SET_FUNCTION_ATTRIBUTE")
		}
	}
}

func (c *compiler) classDef(s *syntax.ClassDef) {
	if len(s.TypeParams) > 0 {
		c.errs.missing(s.Span, genericClassConstruct)
	}
	c.visitDecorators(s.Decorators)
	first := s.Start.Line
	if len(s.Decorators) > 0 {
		first = s.Decorators[0].Where().Start.Line
	}
	body := c.classBody(s, first)
	if c.v.has(pushNull) && !c.v.has(nullAfter) {
		c.ghost("PUSH_NULL")
	}
	if c.v == v27 {
		c.silent(LoadBuildClass, 0)
		c.ghost("BUILD_TUPLE")
	} else {
		c.op(LoadBuildClass, 0)
	}
	if c.v.has(nullAfter) {
		c.ghost("PUSH_NULL")
	}
	c.makeFunction(body)
	c.load(Str(s.Name))
	c.arguments(2, s.Bases, s.Keywords)
	if c.v == v27 {
		c.ghost("BUILD_CLASS")
	}
	c.applyDecorators(s.Decorators)
	c.name(s.Name, syntax.Store)
}

// classBody compiles the body of a class.
func (c *compiler) classBody(s *syntax.ClassDef, first int32) *Code {
	u := c.enter(s, s.Name, first)
	u.private = s.Name
	u.code.Flags |= Class
	c.begin()
	storeName := func(name string) { c.named("STORE_NAME", StoreName, c.nameIndexExact(name)) }
	c.named("LOAD_NAME", LoadName, c.nameIndexExact("__name__"))
	c.global("__name__")
	storeName("__module__")
	name := func() {
		c.load(Str(u.code.Qualname))
		storeName("__qualname__")
	}
	if c.v == v27 {
		c.silently(name)
	} else {
		name()
	}
	if c.v.has(staticAttributes) {
		c.load(Int(first))
		storeName("__firstlineno__")
	}
	c.moduleBody(s.Body)
	c.withoutLine(func() {
		if c.v.has(staticAttributes) {
			statics := Tuple{}
			seen := set{}
			for _, a := range u.statics {
				if !seen[a] {
					seen[a] = true
					statics = append(statics, Str(a))
				}
			}
			c.load(statics)
			storeName("__static_attributes__")
		}
		if u.scope.needsClass {
			name := "LOAD_CLOSURE"
			if c.v.has(closureIsFast) {
				name = "LOAD_FAST"
			}
			c.emit(inst{op: LoadFast, name: name, arg: u.deref("__class__"), cell: true, at: c.at})
			c.dup()
			storeName("__classcell__")
		} else {
			c.load(nil)
		}
		c.op(ReturnValue, 0)
	})
	return c.leave()
}

// moduleBody compiles the statements of a module or class, its docstring and what it needs for annotations.
func (c *compiler) moduleBody(body []syntax.Stmt) {
	if c.u.scope.annotations && !c.v.has(deferAnnotations) {
		at := c.at
		if len(body) > 0 {
			c.setAt(body[0].Where())
		}
		c.op(SetupAnnotations, 0)
		c.at = at
	} else if c.u.scope.annotations {
		c.silent(SetupAnnotations, 0)
	}
	doc, rest := docstring(body)
	if doc != nil {
		at := c.at
		c.setAt(body[0].(*syntax.ExprStmt).Value.Where())
		c.u.code.Doc = doc
		c.load(doc)
		if c.v >= v311 {
			c.withoutLine(func() { c.name("__doc__", syntax.Store) })
		} else {
			c.name("__doc__", syntax.Store)
		}
		c.at = at
	}
	c.stmts(rest)
}
