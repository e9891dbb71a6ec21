package code

// This file shortens jumps to jumps, and drops those that lead nowhere else.

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
