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

func (c *compiler) ifExp(e *syntax.IfExp) {
	end, orelse := newBlock(), newBlock()
	c.jumpIf(e.Test, orelse, false)
	c.visit(e.Body)
	c.jumpForward(end)
	c.use(orelse)
	c.visit(e.Orelse)
	c.use(end)
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
	c.warnOfSubscript(e)
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
