package pattern

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// plainEscapes are the escapes of single characters.
var plainEscapes = map[string]rune{`\a`: 7, `\b`: 8, `\f`: '\f', `\n`: '\n', `\r`: '\r', `\t`: '\t', `\v`: '\v', `\\`: '\\'}

// named returns the category of an escape, or nil.
func (p *parser) named(this string) *category {
	c := rune(this[1])
	lower := c | 0x20
	if len(this) != 2 || lower != 'd' && lower != 's' && lower != 'w' {
		return nil
	}
	return &category{letter: lower, not: c != lower, ascii: p.bytes || p.flags&ASCII != 0}
}

// classEscape reads an escape in a set.
func (p *parser) classEscape(this string, at int) (rune, *category) {
	if c, ok := plainEscapes[this]; ok {
		return c, nil
	}
	if k := p.named(this); k != nil {
		return 0, k
	}
	if c, ok := p.numbered(this, at); ok {
		return c, nil
	}
	switch c := this[1]; {
	case '0' <= c && c <= '7':
		digits := this[1:] + p.octal(2)
		n, _ := strconv.ParseInt(digits, 8, 32)
		if n > 0o377 {
			p.fail(fmt.Sprintf("octal escape value \\%s outside of range 0-0o377", digits), at)
		}
		return rune(n), nil
	case '8' <= c && c <= '9':
		p.fail("bad escape "+this, at)
	}
	return p.escaped(this, at), nil
}

// escaped is an escape of nothing that has a meaning: of punctuation it is that, of a letter it is wrong.
func (p *parser) escaped(this string, at int) rune {
	c := []rune(this)[1]
	if 'a' <= c|0x20 && c|0x20 <= 'z' && c < 128 {
		p.fail("bad escape "+this, at)
	}
	return c
}

// octal takes at most so many octal digits.
func (p *parser) octal(most int) string { return p.digits(most, "01234567") }

func (p *parser) digits(most int, of string) string {
	begin := p.at
	for p.at < len(p.r) && p.at-begin < most && strings.ContainsRune(of, p.r[p.at]) {
		p.at++
	}
	return string(p.r[begin:p.at])
}

// numbered reads \x41, \u0041 and \U00000041.
func (p *parser) numbered(this string, at int) (rune, bool) {
	want := 0
	switch {
	case this == `\x`:
		want = 2
	case this == `\u` && !p.bytes:
		want = 4
	case this == `\U` && !p.bytes:
		want = 8
	default:
		return 0, false
	}
	digits := p.digits(want, "0123456789abcdefABCDEF")
	if len(digits) != want {
		p.fail("incomplete escape "+this+digits, at)
	}
	n, _ := strconv.ParseInt(digits, 16, 64)
	if n > utf8.MaxRune {
		p.fail("bad escape "+this+digits, at)
	}
	return rune(n), true
}

// escape reads an escape outside of sets.
func (p *parser) escape(this string, at int) node {
	switch this {
	case `\A`:
		return place{atStart}
	case `\Z`:
		return place{atFinish}
	case `\b`:
		return place{pick(p.bytes || p.flags&ASCII != 0, atASCIIBoundary, atBoundary)}
	case `\B`:
		return place{pick(p.bytes || p.flags&ASCII != 0, atNoASCIIBoundary, atNoBoundary)}
	}
	if k := p.named(this); k != nil {
		return class{(&set{categories: []category{*k}, flags: p.current() &^ IgnoreCase}).finish()}
	}
	c, ok := plainEscapes[this]
	if !ok {
		c, ok = p.numbered(this, at)
	}
	switch {
	case ok:
	case this == `\0`:
		n, _ := strconv.ParseInt("0"+p.octal(2), 8, 32)
		c = rune(n)
	case '1' <= this[1] && this[1] <= '9':
		return p.backReference(this, at)
	default:
		c = p.escaped(this, at)
	}
	return literal{c, p.current()}
}

// backReference reads a reference to a group by its number, or a character in three octal digits.
func (p *parser) backReference(this string, at int) node {
	digits := this[1:] + p.digits(1, "0123456789")
	if len(digits) == 2 && strings.Trim(digits, "01234567") == "" {
		if third := p.octal(1); third != "" {
			digits += third
			n, _ := strconv.ParseInt(digits, 8, 32)
			if n > 0o377 {
				p.fail(fmt.Sprintf("octal escape value \\%s outside of range 0-0o377", digits), at)
			}
			return literal{rune(n), p.current()}
		}
	}
	n, _ := strconv.Atoi(digits)
	if n >= len(p.groups) {
		p.fail(fmt.Sprintf("invalid group reference %d", n), at+1)
	}
	p.known(n, at)
	return reference{n, p.current(), p.bodies[n]}
}

// known checks that a group can be referred to here.
func (p *parser) known(n, at int) {
	if !p.groups[n] {
		p.fail("cannot refer to an open group", at)
	}
	p.knownBehind(n)
}

// knownBehind checks that a group can be referred to where it is looked behind.
func (p *parser) knownBehind(n int) {
	switch {
	case len(p.behind) == 0:
	case n >= len(p.groups) || !p.groups[n]:
		p.fail("cannot refer to an open group", p.at)
	case n >= p.behind[0]: // of the outermost
		p.fail("cannot refer to group defined in the same lookbehind subpattern", p.at)
	}
}
