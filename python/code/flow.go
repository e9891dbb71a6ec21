package code

import "slices"

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

// removeJumps removes jumps to what follows anyway.
func (g *graph) removeJumps() (removed int) {
	for _, b := range g.all() {
		l := b.last()
		if l == nil || !l.isUnconditional() || b.next == nil {
			continue
		}
		if to := l.to.nonEmpty(); to != nil && to == b.next.nonEmpty() {
			l.nop()
			g.removeNops(b, 0)
			removed++
		}
	}
	return removed
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

func hasLine(b *block) bool {
	return slices.ContainsFunc(b.insts, func(i inst) bool { return i.at.Line != 0 })
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

// jumpName is the version's plain jump.
func (g *graph) jumpName() string {
	if g.v.has(directedJumps) {
		return "JUMP"
	}
	return "JUMP_ABSOLUTE"
}

// noneJump makes "is None" and a jump one instruction.
func (g *graph) noneJump(b *block, i int, load *inst) {
	is := &b.insts[i]
	ni, jump := g.next(b, i)
	if jump != nil && jump.op == Nop && jump.name == "TO_BOOL" {
		jump.nop()
		_, jump = g.next(b, ni)
	}
	if jump == nil || jump.op != PopJumpIfFalse && jump.op != PopJumpIfTrue {
		return
	}
	none := (is.arg == 0) == (jump.op == PopJumpIfTrue)
	load.nop()
	is.nop()
	if none {
		jump.op, jump.name = PopJumpIfNone, "POP_JUMP_IF_NONE"
	} else {
		jump.op, jump.name = PopJumpIfNotNone, "POP_JUMP_IF_NOT_NONE"
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

// swapTuple turns a tuple that is unpacked at once into an exchange.
func (g *graph) swapTuple(in, next *inst) bool {
	if next == nil || next.op != UnpackSequence || next.arg != in.arg {
		return false
	}
	n := in.arg
	switch {
	case n == 1:
		in.nop()
		next.nop()
	case n > 3:
		return false
	case g.v.has(copySwap):
		in.nop()
		next.op, next.name = Swap, "SWAP"
	case n == 2:
		in.nop()
		next.op, next.name, next.arg = RotTwo, "ROT_TWO", 0
	default:
		in.op, in.name, in.arg = RotThree, "ROT_THREE", 0
		next.op, next.name, next.arg = RotTwo, "ROT_TWO", 0
	}
	return true
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

// thread makes a jump to a jump go where that one goes, and reports whether it is to be looked at again.
func (g *graph) thread(b *block, in *inst) bool {
	if in.op == ForIter || in.op == Send {
		return false
	}
	target := in.to
	if len(target.insts) == 0 {
		return false
	}
	to := &target.insts[0]
	sameLine := in.at.Line == to.at.Line || g.v >= v312 && to.at.Line == 0
	switch {
	case to.op == Jump && in.op != Jump && g.v == v313 && target.preds == 1 && g.isBefore(target, to.to):
		return false
	case to.op == Jump && in.op != Jump:
		return g.threadTo(b, in, to, in.op, in.name, sameLine)
	case to.op == Jump:
		name := g.jumpName()
		if to.name == "JUMP_NO_INTERRUPT" {
			name = in.name
		}
		return g.threadTo(b, in, to, in.op, name, sameLine)
	case in.op == JumpIfFalseOrPop || in.op == JumpIfTrueOrPop:
		return g.threadOrPop(in, to, target, sameLine)
	}
	return false
}

// isBefore reports whether a block comes before another one.
func (g *graph) isBefore(a, z *block) bool {
	for b := a.next; b != nil; b = b.next {
		if b == z {
			return true
		}
	}
	return false
}

func (g *graph) threadTo(b *block, in, to *inst, op Op, name string, sameLine bool) bool {
	if in.to == to.to {
		return false
	}
	if g.v >= v313 {
		n := inst{op: op, name: name, to: to.to, at: to.at, handler: in.handler}
		in.nop()
		b.insts = append(b.insts, n)
		return true
	}
	if !sameLine {
		return false
	}
	in.to, in.name = to.to, name
	return true
}

// threadOrPop simplifies and, or whose result decides a jump.
func (g *graph) threadOrPop(in, to *inst, target *block, sameLine bool) bool {
	onFalse := in.op == JumpIfFalseOrPop
	switch {
	case to.op == in.op || to.op == PopJumpIfFalse && onFalse || to.op == PopJumpIfTrue && !onFalse:
		if !sameLine || in.to == to.to {
			return false
		}
		in.op, in.name, in.to = to.op, to.name, to.to
		return true
	case to.op == JumpIfFalseOrPop || to.op == JumpIfTrueOrPop || to.op == PopJumpIfFalse || to.op == PopJumpIfTrue:
		if !sameLine {
			return false
		}
		if onFalse {
			in.op, in.name = PopJumpIfFalse, "POP_JUMP_IF_FALSE"
		} else {
			in.op, in.name = PopJumpIfTrue, "POP_JUMP_IF_TRUE"
		}
		in.to = target.next
		target.next.label = true
		return true
	}
	return false
}

// rotations removes n rotations of n values.
func (g *graph) rotations(b *block, i int) {
	in := b.insts[i]
	n := map[Op]int{RotTwo: 2, RotThree: 3, RotFour: 4, RotN: int(in.arg)}[in.op]
	if i+n > len(b.insts) {
		return
	}
	for j := i; j < i+n; j++ {
		if b.insts[j].op != in.op || b.insts[j].arg != in.arg {
			return
		}
	}
	for j := i; j < i+n; j++ {
		b.insts[j].nop()
	}
}

// swaptimise makes a run of SWAPs from the i-th instruction on as short as can be, and returns the index of its end.
func (g *graph) swaptimise(b *block, i int) int {
	depth, end, more := b.insts[i].arg, i, false
	for end+1 < len(b.insts) {
		in := &b.insts[end+1]
		if in.op == Swap && in.name != "" {
			depth = max(depth, in.arg)
			more = true
		} else if !in.isNop() {
			break
		}
		end++
	}
	if !more {
		return i
	}
	stack := make([]int, depth)
	for j := range stack {
		stack[j] = j
	}
	for j := i; j <= end; j++ {
		if in := &b.insts[j]; in.op == Swap {
			n := in.arg - 1
			stack[0], stack[n] = stack[n], stack[0]
		}
	}
	const visited = -1
	current := end
	for j := range stack {
		if stack[j] == visited || stack[j] == j {
			continue
		}
		for at := j; ; {
			if at > 0 {
				in := &b.insts[current]
				in.op, in.name, in.arg = Swap, "SWAP", int32(at+1)
				current--
			}
			if stack[at] == visited {
				break
			}
			at, stack[at] = stack[at], visited
		}
	}
	for ; current >= i; current-- {
		b.insts[current].nop()
	}
	return end
}

// swappable reports whether an instruction only pops the top, and cannot fail.
func swappable(in *inst) bool {
	return in.op == StoreFast && !in.cell && in.name != "" || in.op == PopTop && in.name == "POP_TOP"
}

// nextSwappable returns the next such instruction behind the i-th, of this line unless it is 0; -1 if another comes first.
func nextSwappable(b *block, i int, line int32) int {
	for i++; i < len(b.insts); i++ {
		in := &b.insts[i]
		if line != 0 && in.at.Line != line {
			return -1
		}
		if in.isNop() {
			continue
		}
		if swappable(in) {
			return i
		}
		return -1
	}
	return -1
}

// staticSwaps exchanges instructions in place of values, from the i-th instruction back.
func (g *graph) staticSwaps(b *block, i int) {
	for ; i >= 0; i-- {
		swap := &b.insts[i]
		if swap.op != Swap || swap.name == "" {
			if swap.isNop() || swappable(swap) {
				continue
			}
			return
		}
		j := nextSwappable(b, i, 0)
		if j < 0 {
			return
		}
		k, line := j, b.insts[j].at.Line
		for range swap.arg - 1 {
			if k = nextSwappable(b, k, line); k < 0 {
				return
			}
		}
		if !independent(b.insts[j : k+1]) {
			return
		}
		swap.nop()
		b.insts[j], b.insts[k] = b.insts[k], b.insts[j]
	}
}

// independent reports whether the first and the last instruction store to other places than those between and each other.
func independent(list []inst) bool {
	slot := func(i inst) int32 {
		if i.op == StoreFast {
			return i.arg
		}
		return -1
	}
	first, last := slot(list[0]), slot(list[len(list)-1])
	if first < 0 && last < 0 {
		return true
	}
	if first == last {
		return false
	}
	for _, i := range list[1 : len(list)-1] {
		if s := slot(i); s >= 0 && (s == first || s == last) {
			return false
		}
	}
	return true
}

// resolveLines gives every exit without a line the line of what leads to it, and copies it if that is more than one place (PEP 626).
func (g *graph) resolveLines() {
	for _, b := range g.all() {
		l := b.last()
		if l == nil || !l.isJump() {
			continue
		}
		to := l.to.nonEmpty()
		if to == nil || !g.needsLine(to) || to.preds <= 1 {
			continue
		}
		n := &block{insts: slices.Clone(to.insts), next: to.next, label: true, depth: -1, preds: 1, isHandler: to.isHandler}
		n.insts[0].at = l.at
		to.preds--
		to.next = n
		l.to = n
	}
	for b := g.first; b != nil; b = b.next {
		if b.fallsThrough() && b.next != nil && len(b.insts) > 0 && len(b.next.insts) > 0 && g.needsLine(b.next) {
			b.next.insts[0].at = b.last().at
		}
	}
	for b := g.first; b != nil; b = b.next {
		propagate(b)
	}
}

// needsLine reports whether a block without lines ends the frame, or since 3.13 checks.
func (g *graph) needsLine(b *block) bool {
	if hasLine(b) {
		return false
	}
	return b.exits() || g.v >= v313 && slices.ContainsFunc(b.insts, func(i inst) bool {
		return i.op == Jump && i.name == "JUMP" || i.op == Jump && i.name == "JUMP_ABSOLUTE" || i.op == Resume || i.op == Call || i.op == CallMethod
	})
}

// propagate gives instructions without a line that of what comes before them.
func propagate(b *block) {
	l := b.last()
	if l == nil {
		return
	}
	at := noLine
	for i := range b.insts {
		if b.insts[i].at.Line == 0 {
			b.insts[i].at = at
		} else {
			at = b.insts[i].at
		}
	}
	inherit := func(to *block) {
		if to != nil && to.preds == 1 && len(to.insts) > 0 && to.insts[0].at.Line == 0 {
			to.insts[0].at = at
		}
	}
	if b.fallsThrough() {
		inherit(b.next)
	}
	if l.isJump() {
		inherit(l.to)
	}
}

// pushColdBack puts blocks that only exceptions lead to behind all others.
func (g *graph) pushColdBack() {
	if g.first.next == nil {
		return
	}
	g.markCold()
	for b := g.first; b != nil; b = b.next {
		if b.cold && b.fallsThrough() && b.next != nil && b.next.warm {
			j := &block{next: b.next, depth: -1, cold: true, preds: 1}
			name := "JUMP_NO_INTERRUPT"
			if g.v < v313 {
				name = "JUMP"
			}
			if !slices.ContainsFunc(b.insts, func(i inst) bool { return i.name != "" }) {
				name = "" // only this machine has the block
			}
			j.insts = []inst{{op: Jump, name: name, to: b.next}}
			b.next.label = true
			b.next = j
		}
	}
	var warm, cold []*block
	for _, b := range g.all() {
		if b.cold {
			cold = append(cold, b)
		} else {
			warm = append(warm, b)
		}
	}
	list := append(warm, cold...)
	for i, b := range list {
		b.next = nil
		if i+1 < len(list) {
			b.next = list[i+1]
		}
	}
	if len(cold) > 0 {
		g.removeNopsAndJumps()
	}
}

// markCold finds what is reached without an exception, and what handlers lead to besides.
func (g *graph) markCold() {
	reach := func(todo []*block, skip func(*block) bool, mark func(*block)) {
		for len(todo) > 0 {
			b := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			mark(b)
			visit := func(to *block) {
				if to != nil && !to.visited && !skip(to) {
					to.visited = true
					todo = append(todo, to)
				}
			}
			if b.fallsThrough() {
				visit(b.next)
			}
			for i := range b.insts {
				if b.insts[i].isJump() {
					visit(b.insts[i].to)
				}
			}
		}
	}
	blocks := g.all()
	for _, b := range blocks {
		b.visited, b.warm, b.cold = false, false, false
	}
	g.first.visited = true
	reach([]*block{g.first}, func(*block) bool { return false }, func(b *block) { b.warm = true })
	var handlers []*block
	for _, b := range blocks {
		if b.visited = b.warm; b.isHandler && !b.warm {
			b.visited = true
			handlers = append(handlers, b)
		}
	}
	reach(handlers, func(b *block) bool { return b.warm }, func(b *block) { b.cold = true })
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

// forwardJumps turns conditional jumps that go back around: since 3.12 they only go forward (normalize_jumps).
func (g *graph) forwardJumps() {
	for _, b := range g.all() {
		b.visited = false
	}
	opposite := map[Op]Op{PopJumpIfFalse: PopJumpIfTrue, PopJumpIfTrue: PopJumpIfFalse, PopJumpIfNone: PopJumpIfNotNone, PopJumpIfNotNone: PopJumpIfNone}
	for b := g.first; b != nil; b = b.next {
		b.visited = true
		l := b.last()
		if l == nil || !l.isConditional() || l.name == "" {
			continue
		}
		taken := inst{name: "NOT_TAKEN", at: l.at, handler: l.handler}
		if !l.to.visited {
			if g.v.has(notTaken) {
				n := &block{insts: []inst{taken}, next: b.next, depth: -1, visited: true, cold: b.cold}
				b.next = n
				b = n
			}
			continue
		}
		back := &block{next: b.next, depth: -1, cold: b.cold, visited: true}
		if g.v.has(notTaken) {
			back.insts = append(back.insts, taken)
		}
		back.insts = append(back.insts, inst{op: Jump, name: "JUMP", to: l.to, at: l.at, handler: l.handler})
		l.op = opposite[l.op]
		l.name = l.op.String()
		l.to = b.next
		b.next.label = true
		b.next = back
		b = back
	}
}
