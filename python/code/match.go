package code

import (
	"slices"

	"github.com/gilsim/gilsim/python/syntax"
)

// A patternContext is what is known while a pattern is compiled (compile.c, pattern_context).
type patternContext struct {
	stores      []string // captured names, whose values lie on the stack, the last one deepest of those above the subject
	irrefutable bool     // a pattern that always matches is permitted
	fail        []*block // fail[n] pops n values and goes on with the next case
	onTop       int      // values that must stay above what is captured
}

func (c *compiler) match(s *syntax.Match) {
	c.visit(s.Subject)
	end := newBlock()
	cases := len(s.Cases)
	last := s.Cases[cases-1]
	hasDefault := isWildcard(last.Pattern) && cases > 1
	checked := cases
	if hasDefault {
		checked--
	}
	for i, m := range s.Cases[:checked] {
		c.setAt(m.Pattern.Where())
		if i != checked-1 {
			c.dup()
		}
		pc := &patternContext{irrefutable: m.Guard != nil || i == cases-1}
		c.pattern(m.Pattern, pc)
		for _, name := range pc.stores {
			c.name(name, syntax.Store)
		}
		if m.Guard != nil {
			pc.ensureFail(0)
			c.jumpIf(m.Guard, pc.fail[0], false)
		}
		if i != checked-1 {
			c.pop()
		}
		c.stmts(m.Body)
		c.withoutLine(func() { c.jumpForward(end) })
		c.setAt(m.Pattern.Where())
		c.failBlocks(pc)
	}
	if hasDefault {
		c.setAt(last.Pattern.Where())
		c.nopForLine()
		if last.Guard != nil {
			c.jumpIf(last.Guard, end, false)
		}
		c.stmts(last.Body)
	}
	c.use(end)
}

// isWildcard reports whether a pattern is _.
func isWildcard(p syntax.Pattern) bool {
	as, ok := p.(*syntax.MatchAs)
	return ok && as.Pattern == nil && as.Name == ""
}

// ensureFail makes the blocks that pop up to n values.
func (pc *patternContext) ensureFail(n int) {
	for len(pc.fail) <= n {
		pc.fail = append(pc.fail, newBlock())
	}
}

// jumpToFail leaves the pattern by a jump, and pops what it has pushed.
func (c *compiler) jumpToFail(pc *patternContext, op Op) {
	pops := pc.onTop + len(pc.stores)
	pc.ensureFail(pops)
	if op == Jump {
		c.jumpForward(pc.fail[pops])
	} else {
		c.jump(op, pc.fail[pops])
	}
}

// failBlocks puts the blocks that pop in their place.
func (c *compiler) failBlocks(pc *patternContext) {
	if len(pc.fail) == 0 {
		return
	}
	for n := len(pc.fail) - 1; n > 0; n-- {
		c.use(pc.fail[n])
		c.pop()
	}
	c.use(pc.fail[0])
	pc.fail = nil
}

// rotate puts the top below the count-1 values under it.
func (c *compiler) rotate(count int) {
	if c.v.has(copySwap) {
		for ; count > 1; count-- {
			c.op(Swap, int32(count))
		}
		return
	}
	switch count {
	case 0, 1:
	case 2:
		c.op(RotTwo, 0)
	case 3:
		c.op(RotThree, 0)
	case 4:
		c.op(RotFour, 0)
	default:
		c.op(RotN, int32(count))
	}
}

// capture keeps the top for a name, or drops it if the name is empty.
func (c *compiler) capture(name string, at syntax.Span, pc *patternContext) {
	if name == "" {
		c.pop()
		return
	}
	c.noDuplicate(name, at, pc)
	c.rotate(pc.onTop + len(pc.stores) + 1)
	pc.stores = append(pc.stores, name)
}

func (c *compiler) noDuplicate(name string, at syntax.Span, pc *patternContext) {
	if slices.Contains(pc.stores, name) {
		c.errs.syntax(at, "multiple assignments to name '%s' in pattern", name)
	}
}

// pattern compares the top with a pattern, and pops it: it falls through if it matches.
func (c *compiler) pattern(p syntax.Pattern, pc *patternContext) {
	c.setAt(p.Where())
	switch p := p.(type) {
	case *syntax.MatchValue:
		if _, isString := p.Value.(*syntax.JoinedStr); isString {
			c.errs.syntax(p.Value.Where(), "patterns may only match literals and attribute lookups")
		}
		c.visit(p.Value)
		c.op(CompareOp, int32(Eq))
		c.ghostIf(toBool, "TO_BOOL")
		c.jumpToFail(pc, PopJumpIfFalse)
	case *syntax.MatchSingleton:
		var k Const
		if b, ok := p.Value.(bool); ok {
			k = Bool(b)
		}
		c.load(k)
		c.op(IsOp, 0)
		c.jumpToFail(pc, PopJumpIfFalse)
	case *syntax.MatchSequence:
		c.matchSequence(p, pc)
	case *syntax.MatchMapping:
		c.matchMapping(p, pc)
	case *syntax.MatchClass:
		c.matchClass(p, pc)
	case *syntax.MatchStar:
		c.capture(p.Name, p.Span, pc)
	case *syntax.MatchAs:
		c.matchAs(p, pc)
	case *syntax.MatchOr:
		c.matchOr(p, pc)
	}
}

// subpattern compiles a pattern inside another one, where one that always matches is permitted.
func (c *compiler) subpattern(p syntax.Pattern, pc *patternContext) {
	old := pc.irrefutable
	pc.irrefutable = true
	c.pattern(p, pc)
	pc.irrefutable = old
}

func (c *compiler) matchAs(p *syntax.MatchAs, pc *patternContext) {
	if p.Pattern == nil {
		if !pc.irrefutable {
			if p.Name != "" {
				c.errs.syntax(p.Span, "name capture '%s' makes remaining patterns unreachable", p.Name)
			} else {
				c.errs.syntax(p.Span, "wildcard makes remaining patterns unreachable")
			}
		}
		c.capture(p.Name, p.Span, pc)
		return
	}
	pc.onTop++
	c.dup()
	c.pattern(p.Pattern, pc)
	pc.onTop--
	c.setAt(p.Span)
	c.capture(p.Name, p.Span, pc)
}

func (c *compiler) matchSequence(p *syntax.MatchSequence, pc *patternContext) {
	star, wildcards, starWildcard := -1, true, false
	for i, e := range p.Patterns {
		if s, ok := e.(*syntax.MatchStar); ok {
			if star >= 0 {
				c.errs.syntax(p.Span, "multiple starred names in sequence pattern")
				return
			}
			star, starWildcard = i, s.Name == ""
			wildcards = wildcards && starWildcard
			continue
		}
		wildcards = wildcards && isWildcard(e)
	}
	pc.onTop++
	c.op(MatchSequence, 0)
	c.jumpToFail(pc, PopJumpIfFalse)
	size := len(p.Patterns)
	switch {
	case star < 0:
		c.checkLen(size, Eq, pc)
	case size > 1:
		c.checkLen(size-1, Ge, pc)
	}
	pc.onTop--
	switch {
	case wildcards:
		c.pop()
	case starWildcard:
		c.matchItems(p.Patterns, star, pc)
	default:
		c.matchUnpacked(p, star, pc)
	}
}

// checkLen compares the length of the top.
func (c *compiler) checkLen(n int, op Comparison, pc *patternContext) {
	c.op(GetLen, 0)
	c.load(Int(n))
	c.op(CompareOp, int32(op))
	c.ghostIf(toBool, "TO_BOOL")
	c.jumpToFail(pc, PopJumpIfFalse)
}

// matchItems takes from a sequence only the items that patterns ask for.
func (c *compiler) matchItems(list []syntax.Pattern, star int, pc *patternContext) {
	pc.onTop++
	for i, e := range list {
		if i == star || isWildcard(e) {
			continue
		}
		c.dup()
		if i < star {
			c.load(Int(i))
		} else {
			c.op(GetLen, 0)
			c.load(Int(len(list) - i))
			c.binary(Subtract)
		}
		c.op(BinarySubscr, 0)
		c.subpattern(e, pc)
	}
	pc.onTop--
	c.pop()
}

// matchUnpacked takes all items of a sequence.
func (c *compiler) matchUnpacked(p *syntax.MatchSequence, star int, pc *patternContext) {
	size := len(p.Patterns)
	if star < 0 {
		c.op(UnpackSequence, int32(size))
	} else {
		if star > 255 {
			c.errs.syntax(p.Span, "too many expressions in star-unpacking sequence pattern")
			return
		}
		c.op(UnpackEx, int32(star|(size-star-1)<<8))
	}
	pc.onTop += size
	for _, e := range p.Patterns {
		pc.onTop--
		c.subpattern(e, pc)
	}
}

// notNone goes to the failure if the top is None. Up to 3.10 the instruction before tells it itself.
func (c *compiler) notNone(pc *patternContext) {
	if c.v.has(copySwap) {
		c.op(Copy, 1)
		c.load(nil)
		c.op(IsOp, 1)
	} else {
		c.silent(Copy, 1)
		c.loadSilently(nil)
		c.silent(IsOp, 1)
	}
	c.jumpToFail(pc, PopJumpIfFalse)
}

// matchTuple matches the items of the tuple on top, which are size, and pops it.
func (c *compiler) matchTuple(list []syntax.Pattern, pc *patternContext, skip bool) {
	if c.v.has(copySwap) {
		c.op(UnpackSequence, int32(len(list)))
		pc.onTop += len(list) - 1
		for _, e := range list {
			pc.onTop--
			if skip && isWildcard(e) {
				c.pop()
				continue
			}
			c.subpattern(e, pc)
		}
		return
	}
	for i, e := range list {
		if isWildcard(e) {
			continue
		}
		c.dup()
		c.load(Int(i))
		c.op(BinarySubscr, 0)
		c.subpattern(e, pc)
	}
	pc.onTop--
	c.pop()
}

func (c *compiler) matchClass(p *syntax.MatchClass, pc *patternContext) {
	names := Tuple{}
	for i, a := range p.KwdAttrs {
		if slices.Contains(p.KwdAttrs[:i], a) {
			c.errs.syntax(p.KwdPatterns[i].Where(), "attribute name repeated in class pattern: %s", a)
		}
		names = append(names, Str(mangle(c.u.private, a)))
	}
	c.visit(p.Class)
	c.load(names)
	c.op(MatchClass, int32(len(p.Patterns)))
	pc.onTop++
	c.notNone(pc)
	c.matchTuple(slices.Concat(p.Patterns, p.KwdPatterns), pc, true)
}

func (c *compiler) matchMapping(p *syntax.MatchMapping, pc *patternContext) {
	size := len(p.Keys)
	pc.onTop++
	c.op(MatchMapping, 0)
	c.jumpToFail(pc, PopJumpIfFalse)
	if size == 0 && p.Rest == "" {
		pc.onTop--
		c.pop()
		return
	}
	if size > 0 {
		c.checkLen(size, Ge, pc)
	}
	c.mappingKeys(p)
	c.op(BuildTuple, int32(size))
	c.op(MatchKeys, 0)
	pc.onTop += 2
	c.notNone(pc)
	c.matchTuple(p.Patterns, pc, false)
	pc.onTop--
	if !c.v.has(copySwap) {
		c.oldRest(p, pc)
		return
	}
	pc.onTop--
	c.setAt(p.Span)
	if p.Rest == "" {
		c.pop()
		c.pop()
		return
	}
	c.op(BuildMap, 0)
	c.op(Swap, 3)
	c.op(DictUpdate, 2)
	c.op(UnpackSequence, int32(size))
	for n := size; n > 0; n-- {
		c.op(Copy, int32(1+n))
		c.op(Swap, 2)
		c.op(DeleteSubscr, 0)
	}
	c.capture(p.Rest, p.Span, pc)
}

// oldRest captures the rest of a mapping as in 3.10, with the mapping and the tuple of keys on the stack.
func (c *compiler) oldRest(p *syntax.MatchMapping, pc *patternContext) {
	if p.Rest == "" {
		c.pop()
	} else {
		c.silent(Copy, 2)
		c.silent(BuildMap, 0)
		c.silent(Swap, 2)
		c.silent(DictUpdate, 1)
		c.silent(Swap, 2)
		c.silent(UnpackSequence, int32(len(p.Keys)))
		for n := len(p.Keys); n > 0; n-- {
			c.silent(Copy, int32(1+n))
			c.silent(Swap, 2)
			c.silent(DeleteSubscr, 0)
		}
		c.ghost("COPY_DICT_WITHOUT_KEYS")
		c.capture(p.Rest, p.Span, pc)
	}
	pc.onTop--
	c.pop()
}

// mappingKeys pushes the keys of a mapping pattern.
func (c *compiler) mappingKeys(p *syntax.MatchMapping) {
	seen := set{}
	for _, e := range p.Keys {
		k, isConst := c.fold.constant(e)
		_, isAttr := e.(*syntax.Attribute)
		switch {
		case isConst:
			if key := constKey(k); seen[key] {
				c.errs.syntax(p.Span, "mapping pattern checks duplicate key (%s)", fullRepr(k))
			} else {
				seen[key] = true
			}
		case !isAttr:
			if !hasComplex(e) {
				c.errs.syntax(e.Where(), "mapping pattern keys may only match literals and attribute lookups")
				return
			}
		}
		c.visit(e)
	}
}

// hasComplex reports whether an expression is a complex number such as 1+2j, which is refused elsewhere.
func hasComplex(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Constant:
		_, ok := e.Value.(syntax.Imaginary)
		return ok
	case *syntax.UnaryOp:
		return hasComplex(e.Operand)
	case *syntax.BinOp:
		return hasComplex(e.Left) || hasComplex(e.Right)
	}
	return false
}

func (c *compiler) matchOr(p *syntax.MatchOr, pc *patternContext) {
	end := newBlock()
	var control []string
	for i, alt := range p.Patterns {
		own := &patternContext{irrefutable: i == len(p.Patterns)-1 && pc.irrefutable}
		c.setAt(alt.Where())
		c.dup()
		c.pattern(alt, own)
		if i == 0 {
			control = slices.Clone(own.stores)
		} else if !c.reorder(own.stores, control) {
			c.errs.syntax(p.Span, "alternative patterns bind different names")
			return
		}
		c.setAt(alt.Where())
		c.jumpForward(end)
		c.failBlocks(own)
	}
	c.pop()
	c.jumpToFail(pc, Jump)
	c.use(end)
	places := len(control) + 1 + pc.onTop + len(pc.stores)
	for _, name := range control {
		c.rotate(places)
		c.noDuplicate(name, p.Span, pc)
		pc.stores = append(pc.stores, name)
	}
	c.pop()
}

// reorder brings captured names on the stack into the order of control; false if they are others.
func (c *compiler) reorder(stores, control []string) bool {
	if len(stores) != len(control) {
		return false
	}
	for i := len(stores) - 1; i >= 0; i-- {
		at := slices.Index(stores, control[i])
		if at < 0 {
			return false
		}
		if at == i {
			continue
		}
		n := at + 1
		rotated := slices.Clone(stores[:n])
		rest := slices.Clone(stores[n:])
		stores = slices.Insert(rest, i-at, rotated...)
		for range n {
			c.rotate(i + 1)
		}
	}
	return true
}
