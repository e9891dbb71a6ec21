// This file defines the walk along two traces side by side, up to the first pair of events that differ.

package trace

// A walk is the work of one Diff at Exact or at Steps.
type walk struct {
	*pairing
	left, right side
	common      int
	last        [nearby + 1]located // of A; the common event numbered n is at n % len(last)
	progress    perThread[progress]
}

// nearby is how many events are shown before a difference, and how many of each trace after it.
const nearby = 3

// progress is how many common steps a thread of A has made, and the last of them.
type progress struct {
	steps int
	last  located
}

// diffWalk compares to the end, or to the first difference.
func diffWalk(left, right side) (*Difference, error) {
	w := &walk{pairing: newPairing(&left, &right), left: left, right: right}
	w.progress.names = w.a
	e, f, err := w.part()
	if err != nil || e == nil && f == nil {
		return nil, err
	}
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
func (w *walk) part() (e, f *Event, err error) {
	l, r := &w.left, &w.right
	for {
		for l.read < len(l.window) && r.read < len(r.window) {
			e, f := &l.window[l.read], &r.window[r.read]
			l.read++
			r.read++
			if *e != *f || !w.refs(e, f) {
				return e, f, nil
			}
			w.add(e)
		}
		if l.read == len(l.window) {
			l.fill()
		}
		if r.read == len(r.window) {
			r.fill()
		}
		if len(l.window) == 0 {
			return nil, nil, nil
		}
	}
}

func (p *walk) refs(e, f *Event) bool {
	spec := e.Kind.Spec()
	if !p.threads.has(e.Thread, f.Thread) && !p.joinThreads(e.Thread, f.Thread) {
		return false
	}
	switch spec.Obj {
	case Thread:
		return p.threads.has(e.Obj, f.Obj) || p.joinThreads(e.Obj, f.Obj)
	case Object:
		if !p.objects.has(e.Obj, f.Obj) && !p.joinObjects(e.Obj, f.Obj) {
			return false
		}
	}
	switch spec.Arg {
	case Text:
		return p.text(e.Arg, f.Arg)
	case Value:
		if p.isRef(e.Obj) {
			return p.text(e.Arg, f.Arg)
		}
	}
	return true
}

// add takes up an event that both have.
func (w *walk) add(e *Event) {
	index := w.left.index()
	last := &w.last[w.common%len(w.last)]
	last.Event, last.index = *e, index
	w.common++
	spec := e.Kind.Spec()
	if spec.Group != Program {
		return
	}
	if p := w.progress.row(e.Thread); p != nil {
		p.steps++
		p.last.Event, p.last.index = *e, index
	}
	if spec.Arg == Value {
		w.left.observe(e)
	}
}
