// This file reads two traces side by side, up to the first pair of events that differ.

package diff

import (
	"io"

	"github.com/gilsim/gilsim/trace"
)

// A walk is the work of one comparison at Exact or at Steps.
type walk struct {
	*pairing
	left, right side
	common      int
	last        [lastKept]located // of A; the common event numbered n is at n % lastKept
	progress    trace.PerThread[progress]
}

// stepsAround is how many events are shown before a difference, and how many of each trace after it.
const stepsAround = 3

const lastKept = 4 // at least stepsAround, and a power of two, which makes % cheap

// progress is how many common steps a thread of A has made, and the last of them.
type progress struct {
	steps int
	last  located
}

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
	last := &w.last[w.common%lastKept]
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

// A side is one of the two traces. It stands in a window of events; a trace in memory is one window, others are read
// some hundred events at a time.
type side struct {
	names  *trace.Names
	level  Level
	window []trace.Event
	read   int        // how many events of the window were read
	past   int        // how many events came before the window
	more   Stream     // what comes after the window; nil for nothing
	halt   int64      // the text that says why the run ended early; 0 if it did not
	values []variable // by number of an object
}

// windowSize is how many events are read at a time: few enough to stay in the fastest cache.
const windowSize = 256

// A variable is what a shared variable was last seen to hold.
type variable struct {
	arg  int64
	seen bool
}

// A located event knows its place in its trace.
type located struct {
	trace.Event
	index int
}

// next returns the next event that is compared, nil at the end. It stays valid until the next call.
func (s *side) next() (*trace.Event, error) {
	for {
		if s.read == len(s.window) {
			if err := s.fill(); err != nil || len(s.window) == 0 {
				return nil, err
			}
		}
		e := &s.window[s.read]
		s.read++
		if e.Kind == trace.Halt {
			s.halt = e.Arg
		}
		if s.level == Exact || e.Kind.Spec().Group == trace.Program {
			return e, nil
		}
	}
}

func (s *side) fill() error {
	s.past += len(s.window)
	s.read = 0
	if s.more == nil {
		s.window = nil
		return nil
	}
	if s.window == nil {
		s.window = make([]trace.Event, windowSize)
	}
	for i := range s.window {
		e, err := s.more.Next()
		if err != nil {
			s.window, s.more = s.window[:i], nil
			return unlessEOF(err)
		}
		s.window[i] = e
	}
	return nil
}

func unlessEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

// index returns the place of the event that was read last; past the end, how many there were.
func (s *side) index() int { return s.past + max(0, s.read-1) }

// observe keeps the value that an event shows a variable to have. What is not defined is not kept.
func (s *side) observe(e *trace.Event) {
	if e.Kind.Spec().Arg != trace.Value || e.Obj == 0 {
		return
	}
	if uint(e.Obj) >= uint(len(s.values)) {
		if _, ok := s.names.Object(e.Obj); !ok {
			return
		}
		s.values = extend(s.values, int(e.Obj)+1)
	}
	s.values[e.Obj] = variable{e.Arg, true}
}

// rest goes on to the end, from the event that was read last, and returns the first few.
func (s *side) rest(e *trace.Event) (first []located, err error) {
	for ; e != nil; e, err = s.next() {
		s.observe(e)
		if len(first) < stepsAround {
			first = append(first, located{*e, s.index()})
		}
	}
	return first, err
}
