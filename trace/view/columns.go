// This file draws a run in columns: a column for each thread and each greenlet, a row for each step, a line where control
// changes hands.

package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// ColumnsOptions says what the columns show. The zero value is every step of the program in 80 characters.
type ColumnsOptions struct {
	Width int   // of the picture, in characters; 0 is 80, and less than 40 is 40
	Limit int   // how many steps to show; 0 is all. The picture says how many it leaves out
	More  int64 // how many steps the caller has left out himself, all after the trace's last but for a failure's

	Chinese bool // its sentences are in Chinese

	Filter Filter            // which steps
	Gaps   []Gap             // where the caller has left steps out among those of the trace
	Lost   *trace.LostUpdate // if it is hard to see because of them: an update that is lost
}

// A Gap is where steps have been left out of a trace.
type Gap struct {
	At    int   // the index of the event after it
	Steps int64 // how many there were
}

// The bounds of the columns.
const (
	columnsWidth    = 80
	columnsMinWidth = 40
	columnWidth     = 14    // the least width of a thread's column, if that can be
	sharedWidth     = 22    // the same of the column for several threads
	columnGap       = " │ " // in front of each column but the first; in front of that if there are times
	columnGapWidth  = 3
)

// Columns draws the steps of a trace, from top to bottom in their order.
//
// Threads that do nothing have no column. Each greenlet has one of its own, behind its thread's. If there are more of them
// than there is room for, the last column is for all that have none of their own, and each of its entries begins with a
// name.
//
// A line across the table says where control has changed hands since the row above, through whose hands it went, and why.
// With an interpreter lock that is the lock; without one it is the core of the step below the line, so that threads which
// run side by side on two cores take turns without such a line.
//
// A line below a store says so if it loses an update: its thread had read the variable before another one wrote it.
//
// What a crash or a halt has to say stands below it in full, in as many rows as it takes.
func Columns(t *trace.Trace, opt ColumnsOptions) *Picture {
	if opt.Width == 0 {
		opt.Width = columnsWidth
	}
	opt.Width = max(opt.Width, columnsMinWidth)
	c := newStepCollector(t, opt)
	gaps := opt.Gaps
	for i := range t.Events {
		for ; len(gaps) > 0 && gaps[0].At <= i; gaps = gaps[1:] {
			c.skip(gaps[0].Steps)
		}
		c.step(&t.Events[i])
	}
	p := &Picture{}
	if len(c.steps) == 0 {
		p.note("nothing to show: no step was taken", opt.Width)
		return p
	}
	newColumnsView(t.Names, opt, c).draw(p, c)
	return p
}

// A columnsView is a picture in columns with the measures that its width and its texts give it.
type columnsView struct {
	names labels
	limit int                          // the width that nothing may exceed
	say   func(sentence string) string // says a sentence in the language of the picture
	total int                          // the width of the table; a line across it may be longer
	unit  timeUnit
	own   int            // how many threads and greenlets have columns of their own
	time  int            // the width of the times; 0 if there are none
	line  int            // the width of the lines of the source; 0 if there are none
	file  bool           // each has the name of its file
	alone bool           // only one thread acts: its greenlets need not be called by its name, too
	heads []columnHeader // from left to right
}

// A columnOwner is whose steps a column shows: those of a greenlet, or of a thread's own code.
type columnOwner struct{ thread, actor int32 }

// A columnHeader is what stands above a column, whose it is, and the column's width.
type columnHeader struct {
	owner columnOwner
	text  string
	width int
}

func newColumnsView(names *trace.Names, opt ColumnsOptions, c *stepCollector) *columnsView {
	v := &columnsView{names: labels{names}, limit: opt.Width, say: func(sentence string) string { return sentence }}
	if opt.Chinese {
		v.say = InChinese
	}
	v.measureTime(c)
	v.measureLines(c)
	v.total = -columnGapWidth
	for _, width := range [...]int{v.time, v.line} {
		if width > 0 {
			v.total += columnGapWidth + width
		}
	}
	v.placeThreads(c, opt.Width-v.total)
	v.measureColumns(c)
	v.shrink()
	return v
}

// measureTime chooses the unit of the times: microseconds, or milliseconds if the run is too long for them.
func (v *columnsView) measureTime(c *stepCollector) {
	last := c.steps[len(c.steps)-1].event.Time
	if last == 0 {
		return
	}
	v.unit = timeUnit{"µs", 1e3}
	if last >= 100e6 {
		v.unit = timeUnit{"ms", 1e6}
	}
	for i := range c.steps {
		v.time = max(v.time, len(v.unit.thousandths(c.steps[i].event.Time)))
	}
}

// measureLines looks whether the steps have lines of the source, and whether these are of one file.
func (v *columnsView) measureLines(c *stepCollector) {
	file := ""
	for i := range c.steps {
		if p := c.steps[i].place; p.Line > 0 {
			v.file = v.file || file != "" && file != p.File
			file = p.File
		}
	}
	if file == "" {
		return
	}
	v.line = len(lineName)
	for i := range c.steps {
		v.line = max(v.line, Width(v.lineText(c.steps[i].place)))
	}
}

// lineName stands above the lines of the source.
const lineName = "line"

// lineText returns a place as the column of the lines has it, "" if it is not known.
func (v *columnsView) lineText(p trace.Place) string {
	switch {
	case p.Line == 0:
		return ""
	case v.file:
		return trace.Printable(p.String())
	}
	return strconv.Itoa(int(p.Line))
}

// owners returns the threads that act, in the order of their numbers, each with its greenlets behind it.
func (c *stepCollector) owners() (owners []columnOwner, threads int) {
	for i, actors := range c.acts.Rows() {
		if len(actors) > 0 {
			threads++
		}
		for _, actor := range actors {
			owners = append(owners, columnOwner{int32(i) + 1, actor})
		}
	}
	return owners, threads
}

// placeThreads gives columns to those who act as far as there is room in this many characters.
func (v *columnsView) placeThreads(c *stepCollector, room int) {
	acting, threads := c.owners()
	v.alone = threads == 1
	v.own = len(acting)
	if v.own > max(2, room/(columnWidth+columnGapWidth)) {
		v.own = max(1, (room-sharedWidth-columnGapWidth)/(columnWidth+columnGapWidth))
	}
	for _, owner := range acting[:v.own] {
		v.heads = append(v.heads, columnHeader{owner: owner, text: v.ownerName(owner)})
	}
	if v.own < len(acting) {
		v.heads = append(v.heads, columnHeader{text: othersName(acting[v.own:])})
	}
}

// ownerName returns what is said of whose step it is: the thread, the greenlet if that acts, or both if need be.
func (v *columnsView) ownerName(o columnOwner) string {
	if v.alone {
		return v.names.actorLabel(o.thread, o.actor)
	}
	return v.names.who(&trace.Event{Thread: o.thread, Actor: o.actor})
}

func othersName(owners []columnOwner) string {
	if slices.ContainsFunc(owners, func(o columnOwner) bool { return o.actor != 0 }) {
		return "others"
	}
	return "other threads"
}

// measureColumns makes every column wide enough for its texts, and the threads' own columns equally wide.
func (v *columnsView) measureColumns(c *stepCollector) {
	own, others := columnWidth, columnWidth
	for _, head := range v.heads[:v.own] {
		own = max(own, Width(head.text))
	}
	for i := range c.steps {
		column, text := v.entry(&c.steps[i])
		if column < v.own {
			own = max(own, Width(text))
		} else {
			others = max(others, Width(text))
		}
	}
	for i := range v.heads {
		v.heads[i].width = own
		if i == v.own {
			v.heads[i].width = others
		}
		v.total += columnGapWidth + v.heads[i].width
	}
}

// shrink makes columns narrower until the table fits: first those of one thread, as far as they may be, and then the widest.
func (v *columnsView) shrink() {
	for v.total > v.limit {
		widest := v.widest(v.own)
		if widest < 0 || v.heads[widest].width <= columnWidth {
			widest = v.widest(len(v.heads))
		}
		v.heads[widest].width--
		v.total--
	}
}

func (v *columnsView) widest(columns int) int {
	widest := -1
	for i := range columns {
		if widest < 0 || v.heads[i].width >= v.heads[widest].width {
			widest = i
		}
	}
	return widest
}

// entry returns the column of a step and its text there; no text for one that is nobody's.
func (v *columnsView) entry(s *columnStep) (column int, text string) {
	if s.text == "" {
		return 0, ""
	}
	owner := columnOwner{s.event.Thread, s.event.Actor}
	for column = range v.own {
		if v.heads[column].owner == owner {
			return column, s.text
		}
	}
	return len(v.heads) - 1, v.ownerName(owner) + ": " + s.text
}

func (v *columnsView) draw(p *Picture, c *stepCollector) {
	v.addHead(p)
	steps, failed := c.shown()
	v.addSteps(p, steps)
	if c.more > 0 {
		p.note(v.say("… and "+countSteps(c.more)), v.limit)
	}
	v.addSteps(p, failed)
	if c.chosen.LeftOut() {
		p.note(v.say("steps inside the library are not shown"), v.limit)
	}
	if c.access() {
		p.note(v.say("x → 5 reads x, x ← 5 writes it"), v.limit)
	}
	if c.switches() {
		p.note(v.say("→ x: who acts hands over to x in its thread"), v.limit)
	}
}

func countSteps(n int64) string {
	if n == 1 {
		return "1 more step"
	}
	return groupDigits(n) + " more steps"
}

func (v *columnsView) addSteps(p *Picture, steps []columnStep) {
	for i := range steps {
		s := &steps[i]
		if s.skipped > 0 {
			p.note(v.say("… "+countSteps(s.skipped)+" …"), v.limit)
		}
		if s.handoff != "" {
			v.addLines(p, StyleSwitch, s.handoff)
		}
		if s.text != "" {
			p.add(v.row(s))
		}
		if s.lost != "" {
			v.addLines(p, StyleFailure, s.lost)
		}
		v.addLines(p, StyleFailure, s.failure...)
	}
}

func (v *columnsView) addHead(p *Picture) {
	var names, ruler Row
	if v.time > 0 {
		names = names.add(alignText(v.unit.name, v.time), StyleTime)
		ruler = ruler.add(strings.Repeat("─", v.time), StyleNote)
	}
	if v.line > 0 {
		if v.time > 0 {
			names = names.add(columnGap, StyleNote)
			ruler = ruler.add("─┼─", StyleNote)
		}
		names = names.add(alignText(lineName, v.line), StyleTime)
		ruler = ruler.add(strings.Repeat("─", v.line), StyleNote)
	}
	for i, head := range v.heads {
		if i > 0 || v.time > 0 || v.line > 0 {
			names = names.add(columnGap, StyleNote)
			ruler = ruler.add("─┼─", StyleNote)
		}
		names = names.add(padName(head.text, head.width), StyleName)
		ruler = ruler.add(strings.Repeat("─", head.width), StyleNote)
	}
	p.add(names)
	p.add(ruler)
}

// row returns the row of a step: its time, and its text in its thread's column.
func (v *columnsView) row(s *columnStep) (r Row) {
	at, text := v.entry(s)
	if v.time > 0 {
		r = r.add(alignText(v.unit.thousandths(s.event.Time), v.time), StyleTime)
	}
	if v.line > 0 {
		if v.time > 0 {
			r = r.add(columnGap, StyleNote)
		}
		r = r.add(alignText(v.lineText(s.place), v.line), StyleTime)
	}
	for i, head := range v.heads {
		if i > 0 || v.time > 0 || v.line > 0 {
			r = r.add(columnGap, StyleNote)
		}
		if i == at {
			r = r.add(padText(text, head.width), stepStyle(s.event.Kind))
		} else {
			r = r.add(strings.Repeat(" ", head.width), StyleNote)
		}
	}
	return r
}

// addLines adds a text of some lines: the first one in a line across the table. None is cut: they may use the whole width,
// and more rows than one.
func (v *columnsView) addLines(p *Picture, style string, lines ...string) {
	for i, text := range lines {
		text = v.say(text)
		if i == 0 {
			text = v.across(text)
		}
		p.wrap(text, style, v.limit)
	}
}

// across returns a text in a line at least as wide as the table, without the line's end if there is no room for that.
func (v *columnsView) across(text string) string {
	text = "── " + text
	if line := text + " ──"; Width(line) <= v.limit {
		return line + strings.Repeat("─", max(0, v.total-Width(line)))
	}
	return text
}
