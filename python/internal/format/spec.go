// Package format writes numbers and strings as Python's format(), "%" and str.format do. It follows CPython's
// Python/formatter_unicode.c and Objects/unicodeobject.c with the error texts of 3.11, and knows no objects: what calls
// __format__, __str__ or __getitem__ is done by its user, piece by piece.
package format

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// Error is a Python exception: the name of its class and its text.
type Error struct{ Class, Text string }

func (e *Error) Error() string { return e.Class + ": " + e.Text }

func valueError(text string, args ...any) *Error {
	return &Error{"ValueError", fmt.Sprintf(text, args...)}
}

// maxWidth bounds what one piece of formatted text may take, so that a width in a program cannot take the machine's memory.
const maxWidth = 1 << 26

// Spec is a format specifier, parsed: [[fill]align][sign][z][#][0][width][grouping][.precision][type].
type Spec struct {
	Fill      rune // 0: none was given
	Align     byte // '<', '>', '=', '^', or 0
	Sign      byte // '+', '-', ' ', or 0
	NoNegZero bool // z: a result of -0 is written as 0
	Alternate bool // #
	Width     int
	Group     byte // ',', '_', or 0
	Precision int  // -1: none was given
	Type      rune // 0: none was given
}

// ParseSpec parses spec for an object of the named type, whose text stands at the right of its field if right is set.
func ParseSpec(spec, typeName string, right bool) (Spec, error) {
	s := Spec{Precision: -1}
	r := []rune(spec)
	at := func(i int) rune {
		if i < len(r) {
			return r[i]
		}
		return 0
	}
	i := 0
	isAlign := func(c rune) bool { return c == '<' || c == '>' || c == '=' || c == '^' }
	switch {
	case len(r) >= 2 && isAlign(r[1]):
		s.Fill, s.Align, i = r[0], byte(r[1]), 2
	case len(r) >= 1 && isAlign(r[0]):
		s.Align, i = byte(r[0]), 1
	}
	if c := at(i); c == ' ' || c == '+' || c == '-' {
		s.Sign = byte(c)
		i++
	}
	if at(i) == 'z' {
		s.NoNegZero = true
		i++
	}
	if at(i) == '#' {
		s.Alternate = true
		i++
	}
	if s.Fill == 0 && at(i) == '0' {
		s.Fill = '0'
		if s.Align == 0 && right {
			s.Align = '='
		}
		i++
	}
	var ok bool
	if s.Width, i, ok = digits(r, i); !ok {
		return s, valueError("Too many decimal digits in format string")
	}
	if at(i) == ',' {
		s.Group = ','
		i++
	}
	if at(i) == '_' {
		if s.Group != 0 {
			return s, valueError("Cannot specify both ',' and '_'.")
		}
		s.Group = '_'
		i++
	}
	if at(i) == ',' && s.Group == '_' {
		return s, valueError("Cannot specify both ',' and '_'.")
	}
	if at(i) == '.' {
		from := i + 1
		if s.Precision, i, ok = digits(r, from); !ok {
			return s, valueError("Too many decimal digits in format string")
		}
		if i == from {
			return s, valueError("Format specifier missing precision")
		}
	}
	switch len(r) - i {
	case 0:
	case 1:
		s.Type = r[i]
	default:
		return s, valueError("Invalid format specifier '%s' for object of type '%s'", spec, typeName)
	}
	if s.Width > maxWidth || s.Precision > maxWidth {
		return s, &Error{"MemoryError", ""}
	}
	return s, s.checkGroup()
}

// digits reads a decimal number at i; false says that an int cannot hold it.
func digits(r []rune, i int) (n, next int, ok bool) {
	for ; i < len(r) && '0' <= r[i] && r[i] <= '9'; i++ {
		if n > (math.MaxInt-int(r[i]-'0'))/10 {
			return 0, i, false
		}
		n = n*10 + int(r[i]-'0')
	}
	return n, i, true
}

func (s Spec) checkGroup() error {
	if s.Group == 0 || s.Type == 0 || strings.ContainsRune("defgEG%F", s.Type) || s.Group == '_' && strings.ContainsRune("boxX", s.Type) {
		return nil
	}
	if s.Type > 32 && s.Type < 128 {
		return valueError("Cannot specify '%c' with '%c'.", s.Group, s.Type)
	}
	return valueError("Cannot specify '%c' with '\\x%x'.", s.Group, s.Type)
}

func (s Spec) unknown(typeName string) error {
	if s.Type > 32 && s.Type < 128 {
		return valueError("Unknown format code '%c' for object of type '%s'", s.Type, typeName)
	}
	return valueError("Unknown format code '\\x%x' for object of type '%s'", s.Type, typeName)
}

// Str formats a string; typeName is its class's name.
func (s Spec) Str(text, typeName string) (string, error) {
	switch {
	case s.Type != 0 && s.Type != 's':
		return "", s.unknown(typeName)
	case s.Group != 0:
		return "", valueError("Cannot specify '%c' with 's'.", s.Group)
	case s.Sign == ' ':
		return "", valueError("Space not allowed in string format specifier")
	case s.Sign != 0:
		return "", valueError("Sign not allowed in string format specifier")
	case s.NoNegZero:
		return "", valueError("Negative zero coercion (z) not allowed in string format specifier")
	case s.Alternate:
		return "", valueError("Alternate form (#) not allowed in string format specifier")
	case s.Align == '=':
		return "", valueError("'=' alignment not allowed in string format specifier")
	}
	if s.Precision >= 0 {
		text = truncate(text, s.Precision)
	}
	return s.pad("", text, '<'), nil
}

// truncate returns the first n code points of text.
func truncate(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// pad puts lead (a sign, a prefix) and text into a field as wide as the spec says; lead stands before the fill under "=".
func (s Spec) pad(lead, text string, align byte) string {
	n := s.Width - utf8.RuneCountInString(lead) - utf8.RuneCountInString(text)
	if n <= 0 {
		return lead + text
	}
	if s.Align != 0 {
		align = s.Align
	}
	fill := s.Fill
	if fill == 0 {
		fill = ' '
	}
	left := n
	switch align {
	case '<':
		left = 0
	case '^':
		left = n / 2
	case '=':
		return lead + strings.Repeat(string(fill), n) + text
	}
	return strings.Repeat(string(fill), left) + lead + text + strings.Repeat(string(fill), n-left)
}
