// This file defines the exceptions.

package generator

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/greenlet"
)

// The errors of this package, to be compared with errors.Is. The texts are those of CPython 3.11, but for those of
// ErrThread and ErrOutside, which Python has no need of.
var (
	ErrExecuting   = &greenlet.Error{Class: "ValueError", Text: "generator already executing"}
	ErrJustStarted = &greenlet.Error{Class: "TypeError", Text: "can't send non-None value to a just-started generator",
		Hint: "Next, or Send of nil, starts it"}
	ErrNoException = &greenlet.Error{Class: "TypeError",
		Text: "exceptions must be classes or instances deriving from BaseException, not NoneType"}
	ErrIgnoredExit = &greenlet.Error{Class: "RuntimeError", Text: "generator ignored GeneratorExit",
		Hint: "its body must not yield when Yield has returned that"}
	ErrThread = &greenlet.Error{Class: "RuntimeError", Text: "cannot resume a generator of another thread",
		Hint: "it belongs to the thread that has resumed it first"}
	ErrOutside = &greenlet.Error{Class: "RuntimeError", Text: "cannot yield outside of the generator's body",
		Hint: "only the body itself may use its Yielder, while it is executed"}
)

// A StopIteration says that the iteration is over. Each one is a new one, with the value that the body has returned the
// first time and nil later.
type StopIteration struct {
	Value any
}

// Error returns the value.
func (e *StopIteration) Error() string {
	if e.Value == nil {
		return "StopIteration"
	}
	return fmt.Sprintf("StopIteration: %v", e.Value)
}

// stopped reports whether an exception ends an iteration, and with which value.
func stopped(err error) (value any, ok bool) {
	if stop, ok := errors.AsType[*StopIteration](err); ok {
		return stop.Value, true
	}
	return nil, false
}

// A RaisedStopError says that a StopIteration came out of a generator's body as an exception, mostly that of another
// iterator: taken for the end of this one, it would hide a mistake (PEP 479). It does not unwrap to its cause, so that
// nobody takes it for one.
type RaisedStopError struct {
	Cause error
}

// Error returns what CPython 3.11 says.
func (e *RaisedStopError) Error() string { return "RuntimeError: generator raised StopIteration" }

// escaped returns an exception as it comes out of a generator: gen_send_ex2 of genobject.c turns a StopIteration into a
// RuntimeError.
func escaped(err error) error {
	if _, ok := stopped(err); ok {
		return &RaisedStopError{Cause: err}
	}
	return err
}

// A GeneratorExit is what Close raises in a generator. An error that wraps one (errors.As) counts as one, as an instance
// of a subclass does in Python.
type GeneratorExit struct{}

// Error returns the name of its class.
func (*GeneratorExit) Error() string { return "GeneratorExit" }

func isExit(err error) bool {
	_, ok := errors.AsType[*GeneratorExit](err)
	return ok
}

// A PanicError is a panic of a generator's body, as whoever has resumed the generator gets it: with what, and the stack
// of the place where it happened.
type PanicError = greenlet.PanicError
