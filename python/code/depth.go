package code

import "fmt"

// effect returns how many values an instruction takes from the stack and leaves on it, when it does not jump and when it does.
func (i *inst) effect(c *Code) (next, jump int) {
	n := int(i.arg)
	same := func(e int) (int, int) { return e, e }
	switch i.op {
	case Nop, Resume, RotTwo, RotThree, RotFour, RotN, Swap, DeleteFast, DeleteGlobal, DeleteName, MakeCell, DeleteDeref, LoadAttr,
		UnaryNegative, UnaryNot, UnaryInvert, UnaryPositive, ListToTuple, GetIter, Jump, GetYieldFromIter, GetAwaitable, GetAsyncIter, SetupAnnotations, Reraise,
		YieldValue, popBlock:
		if i.op == Reraise {
			return same(-1)
		}
		return same(0)
	case PopTop, StoreFast, StoreGlobal, StoreName, StoreDeref, DeleteAttr, BinaryAdd, BinarySubtract, BinaryMultiply, BinaryOp, BinarySubscr,
		CompareOp, IsOp, ContainsOp, ListAppend, SetAdd, ListExtend, SetUpdate, DictUpdate, DictMerge, PopJumpIfFalse, PopJumpIfTrue, PopJumpIfNone,
		PopJumpIfNotNone, ReturnValue, PopExcept, ImportStar, CheckEgMatch, PrepReraiseStar:
		return same(-1)
	case DupTop, Copy, LoadConst, LoadFast, LoadFastAndClear, LoadGlobal, LoadName, LoadDeref, LoadClassDeref, LoadMethod, LoadBuildClass,
		LoadAssertionError, PushExcInfo, WithExceptStart, ImportName, ImportFrom, GetLen, MatchMapping, MatchSequence, MatchKeys, ReturnGenerator, BeforeWith,
		GetAsyncNext, BeforeAsyncWith:
		return same(1)
	case DupTopTwo:
		return same(2)
	case StoreAttr, DeleteSubscr, MatchClass, MapAdd, EndAsyncFor:
		return same(-2)
	case StoreSubscr:
		return same(-3)
	case BuildTuple, BuildList, BuildSet, BuildString:
		return same(1 - n)
	case BuildMap:
		return same(1 - 2*n)
	case BuildConstKeyMap:
		return same(-n)
	case BuildSlice:
		return same(1 - n)
	case FormatValue:
		if n&FormatSpec != 0 {
			return same(-1)
		}
		return same(0)
	case UnpackSequence:
		return same(n - 1)
	case UnpackEx:
		return same(n&0xff + n>>8)
	case ForIter:
		return 1, -1
	case JumpIfFalseOrPop, JumpIfTrueOrPop:
		return -1, 0
	case Send:
		return 0, -1
	case Call:
		return same(-n)
	case CallMethod:
		return same(-n - 1)
	case CallKw:
		return same(-c.Calls[n].Args)
	case CallMethodKw:
		return same(-c.Calls[n].Args - 1)
	case CallEx:
		return same(-1 - n)
	case MakeFunction:
		e := 1
		for f := Defaults; f <= Annotations; f <<= 1 {
			if c.Codes[n].Makes&f != 0 {
				e--
			}
		}
		return same(e)
	case RaiseVarargs:
		return same(-n)
	case CheckExcMatch:
		return same(0)
	case setupFinally, setupCleanup:
		return 0, 1
	case setupWith:
		return 0, 0
	}
	panic(fmt.Sprintf("no stack effect of %v is known", i.op))
}

// depths computes the depth of the stack at the beginning of each block, which must be the same on every path, and the greatest one.
func (g *graph) depths(c *Code) (greatest int, err error) {
	for _, b := range g.all() {
		b.depth = -1
	}
	todo := []*block{g.first}
	g.first.depth = 0
	push := func(b *block, depth int) {
		switch {
		case b.depth < 0:
			b.depth = depth
			todo = append(todo, b)
		case b.depth != depth && err == nil:
			err = fmt.Errorf("%s: the stack of %s is %d or %d values deep at one place", c.File.Name, c.Qualname, b.depth, depth)
		}
		greatest = max(greatest, depth)
	}
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		depth := b.depth
		for i := range b.insts {
			in := &b.insts[i]
			next, jump := in.effect(c)
			if in.isSetup() {
				in.to.handlerBase = depth + jump - 1
			}
			if in.to != nil && in.op != YieldValue {
				push(in.to, depth+jump)
			}
			depth += next
			if depth < 0 && err == nil {
				err = fmt.Errorf("%s: the stack of %s is empty where %v takes a value", c.File.Name, c.Qualname, in.op)
			}
			greatest = max(greatest, depth)
		}
		if b.fallsThrough() && b.next != nil {
			push(b.next, depth)
		}
	}
	return greatest, err
}
