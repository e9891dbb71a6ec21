// This file draws a difference: what happened, in a sentence or two, and what A and B do next, side by side.

package trace

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The measures of the picture of a difference, in characters.
const (
	diffWidth = 100 // unless told otherwise
	diffLeast = 40  // less is not enough
	diffValue = 30  // the most that one value takes beside another
	diffLimit = 8   // how many threads and variables are listed
)

// Picture draws the difference: what happened in words; the steps before and after, A beside B, with > in front of those
// that differ; what each thread had done; what has come of it. Events are counted from 1. No line is longer than the
// width: 0 stands for 100, and 40 is the least.
func (d *Difference) Picture(width int) *Picture {
	if width == 0 {
		width = diffWidth
	}
	width = max(width, diffLeast)
	p := &Picture{}
	for _, text := range d.sentences() {
		p.wrap(text, "", width)
	}
	d.addTable(p, width)
	if d.Reversed == nil || !d.Reversed.Alone {
		d.addProgress(p, width)
	}
	d.addOutcome(p, width)
	return p
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

// A diffTable is two columns of events of the same make.
type diffTable struct {
	brief                    bool // without words for people
	showCore, showTime       bool
	thread, core, time, cell int // widths
	widest                   int // how wide the widest cell wants to be
	most                     int // the most that a cell may be wide
}

// addTable adds the steps before and after.
func (d *Difference) addTable(p *Picture, width int) {
	headA, headB := d.A.head("A"), d.B.head("B")
	exact := d.Level == Exact
	t := diffTable{showCore: exact, showTime: exact, cell: max(len(headA), len(headB)), most: (width - 8) / 2}
	d.fit(&t)
	p.add(nil)
	p.add(t.row(" ", headA, " ", headB, StyleName))
	for _, s := range d.Before {
		p.add(t.row(" ", t.text(s), " ", t.text(s), StyleNote))
	}
	for i := range max(len(d.A.Next), len(d.B.Next), 1) {
		markA, a := t.next(d.A.Next, i)
		markB, b := t.next(d.B.Next, i)
		style := StyleValue
		if i == 0 {
			style = StyleSwitch
		}
		p.add(t.row(markA, a, markB, b, style))
	}
}

// fit measures the table. If it is too wide it goes without words, then without the cores and then without the times, unless
// it is in these that the two sides differ: what the steps did is not to be cut off.
func (d *Difference) fit(t *diffTable) {
	steps := slices.Concat(d.Before, d.A.Next, d.B.Next)
	t.measure(steps)
	both := len(d.A.Next) > 0 && len(d.B.Next) > 0
	if t.widest > t.most {
		t.brief = true
		t.measure(steps)
	}
	if t.widest > t.most && !(both && d.A.Next[0].Core != d.B.Next[0].Core) {
		t.showCore = false
		t.measure(steps)
	}
	if t.widest > t.most && !(both && d.A.Next[0].Time != d.B.Next[0].Time) {
		t.showTime = false
		t.measure(steps)
	}
	t.cell = min(max(t.cell, t.widest), t.most)
}

// head is what stands above a side's steps.
func (s Side) head(name string) string {
	if len(s.Next) > 0 {
		return name + ", event " + strconv.Itoa(s.Index+1)
	}
	return name + ", no more"
}

// measure finds how wide the table's columns and its widest cell must be for these steps.
func (t *diffTable) measure(steps []Step) {
	t.thread, t.time, t.core, t.widest = 0, 0, 0, 0
	for _, s := range steps {
		t.thread = min(max(t.thread, utf8.RuneCountInString(s.Thread)), t.most/2)
		t.time = max(t.time, len(decimal(s.Time)))
		t.core = max(t.core, len(coreText(s.Core)))
	}
	for _, s := range steps {
		t.widest = max(t.widest, utf8.RuneCountInString(t.text(s)))
	}
}

// text returns the text of a step, without blanks around it.
func (t *diffTable) text(s Step) string {
	says := s.says()
	if t.brief {
		says = s.brief()
	}
	text := padText(s.Thread, t.thread) + "  " + says
	if t.showCore {
		text = padText(coreText(s.Core), t.core) + " " + text
	}
	if t.showTime {
		text = alignText(decimal(s.Time), t.time) + " " + text
	}
	return text
}

// brief says a step without its thread in few characters, as the columns do.
func (s Step) brief() string {
	switch {
	case s.Kind == Load.String():
		return s.Object + " → " + s.Value
	case s.Kind == Store.String():
		return s.Object + " ← " + s.Value
	case s.Detail == "":
		return s.Does
	}
	return strings.TrimSpace(s.Kind+" "+s.Object) + " " + s.Value
}

// coreText returns a core as the text form has it.
func coreText(core int16) string { return string(appendCore(nil, core)) }

// next returns the ith step that a side does, and the mark that belongs before it.
func (t *diffTable) next(steps []Step, i int) (mark, text string) {
	switch {
	case i < len(steps) && i == 0:
		return ">", t.text(steps[0])
	case i < len(steps):
		return " ", t.text(steps[i])
	case i == 0:
		return ">", "(no more)"
	}
	return " ", ""
}

// row returns a row of the table.
func (t *diffTable) row(markA, a, markB, b, style string) Row {
	r := Row{{markA + " " + padText(a, t.cell), style}}
	return r.add(" │ ", StyleNote).add(markB+" "+cutText(b, t.cell), style)
}

// addProgress adds what each thread had done.
func (d *Difference) addProgress(p *Picture, width int) {
	var rows []listRow
	for _, t := range d.Threads {
		text := strconv.Itoa(t.Steps) + " steps"
		if t.Steps == 1 {
			text = "1 step"
		}
		if t.Last != nil {
			text += ", the last: " + t.Last.says()
		}
		rows = append(rows, listRow{t.Thread, text})
	}
	heading := "What each thread has done until then, in both:"
	if d.Level == Equivalent {
		heading = "What each thread does in both, until its own steps differ:"
	}
	p.list(heading, rows, width)
}

// addOutcome adds what has come of it.
func (d *Difference) addOutcome(p *Picture, width int) {
	var rows []listRow
	for _, f := range d.Outcome {
		rows = append(rows, listRow{f.Name, lastValue(f.A) + " in A, " + lastValue(f.B) + " in B"})
	}
	for _, end := range []listRow{{"A halted", d.A.Halt}, {"B halted", d.B.Halt}} {
		if end.text != "" {
			rows = append(rows, listRow{end.name, plainText(end.text)})
		}
	}
	p.list("In the end:", rows, width)
}

// lastValue returns a value, or a word for one that the trace does not show.
func lastValue(value string) string {
	if value == "" {
		return "unknown"
	}
	return cutText(value, diffValue)
}

// A listRow is one line of a list: a name, and what there is to say.
type listRow struct{ name, text string }

// list adds a heading and some lines, if there are any.
func (p *Picture) list(heading string, rows []listRow, width int) {
	if len(rows) == 0 {
		return
	}
	names := 0
	for _, r := range rows[:min(len(rows), diffLimit)] {
		names = min(max(names, utf8.RuneCountInString(r.name)), width/2-4)
	}
	p.add(nil)
	p.add(Row{{heading, StyleNote}})
	for i, r := range rows {
		if i == diffLimit {
			p.note("  and "+strconv.Itoa(len(rows)-i)+" more", width)
			return
		}
		name := "  " + padText(r.name, names) + "  "
		p.add(Row{{name, StyleName}}.add(cutText(r.text, width-names-4), StyleValue))
	}
}
