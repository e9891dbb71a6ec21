// This file defines the methods of str (CPython's Objects/unicodeobject.c).

package python

import (
	"strings"
	"unicode/utf8"

	"github.com/gilsim/gilsim/internal/text"
	"github.com/gilsim/gilsim/python/internal/format"
)

// offset returns at which byte the i-th code point of s begins; i is at most its length.
func (s *Str) offset(i int) int {
	if s.ascii() {
		return i
	}
	for at := range s.s {
		if i == 0 {
			return at
		}
		i--
	}
	return len(s.s)
}

// part returns the code points from a to b of s.
func (s *Str) part(a, b int) string {
	if a >= b {
		return ""
	}
	from := s.offset(a)
	if s.ascii() {
		return s.s[from:b]
	}
	rest := Str{s: s.s[from:], length: s.length - a}
	return s.s[from : from+rest.offset(b-a)]
}

// newStrOf returns s as an object of class, str or one that derives from it.
func newStrOf(class *Class, s string) Value {
	if class == strClass {
		return newStr(s)
	}
	x := alloc[Str](class)
	x.s, x.length = s, codePoints(s)
	return x.ref()
}

// plainStr returns v as an exact str.
func plainStr(v Value) Value {
	if v.is(strClass) {
		return v
	}
	return newStr(v.text())
}

// singles are the strings of one character that programs index and iterate over most.
var singles = func() (all [256]Value) {
	for i := range all {
		all[i] = packaged(newStr(string(rune(i))))
	}
	return all
}()

var emptyStr = packaged(newStr(""))

// char returns the str of one code point.
func char(c rune) Value {
	if c < rune(len(singles)) {
		return singles[c]
	}
	if 0xd800 <= c && c < 0xe000 { // a lone surrogate, as WTF-8 has it
		return newStr(string([]byte{0xed, 0x80 | byte(c>>6)&0x3f, 0x80 | byte(c)&0x3f}))
	}
	return newStr(string(c))
}

// surrogate returns the lone surrogate that s begins with, as WTF-8 has it.
func surrogate(s string) (rune, bool) {
	if len(s) < 3 || s[0] != 0xed || s[1] < 0xa0 || s[2]&0xc0 != 0x80 {
		return 0, false
	}
	return 0xd000 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), true
}

func strNew(t *Thread, a []Value) (Value, *Exception) {
	class, object, encoding, errors := as[Class](a[0]), a[1], a[2], a[3]
	for i, v := range a[2:] {
		if v.valid() && !v.isStr() {
			return raise(typeError, "str() argument '%s' must be str, not %s", []string{"encoding", "errors"}[i], argumentType(v))
		}
	}
	switch {
	case !object.valid():
		return newStrOf(class, ""), nil
	case (encoding.valid() || errors.valid()) && isMemoryView(object):
		return Value{}, handOver
	case encoding.valid() || errors.valid():
		return decodeArgument(class, object, encoding, errors)
	}
	s, err := t.str(object)
	if err != nil {
		return Value{}, err
	}
	if class != strClass {
		return newStrOf(class, s.text()), nil
	}
	return s, nil
}

// str returns str(v), or handOver.
func (t *Thread) str(v Value) (Value, *Exception) {
	if v.is(strClass) {
		return v, nil
	}
	if r, err := t.special(v, "__str__"); r != notImplemented {
		return r, err
	}
	return t.repr(v)
}

// repr returns repr(v), or handOver.
func (t *Thread) repr(v Value) (Value, *Exception) {
	r, err := t.special(v, "__repr__")
	if r == notImplemented {
		return Value{}, handOver
	}
	return r, err
}

func (t *Thread) ascii(v Value) (Value, *Exception) {
	r, err := t.repr(v)
	if err != nil {
		return r, err
	}
	return escaped(r), nil
}

// escaped returns a repr with what is not ASCII written as escapes.
func escaped(r Value) Value {
	if as[Str](r).ascii() {
		return r
	}
	var b strings.Builder
	for _, c := range r.text() {
		if c < utf8.RuneSelf {
			b.WriteRune(c)
			continue
		}
		q := text.ASCII(string(c))
		b.WriteString(q[1 : len(q)-1])
	}
	return newStr(b.String())
}

func strAdd(t *Thread, a []Value) (Value, *Exception) {
	if !a[1].isStr() {
		if overrides(a[1], "__radd__") {
			return notImplemented, nil
		}
		return raise(typeError, "can only concatenate str (not \"%s\") to str", a[1].class().typeName())
	}
	x, y := a[0].text(), a[1].text()
	if t.tooLarge(int64(len(x) + len(y))) {
		return Value{}, exceptionOf(memoryError)
	}
	switch {
	case x == "":
		return plainStr(a[1]), nil
	case y == "":
		return plainStr(a[0]), nil
	}
	s := &Str{Object: Object{class: strClass}, s: x + y, length: as[Str](a[0]).length + as[Str](a[1]).length}
	return s.ref(), nil
}

// times makes the natives of * of a sequence and a count from the one that repeats.
func times(repeat func(t *Thread, v Value, n int64) (Value, *Exception)) []Native {
	call := func(t *Thread, a []Value) (Value, *Exception) {
		n, fits, err := t.clipped(a[1], notInteger)
		switch {
		case err != nil && overrides(a[1], "__rmul__"):
			return notImplemented, nil
		case err != nil:
			return Value{}, err
		case !fits:
			return raise(overflowError, "cannot fit 'int' into an index-sized integer")
		}
		return repeat(t, a[0], n)
	}
	return []Native{
		{name: "__mul__", signature: "($self, value, /)", call: call, twin: "_times"},
		{name: "__rmul__", signature: "($self, value, /)", call: call, twin: "_times"},
	}
}

func strRepeat(t *Thread, v Value, n int64) (Value, *Exception) {
	count, err := t.repeated(1, len(v.text()), n)
	if err != nil {
		return Value{}, err
	}
	return newStr(strings.Repeat(v.text(), count)), nil
}

func strItem(t *Thread, a []Value) (Value, *Exception) {
	s := as[Str](a[0])
	if a[1].is(sliceClass) {
		start, step, n, err := t.bounds(as[Slice](a[1]), s.length)
		if err != nil {
			return Value{}, err
		}
		if step == 1 {
			if n == s.length {
				return plainStr(a[0]), nil
			}
			return newStr(s.part(start, start+n)), nil
		}
		r := runes(s.s)
		var picked []byte
		for i := range n {
			picked = appendRune(picked, r[start+i*step])
		}
		return newStr(string(picked)), nil
	}
	i, err := t.place(a[1], s.length, "string indices must be integers, not '%s'", "string index out of range")
	if err != nil {
		return Value{}, err
	}
	if s.ascii() {
		return singles[s.s[i]], nil
	}
	rest := s.s[s.offset(i):]
	c, lone := surrogate(rest)
	if !lone {
		c, _ = utf8.DecodeRuneInString(rest)
	}
	return char(c), nil
}

// found makes str.find and its kin: result gets the index, or -1.
func found(name string, last bool, result func(i int) (Value, *Exception)) Native {
	return Native{name: name, parsed: true, signature: "($self, sub, start=<absent>, end=<absent>, /)", twin: "_with_bounds_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		s := as[Str](a[0])
		from, to, err := t.clipPair(a[2], a[3], s.length)
		switch {
		case err != nil:
			return Value{}, err
		case !a[1].isStr():
			return raise(typeError, "must be str, not %s", a[1].class().typeName())
		}
		if from > to {
			return result(-1)
		}
		i := find(s.part(from, to), a[1].text(), last)
		if i >= 0 {
			i = from + codePoints(s.part(from, to)[:i])
		}
		return result(i)
	}}
}

func find(s, sub string, last bool) int {
	if last {
		return strings.LastIndex(s, sub)
	}
	return strings.Index(s, sub)
}

func countStr(t *Thread, a []Value) (Value, *Exception) {
	s := as[Str](a[0])
	from, to, err := t.clipPair(a[2], a[3], s.length)
	switch {
	case err != nil:
		return Value{}, err
	case !a[1].isStr():
		return raise(typeError, "must be str, not %s", a[1].class().typeName())
	}
	if from > to {
		return integer(0), nil
	}
	return integer(int64(strings.Count(s.part(from, to), a[1].text()))), nil
}

// affixed makes str.startswith and str.endswith.
func affixed(name string, has func(s, affix string) bool) Native {
	return Native{name: name, parsed: true, signature: "($self, prefix, start=<absent>, end=<absent>, /)", twin: "_with_bounds_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		s := as[Str](a[0])
		from, to, err := t.clipPair(a[2], a[3], s.length)
		if err != nil {
			return Value{}, err
		}
		whole := from == 0 && to == s.length
		test := func(v Value) bool {
			if from > to {
				return false
			}
			if whole {
				return has(s.s, v.text())
			}
			return has(s.part(from, to), v.text())
		}
		if a[1].isStr() {
			return boolean(test(a[1])), nil
		}
		if a[1].layout() != layoutTuple {
			return raise(typeError, "%s first arg must be str or a tuple of str, not %s", name, a[1].class().typeName())
		}
		for _, v := range a[1].items() {
			if !v.isStr() {
				return raise(typeError, "tuple for %s must only contain str, not %s", name, v.class().typeName())
			}
			if test(v) {
				return pyTrue, nil
			}
		}
		return pyFalse, nil
	}}
}

func strings2(parts []string) Value {
	items := make([]Value, len(parts))
	for i, p := range parts {
		items[i] = newStr(p)
	}
	return newList(items...)
}

// splitting makes str.split and str.rsplit.
func splitting(name string, fields func(s string, limit int) []string, split func(s, sep string, limit int) []string) Native {
	return Native{name: name, signature: "($self, /, sep=None, maxsplit=-1)", twin: "_str_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		limit, err := t.index(a[2], notInteger)
		if err != nil {
			return Value{}, err
		}
		limit = min(limit, 1<<40)
		switch {
		case a[1] == none:
			return strings2(fields(a[0].text(), int(limit))), nil
		case !a[1].isStr():
			return raise(typeError, "must be str or None, not %s", a[1].class().typeName())
		case a[1].text() == "":
			return raise(valueError, "empty separator")
		}
		return strings2(split(a[0].text(), a[1].text(), int(limit))), nil
	}}
}

// partitioned makes str.partition and str.rpartition.
func partitioned(name string, last bool) Native {
	return Native{name: name, signature: "($self, sep, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
		switch {
		case !a[1].isStr():
			return raise(typeError, "must be str, not %s", a[1].class().typeName())
		case a[1].text() == "":
			return raise(valueError, "empty separator")
		}
		s, sep := a[0].text(), a[1].text()
		switch i := find(s, sep, last); {
		case i >= 0:
			return newTuple(newStr(s[:i]), newStr(sep), newStr(s[i+len(sep):])), nil
		case last:
			return newTuple(emptyStr, emptyStr, newStr(s)), nil
		}
		return newTuple(newStr(s), emptyStr, emptyStr), nil
	}}
}

// stripping makes str.strip and its kin.
func stripping(name string, left, right bool) Native {
	return Native{name: name, signature: "($self, chars=None, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
		drop := text.Space
		if a[1] != none {
			if !a[1].isStr() {
				return raise(typeError, "%s arg must be None or str", name)
			}
			chars := a[1].text()
			drop = func(c rune) bool { return strings.ContainsRune(chars, c) }
		}
		s := a[0].text()
		if left {
			s = strings.TrimLeftFunc(s, drop)
		}
		if right {
			s = strings.TrimRightFunc(s, drop)
		}
		if len(s) == len(a[0].text()) {
			return plainStr(a[0]), nil
		}
		return newStr(s), nil
	}}
}

// filling makes str.center, str.ljust and str.rjust.
func filling(name string, fill func(s string, width int, fill rune) string) Native {
	return Native{name: name, signature: `($self, width, fillchar=" ", /)`, twin: "_str_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		width, err := t.index(a[1], notInteger)
		if err != nil {
			return Value{}, err
		}
		switch {
		case !a[2].isStr():
			return raise(typeError, "The fill character must be a unicode character, not %s", a[2].class().typeName())
		case as[Str](a[2]).length != 1:
			return raise(typeError, "The fill character must be exactly one character long")
		case t.tooLarge(width):
			return Value{}, exceptionOf(memoryError)
		}
		c, _ := utf8.DecodeRuneInString(a[2].text())
		return newStr(fill(a[0].text(), int(width), c)), nil
	}}
}

// counted makes a method whose one argument is a number.
func counted(name, signature string, do func(s string, n int) string) Native {
	return Native{name: name, signature: signature, twin: "_str_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		n, err := t.index(a[1], notInteger)
		if err != nil {
			return Value{}, err
		}
		if name == "expandtabs" && n != int64(int32(n)) {
			return raise(overflowError, "Python int too large to convert to C int")
		}
		if t.tooLarge(n * int64(1+strings.Count(a[0].text(), "\t"))) {
			return Value{}, exceptionOf(memoryError)
		}
		return newStr(do(a[0].text(), int(max(n, -1)))), nil
	}}
}

func strReplace(t *Thread, a []Value) (Value, *Exception) {
	for i, v := range a[1:3] {
		if !v.isStr() {
			return raise(typeError, "replace() argument %d must be str, not %s", i+1, argumentType(v))
		}
	}
	n, err := t.index(a[3], notInteger)
	if err != nil {
		return Value{}, err
	}
	s, old, to := a[0].text(), a[1].text(), a[2].text()
	if n < 0 || n > 1<<31 {
		n = -1
	}
	if len(to) > len(old) && t.tooLarge(replacedSize(len(s), len(old), len(to))) {
		return Value{}, exceptionOf(memoryError)
	}
	return newStr(strings.Replace(s, old, to, int(n))), nil
}

func strJoin(t *Thread, a []Value) (Value, *Exception) {
	items, err := t.elements(a[1])
	switch {
	case err == handOver:
		return Value{}, err
	case err != nil:
		return raise(typeError, "can only join an iterable")
	}
	size := 0
	for i, v := range items {
		if !v.isStr() {
			return raise(typeError, "sequence item %d: expected str instance, %s found", i, v.class().typeName())
		}
		size += len(v.text()) + len(a[0].text())
	}
	if t.tooLarge(int64(size)) {
		return Value{}, exceptionOf(memoryError)
	}
	if len(items) == 1 {
		return plainStr(items[0]), nil
	}
	t.labors(len(items), itemJoined)
	var b strings.Builder
	b.Grow(size)
	for i, v := range items {
		if i > 0 {
			b.WriteString(a[0].text())
		}
		b.WriteString(v.text())
	}
	return newStr(b.String()), nil
}

// affix makes str.removeprefix and str.removesuffix.
func affix(name string, trim func(s, affix string) string) Native {
	return Native{name: name, signature: "($self, prefix, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
		if !a[1].isStr() {
			return raise(typeError, "%s() argument must be str, not %s", name, argumentType(a[1]))
		}
		return newStr(trim(a[0].text(), a[1].text())), nil
	}}
}

// strTranslate is str.translate for a table that is an exact dict; others are the twin's.
func strTranslate(t *Thread, a []Value) (Value, *Exception) {
	if !a[1].is(dictClass) {
		return Value{}, handOver
	}
	table := as[Dict](a[1])
	var b strings.Builder
	for _, c := range a[0].text() {
		v, known := table.get(t, integer(int64(c)))
		switch {
		case !known:
			return Value{}, handOver
		case !v.valid():
			b.WriteRune(c)
			continue
		}
		s, err := translated(v)
		if err != nil {
			return Value{}, err
		}
		b.WriteString(s)
	}
	return newStr(b.String()), nil
}

// translated is what a value of a table of str.translate stands for.
func translated(v Value) (string, *Exception) {
	switch {
	case v == none:
		return "", nil
	case v.isStr():
		return v.text(), nil
	case v.isInt():
		if i, ok := v.int64(); ok && 0 <= i && i <= utf8.MaxRune {
			return string(rune(i)), nil
		}
		_, err := raise(valueError, "character mapping must be in range(0x110000)")
		return "", err
	}
	_, err := raise(typeError, "character mapping must return integer, None or str")
	return "", err
}

func strMakeTrans(t *Thread, a []Value) (Value, *Exception) {
	d := newDict()
	if !a[1].valid() {
		if a[0].layout() != layoutDict {
			return raise(typeError, "if you give only one argument to maketrans it must be a dict")
		}
		for k, v := range as[Dict](a[0]).all {
			switch {
			case k.isInt():
			case !k.isStr():
				return raise(typeError, "keys in translate table must be strings or integers")
			case as[Str](k).length != 1:
				return raise(valueError, "string keys in translate table must be of length 1")
			default:
				c, _ := utf8.DecodeRuneInString(k.text())
				k = integer(int64(c))
			}
			d.set(t, k, v)
		}
		return d.ref(), nil
	}
	for i, v := range a[1:] {
		if v.valid() && !v.isStr() {
			return raise(typeError, "maketrans() argument %d must be str, not %s", i+2, argumentType(v))
		}
	}
	if !a[0].isStr() {
		return raise(typeError, "first maketrans argument must be a string if there is a second argument")
	}
	x, y := []rune(a[0].text()), []rune(a[1].text())
	if len(x) != len(y) {
		return raise(valueError, "the first two maketrans arguments must have equal length")
	}
	for i := range x {
		d.set(t, integer(int64(x[i])), integer(int64(y[i])))
	}
	if a[2].valid() {
		for _, c := range a[2].text() {
			d.set(t, integer(int64(c)), none)
		}
	}
	return d.ref(), nil
}

func formatStr(_ *Thread, a []Value) (Value, *Exception) {
	if !a[1].isStr() {
		return raise(typeError, "__format__() argument must be str, not %s", argumentType(a[1]))
	}
	if a[1].text() == "" {
		if !a[0].is(strClass) {
			return Value{}, handOver
		}
		return a[0], nil
	}
	name := a[0].class().name
	spec, err := format.ParseSpec(a[1].text(), name, false)
	if err != nil {
		return Value{}, formatError(err)
	}
	s, err := spec.Str(a[0].text(), name)
	if err != nil {
		return Value{}, formatError(err)
	}
	return newStr(s), nil
}

func compareStrs(x, y Value) (int, bool) {
	if !y.isStr() {
		return 0, false
	}
	return strings.Compare(x.text(), y.text()), true
}

func defineStr() {
	all := comparison(compareStrs)
	all = append(all, times(strRepeat)...)
	for _, m := range []struct {
		name string
		is   func(string) bool
	}{
		{"isalpha", text.IsAlpha}, {"isdecimal", text.IsDecimal}, {"isdigit", text.IsDigit}, {"isnumeric", text.IsNumeric}, {"isalnum", text.IsAlnum}, {"isspace", text.IsSpace},
		{"isprintable", text.IsPrintable}, {"isascii", text.IsASCII}, {"islower", text.IsLower}, {"isupper", text.IsUpper}, {"istitle", text.IsTitle}, {"isidentifier", text.IsIdentifier},
	} {
		all = append(all, unary(m.name, func(_ *Thread, v Value) (Value, *Exception) { return boolean(m.is(v.text())), nil }))
	}
	for _, m := range []struct {
		name   string
		change func(string) string
	}{
		{"upper", text.Upper}, {"lower", text.Lower}, {"casefold", text.Fold}, {"capitalize", text.Capitalize}, {"title", text.Title}, {"swapcase", text.SwapCase},
	} {
		all = append(all, unary(m.name, func(_ *Thread, v Value) (Value, *Exception) { return newStr(m.change(v.text())), nil }))
	}
	orRaise := func(i int) (Value, *Exception) {
		if i < 0 {
			return raise(valueError, "substring not found")
		}
		return integer(int64(i)), nil
	}
	asIs := func(i int) (Value, *Exception) { return integer(int64(i)), nil }
	all = append(all,
		Native{name: "__new__", kind: aStatic, signature: "($cls, /, object=<absent>, encoding=<absent>, errors=<absent>)", call: strNew, twin: "_str_new"},
		Native{name: "__add__", signature: "($self, value, /)", call: strAdd},
		Native{name: "__mod__", signature: "($self, value, /)", call: strMod, twin: "_str_mod"},
		Native{name: "__rmod__", signature: "($self, value, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !a[1].isStr() {
				return notImplemented, nil
			}
			return strMod(t, []Value{a[1], a[0]})
		}, twin: "_str_rmod"},
		unary("__len__", func(_ *Thread, v Value) (Value, *Exception) { return integer(int64(as[Str](v).length)), nil }),
		unary("__hash__", func(_ *Thread, v Value) (Value, *Exception) { return integer(as[Str](v).hashed()), nil }),
		unary("__str__", func(_ *Thread, v Value) (Value, *Exception) { return plainStr(v), nil }),
		unary("__repr__", func(_ *Thread, v Value) (Value, *Exception) { return newStr(text.Repr(v.text())), nil }),
		unary("__iter__", func(t *Thread, v Value) (Value, *Exception) {
			if as[Str](v).ascii() && t.interp.since(11) {
				return newIterator(asciiIteratorClass, v), nil
			}
			return newIterator(strIteratorClass, v), nil
		}),
		Native{name: "__getitem__", signature: "($self, key, /)", call: strItem, twin: "_index_item"},
		Native{name: "__contains__", signature: "($self, key, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if !a[1].isStr() {
				return raise(typeError, "'in <string>' requires string as left operand, not %s", a[1].class().typeName())
			}
			return boolean(strings.Contains(a[0].text(), a[1].text())), nil
		}},
		Native{name: "__format__", signature: "($self, format_spec, /)", call: formatStr, twin: "_format_empty"},
		found("find", false, asIs), found("rfind", true, asIs), found("index", false, orRaise), found("rindex", true, orRaise),
		Native{name: "count", parsed: true, signature: "($self, sub, start=<absent>, end=<absent>, /)", call: countStr, twin: "_with_bounds_count"},
		affixed("startswith", strings.HasPrefix), affixed("endswith", strings.HasSuffix),
		splitting("split", text.Fields, text.Split), splitting("rsplit", text.RFields, text.RSplit),
		Native{name: "splitlines", signature: "($self, /, keepends=False)", call: func(t *Thread, a []Value) (Value, *Exception) {
			keep, err := t.index(a[1], notInteger)
			if err != nil {
				return Value{}, err
			}
			return strings2(text.Lines(a[0].text(), keep != 0)), nil
		}, twin: "_str_splitlines"},
		partitioned("partition", false), partitioned("rpartition", true),
		stripping("strip", true, true), stripping("lstrip", true, false), stripping("rstrip", false, true),
		filling("center", text.Center), filling("ljust", text.Left), filling("rjust", text.Right),
		counted("zfill", "($self, width, /)", text.ZFill), counted("expandtabs", "($self, /, tabsize=8)", text.ExpandTabs),
		Native{name: "replace", signature: "($self, old, new, count=-1, /)", call: strReplace, twin: "_str_replace"},
		Native{name: "join", signature: "($self, iterable, /)", call: strJoin, twin: "_str_join"},
		affix("removeprefix", strings.TrimPrefix), affix("removesuffix", strings.TrimSuffix),
		Native{name: "translate", signature: "($self, table, /)", call: strTranslate, twin: "_str_translate"},
		Native{name: "maketrans", kind: aStatic, signature: "(x, y=<absent>, z=<absent>, /)", call: strMakeTrans},
		Native{name: "encode", signature: `($self, /, encoding="utf-8", errors="strict")`, call: strEncode},
		Native{name: "format", signature: "($self, /, *args, **kwargs)", call: strFormat, twin: "_str_format"},
		Native{name: "format_map", signature: "($self, mapping, /)", call: func(*Thread, []Value) (Value, *Exception) { return Value{}, handOver }, twin: "_str_format_map"},
		Native{name: "__getnewargs__", signature: "($self, /)", call: func(_ *Thread, a []Value) (Value, *Exception) { return newTuple(plainStr(a[0])), nil }},
	)
	strClass.define(all...)
}
