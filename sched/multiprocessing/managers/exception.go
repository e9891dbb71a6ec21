// This file defines Python's exceptions, as they travel: by name.

package managers

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
	"github.com/gilsim/gilsim/sched/threading"
)

// An Exception is an exception of Python's: its class, and what it was made with.
type Exception struct {
	Module, Class string // such as builtins and KeyError
	Args          Tuple
}

// Raised returns a built-in exception of this class with one text.
func Raised(class, text string) *Exception { return &Exception{builtinModule, class, Tuple{text}} }

// keyError returns the exception of a key that is not there.
func keyError(key any) *Exception { return &Exception{builtinModule, "KeyError", Tuple{key}} }

const builtinModule = "builtins"

// The exceptions of queues. Since CPython 3.7 queue.Empty is at home in the module _queue; everybody finds it in queue.
var (
	empty = &Exception{"queue", "Empty", nil}
	full  = &Exception{"queue", "Full", nil}
)

// Name returns the class as tracebacks have it: with its module, unless it is built in.
func (e *Exception) Name() string {
	if e.Module == builtinModule {
		return e.Class
	}
	return strings.TrimPrefix(e.Module, "_") + "." + e.Class
}

// Error returns the last line of Python's traceback.
func (e *Exception) Error() string {
	if text := e.text(); text != "" {
		return e.Name() + ": " + text
	}
	return e.Name()
}

// text is str(exception).
func (e *Exception) text() string {
	switch {
	case len(e.Args) == 0:
		return ""
	case len(e.Args) > 1:
		return Repr(e.Args)
	case e.Class == "KeyError":
		return Repr(e.Args[0])
	}
	return str(e.Args[0])
}

// Is reports whether the target is an exception of the same class, whatever it was made with, or what packages threading and
// multiprocessing have for it.
func (e *Exception) Is(target error) bool {
	switch target {
	case threading.ErrEmpty, multiprocessing.ErrEmpty:
		return e.Name() == empty.Name()
	case threading.ErrFull, multiprocessing.ErrFull:
		return e.Name() == full.Name()
	}
	var other *Exception
	return errors.As(target, &other) && other.Name() == e.Name()
}

// Reduce says how a pickle makes it.
func (e *Exception) Reduce() (callable pickle.Global, args Tuple, state any) {
	args = e.Args
	if args == nil {
		args = Tuple{}
	}
	return global{e.Module, e.Class}, args, nil
}

// exceptionOf returns the exception that an error of a method is to who calls it.
func exceptionOf(err error) *Exception {
	var e *Exception
	var misuse *sched.MisuseError
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, threading.ErrEmpty):
		return empty
	case errors.Is(err, threading.ErrFull):
		return full
	case errors.Is(err, threading.ErrBrokenBarrier):
		return &Exception{"threading", "BrokenBarrierError", nil}
	case errors.As(err, &misuse):
		return Raised(cmp.Or(misuse.Class, "RuntimeError"), misuse.Msg)
	}
	if class, text, ok := strings.Cut(err.Error(), ": "); ok && slices.Contains(builtinExceptions, class) {
		return Raised(class, text) // as package pickle names its errors
	}
	return Raised("RuntimeError", err.Error())
}

// A RemoteError is managers.RemoteError: what the server could not do, with its traceback.
type RemoteError struct{ Traceback string }

// Error is str(error).
func (e *RemoteError) Error() string {
	line := strings.Repeat("-", 75)
	return "multiprocessing.managers.RemoteError: \n" + line + "\n" + e.Traceback + line
}

// traceback returns the text for a client of what went wrong in the server while it did this.
func traceback(err error, doing string) string {
	return "Traceback (most recent call last):\n  File \"gilsim's manager\", in " + doing + "\n" + lastLine(err) + "\n"
}

// lastLine returns the last line of an error's traceback: class and text.
func lastLine(err error) string {
	var e *Exception
	var misuse *sched.MisuseError
	if errors.As(err, &e) || errors.As(err, &misuse) {
		return exceptionOf(err).Error()
	}
	return err.Error()
}
