package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// setupName is the bytecode that begins the range of a handler, if the version has one.
func (c *compiler) setupName(except bool) string {
	switch {
	case !c.v.has(setupBlocks):
		return ""
	case except && c.v.has(setupExcept):
		return "SETUP_EXCEPT"
	}
	return "SETUP_FINALLY"
}

// popName is the bytecode that ends such a range.
func (c *compiler) popName() string {
	if c.v.has(setupBlocks) {
		return "POP_BLOCK"
	}
	return ""
}

func (c *compiler) try(s *syntax.Try) {
	if len(s.Finalbody) == 0 {
		c.tryHandlers(s)
		return
	}
	end, exit := newBlock(), newBlock()
	c.setup(setupFinally, c.setupName(false), end)
	c.emitBlock()
	c.push(frameBlock{kind: finallyTry, finally: s.Finalbody})
	if len(s.Handlers) > 0 {
		c.tryHandlers(s)
	} else {
		c.stmts(s.Body)
	}
	c.withoutLineSince311(func() { c.popBlock(c.popName()) })
	c.popFrame()
	c.ghostIf(finallyCalled, "BEGIN_FINALLY")
	c.ghostIf(finallyReason, "LOAD_CONST")
	c.stmts(s.Finalbody)
	c.ghostIf(finallyCalled, "END_FINALLY")
	c.ghostIf(finallyReason, "END_FINALLY")
	jump := "JUMP_FORWARD"
	if c.v < v39 {
		jump = ""
	}
	c.withoutLine(func() { c.jumpNamed(jump, Jump, exit) })
	c.use(end)
	c.finallyHandler(s)
	c.use(exit)
}

// withoutLineSince311 is withoutLine for what has a line in 3.10.
func (c *compiler) withoutLineSince311(f func()) {
	if c.v >= v311 {
		c.withoutLine(f)
		return
	}
	f()
}

// finallyHandler compiles a finally block that an exception begins.
func (c *compiler) finallyHandler(s *syntax.Try) {
	cleanup := newBlock()
	c.withoutLine(func() {
		c.setup(setupCleanup, "", cleanup)
		c.pushExcInfo()
	})
	c.push(frameBlock{kind: finallyEnd})
	c.stmts(s.Finalbody)
	c.popFrame()
	c.withoutLine(func() {
		c.named(c.v.reraise(), Reraise, 0)
		c.use(cleanup)
		c.popExceptAndReraise()
	})
}

// reraise is the version's bytecode that lets an exception go on.
func (r release) reraise() string {
	if r < v39 {
		return "END_FINALLY"
	}
	return "RERAISE"
}

// pushExcInfo begins a handler: a bytecode since 3.11.
func (c *compiler) pushExcInfo() {
	if c.v.has(setupBlocks) {
		c.silent(PushExcInfo, 0)
	} else {
		c.op(PushExcInfo, 0)
	}
}

// popExceptAndReraise ends a handler in which an exception was raised; up to 3.10 the interpreter does that.
func (c *compiler) popExceptAndReraise() {
	if c.v.has(setupBlocks) {
		c.silent(Copy, 2)
		c.silent(PopExcept, 0)
		c.silent(Reraise, 1)
		return
	}
	c.named("COPY", Copy, 2)
	c.op(PopExcept, 0)
	c.op(Reraise, 1)
}

func (c *compiler) tryHandlers(s *syntax.Try) {
	if s.Star {
		c.tryStar(s)
		return
	}
	c.tryExcept(s)
}

func (c *compiler) tryExcept(s *syntax.Try) {
	except, end, cleanup := newBlock(), newBlock(), newBlock()
	c.setup(setupFinally, c.setupName(true), except)
	c.emitBlock()
	c.push(frameBlock{kind: tryExcept})
	c.stmts(s.Body)
	c.popFrame()
	c.withoutLineSince311(func() { c.popBlock(c.popName()) })
	orelse := end
	if c.v < v311 {
		orelse = newBlock()
		c.withoutLine(func() { c.jumpForward(orelse) })
	} else {
		c.stmts(s.Orelse)
		c.withoutLine(func() { c.jumpForward(end) })
	}
	c.use(except)
	c.withoutLine(func() {
		c.setup(setupCleanup, "", cleanup)
		c.pushExcInfo()
	})
	c.push(frameBlock{kind: exceptionHandler})
	for i, h := range s.Handlers {
		if h.Type == nil && i < len(s.Handlers)-1 {
			c.errs.syntax(h.Span, "default 'except:' must be last")
		}
		c.handler(h, end)
	}
	c.popFrame()
	c.withoutLine(func() {
		c.named(c.v.reraise(), Reraise, 0)
		c.use(cleanup)
		c.popExceptAndReraise()
	})
	if orelse != end {
		c.use(orelse)
		c.stmts(s.Orelse)
	}
	c.use(end)
}

// handler compiles an except clause. On the stack are what was handled before and the exception.
func (c *compiler) handler(h *syntax.ExceptHandler, end *block) {
	c.setAt(h.Span)
	next := newBlock()
	if h.Type != nil {
		c.excMatch(h.Type, next)
	}
	c.ghostIf(setupBlocks, "POP_TOP")
	if h.Name == "" {
		c.pop()
		c.ghostIf(setupBlocks, "POP_TOP")
		c.push(frameBlock{kind: handlerBody})
		c.stmts(h.Body)
		c.popFrame()
		c.withoutLine(func() {
			c.popBlock("")
			c.popExcept()
			c.jumpBack(end)
		})
		c.use(next)
		return
	}
	cleanup := newBlock()
	c.name(h.Name, syntax.Store)
	c.ghostIf(setupBlocks, "POP_TOP")
	setup := c.setupName(false)
	if c.v.has(plainHandlers) {
		setup = ""
	}
	c.setup(setupCleanup, setup, cleanup)
	c.emitBlock()
	c.push(frameBlock{kind: handlerBody, name: h.Name})
	c.stmts(h.Body)
	c.popFrame()
	c.withoutLine(func() {
		c.endNamed(h.Name)
		c.jumpBack(end)
		c.use(cleanup)
		if c.v.has(plainHandlers) {
			c.silently(func() { c.unbindException(h.Name) })
			c.silent(Reraise, 1)
			return
		}
		c.unbindException(h.Name)
		c.named(c.v.reraise(), Reraise, 1)
	})
	c.use(next)
}

// endNamed ends the body of an except clause that has a name, and unbinds it.
func (c *compiler) endNamed(name string) {
	if c.v.has(plainHandlers) {
		c.popBlock("")
		c.popBlock("")
		c.silently(func() {
			c.op(PopExcept, 0)
			c.unbindException(name)
		})
		return
	}
	c.popBlock(c.popName())
	c.popBlock("")
	if c.v >= v39 {
		c.popExcept()
		c.unbindException(name)
		return
	}
	if c.v == v36 {
		c.popExcept()
	}
	c.ghostIf(finallyCalled, "BEGIN_FINALLY")
	c.ghostIf(finallyReason, "LOAD_CONST")
	c.unbindException(name)
	c.ghost("END_FINALLY")
	if c.v != v36 {
		c.popExcept()
	}
}

// silently emits what f emits as no bytecodes of the version.
func (c *compiler) silently(f func()) {
	native := c.native
	c.native = true
	f()
	c.native = native
}

// jumpBack leaves a handler: since 3.13 without a check, as handlers lie behind everything else.
func (c *compiler) jumpBack(to *block) {
	if c.v >= v313 {
		c.jumpNamed("JUMP_NO_INTERRUPT", Jump, to)
	} else {
		c.jumpForward(to)
	}
}

// popExcept ends a handler; 2.7 had no bytecode for that.
func (c *compiler) popExcept() {
	if c.v.has(popExcept) {
		c.op(PopExcept, 0)
	} else {
		c.silent(PopExcept, 0)
	}
}

// excMatch goes to next unless the exception is of this type.
func (c *compiler) excMatch(typ syntax.Expr, next *block) {
	if c.v.has(excMatchOp) {
		c.visit(typ)
		c.op(CheckExcMatch, 0)
		c.jump(PopJumpIfFalse, next)
		return
	}
	c.ghost("DUP_TOP")
	c.visit(typ)
	if c.v.has(excMatchJump) {
		c.silent(CheckExcMatch, 0)
		c.jumpNamed("JUMP_IF_NOT_EXC_MATCH", PopJumpIfFalse, next)
		return
	}
	c.named("COMPARE_OP", CheckExcMatch, 0)
	c.jump(PopJumpIfFalse, next)
}
