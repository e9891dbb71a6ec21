// This file defines which objects several threads can reach, and how what is done to them is announced and recorded.

package python

import (
	"slices"

	"github.com/gilsim/gilsim/python/code"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// publish marks an object that has become reachable for other threads, and what can be reached from it.
func (t *Thread) publish(v Value) { t.publishAll([]Value{v}) }

// publishAll is publish for several.
func (t *Thread) publishAll(list []Value) {
	if !slices.ContainsFunc(list, func(v Value) bool { return v.valid() && v.p.flags&(static|published) == 0 }) {
		return
	}
	work := append(t.toPublish[:0], list...)
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if !v.valid() || v.p.flags&(static|published) != 0 {
			continue
		}
		v.p.flags |= published
		t.interp.sharing.own(v.p, t)
		work = v.appendReferences(work)
		if t.interp.parallel != nil {
			if v.layout() == layoutModule {
				as[Module](v).parallel = true
			}
			work = v.appendHidden(work)
		}
	}
	t.toPublish = work
}

// publishInto publishes what is stored in an object that has been published itself.
func (t *Thread) publishInto(o, v Value) {
	if t.interp.concurrent && o.p.flags&published != 0 && v.valid() && v.p.flags&(static|published) == 0 {
		t.publish(v)
	}
}

// publishModules publishes what all threads can reach from the start: what modules hold.
func (t *Thread) publishModules() {
	for _, name := range sortedNames(t.interp.modules) {
		m := t.interp.modules[name]
		m.flags |= published
		m.parallel = t.interp.parallel != nil
		t.interp.sharing.own(&m.Object, t)
		t.publishAll(appendLoaded(nil, m.slots))
		if m.view != nil && m.parallel {
			t.publish(m.view.ref())
		}
	}
}

// appendReferences appends what an object refers to.
func (v Value) appendReferences(list []Value) []Value {
	if a := v.p.attributes(); a != nil {
		list = append(list, a.values...)
		if a.dict != nil {
			list = append(list, a.dict.ref())
		}
	}
	switch v.layout() {
	case layoutTuple, layoutList:
		list = append(list, v.items()...)
	case layoutDict:
		for k, x := range as[Dict](v).all {
			list = append(list, k, x)
		}
	case layoutSet:
		for _, e := range as[Set](v).table {
			list = append(list, e.key)
		}
	case layoutCell:
		list = append(list, as[Cell](v).v.load())
	case layoutMethod:
		list = append(list, as[Method](v).self, as[Method](v).function)
	case layoutFunction:
		f := as[Function](v)
		list = append(list, f.defaults...)
		for _, c := range f.closure {
			list = append(list, c.ref())
		}
	case layoutClass:
		list = appendLoaded(list, as[Class](v).dict.values)
	case layoutIterator:
		it := as[Iterator](v)
		list = append(append(list, it.of), it.others...)
	case layoutGenerator:
		if f := as[Generator](v).frame; f != nil {
			list = append(append(list, f.locals...), f.stack[:f.sp]...)
		}
	case layoutWrapper:
		list = append(list, as[Wrapper](v).function)
	case layoutProperty:
		p := as[Property](v)
		list = append(list, p.get, p.set, p.del)
	case layoutException:
		list = append(list, as[Exception](v).args...)
	case layoutGreenlet:
		g := as[Greenlet](v)
		list = append(list, g.run)
		for f := g.frame; f != nil; f = f.back {
			list = append(append(list, f.locals...), f.stack[:f.sp]...)
		}
	}
	return list
}

// appendHidden appends what an object refers to and no trace speaks of.
func (v Value) appendHidden(list []Value) []Value {
	switch v.layout() {
	case layoutFunction:
		f := as[Function](v)
		list = append(list, f.doc, f.annotations)
		if f.kwDefaults != nil {
			list = append(list, f.kwDefaults.ref())
		}
	case layoutException:
		e := as[Exception](v)
		list = append(append(list, e.cause), e.state...)
		if e.context != nil {
			list = append(list, e.context.ref())
		}
	case layoutView:
		list = append(list, as[View](v).of)
	case layoutSuper:
		list = append(list, as[Super](v).self)
	case layoutSlice:
		s := as[Slice](v)
		list = append(list, s.start, s.stop, s.step)
	case layoutModule:
		list = appendLoaded(list, as[Module](v).slots)
	case layoutClass:
		for _, base := range as[Class](v).mro {
			list = append(list, base.ref())
		}
	case layoutFrame:
		list = append(list, as[FrameObject](v).locals...)
	case layoutOther:
		as[Other](v).state.clone(func(x Value) Value {
			list = append(list, x)
			return x
		})
	}
	return append(list, v.class().ref())
}

// A location is a place that threads share: an attribute, or an item, of an object.
type location struct {
	number uint32
	name   string
	item   bool
}

// traceNames are a shared place's objects in the trace: a variable as long as it holds ints, a reference otherwise.
type traceNames struct {
	name      string
	word, ref int32
	state     bool // it tells what the program did to something that a module of the library has made: an event's flag, say
}

// stateAttributes are the attributes of threading's objects that tell what the program did to them: an Event's flag, the value of a
// Semaphore. What else the modules of the library keep is their own business.
var stateAttributes = [...]string{"_flag", "_value"}

// object returns the place's number in the trace.
func (n *traceNames) object(in *Interpreter, word bool) int32 {
	if word {
		if n.word == 0 {
			n.word = in.run.Names.AddObject(trace.ClassVar, n.name)
		}
		return n.word
	}
	if n.ref == 0 {
		n.ref = in.run.Names.AddObject(trace.ClassRef, n.name)
	}
	return n.ref
}

// globalNames returns the names of a global variable.
func (t *Thread) globalNames(m *Module, slot int32) *traceNames {
	for len(m.traced) <= int(slot) {
		m.traced = append(m.traced, traceNames{})
	}
	n := &m.traced[slot]
	if n.name == "" {
		n.name = m.names[slot]
		if m.name != "__main__" {
			n.name = m.name + "." + n.name
		}
	}
	return n
}

// note records what the thread has done to a shared place, if the program's own code did it, or if that tells what it did.
func (t *Thread) note(kind trace.Kind, n *traceNames, v Value) {
	word := v.isSmallInt()
	object := n.object(t.interp, word) // has its number in every run, whatever is recorded
	if !t.frame.body.unit.own && !n.state {
		return
	}
	t.locate()
	value := v.i
	if !word {
		value = int64(t.interp.run.Names.AddText(brief(v)))
	}
	t.sched.Engine().Record(t.sched, kind, object, value)
}

// sawAttr records what the instruction that is being executed has done to an attribute, if others can reach the object.
func (t *Thread) sawAttr(kind trace.Kind, o Value, name string, v Value) {
	if !t.interp.concurrent || !t.interp.recording || o.p.flags&published == 0 || !ordinaryData(v) {
		return
	}
	t.account(t.current, t.rest)
	t.note(kind, t.attrNames(o, name), v)
}

// sawItem is sawAttr for an item.
func (t *Thread) sawItem(in *code.Instr, kind trace.Kind, o, key, v Value) {
	if !t.interp.concurrent || !t.interp.recording || o.p.flags&published == 0 || !hasItem(o, key) {
		return
	}
	t.account(in, t.rest)
	t.note(kind, t.itemNames(o, key), v)
}

// ordinaryData reports whether a value is data, and no function or class: what is called is no variable of the program.
func ordinaryData(v Value) bool {
	switch v.layout() {
	case layoutFunction, layoutNative, layoutMethod, layoutClass, layoutModule:
		return false
	}
	return true
}

// attrNames returns the names of an attribute.
func (t *Thread) attrNames(o Value, name string) *traceNames {
	return t.namesOf(location{t.interp.numberOf(o.p), name, false}, func() string { return t.label(o) + "." + name })
}

// itemNames returns the names of an item.
func (t *Thread) itemNames(o, key Value) *traceNames {
	shown := brief(key)
	return t.namesOf(location{t.interp.numberOf(o.p), shown, true}, func() string { return t.label(o) + "[" + shown + "]" })
}

func (t *Thread) namesOf(at location, name func() string) *traceNames {
	n := t.interp.locations[at]
	if n == nil {
		n = &traceNames{name: name(), state: !at.item && slices.Contains(stateAttributes[:], at.name)}
		t.interp.locations[at] = n
	}
	return n
}

// label is how the trace names an object: by a global variable that holds it, or else by its class.
func (t *Thread) label(o Value) string {
	number := t.interp.numberOf(o.p)
	if name, ok := t.interp.labels[number]; ok {
		return name
	}
	name := ""
	main := t.interp.modules["__main__"]
	for i, v := range main.slots {
		if v == o && name == "" {
			name = main.names[i]
		}
	}
	if name == "" {
		for i, v := range main.slots {
			if !v.valid() {
				continue
			}
			if a := v.p.attributes(); a != nil && v.layout() == layoutInstance {
				for attr, x := range a.all {
					if x == o && name == "" {
						name = main.names[i] + "." + attr
					}
				}
			}
		}
	}
	if name == "" {
		if o.layout() == layoutClass {
			name = as[Class](o).name
		} else {
			t.interp.serial++
			name = o.class().name + "-" + decimal(t.interp.serial)
		}
	}
	t.interp.labels[number] = name
	return name
}

// An announcement is what the next step does to which object of the trace.
type announcement struct {
	kind   trace.Kind
	object int32
}

// concerns reports whether an instruction can concern other threads: its effect can be seen, or the holder of the lock looks after
// it for a request. Before the second thread is started there is nobody to see it.
func (t *Thread) concerns(in *code.Instr) bool {
	switch {
	case t.interp.sharing != nil:
		if len(t.accesses(in)) > 0 {
			return true
		}
	case in.Flags&seen != 0 && t.interp.concurrent && t.reaches(in):
		return true
	}
	if in.Flags&^seen == 0 && in.Op != code.ReturnValue || t.sched.Unlocked() {
		return false
	}
	return t.pointOf(in) == sched.Jump
}

// reaches reports whether what an instruction is done to can be reached by other threads.
func (t *Thread) reaches(in *code.Instr) bool {
	f := t.frame
	var o Value
	switch in.Op {
	case code.LoadAttr, code.StoreAttr, code.DeleteAttr, code.LoadMethod, code.ForIter, code.GetIter, code.UnpackSequence, code.UnpackEx:
		o = f.stack[f.sp-1]
	case code.BinarySubscr, code.StoreSubscr, code.DeleteSubscr, code.ContainsOp:
		at := f.sp - 2
		if in.Op == code.ContainsOp {
			at = f.sp - 1
		}
		o = f.stack[at]
	case code.LoadDeref, code.StoreDeref, code.DeleteDeref:
		o = f.locals[in.Arg]
	case code.BinaryAdd, code.BinaryOp, code.CompareOp:
		x, y := f.stack[f.sp-2], f.stack[f.sp-1]
		return (x.p.flags|y.p.flags)&published != 0
	default:
		return true
	}
	return o.p.flags&published != 0
}

// announces returns what the next instruction does to a shared place. The place gets a number in the trace by what it holds, as it
// does when that is recorded.
func (t *Thread) announces(in *code.Instr) announcement {
	if !t.interp.concurrent {
		return announcement{}
	}
	if t.interp.sharing != nil {
		return announced(t.accesses(in))
	}
	f := t.frame
	switch in.Op {
	case loadShared:
		if v := f.module.slots[in.Arg]; v.valid() {
			return t.announcing(trace.Load, t.globalNames(f.module, in.Arg), v)
		}
	case storeShared:
		return t.announcing(trace.Store, t.globalNames(f.module, in.Arg), f.stack[f.sp-1])
	case code.LoadAttr, code.StoreAttr:
		o, name := f.stack[f.sp-1], f.body.unit.file.Names[in.Arg]
		a := o.p.attributes()
		if o.p.flags&published == 0 || a == nil {
			break
		}
		if in.Op == code.StoreAttr {
			if v, attr := f.stack[f.sp-2], o.class().find(name); ordinaryData(v) && !(attr.valid() && isData(attr) && attr.layout() != layoutSlot) {
				return t.announcing(trace.Store, t.attrNames(o, name), v)
			}
		} else if v := a.get(name); v.valid() && ordinaryData(v) {
			return t.announcing(trace.Load, t.attrNames(o, name), v)
		}
	case code.BinarySubscr, code.StoreSubscr:
		o, key := f.stack[f.sp-2], f.stack[f.sp-1]
		if o.p.flags&published == 0 || !hasItem(o, key) {
			break
		}
		if in.Op == code.StoreSubscr {
			return t.announcing(trace.Store, t.itemNames(o, key), f.stack[f.sp-3])
		}
		if v := t.peekItem(o, key); v.valid() {
			return t.announcing(trace.Load, t.itemNames(o, key), v)
		}
	}
	return announcement{}
}

func (t *Thread) announcing(kind trace.Kind, n *traceNames, v Value) announcement {
	if t.interp.recording {
		return announcement{kind, n.object(t.interp, v.isSmallInt())}
	}
	return announcement{}
}

// hasItem reports whether a key of an object is a place of the trace: an index of a list, a key of a dict.
func hasItem(o, key Value) bool { return o.is(listClass) && key.isSmallInt() || o.is(dictClass) }

// peekItem returns the item of a list or dict, as far as that needs no Python.
func (t *Thread) peekItem(o, key Value) Value {
	if o.is(dictClass) {
		v, _ := as[Dict](o).get(t, key)
		return v
	}
	items, i := as[List](o).items, key.i
	if i < 0 {
		i += int64(len(items))
	}
	if uint64(i) < uint64(len(items)) {
		return items[i]
	}
	return Value{}
}

// looks is the kind of point that a bytecode is after which the holder of the lock looks for a request, or does not.
func looks(does bool) sched.Point {
	if does {
		return sched.Jump
	}
	return sched.Inside
}

// pointOf returns what the next instruction is to the interpreter lock, before it is executed.
func (t *Thread) pointOf(in *code.Instr) sched.Point {
	f := t.frame
	switch {
	case in.Op == code.ReturnValue || in.Op == code.YieldValue:
		return looks(in.Flags&code.Check != 0 || f.back != nil && f.gen == nil && f.back.looksAfterCall())
	case in.Flags&code.CheckNative != 0:
		n, python := t.callee(in)
		return looks(!python && (n == nil || in.Flags&code.FastCall == 0 || n.cost != quick))
	case in.Flags&code.Check != 0:
		if isCall(in.Op) {
			if _, python := t.callee(in); python {
				return sched.Inside // when it has returned
			}
		}
		return sched.Jump
	case in.Flags&code.CheckTaken != 0:
		v := f.stack[f.sp-1]
		b, known := t.truth(v)
		return looks(known && b == (in.Op == code.PopJumpIfTrue || in.Op == code.JumpIfTrueOrPop))
	}
	return sched.Inside
}

// looksAfterCall reports whether the frame, which has called a Python function, looks for a request when that returns.
func (f *frame) looksAfterCall() bool {
	in := &f.body.instrs[f.pc-1]
	return in.Flags&code.Check != 0 && isCall(in.Op)
}

// pointAfter returns what the instruction was that has been executed last.
func (t *Thread) pointAfter(in *code.Instr) sched.Point {
	f := t.frame
	switch {
	case f == nil:
		return sched.Inside
	case in.Op == code.ReturnValue:
		return looks(in.Flags&code.Check != 0 || f.pc > 0 && f.looksAfterCall())
	case in.Flags&code.CheckNative != 0:
		return looks(f.pc > 0 && !(in.Flags&code.FastCall != 0 && t.quick))
	case in.Flags&code.Check != 0:
		return looks(!isCall(in.Op) || f.pc > 0)
	case in.Flags&code.CheckTaken != 0:
		return looks(f.pc == int(in.Arg))
	}
	return sched.Inside
}

func isCall(op code.Op) bool {
	switch op {
	case code.Call, code.CallMethod, code.CallKw, code.CallMethodKw, code.CallEx:
		return true
	}
	return false
}

// callee returns the native that a call instruction calls, if it is one, and whether it is a Python function.
func (t *Thread) callee(in *code.Instr) (n *Native, python bool) {
	f := t.frame
	at := 0
	switch in.Op {
	case code.Call:
		at = f.sp - int(in.Arg) - 1
	case code.CallMethod:
		at = f.sp - int(in.Arg) - 2
	case code.CallKw:
		at = f.sp - f.body.code.Calls[in.Arg].Args - 1
	case code.CallMethodKw:
		at = f.sp - f.body.code.Calls[in.Arg].Args - 2
	case code.CallEx:
		at = f.sp - 2 - int(in.Arg)
	case code.WithExceptStart:
		at = f.sp - 3
	case code.BeforeWith:
		enter := f.stack[f.sp-1].class().find("__enter__")
		if enter.valid() && enter.layout() == layoutNative {
			return as[Native](enter), false
		}
		return nil, false
	default:
		return nil, false
	}
	fn := f.stack[at]
	if !fn.valid() {
		fn = f.stack[at+1]
	}
	for fn.class() == methodClass {
		fn = as[Method](fn).function
	}
	switch fn.layout() {
	case layoutNative:
		return as[Native](fn), false
	case layoutFunction:
		return nil, !as[Function](fn).body.unit.native
	}
	return nil, false
}

// callsOperation reports whether an instruction calls a native that is an operation: that announces the call, and pays for it.
func (t *Thread) callsOperation(in *code.Instr) bool {
	if !isCall(in.Op) && in.Op != code.BeforeWith && in.Op != code.WithExceptStart {
		return false
	}
	n, _ := t.callee(in)
	return n != nil && n.cost == engages
}
