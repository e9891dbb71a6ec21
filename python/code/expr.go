package code

import (
	"fmt"

	"github.com/gilsim/gilsim/python/syntax"
)

// stackGuideline is how many values CPython leaves on the stack at most while it builds a display or a call
// (STACK_USE_GUIDELINE), since 3.10.
const stackGuideline = 30

// tooBig reports whether so many values are built one by one.
func (c *compiler) tooBig(n int) bool { return c.v >= v310 && n > stackGuideline }

// load pushes a constant.
func (c *compiler) load(k Const) {
	name := "LOAD_CONST"
	if i, ok := k.(Int); ok && c.v.has(smallInt) && 0 <= i && i < 256 {
		name = "LOAD_SMALL_INT"
	}
	if _, ok := k.(Bool); ok && c.v.has(boolNames) {
		name = "LOAD_GLOBAL"
		if c.u.scope.kind != functionScope {
			name = "LOAD_NAME"
		}
	}
	c.named(name, LoadConst, c.constant(k))
}

// constantTest returns the value of a test that is removed while compiling.
func (c *compiler) constantTest(e syntax.Expr) (value, ok bool) {
	k, isConst := c.fold.constant(e)
	if _, isBool := k.(Bool); !isConst || !c.v.has(foldWhole) || isBool && c.v.has(boolNames) {
		return false, false
	}
	return truth(k), true
}

// loadSilently pushes a constant that the version pushes within another bytecode.
func (c *compiler) loadSilently(k Const) { c.silent(LoadConst, c.constant(k)) }

// visit compiles an expression: it leaves its value on the stack.
func (c *compiler) visit(e syntax.Expr) {
	at := c.at
	c.setAt(e.Where())
	if k, ok := c.fold.constant(e); ok {
		c.load(k)
	} else {
		c.expr(e)
	}
	c.at = at
}

func (c *compiler) visitAll(list []syntax.Expr) {
	for _, e := range list {
		c.visit(e)
	}
}

func (c *compiler) expr(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.Constant: // only complex numbers are no constants here
		c.errs.missing(e.Span, complexNumberConstruct)
	case *syntax.BoolOp:
		c.boolOp(e)
	case *syntax.NamedExpr:
		c.visit(e.Value)
		c.dup()
		c.store(e.Target)
	case *syntax.BinOp:
		c.binOp(e)
	case *syntax.UnaryOp:
		c.unaryOp(e)
	case *syntax.Lambda:
		c.lambda(e)
	case *syntax.IfExp:
		c.ifExp(e)
	case *syntax.Dict:
		c.dict(e)
	case *syntax.Set:
		c.display(e.Elts, setDisplay, 0)
	case *syntax.List:
		c.display(e.Elts, listDisplay, 0)
	case *syntax.Tuple:
		c.display(e.Elts, tupleDisplay, 0)
	case *syntax.ListComp:
		c.comprehension(e, "<listcomp>", listDisplay, e.Elt, nil, e.Generators)
	case *syntax.SetComp:
		c.comprehension(e, "<setcomp>", setDisplay, e.Elt, nil, e.Generators)
	case *syntax.DictComp:
		c.comprehension(e, "<dictcomp>", dictDisplay, e.Key, e.Value, e.Generators)
	case *syntax.GeneratorExp:
		c.comprehension(e, "<genexpr>", noDisplay, e.Elt, nil, e.Generators)
	case *syntax.Await:
		c.await(e)
	case *syntax.Yield:
		c.yield(e)
	case *syntax.YieldFrom:
		c.yieldFrom(e)
	case *syntax.Compare:
		c.compare(e)
	case *syntax.Call:
		c.call(e)
	case *syntax.FormattedValue:
		c.formattedValue(e)
	case *syntax.JoinedStr:
		c.joinedStr(e)
	case *syntax.Attribute:
		c.attribute(e)
	case *syntax.Subscript:
		c.subscript(e)
	case *syntax.Name:
		c.name(e.ID, syntax.Load)
	case *syntax.Slice:
		c.slice(e)
	case *syntax.Starred:
		c.errs.syntax(e.Span, "can't use starred expression here")
	}
}

func (c *compiler) boolOp(e *syntax.BoolOp) {
	end := newBlock()
	for _, v := range e.Values[:len(e.Values)-1] {
		c.visit(v)
		if c.v.has(copyBool) {
			c.op(Copy, 1)
			c.ghostIf(toBool, "TO_BOOL")
			if e.Op == syntax.And {
				c.jump(PopJumpIfFalse, end)
			} else {
				c.jump(PopJumpIfTrue, end)
			}
			c.pop()
		} else if e.Op == syntax.And {
			c.jump(JumpIfFalseOrPop, end)
		} else {
			c.jump(JumpIfTrueOrPop, end)
		}
	}
	c.visit(e.Values[len(e.Values)-1])
	c.use(end)
}

// binary emits an operator.
func (c *compiler) binary(o Operator) {
	plain, _ := o.Inplace()
	switch plain {
	case Add:
		c.op(BinaryAdd, int32(o))
	case Subtract:
		c.op(BinarySubtract, int32(o))
	case Multiply:
		c.op(BinaryMultiply, int32(o))
	default:
		c.op(BinaryOp, int32(o))
	}
}

func (c *compiler) binOp(e *syntax.BinOp) {
	if f := c.percentFormat(e); f != nil {
		c.joinedStr(f)
		return
	}
	c.visit(e.Left)
	c.visit(e.Right)
	c.binary(operatorOf(e.Op))
}

func (c *compiler) unaryOp(e *syntax.UnaryOp) {
	switch e.Op {
	case syntax.Not:
		if n, ok := inverse(e); ok {
			c.compare(n)
			return
		}
		c.visit(e.Operand)
		c.ghostIf(toBool, "TO_BOOL")
		c.op(UnaryNot, 0)
	case syntax.USub:
		c.visit(e.Operand)
		c.op(UnaryNegative, 0)
	case syntax.UAdd:
		c.visit(e.Operand)
		c.op(UnaryPositive, 0)
	case syntax.Invert:
		c.visit(e.Operand)
		c.op(UnaryInvert, 0)
	}
}

// inverse returns the comparison that not a in b and not a is b are: a not in b, a is not b.
func inverse(e *syntax.UnaryOp) (*syntax.Compare, bool) {
	cmp, ok := e.Operand.(*syntax.Compare)
	if !ok || e.Op != syntax.Not || len(cmp.Ops) != 1 {
		return nil, false
	}
	op, ok := inverted(cmp.Ops[0])
	if !ok {
		return nil, false
	}
	n := *cmp
	n.Ops = []syntax.CompareOperator{op}
	return &n, true
}

// inverted returns the opposite of is, is not, in and not in.
func inverted(op syntax.CompareOperator) (syntax.CompareOperator, bool) {
	switch op {
	case syntax.Is:
		return syntax.IsNot, true
	case syntax.IsNot:
		return syntax.Is, true
	case syntax.In:
		return syntax.NotIn, true
	case syntax.NotIn:
		return syntax.In, true
	}
	return op, false
}

func (c *compiler) ifExp(e *syntax.IfExp) {
	end, orelse := newBlock(), newBlock()
	c.jumpIf(e.Test, orelse, false)
	c.visit(e.Body)
	c.jumpForward(end)
	c.use(orelse)
	c.visit(e.Orelse)
	c.use(end)
}

// comparison emits one comparison.
func (c *compiler) comparison(op syntax.CompareOperator) {
	switch op {
	case syntax.Eq:
		c.op(CompareOp, int32(Eq))
	case syntax.NotEq:
		c.op(CompareOp, int32(Ne))
	case syntax.Lt:
		c.op(CompareOp, int32(Lt))
	case syntax.LtE:
		c.op(CompareOp, int32(Le))
	case syntax.Gt:
		c.op(CompareOp, int32(Gt))
	case syntax.GtE:
		c.op(CompareOp, int32(Ge))
	case syntax.Is:
		c.op(IsOp, 0)
	case syntax.IsNot:
		c.op(IsOp, 1)
	case syntax.In:
		c.op(ContainsOp, 0)
	case syntax.NotIn:
		c.op(ContainsOp, 1)
	}
}

// comparator returns the i-th right side of a comparison: behind in, a display of constants is a constant.
func (c *compiler) comparator(e *syntax.Compare, i int) syntax.Expr {
	r := e.Comparators[i]
	if i == len(e.Ops)-1 && (e.Ops[i] == syntax.In || e.Ops[i] == syntax.NotIn) {
		return c.iterable(r)
	}
	return r
}

// iterable returns what a display becomes where it is only iterated or searched (ast_opt.c, fold_iter): a list is a tuple, a set of
// constants a frozenset.
func (c *compiler) iterable(e syntax.Expr) syntax.Expr {
	switch e := e.(type) {
	case *syntax.List:
		for _, x := range e.Elts {
			if _, starred := x.(*syntax.Starred); starred {
				return e
			}
		}
		return &syntax.Tuple{Span: e.Span, Elts: e.Elts}
	case *syntax.Set:
		if k, ok := c.fold.tuple(e.Elts); ok {
			return &syntax.Constant{Span: e.Span, Value: FrozenSet(k.(Tuple))}
		}
	}
	return e
}

func (c *compiler) compare(e *syntax.Compare) {
	c.visit(e.Left)
	last := len(e.Ops) - 1
	if last == 0 {
		c.visit(c.comparator(e, 0))
		c.comparison(e.Ops[0])
		return
	}
	cleanup, end := newBlock(), newBlock()
	for i := range last {
		c.chained(e, i)
		if c.v.has(copyBool) {
			c.op(Copy, 1)
			c.ghostIf(toBool, "TO_BOOL")
			c.jump(PopJumpIfFalse, cleanup)
			c.pop()
		} else {
			c.jump(JumpIfFalseOrPop, cleanup)
		}
	}
	c.visit(c.comparator(e, last))
	c.comparison(e.Ops[last])
	c.jumpForward(end)
	c.use(cleanup)
	c.swap()
	c.pop()
	c.use(end)
}

// chained compiles one comparison of a chain, and keeps its right side below its result.
func (c *compiler) chained(e *syntax.Compare, i int) {
	c.visit(c.comparator(e, i))
	if c.v.has(copySwap) {
		c.op(Swap, 2)
		c.op(Copy, 2)
	} else {
		c.op(DupTop, 0)
		c.op(RotThree, 0)
	}
	c.comparison(e.Ops[i])
}

// jumpIf goes to a block if a condition is cond, and otherwise goes on behind it (compile.c, compiler_jump_if).
func (c *compiler) jumpIf(e syntax.Expr, to *block, cond bool) {
	switch e := e.(type) {
	case *syntax.UnaryOp:
		n, isInverse := inverse(e)
		switch {
		case e.Op != syntax.Not || cond && c.v.has(testValues) && !isInverse:
		case isInverse:
			c.jumpIf(n, to, cond)
			return
		default:
			c.jumpIf(e.Operand, to, !cond)
			return
		}
	case *syntax.BoolOp:
		c.jumpIfBool(e, to, cond)
		return
	case *syntax.IfExp:
		end, orelse := newBlock(), newBlock()
		c.jumpIf(e.Test, orelse, false)
		c.jumpIf(e.Body, to, cond)
		c.jumpForward(end)
		c.use(orelse)
		c.jumpIf(e.Orelse, to, cond)
		c.use(end)
		return
	case *syntax.Compare:
		if len(e.Ops) > 1 && !c.v.has(testValues) {
			c.jumpIfChain(e, to, cond)
			return
		}
	}
	c.visit(e)
	c.jumpIfTop(to, cond, e)
}

// jumpIfTop pops the top and jumps if its truth is cond; its line is that of the expression.
func (c *compiler) jumpIfTop(to *block, cond bool, e syntax.Expr) {
	at := c.at
	if c.v >= v312 {
		c.setAt(e.Where())
	}
	c.ghostIf(toBool, "TO_BOOL")
	if cond {
		c.jump(PopJumpIfTrue, to)
	} else {
		c.jump(PopJumpIfFalse, to)
	}
	c.at = at
}

func (c *compiler) jumpIfBool(e *syntax.BoolOp, to *block, cond bool) {
	first := e.Op == syntax.Or // what ends the evaluation early
	early := to
	if first != cond {
		early = newBlock()
	}
	jump := func(v syntax.Expr, to *block, cond bool) {
		if not, ok := v.(*syntax.UnaryOp); ok && not.Op == syntax.Not && c.v.has(testValues) {
			c.visit(v)
			c.jumpIfTop(to, cond, v)
			return
		}
		c.jumpIf(v, to, cond)
	}
	last := len(e.Values) - 1
	for _, v := range e.Values[:last] {
		jump(v, early, first)
	}
	jump(e.Values[last], to, cond)
	if early != to {
		c.use(early)
	}
}

func (c *compiler) jumpIfChain(e *syntax.Compare, to *block, cond bool) {
	at := c.at
	if c.v >= v311 {
		c.setAt(e.Where())
	}
	cleanup, end := newBlock(), newBlock()
	c.visit(e.Left)
	last := len(e.Ops) - 1
	for i := range last {
		c.chained(e, i)
		c.ghostIf(toBool, "TO_BOOL")
		c.jump(PopJumpIfFalse, cleanup)
	}
	c.visit(c.comparator(e, last))
	c.comparison(e.Ops[last])
	c.ghostIf(toBool, "TO_BOOL")
	if cond {
		c.jump(PopJumpIfTrue, to)
	} else {
		c.jump(PopJumpIfFalse, to)
	}
	c.withoutLineSince311(func() { c.jumpForward(end) })
	c.use(cleanup)
	c.pop()
	if !cond {
		c.withoutLineSince311(func() { c.jumpForward(to) })
	}
	c.use(end)
	c.at = at
}

// jumpForward goes to a block that is further on.
func (c *compiler) jumpForward(to *block) { c.jumpNamed("JUMP_FORWARD", Jump, to) }

func (c *compiler) attribute(e *syntax.Attribute) {
	if c.superAttribute(e, false) {
		return
	}
	c.visit(e.Value)
	c.op(LoadAttr, c.nameIndex(e.Attr))
}

func (c *compiler) subscript(e *syntax.Subscript) {
	c.visit(e.Value)
	if s, ok := c.plainSlice(e); ok {
		c.bounds(s)
		c.silent(BuildSlice, 2)
		c.named(c.sliceName("BINARY_SLICE", "SLICE", s), BinarySubscr, 0)
		return
	}
	c.visit(e.Slice)
	c.op(BinarySubscr, 0)
}

// plainSlice returns the slice of x[a:b], if the version has an instruction for that.
func (c *compiler) plainSlice(e *syntax.Subscript) (*syntax.Slice, bool) {
	s, ok := e.Slice.(*syntax.Slice)
	if !ok || s.Step != nil {
		return nil, false
	}
	return s, c.v.has(binarySlice) || c.v.has(sliceOps)
}

// sliceName is the instruction of a plain slice; 2.7 has one for each combination of bounds.
func (c *compiler) sliceName(name, old string, s *syntax.Slice) string {
	if !c.v.has(sliceOps) {
		return name
	}
	n := 0
	if s.Lower != nil {
		n++
	}
	if s.Upper != nil {
		n += 2
	}
	return fmt.Sprintf("%s+%d", old, n)
}

// bounds pushes the two bounds of a plain slice. 2.7 pushes no None: it has an instruction for each case.
func (c *compiler) bounds(s *syntax.Slice) {
	for _, e := range []syntax.Expr{s.Lower, s.Upper} {
		switch {
		case e != nil:
			c.visit(e)
		case c.v.has(sliceOps):
			c.loadSilently(nil)
		default:
			c.load(nil)
		}
	}
}

func (c *compiler) slice(s *syntax.Slice) {
	for _, e := range []syntax.Expr{s.Lower, s.Upper} {
		if e != nil {
			c.visit(e)
		} else {
			c.load(nil)
		}
	}
	n := int32(2)
	if s.Step != nil {
		c.visit(s.Step)
		n = 3
	}
	c.op(BuildSlice, n)
}

func (c *compiler) await(e *syntax.Await) {
	switch s := c.u.scope; {
	case s.kind != functionScope:
		c.errs.syntax(e.Span, "'await' outside function")
	case !s.async && !s.comprehension:
		c.errs.syntax(e.Span, "'await' outside async function")
	default:
		c.errs.missing(e.Span, awaitConstruct)
	}
	c.visit(e.Value)
}

// asyncStmt notes an asynchronous statement, which has its place in async functions alone.
func (c *compiler) asyncStmt(at syntax.Span, what string) {
	if !c.u.scope.async {
		c.errs.syntax(at, "'%s' outside async function", what)
		return
	}
	c.errs.missing(at, what)
}

func (c *compiler) yield(e *syntax.Yield) {
	if c.u.scope.kind != functionScope {
		c.errs.syntax(e.Span, "'yield' outside function")
		return
	}
	if e.Value != nil {
		c.visit(e.Value)
	} else {
		c.load(nil)
	}
	c.yieldTop()
}

// yieldTop yields the top, and leaves what is sent.
func (c *compiler) yieldTop() {
	c.op(YieldValue, 0)
	c.resumeAt(1)
}

// resumeAt emits the check at the start of a function (0), after a yield (1) or a yield from (2).
func (c *compiler) resumeAt(where int32) {
	switch {
	case c.v.has(resume):
		c.op(Resume, where)
	case c.v.has(entryCheck) && where < 2:
		c.silent(Resume, where)
	}
}

func (c *compiler) yieldFrom(e *syntax.YieldFrom) {
	if c.u.scope.kind != functionScope {
		c.errs.syntax(e.Span, "'yield' outside function")
		return
	}
	c.visit(e.Value)
	c.op(GetYieldFromIter, 0)
	c.load(nil)
	loop, exit := newBlock(), newBlock()
	c.use(loop)
	c.jump(Send, exit)
	if !c.v.has(sendLoop) {
		c.emit(inst{op: YieldValue, to: exit, at: c.at})
		c.jumpNamed("", Jump, loop)
		c.use(exit)
		return
	}
	c.emit(inst{op: YieldValue, name: "YIELD_VALUE", to: exit, at: c.at})
	c.op(Resume, 2)
	c.jumpNamed("JUMP_NO_INTERRUPT", Jump, loop)
	c.use(exit)
	c.ghostIf(endSend, "END_SEND")
}
