// This file defines what the collector of cycles finds, and what is left at the end of the program.

package python

import "slices"

// callsCollector reports whether the program's own code names gc.collect: then all that it drops is looked at, so that circles are
// found that nobody watches.
func (p *Program) callsCollector() bool {
	if p.units["gc"] == nil {
		return false
	}
	for _, u := range p.units {
		if !u.own {
			continue
		}
		if slices.Contains(u.file.Names, "collect") {
			return true
		}
		for _, b := range u.bodies {
			for i := range b.code.Imports {
				if slices.ContainsFunc(b.code.Imports[i].From, func(name string) bool { return name == "collect" }) {
					return true
				}
			}
		}
	}
	return false
}

// garbage returns what circles alone keep alive, in the order in which it was lost.
func (in *Interpreter) garbage() (list []*Object) {
	w := &walk{}
	defer w.release()
	w.reach(in.appendRoots(nil))
	for _, t := range in.threads {
		for _, d := range t.duties {
			w.reach([]Value{d.v})
		}
	}
	for w.follow() {
	}
	live := len(w.found)
	for _, o := range in.lives.limbo {
		w.reachMortal([]Value{o.ref()})
	}
	for w.next < len(w.found) {
		w.more = w.found[w.next].ref().appendCounted(w.more[:0])
		w.next++
		w.reachMortal(w.more)
	}
	return slices.Clone(w.found[live:])
}

// collect is the first half of gc.collect: the weak references to what is garbage end. It returns those whose callbacks are due,
// and what is to be finalized.
func (t *Thread) collect() Value {
	in := t.interp
	if in.parallel != nil { // nothing dies there, and the others do not stand still for a walk
		return newTuple(newList(), newList())
	}
	list := in.garbage()
	w := in.everything()
	var refs, finals []Value
	for _, o := range list {
		for _, ref := range slices.Backward(in.lives.weak[o]) {
			if cellOf(ref).target = (Value{}); ref.flags&measured != 0 {
				refs = append(refs, ref.ref())
			}
		}
		delete(in.lives.weak, o)
		if o.finalizer() != "" {
			finals = append(finals, o.ref())
		}
	}
	w.release()
	return newTuple(newList(refs...), newList(in.inOrder(finals)...))
}

// inOrder returns objects in the order in which they were made, as far as that is known.
func (in *Interpreter) inOrder(list []Value) []Value {
	place := map[*Object]int{}
	for i, o := range in.lives.watched {
		place[o] = i + 1
	}
	slices.SortStableFunc(list, func(a, b Value) int { return place[a.p] - place[b.p] })
	return list
}

// sweep is the second half of gc.collect: what is still garbage goes. It returns how many objects CPython's collector would have found.
func (t *Thread) sweep() (found int64) {
	if t.interp.parallel != nil {
		return 0
	}
	l := &t.interp.lives
	for _, o := range t.interp.garbage() {
		found += t.interp.tracked(o)
		l.unwatch(o)
	}
	l.limbo = l.limbo[:0]
	return found
}

// tracked is how many objects of CPython's collector an object is: it knows what can be part of a circle, and before 3.11 the attributes
// of an object are a dict of their own.
func (in *Interpreter) tracked(o *Object) int64 {
	holds := func(list []Value) bool {
		return slices.ContainsFunc(list, func(v Value) bool { return !v.leadsNowhere() || v.p != nil && v.layout() == layoutClass })
	}
	switch o.class.layout {
	case layoutInt, layoutFloat, layoutStr, layoutBytes, layoutBytearray, layoutRange, layoutLock:
		return 0
	case layoutDict:
		if d := as[Dict](o.ref()); o.class == dictClass && !holds(appendContents(nil, d.ref())) {
			return 0
		}
	case layoutTuple:
		if !holds(as[Tuple](o.ref()).items) {
			return 0
		}
	case layoutInstance:
		if a := o.attributes(); a != nil && a.dict == nil && !in.since(11) && o.class.flags&withoutDict == 0 && holds(a.values) {
			return 2
		}
	case layoutFunction:
		if len(as[Function](o.ref()).closure) > 0 {
			return 2 // with the tuple of its cells
		}
	case layoutOther:
		if o.class == weakCellClass {
			return 0
		}
	}
	return 1
}

// lastOnes returns what has __del__ and is left at the end of the program, in the order in which CPython's collector comes to it. Its list
// is in the order in which objects were made, but for those that it had to move behind it at the collection before, as it had come
// to them before what refers to them.
func (in *Interpreter) lastOnes() []Value {
	l := &in.lives
	place := map[*Object]int{}
	var all, kept, moved []Value
	for i, o := range l.watched {
		if o.flags&watched != 0 && o.finalizer() == "del" {
			place[o] = i + 1
			all = append(all, o.ref())
		}
	}
	if len(all) == 0 { // so it is where threads run side by side: daemons among them may still do
		return nil
	}
	w := &walk{}
	defer w.release()
	if main := in.modules["__main__"]; main != nil {
		w.reach([]Value{main.ref()})
	}
	for known := 0; ; {
		for ; known < len(w.found); known++ {
			o := w.found[known]
			switch {
			case place[o] == 0:
			case w.next > 0 && in.madeBefore(o, w.found[w.next-1], place):
				moved = append(moved, o.ref())
			default:
				kept = append(kept, o.ref())
			}
		}
		if !w.follow() {
			break
		}
	}
	list := append(in.inOrder(kept), moved...)
	for _, v := range all {
		if v.p.flags&measured == 0 {
			list = append(list, v)
		}
	}
	return list
}

// madeBefore reports whether the collector came to an object before what refers to it: that was made later, or it is the dict of an
// object's attributes, which is known to it since it has held something that can be part of a circle.
func (in *Interpreter) madeBefore(o, holder *Object, place map[*Object]int) bool {
	switch holder.class.layout {
	case layoutModule:
		return false
	case layoutInstance:
		return !(in.major == 3 && in.minor == 11) || place[holder] > place[o]
	case layoutClass:
		return true
	}
	return o.flags&displayed != 0
}

func defineCollector() {
	registerModule(&NativeModule{name: "_builtins", functions: []Native{
		{name: "_collect", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) { return t.collect(), nil }},
		{name: "_sweep", signature: "()", call: func(t *Thread, _ []Value) (Value, *Exception) {
			return integer(t.sweep()), nil
		}},
		{name: "_begin_finalizer", signature: "(obj, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			kind := a[0].p.finalizer()
			a[0].p.flags |= finalized
			return newStr(kind), nil
		}},
	}})
}
