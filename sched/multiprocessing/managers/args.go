// This file defines the arguments of a call, and how methods take them.

package managers

import (
	"fmt"
	"math"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// A Tuple is a Python tuple.
type Tuple = pickle.Tuple

// Args are the arguments of a call.
type Args struct {
	Positional Tuple
	Keywords   *pickle.Dict // nil: none
}

// With returns positional arguments.
func With(positional ...any) Args { return Args{Positional: positional} }

// keywords returns the keywords for the wire: an empty dictionary for none.
func (a Args) keywords() *pickle.Dict {
	if a.Keywords == nil {
		return new(pickle.Dict)
	}
	return a.Keywords
}

// A Signature is the parameters of a method, in order: how many there must be at least, and their names; those that are not given
// have the value None.
type Signature struct {
	Name  string
	Least int
	Names []string
}

// Bind returns the value of each parameter, and which of them were given. The error is Python's TypeError.
func (s Signature) Bind(a Args) (values []any, given []bool, err error) {
	values, given = make([]any, len(s.Names)), make([]bool, len(s.Names))
	if len(a.Positional) > len(s.Names) {
		return nil, nil, s.wrong("takes at most %d arguments (%d given)", len(s.Names), len(a.Positional))
	}
	for i, value := range a.Positional {
		values[i], given[i] = value, true
	}
	for _, item := range a.keywords().Items() {
		if err := s.bindKeyword(item, values, given); err != nil {
			return nil, nil, err
		}
	}
	for i := range s.Least {
		if !given[i] {
			return nil, nil, s.wrong("missing required argument: '%s'", s.Names[i])
		}
	}
	return values, given, nil
}

func (s Signature) bindKeyword(item Tuple, values []any, given []bool) error {
	for i, name := range s.Names {
		switch {
		case item[0] != name:
		case given[i]:
			return s.wrong("got multiple values for argument '%s'", name)
		default:
			values[i], given[i] = item[1], true
			return nil
		}
	}
	return s.wrong("got an unexpected keyword argument %s", Repr(item[0]))
}

func (s Signature) wrong(format string, args ...any) error {
	return Raised("TypeError", s.Name+"() "+fmt.Sprintf(format, args...))
}

// truth reports whether Python takes a value for true: of those that methods are given for flags.
func truth(value any) bool {
	switch v := value.(type) {
	case nil:
		return false
	case bool:
		return v
	case int:
		return v != 0
	case float64:
		return v != 0
	case string:
		return v != ""
	}
	return true
}

// longestWait is how long a wait may be that has an end, in seconds: threading.TIMEOUT_MAX is longer.
const longestWait = 1e9

// timeoutOf returns how long a call is to wait: None is for ever.
func timeoutOf(value any) (time.Duration, error) {
	var seconds float64
	switch v := value.(type) {
	case nil:
		return sched.Forever, nil
	case int:
		seconds = float64(v)
	case bool:
		if v {
			seconds = 1
		}
	case float64:
		seconds = v
	default:
		return 0, Raised("TypeError", fmt.Sprintf("'%s' object cannot be interpreted as an integer", pickle.TypeName(value)))
	}
	switch {
	case math.IsNaN(seconds):
		return 0, Raised("ValueError", "Invalid value NaN (not a number)")
	case seconds > longestWait:
		return 0, Raised("OverflowError", "timeout value is too large")
	}
	return time.Duration(max(seconds, -1) * float64(time.Second)), nil
}

// intOf returns an index, or a number of things.
func intOf(value any) (int, error) {
	switch v := value.(type) {
	case int:
		return v, nil
	case bool:
		if v {
			return 1, nil
		}
		return 0, nil
	}
	return 0, Raised("TypeError", fmt.Sprintf("'%s' object cannot be interpreted as an integer", pickle.TypeName(value)))
}
