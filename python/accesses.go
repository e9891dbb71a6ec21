// This file defines what an instruction does to what threads share, for a search: it must know all of it, and not only what the
// program's own code does to its variables, which is what a trace tells.

package python

import (
	"strings"

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
	engine  sched.Touching
	late    map[string]bool   // global variables that have been bound while threads run
	owners  map[*Object]int64 // published objects: who has published them, and the how many-th it was
	rebinds *rebinding        // of the program
	now     []access          // memory
	loops   *loopStates       // nil: loops are not looked at
}

// newSharing returns nil if the engine does not ask.
func newSharing(p *Program, run *sched.Run, e sched.Engine) *sharing {
	if engine, ok := e.(sched.Touching); ok && run.Stepwise() {
		owners := map[*Object]int64{}
		return &sharing{engine: engine, owners: owners, late: map[string]bool{}, rebinds: p.rebinds(), loops: newLoopStates(e, owners)}
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
	case !m.slots[in.Arg].valid() && !t.interp.builtin(name, m).valid() || s.rebinds.may(name) || len(s.late) > 0 && s.late[m.name+"."+name]:
		s.global(m, name, false)
	}
}

// accesses returns what the next instruction does to what others can reach. The list is lent.
func (t *Thread) accesses(in *code.Instr) []access {
	s := t.interp.sharing
	s.now = s.now[:0]
	f := t.frame
	if !t.interp.concurrent {
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
		if in.Op == code.StoreSubscr && top(1).layout() == layoutSlice {
			s.whole(top(3))
		}
	case code.ContainsOp:
		s.contains(t, top(1), top(2))
	case code.LoadDeref, code.LoadClassDeref, code.StoreDeref, code.DeleteDeref:
		s.add(f.locals[in.Arg], itself, in.Op == code.StoreDeref || in.Op == code.DeleteDeref)
	case code.YieldValue, code.ReturnValue, code.RaiseVarargs: // another thread could resume it
		if f.gen != nil {
			s.write(f.gen.ref(), itself)
		}
	case code.ImportName:
		s.imported(t, f.body.code.Imports[in.Arg].Name)
	case code.ImportFrom:
		s.attribute(top(1), f.body.unit.file.Names[in.Arg], code.LoadAttr)
	case code.ForIter:
		s.advance(top(1))
	case code.Send:
		s.advance(top(2))
	case code.UnpackSequence, code.UnpackEx, code.ListExtend, code.SetUpdate, code.DictUpdate, code.DictMerge:
		s.whole(top(1))
	case code.FormatValue:
		s.inside(f.stack[f.sp-1 : f.sp])
		if in.Arg&code.FormatSpec != 0 {
			s.inside(f.stack[f.sp-2 : f.sp-1])
		}
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
	case code.MatchClass:
		s.attributes(t, top(3))
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

// imported notes that a module is imported: who does so first executes it.
func (s *sharing) imported(t *Thread, name string) {
	top, _, _ := strings.Cut(name, ".")
	s.now = append(s.now, access{s.engine.Place(0, "import "+top), t.interp.modules[name] == nil})
}

// shows notes that the dict is brought up to date which shows the variables of a module: everybody sees there what they are then.
func (s *sharing) shows(m *Module) {
	for _, name := range m.names {
		s.global(m, name, true)
	}
}

// attribute notes what is done to an attribute.
func (s *sharing) attribute(o Value, name string, op code.Op) {
	write := op == code.StoreAttr || op == code.DeleteAttr
	switch {
	case name == "__globals__" && o.layout() == layoutFunction:
		s.shows(as[Function](o).module)
		return
	case name == "__dict__" && o.layout() == layoutModule:
		s.shows(as[Module](o))
		return
	case name == "__dict__" && o.layout() == layoutClass:
		for _, name := range as[Class](o).dict.names {
			s.read(o, "."+name)
		}
		return
	}
	if o.layout() == layoutModule {
		m := as[Module](o)
		if v := m.get(name); write || !v.valid() || ordinaryData(v) || s.rebinds.may(name) {
			s.global(m, name, write)
		}
		return
	}
	a := o.p.attributes()
	if o.p.flags&published == 0 || a == nil && o.layout() != layoutClass {
		return
	}
	if s.rebinds.dicts {
		s.inDict(o, a, name, write)
	}
	if write {
		s.write(o, "."+name)
		return
	}
	there := a != nil && a.get(name).valid()
	if op == code.LoadMethod && !there && !s.rebinds.may(name) {
		return // its class has no other function of this name meanwhile
	}
	s.read(o, "."+name)
	if !there {
		s.inherited(o, name)
	}
}

// inDict notes what is done to an attribute of an object whose attributes the program may see as a dict. Where they are not in one
// yet, to ask for it writes what everybody reads who is done with one of them.
func (s *sharing) inDict(o Value, a *Attributes, name string, write bool) {
	if a == nil {
		return
	}
	if a.dict == nil && name == "__dict__" {
		s.write(o, content)
		return
	}
	if s.read(o, content); a.dict == nil {
		return
	}
	d := a.dict.ref()
	s.add(d, "["+brief(newStr(name)), write)
	if s.read(d, content); write {
		s.write(d, structure)
	}
}

// attributes notes a look at all attributes of an object.
func (s *sharing) attributes(t *Thread, o Value) {
	a := o.p.attributes()
	if a == nil {
		return
	}
	if s.read(o, content); a.dict != nil {
		s.whole(a.dict.ref())
	}
	if a.shape != nil {
		for _, name := range a.shape.names {
			s.read(o, "."+strings.TrimPrefix(name, " "))
		}
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
