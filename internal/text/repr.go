// Package text does on strings what the methods of Python's str do where Go's package strings differs: what is white space,
// a letter or a digit, case, fields and lines, repr. It follows CPython's Objects/unicodeobject.c and knows no objects. Where
// a position or a width is meant, it counts code points.
package text

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Repr is repr of a str.
func Repr(s string) string { return quoted(s, Printable) }

// ASCII is ascii of a str.
func ASCII(s string) string {
	return quoted(s, func(c rune) bool { return c < utf8.RuneSelf && Printable(c) })
}

// quote picks the quotation mark: a double one where s has single ones only.
func quote(s string) byte {
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		return '"'
	}
	return '\''
}

func quoted(s string, plain func(rune) bool) string {
	q := quote(s)
	b := make([]byte, 0, len(s)+2)
	b = append(b, q)
	for i, c := range s {
		switch {
		case c == rune(q) || c == '\\':
			b = append(b, '\\', byte(c))
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c == utf8.RuneError && s[i] != "\ufffd"[0]: // of a lone surrogate, which WTF-8 encodes in three bytes
			if s[i] == 0xed && i+2 < len(s) {
				b = fmt.Appendf(b, `\u%04x`, 0xd000|int(s[i+1]&0x3f)<<6|int(s[i+2]&0x3f))
			}
		case plain(c):
			b = utf8.AppendRune(b, c)
		case c < 0x100:
			b = fmt.Appendf(b, `\x%02x`, c)
		case c < 0x10000:
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			b = fmt.Appendf(b, `\U%08x`, c)
		}
	}
	return string(append(b, q))
}

// ReprBytes is repr of a bytes object, b and quotation marks included.
func ReprBytes(s string) string {
	q := quote(s)
	b := append(make([]byte, 0, len(s)+3), 'b', q)
	for i := range len(s) {
		switch c := s[i]; {
		case c == q || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case ' ' <= c && c < 0x7f:
			b = append(b, c)
		default:
			b = fmt.Appendf(b, `\x%02x`, c)
		}
	}
	return string(append(b, q))
}
