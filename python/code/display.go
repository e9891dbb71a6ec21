package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// displayKind is what a display or comprehension builds.
type displayKind uint8

const (
	noDisplay displayKind = iota // a generator expression
	listDisplay
	tupleDisplay
	setDisplay
	dictDisplay
)

// build, add and extend are the instructions for a kind; a tuple is a list first.
func (k displayKind) build() Op {
	switch k {
	case setDisplay:
		return BuildSet
	case dictDisplay:
		return BuildMap
	}
	return BuildList
}

func (k displayKind) add() Op {
	switch k {
	case setDisplay:
		return SetAdd
	case dictDisplay:
		return MapAdd
	}
	return ListAppend
}

func (k displayKind) extend() Op {
	if k == setDisplay {
		return SetUpdate
	}
	return ListExtend
}

// isStarred returns the value of *value.
func isStarred(e syntax.Expr) (syntax.Expr, bool) {
	if s, ok := e.(*syntax.Starred); ok {
		return s.Value, true
	}
	return nil, false
}

func anyStarred(list []syntax.Expr) bool {
	for _, e := range list {
		if _, ok := isStarred(e); ok {
			return true
		}
	}
	return false
}

// display builds a list, tuple or set of expressions, behind so many values that are pushed already (compile.c,
// starunpack_helper).
func (c *compiler) display(elts []syntax.Expr, kind displayKind, pushed int) {
	if c.v.has(extendDisplay) && len(elts) > 2 && c.constantDisplay(elts, kind, pushed) {
		return
	}
	starred := anyStarred(elts)
	switch {
	case !starred && !c.tooBig(len(elts)+pushed):
		c.visitAll(elts)
		n := int32(len(elts) + pushed)
		if kind == tupleDisplay {
			c.op(BuildTuple, n)
		} else {
			c.op(kind.build(), n)
		}
	case starred && !c.v.has(extendDisplay):
		c.unpackDisplay(elts, kind, pushed)
	default:
		c.growDisplay(elts, kind, pushed)
	}
}

// constantDisplay builds a display of constants from one constant.
func (c *compiler) constantDisplay(elts []syntax.Expr, kind displayKind, pushed int) bool {
	k, ok := c.fold.tuple(elts)
	if !ok {
		return false
	}
	if kind == tupleDisplay && pushed == 0 {
		c.load(k)
		return true
	}
	if kind == setDisplay {
		k = FrozenSet(k.(Tuple))
	}
	c.op(kind.build(), int32(pushed))
	c.load(k)
	c.op(kind.extend(), 1)
	if kind == tupleDisplay {
		c.named(c.listToTuple(), ListToTuple, 0)
	}
	return true
}

// growDisplay builds a display one by one.
func (c *compiler) growDisplay(elts []syntax.Expr, kind displayKind, pushed int) {
	built := c.tooBig(len(elts) + pushed)
	if built {
		c.op(kind.build(), int32(pushed))
	}
	for i, e := range elts {
		if v, ok := isStarred(e); ok {
			if !built {
				c.op(kind.build(), int32(i+pushed))
				built = true
			}
			c.visit(v)
			c.op(kind.extend(), 1)
			continue
		}
		c.visit(e)
		if built {
			c.op(kind.add(), 1)
		}
	}
	if kind == tupleDisplay {
		c.named(c.listToTuple(), ListToTuple, 0)
	}
}

// listToTuple is the version's name of ListToTuple.
func (c *compiler) listToTuple() string {
	if c.v >= v312 {
		return "CALL_INTRINSIC_1"
	}
	return "LIST_TO_TUPLE"
}

// unpackDisplay builds a display with stars as up to 3.8: what stands between the stars is a tuple, and one instruction joins all.
// This machine adds each to the result at once.
func (c *compiler) unpackDisplay(elts []syntax.Expr, kind displayKind, pushed int) {
	name := map[displayKind]string{listDisplay: "BUILD_LIST_UNPACK", tupleDisplay: "BUILD_TUPLE_UNPACK", setDisplay: "BUILD_SET_UNPACK"}[kind]
	c.silent(kind.build(), int32(pushed))
	group := BuildTuple
	if kind != tupleDisplay {
		group = kind.build()
	}
	c.groups(elts, kind, c.v.spell(group, 0))
	if kind == tupleDisplay {
		c.named(name, ListToTuple, 0)
	} else {
		c.ghost(name)
	}
}

// groups adds expressions to the list or set on the stack: a starred one by itself, others in a tuple, which the version builds by a
// bytecode of this name.
func (c *compiler) groups(elts []syntax.Expr, kind displayKind, name string) {
	n := 0
	flush := func() {
		if n > 0 {
			c.named(name, BuildTuple, int32(n))
			c.silent(kind.extend(), 1)
			n = 0
		}
	}
	for _, e := range elts {
		v, ok := isStarred(e)
		if !ok {
			c.visit(e)
			n++
			continue
		}
		flush()
		c.visit(v)
		c.silent(kind.extend(), 1)
	}
	flush()
}

// A pair is a key and value of a dict display; a nil key says that the value is **value.
type pair struct{ key, value syntax.Expr }

func (c *compiler) dict(e *syntax.Dict) {
	pairs := make([]pair, len(e.Keys))
	for i := range pairs {
		pairs[i] = pair{e.Keys[i], e.Values[i]}
	}
	c.joinPairs(pairs, DictUpdate, "BUILD_MAP_UNPACK")
}

// joinPairs builds a dict: what stands between ** is built by itself and added to the rest (compiler_dict, compiler_call_helper).
func (c *compiler) joinPairs(pairs []pair, update Op, unpack string) {
	joined := 0 // how many parts are on the stack, as one dict
	stepwise := c.v.has(extendDisplay)
	join := func() {
		if joined++; joined == 1 {
			return
		}
		if stepwise {
			c.op(update, 1)
		} else {
			c.silent(update, 1)
		}
	}
	parts := c.parts(pairs)
	for _, p := range parts {
		if p[0].key != nil {
			c.pairs(p)
			join()
			continue
		}
		switch {
		case stepwise && joined == 0:
			c.op(BuildMap, 0)
			joined++
		case !stepwise && joined == 0 && (len(parts) > 1 || update == DictUpdate):
			c.silent(BuildMap, 0)
			joined++
		}
		c.visit(p[0].value)
		join()
	}
	switch {
	case len(parts) == 0:
		c.op(BuildMap, 0)
	case !stepwise && (len(parts) > 1 || update == DictUpdate && parts[0][0].key == nil):
		c.ghost(unpack)
	}
}

// parts cuts the pairs of a dict where ** stands, and where a part is long.
func (c *compiler) parts(pairs []pair) (list [][]pair) {
	var part []pair
	for _, p := range pairs {
		if p.key == nil {
			if part != nil {
				list = append(list, part)
			}
			list = append(list, []pair{p})
			part = nil
			continue
		}
		part = append(part, p)
		if c.tooBig(2 * (len(part) - 1)) {
			list = append(list, part)
			part = nil
		}
	}
	if part != nil {
		list = append(list, part)
	}
	return list
}

// pairs builds a dict of pairs (compiler_subdict, compiler_subkwargs).
func (c *compiler) pairs(list []pair) {
	big := c.tooBig(2 * len(list))
	if keys, ok := c.constantKeys(list); ok && len(list) > 1 && !big && c.v.has(constKeyMap) {
		for _, p := range list {
			c.visit(p.value)
		}
		c.load(keys)
		c.op(BuildConstKeyMap, int32(len(list)))
		return
	}
	if c.v == v27 {
		c.ghost("BUILD_MAP")
		for _, p := range list {
			c.visit(p.value)
			c.visit(p.key)
			c.silent(RotTwo, 0)
			c.ghost("STORE_MAP")
		}
		c.silent(BuildMap, int32(len(list)))
		return
	}
	if big {
		c.op(BuildMap, 0)
	}
	for _, p := range list {
		c.visit(p.key)
		c.visit(p.value)
		if big {
			c.op(MapAdd, 1)
		}
	}
	if !big {
		c.op(BuildMap, int32(len(list)))
	}
}

func (c *compiler) constantKeys(list []pair) (Tuple, bool) {
	keys := make(Tuple, len(list))
	for i, p := range list {
		k, ok := c.fold.constant(p.key)
		if !ok {
			return nil, false
		}
		keys[i] = k
	}
	return keys, true
}
