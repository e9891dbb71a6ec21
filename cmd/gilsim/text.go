// This file puts numbers, times and paragraphs into text.

package main

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// count returns a number with a comma before every three digits, as in 1,234,567.
func count[T int | int32 | int64](n T) string {
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

// plural returns a number with its noun: the plural is the singular with an s.
func plural[T int | int32 | int64](n T, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(n) + " " + noun + "s"
}

// A unit is a unit of time.
type unit struct {
	name string
	time.Duration
}

// units are the units, the largest first.
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

// A timeScale is how all times of a table are written: in one unit, with as many decimals.
type timeScale struct {
	unit
	decimals int
}

// scaleFor returns the scale for times of which this is about the longest.
func scaleFor(d time.Duration) timeScale {
	u := unitOf(d)
	if d < 10*u.Duration {
		return timeScale{u, 3}
	}
	return timeScale{u, 2}
}

// text returns a time, without its unit.
func (s timeScale) text(d time.Duration) string { return s.in(d, s.decimals) }

// in returns d in the unit, with so many decimals.
func (u unit) in(d time.Duration, decimals int) string {
	if u.Duration == time.Nanosecond {
		decimals = 0
	}
	text := strconv.FormatFloat(float64(d)/float64(u.Duration), 'f', decimals, 64)
	whole, rest, _ := strings.Cut(text, ".")
	if n, err := strconv.ParseInt(whole, 10, 64); err == nil && len(whole) > 3 {
		whole = count(n)
	}
	if rest == "" {
		return whole
	}
	return whole + "." + rest
}

// duration returns a time with its unit, in four digits or so, as in 5.108 ms.
func duration(d time.Duration) string {
	if d == 0 {
		return "0 s"
	}
	u := unitOf(d)
	decimals := 3
	for whole := d / u.Duration; whole >= 10 && decimals > 0; whole /= 10 {
		decimals--
	}
	return u.in(d, decimals) + " " + u.name
}

// percent returns a share, given in percent, as in 3.2 % and 100 %.
func percent(p float64) string {
	if p > 0 && p < 9.95 {
		return strconv.FormatFloat(p, 'f', 1, 64) + " %"
	}
	return strconv.FormatFloat(p, 'f', 0, 64) + " %"
}

// figure returns any number as short as it can be read: whole ones whole, others in four digits or so.
func figure(x float64) string {
	switch {
	case x == math.Trunc(x) && math.Abs(x) < 1e15:
		return count(int64(x))
	case math.Abs(x) >= 1000:
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 4, 64)
}

// width returns how many characters a text has. All are taken to be equally wide.
func width(text string) int { return utf8.RuneCountInString(text) }

// pad returns the text filled with blanks on its right, up to so many characters.
func pad(text string, to int) string { return text + strings.Repeat(" ", max(0, to-width(text))) }

// padLeft returns the text filled with blanks on its left, up to so many characters.
func padLeft(text string, to int) string { return strings.Repeat(" ", max(0, to-width(text))) + text }

// cut returns the text in at most so many characters: one that is longer ends in an ellipsis.
func cut(text string, to int) string {
	if width(text) <= to {
		return text
	}
	return string([]rune(text)[:max(0, to-1)]) + "…"
}

// wrap breaks a paragraph into lines of at most so many characters, if its words permit.
func wrap(paragraph string, to int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(paragraph) {
		switch {
		case line == "":
			line = word
		case width(line)+1+width(word) <= to:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}
