// This file defines the loop that only looks.

package sched

// Spin calls cond again and again until it reports true: a loop that waits for what others do, and does nothing but look, through
// steps of t. Between two calls is a backward jump.
//
// A search need not try how often it looks in vain: it lets the thread go on when one of the things that cond has looked at
// has been written since, and a thread that waits so for ever is a livelock. If cond writes it is a loop like any other.
func (t *Thread) Spin(cond func() bool) {
	e, _ := t.run.engine.(Spinning)
	if e != nil {
		e.Looks(t)
	}
	for !cond() {
		if e != nil {
			e.LooksAgain(t)
		}
		t.Execute(Code{N: 1, Last: Jump})
	}
}

// A Spinning engine is one that need not let a thread look again before anything has changed.
type Spinning interface {
	// Looks is told that t begins a round of a loop.
	Looks(t *Thread)
	// LooksAgain is told that t has come to the end of a round after which its own state is what it was at the beginning, so that the
	// next one differs only if something else does that t has looked at.
	LooksAgain(t *Thread)
}
