// This file fits names, numbers and times into the cells of pictures.

package view

import (
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"
)

// cutText returns the text in at most width characters: one that is longer ends in an ellipsis.
func cutText(text string, width int) string {
	if utf8.RuneCountInString(text) <= width {
		return text
	}
	if width < 1 {
		return ""
	}
	return string([]rune(text)[:width-1]) + "…"
}

// padText returns the text in exactly width characters, cut or filled with blanks on its right.
func padText(text string, width int) string {
	text = cutText(text, width)
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

// alignText returns the text in exactly width characters, cut or filled with blanks on its left.
func alignText(text string, width int) string {
	text = cutText(text, width)
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text))) + text
}

// groupDigits returns a number with a comma before every three digits, as in 1,234,567.
func groupDigits(n int64) string {
	text := strconv.FormatInt(n, 10)
	first := 1
	if n < 0 {
		first = 2
	}
	for i := len(text) - 3; i >= first; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// A timeUnit is a unit in which pictures give times.
type timeUnit struct {
	name string
	ns   int64
}

// timeUnits are the units, the largest first.
var timeUnits = [...]timeUnit{{"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}, {"ns", 1}}

// unitFor returns the largest unit that is no longer than this time.
func unitFor(ns int64) timeUnit {
	for _, u := range timeUnits {
		if u.ns <= ns {
			return u
		}
	}
	return timeUnits[len(timeUnits)-1]
}

// timeText returns a time with up to three decimals, as in 1.25 ms.
func timeText(ns int64) string {
	u := unitFor(ns)
	text := u.thousandths(ns)
	return strings.TrimRight(strings.TrimRight(text, "0"), ".") + " " + u.name
}

// thousandths returns a time in the unit with exactly three decimals, as in 1,234.500; what is less is cut off.
func (u timeUnit) thousandths(ns int64) string {
	sign := ""
	if ns < 0 {
		sign, ns = "-", -max(ns, -1<<62)
	}
	rest := strconv.FormatUint(1000+scale(1000, uint64(ns%u.ns), uint64(u.ns)), 10)
	return sign + groupDigits(ns/u.ns) + "." + rest[1:]
}

// scale returns x * part / whole, rounded down, where part is no more than whole and whole is not 0.
func scale(x, part, whole uint64) uint64 {
	high, low := bits.Mul64(x, part)
	scaled, _ := bits.Div64(high, low, whole)
	return scaled
}
