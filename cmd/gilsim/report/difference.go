// This file says whether two recorded runs are the same, and if not where they part.

package report

import (
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/trace/diff"
	"github.com/gilsim/gilsim/trace/view"
)

// A Difference is two traces and how they differ.
type Difference struct {
	Paths    [2]string
	Level    diff.Level
	Other    string // that they are of different programs, if they are
	Note     string // why this level, if nobody asked for it
	Events   int64  // that A has
	Settings []diff.Field
	First    *diff.Result // nil if they are the same
}

// DifferencePage says whether two traces are the same, and if not where they part first.
func DifferencePage(c *Difference, width int) *layout.Page {
	p := newPage(width)
	p.trace("A", c.Paths[0], c.Settings, func(f diff.Field) string { return f.A })
	p.trace("B", c.Paths[1], c.Settings, func(f diff.Field) string { return f.B })
	for _, note := range [...]string{c.Other, c.Note} {
		if note != "" {
			p.Paragraphs(note)
		}
	}
	p.Blank()
	switch {
	case c.First == nil && c.Other != "":
		p.bad("other programs, which happen to do " + sameText(c.Level, c.Events))
	case c.First == nil:
		p.good(sameText(c.Level, c.Events))
	default:
		p.AddPicture(view.Difference(c.First, p.Width))
	}
	return &p.Page
}

// trace adds one of the two traces, with those of its settings that the other one does not share.
func (p *page) trace(name, path string, settings []diff.Field, value func(diff.Field) string) {
	cells := []view.Cell{layout.Plain(path)}
	for _, f := range settings {
		if v := value(f); v != "" {
			_, key, found := strings.Cut(f.Name, " ") // without the word param or config
			if !found {
				key = f.Name
			}
			cells = append(cells, layout.Styled(view.StyleNote, key+" "+v))
		}
	}
	p.List(name, cells...)
}

// sameText says in which way two traces of so many events are the same.
func sameText(level diff.Level, events int64) string {
	switch level {
	case diff.Exact:
		return "the same: all " + layout.Plural(events, "event")
	case diff.Steps:
		return "the same steps of the program in the same order (level steps)"
	}
	return "equivalent: each thread's own steps, and the order of all that conflict (level equivalent)"
}

// A jsonDifference says whether two traces are the same, and if not how they differ.
type jsonDifference struct {
	Same     bool         `json:"same"`
	Level    diff.Level   `json:"level"`
	Other    string       `json:"other_programs,omitempty"`
	Note     *string      `json:"note"`     // why this level, if nobody asked for it
	Settings []diff.Field `json:"settings"` // what differs in the headers
	First    *diff.Result `json:"first"`    // where they part; null if they are the same. Its times are nanoseconds
}

// DifferenceDocument returns a difference as JSON.
func DifferenceDocument(c *Difference) *Document {
	d := NewDocument("diff")
	d.Difference = &jsonDifference{c.First == nil && c.Other == "", c.Level, c.Other, known(c.Note), append([]diff.Field{}, c.Settings...), c.First}
	return d
}
