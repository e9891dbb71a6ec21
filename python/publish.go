// This file defines which objects several threads can reach.

package python

import (
	"slices"
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
		}
		if t.interp.parallel != nil || t.interp.sharing != nil {
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
	for _, name := range t.interp.moduleNames() {
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
		as[Other](v).state.clone(visitor(func(x Value) { list = append(list, x) }))
	}
	return append(list, v.class().ref())
}

// A location is a place that threads share: an attribute, or an item, of an object.
type location struct {
	number uint32
	name   string
	item   bool
}
