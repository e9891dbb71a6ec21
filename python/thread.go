// This file defines the thread of a Python program: what CPython calls a thread state.

package python

import "github.com/gilsim/gilsim/sched"

// A Thread is a thread of a Python program, as plain data: the body of a thread of sched.
type Thread struct {
	interp    *Interpreter
	sched     *sched.Thread // what the machine below knows it as
	operation operation     // what a native has asked for, or is under way
	shown     []Value       // the containers whose repr is being made
}

// An operation is what a native leaves to the machine below: an op of sched whose result is that of the call. It is plain data.
type operation interface {
	sched.Op
	// value returns the result, once it is done.
	value(t *Thread) (Value, *Exception)
}

// perform is what a native returns that leaves its work to an operation.
func (t *Thread) perform(op operation) (Value, *Exception) {
	t.operation = op
	return Value{}, performs
}
