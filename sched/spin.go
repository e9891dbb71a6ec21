// This file defines loops that only look.

package sched

// Spin calls cond again and again until it reports true: a loop that waits for what others do, and does nothing but look, through
// steps of t. Between two calls is a backward jump.
//
// A search need not try how often it looks in vain: it lets the thread go on when one of the things that cond has looked at
// has been written since, and a thread that waits so for ever is a livelock. If cond writes it is a loop like any other; a lock that
// it takes and gives back is not written.
func (t *Thread) Spin(cond func() bool) {
	e, _ := t.run.engine.(Spinning)
	t.spins++
	here := State{uint64(t.spins), spinState}
	if e != nil {
		e.Loops(t, here)
	}
	for !cond() {
		if e != nil {
			e.Loops(t, here)
		}
		t.Execute(Code{N: 1, Last: Jump})
	}
}

// spinState tells the states of Spin from those of others.
const spinState = 0x5350494e

// A State tells the states of a thread apart that it can be in: all that decides, with what it reads from then on, what it does. Two
// states that differ have different ones, as surely as a hash of 128 bits tells.
type State [2]uint64

// A Spinning engine is one that need not let a thread look again before anything has changed.
type Spinning interface {
	// Loops is told that t has come to the head of a loop, and its own state: what others can write is no part of it. If t has been in
	// that state before, has written nothing since, and nobody has written what it has read since, it would do the same again and
	// again. It reports whether t can do nothing else any more, as it has read nothing either: then t asks to be resumed without
	// announcing a step, which is never done.
	Loops(t *Thread, state State) (forever bool)
}
