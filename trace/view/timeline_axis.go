// This file draws the axis of a timeline: round times above the cells.

package view

import "strings"

// axisGap is how many characters lie between two marks of the axis, at least.
const axisGap = 12

// An axis is the two rows above the cells while they are drawn.
type axis struct {
	labels []rune
	ruler  []rune
	free   int // the first character of labels that the next label may use
}

// addAxis adds the rows with the times and the marks.
func (v *timelineView) addAxis(p *Picture) {
	a := axis{labels: []rune(strings.Repeat(" ", v.cells)), ruler: []rune(strings.Repeat("─", v.cells))}
	step := roundStep(v.total/uint64(v.cells)*axisGap + v.total%uint64(v.cells)*axisGap/uint64(v.cells))
	from := uint64(v.opt.From)
	for at := (from + step - 1) / step * step; at < from+v.total; at += step {
		a.mark(int(scale(uint64(v.cells), at-from, v.total)), axisLabel(at, step))
	}
	margin := strings.Repeat(" ", v.name+1)
	p.add(Row{}.add(margin+string(a.labels), StyleTime).add(alignText("ran", timelinePercent), StyleValue))
	p.add(Row{}.add(margin+string(a.ruler), StyleTime))
}

// mark sets a mark with its label to the right of it, and the mark alone if the label has no room.
func (a *axis) mark(cell int, label string) {
	text := []rune(label)
	a.ruler[cell] = '┬'
	if cell >= a.free && cell+len(text) <= len(a.labels) {
		copy(a.labels[cell:], text)
		a.free = cell + len(text) + 1
	}
}

// axisLabel returns a multiple of the step in the largest unit that makes every such label a whole number.
func axisLabel(at, step uint64) string {
	if at == 0 {
		return "0"
	}
	u := unitFor(int64(step))
	return groupDigits(int64(at)/u.ns) + " " + u.name
}

// roundStep returns the smallest of 1, 2, 5, 10, 20, 50, … that is no less.
func roundStep(least uint64) uint64 {
	for power := uint64(1); ; power *= 10 {
		for _, digit := range [...]uint64{1, 2, 5} {
			if power*digit >= least {
				return power * digit
			}
		}
	}
}
