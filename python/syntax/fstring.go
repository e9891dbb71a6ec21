package syntax

import (
	"strings"
)

// fstring is an f-string that is open.
type fstring struct {
	quote
	from   Pos
	start  int
	prefix prefix
	fields []field // open ones, the innermost last
}

// field is one {...} of an f-string.
type field struct {
	brackets int  // how many brackets are open in it, its own included
	inSpec   bool // behind the colon
}

// startFstring opens an f-string behind its quotes.
func (l *lexer) startFstring(start int, from Pos, q quote, p prefix) {
	if len(l.fstrings) >= maxFstrings {
		l.fail(start, "too many nested f-strings")
	}
	l.addSpan(fstringStart, start, l.pos, Span{from, l.at(l.pos)}).prefix = p
	l.fstrings = append(l.fstrings, fstring{quote: q, from: from, start: start, prefix: p})
}

// inText reports whether text of an f-string is next, not an expression.
func (l *lexer) inText() bool {
	n := len(l.fstrings)
	if n == 0 {
		return false
	}
	fields := l.fstrings[n-1].fields
	return len(fields) == 0 || fields[len(fields)-1].inSpec
}

// atField reports whether no bracket is open inside the innermost field: a colon here begins its format specification.
func (l *lexer) atField() bool {
	if n := len(l.fstrings); n > 0 {
		if m := len(l.fstrings[n-1].fields); m > 0 {
			return l.fstrings[n-1].fields[m-1].brackets == len(l.brackets)
		}
	}
	return false
}

// fstringOperator follows the fields of the innermost f-string: what has been read is an operator.
func (l *lexer) fstringOperator(op string) {
	f := &l.fstrings[len(l.fstrings)-1]
	n := len(f.fields)
	switch {
	case n == 0:
	case op == "}" && len(l.brackets) < f.fields[n-1].brackets:
		f.fields = f.fields[:n-1]
	case op == ":" && l.atField():
		f.fields[n-1].inSpec = true
	}
}

// fstringText reads text of an f-string up to a field, to the end of its format specification, or to the end of the f-string,
// which it closes.
func (l *lexer) fstringText() {
	f := &l.fstrings[len(l.fstrings)-1]
	inSpec := len(f.fields) > 0
	start, from := l.pos, l.at(l.pos)
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		switch {
		case f.mayClose(c):
			if n := f.closes(l.src[l.pos:]); n > 0 {
				l.middle(start, l.pos, from, f)
				l.add(fstringEnd, l.pos, l.pos+n)
				l.pos += n
				l.fstrings = l.fstrings[:len(l.fstrings)-1]
				return
			}
			l.pos++
		case c == '\n' && f.size == 1 && inSpec: // CPython 3.12 takes what follows as part of the field
			l.middle(start, l.pos, from, f)
			f.fields[len(f.fields)-1].inSpec = false
			return
		case c == '\n' && f.size == 1:
			l.unterminated(f.from, f.start, f.quote, "f-")
		case c == '{':
			if !inSpec && strings.HasPrefix(l.src[l.pos:], "{{") {
				l.doubled(start, from, f)
				return
			}
			l.middle(start, l.pos, from, f)
			l.openField(f)
			return
		case c == '}':
			switch {
			case !inSpec && strings.HasPrefix(l.src[l.pos:], "}}"):
				l.doubled(start, from, f)
			case !inSpec:
				l.fail(l.pos, "f-string: single '}' is not allowed")
			default:
				l.middle(start, l.pos, from, f)
				l.punctuation("}", 1)
			}
			return
		case c == '\\':
			l.escaped(f)
		default:
			l.stringByte()
		}
	}
	l.unterminated(f.from, f.start, f.quote, "f-")
}

// escaped goes behind a backslash and what it escapes; braces it does not escape, but the name of a character has some.
func (l *lexer) escaped(f *fstring) {
	l.pos++
	if l.pos == len(l.src) || l.src[l.pos] == '{' || l.src[l.pos] == '}' {
		return
	}
	if f.prefix&raw == 0 && strings.HasPrefix(l.src[l.pos:], "N{") {
		if n := strings.IndexAny(l.src[l.pos:min(l.pos+maxName, len(l.src))], "}\n"); n > 0 && l.src[l.pos+n] == '}' {
			l.pos += n + 1
			return
		}
	}
	l.stringByte()
}

// middle adds text of an f-string, if there is some.
func (l *lexer) middle(start, end int, from Pos, f *fstring) {
	if start < end {
		l.addSpan(fstringMiddle, start, end, Span{from, l.at(end)}).prefix = f.prefix
	}
}

// doubled reads a brace that stands twice for itself.
func (l *lexer) doubled(start int, from Pos, f *fstring) {
	l.pos += 2
	l.middle(start, l.pos, from, f)
	t := &l.tokens[len(l.tokens)-1]
	t.text = t.text[:len(t.text)-1]
}

// openField opens a field at its brace.
func (l *lexer) openField(f *fstring) {
	if len(f.fields) >= maxSpecDepth {
		l.fail(l.pos-1, "f-string: expressions nested too deeply")
	}
	l.punctuation("{", 1)
	f.fields = append(f.fields, field{brackets: len(l.brackets)})
}
