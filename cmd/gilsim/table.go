// This file lays text out in columns.

package main

import (
	"strings"

	"github.com/gilsim/gilsim/trace/view"
)

// A column is one column of a table.
type column struct {
	title string
	left  bool // its texts stand on the left; numbers stand on the right
	spare int  // columns that the page has no room for are left out, those with the highest number first; 0: never
}

// A table is text in columns.
type table struct {
	columns []column
	rows    [][]string
}

// The gaps between columns: the wider one if there is room.
const (
	wideGap   = 3
	narrowGap = 1
)

// add adds a row.
func (t *table) add(texts ...string) { t.rows = append(t.rows, texts) }

// drawOn adds the table to a page: the titles, then the rows. A page that is too narrow loses columns.
func (t *table) drawOn(p *page) {
	widths := t.widths()
	shown, gap := t.fit(widths, p.width)
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.title
	}
	p.line(styled(view.StyleNote, t.row(titles, widths, shown, gap)))
	for _, r := range t.rows {
		p.line(plain(t.row(r, widths, shown, gap)))
	}
}

// widths returns how wide each column must be.
func (t *table) widths() []int {
	widths := make([]int, len(t.columns))
	for i, c := range t.columns {
		widths[i] = width(c.title)
		for _, r := range t.rows {
			widths[i] = max(widths[i], width(r[i]))
		}
	}
	return widths
}

// fit returns which columns a page has room for, and the gap between them.
func (t *table) fit(widths []int, room int) (shown []bool, gap int) {
	shown = make([]bool, len(t.columns))
	for i := range shown {
		shown[i] = true
	}
	for {
		for gap = wideGap; gap >= narrowGap; gap-- {
			if total(widths, shown, gap) <= room {
				return shown, gap
			}
		}
		out := t.mostSpare(shown)
		if out < 0 {
			return shown, narrowGap
		}
		shown[out] = false
	}
}

// total returns how wide the table is.
func total(widths []int, shown []bool, gap int) int {
	sum := -gap
	for i, w := range widths {
		if shown[i] {
			sum += w + gap
		}
	}
	return sum
}

// mostSpare returns the column to leave out next, -1 if all must stay.
func (t *table) mostSpare(shown []bool) int {
	out, most := -1, 0
	for i, c := range t.columns {
		if shown[i] && c.spare > most {
			out, most = i, c.spare
		}
	}
	return out
}

// row returns one line.
func (t *table) row(texts []string, widths []int, shown []bool, gap int) string {
	var b strings.Builder
	for i, text := range texts {
		if !shown[i] {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(strings.Repeat(" ", gap))
		}
		if t.columns[i].left {
			b.WriteString(pad(text, widths[i]))
		} else {
			b.WriteString(padLeft(text, widths[i]))
		}
	}
	return b.String()
}
