// This file defines the exceptions.

package greenlet

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/internal/coro"
)

// An Error is an exception that this package raises, as the real library does.
type Error struct {
	Class string // of the exception in Python: "AttributeError"
	Text  string // its message there
	Hint  string // what is allowed instead; may be empty
}

// Error returns the class, the message and the hint, without those that are empty.
func (e *Error) Error() string {
	text := e.Class
	for _, part := range []string{e.Text, e.Hint} {
		if part != "" {
			text += ": " + part
		}
	}
	return text
}

// The errors of this package, to be compared with errors.Is.
var (
	ErrNoRun        = &Error{"AttributeError", "run", "the greenlet has no function to run; SetRun gives it one before its first switch"}
	ErrRunStarted   = &Error{"AttributeError", "run cannot be set after the start of the greenlet", ""}
	ErrMainRun      = &Error{"AttributeError", "Main greenlets do not have a run attribute.", ""}
	ErrMainParent   = &Error{"AttributeError", "cannot set the parent of a main greenlet", ""}
	ErrNoParent     = &Error{"TypeError", "GreenletChecker: Expected any type of greenlet, not NoneType", ""}
	ErrCycle        = &Error{"ValueError", "cyclic parent chain", "a greenlet cannot be its own ancestor"}
	ErrParentThread = &Error{"ValueError", "parent cannot be on a different thread", "a greenlet that has started stays in its thread"}
	ErrThread       = &Error{"error", "cannot switch to a different thread", "a greenlet runs in the thread of its main greenlet"}
	ErrThreadExited = &Error{"error", "cannot switch to a different thread (which happens to have exited)", ""}
	ErrNotKilled    = &Error{"error", "GreenletExit did not kill the greenlet", "it has caught the exception and switched away"}
)

// A GreenletExit ends a greenlet in peace: it is not raised in the parent, which gets it as a value. An error that wraps one
// (errors.As) counts as one, as an instance of a subclass does in Python.
type GreenletExit struct {
	Args []any
}

// Error returns its arguments.
func (e *GreenletExit) Error() string {
	if len(e.Args) == 0 {
		return "GreenletExit"
	}
	return "GreenletExit: " + fmt.Sprint(e.Args...)
}

// isExit reports whether an exception is a GreenletExit.
func isExit(err error) bool {
	var exit *GreenletExit
	return errors.As(err, &exit)
}

// A PanicError is a panic of a greenlet's function, as its parent gets it: with what, and the stack of the place where it
// happened.
type PanicError = coro.PanicError
