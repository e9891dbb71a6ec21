// This file follows who holds the locks of a program, for their rows in a timeline.

package view

import "github.com/gilsim/gilsim/trace"

// timelineLocks is how many locks have a row: those that are taken first. Those inside the library have none.
const timelineLocks = 8

// lockLanes hold who had the locks of a program when.
type lockLanes struct {
	names labels
	holds []lockHold // by object
	lanes []*coreLane
	of    []int32 // the object of each lane
	more  int     // locks that have no row
}

// A lockHold is a time in which a thread had a lock.
type lockHold struct {
	lane     *coreLane // nil if the object has no row
	known    bool      // it has been looked up
	thread   int32     // 0 if nobody has it
	depth    int       // how often its thread has taken it
	from, to int64
}

// step takes in the next event, at this time, and returns the hold that ends with it, if one does.
func (l *lockLanes) step(e *trace.Event, now int64) (ended lockHold, found bool) {
	if e.Kind != trace.Acquire && e.Kind != trace.Release || e.Thread < 1 || int(e.Thread) > l.names.Threads() {
		return ended, false
	}
	h := l.hold(e.Obj)
	switch {
	case h == nil || h.lane == nil:
		return ended, false
	case e.Kind == trace.Acquire && h.thread == e.Thread:
		h.depth++
		return ended, false
	case e.Kind == trace.Release && h.depth > 1:
		h.depth--
		return ended, false
	}
	ended, found = h.until(now), h.thread != 0
	h.thread, h.depth = 0, 0
	if e.Kind == trace.Acquire {
		h.thread, h.depth, h.from = e.Thread, 1, now
	}
	return ended, found
}

func (h *lockHold) until(now int64) lockHold {
	ended := *h
	ended.to = now
	return ended
}

// settle ends all holds now and begins others of the same threads.
func (l *lockLanes) settle(now int64) (ended []lockHold) {
	for i := range l.holds {
		if h := &l.holds[i]; h.thread != 0 {
			ended = append(ended, h.until(now))
			h.from = now
		}
	}
	return ended
}

// hold returns what is known of a lock, and gives it a row if it is to have one; nil for what is not defined.
func (l *lockLanes) hold(object int32) *lockHold {
	if object < 1 || int(object) >= len(l.holds) && int(object) > l.names.Objects() {
		return nil
	}
	if missing := int(object) + 1 - len(l.holds); missing > 0 {
		l.holds = append(l.holds, make([]lockHold, missing)...)
	}
	h := &l.holds[object]
	if h.known {
		return h
	}
	h.known = true
	info, _ := l.names.Object(object)
	switch {
	case info.Class != trace.ClassLock || PartOfLibrary(info):
	case len(l.lanes) == timelineLocks:
		l.more++
	default:
		h.lane = new(coreLane)
		l.lanes, l.of = append(l.lanes, h.lane), append(l.of, object)
	}
	return h
}

func (l *lockLanes) halve() {
	for _, lane := range l.lanes {
		lane.halve()
	}
}

// shown returns the names of the locks that have rows.
func (l *lockLanes) shown() (names []string) {
	for _, object := range l.of {
		names = append(names, l.names.ObjectLabel(object))
	}
	return names
}

func (v *timelineView) addLocks(p *Picture) {
	for i, name := range v.locks.shown() {
		p.add(v.addCore(Row{}.add(padName(name, v.name)+" ", StyleName), v.locks.lanes[i]))
	}
	if v.locks.more > 0 {
		p.note("… and "+groupDigits(int64(v.locks.more))+" more locks", v.opt.Width)
	}
}
