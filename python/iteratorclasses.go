// This file defines enumerate, zip, map, filter and reversed: what makes an iterator of others (Python/bltinmodule.c, Objects/enumobject.c).

package python

func (t *Thread) nextEnumerated(it *Iterator) (Value, *Exception) {
	if !pure(it.of) {
		return Value{}, handOver
	}
	v, err := t.next(it.of)
	if err != nil {
		return Value{}, err
	}
	return newTuple(it.count(), v), nil
}

// count returns the number of an enumerate, and goes on to the next: others holds it where it does not fit 64 bits.
func (it *Iterator) count() Value {
	if len(it.others) == 0 {
		it.i++
		if it.i != -1<<63 {
			return integer(it.i - 1)
		}
		it.others = []Value{integer(1<<63 - 1)}
	}
	n := it.others[0]
	it.others[0], _ = intAdd(nil, n, integer(1))
	return n
}

func (t *Thread) nextZipped(it *Iterator) (Value, *Exception) {
	if !pure(it.ref()) {
		return Value{}, handOver
	}
	row := make([]Value, len(it.others))
	for i, other := range it.others {
		v, err := t.next(other)
		switch {
		case err == exhausted && it.step == 1: // strict
			return t.uneven(it, i)
		case err != nil:
			return Value{}, err
		}
		row[i] = v
	}
	if len(row) == 0 {
		return Value{}, exhausted
	}
	return newTuple(row...), nil
}

// uneven is how a strict zip ends whose argument i has ended first: what the others have left decides.
func (t *Thread) uneven(it *Iterator, i int) (Value, *Exception) {
	before := func(i int) string {
		if i == 1 {
			return " 1"
		}
		return "s 1-" + integerText(i)
	}
	if i > 0 {
		return raise(valueError, "zip() argument %d is shorter than argument%s", i+1, before(i))
	}
	for i := 1; i < len(it.others); i++ {
		switch _, err := t.next(it.others[i]); {
		case err == nil:
			return raise(valueError, "zip() argument %d is longer than argument%s", i+1, before(i))
		case err != exhausted:
			return Value{}, err
		}
	}
	return Value{}, exhausted
}

// nextReversed goes backwards over a str; other sequences are left to Python.
func (t *Thread) nextReversed(it *Iterator) (Value, *Exception) {
	if !it.of.is(strClass) {
		return Value{}, handOver
	}
	if it.i < 0 {
		it.of = Value{}
		return Value{}, exhausted
	}
	it.i--
	return strItem(t, []Value{it.of, integer(it.i + 1)})
}

func makeIterator(class *Class, it Iterator) Value {
	x := alloc[Iterator](class)
	x.of, x.i, x.stop, x.step, x.others = it.of, it.i, it.stop, it.step, it.others
	return x.ref()
}

func enumerateNew(t *Thread, a []Value) (Value, *Exception) {
	if !a[2].isInt() {
		if a[2].class().find("__index__").valid() {
			return Value{}, handOver
		}
		return raise(typeError, notInteger, a[2].class().typeName())
	}
	of, err := t.iter(a[1])
	if err != nil {
		return Value{}, err
	}
	it := Iterator{of: of}
	if i, ok := a[2].int64(); ok {
		it.i = i
	} else {
		it.others = []Value{plainInt(a[2])}
	}
	return makeIterator(as[Class](a[0]), it), nil
}

func zipNew(t *Thread, a []Value) (Value, *Exception) {
	strict, known := t.truth(a[2])
	if !known {
		return Value{}, handOver
	}
	others, err := t.iterators(a[1].items())
	if err != nil {
		return Value{}, err
	}
	it := Iterator{of: none, others: others}
	if strict {
		it.step = 1
	}
	return makeIterator(as[Class](a[0]), it), nil
}

func mapNew(t *Thread, a []Value) (Value, *Exception) {
	if len(a[1].items()) < 2 {
		return raise(typeError, "map() must have at least two arguments.")
	}
	others, err := t.iterators(a[1].items()[1:])
	if err != nil {
		return Value{}, err
	}
	return makeIterator(as[Class](a[0]), Iterator{of: a[1].items()[0], others: others}), nil
}

func filterNew(t *Thread, a []Value) (Value, *Exception) {
	of, err := t.iter(a[2])
	if err != nil {
		return Value{}, err
	}
	return makeIterator(as[Class](a[0]), Iterator{of: a[1], others: []Value{of}}), nil
}

func reversedNew(t *Thread, a []Value) (Value, *Exception) {
	v := a[1]
	m := v.class().find("__reversed__")
	switch {
	case m == none:
		return raise(typeError, "'%s' object is not reversible", v.class().typeName())
	case m.valid():
		return t.special(v, "__reversed__")
	case v.layout() == layoutInstance && v.class().find("__getitem__").valid() && !v.class().find("__len__").valid():
		return raise(typeError, "object of type '%s' has no len()", v.class().typeName())
	case !v.class().find("__getitem__").valid() || !v.class().find("__len__").valid() || v.layout() == layoutDict:
		return raise(typeError, "'%s' object is not reversible", v.class().typeName())
	}
	n, err := t.special(v, "__len__")
	if err != nil {
		return Value{}, err
	}
	return makeIterator(as[Class](a[0]), Iterator{of: v, i: n.i - 1}), nil
}

// enumerateCount is _enumerate_count(it): its number, and on to the next.
func enumerateCount(_ *Thread, a []Value) (Value, *Exception) { return as[Iterator](a[0]).count(), nil }

// zipStrict is _zip_strict(it).
func zipStrict(_ *Thread, a []Value) (Value, *Exception) {
	return boolean(as[Iterator](a[0]).step == 1), nil
}
