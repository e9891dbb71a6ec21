package code

// This file says where the holder of the lock looks whether it must let go of it, in each version. Sources: Python/ceval.c of each,
// and HAS_EVAL_BREAK_FLAG in Include/internal/pycore_opcode_metadata.h since 3.13.

// fastOld are the bytecodes that up to 3.9 end in FAST_DISPATCH, or in 2.7 in "goto fast_next_opcode": they neither count a tick nor
// look. Conditional jumps do so only on True and False: see SlowTruth.
var fastOld = map[string]release{ // to the last version
	"NOP": v39, "LOAD_FAST": v39, "LOAD_CONST": v39, "STORE_FAST": v39, "POP_TOP": v39, "ROT_TWO": v39, "ROT_THREE": v39, "ROT_FOUR": v39,
	"DUP_TOP": v39, "DUP_TOP_TWO": v39, "DUP_TOPX": v27, "POP_JUMP_IF_FALSE": v39, "POP_JUMP_IF_TRUE": v39, "JUMP_IF_FALSE_OR_POP": v39,
	"JUMP_IF_TRUE_OR_POP": v39, "JUMP_FORWARD": v39, "BEGIN_FINALLY": v39, "CALL_FINALLY": v39, "LOAD_ASSERTION_ERROR": v39,
	"IS_OP": v39, "CONTAINS_OP": v39, "END_ASYNC_FOR": v39, "YIELD_VALUE": v39, "RETURN_VALUE": v39, "RAISE_VARARGS": v39, "RERAISE": v39,
}

// flagsOf returns when a bytecode looks, and how many ticks it counts.
func (r release) flagsOf(name string, in *inst) (f Flags, ticks int) {
	switch {
	case r <= v39:
		last, fast := fastOld[name]
		if fast && r <= last {
			if in.isConditional() || in.op == JumpIfFalseOrPop || in.op == JumpIfTrueOrPop {
				f = SlowTruth
			}
			return f, 0
		}
		f = Check
		if r == v27 {
			ticks = 1
		}
		return f, ticks
	case r == v310:
		switch {
		case hasPrefix(name, "CALL_"):
			return Check, 0
		case name == "JUMP_ABSOLUTE":
			return Check, 0
		case in.isConditional() && hasPrefix(name, "POP_JUMP_IF_"):
			return CheckTaken, 0
		}
		return 0, 0
	}
	return r.flags311(name, in), 0
}

// flags311 is flagsOf since 3.11.
func (r release) flags311(name string, in *inst) Flags {
	switch {
	case name == "RESUME":
		if in.arg < 2 {
			return Check
		}
	case name == "JUMP_BACKWARD":
		return Check
	case hasPrefix(name, "POP_JUMP_BACKWARD_IF"):
		return CheckTaken
	case in.op == BeforeWith:
		// Since 3.14 a with calls __enter__ by CALL, which looks; 3.15 does not look if a LOAD_SPECIAL is before it.
		if r == v314 {
			return CheckNative
		}
	case name == "CALL" && (in.op == Call || in.op == CallMethod):
		return CheckNative | FastCall
	case hasPrefix(name, "CALL", "INSTRUMENTED_CALL") && in.op >= Call && in.op <= CallEx:
		return CheckNative
	}
	return 0
}

// entryTicks counts the tick of a frame's first bytecode in 2.7, and of the first one after a yield: they are reached by the top of the
// loop. An instruction that has a tick for each of its bytecodes gets no other one.
func entryTicks(code *Code) {
	add := func(pc int) {
		if pc < len(code.Instrs) && code.Instrs[pc].Ticks < code.Instrs[pc].N {
			code.Instrs[pc].Ticks++
		}
	}
	add(0)
	for pc, in := range code.Instrs {
		if in.Op == YieldValue {
			add(pc + 1)
		}
	}
}

// guarded reports whether no check is made before a bytecode, so that the lock is not lost between acquire and try.
func (r release) guarded(name string) bool {
	switch name {
	case "SETUP_FINALLY":
		return r <= v310
	case "SETUP_WITH", "BEFORE_ASYNC_WITH", "YIELD_FROM":
		return v36 <= r && r <= v310
	}
	return false
}

// dropListed is dropChecks for the listing.
func (r release) dropListed(list []Bytecode) {
	for i := range list {
		if i+1 < len(list) && r.guarded(list[i+1].Name) {
			list[i].Flags &^= Check
		}
	}
}

// dropChecks removes the checks that are left out because of what comes next.
func dropChecks(code *Code, guarded []bool) {
	next := func(i int) bool { return i < len(guarded) && guarded[i] }
	for i := range code.Instrs {
		in := &code.Instrs[i]
		to := i + 1
		if in.Op == Jump {
			to = int(in.Arg)
		}
		if next(to) {
			in.Flags &^= Check
		}
	}
}
