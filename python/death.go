// This file defines how objects die that are watched: what CPython does where the last reference is dropped. The references among what
// cannot be reached are counted, and taken back one by one, in the order in which CPython drops them; what a circle keeps stays until
// gc.collect. __del__ and callbacks are called by a twin, in the thread that has dropped the reference.

package python

import (
	"math"
	"slices"
)

// A duty is what is still to be done for an object that has died, or may die.
type duty struct {
	kind dutyKind
	v    Value
}

type dutyKind uint8

const (
	toRelease  dutyKind = iota // a reference to v has been dropped
	toSettle                   // __del__ of v is through: has it come back to life?
	toDie                      // v has died: its weak references end
	toCallBack                 // v is a weak reference whose object has died: its callback is called
	toScatter                  // v is gone: what it refers to is dropped
)

// buries looks at what has been dropped by the instruction that was executed last, and calls what is to be called for what dies of it.
func (t *Thread) buries() outcome {
	if len(t.letGo) == 0 || t.frame.pc == 0 { // a call is not through before its first instruction
		return goes
	}
	call := t.lost()
	if call == nil {
		return goes
	}
	t.call(t.interp.twins.get("_finalize"), call, nil, continuation{then: toDrop})
	return entered
}

// buriesLast is buries for what the end of the thread's function has dropped. It reports whether the thread goes on for that.
func (t *Thread) buriesLast() bool {
	if !t.interp.lives.watching || t.raised != nil || t.frame != nil {
		return false
	}
	if t != t.interp.main && len(t.duties) == 0 {
		t.leavesLocals()
	}
	call := t.lost()
	if call == nil {
		return false
	}
	t.call(t.interp.twins.get("_finalize"), call, nil, continuation{then: toEnd, kept: [2]Value{t.result}})
	return true
}

// lost returns the arguments of _finalize for what has been dropped: nil if nothing is to be called.
func (t *Thread) lost() []Value {
	list := slices.DeleteFunc(t.letGo, t.holds)
	t.letGo = t.letGo[:0]
	if len(list) == 0 {
		return nil
	}
	leads, sure := t.interp.leads(list, soon)
	if sure && !leads {
		return nil
	}
	list, w := t.interp.unreached(list)
	if len(list) == 0 {
		w.release()
		return nil
	}
	if !sure {
		w.release()
		if leads, _ = t.interp.leads(list, math.MaxInt); !leads {
			return nil
		}
		w = t.interp.everything()
	}
	base := len(t.duties)
	for _, v := range slices.Backward(list) {
		t.duties = append(t.duties, duty{toRelease, v})
	}
	kind, v := t.nextFinalizer(base, w)
	if !v.valid() {
		return nil
	}
	return []Value{integer(int64(base)), newStr(kind), v}
}

// soon is how many objects are looked at for a watched one before it is asked whether the first ones can be reached.
const soon = 256

// holds reports whether it is known at once that an object has not died: the innermost frames refer to it, the variables of their module,
// or an attribute of what they refer to; or it has died already.
func (t *Thread) holds(v Value) bool {
	if slices.ContainsFunc(t.duties, func(d duty) bool { return d.v == v && d.kind != toCallBack && d.kind != toRelease }) {
		return true
	}
	f := t.frame
	for range 2 {
		if f == nil {
			break
		}
		if slices.Contains(f.stack[:f.sp], v) || slices.Contains(f.locals, v) || f.module != nil && slices.Contains(f.module.slots, v) {
			return true
		}
		if slices.ContainsFunc(f.locals, func(x Value) bool { return x.hasAttribute(v) }) {
			return true
		}
		f = f.back
	}
	return false
}

// hasAttribute reports whether one of the attributes of an object is v.
func (x Value) hasAttribute(v Value) bool {
	if x.p == nil || x.p.flags&static != 0 {
		return false
	}
	a := x.p.attributes()
	return a != nil && slices.Contains(a.values, v)
}

// A ledger has the references to what cannot be reached, from objects that cannot be reached either and from what is about to be dropped.
// There is one at a time, in memory that the next one has after it.
type ledger struct {
	in     *Interpreter
	alive  *walk
	counts map[*Object]int
	order  []*Object
}

// largeLedger is how many objects the ledger has at most that the next one takes over: to clear it takes as long, however few that has.
const largeLedger = 1 << 14

// gone is the count of an object that is gone.
const gone = -1

// ledger counts the references to what cannot be reached; w has marked what can.
func (in *Interpreter) ledger(w *walk) *ledger {
	g := &in.lives.ledger
	if g.counts == nil {
		*g = ledger{in: in, counts: map[*Object]int{}}
	}
	g.alive = w
	for _, t := range in.threads {
		for _, d := range t.duties {
			if d.kind != toCallBack && g.add(d.v) {
				g.counts[d.v.p]++
			}
		}
	}
	for _, o := range in.lives.limbo {
		g.add(o.ref())
	}
	var list []Value
	for i := 0; i < len(g.order); i++ {
		list = g.order[i].ref().appendCounted(list[:0])
		for _, v := range list {
			if g.add(v) {
				g.counts[v.p]++
			}
		}
	}
	return g
}

// add reports whether an object cannot be reached, and notes it.
func (g *ledger) add(v Value) bool {
	if v.leadsNowhere() || v.p.flags&measured != 0 {
		return false
	}
	if _, known := g.counts[v.p]; !known {
		g.counts[v.p] = 0
		g.order = append(g.order, v.p)
	}
	return true
}

// drop takes a reference back, and reports whether it was the last one.
func (g *ledger) drop(v Value) bool {
	n, lost := g.counts[v.p]
	if !lost || n == gone {
		return false
	}
	g.counts[v.p] = n - 1
	return n == 1
}

// close ends the ledger. What is left of it is kept alive by circles.
func (g *ledger) close() {
	l := &g.in.lives
	l.limbo = l.limbo[:0]
	for _, o := range g.order {
		if g.counts[o] != gone && o.flags&measured == 0 {
			l.limbo = append(l.limbo, o)
		}
	}
	g.alive.release()
	if len(g.order) > largeLedger {
		*g = ledger{}
		return
	}
	clear(g.counts)
	clear(g.order)
	g.order = g.order[:0]
}

// nextFinalizer does what is to be done for what dies, down to the duties that were there before, until something is to be called: kind
// says whether v is to be finalized, or is a weak reference whose callback is due. The zero Value: nothing is left to do. What the run can
// reach has been marked by w.
func (t *Thread) nextFinalizer(base int, w *walk) (kind string, v Value) {
	in := t.interp
	g := in.ledger(w)
	defer g.close()
	for len(t.duties) > base {
		last := len(t.duties) - 1
		d := t.duties[last]
		t.duties = t.duties[:last]
		switch d.kind {
		case toRelease:
			if !g.drop(d.v) {
				continue
			}
			kind := d.v.p.finalizer()
			if kind == "" {
				t.follows(g, toDie, d.v)
				continue
			}
			d.v.p.flags |= finalized
			t.follows(g, toSettle, d.v)
			return kind, d.v
		case toSettle:
			if g.drop(d.v) {
				t.follows(g, toDie, d.v)
			}
		case toDie:
			g.drop(d.v)
			refs := in.lives.weak[d.v.p]
			delete(in.lives.weak, d.v.p)
			t.follows(g, toScatter, d.v)
			for _, ref := range refs {
				cellOf(ref).target = Value{}
				t.duties = append(t.duties, duty{toCallBack, ref.ref()})
			}
		case toCallBack:
			if n, lost := g.counts[d.v.p]; d.v.p.flags&measured != 0 || lost && n > 0 {
				return "callback", d.v
			}
		case toScatter:
			g.drop(d.v)
			g.counts[d.v.p] = gone
			in.lives.unwatch(d.v.p)
			for _, x := range slices.Backward(d.v.appendCounted(nil)) {
				if !x.leadsNowhere() {
					t.duties = append(t.duties, duty{toRelease, x})
				}
			}
		}
	}
	return "", Value{}
}

// follows notes what is to be done next for an object, which the duty refers to.
func (t *Thread) follows(g *ledger, kind dutyKind, v Value) {
	g.counts[v.p]++
	t.duties = append(t.duties, duty{kind, v})
}

// finalizer says how an object is finalized that has died: "del", or "close" of a generator; "" if it is not.
func (o *Object) finalizer() string {
	switch {
	case o.flags&finalized != 0:
		return ""
	case o.class.flags&finalizes != 0:
		return "del"
	case o.closes():
		return "close"
	}
	return ""
}

// leavesLocals drops what the thread has in the objects of threading.local: they keep it for each thread in a dict.
func (t *Thread) leavesLocals() {
	w := t.interp.everything()
	defer w.release()
	me := identOf(t)
	for _, o := range w.found {
		a := o.attributes()
		if a == nil {
			continue
		}
		if v := a.get(slotName("_local__namespaces")); v.valid() && v.is(dictClass) {
			d := as[Dict](v)
			if h, ok := hash(t, me); ok {
				if i, known := d.find(me, h); known && i >= 0 {
					t.letGo = append(t.letGo, d.entries[i].value)
					d.remove(i)
				}
			}
		}
	}
}
