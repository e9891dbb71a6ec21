package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// This file compiles comparisons, and jumps on conditions.

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

func (c *compiler) compare(e *syntax.Compare) {
	c.warnOfCompare(e)
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
	c.warnOfCompare(e)
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
