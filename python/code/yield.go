package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// This file compiles the expressions at which a generator is suspended.

func (c *compiler) await(e *syntax.Await) {
	switch s := c.u.scope; {
	case s.kind != functionScope:
		c.errs.syntax(e.Span, "'await' outside function")
	case !s.async && !s.comprehension:
		c.errs.syntax(e.Span, "'await' outside async function")
	}
	c.visit(e.Value)
	c.awaitTop(0)
}

// awaitTop awaits the top; from says what it is, see GetAwaitable.
func (c *compiler) awaitTop(from int32) {
	c.op(GetAwaitable, from)
	c.delegate(3)
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
	if c.u.code.Flags&AsyncGenerator != 0 {
		switch {
		case c.v >= v312:
			c.ghost("CALL_INTRINSIC_1")
		case c.v == v311:
			c.ghost("ASYNC_GEN_WRAP")
		}
	}
	c.op(YieldValue, 0)
	c.resumeAt(1)
}

// resumeAt emits the check at the start of a function (0), after a yield (1), a yield from (2) or an await (3).
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
	if c.u.scope.async {
		c.errs.syntax(e.Span, "'yield from' inside async function")
		return
	}
	c.visit(e.Value)
	c.op(GetYieldFromIter, 0)
	c.delegate(2)
}

// delegate yields what the iterator on the stack yields, and leaves what it returns; where is as of resumeAt.
func (c *compiler) delegate(where int32) {
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
	c.op(Resume, where)
	c.jumpNamed("JUMP_NO_INTERRUPT", Jump, loop)
	c.use(exit)
	c.ghostIf(endSend, "END_SEND")
}
