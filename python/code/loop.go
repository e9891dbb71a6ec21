package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

func (c *compiler) whileStmt(s *syntax.While) {
	test, isConst := c.constantTest(s.Test)
	if isConst && !test {
		loop := newBlock()
		c.push(frameBlock{kind: whileLoop, block: loop, exit: newBlock()})
		c.dead(s.Body)
		c.popFrame()
		c.stmts(s.Orelse)
		return
	}
	loop, body, anchor, end := newBlock(), newBlock(), newBlock(), newBlock()
	c.ghostIf(setupLoop, "SETUP_LOOP")
	c.use(loop)
	c.push(frameBlock{kind: whileLoop, block: loop, exit: end})
	if !isConst {
		c.jumpIf(s.Test, anchor, false)
	}
	c.use(body)
	c.stmts(s.Body)
	c.setAt(s.Span)
	if c.v.has(testAtBottom) {
		c.jumpIf(s.Test, body, true)
	} else {
		c.withoutLine(func() { c.jump(Jump, loop) })
	}
	c.popFrame()
	c.use(anchor)
	if !isConst {
		c.ghostIf(setupLoop, "POP_BLOCK")
	}
	c.stmts(s.Orelse)
	c.use(end)
}

func (c *compiler) forStmt(s *syntax.For) {
	if s.Async {
		c.asyncFor(s)
		return
	}
	start, cleanup, end := newBlock(), newBlock(), newBlock()
	c.ghostIf(setupLoop, "SETUP_LOOP")
	c.push(frameBlock{kind: forLoop, block: start, exit: end})
	c.iter(s.Iter)
	c.use(start)
	at := c.at
	if c.v >= v312 {
		c.setAt(s.Iter.Where())
	}
	c.jump(ForIter, cleanup)
	c.at = at
	c.emitBlock()
	c.store(s.Target)
	c.stmts(s.Body)
	c.withoutLine(func() { c.jump(Jump, start) })
	c.use(cleanup)
	c.endFor()
	c.withoutLine(func() { c.ghostIf(setupLoop, "POP_BLOCK") })
	c.popFrame()
	c.stmts(s.Orelse)
	c.use(end)
}

func (c *compiler) breakStmt(s *syntax.Break) {
	c.nopForLine()
	if !c.inLoop() {
		c.errs.syntax(s.Span, "'break' outside loop")
		return
	}
	if c.inStar(false) {
		c.errs.syntax(s.Span, exceptStarLeaves)
		return
	}
	if c.v.has(setupLoop) {
		c.ghost("BREAK_LOOP")
		c.unwindToLoop(true)
		c.jumpNamed("", Jump, c.loop().exit)
		return
	}
	c.unwindToLoop(true)
	c.jump(Jump, c.loop().exit)
}

func (c *compiler) continueStmt(s *syntax.Continue) {
	c.nopForLine()
	if !c.inLoop() {
		c.errs.syntax(s.Span, "'continue' not properly in loop")
		return
	}
	if c.inStar(false) {
		c.errs.syntax(s.Span, exceptStarLeaves)
		return
	}
	if c.v.has(setupLoop) && c.u.frames[len(c.u.frames)-1].kind > forLoop {
		c.ghost("CONTINUE_LOOP")
		c.unwindToLoop(false)
		c.jumpNamed("", Jump, c.loop().block)
		return
	}
	c.unwindToLoop(false)
	c.jump(Jump, c.loop().block)
}
