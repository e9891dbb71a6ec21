// This file defines which objects are watched, since a program can observe how long they live: those whose class has __del__, and those
// to which a weak reference refers. While there are any, each instruction is looked at, before it is executed and after: what did it
// drop? Other programs pay nothing: the loop stops before each instruction because its grant has come to an end.
//
// A dropped reference matters if it leads to a watched object, and if what it referred to cannot be reached any more: see death.go.
// Classes and modules refer to themselves, so that only the collector of cycles frees them: what is reached through them does not die.
//
// Threads that run side by side cannot be looked at while they execute: there nothing is seen to die, as if somebody still had a reference.

package python

import (
	"slices"

	"github.com/gilsim/gilsim/python/code"
)

// eachStep is the grant of a thread that stops before each instruction, those included that are no bytecode.
const eachStep = -1

// lives is what a run knows of how long its objects live.
type lives struct {
	watching bool // there are watched objects, or the program calls the collector
	collects bool // it calls the collector of cycles: all that it drops is looked at
	watched  []*Object
	alive    int                   // how many of them have not died
	weak     map[*Object][]*Object // the weak references to an object, as objects, in the order in which they were made
	limbo    []*Object             // what is kept alive by circles of its own alone, as far as it matters
	ledger   ledger                // memory
}

// watch begins to watch an object.
func (t *Thread) watch(o *Object) {
	l := &t.interp.lives
	if o.flags&(watched|static) != 0 || t.interp.parallel != nil {
		return
	}
	o.flags |= watched
	if len(l.watched) > 2*l.alive+16 {
		l.watched = slices.DeleteFunc(l.watched, func(o *Object) bool { return o.flags&watched == 0 })
	}
	l.watched, l.alive = append(l.watched, o), l.alive+1
	t.looksAtEach()
}

// unwatch is what comes when an object has died.
func (l *lives) unwatch(o *Object) {
	if o.flags&watched == 0 {
		return
	}
	o.flags &^= watched
	delete(l.weak, o)
	l.alive--
	l.watching = l.collects || l.alive > 0
}

// looksAtEach lets the thread stop before each instruction from now on, as the others do when they go on.
func (t *Thread) looksAtEach() {
	l := &t.interp.lives
	if l.watching {
		return
	}
	l.watching = true
	if t.current != nil && t.granted >= 0 {
		if t.granted > t.rest {
			t.sched.Spend(t.granted-t.rest, t.pointAfter(t.current))
		}
		t.granted, t.rest = eachStep, eachStep
	}
}

// watchesNew watches an object that has just been made, if its class has __del__.
func (t *Thread) watchesNew(o *Object) {
	if o.class.flags&finalizes != 0 && o.flags&(watched|finalized) == 0 {
		t.watch(o)
	}
}

// eachExhausted is what comes before each instruction while objects are watched, or somebody searches.
func (t *Thread) eachExhausted(in, next *code.Instr, n int64) outcome {
	defer func() { t.granted = eachStep }()
	watching := t.interp.lives.watching
	if t.paid { // it has been announced
		t.paid = false
		if watching {
			t.drops(next)
		}
		return goes
	}
	if watching {
		if out := t.buries(); out != goes {
			return out
		}
	}
	if t.stopsBefore(in, next, n) {
		return stops
	}
	if watching {
		t.drops(next)
	}
	return goes
}

// stopsBefore reports whether the thread must stop before the next instruction, at which it looks whether it must.
func (t *Thread) stopsBefore(in, next *code.Instr, n int64) bool {
	switch {
	case t.frame.native():
		return t.stepsInC(next)
	case t.interp.sharing != nil:
		if t.leavesC() {
			return true
		}
		t.inStep = false
		t.inC = next.Op == code.YieldValue || next.Op == code.ReturnValue && t.frame.byC
		return t.endOfGrant(in, next, n)
	}
	return next.N > 0 && t.endOfGrant(in, next, n)
}

// drops notes what the next instruction may drop.
func (t *Thread) drops(in *code.Instr) { t.letGo = t.appendDropped(t.letGo, in) }

// appendDropped appends what the next instruction may drop: references on the stack, and one in a variable, attribute or item that it
// sets, or all of a container.
func (t *Thread) appendDropped(list []Value, in *code.Instr) []Value {
	f := t.frame
	switch in.Op {
	case code.LoadFast, code.LoadConst, code.LoadGlobal, loadShared, code.Nop, code.Resume, code.Jump, code.LoadDeref:
		return list
	case code.BuildList, code.BuildTuple, code.BuildSet:
		for _, v := range f.stack[f.sp-int(in.Arg) : f.sp] {
			v.displays()
		}
	case code.BuildMap, code.BuildConstKeyMap:
		for _, v := range f.stack[:f.sp] {
			v.displays()
		}
	case code.StoreFast, code.DeleteFast:
		list = append(list, f.locals[in.Arg])
	case code.StoreGlobal, storeShared, code.DeleteGlobal:
		list = append(list, f.module.slots[in.Arg])
	case code.StoreDeref, code.DeleteDeref:
		list = append(list, as[Cell](f.locals[in.Arg]).v)
	case code.StoreName, code.DeleteName:
		if f.names != nil {
			list = append(list, f.names.getStr(f.body.unit.file.Names[in.Arg]))
		}
	case code.StoreAttr, code.DeleteAttr:
		list = appendAttribute(list, f.stack[f.sp-1], f.body.unit.file.Names[in.Arg])
	case code.StoreSubscr, code.DeleteSubscr:
		list = t.appendItem(list, f.stack[f.sp-2], f.stack[f.sp-1])
	case code.ReturnValue:
		list = append(list, f.locals...)
		for _, v := range slices.Backward(f.lent(t.interp)) {
			list = append(list, v)
		}
	case code.PopExcept:
		list = append(list, f.handled)
	case code.BinaryAdd, code.BinarySubtract, code.BinaryMultiply, code.BinaryOp:
		if _, inPlace := code.Operator(in.Arg).Inplace(); inPlace {
			list = appendContents(list, f.stack[f.sp-2])
		}
	default:
		if isCall(in.Op) {
			list = t.appendDroppedByCall(list, in)
		}
	}
	list = append(list, f.stack[:f.sp]...)
	for i := 0; i < len(list); i++ { // an iterator drops what it iterates when it comes to the end
		if v := list[i]; v.p != nil && v.p.class.layout == layoutIterator {
			list = append(append(list, as[Iterator](v).of), as[Iterator](v).others...)
		}
	}
	return slices.DeleteFunc(list, Value.leadsNowhere)
}

// displays notes of a watched object that a display holds it.
func (v Value) displays() {
	if v.p != nil && v.p.flags&(static|watched) == watched {
		v.p.flags |= displayed
	}
}

// leadsNowhere reports whether a value refers to nothing that could die with it, and is watched by nobody.
func (v Value) leadsNowhere() bool {
	if v.p == nil || v.p.flags&static != 0 {
		return true
	}
	if v.p.flags&watched != 0 {
		return false
	}
	switch v.p.class.layout {
	case layoutInt, layoutFloat, layoutMarker, layoutStr, layoutBytes, layoutBytearray, layoutRange:
		return v.p.flags&extended == 0
	case layoutClass, layoutNative, layoutModule, layoutCode, layoutLock:
		return true
	}
	return false
}

// appendAttribute appends what an object has under a name.
func appendAttribute(list []Value, o Value, name string) []Value {
	switch o.layout() {
	case layoutClass:
		return append(list, as[Class](o).dict.get(name))
	case layoutModule:
		return append(list, as[Module](o).get(name))
	}
	if a := o.p.attributes(); a != nil {
		list = append(list, a.get(name), a.get(slotName(name)))
	}
	return list
}

// appendItem appends what an object has under a key.
func (t *Thread) appendItem(list []Value, o, key Value) []Value {
	switch {
	case o.layout() == layoutDict:
		v, _ := as[Dict](o).get(t, key)
		return append(list, v)
	case o.layout() == layoutList && key.isSmallInt():
		return append(list, itemAt(as[List](o).items, key.i))
	case isDeque(o) && key.isSmallInt():
		return append(list, itemAt(dequeOf(o).list(), key.i))
	case o.layout() == layoutList:
		return appendContents(list, o)
	}
	return list
}

// itemAt returns the item of a sequence, the zero Value if there is none.
func itemAt(items []Value, i int64) Value {
	if i < 0 {
		i += int64(len(items))
	}
	if uint64(i) < uint64(len(items)) {
		return items[i]
	}
	return Value{}
}

// appendContents appends what a container holds, in the order in which CPython drops it.
func appendContents(list []Value, o Value) []Value {
	switch o.layout() {
	case layoutList:
		n := len(list)
		list = append(list, as[List](o).items...)
		slices.Reverse(list[n:])
	case layoutDict:
		for k, v := range as[Dict](o).all {
			list = append(list, k, v)
		}
	case layoutSet:
		list = append(list, as[Set](o).members()...)
	case layoutGenerator:
		if f := as[Generator](o).frame; f != nil {
			list = f.appendHeld(list)
		}
	case layoutOther:
		if isDeque(o) {
			list = append(list, dequeOf(o).list()...)
		}
	}
	return list
}

// dropping are the natives that can drop something their first argument refers to, beside those of attributes and items.
var dropping = [...]string{"clear", "remove", "discard", "pop", "popitem", "popleft", "update", "difference_update", "intersection_update",
	"symmetric_difference_update", "close", "throw", "__init__", "__isub__", "__iand__", "__ixor__", "__imul__", "_list_take", "_dict_pop_end"}

// appendDroppedByCall appends what the call of a native may drop of what its first argument refers to.
func (t *Thread) appendDroppedByCall(list []Value, in *code.Instr) []Value {
	n, _ := t.callee(in)
	if n == nil {
		return list
	}
	args := t.argumentsOfCall(in)
	if len(args) == 0 || args[0].p == nil {
		return list
	}
	switch n.name {
	case "setattr", "delattr", "__setattr__", "__delattr__":
		if len(args) > 1 && args[1].isStr() {
			list = appendAttribute(list, args[0], args[1].text())
		}
		return list
	case "__setitem__", "__delitem__":
		if len(args) > 1 {
			list = t.appendItem(list, args[0], args[1])
		}
		return list
	case "append", "appendleft", "extend", "extendleft":
		if d := args[0]; isDeque(d) && dequeOf(d).maxLen >= 0 {
			list = appendContents(list, d)
		}
		return list
	}
	if slices.Contains(dropping[:], n.name) {
		list = appendContents(list, args[0])
	}
	return list
}

// argumentsOfCall returns the arguments of the next instruction, a call, that are given by position, the object of a bound method first.
func (t *Thread) argumentsOfCall(in *code.Instr) []Value {
	f := t.frame
	var at, n int
	switch in.Op {
	case code.Call, code.CallMethod:
		n = int(in.Arg)
	case code.CallKw, code.CallMethodKw:
		n = f.body.code.Calls[in.Arg].Args
	default:
		return nil
	}
	at = f.sp - n
	fn := f.stack[at-1]
	if (in.Op == code.CallMethod || in.Op == code.CallMethodKw) && f.stack[at-2].p != nil {
		return f.stack[at-1 : f.sp]
	}
	if fn.layout() == layoutMethod {
		return append([]Value{as[Method](fn).self}, f.stack[at:f.sp]...)
	}
	return f.stack[at:f.sp]
}

// leads reports whether one of the objects is watched, or leads to one that is, or to a circle, where the program calls the collector. It
// is not sure after it has looked at so many.
func (in *Interpreter) leads(list []Value, most int) (leads, sure bool) {
	w := &walk{}
	defer w.release()
	w.reachMortal(list)
	for w.next < len(w.found) {
		o := w.found[w.next]
		if o.flags&watched != 0 || o.closes() {
			return true, true
		}
		if w.next == most {
			return false, false
		}
		w.more = o.ref().appendCounted(w.more[:0])
		w.next++
		if in.lives.collects && o.refersBack(w.more) {
			return true, true
		}
		w.reachMortal(w.more)
	}
	return false, true
}

// closes reports whether an object is a generator that has something to do when it is closed.
func (o *Object) closes() bool {
	if o.class != generatorClass {
		return false
	}
	g := as[Generator](o.ref())
	return g.frame != nil && g.started && !g.running && len(g.frame.body.code.Handlers) > 0
}

// refersBack reports whether one of the objects has been reached already: there may be a circle.
func (o *Object) refersBack(list []Value) bool {
	return slices.ContainsFunc(list, func(v Value) bool { return v.p != nil && v.p.flags&measured != 0 })
}

// reachMortal is reach without classes and modules.
func (w *walk) reachMortal(list []Value) {
	for _, v := range list {
		if v.p != nil && v.p.flags&(static|measured) == 0 && v.p.class.layout != layoutClass && v.p.class.layout != layoutModule {
			v.p.flags |= measured
			w.found = append(w.found, v.p)
		}
	}
}

// unwindsFrom notes what an exception drops on its way out of a frame, or to its handler. The variables of a frame live on in the
// traceback.
func (t *Thread) unwindsFrom(f *frame, e *Exception, h *code.Handler) {
	if h != nil {
		t.letGo = slices.DeleteFunc(append(t.letGo, f.stack[min(int(h.Depth), f.sp):f.sp]...), Value.leadsNowhere)
		return
	}
	t.letGo = slices.DeleteFunc(append(append(t.letGo, f.stack[:f.sp]...), f.locals...), Value.leadsNowhere)
	if e.traceback != nil && e.traceback.body == f.body && !f.native() {
		e.traceback.locals = slices.Clone(f.locals)
	}
}

// clone copies what is watched.
func (l *lives) clone(c *cloning) lives {
	n := lives{watching: l.watching, collects: l.collects, alive: l.alive, limbo: c.list(l.limbo)}
	if l.weak != nil {
		n.weak = map[*Object][]*Object{}
	}
	for _, o := range l.watched {
		if o.flags&watched == 0 {
			continue
		}
		n.watched = append(n.watched, c.object(o))
		if refs := l.weak[o]; refs != nil {
			n.weak[c.object(o)] = c.list(refs)
		}
	}
	return n
}

// list returns copies of objects.
func (c *cloning) list(list []*Object) []*Object {
	copies := make([]*Object, len(list))
	for i, o := range list {
		copies[i] = c.object(o)
	}
	return copies
}

// lives notes that an instruction may drop a reference that leads to a watched object: whose it is to finalize it depends on the order of
// those. A call of a weak reference sees whether its object lives.
func (s *sharing) lives(t *Thread, in *code.Instr) {
	w := &walk{}
	defer w.release()
	w.reachMortal(t.appendDropped(nil, in))
	for ; w.next < len(w.found); w.next++ {
		o := w.found[w.next].ref()
		if o.p.flags&watched != 0 {
			s.write(o, alive)
		}
		w.more = o.appendCounted(w.more[:0])
		w.reachMortal(w.more)
	}
	if !isCall(in.Op) {
		return
	}
	if fn, _ := t.argumentsOf(in); fn.layout() == layoutInstance {
		if a := fn.p.attributes(); a != nil && a.get(slotName(cellAttribute)).valid() {
			if was := cellOf(fn.p).was; was.valid() {
				s.read(was, alive)
			}
		}
	}
}
