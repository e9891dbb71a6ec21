package code

import (
	"maps"

	"github.com/gilsim/gilsim/python/syntax"
)

// comprehension compiles a comprehension or generator expression (compiler_comprehension).
func (c *compiler) comprehension(e syntax.Expr, name string, kind displayKind, elt, value syntax.Expr, gens []*syntax.Comprehension) {
	s := c.syms.scopes[e]
	if around := c.u.scope; s.coroutine && kind != noDisplay && !around.async && !(around.comprehension && c.v >= v311) {
		c.errs.syntax(e.Where(), "asynchronous comprehension outside of an asynchronous function")
	}
	if s.inlined {
		c.inlinedComprehension(e, kind, elt, value, gens)
		return
	}
	u := c.enter(e, name, e.Where().Start.Line)
	u.code.Args = 1
	c.slot(".0")
	c.begin()
	if kind != noDisplay {
		c.op(kind.build(), 0)
	}
	c.generators(gens, 0, 0, kind, elt, value, false)
	if kind != noDisplay {
		c.op(ReturnValue, 0)
	}
	f := c.leave()
	c.makeFunction(f)
	c.iterOf(gens[0])
	c.ghostIf(precall, "PRECALL")
	c.callOp(Call, 1)
	if s.coroutine && kind != noDisplay {
		c.awaitTop(0)
	}
}

// iterOf pushes an iterator of what a for of a comprehension goes over.
func (c *compiler) iterOf(g *syntax.Comprehension) {
	if g.Async {
		c.visit(g.Iter)
		c.asyncIter()
		return
	}
	c.iter(g.Iter)
}

// iter pushes an iterator of an expression.
func (c *compiler) iter(e syntax.Expr) {
	c.visit(c.iterable(e))
	at := c.at
	if c.v >= v313 {
		c.setAt(e.Where())
	}
	c.op(GetIter, 0)
	c.at = at
}

// generators compiles the i-th for of a comprehension and what is inside it; depth says how many iterators lie above what is built.
func (c *compiler) generators(gens []*syntax.Comprehension, i, depth int, kind displayKind, elt, value syntax.Expr, iterPushed bool) {
	g := gens[i]
	start, skip, end := newBlock(), newBlock(), newBlock()
	loop := true
	switch {
	case i > 0:
		if v, ok := c.single(g.Iter); ok && !g.Async {
			c.visit(v)
			loop = false
		} else {
			c.iterOf(g)
		}
	case !iterPushed:
		c.op(LoadFast, 0)
	}
	if loop {
		depth++
		c.use(start)
	}
	switch {
	case g.Async:
		end = c.asyncNext(end, g.Target)
	case loop:
		c.jump(ForIter, end)
		c.emitBlock()
		c.store(g.Target)
	default:
		c.store(g.Target)
	}
	for _, cond := range g.Ifs {
		c.jumpIf(cond, skip, false)
		c.emitBlock()
	}
	if i+1 < len(gens) {
		c.generators(gens, i+1, depth, kind, elt, value, false)
	} else {
		c.element(kind, depth, elt, value)
	}
	c.use(skip)
	if !loop {
		return
	}
	at := c.at
	if c.v >= v312 {
		c.setAt(elt.Where())
	}
	c.jump(Jump, start)
	c.at = at
	c.use(end)
	if g.Async {
		c.endAsyncFor()
		return
	}
	c.endFor()
}

// emitBlock begins a new block, as CPython does behind a jump.
func (c *compiler) emitBlock() {
	b := newBlock()
	c.u.cur.next = b
	c.u.cur = b
}

// single returns x of "for y in [x]", which is an assignment.
func (c *compiler) single(e syntax.Expr) (syntax.Expr, bool) {
	if !c.v.has(singleIteration) {
		return nil, false
	}
	var elts []syntax.Expr
	switch e := e.(type) {
	case *syntax.List:
		elts = e.Elts
	case *syntax.Tuple:
		elts = e.Elts
	}
	if len(elts) != 1 || anyStarred(elts) {
		return nil, false
	}
	return elts[0], true
}

// element compiles what the innermost loop does.
func (c *compiler) element(kind displayKind, depth int, elt, value syntax.Expr) {
	at := c.at
	switch kind {
	case noDisplay:
		c.visit(elt)
		c.setAt(elt.Where())
		c.yieldTop()
		c.pop()
	case dictDisplay:
		if c.v >= v38 {
			c.visit(elt)
			c.visit(value)
		} else { // the value first, until 3.8 (PEP 572)
			c.visit(value)
			c.visit(elt)
			c.silent(RotTwo, 0)
		}
		c.setAt(elt.Where())
		c.op(MapAdd, int32(depth+1))
	default:
		c.visit(elt)
		c.setAt(elt.Where())
		c.op(kind.add(), int32(depth+1))
	}
	c.at = at
}

// endFor emits what stands behind a loop over an iterator.
func (c *compiler) endFor() {
	if c.native {
		return
	}
	c.withoutLine(func() {
		// The loop's end jumps over these.
		if c.v.has(endFor) {
			c.emit(inst{name: "END_FOR", skipped: true})
		}
		if c.v.has(endForPop) {
			c.emit(inst{name: "POP_TOP", skipped: true})
		}
		c.ghostIf(popIter, "POP_ITER")
	})
}

// inlinedComprehension compiles a comprehension that has no function of its own: its variables live in the frame around it, whose
// variables of the same name lie on the stack meanwhile (push_inlined_comprehension_state).
func (c *compiler) inlinedComprehension(e syntax.Expr, kind displayKind, elt, value syntax.Expr, gens []*syntax.Comprehension) {
	op := c.op
	if c.v == v27 {
		op = c.silent // its variables simply leak; in Python 3's language they do not
	}
	if c.v == v27 {
		c.ghost("BUILD_LIST")
	}
	c.iterOf(gens[0])
	back := c.enterInlined(c.syms.scopes[e])
	saved := back.saved
	cleanup, end := newBlock(), newBlock()
	if len(saved) > 0 {
		op(Swap, int32(len(saved)+1))
		c.setup(setupFinally, "", cleanup)
	}
	op(kind.build(), 0)
	op(Swap, 2)
	c.generators(gens, 0, 0, kind, elt, value, true)
	if len(saved) > 0 {
		c.withoutLine(func() {
			c.popBlock("")
			name := "JUMP_FORWARD"
			if c.v >= v313 {
				name = "JUMP_NO_INTERRUPT"
			}
			if c.v == v27 {
				name = ""
			}
			c.jumpNamed(name, Jump, end)
			c.use(cleanup)
			op(Swap, 2)
			if c.v == v27 {
				c.silent(PopTop, 0)
			} else {
				c.pop()
			}
		})
		c.restore(saved, op)
		c.withoutLine(func() {
			if c.v == v27 {
				c.silent(Reraise, 0)
			} else {
				c.op(Reraise, 0)
			}
		})
		c.use(end)
		c.restore(saved, op)
	}
	c.leaveInlined(back)
}

// A savedLocal is a variable that an inlined comprehension hides.
type savedLocal struct {
	index int32
	cell  bool
}

// restore puts hidden variables back.
func (c *compiler) restore(saved []savedLocal, op func(Op, int32)) {
	op(Swap, int32(len(saved)+1))
	for i := len(saved) - 1; i >= 0; i-- {
		name := "STORE_FAST"
		if c.v == v27 {
			name = ""
		}
		c.emit(inst{op: StoreFast, name: name, arg: saved[i].index, cell: saved[i].cell, maybeUnset: true, at: c.at})
	}
}

// outerState is what is put back behind an inlined comprehension.
type outerState struct {
	override map[string]variable
	hidden   map[string]bool
	saved    []savedLocal
}

// enterInlined hides the variables that a comprehension binds, and lets its names mean what they mean inside it.
func (c *compiler) enterInlined(comp *scope) (back outerState) {
	u := c.u
	back = outerState{override: u.override, hidden: u.hidden}
	inClass := u.scope.kind == classScope && u.inlined == 0
	u.inlined++
	u.override, u.hidden = maps.Clone(u.override), maps.Clone(u.hidden)
	for _, sym := range comp.symbols {
		binds := sym.use&bound != 0 && sym.use&(isNonlocal|isGlobal) == 0
		if !inClass && (sym.name == ".0" || !binds) {
			continue
		}
		if !u.scope.functionLike() {
			u.hidden[sym.name] = true
		}
		u.override[sym.name] = sym.kind
		if sym.name == ".0" {
			u.override[sym.name] = local
		}
		if !binds && c.v > v313 {
			continue
		}
		c.hide(sym, &back)
	}
	return back
}

// hide pushes the variable that a comprehension's variable hides, and gives it a cell of its own if it needs one.
func (c *compiler) hide(sym *symbol, back *outerState) {
	u := c.u
	name := "LOAD_FAST_AND_CLEAR"
	makeCell := "MAKE_CELL"
	if c.v == v27 {
		name, makeCell = "", ""
	}
	if sym.kind == cellVar {
		i := u.deref(sym.name)
		c.emit(inst{op: LoadFastAndClear, name: name, arg: i, cell: true, at: c.at})
		c.emit(inst{op: MakeCell, name: makeCell, arg: i, cell: true, at: c.at})
		back.saved = append(back.saved, savedLocal{i, true})
		return
	}
	// If the hidden variable is a cell of this frame, it has this slot, too: what is saved is the cell.
	i := c.slot(sym.name)
	c.emit(inst{op: LoadFastAndClear, name: name, arg: i, at: c.at})
	back.saved = append(back.saved, savedLocal{i, false})
}

func (c *compiler) leaveInlined(back outerState) {
	c.u.inlined--
	c.u.override, c.u.hidden = back.override, back.hidden
}
