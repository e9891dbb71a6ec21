// This file defines where the arguments of a call lie while it begins.

package python

// prepend returns the arguments with self before them. They lie in memory that the thread uses again: the caller calls
// dropArguments with what len(t.arguments) was before, once the call has begun; nobody keeps the slice.
func (t *Thread) prepend(self Value, args []Value) []Value {
	all := t.room(len(args) + 1)
	all[0] = self
	copy(all[1:], args)
	return all
}

// room returns memory for n arguments, as prepend does.
func (t *Thread) room(n int) []Value {
	begin := len(t.arguments)
	for range n {
		t.arguments = append(t.arguments, Value{})
	}
	return t.arguments[begin:len(t.arguments):len(t.arguments)]
}

// dropArguments gives back all arguments but the first n. A slice that somebody has kept holds no object any more.
func (t *Thread) dropArguments(n int) {
	clear(t.arguments[n:])
	t.arguments = t.arguments[:n]
}
