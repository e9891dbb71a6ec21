package code

// This file does at compile time what swaps on the stack would do: swaptimize and apply_static_swaps of CPython's compile.c and
// flowgraph.c.

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
