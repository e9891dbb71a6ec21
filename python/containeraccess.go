// This file defines what is done to containers and iterators that threads share, for a search.

package python

import (
	"strconv"

	"github.com/gilsim/gilsim/python/code"
)

// item notes what is done to an item of a container.
func (s *sharing) item(t *Thread, o, key Value, op code.Op) {
	if o.p.flags&published == 0 || !mutable(o) {
		return
	}
	if m := moduleShown(o); m != nil && key.isStr() {
		s.global(m, key.text(), op != code.BinarySubscr)
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

// moduleShown returns the module whose variables a dict shows, as globals() returns them; nil: it shows none.
func moduleShown(v Value) *Module {
	if v.layout() != layoutDict {
		return nil
	}
	return as[Dict](v).shows
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
		return "[" + strconv.Itoa(int(i)), i >= 0 && i < n
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

// contains notes that a container is searched for a key, or an item. It is compared with what is there, unless that is found by hash.
func (s *sharing) contains(t *Thread, o, key Value) {
	if o = viewedOf(o); o.layout() == layoutDict {
		s.item(t, o, key, code.BinarySubscr)
		return
	}
	s.inside([]Value{o, key})
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
	switch {
	case o.layout() == layoutIterator:
		s.drain(o)
	case o.layout() == layoutGenerator:
		s.advance(o)
	case moduleShown(o) != nil:
		m := moduleShown(o)
		for _, name := range m.names {
			s.global(m, name, false)
		}
	case mutable(o):
		s.read(o, content)
		s.read(o, structure)
		s.looksAtAll(o)
	}
}

// inside notes a look at values and at all that they hold, however deep, as to compare or to show them is. What objects of the program's
// classes hold it reads itself.
func (s *sharing) inside(list []Value) {
	w := &walk{}
	defer w.release()
	for w.reach(list); w.next < len(w.found); w.next++ {
		v := w.found[w.next].ref()
		s.whole(v)
		switch v = viewedOf(v); v.layout() {
		case layoutTuple, layoutList, layoutDict, layoutSet, layoutOther, layoutException, layoutSlice:
			w.more = v.appendHidden(v.appendReferences(w.more[:0]))
			w.reach(w.more)
		}
	}
}

// keys notes that one looks which items a container holds, and how many.
func (s *sharing) keys(o Value) {
	if moduleShown(o) != nil {
		s.whole(o)
		return
	}
	s.read(o, content)
	s.read(o, structure)
}

// sources returns what an iterator takes its items from.
func (it *Iterator) sources() []Value {
	list := make([]Value, 0, len(it.others)+1)
	for _, of := range append(it.others[:len(it.others):len(it.others)], it.of) {
		if of.valid() {
			list = append(list, viewedOf(of))
		}
	}
	return list
}

// drain notes that an iterator is advanced to its end.
func (s *sharing) drain(v Value) {
	s.write(v, itself)
	for _, of := range as[Iterator](v).sources() {
		s.whole(of)
	}
}

// advance notes that an iterator is advanced.
func (s *sharing) advance(v Value) {
	s.write(v, itself)
	if v.layout() != layoutIterator {
		return
	}
	it := as[Iterator](v)
	for _, of := range it.sources() {
		switch {
		case of.layout() == layoutIterator || of.layout() == layoutGenerator:
			s.advance(of)
		case of.is(listClass) && v.class() == listIteratorClass:
			s.read(of, content)
			s.read(of, "["+strconv.Itoa(int(it.i)))
		case v.class() == keyIteratorClass:
			s.keys(of)
		default:
			s.whole(of)
		}
	}
}

// operands notes that an operator looks at its operands, and that one in place changes the first.
func (s *sharing) operands(in *code.Instr, x, y Value) {
	op := code.Operator(in.Arg)
	switch plain, inPlace := op.Inplace(); {
	case in.Op == code.CompareOp || plain == code.Remainder && !mutable(x):
		s.inside([]Value{x, y})
		return
	case inPlace && mutable(x):
		s.change(x)
	default:
		s.whole(x)
	}
	s.whole(y)
}

// change notes that a value changes in any way.
func (s *sharing) change(v Value) {
	switch v = viewedOf(v); {
	case v.layout() == layoutIterator || v.layout() == layoutGenerator:
		s.whole(v)
	case moduleShown(v) != nil:
		m := moduleShown(v)
		for _, name := range m.names {
			s.global(m, name, true)
		}
	case mutable(v):
		s.write(v, content)
		s.write(v, structure)
	}
}
