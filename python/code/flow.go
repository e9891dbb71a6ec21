package code

// This file makes a graph of basic blocks smaller, as CPython has done since 3.10 (Python/compile.c, Python/flowgraph.c): only what
// changes the bytecodes that are executed.

// A graph is the blocks of a unit, in their order.
type graph struct {
	v      release
	first  *block
	consts []Const
	intern func(Const) int32
}

// all lists the blocks.
func (g *graph) all() (list []*block) {
	for b := g.first; b != nil; b = b.next {
		list = append(list, b)
	}
	return list
}

// optimise makes the graph smaller.
func (g *graph) optimise() {
	if g.v.has(flowGraph) {
		g.removeEmpty()
	}
	switch {
	case g.v.has(peephole):
		g.peephole()
		g.removeUnreachable()
	case g.v >= v313:
		for g.inlineBlocks() {
		}
		g.removeUnreachable()
		g.resolveLines()
		for _, b := range g.all() {
			g.loadConsts(b)
		}
		for _, b := range g.all() {
			g.block(b)
		}
		g.removePairs()
		g.removeUnreachable()
		g.removeNopsAndJumps()
	case g.v == v312:
		g.inlineBlocks()
		g.removeUnreachable()
		for _, b := range g.all() {
			g.loadConsts(b)
			g.block(b)
			g.removeNops(b, 0)
		}
		g.inlineBlocks()
		g.removeUnreachable()
		g.removeNopsAndJumps()
	default:
		for _, b := range g.all() {
			g.loadConsts(b)
			g.block(b)
			g.removeNops(b, 0)
		}
		g.inlineBlocks()
		g.removeUnreachable()
		line := int32(0)
		for _, b := range g.all() {
			g.removeNops(b, line)
			if line = 0; b.fallsThrough() && b.last() != nil {
				line = b.last().at.Line
			}
		}
		g.removeJumps()
	}
}

// removeUnreachable empties the blocks that nothing leads to, and counts what leads to the others.
func (g *graph) removeUnreachable() {
	blocks := g.all()
	for _, b := range blocks {
		b.visited, b.preds = false, 0
	}
	g.first.preds = 1
	todo := []*block{g.first}
	visit := func(b *block) {
		b.preds++
		if !b.visited {
			b.visited = true
			todo = append(todo, b)
		}
	}
	g.first.visited = true
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if b.next != nil && b.fallsThrough() {
			visit(b.next)
		}
		for i := range b.insts {
			if to := b.insts[i].to; to != nil {
				visit(to)
			}
		}
	}
	for _, b := range blocks {
		if !b.visited {
			b.insts = nil
			b.isHandler = false
			b.label = false
		}
	}
	if g.v.has(flowGraph) {
		g.removeEmpty()
	}
}

// removeEmpty lets jumps to empty blocks go to what follows them, and takes them out (eliminate_empty_basic_blocks).
func (g *graph) removeEmpty() {
	for b := g.first; b != nil; b = b.next {
		for b.next != nil && len(b.next.insts) == 0 {
			b.next = b.next.next
		}
		for i := range b.insts {
			if in := &b.insts[i]; in.to != nil {
				if to := in.to.nonEmpty(); to != in.to {
					to.label = to.label || in.to.label
					to.isHandler = to.isHandler || in.to.isHandler
					in.to = to
				}
			}
			if h := b.insts[i].handler; h != nil {
				b.insts[i].handler = h.nonEmpty()
			}
		}
	}
}

// joinBlocks makes one block of blocks that nothing jumps between: since 3.13 a label alone begins no block.
func (g *graph) joinBlocks() {
	g.removeEmpty()
	targets := map[*block]bool{}
	for _, b := range g.all() {
		for i := range b.insts {
			targets[b.insts[i].to] = true
		}
	}
	for b := g.first; b != nil; b = b.next {
		for n := b.next; n != nil && !targets[n]; n = b.next {
			if l := b.last(); l != nil && (l.isJump() || l.ends()) {
				break
			}
			b.insts = append(b.insts, n.insts...)
			b.next = n.next
		}
	}
}

// removeNops removes the NOPs of a block whose line another instruction has; line is that of what comes before the block.
func (g *graph) removeNops(b *block, line int32) (removed int) {
	kept := b.insts[:0]
	for i := range b.insts {
		in := b.insts[i]
		if in.isNop() && g.redundant(b, i, line) {
			removed++
			continue
		}
		line = in.at.Line
		kept = append(kept, in)
	}
	b.insts = kept
	return removed
}

// redundant reports whether the i-th instruction of a block, a NOP behind the line before, is not needed.
func (g *graph) redundant(b *block, i int, before int32) bool {
	line := b.insts[i].at.Line
	if line == 0 || line == before {
		return true
	}
	if i+1 < len(b.insts) {
		next := &b.insts[i+1]
		if next.at.Line == 0 {
			next.at = b.insts[i].at
			return true
		}
		return next.at.Line == line
	}
	next := b.next.nonEmpty()
	if next == nil {
		return false
	}
	for j := range next.insts {
		in := &next.insts[j]
		if g.v >= v313 && in.isNop() && in.at.Line == 0 {
			continue
		}
		return in.at.Line == line
	}
	return false
}

func (g *graph) removeNopsAndJumps() {
	for {
		n := 0
		for _, b := range g.all() {
			n += g.removeNops(b, 0)
		}
		if n+g.removeJumps() == 0 {
			return
		}
	}
}

// removePairs removes a value that is pushed and dropped.
func (g *graph) removePairs() {
	for done := false; !done; {
		done = true
		var before *inst
		for _, b := range g.all() {
			g.removeNops(b, 0)
			if b.label {
				before = nil
			}
			for i := range b.insts {
				in := &b.insts[i]
				if in.op == PopTop && in.name == "POP_TOP" && before != nil && (before.op == LoadConst || before.op == Copy && before.arg == 1) {
					before.nop()
					in.nop()
					done = false
				}
				before = in
			}
			if l := b.last(); l != nil && l.isJump() || !b.fallsThrough() {
				before = nil
			}
		}
	}
}

// maxCopy is how long an exit may be that is copied to where it is jumped to from.
const maxCopy = 4

// inlineBlocks puts short exits in the place of jumps to them; since 3.13 also what has no line and does not fall through.
func (g *graph) inlineBlocks() (changed bool) {
	for _, b := range g.all() {
		l := b.last()
		if l == nil || !l.isUnconditional() {
			continue
		}
		to := l.to
		short := to.exits() && len(to.insts) <= maxCopy
		lineless := g.v >= v313 && !to.fallsThrough() && !hasLine(to)
		if g.v == v311 && hasLine(to) {
			short = false
		}
		if !short && !lineless {
			continue
		}
		jump := l.name
		l.nop()
		b.insts = append(b.insts, to.insts...)
		if n := b.last(); lineless && n.isUnconditional() && (jump != "JUMP_NO_INTERRUPT" || g.isBefore(to, n.to)) {
			n.name = jump
		}
		to.preds--
		changed = true
	}
	return changed
}

// next returns the next instruction of a block behind the i-th; since 3.14 NOPs are passed over.
func (g *graph) next(b *block, i int) (int, *inst) {
	for i++; i < len(b.insts); i++ {
		if !b.insts[i].isNop() || g.v < v314 {
			return i, &b.insts[i]
		}
	}
	return 0, nil
}

// loadConsts simplifies what follows a constant.
func (g *graph) loadConsts(b *block) {
	var k inst
	for i := range b.insts {
		in := &b.insts[i]
		isCopy := k.op == LoadConst && in.op == Copy && in.arg == 1
		if !isCopy {
			k = *in
		}
		if k.op != LoadConst || k.name == "" {
			continue
		}
		ni, next := g.next(b, i)
		if next == nil {
			continue
		}
		value := g.consts[k.arg]
		switch {
		case next.op == PopJumpIfFalse || next.op == PopJumpIfTrue:
			if isCopy && g.v < v313 {
				continue
			}
			in.nop()
			if truth(value) == (next.op == PopJumpIfTrue) {
				*next = inst{op: Jump, name: g.jumpName(), to: next.to, at: next.at, handler: next.handler}
			} else {
				next.nop()
			}
		case next.op == IsOp && value == nil && g.v.has(noneJumps) && !isCopy:
			g.noneJump(b, ni, in)
		case next.op == ReturnValue && g.v.has(returnConst) && !isCopy:
			in.name = ""
			next.name = "RETURN_CONST"
		case next.name == "TO_BOOL" && next.op == Nop && !isCopy:
			in.nop()
			*next = inst{op: LoadConst, name: "LOAD_CONST", arg: g.intern(Bool(truth(value))), at: next.at, handler: next.handler}
		case (next.op == JumpIfFalseOrPop || next.op == JumpIfTrueOrPop) && !isCopy:
			if truth(value) == (next.op == JumpIfTrueOrPop) {
				*next = inst{op: Jump, name: g.jumpName(), to: next.to, at: next.at, handler: next.handler}
			} else {
				in.nop()
				next.nop()
			}
		}
	}
}

// block simplifies the instructions of one block.
func (g *graph) block(b *block) {
	for i := 0; i < len(b.insts); i++ {
		in := &b.insts[i]
		var next *inst
		if i+1 < len(b.insts) {
			next = &b.insts[i+1]
		}
		switch {
		case in.op == BuildTuple && in.name == "BUILD_TUPLE":
			if g.swapTuple(in, next) {
				continue
			}
			g.foldTuple(b, i)
		case in.op == Nop:
			g.ghosts(in, next)
		case g.v >= v313 && in.op == LoadGlobal && in.name == "LOAD_GLOBAL" && next != nil && next.op == Nop && next.name == "PUSH_NULL":
			next.nop()
		case g.v.has(toBool) && next != nil && next.op == Nop && next.name == "TO_BOOL" && (in.op == CompareOp || in.op == ContainsOp || in.op == IsOp || in.op == UnaryNot):
			kept := *in
			kept.at = next.at
			in.nop()
			*next = kept
		case in.op == Swap && in.arg == 1:
			in.nop()
		case in.op == StoreFast && g.v >= v313 && next != nil && next.op == StoreFast && in.arg == next.arg && in.at.Line == next.at.Line:
			*in = inst{op: PopTop, name: "POP_TOP", at: in.at, handler: in.handler}
		case in.isJump():
			if g.thread(b, in) {
				i--
			}
		case in.op == RotTwo || in.op == RotThree || in.op == RotFour || in.op == RotN:
			g.rotations(b, i)
		}
	}
	if !g.v.has(staticSwap) {
		return
	}
	for i := 0; i < len(b.insts); i++ {
		if b.insts[i].op == Swap {
			i = g.swaptimise(b, i)
			g.staticSwaps(b, i)
		}
	}
}

// ghosts simplifies bytecodes that do nothing here.
func (g *graph) ghosts(in, next *inst) {
	if in.name == "PUSH_NULL" && g.v < v313 && next != nil && next.op == LoadGlobal && next.name == "LOAD_GLOBAL" {
		in.nop()
	}
}

// foldTuple turns a tuple of constants into a constant.
func (g *graph) foldTuple(b *block, i int) {
	n := int(b.insts[i].arg)
	if i < n || n == 0 && g.v.has(peephole) {
		return
	}
	t := Tuple{}
	for _, in := range b.insts[i-n : i] {
		if in.op != LoadConst || in.name == "" {
			return
		}
		t = append(t, g.consts[in.arg])
	}
	for j := i - n; j < i; j++ {
		b.insts[j].nop()
	}
	in := &b.insts[i]
	*in = inst{op: LoadConst, name: "LOAD_CONST", arg: g.intern(t), at: in.at, handler: in.handler}
}

// fastPairs makes one bytecode of two that load or store locals (insert_superinstructions).
func (g *graph) fastPairs() {
	for _, b := range g.all() {
		for i := 0; i+1 < len(b.insts); i++ {
			a, z := &b.insts[i], &b.insts[i+1]
			if a.cell || z.cell || a.maybeUnset || z.maybeUnset || a.name == "" || z.name == "" || a.arg >= 16 || z.arg >= 16 || a.at.Line != 0 && z.at.Line != 0 && a.at.Line != z.at.Line {
				continue
			}
			switch {
			case a.op == LoadFast && z.op == LoadFast && a.name == z.name:
				a.name = a.name + "_" + z.name
			case a.op == StoreFast && z.op == LoadFast:
				a.name = "STORE_FAST_LOAD_FAST"
			case a.op == StoreFast && z.op == StoreFast:
				a.name = "STORE_FAST_STORE_FAST"
			default:
				continue
			}
			z.name = ""
			i++
		}
	}
}
