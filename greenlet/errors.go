// This file defines the exceptions, and how one passes through code that cannot return it.

package greenlet

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/sched"
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

func isExit(err error) bool {
	var exit *GreenletExit
	return errors.As(err, &exit)
}

// A PanicError is a panic of a greenlet's function, as its parent gets it: with what, and the stack of the place where it
// happened.
type PanicError = sched.PanicError

// Raise raises an exception, as Python's raise does: deferred calls run, up to the Catch that is around it, or to the end of
// the greenlet, whose parent gets the exception. In a main greenlet it ends the thread. It is for functions that cannot return
// an error, such as those of a hub that has parked a greenlet. It is sched.Raise.
func Raise(err error) { sched.Raise(err) }

// Catch calls f, and returns the exception that was raised in it, or nil: Python's try and except. It is the thread's own.
func Catch(t *sched.Thread, f func()) (err error) { return t.Catch(f) }

// Blamed returns the greenlet as the report on a failure names it; "" for a main greenlet, whose code is the thread's own.
func (g *Greenlet) Blamed() string {
	if g.isMain() {
		return ""
	}
	return fmt.Sprintf("%s %q", g.class, g.name)
}
