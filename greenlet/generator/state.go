// This file defines the states of a generator.

package generator

import "fmt"

// A State is how far a generator has come, as inspect.getgeneratorstate says it.
type State int32

// The states.
const (
	Created   State = iota // it has not started
	Running                // it is executed, or a greenlet has switched away in the midst of that
	Suspended              // it has yielded
	Closed                 // it is over
)

// stateNames are the names of the states in module inspect.
var stateNames = [...]string{Created: "GEN_CREATED", Running: "GEN_RUNNING", Suspended: "GEN_SUSPENDED", Closed: "GEN_CLOSED"}

// String returns the name that Python has for the state.
func (s State) String() string {
	if s < 0 || int(s) >= len(stateNames) {
		return fmt.Sprintf("State(%d)", int32(s))
	}
	return stateNames[s]
}

// State returns the generator's state. Any thread may ask. A generator that was abandoned with its thread is closed.
func (f *frame) State() State { return State(f.state.Load()) }
