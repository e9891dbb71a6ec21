// This file draws the timeline: a row for each thread, below it those of its greenlets, and time from left to right.

package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// TimelineOptions says what a timeline shows. The zero value is the whole run in 80 characters.
type TimelineOptions struct {
	Width   int      // of the picture, in characters; 0 is 80, and less than 40 is 40
	From    int64    // the time at which the picture begins, in nanoseconds
	To      int64    // the time at which it ends; 0 is the end of the run
	Threads int      // how many threads to show at most, those with the lowest numbers first; 0 is 40
	Only    []string // only threads of these names; none are all
	Actors  int      // how many greenlets to show at most, those that had the first turns and show as something; 0 is as many as threads
	Cores   bool     // also a row for each core, which tells which thread was on it
}

// The bounds of a timeline.
const (
	timelineWidth    = 80
	timelineMinWidth = 40
	timelineThreads  = 40
	timelineCores    = 64
	timelineName     = 20 // the longest name that is shown in full, if that leaves three quarters of the width
	timelinePercent  = 5  // the column at the right: how much of the time the thread ran
)

func (o TimelineOptions) defaults() TimelineOptions {
	if o.Width == 0 {
		o.Width = timelineWidth
	}
	if o.Threads <= 0 {
		o.Threads = timelineThreads
	}
	if o.Actors <= 0 {
		o.Actors = o.Threads
	}
	o.Width = max(o.Width, timelineMinWidth)
	o.From, o.To = max(o.From, 0), max(o.To, 0)
	return o
}

// A Timeliner is a Recorder that gathers a timeline while the run goes on. Its room depends on the number of rows, not
// on the number of events.
type Timeliner struct {
	names  *trace.Names
	opt    TimelineOptions
	spans  *trace.Spans
	grid   timeGrid
	lanes  []threadLane // of thread i+1
	rows   []bool       // of thread i+1: it has a row
	given  int          // how many have
	actors []threadLane // of greenlets, generators and hubs, in the order of their first turns
	cores  []coreLane   // by core; empty if cores are not shown
	locks  lockLanes    // of the program
}

// NewTimeliner returns a Timeliner at the start of a run whose names these are.
func NewTimeliner(names *trace.Names, opt TimelineOptions) *Timeliner {
	t := &Timeliner{names: names, opt: opt.defaults(), locks: lockLanes{names: labels{names}}}
	t.spans = trace.NewSpans(names, t.spend)
	if t.opt.To > t.opt.From {
		t.reach(uint64(t.opt.To - t.opt.From))
	}
	return t
}

// Timeline draws the timeline of a trace that is held in memory.
//
// Each character of a thread's row stands for some time and shows the state that took most of it. But where the threads ran
// for at least half of it, all in all, the one of them that ran longest shows as running, even if it waited for longer: so
// a lock that goes round quickly among many threads is seen to be in use. The percent at the right are exact.
func Timeline(t *trace.Trace, opt TimelineOptions) *Picture {
	line := NewTimeliner(t.Names, opt)
	line.Record(t.Events)
	return line.Picture()
}

// Record takes in the next events.
func (t *Timeliner) Record(events []trace.Event) {
	for i := range events {
		t.spans.Step(&events[i])
		if hold, ended := t.locks.step(&events[i], t.spans.Now()); ended {
			t.hold(hold)
		}
	}
}

// wants reports whether a thread has a row: the first threads, or the first of those that are named.
func (t *Timeliner) wants(thread int32) bool {
	for len(t.rows) < min(int(thread), t.names.Threads()) {
		id := int32(len(t.rows) + 1)
		row := t.given < t.opt.Threads && (len(t.opt.Only) == 0 || slices.Contains(t.opt.Only, t.names.Label(id)))
		if row {
			t.given++
		}
		t.rows = append(t.rows, row)
	}
	return 0 < thread && int(thread) <= len(t.rows) && t.rows[thread-1]
}

// hold enters who held a lock.
func (t *Timeliner) hold(h lockHold) {
	if begin, end, ok := t.clip(h.from, h.to); ok {
		h.lane.add(t.grid, begin, end, h.thread)
	}
}

// clip returns the part of a span that falls into the picture, and whether any does.
func (t *Timeliner) clip(from, to int64) (begin, end uint64, ok bool) {
	from = max(from, t.opt.From)
	if t.opt.To > 0 {
		to = min(to, t.opt.To)
	}
	if from >= to {
		return 0, 0, false
	}
	begin, end = uint64(from-t.opt.From), uint64(to-t.opt.From)
	t.reach(end)
	return begin, end, true
}

// spend enters a span of a thread, or of an actor that may have a row.
func (t *Timeliner) spend(span trace.Span) {
	begin, end, ok := t.clip(span.From, span.To)
	if !ok {
		return
	}
	if span.Actor != 0 {
		t.spendActor(span, begin, end)
		return
	}
	if t.wants(span.Thread) {
		t.lane(int(span.Thread)-1).add(t.grid, begin, end, span.State)
	}
	if t.opt.Cores && span.State == trace.StateRunning && span.Core >= 0 && span.Core < timelineCores {
		t.core(int(span.Core)).add(t.grid, begin, end, span.Thread)
	}
}

// reach makes the grid long enough for a time, counted from the start of the picture.
func (t *Timeliner) reach(end uint64) {
	for !t.grid.holds(end) {
		t.grid.shift++
		for i := range t.lanes {
			t.lanes[i].halve()
		}
		for i := range t.actors {
			t.actors[i].halve()
		}
		for i := range t.cores {
			t.cores[i].halve()
		}
		t.locks.halve()
	}
}

func (t *Timeliner) lane(i int) *threadLane {
	for len(t.lanes) <= i {
		t.lanes = append(t.lanes, threadLane{})
	}
	return &t.lanes[i]
}

func (t *Timeliner) core(i int) *coreLane {
	for len(t.cores) <= i {
		t.cores = append(t.cores, coreLane{})
	}
	return &t.cores[i]
}

// Picture draws what has been recorded so far. It may be called at any time.
func (t *Timeliner) Picture() *Picture {
	t.spans.Settle()
	for _, hold := range t.locks.settle(t.spans.Now()) {
		t.hold(hold)
	}
	p := &Picture{}
	end := t.opt.To
	if end == 0 {
		end = t.spans.Now()
	}
	if end <= t.opt.From {
		p.note("nothing to show: no time passed", t.opt.Width)
		return p
	}
	t.reach(uint64(end - t.opt.From))
	v := t.view(uint64(end - t.opt.From))
	if len(v.shown) == 0 {
		p.note("nothing to show: no thread has a row", t.opt.Width)
		return p
	}
	v.addAxis(p)
	v.addThreads(p)
	v.addLocks(p)
	v.addCores(p)
	v.addLegend(p)
	return p
}

// A timelineView is a timeline with the measures that its width gives it.
type timelineView struct {
	*Timeliner
	total  uint64  // the time that the picture shows
	shown  []int32 // the threads that have a row
	chosen []bool  // of greenlets, hubs and generators in the order of their first turns: it has a row
	name   int     // the width of the column of names
	cells  int     // the width of the time between that column and the percent
}

func (t *Timeliner) view(total uint64) *timelineView {
	v := &timelineView{Timeliner: t, total: total}
	for id := int32(1); int(id) <= t.names.Threads(); id++ {
		if t.wants(id) {
			v.shown = append(v.shown, id)
		}
	}
	v.cells = t.opt.Width // it will be less, by the names, which depend on what is chosen
	v.choose()
	for _, name := range v.locks.shown() {
		v.name = max(v.name, Row{{Text: name}}.Width())
	}
	for _, id := range v.shown {
		v.name = max(v.name, Row{{Text: v.rowName(id)}}.Width())
		rows, _ := v.actorRows(id)
		for _, r := range rows {
			v.name = max(v.name, Row{{Text: r.name}}.Width())
		}
	}
	v.name = min(v.name, timelineName, t.opt.Width/4)
	v.cells = t.opt.Width - v.name - 1 - timelinePercent
	return v
}

// glyphs reports whether there are rows of cores or locks, in which threads have characters.
func (v *timelineView) glyphs() bool { return v.opt.Cores || len(v.locks.lanes) > 0 }

// rowName returns the name of a thread's row. If there are rows for cores or locks, it begins with the character used there.
func (v *timelineView) rowName(id int32) string {
	if v.glyphs() {
		return string(threadGlyph(id)) + " " + v.names.Label(id)
	}
	return v.names.Label(id)
}

// bounds returns the time that a cell stands for. It is never empty, even if there are more cells than nanoseconds.
func (v *timelineView) bounds(cell int) (lo, hi uint64) {
	lo = mulDiv(v.total, uint64(cell), uint64(v.cells))
	hi = mulDiv(v.total, uint64(cell)+1, uint64(v.cells))
	return lo, max(hi, lo+1)
}

func (v *timelineView) addThreads(p *Picture) {
	if len(v.shown) > 0 {
		v.lane(int(v.shown[len(v.shown)-1]) - 1) // all lanes are there: from now on none moves
	}
	var lanes []*threadLane
	for _, id := range v.shown {
		lanes = append(lanes, v.lane(int(id)-1))
	}
	leaders := v.leaders(lanes)
	for i, id := range v.shown {
		p.add(v.row(v.rowName(id), lanes[i], leaders))
		v.addActors(p, id)
	}
	if more := v.names.Threads() - len(v.shown); more > 0 && len(v.opt.Only) == 0 {
		p.note("… and "+groupDigits(int64(more))+" more", v.opt.Width)
	}
}

// leaders returns for each cell the one of the lanes whose thread ran longest in it, of equals the first; nil if all of
// them ran for less than half of the time.
func (v *timelineView) leaders(lanes []*threadLane) []*threadLane {
	leaders := make([]*threadLane, v.cells)
	for cell := range leaders {
		lo, hi := v.bounds(cell)
		var all, most uint64
		for _, lane := range lanes {
			ran := lane.shares(v.grid, lo, hi, v.total)[trace.StateRunning]
			all += ran
			if ran > most {
				most, leaders[cell] = ran, lane
			}
		}
		if all*2 < hi-lo {
			leaders[cell] = nil
		}
	}
	return leaders
}

// row returns the row of a thread or a greenlet: its name; its cells, each the state that took most of the time, but running
// if it leads there; then how much of all it ran.
func (v *timelineView) row(name string, lane *threadLane, leaders []*threadLane) Row {
	r := Row{}.add(padName(name, v.name)+" ", StyleName)
	for cell, leader := range leaders {
		lo, hi := v.bounds(cell)
		state := lane.dominant(v.grid, lo, hi, v.total)
		if lane == leader {
			state = trace.StateRunning
		}
		r = r.add(stateLooks[state].glyph, stateLooks[state].style)
	}
	return r.add(v.percent(lane.shares(v.grid, 0, v.total, v.total)[trace.StateRunning]), StyleValue)
}

func (v *timelineView) percent(part uint64) string {
	percent := (mulDiv(1000, part, v.total) + 5) / 10
	return alignText(strconv.FormatUint(percent, 10)+"%", timelinePercent)
}

// lanesPerRow is how many actors are followed for each row that there is for one.
const lanesPerRow = 2

// spendActor enters the part of an actor's span that falls into the picture, if the actor may have a row.
func (t *Timeliner) spendActor(span trace.Span, begin, end uint64) {
	nth := t.spans.FirstTurn(span.Actor)
	if nth > lanesPerRow*t.opt.Actors || !t.wants(span.Thread) {
		return
	}
	t.actorLane(nth-1).add(t.grid, begin, end, span.State)
}

// actorLane returns the lane of the actor that had its first turn after so many others.
func (t *Timeliner) actorLane(i int) *threadLane {
	for len(t.actors) <= i {
		t.actors = append(t.actors, threadLane{})
	}
	return &t.actors[i]
}

// An actorRow is what a row of an actor is made of.
type actorRow struct {
	name string
	lane *threadLane
}

// choose decides which actors have a row: all, if there is room. Otherwise those make way of which the picture would show
// nothing: the callbacks of a hub, say, which are over in no time.
func (v *timelineView) choose() {
	if last := min(v.spans.Actors(), lanesPerRow*v.opt.Actors); last > 0 {
		v.actorLane(last - 1) // all lanes are there: from now on none moves
	}
	v.chosen = make([]bool, len(v.actors))
	left := v.opt.Actors
	for i := range v.actors {
		if left > 0 && (v.spans.Actors() <= v.opt.Actors || v.visible(&v.actors[i])) {
			v.chosen[i] = true
			left--
		}
	}
}

func (v *timelineView) visible(lane *threadLane) bool {
	for cell := range v.cells {
		if lo, hi := v.bounds(cell); lane.dominant(v.grid, lo, hi, v.total) != trace.StateUnborn {
			return true
		}
	}
	return false
}

// actorRows returns the rows of a thread's actors, and how many have none.
func (v *timelineView) actorRows(thread int32) (rows []actorRow, more int) {
	indent := "  "
	if v.glyphs() {
		indent = "    " // the names of the threads begin with a character and a blank
	}
	for _, actor := range v.spans.ActorsOf(thread) {
		nth := v.spans.FirstTurn(actor)
		if nth > len(v.chosen) || !v.chosen[nth-1] {
			more++
			continue
		}
		rows = append(rows, actorRow{indent + v.names.ObjectLabel(actor), &v.actors[nth-1]})
	}
	return rows, more
}

func (v *timelineView) addActors(p *Picture, thread int32) {
	rows, more := v.actorRows(thread)
	var lanes []*threadLane
	for _, r := range rows {
		lanes = append(lanes, r.lane)
	}
	leaders := v.leaders(lanes)
	for _, r := range rows {
		p.add(v.row(r.name, r.lane, leaders))
	}
	if more > 0 {
		p.note("  … and "+groupDigits(int64(more))+" more", v.opt.Width)
	}
}

// axisGap is how many characters lie between two marks of the axis, at least.
const axisGap = 12

// An axis is the two rows above the cells while they are drawn.
type axis struct {
	labels []rune
	ruler  []rune
	free   int // the first character of labels that the next label may use
}

func (v *timelineView) addAxis(p *Picture) {
	a := axis{labels: []rune(strings.Repeat(" ", v.cells)), ruler: []rune(strings.Repeat("─", v.cells))}
	step := roundStep(v.total/uint64(v.cells)*axisGap + v.total%uint64(v.cells)*axisGap/uint64(v.cells))
	from := uint64(v.opt.From)
	for at := (from + step - 1) / step * step; at < from+v.total; at += step {
		a.mark(int(mulDiv(uint64(v.cells), at-from, v.total)), axisLabel(at, step))
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

func roundStep(least uint64) uint64 {
	for power := uint64(1); ; power *= 10 {
		for _, digit := range [...]uint64{1, 2, 5} {
			if power*digit >= least {
				return power * digit
			}
		}
	}
}

// stateLooks is how each state is drawn. The fuller a character, the closer its thread is to running: a full block runs, half
// a block could run, a shade wants the interpreter lock, what is thin waits or sleeps. So the rows read without colour, and none
// of the characters is easily taken for another, as two of the shades would be.
var stateLooks = [...]struct{ glyph, style string }{
	trace.StateUnborn:    {" ", StyleEnded},
	trace.StateRunning:   {"█", StyleRunning},
	trace.StateLock:      {"░", StyleLock},
	trace.StateReady:     {"▄", StyleReady},
	trace.StateIO:        {"~", StyleIO},
	trace.StateSleep:     {"─", StyleBlocked},
	trace.StateAcquire:   {"×", StyleBlocked},
	trace.StateJoin:      {"»", StyleBlocked},
	trace.StateHub:       {"◇", StyleBlocked},
	trace.StateWait:      {"○", StyleBlocked},
	trace.StateSuspended: {"┊", StyleEnded},
	trace.StateDue:       {"▗", StyleReady},
	trace.StateEnded:     {" ", StyleEnded},
}

// addLegend explains the characters that the picture has, and says how much time one of them is.
func (v *timelineView) addLegend(p *Picture) {
	r := Row{}
	for state, seen := range v.seen() {
		if look := stateLooks[state]; seen {
			r = v.explain(p, r, look.glyph, look.style, trace.State(state).String())
		}
	}
	if what := v.idle(); what != "" {
		r = v.explain(p, r, "1 2 …", StyleRunning, "who has it")
		r = v.explain(p, r, idleGlyph, StyleEnded, what)
	}
	if len(r) > 0 {
		p.add(r)
	}
	if per := v.total / uint64(v.cells); per > 0 {
		p.note("one character is "+timeText(int64(per)), v.opt.Width)
	}
}

// idle says what it means that no thread has what a row is for, "" if there is no such row.
func (v *timelineView) idle() string {
	switch {
	case len(v.cores) > 0 && len(v.locks.lanes) > 0:
		return "lock is free, core is idle"
	case len(v.cores) > 0:
		return "core is idle"
	case len(v.locks.lanes) > 0:
		return "lock is free"
	}
	return ""
}

// explain adds an entry to the legend's row. If there is no room for it, the row goes into the picture and a new one begins.
func (v *timelineView) explain(p *Picture, r Row, glyph, style, meaning string) Row {
	const gap = "   "
	entry := Row{{glyph, style}, {" " + meaning, StyleNote}}
	switch {
	case len(r) == 0:
		return entry
	case r.Width()+len(gap)+entry.Width() > v.opt.Width:
		p.add(r)
		return entry
	}
	return append(r.add(gap, StyleNote), entry...)
}

// seen tells which states take up any of the picture's time.
func (v *timelineView) seen() (seen [lifeStates]bool) {
	look := func(lane *threadLane) {
		for state, took := range lane.shares(v.grid, 0, v.total, v.total) {
			seen[state] = seen[state] || took > 0
		}
	}
	for _, id := range v.shown {
		look(v.lane(int(id) - 1))
	}
	for i := range v.actors {
		look(&v.actors[i])
	}
	return seen
}
