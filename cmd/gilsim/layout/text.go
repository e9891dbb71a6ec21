// This file puts numbers, times and paragraphs into text.

package layout

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/trace/view"
)

// Count returns a number with a comma before every three digits, as in 1,234,567.
func Count[T int | int32 | int64](n T) string {
	text := strconv.FormatInt(int64(n), 10)
	first := 1
	if n < 0 {
		first = 2
	}
	for i := len(text) - 3; i >= first; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// Plural returns a number with its noun: the plural is the singular with an s.
func Plural[T int | int32 | int64](n T, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Count(n) + " " + noun + "s"
}

type unit struct {
	Name string
	time.Duration
}

var units = [...]unit{{"s", time.Second}, {"ms", time.Millisecond}, {"µs", time.Microsecond}, {"ns", time.Nanosecond}}

// unitOf returns the largest unit of which d has at least one.
func unitOf(d time.Duration) unit {
	for _, u := range units {
		if d >= u.Duration {
			return u
		}
	}
	return units[len(units)-1]
}

// A TimeScale is how all times of a table are written: in one unit, with as many decimals.
type TimeScale struct {
	unit
	decimals int
}

// ScaleFor returns the scale for times of which this is about the longest.
func ScaleFor(d time.Duration) TimeScale {
	u := unitOf(d)
	if d < 10*u.Duration {
		return TimeScale{u, 3}
	}
	return TimeScale{u, 2}
}

// Text returns a time, without its unit.
func (s TimeScale) Text(d time.Duration) string { return s.in(d, s.decimals) }

// in returns d in the unit, with so many decimals.
func (u unit) in(d time.Duration, decimals int) string {
	if u.Duration == time.Nanosecond {
		decimals = 0
	}
	text := strconv.FormatFloat(float64(d)/float64(u.Duration), 'f', decimals, 64)
	whole, rest, _ := strings.Cut(text, ".")
	if n, err := strconv.ParseInt(whole, 10, 64); err == nil && len(whole) > 3 {
		whole = Count(n)
	}
	if rest == "" {
		return whole
	}
	return whole + "." + rest
}

// Duration returns a time with its unit, in four digits or so, as in 5.108 ms.
func Duration(d time.Duration) string {
	if d == 0 {
		return "0 s"
	}
	u := unitOf(d)
	decimals := 3
	for whole := d / u.Duration; whole >= 10 && decimals > 0; whole /= 10 {
		decimals--
	}
	return u.in(d, decimals) + " " + u.Name
}

// Percent returns a share, given in percent, as in 3.2 % and 100 %.
func Percent(p float64) string {
	if p > 0 && p < 9.95 {
		return strconv.FormatFloat(p, 'f', 1, 64) + " %"
	}
	return strconv.FormatFloat(p, 'f', 0, 64) + " %"
}

// Shortest returns any number as short as it can be read: whole ones whole, others in four digits or so.
func Shortest(x float64) string {
	switch {
	case x == math.Trunc(x) && math.Abs(x) < 1e15:
		return Count(int64(x))
	case math.Abs(x) >= 1000:
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 4, 64)
}

// ThreeDigits returns a number in three digits, or all digits before the point.
func ThreeDigits(x float64) string {
	switch {
	case x == math.Trunc(x) || x >= 99.5:
		return Count(int64(math.Round(x)))
	case x >= 9.95:
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
	return strconv.FormatFloat(x, 'f', 2, 64)
}

// Ratio returns a ratio, in three digits or so.
func Ratio(x float64) string {
	switch {
	case x >= 99.5:
		return ThreeDigits(x)
	case x < 0.095 && x > 0:
		return strconv.FormatFloat(x, 'g', 2, 64)
	}
	return strconv.FormatFloat(x, 'f', 2, 64)
}

// Signed returns a number with its sign, in two digits or more.
func Signed(x float64) string {
	decimals := 1
	if math.Abs(x) >= 9.95 {
		decimals = 0
	}
	text := strconv.FormatFloat(x, 'f', decimals, 64)
	if x > 0 {
		text = "+" + text
	}
	return text
}

// Compact is a duration as Go writes it, without the minutes and seconds that it has none of.
func Compact(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// Or joins words as a sentence does.
func Or(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// Width returns how many columns of a terminal a text takes.
func Width(text string) int { return view.Width(text) }

// Pad returns the text filled with blanks on its right, up to so many characters.
func Pad(text string, to int) string { return text + strings.Repeat(" ", max(0, to-Width(text))) }

// PadLeft returns the text filled with blanks on its left, up to so many characters.
func PadLeft(text string, to int) string { return strings.Repeat(" ", max(0, to-Width(text))) + text }

// Truncate returns the text in at most so many characters: one that is longer ends in an ellipsis.
func Truncate(text string, to int) string {
	if Width(text) <= to {
		return text
	}
	return view.Head(text, max(0, to-1)) + "…"
}

// TruncateName cuts a name in its middle: the names of a pool's threads, say, differ at their ends.
func TruncateName(name string, to int) string {
	if Width(name) <= to || to < 3 {
		return Truncate(name, to)
	}
	tail := (to - 1) / 2
	return view.Head(name, to-1-tail) + "…" + view.Tail(name, tail)
}

// wrap breaks a paragraph into lines of at most so many characters, if its words permit.
func wrap(paragraph string, to int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(paragraph) {
		switch {
		case line == "":
			line = word
		case Width(line)+1+Width(word) <= to:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}
