// This file draws the rows of the greenlets in a timeline, each below its thread.

package view

import "github.com/gilsim/gilsim/trace"

// candidates is how many actors are followed for each row that there is for one.
const candidates = 2

// spendActor enters the part of an actor's span that falls into the picture, if the actor may have a row.
func (t *Timeliner) spendActor(span trace.Span, begin, end uint64) {
	nth := t.spans.FirstTurn(span.Actor)
	if nth > candidates*t.opt.Actors || int(span.Thread) > t.opt.Threads {
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
	if last := min(v.spans.Actors(), candidates*v.opt.Actors); last > 0 {
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

// visible reports whether any cell of a row would show something.
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
	if v.opt.Cores {
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

// addActors adds the rows of a thread's actors, and says how many were left out.
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
