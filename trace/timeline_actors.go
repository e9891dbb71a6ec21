// This file draws the rows of the greenlets in a timeline, each below its thread.

package trace

// candidates is how many actors are followed for each row that there is for one.
const candidates = 2

// spendActor enters the span of a greenlet, a generator or a hub that may have a row.
func (t *Timeliner) spendActor(span actorSpan) {
	nth := t.clock.objects[span.actor].nth
	begin, end, ok := t.clip(span.from, span.to)
	if !ok || nth > candidates*t.opt.Actors || int(span.thread) > t.opt.Threads {
		return
	}
	t.actors = extend(t.actors, nth)
	t.actors[nth-1].add(t.grid, begin, end, span.state)
}

// An actorRow is what a row of an actor is made of.
type actorRow struct {
	name string
	lane *threadLane
}

// choose decides which actors have a row: all, if there is room. Otherwise those make way of which the picture would show
// nothing: the callbacks of a hub, say, which are over in no time.
func (v *timelineView) choose() {
	v.actors = extend(v.actors, min(v.clock.count, candidates*v.opt.Actors))
	v.chosen = make([]bool, len(v.actors))
	left := v.opt.Actors
	for i := range v.actors {
		if left > 0 && (v.clock.count <= v.opt.Actors || v.visible(&v.actors[i])) {
			v.chosen[i] = true
			left--
		}
	}
}

// visible reports whether any cell of a row would show something.
func (v *timelineView) visible(lane *threadLane) bool {
	for cell := range v.cells {
		if lo, hi := v.bounds(cell); lane.dominant(v.grid, lo, hi, v.total) != stateUnborn {
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
	for _, actor := range v.clock.of(thread) {
		nth := v.clock.objects[actor].nth
		if nth > len(v.chosen) || !v.chosen[nth-1] {
			more++
			continue
		}
		rows = append(rows, actorRow{indent + v.names.objectLabel(actor), &v.actors[nth-1]})
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
