// This file draws the rows of the greenlets in a timeline, each below its thread.

package trace

// spendActor enters the span of a greenlet, a generator or a hub that has a row.
func (t *Timeliner) spendActor(span actorSpan) {
	nth := t.clock.objects[span.actor].nth
	begin, end, ok := t.clip(span.from, span.to)
	if !ok || nth > t.opt.Actors || int(span.thread) > t.opt.Threads {
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

// actorRows returns the rows of a thread's actors, and how many have none.
func (v *timelineView) actorRows(thread int32) (rows []actorRow, more int) {
	v.actors = extend(v.actors, min(v.clock.count, v.opt.Actors))
	indent := "  "
	if v.opt.Cores {
		indent = "    " // the names of the threads begin with a character and a blank
	}
	for _, actor := range v.clock.of(thread) {
		nth := v.clock.objects[actor].nth
		if nth > v.opt.Actors {
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
