package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// callOp emits a call.
func (c *compiler) callOp(op Op, arg int32) { c.named(c.v.spellCall(op), op, arg) }

func (c *compiler) call(e *syntax.Call) {
	c.warnOfCall(e)
	if c.methodCall(e) {
		return
	}
	null := c.v.has(pushNull)
	if null && !c.v.has(nullAfter) {
		c.ghost("PUSH_NULL")
	}
	c.visit(e.Func)
	if null && c.v.has(nullAfter) {
		c.ghost("PUSH_NULL")
	}
	c.arguments(0, e.Args, e.Keywords)
}

// plainArguments reports whether a call has neither *args nor **kwargs nor so many arguments that they are built one by one.
func (c *compiler) plainArguments(pushed int, args []syntax.Expr, keywords []*syntax.Keyword) bool {
	if c.tooBig(len(args) + pushed + 2*len(keywords)) {
		return false
	}
	for _, k := range keywords {
		if k.Arg == "" {
			return false
		}
	}
	return !anyStarred(args)
}

// methodCall compiles o.m(...) without making a bound method, if the arguments permit that (maybe_optimize_method_call).
func (c *compiler) methodCall(e *syntax.Call) bool {
	f, ok := e.Func.(*syntax.Attribute)
	if !ok {
		return false
	}
	n := len(e.Args) + len(e.Keywords)
	if len(e.Keywords) > 0 {
		n++
	}
	if !c.plainArguments(0, e.Args, e.Keywords) || c.v >= v310 && n >= stackGuideline {
		return false
	}
	isMethod := c.v.has(loadMethod) && (len(e.Keywords) == 0 || c.v.has(methodKeywords)) && !c.isImported(f.Value)
	if !isMethod && c.v.has(pushNull) && !c.v.has(nullAfter) {
		c.ghost("PUSH_NULL")
	}
	at := c.at
	c.setAt(f.Span)
	switch {
	case isMethod && c.superAttribute(f, true):
	case isMethod:
		c.visit(f.Value)
		c.op(LoadMethod, c.nameIndex(f.Attr))
	case c.superAttribute(f, false):
		c.ghostIf(nullAfter, "PUSH_NULL")
		c.at = at
		c.arguments(0, e.Args, e.Keywords)
		return true
	default:
		c.visit(f.Value)
		c.named("LOAD_ATTR", LoadMethod, c.nameIndex(f.Attr))
		c.ghostIf(nullAfter, "PUSH_NULL")
	}
	c.at = at
	name := c.v.spellCall(CallMethod)
	if !isMethod && !c.v.has(pushNull) {
		name = c.v.spellCall(Call)
	}
	c.plainCall(name, CallMethod, CallMethodKw, 0, e.Args, e.Keywords)
	return true
}

// isImported reports whether a name is bound by an import of the module (is_import_originated).
func (c *compiler) isImported(e syntax.Expr) bool {
	n, ok := e.(*syntax.Name)
	if !ok || !c.v.has(importedAttr) {
		return false
	}
	s := c.top.lookup(mangle(c.u.private, n.ID))
	return s != nil && s.use&isImported != 0
}

// arguments compiles what stands between the parentheses of a call, behind the callable and so many arguments that are pushed
// already, and the call itself (compiler_call_helper).
func (c *compiler) arguments(pushed int, args []syntax.Expr, keywords []*syntax.Keyword) {
	c.checkKeywords(keywords)
	if c.plainArguments(pushed, args, keywords) {
		c.plainCall(c.v.spellCall(Call), Call, CallKw, pushed, args, keywords)
		return
	}
	if c.v.has(listToTuple) {
		if v, ok := singleStar(args); ok && pushed == 0 {
			c.visit(v)
		} else {
			c.display(args, tupleDisplay, pushed)
		}
	} else {
		c.oldStars(pushed, args)
	}
	hasKeywords := int32(0)
	if len(keywords) > 0 {
		pairs := make([]pair, len(keywords))
		for i, k := range keywords {
			pairs[i].value = k.Value
			if k.Arg != "" {
				pairs[i].key = &syntax.Constant{Span: k.Span, Value: k.Arg}
			}
		}
		c.joinPairs(pairs, DictMerge, "BUILD_MAP_UNPACK_WITH_CALL")
		hasKeywords = 1
	} else {
		c.ghostIf(nullKwargs, "PUSH_NULL")
	}
	name := c.v.spell(CallEx, hasKeywords)
	if c.v.has(keywordPairs) && hasKeywords != 0 {
		name = "CALL_FUNCTION_KW"
		if anyStarred(args) {
			name = "CALL_FUNCTION_VAR_KW"
		}
	}
	c.named(name, CallEx, hasKeywords)
}

// singleStar returns x of f(*x).
func singleStar(args []syntax.Expr) (syntax.Expr, bool) {
	if len(args) != 1 {
		return nil, false
	}
	return isStarred(args[0])
}

// oldStars builds the arguments of f(a, *b) as up to 3.8. 2.7 builds no tuple: its call takes all from the stack.
func (c *compiler) oldStars(pushed int, args []syntax.Expr) {
	tuple, unpack := "BUILD_TUPLE", "BUILD_TUPLE_UNPACK_WITH_CALL"
	if c.v.has(keywordPairs) {
		tuple, unpack = "", ""
	}
	if v, ok := singleStar(args); ok && pushed == 0 {
		c.visit(v)
		return
	}
	if !anyStarred(args) {
		c.visitAll(args)
		c.named(tuple, BuildTuple, int32(len(args)+pushed))
		return
	}
	if pushed > 0 {
		c.named(tuple, BuildTuple, int32(pushed))
		c.silent(BuildList, 0)
		c.silent(RotTwo, 0)
		c.silent(ListExtend, 1)
	} else {
		c.silent(BuildList, 0)
	}
	c.groups(args, tupleDisplay, tuple)
	c.named(unpack, ListToTuple, 0)
}

// checkKeywords refuses a keyword that is given twice (validate_keywords).
func (c *compiler) checkKeywords(keywords []*syntax.Keyword) {
	for i, k := range keywords {
		if k.Arg == "" {
			continue
		}
		if k.Arg == "__debug__" {
			c.errs.syntax(k.Span, "cannot assign to __debug__")
		}
		for _, o := range keywords[i+1:] {
			if o.Arg == k.Arg {
				c.errs.syntax(o.Span, "keyword argument repeated: %s", k.Arg)
				return
			}
		}
	}
}

// plainCall pushes arguments one by one and calls.
func (c *compiler) plainCall(name string, op, opKw Op, pushed int, args []syntax.Expr, keywords []*syntax.Keyword) {
	c.checkKeywords(keywords)
	c.visitAll(args)
	n := len(args) + pushed
	if len(keywords) == 0 {
		c.ghostIf(precall, "PRECALL")
		c.named(name, op, int32(n))
		return
	}
	shape := CallKeywords{Args: n + len(keywords)}
	for _, k := range keywords {
		if c.v.has(keywordPairs) {
			c.ghost("LOAD_CONST")
		}
		c.visit(k.Value)
		shape.Names = append(shape.Names, mangle(c.u.private, k.Arg))
	}
	switch {
	case c.v.has(kwNames):
		c.ghost("KW_NAMES")
	case !c.v.has(keywordPairs):
		c.ghost("LOAD_CONST")
	}
	c.ghostIf(precall, "PRECALL")
	c.callOp(opKw, c.shape(shape))
}

// shape returns the index of a call's keywords.
func (c *compiler) shape(s CallKeywords) int32 {
	calls := &c.u.code.Calls
	*calls = append(*calls, s)
	return int32(len(*calls) - 1)
}

// superAttribute compiles super().attr and super(C, self).attr, which since 3.12 is one instruction, unless super is a name of the
// program's own (can_optimize_super_call). This machine calls super and takes the attribute.
func (c *compiler) superAttribute(e *syntax.Attribute, method bool) bool {
	call, ok := e.Value.(*syntax.Call)
	if !ok || !c.v.has(superAttr) || e.Ctx != syntax.Load || e.Attr == "__class__" {
		return false
	}
	if n, ok := call.Func.(*syntax.Name); !ok || n.ID != "super" || c.shadowsSuper() {
		return false
	}
	if len(call.Keywords) > 0 || anyStarred(call.Args) || len(call.Args) != 0 && len(call.Args) != 2 {
		return false
	}
	if len(call.Args) == 0 && !c.knowsClass() {
		return false
	}
	at := c.at
	c.setAt(call.Func.Where())
	c.name("super", syntax.Load)
	c.setAt(call.Span)
	if len(call.Args) == 0 {
		c.derefOp(LoadDeref, "__class__")
		c.name(c.u.code.Locals[0].Name, syntax.Load)
	} else {
		c.visitAll(call.Args)
	}
	c.silent(Call, 2)
	c.at = at
	op := LoadAttr
	if method {
		op = LoadMethod
	}
	c.named("LOAD_SUPER_ATTR", op, c.nameIndex(e.Attr))
	return true
}

// shadowsSuper reports whether super may be something else than the built-in.
func (c *compiler) shadowsSuper() bool {
	s := c.u.scope.lookup("super")
	if _, overridden := c.u.override["super"]; overridden || s == nil || s.kind != globalImplicit {
		return true
	}
	top := c.top.lookup("super")
	return top != nil && top.use&bound != 0
}

// knowsClass reports whether super() finds its two arguments: the function has a parameter and is inside a class.
func (c *compiler) knowsClass() bool {
	s := c.u.scope.lookup("__class__")
	return c.u.scope.kind == functionScope && c.u.code.Args > 0 && s != nil && s.kind == freeVar
}
