// This file defines the errors of pickles, by the names of Python's exceptions.

package pickle

import (
	"errors"
	"fmt"
)

// ErrTruncated is Python's UnpicklingError of a pickle that is too short, or is none.
var ErrTruncated = errors.New("pickle data was truncated")

// ErrNested is Python's RecursionError of a value that is nested too deeply.
var ErrNested = errors.New("RecursionError: maximum recursion depth exceeded while pickling an object")

// ErrPython2 is the error of a pickle with a str of Python 2, of which nobody can say whether it is bytes or text.
var ErrPython2 = errors.New("UnpicklingError: a str of Python 2, which can be bytes or text: the pickle must be one of Python 3")

var errLargeKey = fmt.Errorf("MemoryError: a tuple or frozenset of more than %d bytes as a key", longestHash)

// unpickling returns an UnpicklingError.
func unpickling(format string, args ...any) error {
	return fmt.Errorf("UnpicklingError: "+format, args...)
}

// A ForbiddenError says that a pickle names a class or function that Find does not know. Nothing of the pickle has been made.
type ForbiddenError struct{ Module, Name string }

// Error says it in the words of the documentation of pickle, on restricting globals.
func (e *ForbiddenError) Error() string {
	return fmt.Sprintf("UnpicklingError: global '%s.%s' is forbidden", e.Module, e.Name)
}
