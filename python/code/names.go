package code

import (
	"github.com/gilsim/gilsim/python/syntax"
)

// storage is where the code finds a variable.
type storage uint8

const (
	inSlot storage = iota
	inCell
	inGlobals
	inNamespace // of a module or class
)

// resolve returns where a mangled name lives.
func (c *compiler) resolve(name string) storage {
	u := c.u
	kind, overridden := u.override[name]
	if !overridden {
		if s := u.scope.lookup(name); s != nil {
			kind = s.kind
		} else {
			kind = globalImplicit
		}
	}
	switch kind {
	case cellVar, freeVar:
		return inCell
	case local:
		if u.scope.functionLike() || u.hidden[name] {
			return inSlot
		}
		return inNamespace
	case globalExplicit:
		return inGlobals
	}
	if u.scope.functionLike() {
		return inGlobals
	}
	if u.scope.kind == classScope && u.inlined > 0 {
		return inGlobals
	}
	return inNamespace
}

// name reads, binds or unbinds a variable.
func (c *compiler) name(id string, ctx syntax.Context) {
	if id == "__debug__" && ctx == syntax.Load {
		c.load(Bool(true))
		return
	}
	name := mangle(c.u.private, id)
	switch c.resolve(name) {
	case inSlot:
		c.op([...]Op{LoadFast, StoreFast, DeleteFast}[ctx], c.slot(name))
	case inCell:
		op := [...]Op{LoadDeref, StoreDeref, DeleteDeref}[ctx]
		if ctx == syntax.Load && c.u.scope.kind == classScope && c.u.inlined == 0 {
			op = LoadClassDeref
			if c.v >= v312 {
				c.ghost("LOAD_LOCALS")
			}
		}
		c.derefOp(op, name)
	case inGlobals:
		c.op([...]Op{LoadGlobal, StoreGlobal, DeleteGlobal}[ctx], c.global(name))
	case inNamespace:
		text := [...]string{"LOAD_NAME", "STORE_NAME", "DELETE_NAME"}[ctx]
		if c.u.scope.kind == moduleScope {
			c.named(text, [...]Op{LoadGlobal, StoreGlobal, DeleteGlobal}[ctx], c.global(name))
			return
		}
		if ctx == syntax.Load {
			c.global(name) // it may be one
		}
		c.named(text, [...]Op{LoadName, StoreName, DeleteName}[ctx], c.nameIndexExact(name))
	}
}

// derefOp emits an instruction on a cell.
func (c *compiler) derefOp(op Op, name string) {
	c.emit(inst{op: op, name: c.v.spell(op, 0), arg: c.u.deref(name), cell: true, at: c.at})
}

// slot returns the place of a local variable; it is given when it is met first.
func (c *compiler) slot(name string) int32 {
	n, ok := c.u.locals[name]
	if !ok {
		n = int32(len(c.u.code.Locals))
		c.u.locals[name] = n
		c.u.code.Locals = append(c.u.code.Locals, Local{Name: name})
	}
	return n
}

// deref returns the index of a cell or free variable.
func (u *unit) deref(name string) int32 {
	n, ok := u.derefs[name]
	if !ok { // the cell of a comprehension's variable in a module or class
		n = int32(len(u.names))
		u.derefs[name] = n
		u.names = append(u.names, name)
		u.extra = append(u.extra, name)
	}
	return n
}

// global returns the slot of a global variable.
func (c *compiler) global(name string) int32 { return intern(&c.file.Globals, c.globals, name) }

// nameIndex returns the index of an attribute's name, which is mangled.
func (c *compiler) nameIndex(name string) int32 { return c.nameIndexExact(mangle(c.u.private, name)) }

// nameIndexExact returns the index of a name.
func (c *compiler) nameIndexExact(name string) int32 { return intern(&c.file.Names, c.names, name) }

func intern(list *[]string, index map[string]int32, name string) int32 {
	n, ok := index[name]
	if !ok {
		n = int32(len(*list))
		index[name] = n
		*list = append(*list, name)
	}
	return n
}

// store binds a target to the top of the stack.
func (c *compiler) store(target syntax.Expr) {
	at := c.at
	c.setAt(target.Where())
	switch e := target.(type) {
	case *syntax.Name:
		c.name(e.ID, syntax.Store)
	case *syntax.Attribute:
		c.visit(e.Value)
		c.op(StoreAttr, c.nameIndex(e.Attr))
		c.noteStatic(e)
	case *syntax.Subscript:
		c.visit(e.Value)
		if s, ok := c.plainSlice(e); ok {
			c.bounds(s)
			c.silent(BuildSlice, 2)
			c.named(c.sliceName("STORE_SLICE", "STORE_SLICE", s), StoreSubscr, 0)
			break
		}
		c.visit(e.Slice)
		c.op(StoreSubscr, 0)
	case *syntax.Tuple:
		c.unpack(e.Elts, e.Span)
	case *syntax.List:
		c.unpack(e.Elts, e.Span)
	case *syntax.Starred:
		c.errs.syntax(e.Span, "starred assignment target must be in a list or tuple")
	}
	c.at = at
}

// unpack binds several targets to the items of the top of the stack.
func (c *compiler) unpack(elts []syntax.Expr, at syntax.Span) {
	star := -1
	for i, e := range elts {
		if _, ok := isStarred(e); !ok {
			continue
		}
		if star >= 0 {
			c.errs.syntax(at, "multiple starred expressions in assignment")
			return
		}
		star = i
	}
	if star < 0 {
		c.op(UnpackSequence, int32(len(elts)))
	} else {
		if star > 255 || len(elts)-star-1 > 1<<23 {
			c.errs.syntax(at, "too many expressions in star-unpacking assignment")
			return
		}
		c.op(UnpackEx, int32(star|(len(elts)-star-1)<<8))
	}
	for _, e := range elts {
		if v, ok := isStarred(e); ok {
			e = v
		}
		c.store(e)
	}
}

// unbind compiles del target.
func (c *compiler) unbind(target syntax.Expr) {
	at := c.at
	c.setAt(target.Where())
	switch e := target.(type) {
	case *syntax.Name:
		c.name(e.ID, syntax.Del)
	case *syntax.Attribute:
		c.visit(e.Value)
		c.op(DeleteAttr, c.nameIndex(e.Attr))
	case *syntax.Subscript:
		c.visit(e.Value)
		if s, ok := e.Slice.(*syntax.Slice); ok && s.Step == nil && c.v.has(sliceOps) {
			c.bounds(s)
			c.silent(BuildSlice, 2)
			c.named(c.sliceName("", "DELETE_SLICE", s), DeleteSubscr, 0)
			break
		}
		c.visit(e.Slice)
		c.op(DeleteSubscr, 0)
	case *syntax.Tuple:
		for _, x := range e.Elts {
			c.unbind(x)
		}
	case *syntax.List:
		for _, x := range e.Elts {
			c.unbind(x)
		}
	}
	c.at = at
}

// noteStatic notes an attribute of self that a method stores: since 3.13 its class lists them.
func (c *compiler) noteStatic(e *syntax.Attribute) {
	n, ok := e.Value.(*syntax.Name)
	if !ok || n.ID != "self" {
		return
	}
	for u := c.u; u != nil; u = u.parent {
		if u.scope.kind == classScope {
			u.statics = append(u.statics, e.Attr)
			return
		}
	}
}
