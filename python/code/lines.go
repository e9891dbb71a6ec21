package code

import "slices"

// This file gives instructions that have no line the one that they are reached from: resolve_line_numbers of CPython.

func hasLine(b *block) bool {
	return slices.ContainsFunc(b.insts, func(i inst) bool { return i.at.Line != 0 })
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
