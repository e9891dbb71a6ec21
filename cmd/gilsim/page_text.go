// This file lays running text out on a page: headings, paragraphs, and lists of names and what is said of them.

package main

import (
	"strings"

	"github.com/gilsim/gilsim/trace/view"
)

// heading adds the heading of a section.
func (p *page) heading(title string) {
	p.blank()
	p.line(styled(styleTitle, title))
}

// paragraphs adds text that is wrapped to the page.
func (p *page) paragraphs(text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			p.blank()
		}
		if strings.HasPrefix(paragraph, "\t") { // code
			for line := range strings.Lines(paragraph) {
				p.line(plain("    " + strings.TrimSpace(line)))
			}
			continue
		}
		for _, line := range wrap(paragraph, p.width) {
			p.line(plain(line))
		}
	}
}

// The columns of entries.
const (
	entryWidth   = 26
	exampleWidth = 40
	gapWidth     = 2 // at least, between a name and what is said of it
)

// entry adds a name and what is said of it, which begins in this column, on the next line if the name is too long.
func (p *page) entry(name, about string, at int) {
	if name == "" && about == "" {
		p.blank()
		return
	}
	at = min(at, p.width/2)
	left := styled(view.StyleName, pad("  "+name, at))
	next := plain(strings.Repeat(" ", at))
	if width("  "+name) > at-gapWidth && about != "" {
		p.line(left)
		left = next
	}
	for _, line := range wrap(about, p.width-at) {
		p.line(left, plain(line))
		left = next
	}
}

// definitions adds lines of a word and what it means.
func (p *page) definitions(text string) {
	for line := range strings.Lines(text) {
		word, meaning, _ := strings.Cut(strings.TrimSpace(line), "  ")
		p.entry(word, strings.TrimSpace(meaning), labelWidth+2)
	}
}
