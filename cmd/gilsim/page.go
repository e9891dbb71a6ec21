// This file defines the page, a picture that reports are written on before it becomes text.

package main

import (
	"strings"
	"unicode"

	"github.com/gilsim/gilsim/trace/view"
)

// A page is a picture of a given width that grows line by line.
type page struct {
	view.Picture
	width int
}

// labelWidth is the room for the labels on the left of a page.
const labelWidth = 10

// line adds a line.
func (p *page) line(cells ...view.Cell) { p.Rows = append(p.Rows, view.Row(cells)) }

// blank adds an empty line, unless the page has none yet.
func (p *page) blank() {
	if len(p.Rows) > 0 {
		p.line()
	}
}

// picture adds all lines of a picture.
func (p *page) picture(other *view.Picture) { p.Rows = append(p.Rows, other.Rows...) }

// styled is a cell with a style.
func styled(style, text string) view.Cell { return view.Cell{Text: text, Style: style} }

// plain is a cell without a style.
func plain(text string) view.Cell { return view.Cell{Text: text} }

// separator stands between the entries of a list that fill a line.
const separator = " · "

// list adds entries one after the other, with a separator between them, on as many lines as they need. The label stands
// at the left of the first line; the others are indented as far.
func (p *page) list(label string, entries ...view.Cell) {
	at := labelWidth
	if len(label) < 2 {
		at = 3 * len(label)
	}
	row := view.Row{styled(styleTitle, pad(label, at))}
	next := func() {
		p.Rows = append(p.Rows, row)
		row = view.Row{plain(strings.Repeat(" ", at))}
	}
	for i, e := range entries {
		switch {
		case i == 0:
		case row.Width()+width(separator)+width(e.Text) > p.width:
			next()
		default:
			row = append(row, styled(view.StyleNote, separator))
		}
		for k, line := range wrap(e.Text, p.width-at) {
			if k > 0 {
				next()
			}
			row = append(row, view.Cell{Text: line, Style: e.Style})
		}
	}
	next()
}

// note adds a remark.
func (p *page) note(text string) {
	for _, line := range wrap(text, p.width) {
		p.line(styled(view.StyleNote, line))
	}
}

// write writes the page to a stream, without empty lines at its end. What comes from a trace cannot reach the terminal
// as a control sequence.
func (p *page) write(out *stream, colors palette) error {
	for last := len(p.Rows) - 1; last >= 0 && len(p.Rows[last]) == 0; last-- {
		p.Rows = p.Rows[:last]
	}
	return p.WriteText(out, func(style, text string) string { return colors.paint(style, visible(text)) })
}

// visible returns a text with a replacement character for each that does not show.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, text)
}
