package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// exceptStarLeaves is what a statement is told that would leave an except* clause before the others have had their turn.
const exceptStarLeaves = "'break', 'continue' and 'return' cannot appear in an except* block"

// tryStar compiles a try with except* clauses (compiler_try_star_except). Each clause takes what it matches out of what is left of the
// group; what clauses raise is collected, and what is left joins it in the end. Inside the clauses the stack holds
//
//	what was handled before, the whole exception, the list of what was raised, what is left
func (c *compiler) tryStar(s *syntax.Try) {
	except, orelse, end, cleanup, reraise := newBlock(), newBlock(), newBlock(), newBlock(), newBlock()
	c.setup(setupFinally, "", except)
	c.emitBlock()
	c.push(frameBlock{kind: tryExcept})
	c.stmts(s.Body)
	c.popFrame()
	c.withoutLine(func() {
		c.popBlock("")
		c.jumpForward(orelse)
	})
	c.use(except)
	c.withoutLine(func() {
		c.setup(setupCleanup, "", cleanup)
		c.pushExcInfo()
	})
	c.push(frameBlock{kind: starHandler})
	for i, h := range s.Handlers {
		c.setAt(h.Span)
		if i == 0 {
			c.beginGroup()
		}
		c.starHandler(h, i == len(s.Handlers)-1)
	}
	c.popFrame()
	c.withoutLine(func() {
		if c.v >= v312 {
			c.named("CALL_INTRINSIC_2", PrepReraiseStar, 0)
		} else {
			c.op(PrepReraiseStar, 0)
		}
		c.op(Copy, 1)
		c.jump(PopJumpIfNotNone, reraise)
		c.pop()
		c.popBlock("")
		c.popExcept()
		c.jumpBack(end)
		c.use(reraise)
		c.popBlock("")
		c.swap()
		c.popExcept()
		c.op(Reraise, 0)
		c.use(cleanup)
		c.popExceptAndReraise()
	})
	c.use(orelse)
	c.stmts(s.Orelse)
	c.use(end)
}

// beginGroup makes the list of what clauses raise, below the exception.
func (c *compiler) beginGroup() {
	if c.v >= v312 {
		c.op(BuildList, 0)
		c.op(Copy, 2)
		return
	}
	c.op(Copy, 1)
	c.op(BuildList, 0)
	c.swap()
}

// starHandler compiles an except* clause. Behind the last one what is left is added to what was raised.
func (c *compiler) starHandler(h *syntax.ExceptHandler, last bool) {
	cleanup, unmatched, next := newBlock(), newBlock(), newBlock()
	c.visit(h.Type)
	c.op(CheckEgMatch, 0)
	c.silent(UnpackSequence, 2)
	c.op(Copy, 1)
	c.jump(PopJumpIfNone, unmatched)
	if h.Name == "" {
		c.pop()
	} else {
		c.name(h.Name, syntax.Store)
	}
	c.setup(setupCleanup, "", cleanup)
	c.emitBlock()
	c.stmts(h.Body)
	unbind := func() {
		if h.Name != "" {
			c.unbindException(h.Name)
		}
	}
	c.withoutLine(func() {
		c.popBlock("")
		unbind()
		c.jumpForward(next)
		c.use(cleanup)
		unbind()
		c.named("LIST_APPEND", ListAppend, 2)
		c.ghost("POP_TOP") // the place of the instruction that raised
		c.jumpForward(next)
	})
	c.use(unmatched)
	c.pop()
	c.use(next)
	if last {
		c.withoutLine(func() { c.op(ListAppend, 1) })
	}
}
