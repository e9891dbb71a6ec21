// This file keeps what does not show, or changes how other text shows, out of JSON.

package export

import (
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// EscapeInvisible returns JSON in which every character outside ASCII that cannot be printed, and DEL, is written as an escape.
// encoding/json writes control characters of C1 and the marks of Unicode that reverse the direction of text as they are: a
// terminal obeys the former, and the latter show a name as another one. What needs no escape is returned as it came.
func EscapeInvisible(json []byte) []byte {
	var out []byte // nil until something is to be escaped
	for i := 0; i < len(json); {
		r, size := rune(json[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(json[i:])
		}
		escape := r == 0x7f || r >= utf8.RuneSelf && !unicode.IsPrint(r)
		switch {
		case escape && out == nil:
			out = append(make([]byte, 0, len(json)+16), json[:i]...)
			fallthrough
		case escape:
			out = appendEscape(out, r)
		case out != nil:
			out = append(out, json[i:i+size]...)
		}
		i += size
	}
	if out == nil {
		return json
	}
	return out
}

// appendEscape appends a character as JSON escapes it: one beyond 16 bits as two surrogates.
func appendEscape(b []byte, r rune) []byte {
	if r1, r2 := utf16.EncodeRune(r); r1 != unicode.ReplacementChar {
		return appendUnit(appendUnit(b, r1), r2)
	}
	return appendUnit(b, r)
}

func appendUnit(b []byte, unit rune) []byte {
	const digits = "0123456789abcdef"
	return append(b, '\\', 'u', digits[unit>>12&15], digits[unit>>8&15], digits[unit>>4&15], digits[unit&15])
}
