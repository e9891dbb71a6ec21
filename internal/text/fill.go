package text

import (
	"strings"
	"unicode/utf8"
)

// Left is str.ljust.
func Left(s string, width int, fill rune) string {
	return s + strings.Repeat(string(fill), max(0, width-utf8.RuneCountInString(s)))
}

// Right is str.rjust.
func Right(s string, width int, fill rune) string {
	return strings.Repeat(string(fill), max(0, width-utf8.RuneCountInString(s))) + s
}

// Center is str.center: of an odd number of fill characters the left has one more if width is odd.
func Center(s string, width int, fill rune) string {
	n := width - utf8.RuneCountInString(s)
	if n <= 0 {
		return s
	}
	left := n/2 + n&width&1
	return strings.Repeat(string(fill), left) + s + strings.Repeat(string(fill), n-left)
}

// ZFill is str.zfill: zeros follow a sign.
func ZFill(s string, width int) string {
	n := width - utf8.RuneCountInString(s)
	if n <= 0 {
		return s
	}
	if s != "" && (s[0] == '+' || s[0] == '-') {
		return s[:1] + strings.Repeat("0", n) + s[1:]
	}
	return strings.Repeat("0", n) + s
}

// ExpandTabs is str.expandtabs.
func ExpandTabs(s string, size int) string {
	var b strings.Builder
	column := 0
	for _, c := range s {
		switch c {
		case '\t':
			if size > 0 {
				n := size - column%size
				b.WriteString(strings.Repeat(" ", n))
				column += n
			}
			continue
		case '\n', '\r':
			column = -1
		}
		column++
		b.WriteRune(c)
	}
	return b.String()
}
