// This file chooses the characters for the states in a timeline, and explains them in its legend.

package view

import "github.com/gilsim/gilsim/trace"

// stateLooks is how each state is drawn. The fuller a character, the closer its thread is to running: a full block runs, half
// a block could run, a shade wants the lock, a thin line sleeps. So the rows read without colour, and none of the characters
// is easily taken for another, as two of the shades would be.
var stateLooks = [...]struct{ glyph, style, meaning string }{
	trace.StateUnborn:    {" ", StyleEnded, ""},
	trace.StateRunning:   {"█", StyleRunning, "running"},
	trace.StateLock:      {"░", StyleLock, "waits for the interpreter lock"},
	trace.StateReady:     {"▄", StyleReady, "ready, waits for a core"},
	trace.StateIO:        {"~", StyleIO, "input or output"},
	trace.StateBlocked:   {"─", StyleBlocked, "blocked or asleep"},
	trace.StateSuspended: {"┊", StyleEnded, "suspended, another greenlet is current"},
	trace.StateEnded:     {" ", StyleEnded, ""},
}

// addLegend explains the characters that the picture has, and says how much time one of them is.
func (v *timelineView) addLegend(p *Picture) {
	r := Row{}
	for state, seen := range v.seen() {
		if look := stateLooks[state]; seen && look.meaning != "" {
			r = v.explain(p, r, look.glyph, look.style, look.meaning)
		}
	}
	if len(v.cores) > 0 {
		r = v.explain(p, r, idleGlyph, StyleEnded, "core is idle")
	}
	if len(r) > 0 {
		p.add(r)
	}
	if per := v.total / uint64(v.cells); per > 0 {
		p.note("one character is "+timeText(int64(per)), v.opt.Width)
	}
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
	for i := range v.shown {
		look(v.lane(i))
	}
	for i := range v.actors {
		look(&v.actors[i])
	}
	return seen
}
