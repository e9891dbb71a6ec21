// This file defines Matcher, which compares a run with a recorded one while it runs.

package trace

import (
	"fmt"
	"strings"
)

// A Matcher is a Recorder that holds a run against a recording, event by event. It stops looking at the first
// difference: what a run does after it has left the recording says nothing more.
type Matcher struct {
	want []Event
	next int // how many events have matched
	err  *MismatchError
}

// NewMatcher returns a Matcher for a run that is to do what the recording did. It keeps the slice and does not change it.
func NewMatcher(want []Event) *Matcher { return &Matcher{want: want} }

// Record compares the next events of the run.
func (m *Matcher) Record(events []Event) {
	if m.err != nil {
		return
	}
	n := samePrefix(events, m.want[m.next:])
	m.next += n
	if n < len(events) {
		m.err = &MismatchError{Index: m.next, Want: m.wanted(), Got: events[n]}
	}
}

// Err returns a *MismatchError for the first event that the recording does not have in that place, nil as long as there
// is none. A run that goes on after the recording's end has left it, too.
func (m *Matcher) Err() error {
	if m.err == nil {
		return nil
	}
	return m.err
}

// Done is asked after the last event: it returns Err, or a *MismatchError for a run that ended before the recording did.
func (m *Matcher) Done() error {
	if m.err == nil && m.next < len(m.want) {
		return &MismatchError{Index: m.next, Want: m.wanted()}
	}
	return m.Err()
}

func (m *Matcher) wanted() Event {
	if m.next < len(m.want) {
		return m.want[m.next]
	}
	return Event{}
}

// A MismatchError tells where a run left the recording that it was held against.
type MismatchError struct {
	Index int   // the place of the event, from 0
	Want  Event // what the recording has there; the zero Event if it is over
	Got   Event // what the run did there; the zero Event if it is over
}

// Error names the place, counted from 1, and both events, by number as the text form has them.
func (e *MismatchError) Error() string {
	switch {
	case e.Got == Event{}:
		return fmt.Sprintf("trace: the run ended before event %d of the recording, which is %s", e.Index+1, eventText(&e.Want))
	case e.Want == Event{}:
		return fmt.Sprintf("trace: the recording ends before event %d of the run, which is %s", e.Index+1, eventText(&e.Got))
	}
	return fmt.Sprintf("trace: event %d of the run is %s, the recording has %s", e.Index+1, eventText(&e.Got), eventText(&e.Want))
}

// eventText returns an event as the text form has it, without the columns.
func eventText(e *Event) string {
	return "[" + strings.Join(strings.Fields(string(appendEvent(nil, e, e.Kind.Spec()))), " ") + "]"
}

func samePrefix(a, b []Event) int {
	n := min(len(a), len(b))
	a, b = a[:n], b[:n]
	for i := range a {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}
