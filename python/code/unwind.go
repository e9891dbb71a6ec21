package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// frameKind is what a statement around the current one does when it is left early (compile.c, enum fblocktype).
type frameKind uint8

const (
	whileLoop frameKind = iota
	forLoop
	tryExcept        // the body of a try with handlers
	finallyTry       // the body of a try with finally
	finallyEnd       // the finally block after an exception
	withBody         // the body of a with
	handlerBody      // the body of an except clause; name is what it unbinds
	exceptionHandler // the clauses themselves
	starHandler      // the clauses of except*, which no statement leaves
	popValue         // a value lies on the stack
)

// A frameBlock is a statement around the current one.
type frameBlock struct {
	kind    frameKind
	block   *block // a loop's beginning
	exit    *block // a loop's end
	finally []syntax.Stmt
	name    string
	async   bool // of a with: its exit is awaited
	at      Position
	depth   int // of finally blocks that are being copied
}

func (c *compiler) push(f frameBlock) {
	if len(c.u.frames) >= maxBlocks {
		c.tooNested()
	}
	c.u.frames = append(c.u.frames, f)
}

func (c *compiler) popFrame() { c.u.frames = c.u.frames[:len(c.u.frames)-1] }

// maxBlocks is how deep statements that need unwinding may be nested (CO_MAXBLOCKS).
const maxBlocks = 20

// tooNested refuses what CPython refuses.
func (c *compiler) tooNested() {
	c.errs.syntax(syntax.Span{Start: syntax.Pos{Line: c.at.Line, Col: c.at.Col}}, "too many statically nested blocks")
}

func (c *compiler) inLoop() bool {
	for _, f := range c.u.frames {
		if f.kind <= forLoop {
			return true
		}
	}
	return false
}

// inStar reports whether a statement would leave an except* clause: one that stands inside the innermost loop, or any if all is left.
func (c *compiler) inStar(all bool) bool {
	for i := len(c.u.frames) - 1; i >= 0; i-- {
		switch kind := c.u.frames[i].kind; {
		case kind == starHandler:
			return true
		case kind <= forLoop && !all:
			return false
		}
	}
	return false
}

// loop returns the innermost loop.
func (c *compiler) loop() *frameBlock {
	for i := len(c.u.frames) - 1; i >= 0; i-- {
		if c.u.frames[i].kind <= forLoop {
			return &c.u.frames[i]
		}
	}
	return nil
}

// unwindsMore reports whether leaving the function executes something.
func (c *compiler) unwindsMore() bool {
	for _, f := range c.u.frames {
		if f.kind == finallyTry || f.kind == withBody || f.kind == handlerBody && f.name != "" && !c.v.has(plainHandlers) {
			return true
		}
	}
	return false
}

// unwindAll leaves every statement around, for a return whose value lies on the stack if preserve.
func (c *compiler) unwindAll(preserve bool) { c.unwindTo(0, preserve) }

// unwindToLoop leaves every statement inside the innermost loop, and for a break the loop itself.
func (c *compiler) unwindToLoop(itself bool) {
	for i := len(c.u.frames) - 1; i >= 0; i-- {
		if c.u.frames[i].kind <= forLoop {
			c.unwindTo(i+1, false)
			if itself {
				f := c.u.frames[i]
				c.unwind(f, i, false)
			}
			return
		}
	}
}

// unwindTo leaves the statements from the innermost one to the n-th from outside.
func (c *compiler) unwindTo(n int, preserve bool) {
	for i := len(c.u.frames) - 1; i >= n; i-- {
		c.unwind(c.u.frames[i], i, preserve)
	}
}

// unwound makes the instructions silent up to 3.7, where the interpreter unwinds by itself.
func (c *compiler) unwound(op Op, arg int32) {
	if c.v.has(finallyReason) {
		c.silent(op, arg)
		return
	}
	c.op(op, arg)
}

// swapped exchanges what is unwound with a value that is kept above it.
func (c *compiler) swapped(preserve bool) {
	if !preserve {
		return
	}
	if c.v.has(finallyReason) {
		c.silent(RotTwo, 0)
	} else {
		c.swap()
	}
}

// poppedBlock ends the range of a handler; up to 3.7 that is no bytecode when a statement is left early.
func (c *compiler) poppedBlock() {
	switch {
	case c.v.has(finallyReason) || !c.v.has(setupBlocks):
		c.popBlock("")
	default:
		c.popBlock("POP_BLOCK")
	}
}

// unwind leaves one statement, the i-th from outside (compiler_unwind_fblock).
func (c *compiler) unwind(f frameBlock, i int, preserve bool) {
	frames := c.u.frames
	c.u.frames = frames[:i:i]
	defer func() { c.u.frames = frames }()
	switch f.kind {
	case forLoop:
		c.swapped(preserve)
		if c.v.has(popIter) {
			c.named("POP_ITER", PopTop, 1)
		} else {
			c.unwound(PopTop, 1)
		}
	case tryExcept:
		c.poppedBlock()
	case finallyTry:
		c.poppedBlock()
		c.leaveByFinally(f, preserve)
	case finallyEnd:
		c.leaveFinallyEnd(preserve)
	case withBody:
		at := c.at
		if c.v.has(lineNops) {
			c.at = f.at
		}
		c.poppedBlock()
		c.swapped(preserve)
		end := "END_FINALLY"
		if c.v.has(finallyCalled) {
			c.ghost("BEGIN_FINALLY")
			end = "POP_FINALLY"
		}
		c.callExit(end, f.async)
		c.at = at
		if c.v.has(lineNops) {
			c.at = noLine
		}
	case handlerBody:
		c.leaveHandler(f, preserve)
	case popValue:
		c.swapped(preserve)
		c.unwound(PopTop, 0)
	}
}

// leaveByFinally executes a finally block because its try is left.
func (c *compiler) leaveByFinally(f frameBlock, preserve bool) {
	c.ghostIf(finallyCalled, "CALL_FINALLY")
	if preserve {
		c.push(frameBlock{kind: popValue})
	}
	if f.depth > 12 { // each copy may hold copies
		c.tooNested()
		return
	}
	for i := range c.u.frames {
		c.u.frames[i].depth++
	}
	at := c.at
	c.stmts(f.finally)
	c.at = at
	for i := range c.u.frames {
		c.u.frames[i].depth--
	}
	if preserve {
		c.popFrame()
	}
	c.ghostIf(finallyCalled, "END_FINALLY")
	c.ghostIf(finallyReason, "END_FINALLY")
	if c.v.has(lineNops) {
		c.at = noLine
	}
}

// leaveFinallyEnd leaves a finally block that an exception has begun: the exception is forgotten.
func (c *compiler) leaveFinallyEnd(preserve bool) {
	if !c.v.has(setupBlocks) {
		c.swapped(preserve)
		c.pop()
		c.swapped(preserve)
		c.popBlock("")
		c.op(PopExcept, 0)
		return
	}
	if preserve {
		c.fourth()
	}
	if !c.v.has(finallyReason) {
		c.ghost("POP_TOP")
		c.ghost("POP_TOP")
	}
	c.unwound(PopTop, 0)
	if preserve {
		c.fourth()
	}
	c.popBlock("")
	c.unwound(PopExcept, 0)
}

// fourth exchanges a value with what a handler keeps: up to 3.10 that were three values.
func (c *compiler) fourth() {
	if c.v.has(setupBlocks) && !c.v.has(finallyReason) {
		c.named("ROT_FOUR", RotTwo, 0)
	} else {
		c.swapped(true)
	}
}

// leaveHandler leaves the body of an except clause, and unbinds its name.
func (c *compiler) leaveHandler(f frameBlock, preserve bool) {
	if f.name != "" && c.v.has(plainHandlers) {
		c.popBlock("")
	} else if f.name != "" {
		c.poppedBlock()
	}
	if preserve {
		c.fourth()
	}
	c.popBlock("")
	c.unwound(PopExcept, 0)
	if f.name == "" {
		return
	}
	if c.v.has(plainHandlers) {
		c.silently(func() { c.unbindException(f.name) })
		return
	}
	if c.v.has(finallyCalled) {
		c.ghost("CALL_FINALLY")
	}
	c.unbindException(f.name)
	c.ghostIf(finallyCalled, "END_FINALLY")
	c.ghostIf(finallyReason, "END_FINALLY")
}

// unbindException compiles name = None; del name.
func (c *compiler) unbindException(name string) {
	c.load(nil)
	c.name(name, syntax.Store)
	c.name(name, syntax.Del)
}

// setup begins the range of a handler.
func (c *compiler) setup(op Op, name string, handler *block) {
	handler.isHandler = true
	c.emit(inst{op: op, name: name, to: handler, at: c.at})
}

// popBlock ends the innermost range.
func (c *compiler) popBlock(name string) { c.emit(inst{op: popBlock, name: name, at: c.at}) }
