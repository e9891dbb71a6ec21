// This file defines the iterators of the built-in types.

package python

import "unicode/utf8"

// An Iterator is one of a built-in type, such as list_iterator or enumerate: its class says what the fields mean to it. Where a
// range is iterated they are the next number, the end, and the step.
type Iterator struct {
	Object
	of            Value // what is iterated; the zero Value: it is exhausted
	i, stop, step int64
	left          int64 // of a dict, how many entries it has still to give
	others        []Value
}

func iteratorClass(name string) *Class {
	return builtin(name, layoutIterator, objectClass).with(final | uninstantiable)
}

var (
	listIteratorClass        = iteratorClass("list_iterator")
	listReverseIteratorClass = iteratorClass("list_reverseiterator")
	tupleIteratorClass       = iteratorClass("tuple_iterator")
	rangeIteratorClass       = iteratorClass("range_iterator")
	strIteratorClass         = iteratorClass("str_iterator")
	asciiIteratorClass       = iteratorClass("str_ascii_iterator")
	bytesIteratorClass       = iteratorClass("bytes_iterator")
	bytearrayIteratorClass   = iteratorClass("bytearray_iterator")
	keyIteratorClass         = iteratorClass("dict_keyiterator")
	valueIteratorClass       = iteratorClass("dict_valueiterator")
	itemIteratorClass        = iteratorClass("dict_itemiterator")
	reverseKeyIteratorClass  = iteratorClass("dict_reversekeyiterator")
	reverseValueIterator     = iteratorClass("dict_reversevalueiterator")
	reverseItemIterator      = iteratorClass("dict_reverseitemiterator")
	setIteratorClass         = iteratorClass("set_iterator")
	sequenceIteratorClass    = iteratorClass("iterator")          // over __getitem__
	callIteratorClass        = iteratorClass("callable_iterator") // of iter(f, sentinel)

	enumerateClass = builtin("enumerate", layoutIterator, objectClass)
	zipClass       = builtin("zip", layoutIterator, objectClass)
	mapClass       = builtin("map", layoutIterator, objectClass)
	filterClass    = builtin("filter", layoutIterator, objectClass)
	reversedClass  = builtin("reversed", layoutIterator, objectClass)
)

// newIterator returns an iterator of a class over an object, from its first place.
func newIterator(class *Class, of Value) Value {
	return (&Iterator{Object: Object{class: class}, of: of}).ref()
}

// backwards returns an iterator of a class over an object of n elements, from its last place.
func backwards(class *Class, of Value, n int) Value {
	return (&Iterator{Object: Object{class: class}, of: of, i: int64(n) - 1}).ref()
}

// next returns the next element of an iterator of a built-in type; exhausted at its end, handOver if only Python can tell.
func (t *Thread) next(v Value) (Value, *Exception) {
	it := as[Iterator](v)
	if !it.of.valid() {
		return Value{}, exhausted
	}
	switch v.class() {
	case listIteratorClass, tupleIteratorClass:
		if items := it.of.items(); it.i < int64(len(items)) {
			it.i++
			return items[it.i-1], nil
		}
	case listReverseIteratorClass:
		if items := it.of.items(); 0 <= it.i && it.i < int64(len(items)) {
			it.i--
			return items[it.i+1], nil
		}
	case rangeIteratorClass:
		if it.step > 0 && it.i < it.stop || it.step < 0 && it.i > it.stop {
			i := it.i
			it.i += it.step
			if (it.i > i) != (it.step > 0) { // past the ends of 64 bits
				it.i = it.stop
			}
			return integer(i), nil
		}
	case strIteratorClass, asciiIteratorClass: // i is a byte
		if s := it.of.text(); it.i < int64(len(s)) {
			if c, lone := surrogate(s[it.i:]); lone {
				it.i += 3
				return char(c), nil
			}
			c, n := utf8.DecodeRuneInString(s[it.i:])
			it.i += int64(n)
			return char(c), nil
		}
	case bytesIteratorClass, bytearrayIteratorClass:
		if b := bytesOf(it.of); it.i < int64(len(b)) {
			it.i++
			return integer(int64(b[it.i-1])), nil
		}
	case keyIteratorClass, valueIteratorClass, itemIteratorClass, reverseKeyIteratorClass, reverseValueIterator, reverseItemIterator:
		return it.nextEntry(t)
	case setIteratorClass:
		return it.nextMember()
	case enumerateClass:
		return t.nextEnumerated(it)
	case zipClass:
		return t.nextZipped(it)
	case reversedClass:
		return t.nextReversed(it)
	case dequeIteratorClass, dequeReverseIteratorClass:
		return nextOfDeque(t, v)
	default:
		return Value{}, handOver
	}
	it.of = Value{}
	return Value{}, exhausted
}

// overDict returns an iterator of a class over a dict; stop is how many entries it has, which must not change.
func overDict(class *Class, d *Dict) Value {
	it := &Iterator{Object: Object{class: class}, of: d.ref(), stop: int64(d.live), left: int64(d.live), step: 1}
	switch class {
	case reverseKeyIteratorClass, reverseValueIterator, reverseItemIterator:
		it.i, it.step = int64(len(d.entries))-1, -1
	}
	return it.ref()
}

// nextEntry returns the next entry. Since 3.8 it is an error if there is one more than when the iteration began: a key was taken, and
// another one put.
func (it *Iterator) nextEntry(t *Thread) (Value, *Exception) {
	d := as[Dict](it.of)
	if int64(d.live) != it.stop {
		it.stop = -1 // and so again, whatever happens to the dict
		return raise(runtimeError, "dictionary changed size during iteration")
	}
	for it.i >= 0 && it.i < int64(len(d.entries)) {
		e := &d.entries[it.i]
		it.i += it.step
		if !e.key.valid() {
			continue
		}
		if it.left == 0 && it.step > 0 && t.interp.since(8) {
			it.of = Value{}
			return raise(runtimeError, "dictionary keys changed during iteration")
		}
		it.left--
		switch it.class {
		case keyIteratorClass, reverseKeyIteratorClass:
			return e.key, nil
		case valueIteratorClass, reverseValueIterator:
			return e.value, nil
		}
		return newTuple(e.key, e.value), nil
	}
	it.of = Value{}
	return Value{}, exhausted
}

func (it *Iterator) nextMember() (Value, *Exception) {
	s := as[Set](it.of)
	if int64(s.live) != it.stop {
		it.stop = -1
		return raise(runtimeError, "Set changed size during iteration")
	}
	for it.i < int64(len(s.table)) {
		e := &s.table[it.i]
		it.i++
		if e.key.valid() {
			return e.key, nil
		}
	}
	it.of = Value{}
	return Value{}, exhausted
}

// pure reports whether an iterator gives its elements without Python, from here to its end.
func pure(v Value) bool {
	if v.layout() != layoutIterator {
		return false
	}
	it := as[Iterator](v)
	switch v.class() {
	case enumerateClass:
		return !it.of.valid() || pure(it.of)
	case zipClass:
		for _, other := range it.others {
			if !pure(other) {
				return false
			}
		}
		return true
	case reversedClass:
		return !it.of.valid() || it.of.isStr()
	case mapClass, filterClass, sequenceIteratorClass, callIteratorClass:
		return false
	}
	return v.class().isBuiltin()
}

// elements returns what iterating over v gives, in memory that the caller must not change. It drains an iterator.
func (t *Thread) elements(v Value) ([]Value, *Exception) {
	if v.layout() == layoutIterator && !overrides(v, "__next__") && !overrides(v, "__iter__") {
		return t.drain(v)
	}
	return t.peek(v)
}

func (t *Thread) drain(v Value) ([]Value, *Exception) {
	if !pure(v) {
		return nil, handOver
	}
	var all []Value
	for {
		item, err := t.next(v)
		switch {
		case err == exhausted:
			return all, nil
		case err != nil:
			return nil, err
		case t.full(all):
			return nil, exceptionOf(memoryError)
		}
		all = append(all, item)
	}
}

// peek is elements for what is no iterator, so that nothing has been taken if the caller hands over later. An iterator it hands
// over.
func (t *Thread) peek(v Value) ([]Value, *Exception) {
	if overrides(v, "__iter__") {
		return nil, handOver
	}
	switch v.layout() {
	case layoutList, layoutTuple:
		return v.items(), nil
	case layoutStr:
		all := make([]Value, 0, as[Str](v).length)
		for _, c := range runes(v.text()) {
			all = append(all, char(c))
		}
		return all, nil
	case layoutBytes, layoutBytearray, layoutRange:
		it, err := t.special(v, "__iter__")
		if err != nil {
			return nil, err
		}
		if v.layout() == layoutRange && t.tooMany(as[Range](v).length()) {
			return nil, exceptionOf(memoryError)
		}
		if v.layout() == layoutRange {
			t.labors(int(as[Range](v).length()), itemMade)
		}
		return t.drain(it)
	case layoutDict:
		return as[Dict](v).list(keyIteratorClass), nil
	case layoutSet:
		return as[Set](v).members(), nil
	case layoutView:
		if list := viewed(v); list != nil {
			return list(), nil
		}
	case layoutOther:
		if isDeque(v) {
			return dequeOf(v).list(), nil
		}
	}
	if !v.class().find("__iter__").valid() && !v.class().find("__getitem__").valid() || v.class().find("__iter__") == none {
		_, err := raise(typeError, "'%s' object is not iterable", v.class().typeName())
		return nil, err
	}
	return nil, handOver
}

// mayIterate reports whether iter(v) may work.
func mayIterate(v Value) *Exception {
	if m := v.class().find("__iter__"); m.valid() && m != none || v.class().find("__getitem__").valid() {
		return nil
	}
	_, err := raise(typeError, "'%s' object is not iterable", v.class().typeName())
	return err
}

// iter returns iter(v), or handOver.
func (t *Thread) iter(v Value) (Value, *Exception) {
	r, err := t.special(v, "__iter__")
	if err != nil || r != notImplemented {
		return r, err
	}
	if err := mayIterate(v); err != nil {
		return Value{}, err
	}
	return newIterator(sequenceIteratorClass, v), nil
}

// iterators returns iter of each value, or handOver.
func (t *Thread) iterators(values []Value) ([]Value, *Exception) {
	all := make([]Value, len(values))
	for i, v := range values {
		var err *Exception
		if all[i], err = t.iter(v); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// iteratorParts is _iterator_parts(it): what an iterator is made of, for the twins: (of, others).
func iteratorParts(_ *Thread, a []Value) (Value, *Exception) {
	it := as[Iterator](a[0])
	return newTuple(orNone(it.of), newTuple(it.others...)), nil
}

// iteratorOf is _iterator_of(class, of, others, i, step): an iterator of these parts.
func iteratorOf(_ *Thread, a []Value) (Value, *Exception) {
	it := Iterator{of: a[1], others: a[2].items(), step: a[4].i}
	if i, ok := a[3].int64(); ok {
		it.i = i
	} else {
		it.others = []Value{plainInt(a[3])}
	}
	return makeIterator(as[Class](a[0]), it), nil
}

// iteratorStep is _iterator_step(it): the place of a sequence iterator or reversed, which it moves by one; None when it has ended.
func iteratorStep(_ *Thread, a []Value) (Value, *Exception) {
	it := as[Iterator](a[0])
	if !it.of.valid() || it.class == reversedClass && it.i < 0 {
		it.of = Value{}
		return none, nil
	}
	i := it.i
	it.i++
	if it.class == reversedClass {
		it.i -= 2
	}
	return integer(i), nil
}

// iteratorEnd is _iterator_end(it): it is exhausted from now on.
func iteratorEnd(_ *Thread, a []Value) (Value, *Exception) {
	as[Iterator](a[0]).of = Value{}
	return none, nil
}

// callIterator is _call_iterator(function, sentinel).
func callIterator(_ *Thread, a []Value) (Value, *Exception) {
	return makeIterator(callIteratorClass, Iterator{of: a[0], others: []Value{a[1]}}), nil
}

// sequenceIterator is _sequence_iterator(sequence), over __getitem__.
func sequenceIterator(_ *Thread, a []Value) (Value, *Exception) {
	return newIterator(sequenceIteratorClass, a[0]), nil
}

func lengthHint(_ *Thread, v Value) (Value, *Exception) {
	it := as[Iterator](v)
	if !it.of.valid() {
		return integer(0), nil
	}
	switch v.class() {
	case listIteratorClass, tupleIteratorClass:
		return integer(max(0, int64(len(it.of.items()))-it.i)), nil
	case listReverseIteratorClass:
		return integer(it.i + 1), nil
	case rangeIteratorClass:
		r := Range{start: it.i, stop: it.stop, step: it.step}
		return integer(r.length()), nil
	}
	return integer(0), nil
}

func defineIterators() {
	self := unary("__iter__", func(_ *Thread, v Value) (Value, *Exception) { return v, nil })
	for _, class := range []*Class{
		listIteratorClass, listReverseIteratorClass, tupleIteratorClass, rangeIteratorClass, strIteratorClass, asciiIteratorClass, bytesIteratorClass, bytearrayIteratorClass, keyIteratorClass, valueIteratorClass,
		itemIteratorClass, reverseKeyIteratorClass, reverseValueIterator, reverseItemIterator, setIteratorClass, sequenceIteratorClass, callIteratorClass, enumerateClass, zipClass, mapClass,
		filterClass, reversedClass,
	} {
		class.define(self, unary("__next__", (*Thread).next).withTwin("_next_of_"+class.name))
	}
	for _, class := range []*Class{listIteratorClass, listReverseIteratorClass, tupleIteratorClass, rangeIteratorClass} {
		class.define(unary("__length_hint__", lengthHint))
	}
	enumerateClass.define(Native{name: "__new__", kind: aStatic, signature: "($cls, /, iterable, start=0)", call: enumerateNew, twin: "_enumerate_new"})
	zipClass.define(Native{name: "__new__", kind: aStatic, signature: "($cls, /, *iterables, strict=False)", call: zipNew, twin: "_zip_new"})
	mapClass.define(Native{name: "__new__", kind: aStatic, signature: "($cls, *args)", call: mapNew, twin: "_map_new"})
	filterClass.define(Native{name: "__new__", kind: aStatic, signature: "($cls, function, iterable, /)", call: filterNew, twin: "_filter_new"})
	reversedClass.define(Native{name: "__new__", kind: aStatic, signature: "($cls, sequence, /)", call: reversedNew, twin: "_reversed_new"})
}
