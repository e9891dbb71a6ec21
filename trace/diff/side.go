// This file defines how one of two traces is read while they are compared.

package diff

import (
	"io"

	"github.com/gilsim/gilsim/trace"
)

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

// fill reads the next window, an empty one at the end.
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

// unlessEOF returns an error, but none for the end.
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
		if len(first) < nearby {
			first = append(first, located{*e, s.index()})
		}
	}
	return first, err
}
