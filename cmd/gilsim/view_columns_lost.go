// This file keeps the steps around the first update that a run loses, when they come too late to be shown otherwise.

package main

import (
	"github.com/gilsim/gilsim/trace"
)

// How many steps are kept before a store that loses an update, and after it; all of them with that store.
const (
	lostBefore = 16
	lostAfter  = 7
	lostWindow = lostBefore + 1 + lostAfter
)

// maxAround bounds the events that are kept, as maxHidden does.
const maxAround = 100_000

// A lostSearch looks for the first lost update, and keeps what is around it.
type lostSearch struct {
	updates trace.Updates
	lost    trace.LostUpdate
	found   bool
	around  []trace.Event // the last events; once it has been found, up to lostAfter steps after it
	steps   int           // among them
	after   int           // steps since it was found
	dropped int64         // steps that were kept and are no more
}

// look looks at the next event.
func (s *lostSearch) look(e *trace.Event) {
	if !s.found {
		s.lost, s.found = s.updates.Step(e)
	}
}

// full reports whether enough has been kept.
func (s *lostSearch) full() bool {
	return s.found && (s.after > lostAfter || len(s.around) >= maxAround)
}

// keep keeps an event, and drops those that are too long ago.
func (s *lostSearch) keep(e trace.Event, shows func(*trace.Event) bool) {
	s.around = append(s.around, e)
	if shows(&s.around[len(s.around)-1]) {
		s.steps++
		if s.found {
			s.after++
		}
	}
	for !s.found && (s.steps > lostBefore || len(s.around) > maxAround) {
		if shows(&s.around[0]) {
			s.steps--
			s.dropped++
		}
		s.around = s.around[1:]
	}
}
