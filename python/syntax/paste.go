package syntax

import (
	"unicode/utf8"
)

// strangeSpace returns the length of the character here if it is a space that is not one of Python's, as pages and word processors
// have them, and how many columns of indentation it is; or 0.
func (l *lexer) strangeSpace() (n, cols int) {
	r, n := utf8.DecodeRuneInString(l.src[l.pos:])
	switch {
	case r == '\u00A0' || r >= '\u2000' && r <= '\u200A' || r == '\u202F' || r == '\u205F' || r == '\u3000':
		l.note(l.pos, "the space U+%04X is read as an ordinary one", r)
		return n, 1
	case r >= '\u200B' && r <= '\u200F' || r == '\u2060' || r == '\uFEFF':
		l.note(l.pos, "the invisible character U+%04X is left out", r)
		return n, 0
	}
	return 0, 0
}

// plain returns what a character of printed text stands for in a program, outside strings, or nothing.
func plain(r rune) string {
	switch r {
	case '、':
		return ","
	case '–', '−':
		return "-"
	case '…':
		return "..."
	case '【':
		return "["
	case '】':
		return "]"
	}
	if r < '！' || r > '～' {
		return ""
	}
	if c := string(r - '！' + '!'); operatorLength(c) > 0 && c != "`" && c != "?" && c != "$" { // the full-width forms of ASCII
		return c
	}
	return ""
}

// plainOperator reads an operator of which a character is typographic: it returns the operator and its length in the source.
func (l *lexer) plainOperator() (op string, n int) {
	var lengths [3]int
	i, read := l.pos, ""
	for k := 0; k < 3 && i < len(l.src); k++ {
		r, size := utf8.DecodeRuneInString(l.src[i:])
		c := plain(r)
		if r < utf8.RuneSelf {
			c = l.src[i : i+1]
		}
		if len(c) != 1 {
			if k == 0 && c != "" {
				l.note(l.pos, "%c (U+%04X) is read as %s", r, r, c)
				return c, size
			}
			break
		}
		read += c
		i += size
		lengths[k] = i - l.pos
	}
	m := operatorLength(read)
	if m == 0 {
		return "", 0
	}
	n = lengths[m-1]
	for i, r := range l.src[l.pos : l.pos+n] {
		if r >= utf8.RuneSelf {
			l.note(l.pos+i, "%c (U+%04X) is read as %s", r, r, plain(r))
		}
	}
	return read[:m], n
}
