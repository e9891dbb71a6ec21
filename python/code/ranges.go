package code

import "slices"

// labelRanges finds where an exception of each instruction goes, following the pushes and pops of handlers along every path, and
// removes those that are no bytecodes (label_exception_targets).
func (g *graph) labelRanges() {
	for _, b := range g.all() {
		b.visited = false
	}
	todo := []*block{g.first}
	g.first.visited = true
	push := func(to *block, handlers []*block) {
		if to != nil && !to.visited {
			to.visited = true
			to.ranges = slices.Clone(handlers)
			todo = append(todo, to)
		}
	}
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		handlers := b.ranges
		for i := range b.insts {
			in := &b.insts[i]
			switch {
			case in.isSetup():
				push(in.to, handlers)
				handlers = append(handlers, in.to)
				continue
			case in.op == popBlock:
				handlers = handlers[:len(handlers)-1]
				switch {
				case g.v >= v313:
					in.nop()
				case g.v.has(setupBlocks):
					in.op = Nop
				}
				continue
			case in.to != nil && in.op != YieldValue:
				push(in.to, handlers)
			}
			if n := len(handlers); n > 0 {
				in.handler = handlers[n-1]
			}
		}
		if b.fallsThrough() {
			push(b.next, handlers)
		}
	}
	if g.v.has(setupBlocks) {
		g.dropSilentNops()
	}
}

// dropSilentNops removes what is neither a bytecode nor does anything.
func (g *graph) dropSilentNops() {
	for _, b := range g.all() {
		b.insts = slices.DeleteFunc(b.insts, func(i inst) bool { return i.op == Nop && i.name == "" })
	}
}

// convertSetups removes the beginnings of ranges; since 3.11 a NOP stays where a line has no other bytecode.
func (g *graph) convertSetups() {
	for _, b := range g.all() {
		for i := range b.insts {
			in := &b.insts[i]
			switch {
			case in.isSetup() && g.v.has(setupBlocks):
				*in = inst{op: Nop, name: in.name, at: in.at}
			case in.isSetup() || in.op == popBlock:
				in.nop()
			}
		}
	}
	switch {
	case g.v >= v313:
		g.removeNopsAndJumps()
	case g.v >= v311:
		for _, b := range g.all() {
			g.removeNops(b, 0)
		}
	default:
		g.dropSilentNops()
	}
}
