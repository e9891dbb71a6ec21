// This file defines the page, a picture that reports are written on before it becomes text.

package layout

import (
	"io"
	"strings"
	"unicode"

	"github.com/gilsim/gilsim/trace/view"
)

// The styles that reports have beside those of pictures.
const (
	StyleGood  = "good"  // a check holds
	StyleTitle = "title" // a heading
)

// A Page is a picture of a given width that grows line by line.
type Page struct {
	view.Picture
	Width int
}

// A Paint returns a text, which is of one line, as a style shows it.
type Paint func(style, text string) string

// New returns an empty page whose lines are at most so many characters wide.
func New(width int) *Page { return &Page{Width: width} }

// LabelWidth is the room for the labels on the left of a page.
const LabelWidth = 10

// Line adds a line.
func (p *Page) Line(cells ...view.Cell) { p.Rows = append(p.Rows, view.Row(cells)) }

// Blank adds an empty line, unless the page has none yet.
func (p *Page) Blank() {
	if len(p.Rows) > 0 {
		p.Line()
	}
}

// AddPicture adds all lines of a picture.
func (p *Page) AddPicture(other *view.Picture) { p.Rows = append(p.Rows, other.Rows...) }

// Styled is a cell with a style.
func Styled(style, text string) view.Cell { return view.Cell{Text: text, Style: style} }

// Plain is a cell without a style.
func Plain(text string) view.Cell { return view.Cell{Text: text} }

// separator stands between the entries of a list that fill a line.
const separator = " · "

// List adds entries one after the other, with a separator between them, on as many lines as they need. The label stands
// at the left of the first line; the others are indented as far.
func (p *Page) List(label string, entries ...view.Cell) {
	at := LabelWidth
	if len(label) < 2 {
		at = 3 * len(label)
	}
	row := view.Row{Styled(StyleTitle, Pad(label, at))}
	next := func() {
		p.Rows = append(p.Rows, row)
		row = view.Row{Plain(strings.Repeat(" ", at))}
	}
	for i, e := range entries {
		switch {
		case i == 0:
		case row.Width()+Width(separator)+Width(e.Text) > p.Width:
			next()
		default:
			row = append(row, Styled(view.StyleNote, separator))
		}
		for k, line := range wrap(e.Text, p.Width-at) {
			if k > 0 {
				next()
			}
			row = append(row, view.Cell{Text: line, Style: e.Style})
		}
	}
	next()
}

// Note adds a remark.
func (p *Page) Note(text string) {
	for _, line := range wrap(text, p.Width) {
		p.Line(Styled(view.StyleNote, line))
	}
}

// Write writes the page, without empty lines at its end. What comes from a trace cannot reach the terminal as a control
// sequence.
func (p *Page) Write(to io.Writer, paint Paint) error {
	for last := len(p.Rows) - 1; last >= 0 && len(p.Rows[last]) == 0; last-- {
		p.Rows = p.Rows[:last]
	}
	return p.WriteText(to, func(style, text string) string { return paint(style, visible(text)) })
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

// Heading adds the heading of a section.
func (p *Page) Heading(title string) {
	p.Blank()
	p.Line(Styled(StyleTitle, title))
}

// Paragraphs adds text that is wrapped to the page.
func (p *Page) Paragraphs(text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			p.Blank()
		}
		if strings.HasPrefix(paragraph, "\t") { // code
			for line := range strings.Lines(paragraph) {
				p.Line(Plain("    " + strings.TrimSpace(line)))
			}
			continue
		}
		for _, line := range wrap(paragraph, p.Width) {
			p.Line(Plain(line))
		}
	}
}

// The columns of entries.
const (
	EntryWidth   = 26
	ExampleWidth = 40
	gapWidth     = 2 // at least, between a name and what is said of it
)

// Entry adds a name and what is said of it, which begins in this column, on the next line if the name is too long.
func (p *Page) Entry(name, about string, at int) {
	if name == "" && about == "" {
		p.Blank()
		return
	}
	at = min(at, p.Width/2)
	left := Styled(view.StyleName, Pad("  "+name, at))
	next := Plain(strings.Repeat(" ", at))
	if Width("  "+name) > at-gapWidth && about != "" {
		p.Line(left)
		left = next
	}
	for _, line := range wrap(about, p.Width-at) {
		p.Line(left, Plain(line))
		left = next
	}
}

// Definitions adds lines of a word and what it means.
func (p *Page) Definitions(text string) {
	for line := range strings.Lines(text) {
		word, meaning, _ := strings.Cut(strings.TrimSpace(line), "  ")
		p.Entry(word, strings.TrimSpace(meaning), LabelWidth+2)
	}
}
