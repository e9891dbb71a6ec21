// This file draws the rows of the cores in a timeline: which thread was on each.

package view

import "strconv"

// A coreShare is who was on a core in some time: for how long anybody was, and which thread was for most of that.
//
// The thread is found by the majority vote of Boyer and Moore, with times as votes: the leader's lead shrinks while others
// are on the core, and who brings it to nothing leads next. A thread that had more than half of the busy time is always
// found, in one pass and in the room of one number; without such a thread it is one of those that had much.
type coreShare struct {
	busy   uint64
	lead   uint64
	leader int32
}

// add enters that others were on the core, too.
func (c *coreShare) add(other coreShare) {
	c.busy += other.busy
	switch {
	case other.busy == 0:
	case c.leader == other.leader:
		c.lead += other.lead
	case c.lead > other.lead:
		c.lead -= other.lead
	default:
		c.leader, c.lead = other.leader, other.lead-c.lead
	}
}

// A coreLane holds who was on a core: by bucket, its share. It has no buckets before its first thread.
type coreLane struct {
	buckets []coreShare
}

// add enters that the thread was on the core from lo to hi, which the grid holds and which is not empty.
func (l *coreLane) add(g timeGrid, lo, hi uint64, thread int32) {
	if l.buckets == nil {
		l.buckets = make([]coreShare, timelineBuckets)
	}
	for b := g.bucket(lo); b <= g.bucket(hi-1); b++ {
		took := g.overlap(b, lo, hi)
		l.buckets[b].add(coreShare{took, took, thread})
	}
}

// halve merges the buckets in pairs.
func (l *coreLane) halve() {
	for i := range len(l.buckets) / 2 {
		l.buckets[i] = l.buckets[2*i]
		l.buckets[i].add(l.buckets[2*i+1])
	}
	clear(l.buckets[len(l.buckets)/2:])
}

// share returns who was on the core from lo to hi; as in threadLane.shares, parts of buckets count in proportion.
func (l *coreLane) share(g timeGrid, lo, hi, end uint64) (sum coreShare) {
	if l.buckets == nil {
		return sum
	}
	for b := g.bucket(lo); b <= g.bucket(hi-1); b++ {
		first, last := g.bounds(b)
		part, whole, c := g.overlap(b, lo, hi), min(last, end)-first, l.buckets[b]
		sum.add(coreShare{scale(c.busy, part, whole), scale(c.lead, part, whole), c.leader})
	}
	return sum
}

// idleGlyph stands for a core that was idle for more than half of the time.
const idleGlyph = "·"

// threadGlyph returns the one character that stands for a thread on a core.
func threadGlyph(id int32) byte {
	const glyphs = "123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	if i := int(id) - 1; i < len(glyphs) {
		return glyphs[i]
	}
	return '+'
}

// addCores adds the cores' rows.
func (v *timelineView) addCores(p *Picture) {
	for i := range v.cores {
		r := Row{}.add(padText("core "+strconv.Itoa(i), v.name)+" ", StyleName)
		p.add(v.addCore(r, &v.cores[i]))
	}
}

// addCore appends a core's cells to its row, then how much of all the time it was busy.
func (v *timelineView) addCore(r Row, lane *coreLane) Row {
	for cell := range v.cells {
		lo, hi := v.bounds(cell)
		if c := lane.share(v.grid, lo, hi, v.total); c.busy*2 < hi-lo {
			r = r.add(idleGlyph, StyleEnded)
		} else {
			r = r.add(string(threadGlyph(c.leader)), StyleRunning)
		}
	}
	return r.add(v.percent(lane.share(v.grid, 0, v.total, v.total).busy), StyleValue)
}
