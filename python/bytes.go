// This file defines what bytes and bytearray are made of, and their methods as sequences (CPython's Objects/bytesobject.c,
// Objects/bytearrayobject.c).

package python

import (
	"bytes"
	"encoding/hex"
	"strings"

	"github.com/gilsim/gilsim/internal/text"
)

// isBytes reports whether v is a bytes, a bytearray, or of a subclass.
func isBytes(v Value) bool { return v.layout() == layoutBytes || v.layout() == layoutBytearray }

// bytesOf returns the bytes of an object that isBytes, which the caller must not change.
func bytesOf(v Value) []byte {
	if v.layout() == layoutBytes {
		return []byte(as[Bytes](v).b)
	}
	return as[Bytearray](v).b
}

// like returns b as an object of the built-in class of v.
func like(v Value, b []byte) Value {
	if v.layout() == layoutBytes {
		return newBytes(string(b))
	}
	return newBytearray(append([]byte(nil), b...))
}

// makeBytes returns b as an object of class.
func makeBytes(class *Class, b []byte) Value {
	switch class {
	case bytesClass:
		return newBytes(string(b))
	case bytearrayClass:
		return newBytearray(b)
	}
	if class.layout == layoutBytes {
		x := alloc[Bytes](class)
		x.b = string(b)
		return x.ref()
	}
	x := alloc[Bytearray](class)
	x.b = b
	return x.ref()
}

// bytesFrom returns bytes(v) of an object that is no str: one like bytes, or an iterable of ints.
func (t *Thread) bytesFrom(class *Class, v Value) ([]byte, *Exception) {
	if isBytes(v) {
		return bytesOf(v), nil
	}
	if v.isStr() || !v.class().find("__iter__").valid() && !v.class().find("__getitem__").valid() {
		_, err := raise(typeError, "cannot convert '%s' object to %s", v.class().typeName(), class.typeName())
		return nil, err
	}
	items, err := t.elements(v)
	if err != nil {
		return nil, err
	}
	outOfRange := "bytes must be in range(0, 256)"
	if class.layout == layoutBytearray {
		outOfRange = "byte must be in range(0, 256)"
	}
	b := make([]byte, len(items))
	for i, item := range items {
		if b[i], err = t.byteOf(item, outOfRange); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// byteOf returns v as a byte; text is the error of one that is out of range.
func (t *Thread) byteOf(v Value, text string) (byte, *Exception) {
	n, _, err := t.clipped(v, notInteger)
	if err != nil {
		return 0, err
	}
	if n < 0 || n > 255 {
		_, err := raise(valueError, "%s", text)
		return 0, err
	}
	return byte(n), nil
}

func bytesNew(t *Thread, a []Value) (Value, *Exception) {
	class, source, encoding, errors := as[Class](a[0]), a[1], a[2], a[3]
	for i, v := range a[2:] {
		if v.valid() && !v.isStr() {
			return raise(typeError, "%s() argument '%s' must be str, not %s", class.typeName(), []string{"encoding", "errors"}[i], argumentType(v))
		}
	}
	switch {
	case !source.valid():
		if encoding.valid() || errors.valid() {
			return raise(typeError, "encoding without a string argument")
		}
		return makeBytes(class, nil), nil
	case source.isStr():
		if !encoding.valid() {
			return raise(typeError, "string argument without an encoding")
		}
		h := "strict"
		if errors.valid() {
			h = errors.text()
		}
		b, err := encode(source, encoding.text(), h)
		if err != nil {
			return Value{}, err
		}
		return makeBytes(class, []byte(as[Bytes](b).b)), nil
	case encoding.valid() || errors.valid():
		return raise(typeError, "encoding without a string argument")
	case overrides(source, "__bytes__"), overrides(source, "__index__"):
		return Value{}, handOver
	case source.isInt():
		n, fits, err := t.clipped(source, notInteger)
		switch {
		case err != nil:
			return Value{}, err
		case !fits:
			return raise(overflowError, "cannot fit 'int' into an index-sized integer")
		case n < 0:
			return raise(valueError, "negative count")
		case t.tooLarge(n):
			return Value{}, exceptionOf(memoryError)
		}
		return makeBytes(class, make([]byte, n)), nil
	}
	b, err := t.bytesFrom(class, source)
	if err != nil {
		return Value{}, err
	}
	return makeBytes(class, append([]byte(nil), b...)), nil
}

// part takes an argument that is like bytes.
func bytesArgument(v Value) ([]byte, *Exception) {
	if !isBytes(v) {
		_, err := raise(typeError, "a bytes-like object is required, not '%s'", v.class().typeName())
		return nil, err
	}
	return bytesOf(v), nil
}

// subsequence takes an argument that is like bytes, or one byte as an int.
func (t *Thread) subsequence(v Value) ([]byte, *Exception) {
	if v.isInt() {
		b, err := t.byteOf(v, "byte must be in range(0, 256)")
		return []byte{b}, err
	}
	if !isBytes(v) {
		if v.class().find("__index__").valid() {
			return nil, handOver
		}
		_, err := raise(typeError, "argument should be integer or bytes-like object, not '%s'", v.class().typeName())
		return nil, err
	}
	return bytesOf(v), nil
}

func bytesAdd(t *Thread, a []Value) (Value, *Exception) {
	if !isBytes(a[1]) {
		if overrides(a[1], "__radd__") {
			return notImplemented, nil
		}
		return raise(typeError, "can't concat %s to %s", a[1].class().typeName(), a[0].class().typeName())
	}
	x, y := bytesOf(a[0]), bytesOf(a[1])
	if t.tooLarge(int64(len(x) + len(y))) {
		return Value{}, exceptionOf(memoryError)
	}
	return like(a[0], append(append([]byte(nil), x...), y...)), nil
}

func bytesRepeat(t *Thread, v Value, n int64) (Value, *Exception) {
	count, err := t.repeated(1, len(bytesOf(v)), n)
	if err != nil {
		return Value{}, err
	}
	return like(v, bytes.Repeat(bytesOf(v), count)), nil
}

func bytesItem(t *Thread, a []Value) (Value, *Exception) {
	b := bytesOf(a[0])
	if a[1].is(sliceClass) {
		start, step, n, err := t.bounds(as[Slice](a[1]), len(b))
		if err != nil {
			return Value{}, err
		}
		picked := make([]byte, n)
		for i := range picked {
			picked[i] = b[start+i*step]
		}
		return like(a[0], picked), nil
	}
	name := "byte"
	if a[0].layout() == layoutBytearray {
		name = "bytearray"
	}
	outOfRange := "index out of range"
	if name == "bytearray" {
		outOfRange = "bytearray index out of range"
	}
	i, err := t.place(a[1], len(b), name+" indices must be integers or slices, not %s", outOfRange)
	if err != nil {
		return Value{}, err
	}
	return integer(int64(b[i])), nil
}

func bytesDecode(_ *Thread, a []Value) (Value, *Exception) {
	for i, v := range a[1:] {
		if !v.isStr() {
			return raise(typeError, "decode() argument '%s' must be str, not %s", []string{"encoding", "errors"}[i], argumentType(v))
		}
	}
	return decode(bytesOf(a[0]), a[1].text(), a[2].text())
}

func bytesFromHex(_ *Thread, a []Value) (Value, *Exception) {
	if !a[1].isStr() {
		return raise(typeError, "fromhex() argument must be str, not %s", argumentType(a[1]))
	}
	s := a[1].text()
	var b []byte
	for i := 0; i < len(s); i++ {
		if asciiSpace(rune(s[i])) {
			continue
		}
		for _, at := range []int{i, i + 1} {
			if at >= len(s) || !strings.ContainsRune("0123456789abcdefABCDEF", rune(s[at])) {
				return raise(valueError, "non-hexadecimal number found in fromhex() arg at position %d", at)
			}
		}
		c, _ := hex.DecodeString(s[i : i+2])
		b = append(b, c...)
		i++
	}
	return makeBytes(as[Class](a[0]), b), nil
}

// compareBytes compares two objects. To bytes a bytearray is another type, which is asked itself.
func compareBytes(x, y Value) (int, bool) {
	if !isBytes(y) || x.layout() == layoutBytes && y.layout() != layoutBytes {
		return 0, false
	}
	return bytes.Compare(bytesOf(x), bytesOf(y)), true
}

func bytesContains(t *Thread, a []Value) (Value, *Exception) {
	if a[1].isInt() {
		c, err := t.byteOf(a[1], "byte must be in range(0, 256)")
		return boolean(bytes.IndexByte(bytesOf(a[0]), c) >= 0), err
	}
	sub, err := bytesArgument(a[1])
	if err != nil {
		return Value{}, err
	}
	return boolean(bytes.Contains(bytesOf(a[0]), sub)), nil
}

// bytesMethods are those that bytes and bytearray share.
func bytesMethods() []Native {
	all := comparison(compareBytes)
	all = append(all, times(bytesRepeat)...)
	for _, m := range []struct {
		name string
		is   func(string) bool
	}{
		{"isalpha", text.IsAlpha}, {"isdigit", text.IsDigit}, {"isalnum", text.IsAlnum}, {"isspace", text.IsSpace}, {"islower", text.IsLower}, {"isupper", text.IsUpper}, {"istitle", text.IsTitle},
	} {
		all = append(all, unary(m.name, func(_ *Thread, v Value) (Value, *Exception) {
			s := latin(bytesOf(v))
			return boolean(text.IsASCII(s) && m.is(s)), nil
		}))
	}
	for _, m := range []struct {
		name   string
		change func(string) string
	}{
		{"upper", text.Upper}, {"lower", text.Lower}, {"capitalize", text.Capitalize}, {"title", text.Title}, {"swapcase", text.SwapCase},
	} {
		all = append(all, unary(m.name, func(_ *Thread, v Value) (Value, *Exception) {
			b := append([]byte(nil), bytesOf(v)...)
			for at := 0; at < len(b); { // what is not ASCII has no case here
				end := at
				for end < len(b) && b[end] < 0x80 {
					end++
				}
				copy(b[at:end], m.change(string(b[at:end])))
				at = end + 1
			}
			return like(v, b), nil
		}))
	}
	orRaise := func(i int) (Value, *Exception) {
		if i < 0 {
			return raise(valueError, "subsection not found")
		}
		return integer(int64(i)), nil
	}
	asIs := func(i int) (Value, *Exception) { return integer(int64(i)), nil }
	return append(all,
		Native{name: "__add__", signature: "($self, value, /)", call: bytesAdd},
		Native{name: "__mod__", signature: "($self, value, /)", call: func(*Thread, []Value) (Value, *Exception) { return Value{}, handOver }, twin: "_bytes_mod"},
		Native{name: "__rmod__", signature: "($self, value, /)", twin: "_bytes_rmod", call: func(_ *Thread, a []Value) (Value, *Exception) {
			if a[0].layout() != a[1].layout() {
				return notImplemented, nil
			}
			return Value{}, handOver
		}},
		unary("isascii", func(_ *Thread, v Value) (Value, *Exception) { return boolean(text.IsASCII(string(bytesOf(v)))), nil }),
		unary("__len__", func(_ *Thread, v Value) (Value, *Exception) { return integer(int64(len(bytesOf(v)))), nil }),
		unary("__iter__", func(_ *Thread, v Value) (Value, *Exception) { return newIterator(bytesIteratorClass, v), nil }),
		Native{name: "__getitem__", signature: "($self, key, /)", call: bytesItem, twin: "_index_item"},
		Native{name: "__contains__", signature: "($self, key, /)", call: bytesContains, twin: "_bytes_contains"},
		bytesFound("find", false, asIs), bytesFound("rfind", true, asIs), bytesFound("index", false, orRaise), bytesFound("rindex", true, orRaise),
		Native{name: "count", parsed: true, signature: "($self, sub, start=<absent>, end=<absent>, /)", twin: "_with_bounds_count", call: func(t *Thread, a []Value) (Value, *Exception) {
			b := bytesOf(a[0])
			from, to, err := t.clipPair(a[2], a[3], len(b))
			if err != nil {
				return Value{}, err
			}
			sub, err := t.subsequence(a[1])
			if err != nil || from > to {
				return integer(0), err
			}
			if len(sub) == 0 {
				return integer(int64(to - from + 1)), nil
			}
			return integer(int64(bytes.Count(b[from:to], sub))), nil
		}},
		bytesAffixed("startswith", bytes.HasPrefix), bytesAffixed("endswith", bytes.HasSuffix),
		bytesSplitting("split", false), bytesSplitting("rsplit", true),
		bytesStripping("strip", true, true), bytesStripping("lstrip", true, false), bytesStripping("rstrip", false, true),
		bytesPartition("partition", false), bytesPartition("rpartition", true),
		bytesFilling("center", text.Center), bytesFilling("ljust", text.Left), bytesFilling("rjust", text.Right),
		Native{name: "zfill", signature: "($self, width, /)", twin: "_str_zfill", call: func(t *Thread, a []Value) (Value, *Exception) {
			n, err := t.index(a[1], notInteger)
			if err != nil {
				return Value{}, err
			}
			if t.tooLarge(n) {
				return Value{}, exceptionOf(memoryError)
			}
			return like(a[0], unlatin(text.ZFill(latin(bytesOf(a[0])), int(n)))), nil
		}},
		Native{name: "replace", signature: "($self, old, new, count=-1, /)", call: bytesReplace, twin: "_str_replace"},
		Native{name: "translate", signature: "($self, table, /, delete=<absent>)", call: bytesTranslate},
		Native{name: "maketrans", kind: aStatic, signature: "(frm, to, /)", call: bytesMakeTrans},
		Native{name: "join", signature: "($self, iterable, /)", call: bytesJoin, twin: "_str_join"},
		Native{name: "decode", signature: `($self, /, encoding="utf-8", errors="strict")`, call: bytesDecode},
		Native{name: "hex", signature: "($self, /, sep=<absent>, bytes_per_sep=1)", call: bytesHex, twin: "_bytes_hex"},
		bytesAffix("removeprefix", bytes.TrimPrefix), bytesAffix("removesuffix", bytes.TrimSuffix),
		Native{name: "expandtabs", signature: "($self, /, tabsize=8)", call: bytesExpandTabs, twin: "_str_expandtabs"},
		Native{name: "fromhex", kind: aClassMethod, signature: "($type, string, /)", call: bytesFromHex},
		Native{name: "splitlines", signature: "($self, /, keepends=False)", twin: "_str_splitlines", call: func(t *Thread, a []Value) (Value, *Exception) {
			keep, err := t.index(a[1], notInteger)
			if err != nil {
				return Value{}, err
			}
			return t.bytesParts(a[0], byteLines(string(bytesOf(a[0])), keep != 0)), nil
		}},
	)
}

// bytesHex is bytes.hex: with a separator between groups of so many bytes, which are counted from the right, or from the left if
// their number is negative.
func bytesHex(t *Thread, a []Value) (Value, *Exception) {
	text := hex.EncodeToString(bytesOf(a[0]))
	group, err := t.index(a[2], notInteger)
	if err != nil {
		return Value{}, err
	}
	if !a[1].valid() {
		return newStr(text), nil
	}
	sep := ""
	switch {
	case a[1].isStr():
		sep = a[1].text()
	case isBytes(a[1]):
		sep = string(bytesOf(a[1]))
	default:
		if n, err := t.special(a[1], "__len__"); err != nil {
			return Value{}, err
		} else if n == notImplemented {
			return raise(typeError, "object of type '%s' has no len()", a[1].class().typeName())
		} else if n.i != 1 {
			return raise(valueError, "sep must be length 1.")
		}
		return raise(typeError, "sep must be str or bytes.")
	}
	switch {
	case len([]rune(sep)) != 1:
		return raise(valueError, "sep must be length 1.")
	case len(sep) != 1:
		return raise(valueError, "sep must be ASCII.")
	}
	size := int(max(-group, group))
	if size == 0 || 2*size >= len(text) {
		return newStr(text), nil
	}
	first := len(text) % (2 * size)
	if group < 0 || first == 0 {
		first = 2 * size
	}
	parts := []string{text[:first]}
	for text = text[first:]; text != ""; {
		n := min(2*size, len(text))
		parts, text = append(parts, text[:n]), text[n:]
	}
	return newStr(strings.Join(parts, sep)), nil
}

// bytesAffix makes removeprefix and removesuffix.
func bytesAffix(name string, trim func(b, affix []byte) []byte) Native {
	return Native{name: name, signature: "($self, prefix, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
		affix, err := bytesArgument(a[1])
		if err != nil {
			return Value{}, err
		}
		return like(a[0], append([]byte(nil), trim(bytesOf(a[0]), affix)...)), nil
	}}
}

func bytesExpandTabs(t *Thread, a []Value) (Value, *Exception) {
	n, err := t.index(a[1], notInteger)
	if err != nil {
		return Value{}, err
	}
	if n != int64(int32(n)) {
		return raise(overflowError, "Python int too large to convert to C int")
	}
	if t.tooLarge(n) {
		return Value{}, exceptionOf(memoryError)
	}
	return like(a[0], unlatin(text.ExpandTabs(latin(bytesOf(a[0])), int(n)))), nil
}

func defineBytes() {
	bytesClass.define(append(bytesMethods(),
		Native{name: "__new__", kind: aStatic, signature: "($cls, /, source=<absent>, encoding=<absent>, errors=<absent>)", call: bytesNew, twin: "_bytes_new"},
		unary("__repr__", func(_ *Thread, v Value) (Value, *Exception) { return newStr(text.ReprBytes(as[Bytes](v).b)), nil }),
		unary("__hash__", func(_ *Thread, v Value) (Value, *Exception) { return integer(hashString(as[Bytes](v).b)), nil }),
		unary("__bytes__", func(_ *Thread, v Value) (Value, *Exception) { return newBytes(as[Bytes](v).b), nil }),
	)...)
	bytearrayClass.define(append(bytesMethods(), bytearrayMethods()...)...)
	bytearrayClass.constant("__hash__", none)
}
