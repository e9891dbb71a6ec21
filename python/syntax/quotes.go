package syntax

import (
	"strings"
)

// quote is what a string began with, and ends with.
type quote struct {
	char        byte // ' or "
	size        int  // 1 or 3
	typographic bool // it is written with quotation marks of printed text, each of which closes it
}

// quoteAt returns which quote s begins with, ' or ", or 0, and its length: a typographic one stands for the plain one.
func quoteAt(s string) (char byte, n int) {
	if s == "" {
		return 0, 0
	}
	if s[0] == '"' || s[0] == '\'' {
		return s[0], 1
	}
	for _, q := range []string{"“", "”", "„", "‟", "″", "＂"} {
		if strings.HasPrefix(s, q) {
			return '"', len(q)
		}
	}
	for _, q := range []string{"‘", "’", "‚", "‛", "′", "＇"} {
		if strings.HasPrefix(s, q) {
			return '\'', len(q)
		}
	}
	return 0, 0
}

// opening returns the quote with which s, which begins with one, opens a string, and its length.
func opening(s string) (q quote, n int) {
	q.char, n = quoteAt(s)
	q.size, q.typographic = 1, n > 1
	if m := q.run(s, 3); m > 0 {
		q.size, n = 3, m
	}
	return q, n
}

// closes returns the length of the quotes with which s begins if they end the string, or 0.
func (q quote) closes(s string) int { return q.run(s, q.size) }

// run returns the length of count quotes in a row with which s begins, or 0.
func (q quote) run(s string, count int) (n int) {
	for range count {
		if n == len(s) {
			return 0
		}
		if !q.typographic {
			if s[n] != q.char {
				return 0
			}
			n++
			continue
		}
		char, m := quoteAt(s[n:])
		if char != q.char {
			return 0
		}
		n += m
	}
	return n
}

// mayClose reports whether a byte can be the first of quotes that end the string.
func (q quote) mayClose(c byte) bool {
	return c == q.char || q.typographic && c >= 0xE2
}
