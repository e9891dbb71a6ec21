// This file finds the failure of a recorded run, as far as its trace tells.

package main

import (
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A recordedFailure is why a recorded run failed.
type recordedFailure struct {
	kind    string
	message string
	threads []string // whom it is about, if the trace tells
}

// Error returns the message.
func (f *recordedFailure) Error() string { return f.message }

// A failureFinder is a recorder that looks for the event that a failed run ends with.
type failureFinder struct {
	names *trace.Names
	found *recordedFailure // nil if there is none
}

// Record looks for a halt or a crash.
func (f *failureFinder) Record(events []trace.Event) {
	for i := range events {
		switch e := &events[i]; e.Kind {
		case trace.Halt:
			text, _ := f.names.Text(e.Arg)
			f.found = &recordedFailure{haltKind(text), text, []string{}}
		case trace.Crash:
			text, _ := f.names.Text(e.Arg)
			name, _ := f.names.Thread(e.Thread)
			f.found = &recordedFailure{failCrash, name + " failed: " + text, []string{name}}
		}
	}
}

// err returns the failure, nil if there is none.
func (f *failureFinder) err() error {
	if f.found == nil {
		return nil
	}
	return f.found
}

// haltKind returns the kind of failure that the text of a halt tells of.
func haltKind(text string) string {
	switch {
	case text == sched.ErrInterrupted.Error():
		return failInterrupt
	case strings.HasPrefix(text, "deadlock: "):
		return failDeadlock
	case strings.HasPrefix(text, "the program did not end within "):
		if !strings.Contains(text, " steps ") {
			return failTimeout
		}
		return failSteps
	}
	return failOther
}
