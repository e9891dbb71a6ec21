// This file draws a difference: what happened, in a sentence or two, and what A and B do next, side by side.

package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

// The measures of the picture of a difference, in characters.
const (
	diffWidth = 100 // unless told otherwise
	diffLeast = 40  // less is not enough
	diffValue = 30  // the most that one value takes beside another
	diffLimit = 8   // how many threads and variables are listed
)

// Difference draws where two traces part: what happened in words; the steps before and after, A beside B, with > in front
// of those that differ; what each thread had done; what has come of it. Events are counted from 1. No line is longer than the
// width: 0 stands for 100, and 40 is the least.
func Difference(difference *diff.Result, width int) *Picture {
	if width == 0 {
		width = diffWidth
	}
	width = max(width, diffLeast)
	p, d := &Picture{}, differenceView{difference}
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

// A differenceView is a difference while it is drawn.
type differenceView struct{ *diff.Result }

// A diffTable is two columns of events of the same make.
type diffTable struct {
	brief                    bool // without words for people
	showCore, showTime       bool
	thread, core, time, cell int // widths
	widest                   int // how wide the widest cell wants to be
	most                     int // the most that a cell may be wide
}

func (d differenceView) addTable(p *Picture, width int) {
	headA, headB := sideHead(d.A, "A"), sideHead(d.B, "B")
	exact := d.Level == diff.Exact
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
func (d differenceView) fit(t *diffTable) {
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

func sideHead(s diff.Side, name string) string {
	if len(s.Next) > 0 {
		return name + ", event " + strconv.Itoa(s.Index+1)
	}
	return name + ", no more"
}

func (t *diffTable) measure(steps []diff.Step) {
	t.thread, t.time, t.core, t.widest = 0, 0, 0, 0
	for _, s := range steps {
		t.thread = min(max(t.thread, Width(s.Thread)), t.most/2)
		t.time = max(t.time, len(strconv.FormatInt(s.Time, 10)))
		t.core = max(t.core, len(coreText(s.Core)))
	}
	for _, s := range steps {
		t.widest = max(t.widest, Width(t.text(s)))
	}
}

// text returns the text of a step, without blanks around it.
func (t *diffTable) text(s diff.Step) string {
	says := stepText(s)
	if t.brief {
		says = briefStep(s)
	}
	text := padText(s.Thread, t.thread) + "  " + says
	if t.showCore {
		text = padText(coreText(s.Core), t.core) + " " + text
	}
	if t.showTime {
		text = alignText(strconv.FormatInt(s.Time, 10), t.time) + " " + text
	}
	return text
}

// briefStep says a step without its thread in few characters, as the columns do.
func briefStep(s diff.Step) string {
	switch {
	case s.Kind == trace.Load.String():
		return s.Object + " → " + s.Value
	case s.Kind == trace.Store.String():
		return s.Object + " ← " + s.Value
	case s.Detail == "":
		return s.Does
	}
	return strings.TrimSpace(s.Kind+" "+s.Object) + " " + s.Value
}

func coreText(core int16) string {
	if core == trace.NoCore {
		return "-"
	}
	return "c" + strconv.Itoa(int(core))
}

// next returns the ith step that a side does, and the mark that belongs before it.
func (t *diffTable) next(steps []diff.Step, i int) (mark, text string) {
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

func (t *diffTable) row(markA, a, markB, b, style string) Row {
	r := Row{{markA + " " + padText(a, t.cell), style}}
	return r.add(" │ ", StyleNote).add(markB+" "+cutText(b, t.cell), style)
}

func (d differenceView) addProgress(p *Picture, width int) {
	var rows []listRow
	for _, t := range d.Threads {
		text := strconv.Itoa(t.Steps) + " steps"
		if t.Steps == 1 {
			text = "1 step"
		}
		if t.Last != nil {
			text += ", the last: " + stepText(*t.Last)
		}
		rows = append(rows, listRow{t.Thread, text})
	}
	heading := "What each thread has done until then, in both:"
	if d.Level == diff.Equivalent {
		heading = "What each thread does in both, until its own steps differ:"
	}
	p.list(heading, rows, width)
}

func (d differenceView) addOutcome(p *Picture, width int) {
	var rows []listRow
	for _, f := range d.Outcome {
		rows = append(rows, listRow{f.Name, lastValue(f.A) + " in A, " + lastValue(f.B) + " in B"})
	}
	for _, end := range []listRow{{"A halted", d.A.Halt}, {"B halted", d.B.Halt}} {
		if end.text != "" {
			rows = append(rows, listRow{end.name, trace.Printable(end.text)})
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

func (p *Picture) list(heading string, rows []listRow, width int) {
	if len(rows) == 0 {
		return
	}
	names := 0
	for _, r := range rows[:min(len(rows), diffLimit)] {
		names = min(max(names, Width(r.name)), width/2-4)
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

func (d differenceView) sentences() []string {
	if d.Level != diff.Equivalent {
		return []string{d.place(), d.parting()}
	}
	if d.Reversed != nil && d.Reversed.Alone {
		return []string{"The runs are not equivalent: steps that conflict have changed places.", reversalText(d.Reversed)}
	}
	out := []string{"The runs are not equivalent: a thread's own steps differ.", d.parting()}
	if d.Reversed != nil {
		out = append(out, "The first two steps that have changed places: "+reversalText(d.Reversed))
	}
	return out
}

func (d differenceView) place() string {
	noun := "step"
	if d.Level == diff.Exact {
		noun = "event"
	}
	switch d.Common {
	case 0:
		return "The runs part at the first " + noun + "."
	case 1:
		return "The runs part after 1 common " + noun + "."
	}
	return "The runs part after " + strconv.Itoa(d.Common) + " common " + noun + "s."
}

func (d differenceView) parting() string {
	if len(d.Fields) == 0 {
		return "In A, " + d.next(d.A, d.B) + "; in B, " + d.next(d.B, d.A) + "."
	}
	var differ []string
	for _, f := range d.Fields {
		differ = append(differ, "the "+f.Name+" is "+cutText(f.A, diffValue)+" in A, "+cutText(f.B, diffValue)+" in B")
	}
	s := d.A.Next[0]
	return s.Thread + " " + s.Does + " in both, but " + strings.Join(differ, ", and ") + "."
}

// next says what one side does where the other one does something else.
func (d differenceView) next(s, other diff.Side) string {
	switch {
	case len(s.Next) > 0:
		return s.Next[0].Thread + " " + stepText(s.Next[0])
	case s.Halt != "":
		return "the run is over, halted: " + trace.Printable(s.Halt)
	case d.Level == diff.Equivalent && len(other.Next) > 0:
		return other.Next[0].Thread + " does no more"
	}
	return "the run is over"
}

func stepText(s diff.Step) string {
	if s.Detail == "" {
		return s.Does
	}
	return s.Does + " (" + s.Detail + ")"
}

// reversalText says which two steps have changed places.
func reversalText(r *diff.Reversal) string {
	does := r.Second.Does
	if r.Second.Object != "" && r.Second.Object == r.First.Object {
		does = strings.TrimSuffix(does, r.Second.Object) + "it"
	}
	return r.First.Thread + " " + r.First.Does + " (its " + ordinal(r.FirstNth) + " step) before " +
		r.Second.Thread + " " + does + " (its " + ordinal(r.SecondNth) + " step) in A, after in B."
}

func ordinal(n int) string {
	ending := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return strconv.Itoa(n) + ending
}
