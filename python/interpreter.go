// This file defines what the threads of a run share.

package python

// An Interpreter is one run of a program: what its threads share.
type Interpreter struct {
	root    Shape  // of objects without attributes
	numbers uint32 // how many objects have been given a number
}

// firstNumber is above the numbers of what is built in.
const firstNumber = 1 << 16

// numberOf returns what id() and the default hash of an object are made of: in each run the same one.
func (in *Interpreter) numberOf(o *Object) uint32 {
	if o.number == 0 && o.flags&static == 0 {
		in.numbers++
		o.number = firstNumber + in.numbers
	}
	return o.number
}
