package syntax

import (
	"strings"
	"unicode/utf8"
)

// number reads a number.
func (l *lexer) number() {
	start := l.pos
	kind := "decimal"
	if l.src[l.pos] == '0' && l.pos+1 < len(l.src) && strings.IndexByte("xXoObB", l.src[l.pos+1]) >= 0 {
		l.pos += 2
		kind = l.based(l.src[l.pos-1] | 0x20)
	} else {
		kind = l.decimal()
	}
	l.endOfNumber(kind)
	l.add(number, start, l.pos)
}

// based reads the digits of a number with the base that a letter says.
func (l *lexer) based(letter byte) (kind string) {
	kind, digits := "hexadecimal", "0123456789abcdefABCDEF"
	switch letter {
	case 'o':
		kind, digits = "octal", "01234567"
	case 'b':
		kind, digits = "binary", "01"
	}
	for first := true; ; first = false {
		c := l.peek(0)
		if c == '_' {
			l.pos++
			c = l.peek(0)
		} else if !first && !isDigit(c) {
			return kind
		}
		if isDigit(c) && strings.IndexByte(digits, c) < 0 {
			l.fail(l.pos, "invalid digit '%c' in %s literal", c, kind)
		}
		if c == 0 || strings.IndexByte(digits, c) < 0 {
			l.fail(l.pos-1, "invalid %s literal", kind)
		}
		for c := l.peek(0); c != 0 && strings.IndexByte(digits, c) >= 0; c = l.peek(0) {
			l.pos++
		}
	}
}

// decimal reads a decimal number, which may have a point, an exponent and a j.
func (l *lexer) decimal() (kind string) {
	start := l.pos
	integer := l.peek(0) != '.'
	if integer {
		l.digits()
	}
	end := l.pos
	if l.peek(0) == '.' {
		integer = false
		l.pos++
		if isDigit(l.peek(0)) {
			l.digits()
		}
	}
	if l.peek(0)|0x20 == 'e' {
		n := 1
		if c := l.peek(1); c == '+' || c == '-' {
			n = 2
		}
		if isDigit(l.peek(n)) {
			integer = false
			l.pos += n
			l.digits()
		} else if n == 2 {
			l.pos++ // CPython reads the sign before it misses the digits
			l.fail(l.pos, "invalid decimal literal")
		}
	}
	if l.peek(0)|0x20 == 'j' {
		l.pos++
		return "imaginary"
	}
	if integer {
		l.leadingZeros(start, end)
	}
	return "decimal"
}

// leadingZeros refuses an integer that begins with a zero and is not zero.
func (l *lexer) leadingZeros(start, end int) {
	s := l.src[start:end]
	if s[0] != '0' || strings.Trim(s, "0_") == "" {
		return
	}
	zeros := start + len(s) - len(strings.TrimLeft(s, "0_"))
	l.failAt(Span{l.at(start), l.at(zeros)}, "SyntaxError",
		"leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
}

// digits reads decimal digits, which single underscores may separate.
func (l *lexer) digits() {
	for {
		for isDigit(l.peek(0)) {
			l.pos++
		}
		if l.peek(0) != '_' {
			return
		}
		l.pos++
		if !isDigit(l.peek(0)) {
			l.fail(l.pos-1, "invalid decimal literal")
		}
	}
}

// peek returns the byte n bytes ahead, or 0.
func (l *lexer) peek(n int) byte {
	if l.pos+n < len(l.src) {
		return l.src[l.pos+n]
	}
	return 0
}

// endOfNumber refuses letters directly behind a number, unless they begin a keyword that may follow one: 1if x else y.
func (l *lexer) endOfNumber(kind string) {
	c := l.peek(0)
	if !isNameByte(c) || c >= utf8.RuneSelf {
		return
	}
	for _, word := range []string{"if", "in", "is", "and", "else", "for", "not", "or"} {
		if strings.HasPrefix(l.src[l.pos:], word) && (len(word) == 2 && word[0] == 'i' || !isNameByte(l.peek(len(word)))) {
			return
		}
	}
	p := l.at(l.pos - 1)
	e := &Error{Kind: "SyntaxError", Span: Span{p, p}, Msg: "invalid " + kind + " literal"}
	if c|0x20 == 'l' {
		e.Hint = "the L belongs to Python 2; in Python 3 an integer is as long as it needs to be"
	}
	panic(e)
}

// isNameByte reports whether a byte can be part of a name.
func isNameByte(c byte) bool {
	return c == '_' || isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf
}
