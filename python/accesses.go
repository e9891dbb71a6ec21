// This file defines what an instruction does to what threads share, for a search: it must know all of it, and not only what the
// program's own code does to its variables, which is what a trace tells.

package python

import (
	"slices"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// sharing is what a search is told of the objects that threads share.
//
// An attribute, a cell and a global variable are a place each. A container has one for each item, be it there or not, and three more:
// its structure, which is what it holds and in which order; its values, all together; and its content, which stands for
// everything that can be done to it. What is done to one item reads the content, so that it depends on what is done to no
// item in particular, which writes it. To add or remove an item writes the structure, too, which iteration reads. Who looks
// at all values writes the place that stands for them, and who replaces an item reads it: so two who replace different
// items do not depend on each other, and both depend on who looks at all.
type sharing struct {
	engine sched.Touching
	late   map[string]bool   // global variables that have been bound while threads run
	owners map[*Object]int64 // published objects: who has published them, and the how many-th it was
	now    []access          // memory
	loops  *loopStates       // nil: loops are not looked at
}

// newSharing returns nil if the engine does not ask.
func newSharing(run *sched.Run, e sched.Engine) *sharing {
	if engine, ok := e.(sched.Touching); ok && run.Stepwise() {
		owners := map[*Object]int64{}
		return &sharing{engine: engine, owners: owners, late: map[string]bool{}, loops: newLoopStates(e, owners)}
	}
	return nil
}

// An access is what is done to a place.
type access struct {
	place int32
	write bool
}

// The places of an object beside its attributes and items, whose names begin with another character.
const (
	structure = "#"
	content   = "!"
	itself    = ""
	alive     = "?" // whether it lives
)

// own gives a published object a number that is the same in every run that is alike so far.
func (s *sharing) own(o *Object, by *Thread) {
	if s == nil {
		return
	}
	by.owned++
	s.owners[o] = int64(by.ident)<<32 | int64(by.owned)
}

// read and write note an access to a place of an object, if others can reach that.
func (s *sharing) read(o Value, name string)  { s.add(o, name, false) }
func (s *sharing) write(o Value, name string) { s.add(o, name, true) }

func (s *sharing) add(o Value, name string, write bool) {
	if owner, ok := s.owners[o.p]; ok {
		s.now = append(s.now, access{s.engine.Place(owner, name), write})
	}
}

// looksAtAll notes a look at all values of a container.
func (s *sharing) looksAtAll(o Value) { s.allValues(o, true) }

// replaces notes that one of the values of a container is replaced.
func (s *sharing) replaces(o Value) { s.allValues(o, false) }

func (s *sharing) allValues(o Value, looks bool) {
	if owner, ok := s.owners[o.p]; ok {
		s.now = append(s.now, access{s.engine.AllValues(owner), looks})
	}
}

// global notes an access to a global variable.
func (s *sharing) global(m *Module, name string, write bool) {
	s.now = append(s.now, access{s.engine.Place(0, m.name+"."+name), write})
}

// bound notes what is done to a global variable that is bound once, so that threads do not share it: but for whether it is bound, if
// that happens while they run.
func (s *sharing) bound(t *Thread, m *Module, in *code.Instr) {
	name := m.names[in.Arg]
	switch {
	case in.Op != code.LoadGlobal:
		s.late[m.name+"."+name] = true
		s.global(m, name, true)
	case !m.slots[in.Arg].valid() && !t.interp.builtins.get(name).valid() || len(s.late) > 0 && s.late[m.name+"."+name]:
		s.global(m, name, false)
	}
}

// accesses returns what the next instruction does to what others can reach. The list is lent.
func (t *Thread) accesses(in *code.Instr) []access {
	s := t.interp.sharing
	s.now = s.now[:0]
	f := t.frame
	if !t.interp.concurrent || f.body.unit.native {
		return nil
	}
	top := func(n int) Value { return f.stack[f.sp-n] }
	switch in.Op {
	case loadShared, storeShared:
		s.global(f.module, f.module.names[in.Arg], in.Op == storeShared)
	case code.LoadGlobal, code.StoreGlobal, code.DeleteGlobal:
		s.bound(t, f.module, in)
	case code.LoadAttr, code.StoreAttr, code.DeleteAttr, code.LoadMethod:
		s.attribute(top(1), f.body.unit.file.Names[in.Arg], in.Op)
	case code.BinarySubscr, code.StoreSubscr, code.DeleteSubscr:
		s.item(t, top(2), top(1), in.Op)
	case code.ContainsOp:
		s.contains(t, top(1), top(2))
	case code.LoadDeref, code.StoreDeref, code.DeleteDeref:
		s.add(f.locals[in.Arg], itself, in.Op != code.LoadDeref)
	case code.ForIter:
		s.advance(top(1))
	case code.Send:
		s.advance(top(2))
	case code.UnpackSequence, code.UnpackEx, code.ListExtend, code.SetUpdate, code.DictUpdate, code.DictMerge, code.FormatValue:
		s.whole(top(1))
	case code.GetAsyncNext:
		s.advance(top(1))
	case code.GetIter:
		if o := viewedOf(top(1)); o.layout() == layoutDict || o.layout() == layoutSet { // it notes how many there are
			s.keys(o)
		}
	case code.PopJumpIfFalse, code.PopJumpIfTrue, code.JumpIfFalseOrPop, code.JumpIfTrueOrPop, code.UnaryNot, code.GetLen, code.MatchSequence:
		s.keys(viewedOf(top(1)))
	case code.MatchKeys:
		s.whole(top(2))
	case code.BinaryAdd, code.BinarySubtract, code.BinaryMultiply, code.BinaryOp, code.CompareOp:
		s.operands(in, top(2), top(1))
	default:
		if isCall(in.Op) {
			s.call(t, in)
		}
	}
	if l := &t.interp.lives; l.watching || l.weak != nil {
		s.lives(t, in)
	}
	return s.now
}

// attribute notes what is done to an attribute.
func (s *sharing) attribute(o Value, name string, op code.Op) {
	if o.layout() == layoutModule {
		m, write := as[Module](o), op == code.StoreAttr || op == code.DeleteAttr
		if v := m.get(name); write || !v.valid() || ordinaryData(v) {
			s.global(m, name, write)
		}
		return
	}
	a := o.p.attributes()
	if o.p.flags&published == 0 || a == nil && o.layout() != layoutClass {
		return
	}
	if op == code.StoreAttr || op == code.DeleteAttr {
		s.write(o, "."+name)
		return
	}
	there := a != nil && a.get(name).valid()
	if op == code.LoadMethod && !there {
		return // functions of classes are not replaced while threads run
	}
	s.read(o, "."+name)
	if !there {
		s.inherited(o, name)
	}
}

// inherited notes that an attribute is looked for in the classes of an object.
func (s *sharing) inherited(o Value, name string) {
	of := o.class()
	if o.layout() == layoutClass {
		of = as[Class](o)
	}
	for _, c := range of.mro {
		if !c.isBuiltin() {
			s.read(c.ref(), "."+name)
		}
	}
}

// item notes what is done to an item of a container.
func (s *sharing) item(t *Thread, o, key Value, op code.Op) {
	if o.p.flags&published == 0 || !mutable(o) {
		return
	}
	name, there := s.named(t, o, key)
	switch {
	case name == itself && op == code.BinarySubscr: // a slice, or a key that is compared by its class
		s.whole(o)
		return
	case name == itself || !there && op == code.BinarySubscr && !o.is(listClass) && !o.is(dictClass): // or what __missing__ adds
		s.change(o)
		return
	case op == code.BinarySubscr:
		s.read(o, name)
	case op == code.StoreSubscr && there:
		s.write(o, name)
		s.replaces(o)
	case o.layout() == layoutList && op == code.DeleteSubscr: // all that come after it move
		s.change(o)
		return
	default:
		s.write(o, name)
		s.write(o, structure)
	}
	if o.layout() == layoutList && key.i < 0 {
		s.read(o, structure)
	}
	s.read(o, content)
}

// named returns the name of an item as a place, if there is such a place, and whether there is such an item.
func (s *sharing) named(t *Thread, o, key Value) (name string, there bool) {
	simple := key.isSmallInt() || key.isStr()
	switch {
	case o.layout() == layoutDict && simple:
		v, known := as[Dict](o).get(t, key)
		return "[" + brief(key), known && v.valid()
	case o.layout() == layoutList && key.isSmallInt():
		i, n := key.i, int64(len(as[List](o).items))
		if i < 0 {
			i += n
		}
		return "[" + decimal(int(i)), i >= 0 && i < n
	}
	return itself, false
}

// mutable reports whether a value is a container, or an object of a module written in Go, that can change.
func mutable(v Value) bool {
	switch v.layout() {
	case layoutList, layoutDict, layoutSet, layoutBytearray, layoutIterator, layoutGenerator:
		return true
	case layoutOther:
		switch as[Other](v).state.(type) {
		case simpleQueue, handleState:
			return false // their operations tell
		}
		return true
	}
	return false
}

// contains notes that a container is searched for a key, or an item.
func (s *sharing) contains(t *Thread, o, key Value) {
	if o = viewedOf(o); o.layout() == layoutDict {
		s.item(t, o, key, code.BinarySubscr)
		return
	}
	s.whole(o)
}

// viewedOf returns the dict that a view is of; what is no view is itself.
func viewedOf(v Value) Value {
	for v.layout() == layoutView {
		v = as[View](v).of
	}
	return v
}

// whole notes that all of a container is looked at, or that an iterator is advanced to its end.
func (s *sharing) whole(o Value) {
	o = viewedOf(o)
	switch o.layout() {
	case layoutIterator, layoutGenerator:
		s.advance(o)
	default:
		if mutable(o) {
			s.read(o, content)
			s.read(o, structure)
			s.looksAtAll(o)
		}
	}
}

// keys notes that one looks which items a container holds, and how many.
func (s *sharing) keys(o Value) {
	s.read(o, content)
	s.read(o, structure)
}

// advance notes that an iterator is advanced.
func (s *sharing) advance(v Value) {
	s.write(v, itself)
	if v.layout() != layoutIterator {
		return
	}
	it := as[Iterator](v)
	for _, of := range append(it.others[:len(it.others):len(it.others)], it.of) {
		if !of.valid() {
			continue
		}
		switch of = viewedOf(of); {
		case of.layout() == layoutIterator || of.layout() == layoutGenerator:
			s.advance(of)
		case of.is(listClass) && v.class() == listIteratorClass:
			s.read(of, content)
			s.read(of, "["+decimal(int(it.i)))
		case v.class() == keyIteratorClass:
			s.keys(of)
		default:
			s.whole(of)
		}
	}
}

// operands notes that an operator looks at its operands, and that one in place changes the first.
func (s *sharing) operands(in *code.Instr, x, y Value) {
	if in.Op != code.CompareOp && in.Arg >= int32(code.InplaceAdd) && mutable(x) {
		s.change(x)
	} else {
		s.whole(x)
	}
	s.whole(y)
}

// readers are the methods of containers that change nothing. Those of sizes look at the structure alone.
var readers = [...]string{
	"__contains__", "__eq__", "__ge__", "__getitem__", "__gt__", "__iter__", "__le__", "__len__", "__lt__", "__ne__", "__repr__", "__reversed__",
	"copy", "count", "difference", "get", "index", "intersection", "isdisjoint", "issubset", "issuperset", "items", "keys",
	"symmetric_difference", "union", "values",
}

// call notes what a built-in function does to its arguments. What it does to a lock or queue its operation tells.
func (s *sharing) call(t *Thread, in *code.Instr) {
	n, python := t.callee(in)
	fn, args := t.argumentsOf(in)
	if python || n != nil && s.looks(t, n, args) {
		return
	}
	if n == nil {
		if fn.layout() == layoutClass && as[Class](fn).isBuiltin() {
			s.all(args)
		}
		return
	}
	if n.cost == engages {
		return
	}
	switch {
	case n.kind == aMethod && len(args) > 0:
		s.method(t, n, args)
		args = args[1:]
	case n.kind == aFunction && n.module == "builtins" && attributeFunctions[n.name] != 0 && len(args) > 1 && args[1].isStr():
		s.attribute(args[0], args[1].text(), attributeFunctions[n.name])
		return
	case n.kind == aFunction && n.module != "builtins":
		for _, v := range args {
			s.change(v)
		}
		return
	case n.name == "len" && len(args) == 1:
		s.keys(viewedOf(args[0]))
		return
	}
	s.all(args)
}

// attributeFunctions are the built-in functions that do what an instruction does to an attribute.
var attributeFunctions = map[string]code.Op{"getattr": code.LoadAttr, "hasattr": code.LoadAttr, "setattr": code.StoreAttr, "delattr": code.DeleteAttr}

// all notes that all of each value is looked at.
func (s *sharing) all(values []Value) {
	for _, v := range values {
		s.whole(v)
	}
}

// change notes that a value changes in any way.
func (s *sharing) change(v Value) {
	switch v = viewedOf(v); {
	case v.layout() == layoutIterator || v.layout() == layoutGenerator:
		s.advance(v)
	case mutable(v):
		s.write(v, content)
		s.write(v, structure)
	}
}

// method notes what a method does to the object that it is of.
func (s *sharing) method(t *Thread, n *Native, args []Value) {
	self := viewedOf(args[0])
	dict, list := self.layout() == layoutDict, self.layout() == layoutList
	switch {
	case dict && len(args) > 1 && (n.name == "get" || n.name == "__contains__" || n.name == "__getitem__"):
		s.item(t, self, args[1], code.BinarySubscr)
	case dict && len(args) > 1 && n.name == "setdefault":
		op := code.StoreSubscr
		if _, there := s.named(t, self, args[1]); there {
			op = code.BinarySubscr
		}
		s.item(t, self, args[1], op)
	case dict && len(args) > 1 && (n.name == "pop" || n.name == "__delitem__"):
		s.item(t, self, args[1], code.DeleteSubscr)
	case list && n.name == "append":
		s.item(t, self, integer(int64(len(as[List](self).items))), code.StoreSubscr)
	case n.name == "__len__" || dict && (n.name == "keys" || n.name == "values" || n.name == "items"):
		s.keys(self)
	case slices.Contains(readers[:], n.name):
		s.whole(self)
	default:
		s.change(self)
	}
}

// looks notes a look at a lock, a queue or a thread, and reports whether the native is one.
func (s *sharing) looks(t *Thread, n *Native, args []Value) bool {
	if n.kind != aMethod || len(args) == 0 {
		return false
	}
	switch self := args[0]; {
	case self.layout() == layoutLock && n.cost != engages:
		s.now = append(s.now, access{as[Lock](self).lock.Object(), false})
	case self.layout() != layoutOther:
		return false
	default:
		switch state := as[Other](self).state.(type) {
		case simpleQueue:
			if n.cost != engages {
				s.now = append(s.now, access{state.Object(), false})
			}
		case handleState:
			if n.cost != engages && state.thread.sched != nil {
				s.now = append(s.now, access{s.engine.EndOf(state.thread.sched), false})
			}
		default:
			return false
		}
	}
	return true
}

// argumentsOf returns what a call instruction calls, and its arguments, the object of a method first.
func (t *Thread) argumentsOf(in *code.Instr) (fn Value, args []Value) {
	f := t.frame
	first := f.sp
	switch in.Op {
	case code.Call:
		first -= int(in.Arg) + 1
	case code.CallMethod:
		first -= int(in.Arg) + 2
	case code.CallKw:
		first -= f.body.code.Calls[in.Arg].Args + 1
	case code.CallMethodKw:
		first -= f.body.code.Calls[in.Arg].Args + 2
	case code.CallEx:
		first -= 2 + int(in.Arg)
	}
	args = append(args, f.stack[first:f.sp]...)
	if !args[0].valid() {
		args = args[1:]
	}
	fn, args = args[0], args[1:]
	if in.Op == code.CallEx && args[0].layout() == layoutTuple {
		args = append(args[0].items(), args[1:]...)
	}
	for fn.layout() == layoutMethod {
		m := as[Method](fn)
		fn, args = m.function, append([]Value{m.self}, args...)
	}
	return fn, args
}

// announced returns what is announced of accesses: one of those that write, if there are any.
func announced(list []access) announcement {
	if len(list) == 0 {
		return announcement{}
	}
	for _, a := range list {
		if a.write {
			return announcement{trace.Store, a.place}
		}
	}
	return announcement{trace.Load, list[0].place}
}

// touch tells the search what the next instruction does.
func (t *Thread) touch(in *code.Instr) {
	for _, a := range t.accesses(in) {
		t.interp.sharing.engine.Touch(t.sched, a.place, a.write)
	}
}
