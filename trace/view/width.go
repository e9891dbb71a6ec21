// This file says how wide texts are on a terminal.

package view

import (
	"unicode"

	"golang.org/x/text/width"
)

// Width returns how many columns of a terminal a text takes: two for each wide character, as those of Chinese (UAX #11), none for
// marks that stand on the character before them.
func Width(text string) int {
	n := 0
	for _, r := range text {
		n += columnsOf(r)
	}
	return n
}

func columnsOf(r rune) int {
	if r < 0x300 { // neither marks nor wide characters come before
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	if kind := width.LookupRune(r).Kind(); kind == width.EastAsianWide || kind == width.EastAsianFullwidth {
		return 2
	}
	return 1
}

// Head returns the longest beginning of a text that takes at most so many columns.
func Head(text string, columns int) string {
	for i, r := range text {
		if columns -= columnsOf(r); columns < 0 {
			return text[:i]
		}
	}
	return text
}

// Tail returns the longest end of a text that takes at most so many columns.
func Tail(text string, columns int) string {
	runes := []rune(text)
	i := len(runes)
	for i > 0 && columns >= columnsOf(runes[i-1]) {
		i--
		columns -= columnsOf(runes[i])
	}
	return string(runes[i:])
}
