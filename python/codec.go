// This file defines how text becomes bytes, and back: the encodings utf-8, ascii and latin-1.

package python

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// encodingOf returns the name that CPython's errors use for an encoding, or "".
func encodingOf(name string) string {
	switch strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(name)) {
	case "utf-8", "utf8", "u8", "utf":
		return "utf-8"
	case "ascii", "us-ascii", "646":
		return "ascii"
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "8859", "l1":
		return "latin-1"
	}
	return ""
}

func strEncode(_ *Thread, a []Value) (Value, *Exception) {
	for i, v := range a[1:] {
		if !v.isStr() {
			return raise(typeError, "encode() argument '%s' must be str, not %s", []string{"encoding", "errors"}[i], argumentType(v))
		}
	}
	return encode(a[0], a[1].text(), a[2].text())
}

// encode returns the bytes of a str.
func encode(v Value, encoding, errors string) (Value, *Exception) {
	name := encodingOf(encoding)
	limit, why := rune(utf8.MaxRune), "surrogates not allowed"
	switch name {
	case "":
		return raise(lookupError, "unknown encoding: %s", encoding)
	case "ascii":
		limit, why = 0x7f, "ordinal not in range(128)"
	case "latin-1":
		limit, why = 0xff, "ordinal not in range(256)"
	default:
		return encodeUTF8(v, errors)
	}
	r := runes(v.text())
	var b []byte
	for i := 0; i < len(r); i++ {
		if r[i] <= limit {
			b = append(b, byte(r[i]))
			continue
		}
		switch errors {
		case "strict":
			end := i
			for end < len(r) && r[end] > limit {
				end++
			}
			return Value{}, exceptionOf(unicodeEncodeError, newStr(name), plainStr(v), integer(int64(i)), integer(int64(end)), newStr(why))
		case "ignore":
		case "replace":
			b = append(b, '?')
		case "xmlcharrefreplace":
			b = fmt.Appendf(b, "&#%d;", r[i])
		case "backslashreplace":
			b = append(b, strings.Trim(escaped(newStr("'"+string(r[i])+"'")).text(), "'")...)
		default:
			return raise(lookupError, "unknown error handler name '%s'", errors)
		}
	}
	return newBytes(string(b)), nil
}

// runes returns the code points of a string, lone surrogates too.
func runes(s string) []rune {
	var list []rune
	for i := 0; i < len(s); {
		if c, lone := surrogate(s[i:]); lone {
			list = append(list, c)
			i += 3
			continue
		}
		c, n := utf8.DecodeRuneInString(s[i:])
		list = append(list, c)
		i += n
	}
	return list
}

// appendRune appends a code point, a lone surrogate as WTF-8 has it.
func appendRune(b []byte, c rune) []byte {
	if 0xd800 <= c && c < 0xe000 {
		return append(b, char(c).text()...)
	}
	return utf8.AppendRune(b, c)
}

// hasSurrogate reports whether a string has a lone surrogate.
func hasSurrogate(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == 0xed && s[i+1] >= 0xa0 {
			return true
		}
	}
	return false
}

// unencodable is the error of writing a string that has a lone surrogate, nil if it has none.
func unencodable(v Value) *Exception {
	if !hasSurrogate(v.text()) {
		return nil
	}
	_, err := encodeUTF8(v, "strict")
	return err
}

// encodeUTF8 returns a str in UTF-8, which has no place for surrogates.
func encodeUTF8(v Value, errors string) (Value, *Exception) {
	if !hasSurrogate(v.text()) || errors == "surrogatepass" {
		return newBytes(v.text()), nil
	}
	r := runes(v.text())
	var b []byte
	for i := 0; i < len(r); i++ {
		if r[i] < 0xd800 || r[i] >= 0xe000 {
			b = utf8.AppendRune(b, r[i])
			continue
		}
		end := i
		for end < len(r) && 0xd800 <= r[end] && r[end] < 0xe000 {
			end++
		}
		switch {
		case errors == "ignore":
		case errors == "replace":
			b = append(b, '?')
		case errors == "xmlcharrefreplace":
			b = fmt.Appendf(b, "&#%d;", r[i])
		case errors == "backslashreplace":
			b = fmt.Appendf(b, "\\u%04x", r[i])
		case errors == "surrogateescape" && 0xdc80 <= r[i] && r[i] < 0xdd00:
			b = append(b, byte(r[i]-0xdc00))
		case errors == "strict" || errors == "surrogateescape":
			return Value{}, exceptionOf(unicodeEncodeError, newStr("utf-8"), plainStr(v), integer(int64(i)), integer(int64(end)), newStr("surrogates not allowed"))
		default:
			return raise(lookupError, "unknown error handler name '%s'", errors)
		}
	}
	return newBytes(string(b)), nil
}

// decodeArgument is str(object, encoding, errors).
func decodeArgument(class *Class, object, encoding, errors Value) (Value, *Exception) {
	e, h := "utf-8", "strict"
	if encoding.valid() {
		e = encoding.text()
	}
	if errors.valid() {
		h = errors.text()
	}
	switch object.layout() {
	case layoutStr:
		return raise(typeError, "decoding str is not supported")
	case layoutBytes, layoutBytearray:
		v, err := decode(bytesOf(object), e, h)
		if err != nil || class == strClass {
			return v, err
		}
		return newStrOf(class, v.text()), nil
	}
	return raise(typeError, "decoding to str: need a bytes-like object, %s found", object.class().typeName())
}

// decode returns the str that b encodes.
func decode(b []byte, encoding, errors string) (Value, *Exception) {
	name := encodingOf(encoding)
	var out strings.Builder
	for i := 0; i < len(b); {
		n, why := 1, ""
		switch name {
		case "":
			return raise(lookupError, "unknown encoding: %s", encoding)
		case "latin-1":
			out.WriteRune(rune(b[i]))
		case "ascii":
			if b[i] < utf8.RuneSelf {
				out.WriteByte(b[i])
			} else {
				why = "ordinal not in range(128)"
			}
		default:
			c, size := utf8.DecodeRune(b[i:])
			if c == utf8.RuneError && size <= 1 {
				n, why = invalid(b[i:])
			} else {
				n = size
				out.WriteRune(c)
			}
		}
		if why != "" {
			switch errors {
			case "strict":
				return Value{}, exceptionOf(unicodeDecodeError, newStr(name), newBytes(string(b)), integer(int64(i)), integer(int64(i+n)), newStr(why))
			case "ignore":
			case "replace":
				out.WriteRune(utf8.RuneError)
			case "backslashreplace":
				for _, c := range b[i : i+n] {
					fmt.Fprintf(&out, `\x%02x`, c)
				}
			default:
				return raise(lookupError, "unknown error handler name '%s'", errors)
			}
		}
		i += n
	}
	return newStr(out.String()), nil
}

// invalid says how many bytes at the beginning of b are no UTF-8, and why (CPython's utf8 decoder).
func invalid(b []byte) (n int, why string) {
	need := 0
	lo, hi := byte(0x80), byte(0xbf)
	switch c := b[0]; {
	case 0xc2 <= c && c <= 0xdf:
		need = 1
	case 0xe0 <= c && c <= 0xef:
		need = 2
		if c == 0xe0 {
			lo = 0xa0
		} else if c == 0xed {
			hi = 0x9f
		}
	case 0xf0 <= c && c <= 0xf4:
		need = 3
		if c == 0xf0 {
			lo = 0x90
		} else if c == 0xf4 {
			hi = 0x8f
		}
	default:
		return 1, "invalid start byte"
	}
	for n = 1; n <= need; n++ {
		if n == len(b) {
			return n, "unexpected end of data"
		}
		if b[n] < lo || b[n] > hi {
			return n, "invalid continuation byte"
		}
		lo, hi = 0x80, 0xbf
	}
	return 1, "invalid start byte"
}
