// This file defines the model of a picture, which is built first, and its text, which comes last.

package view

import (
	"io"
	"strings"
	"unicode/utf8"
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

// Width returns how many characters the row has. All are taken to be equally wide.
func (r Row) Width() int {
	width := 0
	for _, c := range r {
		width += utf8.RuneCountInString(c.Text)
	}
	return width
}

// add returns the row with more text at its end, joined to the last cell if that has the same style.
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

// trim returns the row without the blanks at its end.
func (r Row) trim() Row {
	for last := len(r) - 1; last >= 0; last-- {
		if text := strings.TrimRight(r[last].Text, " "); text != "" {
			return append(r[:last:last], Cell{text, r[last].Style})
		}
		r = r[:last]
	}
	return r
}

// add puts a row at the bottom of the picture.
func (p *Picture) add(r Row) { p.Rows = append(p.Rows, r) }

// note puts a remark of one line at the bottom of the picture, cut to this many characters.
func (p *Picture) note(text string, width int) {
	p.add(Row{{cutText(text, width), StyleNote}})
}

// wrap adds a text in as many rows as it takes, broken at blanks where that can be.
func (p *Picture) wrap(text, style string, width int) {
	for utf8.RuneCountInString(text) > width {
		line := string([]rune(text)[:width+1])
		end := strings.LastIndexByte(line, ' ')
		if end <= 0 {
			end = len(string([]rune(line)[:width]))
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

// painted returns the cell's text as paint shows it.
func (c Cell) painted(paint func(style, text string) string) string {
	if paint == nil {
		return c.Text
	}
	return paint(c.Style, c.Text)
}
