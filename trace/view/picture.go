// This file defines the model of a picture, which is built first, its text, which comes last, and how texts fit into its cells.

package view

import (
	"io"
	"math/bits"
	"strconv"
	"strings"
)

// A Picture is something to be shown in characters: rows of cells, each with the name of a style. It knows no colours.
type Picture struct {
	Rows []Row
}

// A Row is one line of a picture. Its cells stand side by side, without gaps.
type Row []Cell

// A Cell is a piece of text without line breaks, and the name of the style to show it in; "" is for plain text.
type Cell struct {
	Text  string
	Style string
}

// The styles. A picture reads without them: whatever differs in style differs in its characters, too.
const (
	StyleRunning = "running" // a thread on a core
	StyleLock    = "lock"    // waiting for the interpreter lock, and what happens to that lock
	StyleReady   = "ready"   // waiting for a core
	StyleBlocked = "blocked" // parked on something else
	StyleIO      = "io"      // parked on input or output
	StyleEnded   = "ended"   // not yet started, or ended
	StyleTime    = "time"    // times and the time axis
	StyleName    = "name"    // names of threads and cores
	StyleSwitch  = "switch"  // control goes from one thread to another
	StyleValue   = "value"   // what a program step did
	StyleFailure = "failure" // a crash, a halt, a lost update
	StyleNote    = "note"    // everything else: rulers, legends, remarks
)

// Width returns how many columns of a terminal the row takes.
func (r Row) Width() int {
	width := 0
	for _, c := range r {
		width += Width(c.Text)
	}
	return width
}

func (r Row) add(text, style string) Row {
	if text == "" {
		return r
	}
	if last := len(r) - 1; last >= 0 && r[last].Style == style {
		r[last].Text += text
		return r
	}
	return append(r, Cell{text, style})
}

func (r Row) trim() Row {
	for last := len(r) - 1; last >= 0; last-- {
		if text := strings.TrimRight(r[last].Text, " "); text != "" {
			return append(r[:last:last], Cell{text, r[last].Style})
		}
		r = r[:last]
	}
	return r
}

func (p *Picture) add(r Row) { p.Rows = append(p.Rows, r) }

// note puts a remark of one line at the bottom of the picture, cut to this many characters.
func (p *Picture) note(text string, width int) {
	p.add(Row{{cutText(text, width), StyleNote}})
}

// wrap adds a text in as many rows as it takes, broken at blanks where that can be.
func (p *Picture) wrap(text, style string, width int) {
	for Width(text) > width {
		end := strings.LastIndexByte(Head(text, width+1), ' ')
		if end <= 0 {
			end = max(len(Head(text, width)), len(string([]rune(text)[:1])))
		}
		p.add(Row{{text[:end], style}})
		text = strings.TrimPrefix(text[end:], " ")
	}
	p.add(Row{{text, style}})
}

// WriteText writes the picture, a line a row, without blanks at the end of a line. If paint is not nil, each cell is
// written as paint returns it; it must not change how wide the text shows. The error is w's.
func (p *Picture) WriteText(w io.Writer, paint func(style, text string) string) error {
	var line strings.Builder
	for _, r := range p.Rows {
		line.Reset()
		for _, c := range r.trim() {
			line.WriteString(c.painted(paint))
		}
		line.WriteByte('\n')
		if _, err := io.WriteString(w, line.String()); err != nil {
			return err
		}
	}
	return nil
}

func (c Cell) painted(paint func(style, text string) string) string {
	if paint == nil {
		return c.Text
	}
	return paint(c.Style, c.Text)
}

func cutText(text string, width int) string {
	if Width(text) <= width {
		return text
	}
	if width < 1 {
		return ""
	}
	return Head(text, width-1) + "…"
}

// padText returns the text in exactly width characters, cut or filled with blanks on its right.
func padText(text string, width int) string {
	text = cutText(text, width)
	return text + strings.Repeat(" ", max(0, width-Width(text)))
}

// padName returns a name in exactly width characters. It is cut in its middle: the names of a pool's threads, say, differ at
// their ends.
func padName(name string, width int) string {
	if Width(name) > width && width > 2 {
		tail := (width - 1) / 2
		name = Head(name, width-1-tail) + "…" + Tail(name, tail)
	}
	return padText(name, width)
}

// alignText returns the text in exactly width characters, cut or filled with blanks on its left.
func alignText(text string, width int) string {
	text = cutText(text, width)
	return strings.Repeat(" ", max(0, width-Width(text))) + text
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
	rest := strconv.FormatUint(1000+mulDiv(1000, uint64(ns%u.ns), uint64(u.ns)), 10)
	return sign + groupDigits(ns/u.ns) + "." + rest[1:]
}

// mulDiv returns x * part / whole, rounded down, where part is no more than whole and whole is not 0.
func mulDiv(x, part, whole uint64) uint64 {
	high, low := bits.Mul64(x, part)
	scaled, _ := bits.Div64(high, low, whole)
	return scaled
}
