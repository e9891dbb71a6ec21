package code

import "slices"

// This file moves blocks that only exceptions lead to behind all others: push_cold_blocks_to_end of CPython.

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
