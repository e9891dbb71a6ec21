// This file leads the exhausting strategy to a place in the middle of its tree.

package search

import (
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
)

// A waypoint is a turn of a path: whose it is, and what was asked in it, as pairs of how many answers there are and how many were tried
// before the one that is given.
type waypoint struct {
	Thread int32
	Asked  []int64
}

// pairs are questions as they travel.
func pairs(list []question) (flat []int64) {
	for _, q := range list {
		flat = append(flat, q.n, q.tried)
	}
	return flat
}

// questionsOf returns the questions that pairs has made such a list of.
func questionsOf(flat []int64) (list []question) {
	for i := 0; i+1 < len(flat); i += 2 {
		list = append(list, question{max(1, flat[i]), min(max(0, flat[i+1]), mostAnswers-1)})
	}
	return list
}

// retrace is a strategy that makes the turns of a path, so that the exhausting one knows what they do, and who can go on after them. Then
// it gives the run up.
type retrace struct {
	*dpor
	path []waypoint
	lost bool // the program did something else on the way
}

// Choose makes the next turn of the path.
func (r *retrace) Choose(t *serial.Turn) int32 {
	i := r.at
	if i > 0 {
		r.learn(i-1, t.Did)
	}
	if len(r.frames) == i {
		r.frames = append(r.frames, frame{})
	}
	f := &r.frames[i]
	f.enabled, f.threads = append(f.enabled[:0], t.Enabled...), len(t.Next)
	if i == len(r.path) {
		return 0
	}
	thread := r.path[i].Thread
	if !slices.Contains(t.Enabled, thread) {
		r.lost = true
		return 0
	}
	f.tree = []*planned{{thread: thread}}
	if len(r.events) == i {
		r.events = append(r.events, event{})
	}
	e := &r.events[i]
	e.thread, e.asked = thread, questions{list: questionsOf(r.path[i].Asked)}
	r.at++
	return thread
}

// follow has the machine make the turns of the path, and reports whether they could be made: if not, the program does not do twice the same.
// After that the exhausting strategy stands behind them. A path that is too long for a run has been found to be so where it came from.
func (s *search) follow(d *dpor, path []waypoint) (ok bool) {
	r := &retrace{dpor: d, path: path}
	d.at, d.frames, d.events = 0, d.frames[:0], d.events[:0]
	d.root.begin()
	out, _, _ := s.run(r, nil)
	return s.err != nil || out.Cut || !r.lost && d.at == len(path) && len(d.frames) == len(path)+1
}

// does returns what a thread's turn does after the path, with all answers to what is asked in it.
func (s *search) does(root []int64, path []waypoint, thread int32) (did []serial.Access, ok bool) {
	last := waypoint{Thread: thread}
	for {
		d := &dpor{root: questions{list: questionsOf(root)}}
		if ok = s.follow(d, append(slices.Clone(path), last)); !ok || len(d.events) <= len(path) {
			return did, ok
		}
		e := &d.events[len(path)]
		if did = append(did, e.did...); !e.asked.advance() {
			return did, true
		}
		last.Asked = pairs(e.asked.list)
	}
}
