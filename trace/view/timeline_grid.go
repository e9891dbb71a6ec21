// This file holds a run's time in a bounded number of buckets, whose width doubles whenever the run outgrows them.

package view

import "github.com/gilsim/gilsim/trace"

// timelineBuckets is how many buckets a lane has. At the end of a run at least half of them are in use: some ten for each
// character of a wide picture, so that what the picture shows differs from the exact account only at the edges of cells.
const timelineBuckets = 4096

// A timeGrid cuts time, counted from the start of the picture, into timelineBuckets buckets of 1<<shift nanoseconds.
type timeGrid struct {
	shift uint
}

// holds reports whether the time up to end has a bucket.
func (g timeGrid) holds(end uint64) bool { return end == 0 || g.bucket(end-1) < timelineBuckets }

// bucket returns the bucket of a moment.
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

// halve merges the buckets in pairs.
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
		for state, took := range l.buckets[b] {
			sum[state] += scale(took, part, whole)
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
