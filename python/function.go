// This file defines functions, modules, generators, and other objects that the machine itself makes.

package python

import "github.com/gilsim/gilsim/python/code"

// A Function is a function of the program.
type Function struct {
	Object
	Attributes
	code *code.Code
}

// A Traceback is one entry of a traceback.
type Traceback struct {
	Object
	next *Traceback
}

// A Greenlet is a greenlet.
type Greenlet struct {
	Object
}

// An Other is an object of a module written in Go: a deque, say. Its state is copied with it.
type Other struct {
	Object
	state state
}

// A state is what an Other holds.
type state interface {
	// clone returns a copy, in which each value is replaced as replace says.
	clone(replace func(Value) Value) state
}
