package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// This file compiles what async statements share, and async for.

// asyncStmt refuses an asynchronous statement outside its place, which is async functions alone.
func (c *compiler) asyncStmt(at syntax.Span, what string) {
	if !c.u.scope.async {
		c.errs.syntax(at, "'%s' outside async function", what)
	}
}

func (c *compiler) asyncFor(s *syntax.For) {
	c.asyncStmt(s.Span, "async for")
	start, except, end := newBlock(), newBlock(), newBlock()
	c.ghostIf(setupLoop, "SETUP_LOOP")
	c.visit(s.Iter)
	c.asyncIter()
	c.use(start)
	c.push(frameBlock{kind: forLoop, block: start, exit: end})
	over := c.asyncNext(except, s.Target)
	c.stmts(s.Body)
	c.withoutLine(func() { c.jump(Jump, start) })
	c.popFrame()
	c.use(over)
	c.setAt(s.Iter.Where())
	c.endAsyncFor()
	c.withoutLine(func() { c.ghostIf(setupLoop, "POP_BLOCK") })
	c.stmts(s.Orelse)
	c.use(end)
}

// asyncIter makes an asynchronous iterator of the top. Up to 3.6 its __aiter__ could be awaited, too.
func (c *compiler) asyncIter() {
	c.op(GetAsyncIter, 0)
	if c.v == v36 {
		c.ghost("LOAD_CONST")
		c.ghost("YIELD_FROM")
	}
}

// asyncNext awaits the next element of the asynchronous iterator on the stack, and stores it. At its end, and at any other exception,
// it goes to except; what it returns is where endAsyncFor stands. Up to 3.7 a handler in front of the body told the two apart.
func (c *compiler) asyncNext(except *block, target syntax.Expr) (over *block) {
	c.setup(setupFinally, c.setupName(true), except)
	c.op(GetAsyncNext, 0)
	c.delegate(3)
	if !c.v.has(setupExcept) {
		c.popBlock(c.popName())
		c.store(target)
		return except
	}
	c.store(target)
	c.popBlock(c.popName())
	body, over := newBlock(), newBlock()
	c.jumpForward(body)
	c.use(except)
	for _, name := range []string{"DUP_TOP", "LOAD_GLOBAL", "COMPARE_OP"} {
		c.ghost(name)
	}
	c.named("POP_JUMP_IF_TRUE", EndAsyncFor, 0)
	if !c.native {
		c.emit(inst{name: "END_FINALLY", skipped: true, at: c.at})
	}
	c.jumpNamed("", Jump, over)
	c.use(body)
	return over
}

// endAsyncFor ends an asynchronous loop, or lets another exception go on.
func (c *compiler) endAsyncFor() {
	if !c.v.has(setupExcept) {
		c.op(EndAsyncFor, 0)
		return
	}
	for _, name := range []string{"POP_TOP", "POP_TOP", "POP_TOP", "POP_EXCEPT", "POP_TOP"} {
		c.ghost(name)
	}
}
