package code

// checkedLocals is how many local variables are followed from block to block; those beyond are followed within a block alone.
const checkedLocals = 64

// checkLoads finds the loads of locals that may be unset: since 3.12 they are LOAD_FAST_CHECK, of which no pair is made
// (add_checks_for_loads_of_uninitialized_variables).
func (g *graph) checkLoads(params int) {
	unset := map[*block]uint64{}
	queued := map[*block]bool{}
	var todo []*block
	push := func(b *block, mask uint64) {
		if b == nil || unset[b]|mask == unset[b] {
			return
		}
		unset[b] |= mask
		if !queued[b] {
			queued[b] = true
			todo = append(todo, b)
		}
	}
	if params < checkedLocals {
		push(g.first, ^uint64(0)<<params)
	}
	for _, b := range g.all() {
		g.scanLoads(b, unset[b], push)
	}
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		queued[b] = false
		g.scanLoads(b, unset[b], push)
	}
}

// scanLoads follows one block, in which the locals of the mask may be unset at the beginning, and passes on what may be at its ends.
func (g *graph) scanLoads(b *block, mask uint64, push func(*block, uint64)) {
	far := map[int32]bool{} // those beyond that are surely set
	for i := range b.insts {
		in := &b.insts[i]
		if in.handler != nil {
			push(in.handler, mask)
		}
		if in.cell || in.op != LoadFast && in.op != StoreFast && in.op != DeleteFast && in.op != LoadFastAndClear {
			continue
		}
		bit, isFar := uint64(0), in.arg >= checkedLocals
		if !isFar {
			bit = 1 << in.arg
		}
		switch {
		case in.op == DeleteFast, in.op == LoadFastAndClear, in.op == StoreFast && in.maybeUnset:
			mask |= bit
			delete(far, in.arg)
			continue
		case in.op == LoadFast && (mask&bit != 0 || isFar && !far[in.arg]):
			in.maybeUnset = true
			if in.name != "" {
				in.name = "LOAD_FAST_CHECK"
			}
		}
		mask &^= bit
		far[in.arg] = true
	}
	if b.fallsThrough() {
		push(b.next, mask)
	}
	if l := b.last(); l != nil && l.isJump() {
		push(l.to, mask)
	}
}
