// This file holds what threads and cores did in a bounded number of buckets, whose width doubles whenever a run outgrows them.

package view

import (
	"strconv"

	"github.com/gilsim/gilsim/trace"
)

// timelineBuckets is how many buckets a lane has. At the end of a run at least half of them are in use: some ten for each
// character of a wide picture, so that what the picture shows differs from the exact account only at the edges of cells.
const timelineBuckets = 4096

// A timeGrid cuts time, counted from the start of the picture, into timelineBuckets buckets of 1<<shift nanoseconds.
type timeGrid struct {
	shift uint
}

func (g timeGrid) holds(end uint64) bool { return end == 0 || g.bucket(end-1) < timelineBuckets }

func (g timeGrid) bucket(at uint64) uint64 { return at >> g.shift }

// bounds returns the time from which and up to which a bucket holds it.
func (g timeGrid) bounds(bucket uint64) (lo, hi uint64) {
	return bucket << g.shift, (bucket + 1) << g.shift
}

// overlap returns how much of the time from lo to hi lies in a bucket.
func (g timeGrid) overlap(bucket, lo, hi uint64) uint64 {
	first, end := g.bounds(bucket)
	return min(hi, end) - max(lo, first)
}

// lifeStates is the length of an array that is indexed by the states of a life. Its element 0 is free.
const lifeStates = int(trace.StateEnded)

// stateShares is how much of some time each state took.
type stateShares [lifeStates]uint64

// A threadLane holds what a thread did: by bucket, how long it was in each state. It has no buckets before it lives.
type threadLane struct {
	buckets []stateShares
}

// add enters that the thread spent the time from lo to hi, which the grid holds and which is not empty, in a state.
func (l *threadLane) add(g timeGrid, lo, hi uint64, state trace.State) {
	if l.buckets == nil {
		l.buckets = make([]stateShares, timelineBuckets)
	}
	first, last := g.bucket(lo), g.bucket(hi-1)
	if first == last {
		l.buckets[first][state] += hi - lo
		return
	}
	for b := first; b <= last; b++ {
		l.buckets[b][state] += g.overlap(b, lo, hi)
	}
}

func (l *threadLane) halve() {
	for i := range len(l.buckets) / 2 {
		l.buckets[i] = l.buckets[2*i]
		l.buckets[i].add(&l.buckets[2*i+1])
	}
	clear(l.buckets[len(l.buckets)/2:])
}

// add adds what each state took in another time.
func (s *stateShares) add(other *stateShares) {
	for state, took := range other {
		s[state] += took
	}
}

// shares returns how much each state took of the time from lo to hi. A bucket that is only partly in it counts in that
// proportion. The run ends at end, and with it the last bucket.
func (l *threadLane) shares(g timeGrid, lo, hi, end uint64) (sum stateShares) {
	if l.buckets == nil {
		return sum
	}
	for b := g.bucket(lo); b <= g.bucket(hi-1); b++ {
		first, last := g.bounds(b)
		part, whole := g.overlap(b, lo, hi), min(last, end)-first
		if part == whole {
			sum.add(&l.buckets[b])
			continue
		}
		for state, took := range l.buckets[b] {
			sum[state] += mulDiv(took, part, whole)
		}
	}
	return sum
}

// dominant returns the state that took most of the time from lo to hi; of equals, the one that is listed first, but a state
// of life before none.
func (l *threadLane) dominant(g timeGrid, lo, hi, end uint64) trace.State {
	sum := l.shares(g, lo, hi, end)
	best, rest := trace.StateUnborn, hi-lo
	for state := trace.StateRunning; state < trace.StateEnded; state++ {
		rest -= sum[state]
		if best == trace.StateUnborn && sum[state] > 0 || sum[state] > sum[best] {
			best = state
		}
	}
	if rest > sum[best] {
		return trace.StateUnborn
	}
	return best
}

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
		sum.add(coreShare{mulDiv(c.busy, part, whole), mulDiv(c.lead, part, whole), c.leader})
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
