package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// with compiles a with statement from its i-th item on.
func (c *compiler) with(s *syntax.With, i int) {
	item := s.Items[i]
	final, exit, suppress, cleanup := newBlock(), newBlock(), newBlock(), newBlock()
	at := c.at
	if c.v >= v313 { // before, whatever with does stood at the whole statement
		c.setAt(item.Context.Where())
	}
	loc := c.at
	c.visit(item.Context)
	c.enterContext(s.Async)
	c.setup(setupWith, "", final)
	c.emitBlock()
	c.push(frameBlock{kind: withBody, async: s.Async, at: c.at})
	if item.Vars != nil {
		c.store(item.Vars)
	} else {
		c.pop()
	}
	if i+1 < len(s.Items) {
		c.with(s, i+1)
	} else {
		c.stmts(s.Body)
	}
	c.popFrame()
	c.withoutLineSince311(func() { c.popBlock(c.popName()) })
	c.at = loc
	if c.v < v311 {
		c.at = at
	}
	c.ghostIf(finallyCalled, "BEGIN_FINALLY")
	c.ghostIf(finallyReason, "LOAD_CONST")
	c.callExit("END_FINALLY", s.Async)
	switch {
	case c.v < v39:
		c.jumpNamed("", Jump, exit)
	case c.v == v39 && s.Async:
		c.jump(Jump, exit)
	default:
		c.jumpForward(exit)
	}
	c.use(final)
	c.setup(setupCleanup, "", cleanup)
	c.pushExcInfo()
	c.exitForException(suppress, s.Async)
	c.withoutLine(func() {
		if c.v <= v311 {
			c.use(cleanup)
			c.popExceptAndReraise()
		}
		c.use(suppress)
		c.ghostIf(setupBlocks, "POP_TOP", "POP_TOP")
		c.pop()
		c.popBlock("")
		c.popExcept()
		if !c.v.has(setupBlocks) {
			c.ghost("POP_TOP") // the place of the instruction that raised
		}
		c.pop()
		if c.v > v311 {
			c.jumpBack(exit)
			c.use(cleanup)
			c.popExceptAndReraise()
		}
	})
	c.use(exit)
}

// enterContext calls __enter__ of the context manager on the stack, or __aenter__.
func (c *compiler) enterContext(async bool) {
	enter := BeforeWith
	if async {
		enter = BeforeAsyncWith
	}
	switch {
	case c.v.has(withSpecial):
		for _, name := range []string{"COPY", "LOAD_SPECIAL", "SWAP", "SWAP", "LOAD_SPECIAL"} {
			c.ghost(name)
		}
		c.named("CALL", enter, 0)
	case c.v.has(beforeWith) || async:
		c.op(enter, 0)
	default:
		c.named("SETUP_WITH", enter, 0)
	}
	if async {
		c.awaitTop(1)
		c.ghostIf(setupBlocks, "SETUP_ASYNC_WITH")
	}
}

// callExit calls __exit__, which lies on the stack, with three times None, awaits it if it is __aexit__, and drops its result; end is the
// bytecode that ends a with up to 3.8.
func (c *compiler) callExit(end string, async bool) {
	if c.v < v39 {
		start, finish := "WITH_CLEANUP_START", "WITH_CLEANUP_FINISH"
		if c.v == v27 {
			start, finish = "WITH_CLEANUP", ""
		}
		for range 3 {
			c.loadSilently(nil)
		}
		c.named(start, Call, 3)
		c.awaitExit(async)
		c.named(finish, PopTop, 0)
		c.ghost(end)
		return
	}
	c.load(nil)
	if c.v.has(copySwap) {
		c.load(nil)
		c.load(nil)
	} else {
		c.dup()
		c.dup()
	}
	c.ghostIf(precall, "PRECALL")
	c.callOp(Call, 3)
	c.awaitExit(async)
	c.pop()
}

// awaitExit awaits what __aexit__ has returned.
func (c *compiler) awaitExit(async bool) {
	if async {
		c.awaitTop(2)
	}
}

// exitForException calls __exit__ with an exception, and goes to suppress if it says so; otherwise the exception goes on.
func (c *compiler) exitForException(suppress *block, async bool) {
	if c.v < v39 {
		start, finish := "WITH_CLEANUP_START", "WITH_CLEANUP_FINISH"
		if c.v == v27 {
			start, finish = "WITH_CLEANUP", ""
		}
		c.named(start, WithExceptStart, 0)
		c.awaitExit(async)
		c.jumpNamed(finish, PopJumpIfTrue, suppress)
		c.named("END_FINALLY", Reraise, 2)
		return
	}
	c.op(WithExceptStart, 0)
	c.awaitExit(async)
	c.withoutLine(func() {
		c.ghostIf(toBool, "TO_BOOL")
		c.jump(PopJumpIfTrue, suppress)
		c.op(Reraise, 2)
	})
}
