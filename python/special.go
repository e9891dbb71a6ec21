// This file calls special methods from Go, as far as they are natives that need no Python.

package python

// special calls the special method of this name that v's class has. Where it has none the result is notImplemented. Like a
// native it returns handOver if only Python can tell.
func (t *Thread) special(v Value, name string, args ...Value) (Value, *Exception) {
	m := v.class().find(name)
	if !m.valid() {
		return notImplemented, nil
	}
	if m.layout() != layoutNative {
		return Value{}, handOver
	}
	n := as[Native](m)
	if n.kind != aMethod || n.call == nil || n.enters || n.cost == engages {
		return Value{}, handOver
	}
	begin := len(t.arguments)
	a, err := n.bind(t, t.prepend(v, args), nil)
	if err != nil {
		t.dropArguments(begin)
		return Value{}, err
	}
	r, err := n.call(t, a)
	t.dropArguments(begin)
	if err == performs || err == calls {
		return Value{}, handOver
	}
	return r, err
}

// overrides reports whether the program defines this special method for v's class.
func overrides(v Value, name string) bool {
	if v.class().isBuiltin() {
		return false
	}
	m, in := v.class().lookup(name)
	return m.valid() && !in.isBuiltin()
}

// truth returns bool(v), and false for known if only Python can tell.
func (t *Thread) truth(v Value) (b, known bool) {
	switch v.p {
	case &smallInt, &boolMarker:
		return v.i != 0, true
	case &noneMarker:
		return false, true
	case &floatMarker:
		return v.float64() != 0, true
	}
	for _, name := range [...]string{"__bool__", "__len__"} {
		r, err := t.special(v, name)
		switch {
		case err != nil:
			return false, false
		case r == notImplemented:
			continue
		case r.isSmallInt() || r.isBool():
			return r.i != 0, true
		}
		return false, false
	}
	return true, true
}

// index returns v as an index or count, as operator.index does: an int or bool, which must fit 64 bits. It returns handOver for
// an object with __index__, and an exception made of text and v's class for others.
func (t *Thread) index(v Value, text string) (int64, *Exception) {
	i, fits, err := t.clipped(v, text)
	if err == nil && !fits {
		_, err = raise(overflowError, "Python int too large to convert to C ssize_t")
	}
	return i, err
}

// clipped is index for numbers of any size: what is larger is cut to the ends of int64, and fits tells so.
func (t *Thread) clipped(v Value, text string) (i int64, fits bool, err *Exception) {
	if v.p == &smallInt || v.p == &boolMarker {
		return v.i, true, nil
	}
	if v.isInt() {
		n := v.big()
		switch {
		case n.IsInt64():
			return n.Int64(), true, nil
		case n.Sign() < 0:
			return -1 << 63, false, nil
		}
		return 1<<63 - 1, false, nil
	}
	if v.class().find("__index__").valid() {
		return 0, false, handOver
	}
	return 0, false, newException(typeError, text, v.class().typeName())
}

// argumentType is how CPython's generated checks of arguments name the type of one.
func argumentType(v Value) string {
	if v == none {
		return "None"
	}
	return v.class().typeName()
}

const notInteger = "'%s' object cannot be interpreted as an integer"

// slicePart returns a part of a slice as an index, where None stands for def.
func (t *Thread) slicePart(v Value, def int64) (int64, *Exception) {
	if v == none {
		return def, nil
	}
	i, _, err := t.clipped(v, "slice indices must be integers or None or have an __index__ method%.0s")
	if err != nil && err != handOver {
		_, err = raise(typeError, "slice indices must be integers or None or have an __index__ method")
	}
	return i, err
}

// bounds returns the first index of a slice of a sequence of n, its step, and how many there are (PySlice_AdjustIndices).
func (t *Thread) bounds(s *Slice, n int) (start, step, count int, err *Exception) {
	st, err := t.slicePart(s.step, 1)
	if err != nil {
		return 0, 0, 0, err
	}
	if st == 0 {
		_, err := raise(valueError, "slice step cannot be zero")
		return 0, 0, 0, err
	}
	st = max(st, -1<<62)
	first, last := int64(0), int64(n)
	if st < 0 {
		first, last = int64(n)-1, -1<<63
	}
	from, err := t.slicePart(s.start, first)
	if err != nil {
		return 0, 0, 0, err
	}
	to, err := t.slicePart(s.stop, last)
	if err != nil {
		return 0, 0, 0, err
	}
	from, to = clip(from, st, int64(n)), clip(to, st, int64(n))
	if s.stop == none && st < 0 {
		to = -1
	}
	switch {
	case st > 0 && from < to:
		count = int((to-from-1)/st + 1)
	case st < 0 && to < from:
		count = int((from-to-1)/-st + 1)
	}
	return int(from), int(st), count, nil
}

// clip moves an index of a slice into a sequence of n.
func clip(i, step, n int64) int64 {
	if i < 0 {
		if i += n; i < 0 {
			if step < 0 {
				return -1
			}
			return 0
		}
	}
	if i >= n {
		if step < 0 {
			return n - 1
		}
		return n
	}
	return i
}

// clipPair returns the optional arguments start and end of str.find, list.index and so on as places in a sequence of n.
func (t *Thread) clipPair(start, end Value, n int) (from, to int, err *Exception) {
	a, err := t.slicePart(orNone(start), 0)
	if err != nil {
		return 0, 0, err
	}
	b, err := t.slicePart(orNone(end), int64(n))
	if err != nil {
		return 0, 0, err
	}
	if a < 0 {
		a = max(0, a+int64(n))
	}
	if b < 0 {
		b = max(0, b+int64(n))
	}
	return int(min(a, int64(n)+1)), int(min(b, int64(n))), nil
}

// indexPair is clipPair for the index methods of sequences, where None is no place.
func (t *Thread) indexPair(start, end Value, n int) (from, to int, err *Exception) {
	from, to, err = t.clipPair(start, end, n)
	if start == none || end == none || err != nil && err != handOver && err.class == typeError {
		_, err = raise(typeError, "slice indices must be integers or have an __index__ method")
	}
	return from, to, err
}

func orNone(v Value) Value {
	if !v.valid() {
		return none
	}
	return v
}
