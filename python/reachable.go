// This file defines the walk over what a run can reach: from the frames of its threads and the variables of its modules, along the
// references that CPython counts.

package python

import "slices"

// A walk goes from object to object. Its marks are the flag measured, which release takes back: no other walk goes on meanwhile.
type walk struct {
	found []*Object // each once; what comes behind next is still to be looked at
	next  int
	more  []Value // memory
}

// reach marks objects, and notes them as such that are still to be looked at.
func (w *walk) reach(list []Value) {
	for _, v := range list {
		if v.p != nil && v.p.flags&(static|measured) == 0 && !v.p.isLeaf() {
			v.p.flags |= measured
			w.found = append(w.found, v.p)
		}
	}
}

// isLeaf reports whether an object refers to nothing, so that a walk need not come by.
func (o *Object) isLeaf() bool {
	switch o.class.layout {
	case layoutStr, layoutInt, layoutFloat, layoutBytes, layoutBytearray, layoutRange, layoutCode:
		return o.flags&(extended|watched) == 0
	}
	return false
}

// follow reaches what one of the objects refers to that are still to be looked at. It reports false if there is none.
func (w *walk) follow() bool {
	if w.next == len(w.found) {
		return false
	}
	w.more = w.found[w.next].ref().appendCounted(w.more[:0])
	w.next++
	w.reach(w.more)
	return true
}

// release takes the marks back.
func (w *walk) release() {
	for _, o := range w.found {
		o.flags &^= measured
	}
	w.found, w.next = w.found[:0], 0
}

// appendCounted appends what an object refers to, a reference as often as CPython counts it, in the order in which CPython drops them.
func (v Value) appendCounted(list []Value) []Value {
	switch v.layout() {
	case layoutDict:
		if as[Dict](v).shows != nil { // of a module, whose variables are counted there
			return append(list, v.class().ref())
		}
	case layoutGenerator:
		g := as[Generator](v)
		if g.frame != nil && !g.running { // or else its frame is one of a thread's
			list = g.frame.appendHeld(list)
		}
		return append(list, v.class().ref())
	case layoutTuple, layoutList:
		if a := v.p.attributes(); a != nil && len(a.values) > 0 || a != nil && a.dict != nil {
			break
		}
		n := len(list)
		list = append(list, v.items()...)
		slices.Reverse(list[n:])
		return append(list, v.class().ref())
	}
	list = v.appendHidden(v.appendReferences(list))
	switch v.layout() {
	case layoutGreenlet:
		g := as[Greenlet](v)
		for f := g.frame; f != nil; f = f.back {
			list = f.appendKept(list)
		}
		if list = append(list, g.waits.kept[0], g.waits.kept[1]); g.parent != nil {
			list = append(list, g.parent.ref())
		}
	case layoutException:
		if tb := as[Exception](v).traceback; tb != nil {
			list = append(list, tb.ref())
		}
	case layoutTraceback:
		tb := as[Traceback](v)
		if tb.next != nil {
			list = append(list, tb.next.ref())
		}
		list = append(list, tb.locals...)
	case layoutProperty:
		list = append(list, as[Property](v).doc)
	case layoutModule:
		if view := as[Module](v).view; view != nil {
			list = append(list, view.ref())
		}
	}
	return list
}

// appendHeld appends what a frame refers to.
func (f *frame) appendHeld(list []Value) []Value {
	return f.appendKept(append(append(list, f.locals...), f.stack[:f.sp]...))
}

// appendKept appends what a frame refers to beside its variables and its stack.
func (f *frame) appendKept(list []Value) []Value {
	list = append(list, f.kept[0], f.kept[1], f.mapping, f.handled)
	if f.names != nil {
		list = append(list, f.names.ref())
	}
	return list
}

// appendHeld appends what a thread refers to.
func (t *Thread) appendHeld(list []Value) []Value {
	for f := t.frame; f != nil; f = f.back {
		list = f.appendHeld(list)
	}
	list = append(list, t.result, t.tracer, t.performing.kept[0], t.performing.kept[1])
	list = append(list, t.shown...)
	if t.raised != nil {
		list = append(list, t.raised.ref())
	}
	if t.green != nil {
		list = append(list, t.green.ref())
	}
	if h, ok := t.operation.(holder); ok {
		list = h.appendHeld(list)
	}
	return list
}

// A holder is an operation that refers to objects, which nothing else may refer to while it is under way.
type holder interface {
	appendHeld(list []Value) []Value
}

// appendRoots appends what a run refers to from outside its objects: first what changes most, so that a search for one object is short.
func (in *Interpreter) appendRoots(list []Value) []Value {
	for _, t := range in.threads {
		if !t.ended() || t.frame != nil {
			list = t.appendHeld(list)
		}
	}
	if e := in.execution; e != nil {
		list = append(list, e.given)
	}
	return in.appendModules(list)
}

// appendModules appends the modules, the program's own first, and the handlers of signals.
func (in *Interpreter) appendModules(list []Value) []Value {
	list = in.appendHandlers(list)
	names := in.moduleNames()
	for _, own := range [...]bool{true, false} {
		for _, name := range names {
			if m := in.modules[name]; m.isOwn() == own {
				list = append(list, m.ref())
			}
		}
	}
	return list
}

// everything marks all that the run can reach.
func (in *Interpreter) everything() *walk {
	w := &walk{}
	w.reach(in.appendRoots(nil))
	for w.follow() {
	}
	return w
}

// unreached returns which of some objects the run cannot reach, with a walk that has marked all others if there are any. It looks at what
// the program itself has before it looks at the library.
func (in *Interpreter) unreached(list []Value) ([]Value, *walk) {
	w := &walk{}
	var later []*Object
	for _, name := range in.moduleNames() {
		if m := in.modules[name]; !m.isOwn() {
			m.flags |= measured
			later = append(later, &m.Object)
		}
	}
	w.reach(in.appendRoots(nil))
	reached := func(v Value) bool { return v.p.flags&measured != 0 }
	for {
		if list = slices.DeleteFunc(list, reached); len(list) == 0 || !w.followSome() {
			break
		}
	}
	w.found = append(w.found, later...)
	for len(list) > 0 && w.followSome() {
		list = slices.DeleteFunc(list, reached)
	}
	return list, w
}

// followSome is follow for a few objects at once.
func (w *walk) followSome() (more bool) {
	for range 16 {
		if !w.follow() {
			break
		}
		more = true
	}
	return more
}

// isOwn reports whether a module is one of the program's.
func (m *Module) isOwn() bool { return m.unit != nil && m.unit.own }
