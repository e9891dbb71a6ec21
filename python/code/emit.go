package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// An inst is a bytecode of the version that is compiled for, before it is lowered to an Instr.
type inst struct {
	op   Op     // what it does; Nop if it does nothing on this machine
	name string // the version's name; empty if the version has no bytecode for what it does
	arg  int32
	cell bool // arg is an index of the unit's derefs
	// skipped says that the version has this bytecode and never executes it.
	skipped bool
	// maybeUnset says that what is stored may be unset, so that the version makes no pair of it.
	maybeUnset bool
	to         *block // where a jump goes, or an exception
	at         Position
	// handler is where an exception of this instruction goes.
	handler *block
}

// Instructions that exist only while compiling: they begin and end the ranges of handlers.
const (
	setupFinally Op = numOps + iota // to: the handler
	setupWith                       // the same; the handler begins below what __enter__ returned
	setupCleanup                    // the same, for a handler's own exceptions
	popBlock                        // the innermost range ends
)

// usualBlock is how many instructions there is room for in a block from the start: few have more.
const usualBlock = 8

// isSetup reports whether it begins a range.
func (i *inst) isSetup() bool { return i.op >= setupFinally && i.op <= setupCleanup }

// isNop reports whether it is a bytecode NOP, which is there for its line.
func (i *inst) isNop() bool { return i.op == Nop && (i.name == "NOP" || i.name == "") }

// isUnconditional reports whether it always goes to its target.
func (i *inst) isUnconditional() bool { return i.op == Jump }

// isConditional reports whether it pops the top and may jump.
func (i *inst) isConditional() bool { return i.op >= PopJumpIfFalse && i.op <= PopJumpIfNotNone }

// isJump reports whether it may go elsewhere than to the next instruction, other than by an exception.
func (i *inst) isJump() bool {
	switch i.op {
	case Jump, PopJumpIfFalse, PopJumpIfTrue, PopJumpIfNone, PopJumpIfNotNone, JumpIfFalseOrPop, JumpIfTrueOrPop, ForIter, Send:
		return true
	}
	return false
}

// ends reports whether nothing is executed behind it in its frame.
func (i *inst) ends() bool { return i.op == ReturnValue || i.op == RaiseVarargs || i.op == Reraise }

// nop makes it do nothing; its line stays.
func (i *inst) nop() { *i = inst{name: "NOP", at: i.at, handler: i.handler} }

// A block is a sequence of instructions that is entered at its beginning alone.
type block struct {
	insts []inst
	next  *block
	label bool // something may jump here
	depth int  // of the stack at its beginning; -1: not known yet

	visited     bool
	preds       int
	isHandler   bool
	warm, cold  bool
	handlerBase int // of a handler: the depth that the stack is cut to
	ranges      []*block
}

// last returns its last instruction, or nil.
func (b *block) last() *inst {
	if len(b.insts) == 0 {
		return nil
	}
	return &b.insts[len(b.insts)-1]
}

// fallsThrough reports whether its end leads to the next block.
func (b *block) fallsThrough() bool {
	l := b.last()
	return l == nil || !l.isUnconditional() && !l.ends()
}

// exits reports whether it ends the frame.
func (b *block) exits() bool {
	l := b.last()
	return l != nil && l.ends()
}

// nonEmpty returns the first block from b on that has instructions, or nil.
func (b *block) nonEmpty() *block {
	for b != nil && len(b.insts) == 0 {
		b = b.next
	}
	return b
}

// A unit is a body that is being compiled.
type unit struct {
	code    *Code
	scope   *scope
	parent  *unit
	private string // the class whose names are mangled

	first, cur *block
	frames     []frameBlock

	locals   map[string]int32
	derefs   map[string]int32 // cells, then free variables
	nCells   int
	nFree    int
	savedAt  Position
	names    []string // of the derefs
	consts   map[string]int32
	override map[string]variable // of the names of the inlined comprehensions around
	hidden   map[string]bool     // of these in a class or module: they are slots all the same
	inlined  int                 // how many inlined comprehensions are around
	extra    []string            // names of cells that the scope does not know
	statics  []string            // attributes of self that methods store, for __static_attributes__
}

// newBlock returns a block that is not yet in its place.
func newBlock() *block { return &block{depth: -1} }

// use puts a block behind the current one.
func (c *compiler) use(b *block) {
	b.label = true
	c.u.cur.next = b
	c.u.cur = b
}

// emit appends an instruction. Behind a jump, or an end of the frame, a new block begins.
func (c *compiler) emit(i inst) {
	u := c.u
	if l := u.cur.last(); l != nil && (l.isJump() || l.ends()) {
		b := newBlock()
		u.cur.next = b
		u.cur = b
	}
	if c.native {
		i.name = ""
	}
	if u.cur.insts == nil {
		u.cur.insts = make([]inst, 0, usualBlock)
	}
	u.cur.insts = append(u.cur.insts, i)
}

// op emits an instruction that every version has.
func (c *compiler) op(op Op, arg int32) {
	c.emit(inst{op: op, name: c.v.spell(op, arg), arg: arg, at: c.at})
}

// named emits an instruction that the version has by this name; none if it is empty.
func (c *compiler) named(name string, op Op, arg int32) {
	c.emit(inst{op: op, name: name, arg: arg, at: c.at})
}

// silent emits an instruction that is no bytecode of the version: it does it within another one.
func (c *compiler) silent(op Op, arg int32) { c.named("", op, arg) }

// ghost emits a bytecode of the version that does nothing here.
func (c *compiler) ghost(name string) {
	if !c.native {
		c.named(name, Nop, 0)
	}
}

// ghostIf emits a bytecode that does nothing here if the version has the feature.
func (c *compiler) ghostIf(f feature, names ...string) {
	if c.v.has(f) {
		for _, n := range names {
			c.ghost(n)
		}
	}
}

// nopForLine emits the NOP that keeps a line of the source visible to tracing (PEP 626).
func (c *compiler) nopForLine() {
	if c.v.has(lineNops) {
		c.emit(inst{op: Nop, name: "NOP", at: c.at})
	}
}

// jump emits a jump.
func (c *compiler) jump(op Op, to *block) {
	c.emit(inst{op: op, name: c.v.spell(op, 0), to: to, at: c.at})
}

// jumpNamed emits a jump that the version has by this name.
func (c *compiler) jumpNamed(name string, op Op, to *block) {
	c.emit(inst{op: op, name: name, to: to, at: c.at})
}

// noLine is the position of what belongs to no line.
var noLine = Position{}

// withoutLine emits what f emits as belonging to no line, where the version knows such.
func (c *compiler) withoutLine(f func()) {
	if !c.v.has(lineNops) {
		f()
		return
	}
	at := c.at
	c.at = noLine
	f()
	c.at = at
}

// setAt sets the position of what is emitted from now on.
func (c *compiler) setAt(s syntax.Span) { c.at = positionOf(s) }

// positionOf turns a span into a position.
func positionOf(s syntax.Span) Position {
	return Position{Line: s.Start.Line, Col: s.Start.Col, EndLine: s.End.Line, EndCol: s.End.Col}
}

// dup pushes the top once more.
func (c *compiler) dup() {
	if c.v.has(copySwap) {
		c.op(Copy, 1)
	} else {
		c.op(DupTop, 0)
	}
}

// swap exchanges the two topmost values.
func (c *compiler) swap() {
	if c.v.has(copySwap) {
		c.op(Swap, 2)
	} else {
		c.op(RotTwo, 0)
	}
}

// pop drops the top.
func (c *compiler) pop() { c.op(PopTop, 0) }
