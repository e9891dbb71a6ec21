// This file lays text out in columns.

package layout

import (
	"strings"

	"github.com/gilsim/gilsim/trace/view"
)

// A Column is one column of a table.
type Column struct {
	Title string
	Left  bool // its texts stand on the left; numbers stand on the right
	Spare int  // columns that the page has no room for are left out, those with the highest number first; 0: never
}

// A Table is text in columns.
type Table struct {
	Columns []Column
	Rows    [][]string
}

// The gaps between columns: the wider one if there is room.
const (
	wideGap   = 3
	narrowGap = 1
)

// Add adds a row.
func (t *Table) Add(texts ...string) { t.Rows = append(t.Rows, texts) }

// Table adds a table: the titles, then the rows. A page that is too narrow loses columns.
func (p *Page) Table(t *Table) {
	widths := t.widths()
	shown, gap := t.fit(widths, p.Width)
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	p.Line(Styled(view.StyleNote, t.row(titles, widths, shown, gap)))
	for _, r := range t.Rows {
		p.Line(Plain(t.row(r, widths, shown, gap)))
	}
}

func (t *Table) widths() []int {
	widths := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = Width(c.Title)
		for _, r := range t.Rows {
			widths[i] = max(widths[i], Width(r[i]))
		}
	}
	return widths
}

// fit returns which columns a page has room for, and the gap between them.
func (t *Table) fit(widths []int, room int) (shown []bool, gap int) {
	shown = make([]bool, len(t.Columns))
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
func (t *Table) mostSpare(shown []bool) int {
	out, most := -1, 0
	for i, c := range t.Columns {
		if shown[i] && c.Spare > most {
			out, most = i, c.Spare
		}
	}
	return out
}

// row returns one line.
func (t *Table) row(texts []string, widths []int, shown []bool, gap int) string {
	var b strings.Builder
	for i, text := range texts {
		if !shown[i] {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(strings.Repeat(" ", gap))
		}
		if t.Columns[i].Left {
			b.WriteString(Pad(text, widths[i]))
		} else {
			b.WriteString(PadLeft(text, widths[i]))
		}
	}
	return b.String()
}
