// This file defines what the module _weakref stands on: cells that refer to an object without keeping it alive.

package python

import "slices"

// A weakCell is the state of what a weak reference has in place of its object.
type weakCell struct {
	target Value // the zero Value: it has died
	was    Value // the same, and what it was, for a search, which asks for its place
	keeps  bool  // among threads that run side by side nothing is seen to die
}

var weakCellClass = builtin("_weak_cell", layoutOther, objectClass).with(final | uninstantiable)

func (w *weakCell) clone(by cloner) state {
	n := &weakCell{keeps: w.keeps, was: w.was}
	if _, ok := by.(*cloning); (ok || w.keeps) && w.target.valid() {
		n.target = by.value(w.target)
	}
	return n
}

// The name of the attribute in which a weak reference has its cell.
const cellAttribute = "_cell"

// cellOf returns the cell of a weak reference.
func cellOf(ref *Object) *weakCell {
	return as[Other](ref.attributes().get(slotName(cellAttribute))).state.(*weakCell)
}

// refersWeakly makes the cell of a weak reference, which is called back, or asked for by others, as long as it can be reached.
func (t *Thread) refersWeakly(target, ref Value) Value {
	in := t.interp
	cell := &weakCell{target: target, keeps: in.parallel != nil}
	if in.sharing != nil {
		cell.was = target
	}
	if in.parallel != nil {
		t.publishInto(ref, target)
		if t.together() {
			t.publish(target)
		}
	} else if target.p.flags&static == 0 {
		if in.lives.weak == nil {
			in.lives.weak = map[*Object][]*Object{}
		}
		t.watch(target.p)
		in.lives.weak[target.p] = append(in.lives.weak[target.p], ref.p)
	}
	return (&Other{Object: Object{class: weakCellClass}, state: cell}).ref()
}

// weakReferences returns the weak references to an object that can be reached, in the order in which they were made.
func (in *Interpreter) weakReferences(target Value) []Value {
	refs := in.lives.weak[target.p]
	if len(refs) == 0 {
		return nil
	}
	w := in.everything()
	defer w.release()
	refs = slices.DeleteFunc(refs, func(o *Object) bool { return o.flags&measured == 0 })
	in.lives.weak[target.p] = refs
	list := make([]Value, len(refs))
	for i, o := range refs {
		list[i] = o.ref()
	}
	return list
}

func defineWeak() {
	registerModule(&NativeModule{name: "_builtins", functions: []Native{
		{name: "_weak_cell", signature: "(obj, ref, /)", call: func(t *Thread, a []Value) (Value, *Exception) { return t.refersWeakly(a[0], a[1]), nil }},
		{name: "_weak_target", signature: "(cell, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			w, ok := as[Other](a[0]).state.(*weakCell)
			if !ok || !w.target.valid() {
				return none, nil
			}
			t.publishInto(a[0], w.target)
			return w.target, nil
		}},
		{name: "_weak_references", signature: "(obj, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			return newList(t.interp.weakReferences(a[0])...), nil
		}},
		{name: "_next_finalizer", signature: "(base, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			kind, v := t.nextFinalizer(int(a[0].i))
			if !v.valid() {
				return none, nil
			}
			return newTuple(newStr(kind), v), nil
		}},
	}})
}
