// This file defines the values that pass through a switch.

package greenlet

import (
	"slices"

	"github.com/gilsim/gilsim/trace"
)

// A Tuple is several values as one: what a switch with several arguments, or with none, returns in the other greenlet.
type Tuple []any

// Kwargs are named values.
type Kwargs map[string]any

// Args are what a greenlet's function starts with.
type Args struct {
	Pos   Tuple
	Named Kwargs
}

// A message is what a transfer of control carries: arguments, or an exception.
type message struct {
	n     int   // how many arguments there are, but for named ones
	one   any   // what a pending switch returns, if there is one argument or none
	pos   Tuple // the arguments, if they are several
	named Kwargs
	err   error
}

// set makes m the message of a switch. It does not keep args, so that they need not be on the heap.
func (m *message) set(args []any, named Kwargs) {
	m.n, m.named, m.err = len(args), named, nil
	switch m.n {
	case 0:
		m.one = Tuple(nil)
	case 1:
		m.one = args[0]
	default:
		m.pos = slices.Clone(args)
	}
}

func (m *message) setOne(value any) { m.n, m.one, m.named, m.err = 1, value, nil, nil }

// kind returns what the transfer is called in the trace.
func (m *message) kind() trace.Kind {
	if m.err != nil {
		return trace.Throw
	}
	return trace.Switch
}

// args returns the arguments for a function that starts with them.
func (m *message) args() Args {
	switch m.n {
	case 0:
		return Args{nil, m.named}
	case 1:
		return Args{Tuple{m.one}, m.named}
	}
	return Args{m.pos, m.named}
}

// value returns the arguments as one value, for a greenlet that goes on with them: single_result of greenlet.cpp 2.0.
func (m *message) value() any {
	switch {
	case len(m.named) == 0 && m.n <= 1:
		return m.one
	case len(m.named) == 0:
		return m.pos
	case m.n == 0:
		return m.named
	}
	return Tuple{m.args().Pos, m.named}
}
