package syntax

import (
	"fmt"
	"unicode/utf8"
)

// stringPrefix reports whether a word can be the prefix of a string, and which.
func stringPrefix(s string) (p prefix, ok bool) {
	if len(s) > 2 {
		return 0, false
	}
	if s == "U" { // only a small u is kept in the tree
		return 0, true
	}
	for i := range len(s) {
		switch s[i] | 0x20 {
		case 'r':
			p |= raw
		case 'b':
			p |= bytesPrefix
		case 'f':
			p |= formatted
		case 'u':
			p |= unicodePrefix
		default:
			return 0, false
		}
	}
	switch p {
	case raw, bytesPrefix, formatted, unicodePrefix:
		return p, len(s) == 1
	case raw | bytesPrefix, raw | formatted:
		return p, true
	case raw | unicodePrefix:
		return p, s[0]|0x20 == 'u'
	}
	return 0, false
}

// str reads a string, or the beginning of an f-string, whose prefix begins at start and whose quotes are here.
func (l *lexer) str(start int, p prefix) {
	q, n := opening(l.src[l.pos:])
	if q.typographic {
		r, _ := utf8.DecodeRuneInString(l.src[l.pos:])
		l.note(l.pos, "the typographic quotation mark %c (U+%04X) is read as %c", r, r, q.char)
	}
	from := l.at(start)
	l.pos += n
	if p&formatted != 0 {
		l.startFstring(start, from, q, p)
		return
	}
	body := l.pos
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		switch {
		case q.mayClose(c):
			if n := q.closes(l.src[l.pos:]); n > 0 {
				end := l.pos
				l.pos += n
				t := l.addSpan(text, start, l.pos, Span{from, l.at(l.pos)})
				t.text, t.prefix = l.src[body:end], p
				if p == raw|unicodePrefix {
					l.python2(t)
				}
				return
			}
			l.pos++
		case c == '\\' && l.pos+1 < len(l.src):
			l.pos++
			l.stringByte()
		case c == '\n' && q.size == 1:
			l.unterminated(from, start, q, "")
		default:
			l.stringByte()
		}
	}
	l.unterminated(from, start, q, "")
}

// python2 refuses a string with the prefix ur, which CPython 3 takes as a name and a string behind it.
func (l *lexer) python2(t *token) {
	s := t.span
	s.Start.Col += 2
	panic(&Error{Kind: "SyntaxError", Span: s, Msg: generic, Hint: "the prefix ur belongs to Python 2; in Python 3 all text is Unicode: write r"})
}

// stringByte goes on by one byte, which may be the end of a line.
func (l *lexer) stringByte() {
	if l.src[l.pos] == '\n' {
		l.newLine()
	} else {
		l.pos++
	}
}

// unterminated ends the reading in a string that began at from.
func (l *lexer) unterminated(from Pos, start int, q quote, f string) {
	line := l.line
	if l.pos == len(l.src) && l.pos == l.lineStart && line > from.Line {
		line-- // CPython's last line is the last one that has characters
	}
	if n := len(l.fstrings); f == "" && n > 0 && l.fstrings[n-1].quote == q {
		panic(&Error{Kind: "SyntaxError", Span: Span{from, from}, Msg: "f-string: expecting '}'"})
	}
	kind := ""
	if q.size == 3 {
		kind = "triple-quoted "
	}
	e := &Error{Kind: "SyntaxError", Span: Span{from, from}, Msg: fmt.Sprintf("unterminated %s%sstring literal (detected at line %d)", kind, f, line)}
	if !q.typographic {
		e.Hint = closedByTypographic(q, l.src[start:l.pos])
	}
	panic(e)
}

// closedByTypographic says, if a string that has no end holds a typographic quote of its kind, that it does not close it.
func closedByTypographic(q quote, s string) string {
	for i, r := range s {
		if char, n := quoteAt(s[i:]); n > 1 && char == q.char {
			return fmt.Sprintf("it begins with %c, and %c (U+%04X) does not end it", q.char, r, r)
		}
	}
	return ""
}
