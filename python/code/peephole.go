package code

// peephole simplifies the instructions of versions up to 3.9 (Python/peephole.c). It knows no lines, and removes no jump.
func (g *graph) peephole() {
	for _, b := range g.all() {
		g.tuples(b)
	}
	for again := true; again; {
		again = false
		for _, b := range g.all() {
			if g.shortcut(b) {
				again = true
			}
		}
	}
}

// tuples folds constants and tuples that are unpacked at once.
func (g *graph) tuples(b *block) {
	for i := range b.insts {
		in := &b.insts[i]
		var next *inst
		if i+1 < len(b.insts) {
			next = &b.insts[i+1]
		}
		switch {
		case in.op == BuildTuple && in.name == "BUILD_TUPLE":
			if !g.swapTuple(in, next) {
				g.foldTuple(b, i)
			}
		case in.op == LoadConst && in.name == "LOAD_CONST" && next != nil && next.op == PopJumpIfFalse && truth(g.consts[in.arg]):
			in.nop()
			next.nop()
		}
	}
	kept := b.insts[:0]
	for _, in := range b.insts {
		if !in.isNop() {
			kept = append(kept, in)
		}
	}
	b.insts = kept
}

// shortcut lets the jump at the end of a block go where its target goes.
func (g *graph) shortcut(b *block) bool {
	in := b.last()
	if in == nil || !in.isJump() || in.name == "" {
		return false
	}
	target := in.to.nonEmpty()
	if target == nil {
		return false
	}
	to := &target.insts[0]
	switch {
	case in.op == JumpIfFalseOrPop || in.op == JumpIfTrueOrPop:
		if g.threadOrPop(in, to, target, true) {
			return true
		}
	case in.op == Jump && to.op == ReturnValue && to.name != "":
		*in = inst{op: ReturnValue, name: "RETURN_VALUE", at: in.at, handler: in.handler}
		return true
	}
	if to.op != Jump || to.name == "" || in.op == ForIter || in.op == Send || in.to == to.to || to.to.nonEmpty() == target {
		return false
	}
	in.to = to.to
	if in.op == Jump {
		in.name = "JUMP_ABSOLUTE"
	}
	return true
}
