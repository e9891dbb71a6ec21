// This file defines the walk along two traces side by side, up to the first pair of events that differ.

package diff

import "github.com/gilsim/gilsim/trace"

// A walk is the work of one Diff at Exact or at Steps.
type walk struct {
	*pairing
	left, right side
	common      int
	last        [ring]located // of A; the common event numbered n is at n % ring
	progress    trace.PerThread[progress]
}

// nearby is how many events are shown before a difference, and how many of each trace after it.
const nearby = 3

const ring = 4 // at least nearby, and a power of two, which makes % cheap

// progress is how many common steps a thread of A has made, and the last of them.
type progress struct {
	steps int
	last  located
}

// diffWalk compares to the end, or to the first difference.
func diffWalk(left, right side) (*Result, error) {
	w := &walk{pairing: newPairing(&left, &right), left: left, right: right}
	w.progress.Names = w.a
	e, f, err := w.part()
	if err != nil || e == nil && f == nil {
		return nil, err
	}
	w.right.values = w.inB(w.left.values) // so far they hold the same
	nextA, err := w.left.rest(e)
	if err != nil {
		return nil, err
	}
	nextB, err := w.right.rest(f)
	if err != nil {
		return nil, err
	}
	return w.explain(nextA, nextB), nil
}

// part returns the first pair of events that differ, nil for a side that is over.
func (w *walk) part() (e, f *trace.Event, err error) {
	for {
		if e, err = w.left.next(); err != nil {
			return nil, nil, err
		}
		if f, err = w.right.next(); err != nil {
			return nil, nil, err
		}
		if e == nil || f == nil || !w.same(e, f) {
			return e, f, nil
		}
		w.add(e)
	}
}

// add takes up an event that both have. Only A's is looked at: this is the inner loop.
func (w *walk) add(e *trace.Event) {
	index := w.left.index()
	last := &w.last[w.common%ring]
	last.Event, last.index = *e, index
	w.common++
	if e.Kind.Spec().Group != trace.Program {
		return
	}
	w.left.observe(e)
	if p := w.progress.Row(e.Thread); p != nil {
		p.steps++
		p.last.Event, p.last.index = *e, index
	}
}
