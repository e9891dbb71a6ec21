package code

import "strings"

// assemble optimises a unit's blocks and lowers them to instructions.
func (c *compiler) assemble(u *unit) error {
	code := u.code
	g := &graph{v: c.v, first: u.first, intern: c.constant}
	g.consts = code.Consts
	g.intern = func(k Const) int32 {
		n := c.constant(k)
		g.consts = code.Consts
		return n
	}
	if c.v >= v313 {
		g.joinBlocks()
	}
	g.labelRanges()
	g.removeUnreachable()
	depth, err := g.depths(code)
	if err != nil {
		return err
	}
	g.optimise()
	if c.v.has(loadFastCheck) {
		params := code.Args + code.KwOnly
		for _, f := range []CodeFlags{VarArgs, VarKw} {
			if code.Flags&f != 0 {
				params++
			}
		}
		g.checkLoads(params)
	}
	if c.v.has(fastPairs) {
		g.fastPairs()
	}
	if c.v.has(coldBlocks) {
		g.pushColdBack()
	}
	if c.v.has(flowGraph) {
		g.removeUnreachable()
		g.resolveLines()
	}
	g.convertSetups()
	c.prefix(u)
	if c.v.has(forwardOnly) {
		g.forwardJumps()
	}
	c.slots(u, g)
	again, err := g.depths(code)
	if err != nil {
		return err
	}
	code.StackSize = max(depth, again) + 1 // a handler pushes an exception
	c.lower(u, g)
	return nil
}

// prefix puts what a frame begins with before everything else.
func (c *compiler) prefix(u *unit) {
	at := Position{Line: u.code.FirstLine, EndLine: u.code.FirstLine}
	var list []inst
	add := func(op Op, name string, arg int32, cell bool) {
		if c.native {
			name = ""
		}
		list = append(list, inst{op: op, name: name, arg: arg, cell: cell, at: at})
	}
	makes := ""
	if c.v.has(makeCell) {
		makes = "MAKE_CELL"
		if u.nFree > 0 {
			add(Nop, "COPY_FREE_VARS", 0, false)
		}
	}
	for i := range u.nCells {
		add(MakeCell, makes, int32(i), true)
	}
	if u.code.Flags&Generator != 0 {
		ret, pop := "", ""
		switch {
		case c.v.has(returnGenerator):
			ret, pop = "RETURN_GENERATOR", "POP_TOP"
		case c.v.has(genStart):
			pop = "GEN_START"
		}
		add(ReturnGenerator, ret, 0, false)
		add(PopTop, pop, 0, false)
	}
	u.first.insts = append(list, u.first.insts...)
}

// slots gives cells and free variables their places behind the other locals, and fixes the instructions that name them.
func (c *compiler) slots(u *unit, g *graph) {
	code := u.code
	place := make([]int32, len(u.names))
	isFree := func(i int) bool { return u.nCells <= i && i < u.nCells+u.nFree }
	for i, name := range u.names {
		if isFree(i) {
			continue
		}
		n, ok := u.locals[name]
		if !ok {
			n = int32(len(code.Locals))
			code.Locals = append(code.Locals, Local{Name: name})
		}
		code.Locals[n].Kind = Cell
		place[i] = n
	}
	for i, name := range u.names {
		if !isFree(i) {
			continue
		}
		place[i] = int32(len(code.Locals))
		code.Locals = append(code.Locals, Local{Name: name, Kind: Free})
		code.Closure = append(code.Closure, u.parent.deref(name))
	}
	for _, b := range g.all() {
		for i := range b.insts {
			if in := &b.insts[i]; in.cell {
				in.arg = place[in.arg]
			}
		}
	}
	for _, inner := range code.Codes {
		for i := range inner.Closure {
			inner.Closure[i] = place[inner.Closure[i]]
		}
	}
}

// lower turns blocks into instructions. A bytecode that does nothing here is counted by the next instruction of its block, or by the
// one before it, or by a Nop.
func (c *compiler) lower(u *unit, g *graph) {
	l := &lowering{c: c, code: u.code, byBlock: map[*block]int32{}}
	blocks := g.all()
	order := make(map[*block]int, len(blocks))
	size := 0
	for i, b := range blocks {
		order[b] = i
		size += len(b.insts)
	}
	u.code.Instrs, u.code.Positions, l.ranges = make([]Instr, 0, size), make([]Position, 0, size), make([]*block, 0, size)
	for i, b := range blocks {
		l.block(b, func(to *block) bool { return order[to] <= i })
	}
	l.resolve(blocks)
}

// A lowering is a code whose instructions are being written.
type lowering struct {
	c       *compiler
	code    *Code
	byBlock map[*block]int32
	jumps   []pendingJump
	ranges  []*block // the handler of each instruction

	n       int // bytecodes that are counted by the next instruction
	pending []Bytecode
	ticks   int
	check   bool
	at      Position

	starts  string // the first bytecode that the next instruction counts
	guarded []bool // whether no check comes before each instruction
}

type pendingJump struct {
	instr int
	to    *block
}

func (l *lowering) block(b *block, back func(*block) bool) {
	l.flush(nil)
	l.byBlock[b] = int32(len(l.code.Instrs))
	for i := range b.insts {
		in := &b.insts[i]
		name := in.name
		if in.isJump() && in.to != nil {
			name = l.c.v.spellJump(in, back(in.to))
		}
		if l.c.native {
			name = ""
		}
		if in.op == Nop {
			l.ghost(name, in)
			continue
		}
		l.instr(in, name)
	}
	l.flush(nil)
}

// ghost counts a bytecode that does nothing here.
func (l *lowering) ghost(name string, in *inst) {
	if name == "" {
		return
	}
	if in.skipped {
		if l.c.listing {
			l.pending = append(l.pending, Bytecode{Name: name, Skipped: true})
		}
		return
	}
	l.n++
	flags, ticks := l.c.v.flagsOf(name, in)
	l.ticks += ticks
	l.check = flags&Check != 0
	if l.n == 1 {
		l.at, l.starts = in.at, name
	}
	if l.c.listing {
		l.pending = append(l.pending, Bytecode{Name: name, Flags: flags})
	}
	if l.n >= 200 {
		l.flush(in)
	}
}

// flush writes a Nop for bytecodes that no instruction has counted.
func (l *lowering) flush(in *inst) {
	if l.n == 0 && len(l.pending) == 0 {
		return
	}
	n := inst{op: Nop, at: l.at}
	if in != nil {
		n.handler = in.handler
	} else if k := len(l.ranges); k > 0 {
		n.handler = l.ranges[k-1]
	}
	check := l.check
	l.instr(&n, "")
	if check {
		l.code.Instrs[len(l.code.Instrs)-1].Flags |= Check
	}
}

// instr writes an instruction.
func (l *lowering) instr(in *inst, name string) {
	code := l.code
	i := Instr{Op: in.op, Arg: in.arg}
	if l.n == 0 {
		l.starts = name
	}
	if name != "" {
		l.n++
		var ticks int
		i.Flags, ticks = l.c.v.flagsOf(name, in)
		l.ticks += ticks
	} else if in.op == Resume && l.c.v.has(entryCheck) && !l.c.native {
		i.Flags = Check
	}
	i.N, i.Ticks = uint8(l.n), uint8(l.ticks)
	if l.c.listing {
		for _, b := range l.pending {
			b.Instr = int32(len(code.Instrs))
			code.Listing = append(code.Listing, b)
		}
		if name != "" {
			code.Listing = append(code.Listing, Bytecode{Name: name, Flags: i.Flags, Instr: int32(len(code.Instrs)), Own: true})
		}
	}
	l.n, l.ticks, l.check, l.pending = 0, 0, false, nil
	if in.to != nil {
		l.jumps = append(l.jumps, pendingJump{len(code.Instrs), in.to})
	}
	code.Instrs = append(code.Instrs, i)
	code.Positions = append(code.Positions, in.at)
	l.ranges = append(l.ranges, in.handler)
	l.guarded = append(l.guarded, l.c.v.guarded(l.starts))
}

// resolve fills in the targets of jumps and the table of handlers, and marks pairs of instructions.
func (l *lowering) resolve(blocks []*block) {
	code := l.code
	for _, j := range l.jumps {
		code.Instrs[j.instr].Arg = l.byBlock[j.to]
	}
	for i := 0; i < len(l.ranges); {
		h := l.ranges[i]
		from := i
		for i < len(l.ranges) && l.ranges[i] == h {
			i++
		}
		if h != nil {
			code.Handlers = append(code.Handlers, Handler{Start: int32(from), End: int32(i), Target: l.byBlock[h], Depth: int32(h.handlerBase)})
		}
	}
	dropChecks(code, l.guarded)
	if l.c.v == v27 && !l.c.native {
		entryTicks(code)
	}
	l.c.v.dropListed(code.Listing)
	pairs(code)
}

// pairs marks the instructions that a machine may do together with the next one.
func pairs(code *Code) {
	for i := 0; i+1 < len(code.Instrs); i++ {
		a, z := &code.Instrs[i], code.Instrs[i+1].Op
		switch {
		case a.Op == LoadFast && z == LoadFast:
			a.Op = LoadFastLoadFast
		case a.Op == LoadFast && z == LoadConst:
			a.Op = LoadFastLoadConst
		case a.Op == LoadFast && z == LoadAttr:
			a.Op = LoadFastLoadAttr
		case a.Op == StoreFast && z == LoadFast:
			a.Op = StoreFastLoadFast
		case a.Op == ForIter && z == StoreFast:
			a.Op = ForIterStoreFast
		case a.Op == CompareOp && z == PopJumpIfFalse:
			a.Op = CompareOpJump
		case a.Op == LoadConst && z == ReturnValue:
			a.Op = LoadConstReturn
		default:
			continue
		}
		i++
	}
}

// hasPrefix reports whether a name begins with one of these.
func hasPrefix(name string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}
