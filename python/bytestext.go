// This file defines what bytes and bytearray have in common with text: searching, splitting, stripping, replacing, translating.

package python

import (
	"bytes"
	"strings"

	"github.com/gilsim/gilsim/internal/text"
)

func bytesFound(name string, last bool, result func(i int) (Value, *Exception)) Native {
	return Native{name: name, parsed: true, signature: "($self, sub, start=<absent>, end=<absent>, /)", twin: "_with_bounds_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		b := bytesOf(a[0])
		from, to, err := t.clipPair(a[2], a[3], len(b))
		if err != nil {
			return Value{}, err
		}
		sub, err := t.subsequence(a[1])
		if err != nil {
			return Value{}, err
		}
		if from > to {
			return result(-1)
		}
		i := bytes.Index(b[from:to], sub)
		if last {
			i = bytes.LastIndex(b[from:to], sub)
		}
		if i >= 0 {
			i += from
		}
		return result(i)
	}}
}

func bytesAffixed(name string, has func(b, affix []byte) bool) Native {
	return Native{name: name, parsed: true, signature: "($self, prefix, start=<absent>, end=<absent>, /)", twin: "_with_bounds_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		b := bytesOf(a[0])
		from, to, err := t.clipPair(a[2], a[3], len(b))
		if err != nil {
			return Value{}, err
		}
		affixes := []Value{a[1]}
		if a[1].layout() == layoutTuple {
			affixes = a[1].items()
		} else if !isBytes(a[1]) {
			return raise(typeError, "%s first arg must be bytes or a tuple of bytes, not %s", name, a[1].class().typeName())
		}
		for _, v := range affixes {
			affix, err := bytesArgument(v)
			if err != nil {
				return Value{}, err
			}
			if from <= to && has(b[from:to], affix) {
				return pyTrue, nil
			}
		}
		return pyFalse, nil
	}}
}

func (t *Thread) bytesParts(of Value, parts []string) Value {
	items := make([]Value, len(parts))
	for i, p := range parts {
		items[i] = like(of, []byte(p))
	}
	return newList(items...)
}

// asciiSpace is white space for bytes.
func asciiSpace(c rune) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// latin returns b as a string of one code point a byte, for the functions of package text and strings that work on characters.
func latin(b []byte) string {
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}

func unlatin(s string) []byte {
	var b []byte
	for _, c := range s {
		b = append(b, byte(c))
	}
	return b
}

func bytesSplitting(name string, last bool) Native {
	return Native{name: name, signature: "($self, /, sep=None, maxsplit=-1)", twin: "_str_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		n, err := t.index(a[2], notInteger)
		if err != nil {
			return Value{}, err
		}
		limit := int(min(n, 1<<40))
		s := latin(bytesOf(a[0]))
		var parts []string
		if a[1] == none {
			// White space of Latin-1 that is none of ASCII is made a letter for the while.
			hide := strings.NewReplacer("\u0085", "\u0185", "\u00a0", "\u01a0", "\x1c", "\u011c", "\x1d", "\u011d", "\x1e", "\u011e", "\x1f", "\u011f")
			if last {
				parts = text.RFields(hide.Replace(s), limit)
			} else {
				parts = text.Fields(hide.Replace(s), limit)
			}
		} else {
			sep, err := bytesArgument(a[1])
			if err != nil {
				return Value{}, err
			}
			if len(sep) == 0 {
				return raise(valueError, "empty separator")
			}
			if last {
				parts = text.RSplit(s, latin(sep), limit)
			} else {
				parts = text.Split(s, latin(sep), limit)
			}
		}
		items := make([]Value, len(parts))
		for i, p := range parts {
			items[i] = like(a[0], unlatin(p))
		}
		return newList(items...), nil
	}}
}

func bytesStripping(name string, left, right bool) Native {
	return Native{name: name, signature: "($self, bytes=None, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
		drop := func(c byte) bool { return asciiSpace(rune(c)) }
		if a[1] != none {
			chars, err := bytesArgument(a[1])
			if err != nil {
				return Value{}, err
			}
			drop = func(c byte) bool { return bytes.IndexByte(chars, c) >= 0 }
		}
		b := bytesOf(a[0])
		for left && len(b) > 0 && drop(b[0]) {
			b = b[1:]
		}
		for right && len(b) > 0 && drop(b[len(b)-1]) {
			b = b[:len(b)-1]
		}
		return like(a[0], b), nil
	}}
}

func bytesPartition(name string, last bool) Native {
	return Native{name: name, signature: "($self, sep, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
		sep, err := bytesArgument(a[1])
		if err != nil {
			return Value{}, err
		}
		if len(sep) == 0 {
			return raise(valueError, "empty separator")
		}
		b := bytesOf(a[0])
		i := bytes.Index(b, sep)
		if last {
			i = bytes.LastIndex(b, sep)
		}
		switch {
		case i >= 0:
			return newTuple(like(a[0], b[:i]), like(a[0], sep), like(a[0], b[i+len(sep):])), nil
		case last:
			return newTuple(like(a[0], nil), like(a[0], nil), like(a[0], b)), nil
		}
		return newTuple(like(a[0], b), like(a[0], nil), like(a[0], nil)), nil
	}}
}

func bytesFilling(name string, fill func(s string, width int, fill rune) string) Native {
	return Native{name: name, signature: "($self, width, fillchar=<absent>, /)", twin: "_str_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		width, err := t.index(a[1], notInteger)
		if err != nil {
			return Value{}, err
		}
		c := byte(' ')
		if a[2].valid() {
			if !isBytes(a[2]) || len(bytesOf(a[2])) != 1 {
				return raise(typeError, "%s() argument 2 must be a byte string of length 1, not %s", name, a[2].class().typeName())
			}
			c = bytesOf(a[2])[0]
		}
		if t.tooLarge(width) {
			return Value{}, exceptionOf(memoryError)
		}
		return like(a[0], unlatin(fill(latin(bytesOf(a[0])), int(width), rune(c)))), nil
	}}
}

func bytesReplace(t *Thread, a []Value) (Value, *Exception) {
	old, err := bytesArgument(a[1])
	if err != nil {
		return Value{}, err
	}
	to, err := bytesArgument(a[2])
	if err != nil {
		return Value{}, err
	}
	n, err := t.index(a[3], notInteger)
	if err != nil {
		return Value{}, err
	}
	b := latin(bytesOf(a[0]))
	if n < 0 || n > 1<<31 {
		n = -1
	}
	if len(to) > len(old) && t.tooLarge(replacedSize(len(b), len(old), len(to))) {
		return Value{}, exceptionOf(memoryError)
	}
	return like(a[0], unlatin(strings.Replace(b, latin(old), latin(to), int(n)))), nil
}

func bytesJoin(t *Thread, a []Value) (Value, *Exception) {
	items, err := t.elements(a[1])
	switch {
	case err == handOver:
		return Value{}, err
	case err != nil:
		return raise(typeError, "can only join an iterable")
	}
	var parts [][]byte
	for i, v := range items {
		if !isBytes(v) {
			return raise(typeError, "sequence item %d: expected a bytes-like object, %s found", i, v.class().typeName())
		}
		parts = append(parts, bytesOf(v))
	}
	return like(a[0], bytes.Join(parts, bytesOf(a[0]))), nil
}

// byteLines splits at \n, \r and \r\n.
func byteLines(s string, keep bool) (lines []string) {
	for s != "" {
		end := strings.IndexAny(s, "\r\n")
		if end < 0 {
			return append(lines, s)
		}
		n := 1
		if strings.HasPrefix(s[end:], "\r\n") {
			n = 2
		}
		line := s[:end]
		if keep {
			line = s[:end+n]
		}
		lines, s = append(lines, line), s[end+n:]
	}
	return lines
}

// bytesTranslate is bytes.translate(table, delete): every byte is looked up in the table, and those of delete are left out.
func bytesTranslate(_ *Thread, a []Value) (Value, *Exception) {
	var table []byte
	if a[1] != none {
		var err *Exception
		if table, err = bytesArgument(a[1]); err != nil {
			return Value{}, err
		}
		if len(table) != 256 {
			return raise(valueError, "translation table must be 256 characters long")
		}
	}
	var drop []byte
	if a[2].valid() {
		var err *Exception
		if drop, err = bytesArgument(a[2]); err != nil {
			return Value{}, err
		}
	}
	var out []byte
	for _, c := range bytesOf(a[0]) {
		if bytes.IndexByte(drop, c) >= 0 {
			continue
		}
		if table != nil {
			c = table[c]
		}
		out = append(out, c)
	}
	return like(a[0], out), nil
}

// bytesMakeTrans is bytes.maketrans(frm, to): the table that translate takes.
func bytesMakeTrans(_ *Thread, a []Value) (Value, *Exception) {
	from, err := bytesArgument(a[0])
	if err != nil {
		return Value{}, err
	}
	to, err := bytesArgument(a[1])
	if err != nil {
		return Value{}, err
	}
	if len(from) != len(to) {
		return raise(valueError, "maketrans arguments must have same length")
	}
	table := make([]byte, 256)
	for i := range table {
		table[i] = byte(i)
	}
	for i, c := range from {
		table[c] = to[i]
	}
	return newBytes(string(table)), nil
}
